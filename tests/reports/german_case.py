"""The German site's fourth quarter as report facts, through the rules, for any day from 20 October on."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from objectives.core.assess import assess
from objectives.core.facts import KeyResultFacts, MeasureFacts, ObjectiveFacts, Reading
from objectives.core.vocabulary import Accumulation, AskKind, CauseKind, Direction
from reports.core.collecting import KeyResultTexts, MeasureTexts, ObjectiveTexts, collect
from reports.core.facts import AskLine, ChartPoint, Finding, NextStep, ReportFacts, Text

CASE: Mapping[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "germany_q4.json").read_text(encoding="utf-8"), parse_float=Decimal
)
AS_OF = date.fromisoformat(CASE["as_of"])


def german_facts(as_of: date = AS_OF, *, changed: Mapping[tuple[str, str], Decimal] | None = None) -> ReportFacts:
    """The case's facts; `changed` replaces values by (measure name, day)."""
    objective, texts = _objective(changed or {}), _texts(as_of)
    return collect(objective, assess(objective, as_of), texts)


def _objective(changed: Mapping[tuple[str, str], Decimal]) -> ObjectiveFacts:
    told = CASE["objective"]
    start, due = date.fromisoformat(CASE["cycle"]["starts_on"]), date.fromisoformat(told["due_on"])
    own = MeasureFacts(
        0, Direction.INCREASE, Accumulation.SUM, target=Decimal(told["target"]), planned_start=start, due_on=due
    )
    return ObjectiveFacts(start, due, tuple(_key_result(i, row, due, changed) for i, row in enumerate(_rows())), own)


def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = CASE["key_results"]
    return rows


def _key_result(
    index: int, row: dict[str, Any], due: date, changed: Mapping[tuple[str, str], Decimal]
) -> KeyResultFacts:
    start = date.fromisoformat(row["planned_start"])
    effective = date.fromisoformat(row["effective_start"])
    measures = tuple(
        MeasureFacts(
            key=index * 10 + place,
            direction=Direction(told["direction"]),
            accumulation=Accumulation(told["accumulation"]),
            baseline=_decimal(told.get("baseline")),
            target=_decimal(told["target"]),
            weight=told.get("weight", 0),
            guardrail=told.get("guardrail", False),
            planned_start=start,
            due_on=due,
            effective_start=effective,
            readings=tuple(
                Reading(date.fromisoformat(day), changed.get((told["name_en"], day), Decimal(value)))
                for day, value in told["check_ins"]
            ),
        )
        for place, told in enumerate(row["measures"])
    )
    return KeyResultFacts(index, row["weight"], start, due, measures)


def _decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _texts(as_of: date) -> ObjectiveTexts:
    return ObjectiveTexts(
        title=text(CASE["objective"], "title"),
        department=Text("Germany site", "德国站"),
        author="Chen Li",
        cycle=CASE["cycle"]["name"],
        unit=CASE["objective"]["unit"],
        key_results={
            i: KeyResultTexts(row["code"], text(row, "title"), finding=_finding(row)) for i, row in _numbered()
        },
        measures={
            i * 10 + place: MeasureTexts(text(told, "name"), told["unit"], source=f"measure-{i}-{place}")
            for i, row in _numbered()
            for place, told in enumerate(row["measures"])
        },
        chart=tuple(
            ChartPoint(day, Decimal(done), Decimal(plan))
            for day, done, plan in (
                (date(2026, 10, 1), "0", "0.12"),
                (date(2026, 10, 6), "0.1014", "0.165"),
                (date(2026, 10, 13), "0.2257", "0.233"),
                (date(2026, 10, 20), "0.35", "0.301"),
            )
            if day <= as_of
        ),
        next_steps=tuple(
            NextStep(text(step, "text"), "Wang Min", date.fromisoformat(step["due_on"])) for step in CASE["next_steps"]
        ),
        asks=tuple(_ask(row) for row in CASE["asks"]),
    )


def _numbered() -> list[tuple[int, dict[str, Any]]]:
    return list(enumerate(_rows()))


def _finding(row: dict[str, Any]) -> Finding | None:
    cause = CASE["cause"]
    return Finding(CauseKind(cause["kind"]), text(cause, "text")) if cause["key_result"] == row["code"] else None


def _ask(row: dict[str, Any]) -> AskLine:
    return AskLine(
        title=text(row, "text"),
        kind=AskKind(row["kind"]),
        amount=_decimal(row.get("amount")),
        currency=row.get("currency", ""),
        headcount=row.get("headcount"),
        weeks=row.get("weeks"),
        needed_by=date(2026, 10, 24),
        decider="Lin Tao",
    )


def text(row: dict[str, Any], key: str) -> Text:
    """A text of the case in both languages."""
    return Text(row[f"{key}_en"], row[f"{key}_zh"])
