"""Lists come in pages of a stable order, cost the same however long they are, and filter by what one sees."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from objectives.actions import asks, check_ins, key_results, measures, objectives, paths, tasks
from objectives.models import Measure
from tests.builders import TODAY, make_objective
from tests.cast import department, person


def _fill(cast, germany, count):
    """So many rows of every kind on the German plan."""
    measure = Measure.objects.select_related("key_result__objective").get(pk=germany.measures[0].pk)
    on_plan = {"objective": germany.objective, "by": cast.manager}
    made = []
    for number in range(count):
        name = f"{len(germany.objective.paths.all())}-{number}"
        make_objective(cast, germany.cycle, title=name, parent=germany.objective)
        paths.make(**on_plan, values={"title": name, "budget_given": 5})
        result = key_results.make(**on_plan, values={"title": name})
        figure = {"name": name, "direction": "increase", "accumulation": "sum", "target": Decimal(5)}
        measures.make(by=cast.manager, key_result=result, values=figure)
        key_results.add_risk(key_result=result, by=cast.manager, values={"kind": "other", "title": name})
        key_results.offer_share(key_result=result, by=cast.manager, department=cast.france)
        check_ins.record(measure=measure, by=cast.staff, day=TODAY, value=Decimal(number), today=TODAY)
        task = tasks.make(**on_plan, values={"title": name})
        tasks.set_roles(task=task, by=cast.manager, consulted=[cast.staff], informed=[])
        made.append(task)
        ask = asks.make(**on_plan, values={"kind": "other", "title": name})
        asks.submit(ask=ask, by=cast.manager, decider=cast.boss, today=TODAY)
        entry = {"kind": "planned", "day": TODAY, "amount": 5, "currency": "EUR"}
        asks.enter_budget(**on_plan, values=entry)
        person(f"Person {name}", department=department(f"Department {name}", cast.germany))
    for one, other in pairwise(made):
        tasks.link(predecessor=one, successor=other, by=cast.manager, values={})


NOUNS = [
    "objectives",
    "paths",
    "key-results",
    "measures",
    "check-ins",
    "risks",
    "shares",
    "tasks",
    "dependencies",
    "asks",
    "budget-entries",
    "people",
    "departments",
    "cycles",
    "tokens",
]


def _queries(caller, addresses):
    counts = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as seen:
            caller.read(address)
        counts[address] = len(seen)
    return counts


def test_a_list_costs_the_same_queries_for_2_and_for_20_rows(api, cast, germany):
    manager, addresses = api(cast.manager), [f"{noun}/" for noun in NOUNS]
    _fill(cast, germany, 2)
    manager.read("me/")  # notes the first use of the day
    few = _queries(manager, addresses)
    _fill(cast, germany, 18)
    assert _queries(manager, addresses) == few
    assert max(few.values()) <= 7


def test_what_is_computed_costs_the_same_queries_for_2_and_for_20_rows(api, cast, germany):
    manager = api(cast.manager)
    addresses = [f"objectives/{germany.objective.pk}/{name}/" for name in ("progress", "smart", "ranking", "schedule")]
    _fill(cast, germany, 2)
    manager.read("me/")
    few = _queries(manager, addresses)
    _fill(cast, germany, 18)
    assert _queries(manager, addresses) == few


def test_pages_follow_each_other_without_gaps_though_rows_are_added_meanwhile(api, cast, germany):
    manager = api(cast.manager)
    for number in range(5):
        paths.make(objective=germany.objective, by=cast.manager, values={"title": f"{number}"})
    page, seen = manager.read("paths/?page_size=3"), []
    while True:
        seen += [one["id"] for one in page["results"]]
        if not page["next"]:
            break
        paths.make(objective=germany.objective, by=cast.manager, values={"title": "new"}) if len(seen) < 6 else None
        page = manager.read(page["next"].removeprefix("http://testserver"))
    assert seen == sorted(set(seen))
    assert len(seen) == 8


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("measures/?objective={objective}", 5),
        ("measures/?key_result={key_result}", 2),
        ("check-ins/?measure={measure}", 3),
        ("check-ins/?key_result={key_result}", 6),
        ("check-ins/?objective={objective}&day_from=2026-10-14&day_to=2026-10-20", 4),
        ("check-ins/?author={staff}", 10),
        ("key-results/?objective={objective}&owner={staff}", 2),
        ("objectives/?state=active&department={department}", 1),
        ("objectives/?state=draft", 0),
        ("strategies/?year=2026", 1),
        ("strategies/?year=2025", 0),
    ],
)
def test_filters_narrow_a_list(api, cast, germany, address, count):
    told = address.format(
        objective=germany.objective.pk,
        key_result=germany.key_results[0].pk,
        measure=germany.measures[0].pk,
        staff=cast.staff.pk,
        department=cast.germany.pk,
    )
    assert len(api(cast.outsider).read(told)["results"]) == count


@pytest.mark.parametrize("value", ["abc", "", "-1", "99999999999999999999999", "1.5", "%00", "1 or 1"])
def test_an_id_in_a_filter_is_a_number_of_something_seen(api, cast, germany, value):
    response = api(cast.manager).get(f"paths/?objective={value}")
    assert response.status_code == (200 if value == "" else 400)


def test_the_newest_check_in_comes_first(api, cast, germany):
    rows = api(cast.manager).read(f"check-ins/?measure={germany.measures[0].pk}")["results"]
    assert [one["day"] for one in rows] == ["2026-10-20", "2026-10-13", "2026-10-06"]


def test_deleted_rows_are_in_no_list(api, cast, germany):
    draft = make_objective(cast, germany.cycle)
    objectives.delete(objective=draft, by=cast.manager)
    assert [one["id"] for one in api(cast.manager).read("objectives/")["results"]] == [germany.objective.pk]
