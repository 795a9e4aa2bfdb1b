"""The history of an objective in plain words."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from objectives.actions import asks, check_ins, key_results, objectives, paths, tasks
from objectives.core.vocabulary import BudgetKind, Status, TaskState, Visibility
from objectives.models import CheckIn, KeyResult, Measure
from objectives.queries.history import PAGE
from okrplan.people.models import User
from tests.builders import TODAY, make_objective


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def address(germany):
    return f"/objectives/{germany.objective.pk}/history/"


def read(client, who, address, **query):
    client.force_login(User.objects.get(pk=who.pk))
    answer = client.get(address, query)
    assert answer.status_code == 200
    return text(answer)


def test_it_tells_who_did_what_newest_first(client, cast, germany, address):
    page = read(client, cast.colleague, address)
    told = [
        "Wang Min checked in ACOS: 23% on 20 Oct",
        "Wang Min checked in GMV of the channel: EUR 5,000 on 20 Oct",
        "Chen Li confirmed the plan",
        "Chen Li added the key result “KR1 TikTok Shop Germany opened and trading”",
        "Chen Li added the objective “Win EUR 500,000",
    ]
    places = [page.index(one) for one in told]
    assert places == sorted(places)


def test_a_change_tells_before_and_after_in_words(client, cast, germany, address):
    row = KeyResult.objects.get(pk=germany.key_results[0].pk)
    values = {"due_on": date(2026, 12, 20), "weight": 40, "owner": cast.colleague}
    key_results.change(key_result=row, by=cast.manager, version=None, values=values)
    page = read(client, cast.colleague, address)
    assert "Chen Li changed the key result “KR1" in page
    for change in ("31 Dec 2026 → 20 Dec 2026", "50 → 40", "Wang Min → Liu Fang"):
        assert change in page


def test_corrections_undos_and_notes_of_check_ins_are_told(client, cast, germany, address):
    wrong = CheckIn.objects.filter(measure=germany.measures[0]).last()
    better = check_ins.correct(check_in=wrong, by=cast.staff, value=D(5200), today=TODAY, note="late orders")
    check_ins.retract(check_in=better, by=cast.manager)
    page = read(client, cast.colleague, address)
    assert "Wang Min corrected GMV of the channel: EUR 5,200 on 20 Oct" in page
    assert "“late orders”" in page
    assert "Chen Li took back GMV of the channel: EUR 5,200 on 20 Oct" in page


def test_a_status_stated_by_hand_is_told_with_its_reason(client, cast, germany, address):
    objectives.state_status(
        objective=germany.objective, by=cast.manager, status=Status.BEHIND, reason="The order is signed"
    )
    page = read(client, cast.colleague, address)
    assert "Chen Li stated the status by hand" in page
    assert "– → behind" in page
    assert "The order is signed" in page


def test_money_is_told_to_those_who_see_it_today_and_to_nobody_else(client, cast, germany, address):
    paths.change(
        path=germany.paths[0], by=cast.manager, version=None, values={"estimated_cost": D(7777), "difficulty": 20}
    )
    asks.enter_budget(
        objective=germany.objective,
        by=cast.manager,
        values={"kind": BudgetKind.PLANNED.value, "day": TODAY, "amount": D(8888), "currency": "EUR"},
    )
    for who in (cast.manager, cast.boss):
        page = read(client, who, address)
        assert "7,777" in page
        assert "a budget entry" in page
    for who in (cast.staff, cast.outsider, cast.administrator):
        page = read(client, who, address)
        assert "7,777" not in page
        assert "difficulty" in page
        assert "a budget entry" not in page


def test_tasks_are_told_to_their_department_and_to_who_has_a_role_on_them(client, cast, germany, address):
    made = tasks.make(
        objective=germany.objective, by=cast.manager, values={"title": "Secret work", "responsible": cast.staff}
    )
    tasks.report_progress(task=made, by=cast.staff, today=TODAY, state=TaskState.DOING, percent=30)
    page = read(client, cast.colleague, address)
    assert "Wang Min said how the task “Secret work" in page
    assert "to do → in progress" in page
    assert "Secret work" not in read(client, cast.outsider, address)


def test_a_long_history_is_read_page_by_page(client, cast, germany, address):
    measure = Measure.objects.get(pk=germany.measures[0].pk)
    for number in range(PAGE):
        check_ins.record(measure=measure, by=cast.staff, day=TODAY, value=D(6000 + number), today=TODAY)
    first = read(client, cast.staff, address)
    assert f"EUR {6000 + PAGE - 1:,}" in first
    assert "confirmed the plan" not in first
    older = first.partition("?before=")[2].partition('"')[0]
    second = read(client, cast.staff, address, before=older)
    assert "confirmed the plan" in second
    assert "EUR 6,001" not in second
    assert f"EUR {6000 + PAGE - 1:,}" in read(client, cast.staff, address, before="x")


def test_a_draft_and_a_department_only_objective_have_no_history_elsewhere(client, cast, germany, address):
    client.force_login(cast.staff)
    cycle = germany.cycle
    draft = make_objective(cast, cycle)
    assert client.get(f"/objectives/{draft.pk}/history/").status_code == 404
    objectives.change(
        objective=germany.objective, by=cast.manager, version=None, values={"visibility": Visibility.DEPARTMENT.value}
    )
    client.force_login(cast.outsider)
    assert client.get(address).status_code == 404


def test_a_long_history_costs_as_many_queries_as_a_short_one(client, cast, germany, address):
    def cost():
        client.force_login(User.objects.get(pk=cast.manager.pk))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    few = cost()
    measure = Measure.objects.get(pk=germany.measures[0].pk)
    for number in range(10):
        check_ins.record(measure=measure, by=cast.staff, day=TODAY, value=D(6000 + number), today=TODAY)
        paths.make(objective=germany.objective, by=cast.manager, values={"title": f"Path {number}"})
    assert cost() == few
