"""The database can be built and taken back, and what must never change is guarded after every way there."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import CheckConstraint, UniqueConstraint

from okrplan import triggers

OURS = ["people", "notices", "okrplan", "objectives", "reports"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def migrated_again():
    yield
    call_command("migrate", verbosity=0)


def wanted() -> set[str]:
    return {trigger.name for trigger in triggers.TRIGGERS}


def tables() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def test_every_trigger_of_the_list_guards_the_database():
    call_command("migrate", verbosity=0)
    assert triggers.installed() == wanted()


def test_migrations_run_backward_and_forward_again(migrated_again):
    held = tables()
    for app in reversed(OURS):
        call_command("migrate", app, "zero", verbosity=0)
    left = tables()
    assert not {one for one in left if one.startswith(("objectives_", "reports_", "notices_", "people_"))}
    call_command("migrate", verbosity=0)
    assert tables() == held
    assert triggers.installed() == wanted()


def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("app", OURS)
def test_constraints_reach_the_database_under_their_names(app):
    for model in apps.get_app_config(app).get_models():
        with connection.cursor() as cursor:
            held = connection.introspection.get_constraints(cursor, model._meta.db_table)
        for constraint in model._meta.constraints:
            assert constraint.name in held, f"{model.__name__}.{constraint.name}"


@pytest.mark.parametrize("app", OURS)
def test_a_broken_constraint_is_a_sentence_not_a_name(app):
    """Those without one of their own guard vocabulary that no form offers, or rows the product writes itself."""
    silent = {
        constraint.name
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint | UniqueConstraint)
        and constraint.violation_error_message == constraint.default_violation_error_message
    }
    allowed = ("_known", "_is_one", "_once", "_once_a_day", "_once_a_position", "_once_a_language")
    assert {name for name in silent if not name.endswith(allowed)} == set()
