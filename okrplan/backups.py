"""One file with the whole database, and the way back; for SQLite and PostgreSQL alike.

SQLite: its online backup, taken while people work. PostgreSQL: pg_dump and pg_restore, which must be of the server's
version or newer. A restore happens in one transaction: the database is as before or as in the file, never half.
"""

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.utils.translation import gettext as _

SQLITE_MARK, POSTGRESQL_MARK = b"SQLite format 3\0", b"PGDMP"

# Everything in the schema but what belongs to extensions; the schema itself stays with its owner.
EMPTY_SCHEMA = """
DO $$ DECLARE statement text; BEGIN
  FOR statement IN
    SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', schemaname, tablename)
    FROM pg_tables WHERE schemaname = current_schema()
    UNION ALL
    SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', p.oid::regprocedure)
    FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP EXECUTE statement; END LOOP;
END $$
"""


class Failed(Exception):
    """The backup or restore did not happen; the message says why."""


def write(file: Path) -> None:
    """Writes the database into `file`, readable by its owner only; an older file is replaced once the new is whole."""
    fresh = file.with_name(f"{file.name}.part")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    if connection.vendor == "sqlite":
        _copy_sqlite(Path(connection.settings_dict["NAME"]), fresh)
        with closing(sqlite3.connect(fresh)) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        _check_sqlite(fresh)
    else:
        _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={fresh}", *_server()])
    fresh.replace(file)


def read(file: Path) -> None:
    """Puts the database back as `file` has it; all that is there now goes. Migrate afterwards."""
    with file.open("rb") as opened:
        start = opened.read(len(SQLITE_MARK))
    mark = SQLITE_MARK if connection.vendor == "sqlite" else POSTGRESQL_MARK
    if not start.startswith(mark):
        raise Failed(_("%(file)s is no backup of this kind of database.") % {"file": file})
    connection.close()
    if connection.vendor == "sqlite":
        _check_sqlite(file)
        _copy_sqlite(file, Path(connection.settings_dict["NAME"]))
    else:
        _restore_postgresql(file)


def _copy_sqlite(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=20)) as old, closing(sqlite3.connect(target, timeout=20)) as new:
        old.backup(new)


def _check_sqlite(file: Path) -> None:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as opened:
        try:
            (verdict,) = opened.execute("PRAGMA quick_check").fetchone()
        except sqlite3.DatabaseError as error:
            verdict = str(error)
    if verdict != "ok":
        raise Failed(_("%(file)s is damaged: %(verdict)s") % {"file": file, "verdict": verdict})


def _restore_postgresql(file: Path) -> None:
    """The dump as SQL first, whole, and then one transaction that empties the schema and runs it."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "restore.sql"
        _run(["pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file)])
        once = ["--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet", "--no-psqlrc"]
        _run(["psql", *once, "--output=/dev/null", "--command", EMPTY_SCHEMA, "--file", str(script), *_server()])


def _server() -> Sequence[str]:
    """Where the database is, as the client programs take it."""
    return DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])[0][1:]


def _run(command: Sequence[str]) -> None:
    environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])[1] or {}
    try:
        done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True)
    except FileNotFoundError:
        needed = {"program": command[0]}
        raise Failed(_("%(program)s is missing: install PostgreSQL's client programs.") % needed) from None
    if done.returncode:
        raise Failed(done.stderr.strip() or f"{command[0]}: {done.returncode}")
