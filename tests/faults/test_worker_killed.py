"""A worker that is killed while people check in: no check-in is lost or doubled, and the number is right again soon."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from objectives.actions import check_ins
from objectives.core.assess import assess
from objectives.models import CheckIn, Measure, Objective
from objectives.queries import figures
from okrplan.models import Activity
from tests import processes
from tests.builders import TODAY, make_germany
from tests.cast import make_cast

MANY = 200


@pytest.fixture
def group(own_broker, transactional_db):
    """A worker and a beat beside the test's own broker."""
    running = [processes.worker(), processes.beat()]
    for one in running:
        one.start()
    yield running[0]
    for one in running[::-1]:
        one.end()


def record(cast, measure, number):
    """The check-in `number`: every one has a value of its own."""
    return check_ins.record(
        measure=measure,
        by=cast.staff,
        day=date(2026, 10, 1) + timedelta(days=number % 20),
        value=Decimal(number),
        today=TODAY,
    )


def is_computed(objective):
    return Objective.objects.filter(pk=objective.pk, dirty_since=None).exclude(computed_at=None).exists()


def computed_now(objective):
    """The completion that the rules give for the rows as they are."""
    return assess(figures.facts_of([objective])[objective.pk], TODAY, figures.bands()).completion


def test_no_check_in_is_lost_or_doubled_when_the_worker_is_killed_and_the_number_is_right_within_30_seconds(group):
    cast = make_cast()
    germany = make_germany(cast)
    measure = Measure.objects.select_related("key_result__objective").get(pk=germany.measures[0].pk)
    before, noted = CheckIn.objects.count(), Activity.objects.count()
    for number in range(MANY):
        if number == MANY // 3:
            group.kill()
        record(cast, measure, number)
    kept = CheckIn.objects.order_by("pk").values_list("value", flat=True)[before:]
    assert list(kept) == [Decimal(number) for number in range(MANY)]
    assert Activity.objects.count() - noted == MANY
    assert not is_computed(germany.objective)

    group.start()
    processes.until(lambda: is_computed(germany.objective), 30, "the number is right again")
    stored = Objective.objects.get(pk=germany.objective.pk)
    assert stored.completion == round(computed_now(stored), 8)
