"""Backup, damage, restore: what was there is there again, and the database guards itself as before."""

import io
import shutil

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from objectives.models import CheckIn, Objective
from okrplan import triggers
from okrplan.models import Activity
from tests.builders import make_germany
from tests.cast import make_cast


@pytest.fixture
def plan(transactional_db):
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed here")
    return make_germany(make_cast())


def backup(file):
    call_command("backup", file, stdout=io.StringIO())


def restore(file):
    call_command("restore", file, yes=True, stdout=io.StringIO())


def rows():
    values = CheckIn.objects.order_by("pk").values_list("pk", "day", "value")
    return list(values), list(Objective.objects.values_list("title", "title_other")), Activity.objects.count()


def drop(table):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF" if connection.vendor == "sqlite" else "SELECT 1")
        cursor.execute(f"DROP TABLE {table}{'' if connection.vendor == 'sqlite' else ' CASCADE'}")


def test_a_dropped_table_comes_back_with_every_row_and_every_guard(plan, tmp_path):
    before, guards = rows(), triggers.installed()
    backup(tmp_path / "backup")
    triggers.remove()
    drop("objectives_checkin")
    Objective.objects.update(title="Damaged")

    restore(tmp_path / "backup")

    assert rows() == before
    assert triggers.installed() == guards
    with pytest.raises(IntegrityError):
        Activity.objects.all().delete()


def test_new_rows_get_fresh_numbers_after_a_restore(plan, tmp_path):
    backup(tmp_path / "backup")
    restore(tmp_path / "backup")
    last = Objective.objects.latest("pk")
    made = Objective.objects.get(pk=last.pk)
    made.pk, made.title = None, "Another"
    made.save(force_insert=True)
    assert made.pk > last.pk


def test_only_its_owner_can_read_a_backup(plan, tmp_path):
    backup(tmp_path / "backup")
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(plan, tmp_path):
    before = rows()
    (tmp_path / "letter").write_text("Dear all")
    with pytest.raises(CommandError, match="is no backup"):
        restore(tmp_path / "letter")
    assert rows() == before


def test_a_damaged_backup_is_refused_and_nothing_changes(plan, tmp_path):
    before = rows()
    backup(tmp_path / "backup")
    whole = (tmp_path / "backup").read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CommandError):
        restore(tmp_path / "half")
    assert rows() == before
