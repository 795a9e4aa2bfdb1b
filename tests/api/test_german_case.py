"""The German quarter, entered by a program from nothing but a cycle, a strategy and people."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.builders import CASE

EXPECTED = CASE["expected"]


@pytest.fixture
def objective(api, cast, on_day):
    """The id of the objective, planned by its manager and checked in by its owner over three weeks."""
    on_day(date(2026, 10, 1))
    admin, manager = api(cast.administrator), api(cast.manager)
    cycle = admin.made("cycles/", {**CASE["cycle"], "kind": "quarter"})
    strategy = admin.made("strategies/", {"title": CASE["strategy"], "language": "en", "year": 2026})
    made = _objective(manager, cast, cycle["id"], strategy["id"])
    entries = [one for told in CASE["key_results"] for one in _key_result(manager, cast, made, told)]
    assert manager.post(f"objectives/{made}/confirm/").status_code == 200
    _check_in(api(cast.staff), on_day, entries)
    on_day(date.fromisoformat(CASE["as_of"]))
    return made


def _objective(manager, cast, cycle, strategy):
    told = CASE["objective"]
    made = manager.made(
        "objectives/",
        {
            "department": cast.germany.pk,
            "cycle": cycle,
            "strategy": strategy,
            "title": told["title_en"],
            "title_other": told["title_zh"],
            "language": "en",
            "due_on": told["due_on"],
        },
    )["id"]
    own = {"name": "new-customer GMV", "language": "en", "direction": "increase", "accumulation": "sum"}
    numbers = {"unit": told["unit"], "baseline": str(told["baseline"]), "target": str(told["target"])}
    manager.made("measures/", {"objective": made, **own, **numbers})
    driver = {name: str(told[name]) for name in ("value_per_customer", "acquisition_cost")}
    means = {"currency": "EUR", "budget_available": str(told["budget_available"]), "drivers": [driver]}
    assert manager.put(f"objectives/{made}/feasibility/", means).status_code == 200
    return made


def _key_result(manager, cast, objective, told):
    kept = {name: told[name] for name in ("weight", "planned_start", "effective_start")}
    texts = {"title": told["title_en"], "title_other": told["title_zh"], "language": "en"}
    made = manager.made("key-results/", {"objective": objective, "owner": cast.staff.pk, **kept, **texts})
    for one in told["measures"]:
        yield from _measure(manager, made["id"], one)


def _measure(manager, key_result, told):
    body = {
        "key_result": key_result,
        "name": told["name_en"],
        "name_other": told["name_zh"],
        "language": "en",
        "unit": told["unit"],
        "direction": told["direction"],
        "accumulation": told["accumulation"],
        "baseline": str(told["baseline"]) if "baseline" in told else None,
        "target": str(told["target"]),
        "weight": told.get("weight", 0),
        "is_guardrail": told.get("guardrail", False),
    }
    made = manager.made("measures/", body)
    return [{"measure": made["id"], "day": day, "value": str(value)} for day, value in told["check_ins"]]


def _check_in(staff, on_day, entries):
    for day in sorted({one["day"] for one in entries}):
        on_day(date.fromisoformat(day))
        today = [one for one in entries if one["day"] == day]
        assert len(staff.made("check-ins/bulk/", {"check_ins": today})["check_ins"]) == len(today)


def test_progress_says_35_percent_done_80_percent_forecast_and_a_gap_of_100_000(api, cast, objective):
    said = api(cast.manager).read(f"objectives/{objective}/progress/?as_of=2026-10-20")
    assert said["as_of"] == "2026-10-20"
    assert Decimal(said["completion"]) == Decimal("0.35")
    assert abs(Decimal(said["forecast"]) - Decimal("0.80")) <= Decimal("0.0005")
    assert said["shown"]["gap"] == "EUR 100,000"
    assert said["shown"]["forecast"] == "80%"
    first, second = said["key_results"]
    assert (first["code"], Decimal(first["progress"]), first["days_late"]) == ("KR1", Decimal("0.1"), 30)
    assert (second["code"], Decimal(second["progress"]), second["forecast"]) == ("KR2", Decimal("0.6"), "1")
    assert abs(Decimal(first["forecast"]) - Decimal("0.6")) <= Decimal("0.0005")


def test_the_same_figures_read_as_chinese_for_a_chinese_reader(api, cast, objective):
    cast.boss.language = ""
    cast.boss.save()
    said = api(cast.boss).read(f"objectives/{objective}/progress/?as_of=2026-10-20", Accept_Language="zh-hans")
    assert said["shown"]["gap"] == "10万欧元"


def test_an_earlier_day_is_answered_from_what_was_known_then(api, cast, objective):
    manager = api(cast.manager)
    then = manager.read(f"objectives/{objective}/progress/?as_of=2026-10-13")
    assert then["key_results"][0]["measures"][0]["last"] == {"day": "2026-10-13", "value": "2570"}
    assert then["completion"] != manager.read(f"objectives/{objective}/progress/")["completion"]


def test_a_week_of_silence_leaves_the_forecast_at_80_percent_and_says_how_old_it_is(api, cast, objective, on_day):
    on_day(date.fromisoformat(CASE["as_of"]) + timedelta(days=7))
    said = api(cast.manager).read(f"objectives/{objective}/progress/")
    assert said["shown"]["forecast"] == "80%"
    assert said["last_day"] == CASE["as_of"]


def test_the_letter_a_names_the_missing_budget_to_those_who_see_money_only(api, cast, objective):
    check = api(cast.manager).read(f"objectives/{objective}/smart/")["feasibility"]["checks"][0]
    assert (check["needed"], check["missing"]) == ("25000", "7000")
    said = api(cast.outsider).read(f"objectives/{objective}/smart/")
    assert said["feasibility"] is None
    letter = next(one for one in said["letters"] if one["letter"] == "A")
    assert all(one["inputs"] == {} for one in letter["findings"])
    assert "7000" not in str(said)
