"""What stood on the one line of an objective before its budget was the objective's own is still there afterwards."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from okrplan import triggers

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = [("objectives", "0005_usual_lead_times")], [("objectives", "0008_lines_without_budget")]


@pytest.fixture
def migrated_again():
    yield
    call_command("migrate", verbosity=0)


def apps_at(place):
    triggers.remove()  # as the command does before it migrates
    executor = MigrationExecutor(connection)
    executor.migrate(place)
    return MigrationExecutor(connection).loader.project_state([*place, ("people", "0001_initial")]).apps


def test_the_budget_of_a_line_becomes_the_objectives_own(migrated_again):
    apps = apps_at(BEFORE)
    owner = apps.get_model("people", "User").objects.create(email="a@example.com", name="A")
    objective = apps.get_model("objectives", "Objective").objects.create(
        title="GMV",
        department=apps.get_model("people", "Department").objects.create(name="D"),
        owner=owner,
        cycle=apps.get_model("objectives", "Cycle").objects.create(
            name="Q4", kind="quarter", starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31)
        ),
        starts_on=date(2026, 10, 1),
        due_on=date(2026, 12, 31),
    )
    apps.get_model("objectives", "FeasibilityLine").objects.create(
        objective=objective,
        value_per_customer=400,
        acquisition_cost=20,
        currency="CNY",
        budget_available=18_000,
        source="ERP",
    )
    apps = apps_at(AFTER)
    line = apps.get_model("objectives", "FeasibilityLine").objects.get()
    assert (line.kind, line.position, line.part, line.value_per_customer) == ("customers", 1, None, 400)
    means = apps.get_model("objectives", "Means").objects.get(objective_id=objective.pk)
    assert (means.currency, means.budget_available, means.source) == ("CNY", Decimal(18_000), "ERP")
    assert (means.needs_money, means.needs_people, means.needs_stock) == (True, True, True)
    back = apps_at(BEFORE).get_model("objectives", "FeasibilityLine").objects.get()
    assert (back.currency, back.budget_available, back.source) == ("CNY", Decimal(18_000), "ERP")
