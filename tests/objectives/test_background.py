"""The number after a check-in, computed by a real worker."""

from datetime import date
from decimal import Decimal

from objectives.actions import check_ins
from objectives.models import Measure, Objective
from tests.builders import TODAY, make_germany
from tests.cast import make_cast
from tests.processes import until


def test_a_check_in_brings_the_objective_s_new_number_within_seconds(worker):
    cast = make_cast()
    germany = make_germany(cast)
    until(lambda: _is_computed(germany.objective), 10)
    before = Objective.objects.get(pk=germany.objective.pk).computed_at
    check_ins.record(
        measure=Measure.objects.select_related("key_result__objective").get(pk=germany.measures[0].pk),
        by=cast.staff,
        day=date(2026, 10, 20),
        value=Decimal(77777),
        today=TODAY,
    )
    until(lambda: _is_computed(germany.objective), 5)
    assert Objective.objects.get(pk=germany.objective.pk).computed_at > before


def _is_computed(objective):
    return Objective.objects.filter(pk=objective.pk, dirty_since=None).exclude(computed_at=None).exists()
