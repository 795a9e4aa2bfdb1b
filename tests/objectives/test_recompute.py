"""From a check-in to the number people see."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from objectives.actions import check_ins, key_results, recompute
from objectives.core.vocabulary import Status
from objectives.models import CheckIn, ForecastRecord, Measure, Objective
from objectives.queries import figures, waiting
from objectives.tasks import sweep
from okrplan import clock
from okrplan.refusals import Forbidden, Refusal, WrongState
from tests.builders import TODAY, make_germany

WEEK_LATER = date(2026, 10, 27)


def check_in(measure, by, value, *, day=TODAY, today=TODAY):
    fresh = Measure.objects.select_related("key_result__objective").get(pk=measure.pk)
    return check_ins.record(measure=fresh, by=by, day=day, value=Decimal(value), today=today)


def computed(germany, day=TODAY):
    recompute.recompute(objective_id=germany.objective.pk, today=day)
    return Objective.objects.get(pk=germany.objective.pk)


def test_the_german_case_stands_at_35_percent_and_heads_for_80(germany):
    objective = germany.objective
    assert objective.completion == Decimal("0.35")
    assert abs(objective.forecast - Decimal("0.8")) < Decimal("0.0005")
    assert round(objective.gap, -2) == 100_000
    assert (objective.status, objective.dirty_since) == (Status.AT_RISK, None)
    one, two = figures.stored_result(objective).key_results
    assert (one.progress, two.progress, one.days_late) == (Decimal("0.1"), Decimal("0.6"), 30)


def test_a_week_of_silence_leaves_the_forecast_and_shows_its_age(germany):
    result = figures.result_on(germany.objective, WEEK_LATER)
    assert abs(result.forecast - Decimal("0.8")) < Decimal("0.0005")
    assert result.last_day == TODAY
    assert result.as_of == WEEK_LATER


def test_a_check_in_marks_the_objective_and_the_recompute_clears_it(cast, germany):
    check_in(germany.measures[0], cast.staff, "9000")
    assert Objective.objects.get(pk=germany.objective.pk).dirty_since is not None
    objective = computed(germany)
    assert objective.dirty_since is None
    assert objective.completion > Decimal("0.35")


def test_running_it_twice_changes_nothing(germany):
    before = Objective.objects.values("completion", "forecast", "gap", "status", "result").get()
    computed(germany)
    assert Objective.objects.values("completion", "forecast", "gap", "status", "result").get() == before
    assert ForecastRecord.objects.count() == 3


def test_of_two_check_ins_on_one_day_the_last_recorded_counts(cast, germany):
    check_in(germany.measures[0], cast.staff, "7000")
    check_in(germany.measures[0], cast.staff, "6000")
    computed(germany)
    assert Measure.objects.get(pk=germany.measures[0].pk).last_value == 6000


def test_the_last_recorded_counts_also_where_the_clock_was_set_back(cast, germany, monkeypatch):
    """The demo stays on its day: tomorrow morning is earlier on it than this afternoon."""
    morning = timezone.make_aware(datetime.combine(TODAY, time(7)))
    monkeypatch.setattr(clock, "now", lambda: morning)
    check_in(germany.measures[0], cast.staff, 7500)
    assert computed(germany).completion == Decimal("0.375")


def test_an_undone_check_in_counts_no_more_and_stays_readable(cast, germany):
    wrong = check_in(germany.measures[0], cast.staff, "50000")
    check_ins.retract(check_in=wrong, by=cast.staff)
    assert computed(germany).completion == Decimal("0.35")
    assert CheckIn.objects.filter(pk=wrong.pk, retracted_at__isnull=False).exists()
    with pytest.raises(WrongState):
        check_ins.retract(check_in=wrong, by=cast.staff)


def test_a_correction_stands_in_place_of_the_wrong_one_once(cast, germany):
    wrong = check_in(germany.measures[0], cast.staff, "50000")
    check_ins.correct(check_in=wrong, by=cast.staff, value=Decimal(5000), today=TODAY)
    assert computed(germany).completion == Decimal("0.35")
    with pytest.raises(WrongState):
        check_ins.correct(check_in=wrong, by=cast.staff, value=Decimal(1), today=TODAY)


def test_an_undone_correction_lets_the_first_value_count_again(cast, germany):
    first = check_in(germany.measures[0], cast.staff, "7000")
    wrong = check_ins.correct(check_in=first, by=cast.staff, value=Decimal(70000), today=TODAY)
    with pytest.raises(WrongState):
        check_ins.retract(check_in=first, by=cast.staff)
    check_ins.retract(check_in=wrong, by=cast.staff)
    computed(germany)
    assert Measure.objects.get(pk=germany.measures[0].pk).last_value == 7000
    check_ins.correct(check_in=first, by=cast.staff, value=Decimal(7100), today=TODAY)
    computed(germany)
    assert Measure.objects.get(pk=germany.measures[0].pk).last_value == 7100


def test_a_check_in_never_changes_in_the_database(germany):
    row = CheckIn.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.filter(pk=row.pk).update(value=1)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE objectives_checkin SET day = '2026-01-01' WHERE id = %s", [row.pk])


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e309", "123456789012345678", "100000000000"])
def test_a_number_no_column_holds_is_refused(cast, germany, value):
    before = CheckIn.objects.count()
    with pytest.raises(Refusal) as refused:
        check_in(germany.measures[0], cast.staff, value)
    assert refused.value.field == "value"
    assert CheckIn.objects.count() == before


def test_a_day_that_has_not_come_is_refused(cast, germany):
    with pytest.raises(Refusal) as refused:
        check_in(germany.measures[0], cast.staff, "1", day=WEEK_LATER)
    assert refused.value.field == "day"


def test_nobody_checks_in_without_a_part_in_it(cast, germany):
    with pytest.raises(Forbidden):
        check_in(germany.measures[0], cast.outsider, "1")


def test_a_draft_takes_no_check_ins(cast, on_day):
    on_day(TODAY)
    draft = make_germany(cast, active=False)
    with pytest.raises(WrongState):
        check_in(draft.measures[0], cast.staff, "1")


def test_a_shared_sum_adds_up_the_departments_and_is_counted_once(cast, germany):
    share = key_results.offer_share(key_result=germany.key_results[0], by=cast.manager, department=cast.france)
    key_results.accept_share(share=share, by=cast.french_manager)
    check_in(germany.measures[0], cast.french_manager, "1000")
    objective = computed(germany)
    assert Measure.objects.get(pk=germany.measures[0].pk).last_value == 6000
    assert objective.completion == Decimal("0.36")  # (6,000 / 50,000 + 60 %) / 2


def test_as_of_a_day_nothing_recorded_later_is_known(cast, germany, on_day):
    on_day(WEEK_LATER)
    check_in(germany.measures[0], cast.staff, "30000", day=TODAY, today=WEEK_LATER)
    then = figures.result_on(germany.objective, TODAY)
    now = figures.result_on(germany.objective, WEEK_LATER)
    assert then.completion == Decimal("0.35")
    assert now.completion > then.completion


def test_the_sweep_finds_what_a_lost_message_left_behind(cast, germany, on_day):
    on_day(WEEK_LATER)  # a new day: everything is due again
    assert waiting.objectives_to_recompute(WEEK_LATER) == [germany.objective.pk]
    sweep()
    assert Objective.objects.get(pk=germany.objective.pk).computed_on == WEEK_LATER
    assert waiting.objectives_to_recompute(WEEK_LATER) == []


def test_an_objective_that_cannot_be_computed_is_left_alone_after_three_tries(germany):
    Objective.objects.filter(pk=germany.objective.pk).update(computed_on=None)
    for _ in range(3):
        assert waiting.objectives_to_recompute(TODAY)
        recompute.quarantine(objective_id=germany.objective.pk)
    assert waiting.objectives_to_recompute(TODAY) == []


def test_the_recompute_asks_the_database_the_same_number_of_questions(germany, cast, django_assert_max_num_queries):
    for number in range(10):
        check_in(germany.measures[0], cast.staff, str(6000 + number))
    with django_assert_max_num_queries(20):
        computed(germany)
