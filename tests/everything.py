"""All checks of the project, one after the other: `python3 run.py test` ends here, inside the made environment.

Without arguments everything runs: lint, types, import contracts, migrations, deployment checks, the tests on SQLite
with the bundled broker, and the same tests but those in a browser on PostgreSQL and Redis, where servers answer at
DATABASE_URL and REDIS_URL or on this machine. Ends with 1 when anything failed. Arguments go to pytest instead.
"""

import getpass
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

from tests import chromium

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "--tb=short")
DATABASE = "okrplan_tests"
ALONE = {"DATABASE_URL": "", "REDIS_URL": ""}
PRODUCTION = {
    "SECRET_KEY": "only-for-this-check-" + "x7Kq" * 12,
    "ALLOWED_HOSTS": "okr.example.com",
    "CSRF_TRUSTED_ORIGINS": "https://okr.example.com",
    "HTTPS": "1",
    "BEHIND_PROXY": "1",
}


@dataclass(frozen=True)
class Check:
    """One command that must succeed, with what its environment has besides or (empty) has not."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    def passes(self) -> bool:
        print(f"\n=== {self.name}", flush=True)
        environment = {key: value for key, value in {**os.environ, **self.environment}.items() if value}
        return subprocess.run(self.command, cwd=ROOT, env=environment).returncode == 0


def static_checks() -> Iterator[Check]:
    """What needs no test: style, types, layers, migrations, settings."""
    manage = (sys.executable, "manage.py")
    data = {"OKRPLAN_DATA": str(ROOT / "var" / "checks"), **ALONE}
    yield Check("lint", (str(TOOLS / "ruff"), "check", "."))
    yield Check("format", (str(TOOLS / "ruff"), "format", "--check", "."))
    yield Check("types", (sys.executable, "-m", "mypy", "."), data)
    yield Check("import contracts", (str(TOOLS / "lint-imports"),))
    yield Check("migrations are complete", (*manage, "makemigrations", "--check", "--dry-run"), data)
    deploy = (*manage, "check", "--deploy", "--fail-level", "WARNING")
    yield Check("ready to deploy", deploy, {**data, **PRODUCTION})


def tests_alone() -> Iterator[Check]:
    """SQLite and the bundled broker. Tests that measure and kill run by themselves, undisturbed by others."""
    yield Check("tests on SQLite", (*PYTEST, "-n", "auto", "-m", "not faults"), ALONE)
    yield Check("faults on SQLite", (*PYTEST, "-m", "faults"), ALONE)


def tests_on_servers(database: str, broker: str) -> Iterator[Check]:
    """PostgreSQL and Redis. Tests that kill their broker bring the bundled one: Redis may serve others."""
    servers = {"DATABASE_URL": database, "REDIS_URL": broker}
    yield Check("tests on PostgreSQL", (*PYTEST, "-n", "auto", "-m", "not faults and not browser"), servers)
    yield Check("faults on PostgreSQL", (*PYTEST, "-m", "faults"), {**servers, "REDIS_URL": ""})


def postgresql() -> str:
    """The address of a PostgreSQL in which we may make databases, "" without one."""
    if given := os.environ.get("DATABASE_URL", ""):
        return given if _answers(urlsplit(given)._replace(path="/postgres").geturl()) else ""
    users = dict.fromkeys((os.environ.get("PGUSER", ""), getpass.getuser(), "postgres"))
    servers = (f"postgresql://{user}@127.0.0.1:{os.environ.get('PGPORT', '5432')}" for user in users if user)
    return next((f"{server}/{DATABASE}" for server in servers if _answers(f"{server}/postgres")), "")


def _answers(server: str) -> bool:
    with suppress(psycopg.Error), psycopg.connect(server, connect_timeout=3) as connection:
        role = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        row = role.fetchone()
        return bool(row and row[0])
    return False


def redis_server() -> str:
    """The address of a Redis, "" without one."""
    address = os.environ.get("REDIS_URL", "") or "redis://127.0.0.1:6379"
    with suppress(redis.RedisError), redis.Redis.from_url(address, socket_connect_timeout=3) as client:
        client.ping()
        return address
    return ""


def absences(database: str, broker: str) -> Iterator[str]:
    """What is done without, a line each."""
    if not chromium.executable():
        yield "no Chromium (CHROMIUM=… names one): the tests in a browser are skipped"
    if not database:
        yield "no PostgreSQL at DATABASE_URL or on this machine: the tests run on SQLite only"
    if database and not broker:
        yield "no Redis at REDIS_URL or on this machine: the tests on PostgreSQL use the bundled broker"


def main() -> int:
    """Runs every check, says at the end which failed."""
    if sys.argv[1:]:
        return subprocess.run([*PYTEST, *sys.argv[1:]], cwd=ROOT).returncode
    started = time.monotonic()
    database, broker = postgresql(), redis_server()
    missing = list(absences(database, broker))
    checks = [*static_checks(), *tests_alone(), *(tests_on_servers(database, broker) if database else ())]
    failed = [check.name for check in checks if not check.passes()]
    for line in missing:
        print(f"— {line}")
    print(f"— {len(checks)} checks in {(time.monotonic() - started) / 60:.1f} minutes")
    print(f"FAILED: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
