"""The burn-up chart of an objective: what frontend/js/chart.js draws, its sentence, and its figures as a table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from objectives.core.burn_up import BurnUp, Point
from objectives.core.facts import ObjectiveResult
from objectives.words import basics
from objectives.words.progress import day, plan, share


@dataclass(frozen=True, slots=True)
class Chart:
    """Inputs of templates/partials/chart.html."""

    data: dict[str, Any]
    summary: str
    rows: list[dict[str, str]]
    headings: dict[str, str]


def chart(lines: BurnUp, result: ObjectiveResult, gap: str, *, is_today: bool = True) -> Chart:
    """The chart of an objective as of the result's day; `gap` is what will be missing, in words, or empty."""
    names = {
        "actual": _("actual"),
        "plan": _("plan"),
        "forecast": _("forecast"),
        "target": _("target"),
        "gap": _("gap"),
        "today": _("today") if is_today else _("then"),
    }
    data = {
        "start": lines.starts_on.isoformat(),
        "end": lines.due_on.isoformat(),
        "today": min(result.as_of, lines.due_on).isoformat(),
        "actual": _pairs(lines.actual),
        "plan": _pairs(lines.plan),
        "forecast": _pairs(lines.forecast),
        "range": None,
        "target": "1",
        "gap": gap,
        "percent": True,
        "unit": "",
        "names": names,
    }
    rows = [_row(one, lines.plan) for one in lines.actual]
    return Chart(data, _summary(lines, result), rows, {"day": _("Day"), "actual": _("Actual"), "plan": _("Plan")})


def _pairs(points: tuple[Point, ...]) -> list[tuple[str, str]]:
    return [(one.isoformat(), format(value, "f")) for one, value in points]


def _summary(lines: BurnUp, result: ObjectiveResult) -> str:
    words = {"done": share(result.completion), "plan": plan(result.expected), "day": day(result.as_of)}
    if result.completion is None:
        return _("Nothing is checked in yet; the plan for %(day)s is %(plan)s.") % words
    said = _("On %(day)s %(done)s is done, where the plan has %(plan)s.") % words
    if result.forecast is None:
        return said
    ahead = {"forecast": share(result.forecast), "due": day(lines.due_on)}
    return basics.sentences([said, _("The forecast for %(due)s is %(forecast)s.") % ahead])


def _row(point: Point, line: tuple[Point, ...]) -> dict[str, str]:
    on, value = point
    return {"day": day(on), "actual": share(value), "plan": plan(_at(line, on))}


def _at(points: tuple[Point, ...], on: date) -> Decimal | None:
    """The value of a line on a day between its points."""
    before = [one for one in points if one[0] <= on]
    after = [one for one in points if one[0] >= on]
    if not before or not after:
        return None
    (first, low), (last, high) = before[-1], after[0]
    return low if first == last else low + (high - low) * (on - first).days / (last - first).days
