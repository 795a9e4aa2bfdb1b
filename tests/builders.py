"""Plans for the tests, built through the actions, so that what a test stands on could really happen."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path as FilePath

from objectives.actions import check_ins, confirming, frame, key_results, measures, objectives, paths
from objectives.core.vocabulary import CycleKind, Direction
from objectives.models import Cycle, KeyResult, Measure, Objective, Path, Strategy
from tests.cast import Cast

TODAY = date(2026, 10, 20)
CASE = json.loads((FilePath(__file__).parent / "data" / "germany_q4.json").read_text())


@dataclass
class Germany:
    """The German case: one objective, two key results, four measures."""

    cycle: Cycle
    strategy: Strategy
    objective: Objective
    own: Measure
    paths: list[Path] = field(default_factory=list)
    key_results: list[KeyResult] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)


def make_cycle(cast: Cast) -> Cycle:
    return frame.make_cycle(
        by=cast.administrator,
        values={
            "name": "2026 Q4",
            "kind": CycleKind.QUARTER.value,
            "starts_on": date(2026, 10, 1),
            "ends_on": date(2026, 12, 31),
        },
    )


def make_objective(cast: Cast, cycle: Cycle, **values) -> Objective:
    """A draft of the German site's manager."""
    return objectives.make(
        by=cast.manager,
        values={
            "department": cast.germany,
            "cycle": cycle,
            "title": "Win new customers",
            "language": "en",
            "due_on": cycle.ends_on,
            **values,
        },
    )


def make_germany(cast: Cast, *, until: date = TODAY, active: bool = True) -> Germany:
    """The case as its file tells it, with the check-ins until a day."""
    cycle = make_cycle(cast)
    strategy = frame.make_strategy(
        by=cast.administrator, values={"title": CASE["strategy"], "language": "en", "year": 2026}
    )
    told = CASE["objective"]
    objective = make_objective(
        cast,
        cycle,
        strategy=strategy,
        title=told["title_en"],
        title_other=told["title_zh"],
        starts_on=cycle.starts_on,
        due_on=date.fromisoformat(told["due_on"]),
    )
    own = measures.make(
        by=cast.manager,
        objective=objective,
        values={
            "name": "new-customer GMV",
            "name_other": "新客GMV",
            "language": "en",
            "unit": told["unit"],
            "direction": Direction.INCREASE.value,
            "accumulation": "sum",
            "baseline": Decimal(told["baseline"]),
            "target": Decimal(told["target"]),
        },
    )
    germany = Germany(cycle, strategy, objective, own)
    for one in CASE["key_results"]:
        _add_key_result(germany, cast, one)
    if active:
        confirming.confirm(objective=objective, by=cast.manager, today=cycle.starts_on)
        objective.refresh_from_db()
        for told_result, made in zip(CASE["key_results"], germany.key_results, strict=True):
            _check_in(cast, told_result, made, until)
    return germany


def _add_key_result(germany: Germany, cast: Cast, told: dict) -> None:
    way = paths.make(objective=germany.objective, by=cast.manager, values={"title": told["title_en"], "language": "en"})
    made = key_results.make(
        objective=germany.objective,
        by=cast.manager,
        values={
            "title": told["title_en"],
            "title_other": told["title_zh"],
            "language": "en",
            "path": way,
            "owner": cast.staff,
            "weight": told["weight"],
            "planned_start": date.fromisoformat(told["planned_start"]),
            "effective_start": date.fromisoformat(told["effective_start"]),
        },
    )
    germany.paths.append(way)
    germany.key_results.append(made)
    for one in told["measures"]:
        germany.measures.append(measures.make(by=cast.manager, key_result=made, values=measure_values(one)))


def measure_values(told: dict) -> dict:
    """A measure of a case file as the action takes it."""
    return {
        "name": told["name_en"],
        "name_other": told["name_zh"],
        "language": "en",
        "unit": told["unit"],
        "direction": told["direction"],
        "accumulation": told["accumulation"],
        "baseline": Decimal(str(told["baseline"])) if "baseline" in told else None,
        "target": Decimal(str(told["target"])),
        "weight": told.get("weight", 0 if told.get("guardrail") else 1),
        "is_guardrail": told.get("guardrail", False),
    }


def _check_in(cast: Cast, told: dict, key_result: KeyResult, until: date) -> None:
    fresh = Measure.objects.select_related("key_result__objective").filter(key_result=key_result)
    for one, measure in zip(told["measures"], fresh, strict=True):
        for day, value in one["check_ins"]:
            if date.fromisoformat(day) <= until:
                check_ins.record(
                    measure=measure,
                    by=cast.staff,
                    day=date.fromisoformat(day),
                    value=Decimal(str(value)),
                    today=until,
                )
