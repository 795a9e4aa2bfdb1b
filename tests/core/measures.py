"""Plain builders of facts for the rules' tests, and the German case as facts."""

import json
from datetime import date, timedelta
from decimal import Decimal as D
from pathlib import Path

from objectives.core.facts import KeyResultFacts, MeasureFacts, ObjectiveFacts, Reading
from objectives.core.vocabulary import Accumulation, Direction

START, END = date(2026, 10, 1), date(2026, 12, 31)
FIRST_WEEK = date(2026, 10, 7)
GERMANY = json.loads((Path(__file__).parent.parent / "data" / "germany_q4.json").read_text(), parse_float=D)


def day(month, number):
    return date(2026, month, number)


def readings(*pairs):
    """(day, value) pairs; values as text keep their decimals."""
    return tuple(Reading(on, D(value)) for on, value in pairs)


def weekly(*values, first=FIRST_WEEK):
    return tuple(Reading(first + timedelta(weeks=i), D(value)) for i, value in enumerate(values))


def level(baseline, target, *found, key=1, **options):
    direction = Direction.INCREASE if D(target) >= D(baseline) else Direction.DECREASE
    options = {"planned_start": START, "due_on": END, "direction": direction} | options
    return MeasureFacts(key=key, baseline=D(baseline), target=D(target), readings=found, **options)


def total(target, *found, key=1, **options):
    options = {"planned_start": START, "due_on": END, "direction": Direction.INCREASE} | options
    return MeasureFacts(key=key, accumulation=Accumulation.SUM, target=D(target), readings=found, **options)


def limit(direction, target, *found, key=1, **options):
    options = {"planned_start": START, "due_on": END} | options
    return MeasureFacts(key=key, direction=direction, target=D(target), readings=found, **options)


def milestone(due_on, *steps, key=1, **options):
    options = {"planned_start": START} | options
    return MeasureFacts(key=key, direction=Direction.MILESTONE, due_on=due_on, steps=steps, **options)


def key_result(*measures, key=1, weight=1, planned_start=START, due_on=END):
    return KeyResultFacts(key, weight, planned_start, due_on, measures)


def objective(*key_results, **options):
    return ObjectiveFacts(START, END, key_results, **options)


def germany():
    case = GERMANY["objective"]
    own = total(case["target"], key=0, baseline=D(case["baseline"]))
    numbered = enumerate(GERMANY["key_results"], start=1)
    return objective(*(_german_key_result(number, row) for number, row in numbered), own=own)


def _german_key_result(number, row):
    start = date.fromisoformat(row["planned_start"])
    live = date.fromisoformat(row["effective_start"])
    measures = (_german_measure(10 * number + i, m, start, live) for i, m in enumerate(row["measures"], start=1))
    return key_result(*measures, key=number, weight=row["weight"], planned_start=start)


def _german_measure(key, row, start, live):
    return MeasureFacts(
        key=key,
        direction=Direction(row["direction"]),
        accumulation=Accumulation(row["accumulation"]),
        baseline=D(row["baseline"]) if "baseline" in row else None,
        target=D(row["target"]),
        weight=row.get("weight", 1),
        guardrail=row.get("guardrail", False),
        planned_start=start,
        due_on=END,
        effective_start=live,
        readings=readings(*((date.fromisoformat(on), value) for on, value in row["check_ins"])),
    )
