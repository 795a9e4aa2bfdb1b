"""What the database itself refuses, on either engine. DATABASE_URL chooses PostgreSQL."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from okrplan import audit, refusals, triggers
from okrplan.models import Activity
from okrplan.people.models import Department


@pytest.fixture
def noted(cast):
    return audit.write(by=cast.administrator, noun="person", row=cast.staff, verb="add", after={"name": "Wang Min"})


def refused(write) -> refusals.Refusal:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    return refusals.from_integrity(error.value)


def test_every_trigger_of_the_list_is_there_after_migrating(db):
    assert triggers.installed() >= {one.name for one in triggers.TRIGGERS}


def test_every_trigger_of_the_list_names_a_table_and_columns_that_exist(db):
    with connection.cursor() as cursor:
        for one in triggers.TRIGGERS:
            described = connection.introspection.get_table_description(cursor, one.table)
            assert set(one.columns) <= {column.name for column in described}, one.name


@pytest.mark.django_db(transaction=True)
def test_triggers_are_back_after_a_migration_back_and_forth():
    call_command("migrate", "notices", "0001", verbosity=0)
    assert triggers.installed() >= {one.name for one in triggers.TRIGGERS}
    call_command("migrate", "notices", verbosity=0)
    assert triggers.installed() >= {one.name for one in triggers.TRIGGERS}


def test_what_was_noted_can_be_neither_changed_nor_removed(noted):
    assert "stays as it was" in str(refused(lambda: Activity.objects.update(verb="other")).message)
    assert "stays as it was" in str(refused(lambda: Activity.objects.all().delete()).message)
    assert Activity.objects.get(pk=noted.pk).verb == "add"


def test_a_circle_of_departments_is_refused_at_any_depth(cast):
    below = Department.objects.create(name="Berlin", parent=cast.germany, language="en")
    for child in (cast.germany, below):
        refusal = refused(lambda child=child: Department.objects.filter(pk=cast.europe.pk).update(parent=child))
        assert refusal.status == 409
        assert "below one of its own" in str(refusal.message)
    Department.objects.filter(pk=below.pk).update(parent=cast.america)
    assert Department.objects.get(pk=below.pk).parent == cast.america


def test_columns_are_held_only_where_their_condition_holds(cast):
    held = triggers.immutable("people_department", ["name"], when="OLD.time_zone = 'Europe/Berlin'")[0]
    with connection.cursor() as cursor:
        triggers._run(cursor, held.create(connection.vendor), connection.vendor)
    try:
        Department.objects.filter(pk=cast.germany.pk).update(name="Free")
        Department.objects.filter(pk=cast.germany.pk).update(time_zone="Europe/Berlin")
        with pytest.raises(IntegrityError), transaction.atomic():
            Department.objects.filter(pk=cast.germany.pk).update(name="Held")
        Department.objects.filter(pk=cast.germany.pk).update(name="Free", language="zh-hans")
    finally:
        with connection.cursor() as cursor:
            triggers._run(cursor, held.drop(connection.vendor), connection.vendor)
    assert Department.objects.get(pk=cast.germany.pk).name == "Free"
