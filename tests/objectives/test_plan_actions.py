"""Planning: what is stored, what is refused with a sentence, and that nothing half-done stays behind."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from objectives.actions import confirming, key_results, measures, objectives, paths, schedules, tasks
from objectives.core.vocabulary import ObjectiveState, Status, TaskKind, TaskState
from objectives.models import KeyResult, Measure, Objective, PlanVersion, Task
from okrplan.models import Activity
from okrplan.refusals import Refusal, Stale, WrongState
from tests.builders import TODAY, make_cycle, make_objective


@pytest.fixture
def draft(cast, on_day):
    on_day(TODAY)
    return make_objective(cast, make_cycle(cast))


def test_an_objective_due_outside_its_cycle_is_refused(cast, draft):
    with pytest.raises(Refusal) as refused:
        make_objective(cast, draft.cycle, due_on=date(2027, 1, 1))
    assert refused.value.field == "due_on"
    assert "2026-12-31" in str(refused.value.message)
    assert Objective.objects.count() == 1


def test_a_department_one_does_not_manage_is_refused(cast, draft):
    with pytest.raises(Refusal) as refused:
        make_objective(cast, draft.cycle, department=cast.america)
    assert refused.value.field == "department"


def test_a_key_result_due_after_its_objective_is_refused(cast, draft):
    with pytest.raises(Refusal) as refused:
        key_results.make(objective=draft, by=cast.manager, values={"title": "Late", "due_on": date(2027, 1, 5)})
    assert refused.value.field == "due_on"
    assert not KeyResult.objects.exists()


def test_a_key_result_may_start_before_the_cycle(cast, draft):
    early = key_results.make(
        objective=draft, by=cast.manager, values={"title": "Early", "planned_start": date(2026, 9, 6)}
    )
    assert early.planned_start == date(2026, 9, 6)


def test_a_path_of_another_objective_is_refused(cast, draft):
    other = make_objective(cast, draft.cycle, title="Another")
    foreign = paths.make(objective=other, by=cast.manager, values={"title": "Elsewhere"})
    with pytest.raises(Refusal) as refused:
        key_results.make(objective=draft, by=cast.manager, values={"title": "KR", "path": foreign})
    assert refused.value.field == "path"


def test_a_pinned_rank_needs_a_reason(cast, draft):
    path = paths.make(objective=draft, by=cast.manager, values={"title": "One"})
    with pytest.raises(Refusal):
        paths.change(path=path, by=cast.manager, version=None, values={"pinned_rank": 1})
    pinned = paths.change(
        path=path, by=cast.manager, version=None, values={"pinned_rank": 1, "pin_reason": "contract signed"}
    )
    assert pinned.pinned_by == cast.manager


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"direction": "increase", "accumulation": "level", "baseline": Decimal(2), "target": Decimal(2)}, "target"),
        ({"direction": "increase", "accumulation": "level", "baseline": Decimal(3), "target": Decimal(2)}, "target"),
        ({"direction": "decrease", "accumulation": "sum", "baseline": Decimal(3), "target": Decimal(2)}, "direction"),
        ({"direction": "increase", "accumulation": "sum"}, "target"),
        ({"direction": "increase", "accumulation": "level", "target": Decimal(2)}, "baseline"),
        ({"direction": "increase", "accumulation": "sum", "target": Decimal("NaN")}, "target"),
        ({"direction": "increase", "accumulation": "sum", "target": Decimal("1e309")}, "target"),
        ({"direction": "increase", "accumulation": "sum", "target": Decimal("1234567890123456")}, "target"),
        ({"direction": "increase", "accumulation": "sum", "target": Decimal(5), "is_guardrail": True}, "is_guardrail"),
    ],
)
def test_a_measure_that_cannot_work_is_refused_beside_its_field(cast, draft, values, field):
    with pytest.raises(Refusal) as refused:
        measures.make(by=cast.manager, objective=draft, values={"name": "M", "unit": "EUR", **values})
    assert refused.value.field == field
    assert not Measure.objects.exists()


def test_an_objective_has_one_metric_of_its_own(cast, draft):
    values = {"name": "GMV", "unit": "EUR", "direction": "increase", "accumulation": "sum", "target": Decimal(5)}
    measures.make(by=cast.manager, objective=draft, values=values)
    with pytest.raises(Refusal):
        measures.make(by=cast.manager, objective=draft, values=values)


def test_a_second_person_responsible_has_nowhere_to_stand(cast, draft):
    task = tasks.make(objective=draft, by=cast.manager, values={"title": "T", "responsible": cast.staff})
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(responsible=None)
    with pytest.raises(Refusal):
        tasks.change(task=task, by=cast.manager, version=None, values={"responsible": None})
    with pytest.raises(Refusal):
        tasks.set_roles(task=task, by=cast.manager, consulted=[cast.staff], informed=[])


def test_the_first_child_takes_the_people_and_effort_of_its_parent(cast, draft):
    parent = tasks.make(
        objective=draft, by=cast.manager, values={"title": "Launch", "responsible": cast.staff, "effort": 5}
    )
    child = tasks.make(objective=draft, by=cast.manager, values={"title": "Film", "parent": parent})
    parent.refresh_from_db()
    assert (parent.kind, parent.responsible, parent.effort) == (TaskKind.SUMMARY, None, None)
    assert (child.responsible, child.effort) == (cast.staff, 5)


def test_links_cannot_close_a_circle(cast, draft):
    one, two, three = (
        tasks.make(objective=draft, by=cast.manager, values={"title": title}) for title in ("One", "Two", "Three")
    )
    tasks.link(predecessor=one, successor=two, by=cast.manager, values={})
    tasks.link(predecessor=two, successor=three, by=cast.manager, values={})
    with pytest.raises(Refusal, match="circle"):
        tasks.link(predecessor=three, successor=one, by=cast.manager, values={})


def test_a_task_cannot_become_its_own_ancestor(cast, draft):
    parent = tasks.make(objective=draft, by=cast.manager, values={"title": "Parent", "kind": "summary"})
    child = tasks.make(objective=draft, by=cast.manager, values={"title": "Child", "parent": parent, "kind": "summary"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=parent.pk).update(parent=child)


def test_tasks_are_planned_backwards_from_the_due_day(cast, draft):
    film, trade = (
        tasks.make(objective=draft, by=cast.manager, values={"title": title, "duration": days})
        for title, days in (("Film", 5), ("Trade", 3))
    )
    tasks.link(predecessor=film, successor=trade, by=cast.manager, values={})
    schedules.plan_backwards(objective=draft, by=cast.manager, today=TODAY)
    film.refresh_from_db()
    trade.refresh_from_db()
    assert (trade.starts_on, trade.finishes_on) == (date(2026, 12, 29), date(2026, 12, 31))
    assert (film.starts_on, film.finishes_on) == (date(2026, 12, 22), date(2026, 12, 28))


def test_a_finished_task_keeps_the_days_it_really_had(cast, draft):
    task = tasks.make(objective=draft, by=cast.manager, values={"title": "Film", "duration": 5})
    tasks.report_progress(task=task, by=cast.manager, today=date(2026, 10, 12), state=TaskState.DOING, percent=50)
    tasks.report_progress(task=task, by=cast.manager, today=date(2026, 10, 14), state=TaskState.DONE)
    schedules.plan_backwards(objective=draft, by=cast.manager, today=TODAY)
    task.refresh_from_db()
    assert (task.starts_on, task.finishes_on, task.percent) == (date(2026, 10, 12), date(2026, 10, 14), 100)


def test_a_blocked_task_says_what_blocks_it(cast, draft):
    task = tasks.make(objective=draft, by=cast.manager, values={"title": "Film"})
    with pytest.raises(Refusal) as refused:
        tasks.report_progress(task=task, by=cast.manager, today=TODAY, state=TaskState.BLOCKED, reason="  ")
    assert refused.value.field == "blocked_reason"


def test_two_people_at_once_the_second_sees_what_the_first_changed(cast, draft):
    objectives.change(objective=draft, by=cast.manager, version=draft.version, values={"title": "First was here"})
    with pytest.raises(Stale) as stale:
        objectives.change(objective=draft, by=cast.manager, version=draft.version, values={"title": "Second"})
    assert stale.value.changes == [{"field": "title", "theirs": "First was here", "yours": "Second", "by": "Chen Li"}]
    draft.refresh_from_db()
    assert draft.title == "First was here"


def test_saving_what_already_stands_writes_nothing(cast, draft):
    before = Activity.objects.count()
    objectives.change(objective=draft, by=cast.manager, version=draft.version, values={"title": draft.title})
    draft.refresh_from_db()
    assert (draft.version, Activity.objects.count()) == (1, before)


def test_every_change_is_in_the_audit_with_before_and_after(cast, draft):
    objectives.change(objective=draft, by=cast.manager, version=1, values={"title": "Better"})
    entry = Activity.objects.filter(verb="changed").get()
    assert (entry.actor, entry.before, entry.after) == (
        cast.manager,
        {"title": "Win new customers"},
        {"title": "Better"},
    )


def test_a_plan_without_a_figure_or_key_result_is_not_confirmed(cast, draft):
    with pytest.raises(Refusal, match="figure"):
        confirming.confirm(objective=draft, by=cast.manager, today=TODAY)
    values = {"name": "GMV", "unit": "EUR", "direction": "increase", "accumulation": "sum", "target": Decimal(5)}
    measures.make(by=cast.manager, objective=draft, values=values)
    with pytest.raises(Refusal, match="key result"):
        confirming.confirm(objective=draft, by=cast.manager, today=TODAY)
    key_results.make(objective=draft, by=cast.manager, values={"title": "KR"})
    with pytest.raises(Refusal, match="KR1"):
        confirming.confirm(objective=draft, by=cast.manager, today=TODAY)


def test_confirming_freezes_plan_version_1(cast, germany):
    frozen = PlanVersion.objects.get(objective=germany.objective)
    assert frozen.number == germany.objective.plan_version == 1
    assert [one["title"] for one in frozen.plan["key_results"]] == [one.title for one in germany.key_results]
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.filter(pk=frozen.pk).update(plan={})


def test_a_closed_objective_changes_no_more(cast, germany):
    objectives.close(objective=germany.objective, by=cast.manager)
    with pytest.raises(WrongState):
        objectives.change(objective=germany.objective, by=cast.manager, version=None, values={"title": "New"})
    assert Objective.objects.get(pk=germany.objective.pk).state == ObjectiveState.CLOSED


def test_an_active_objective_is_closed_not_deleted(cast, germany):
    with pytest.raises(WrongState):
        objectives.delete(objective=germany.objective, by=cast.manager)


def test_a_status_is_raised_only_with_a_written_reason(cast, germany):
    with pytest.raises(Refusal) as refused:
        objectives.state_status(objective=germany.objective, by=cast.manager, status=Status.ON_TRACK, reason=" ")
    assert refused.value.field == "stated_reason"
    objectives.state_status(
        objective=germany.objective, by=cast.manager, status=Status.ON_TRACK, reason="contract signed today"
    )


def test_weights_of_all_key_results_are_given_in_one_call(cast, germany):
    one, two = germany.key_results
    for bad in ({one.pk: 1}, {one.pk: -1, two.pk: 2}, {one.pk: 0, two.pk: 0}):
        with pytest.raises(Refusal):
            key_results.set_weights(objective=germany.objective, by=cast.manager, weights=bad)
    key_results.set_weights(objective=germany.objective, by=cast.manager, weights={one.pk: 3, two.pk: 1})
    one.refresh_from_db()
    assert one.weight == 3


def test_a_deleted_key_result_comes_back_with_its_measures(cast, germany):
    result = germany.key_results[0]
    key_results.delete(key_result=result, by=cast.manager)
    assert not KeyResult.objects.alive().filter(pk=result.pk).exists()
    key_results.restore(key_result=result, by=cast.manager)
    assert KeyResult.objects.alive().get(pk=result.pk).measures.count() == 2


@pytest.mark.parametrize("number", ["'NaN'", "1e300", "1e12"])
def test_the_database_itself_refuses_numbers_no_column_holds(germany, number):
    measure = germany.measures[0]
    with pytest.raises((IntegrityError, DataError)), transaction.atomic(), connection.cursor() as cursor:
        # NaN is a number to PostgreSQL and a word to SQLite, which sorts above every number
        cursor.execute(f"UPDATE objectives_measure SET target = {number} WHERE id = %s", [measure.pk])
    measure.refresh_from_db()
    assert measure.target == 50000
