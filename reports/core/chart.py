"""The drawing of completion, plan and forecast: lines and labels in one coordinate system for HTML and PDF alike.

Coordinates are points of a sheet `WIDTH` × `HEIGHT`, origin top left. Lines differ in dash as well as in colour, and
each carries a label, so that the drawing reads in black and white.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from objectives.core import numbers
from reports.core.facts import ReportFacts
from reports.core.sentences import Tone
from reports.core.voice import Voice

WIDTH, HEIGHT = 680, 150
LEFT, RIGHT, TOP, BOTTOM = 44, 612, 18, 128
TICKS = (Decimal(0), Decimal("0.5"), Decimal(1))
FORECAST_LABEL_WIDTH = 70
LABEL_GAP = 13  # least distance of two labels of one axis


class LineKind(StrEnum):
    GRID = "grid"
    PLAN = "plan"
    DONE = "done"
    FORECAST = "forecast"
    GAP = "gap"


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Line:
    kind: LineKind
    points: tuple[tuple[float, float], ...]

    @property
    def svg(self) -> str:
        """Points as an SVG polyline takes them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float  # baseline
    text: str
    anchor: Anchor = Anchor.START
    tone: Tone = Tone.QUIET


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn; `dot` is where things stand today, `alt` says it in words."""

    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    alt: str
    dot: tuple[float, float] | None = None
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class _Scale:
    start: date
    end: date
    low: Decimal
    high: Decimal

    def at(self, day: date, share: Decimal) -> tuple[float, float]:
        return self.x(day), self.y(share)

    def x(self, day: date) -> float:
        span = max((self.end - self.start).days, 1)
        passed = min(max((day - self.start).days, 0), span)
        return round(LEFT + (RIGHT - LEFT) * passed / span, 1)

    def y(self, share: Decimal) -> float:
        clamped = min(max(share, self.low), self.high)
        return round(BOTTOM - (BOTTOM - TOP) * float((clamped - self.low) / (self.high - self.low)), 1)


def draw(facts: ReportFacts, voice: Voice, tone: Tone, *, with_forecast: bool) -> Drawing | None:
    """The drawing, or None where there is no completion to draw. `tone` colours the gap."""
    if facts.completion is None or facts.due_on <= facts.starts_on:
        return None
    scale = _scale(facts)
    done = _done(facts)
    forecast = facts.forecast if with_forecast and not facts.has_ended else None
    lines = [Line(LineKind.GRID, (scale.at(facts.starts_on, y), scale.at(facts.due_on, y))) for y in TICKS]
    lines.append(Line(LineKind.PLAN, tuple(scale.at(day, share) for day, share in _plan(facts))))
    lines.append(Line(LineKind.DONE, tuple(scale.at(day, share) for day, share in done)))
    if forecast is not None:
        lines.append(Line(LineKind.FORECAST, (scale.at(*done[-1]), scale.at(facts.due_on, forecast))))
        lines.extend(_gap_bracket(scale, forecast))
    labels = (*_axis_labels(facts, scale, voice), *_line_labels(facts, scale, voice, forecast, tone))
    return Drawing(tuple(lines), labels, _alt(facts, voice, forecast), scale.at(*done[-1]))


def _scale(facts: ReportFacts) -> _Scale:
    shares = [point.completion for point in facts.chart if point.completion is not None]
    shares.append(facts.completion or Decimal(0))
    low, high = min(Decimal(0), *shares), max(Decimal(1), *shares)
    return _Scale(facts.starts_on, facts.due_on, max(low, Decimal(-1)), min(high, Decimal(2)))


def _done(facts: ReportFacts) -> list[tuple[date, Decimal]]:
    """Completion day by day up to the day of the report, beginning at the start of the period."""
    points = {point.day: point.completion for point in facts.chart if point.completion is not None}
    points = {day: share for day, share in points.items() if facts.starts_on <= day <= facts.as_of}
    points.setdefault(facts.starts_on, Decimal(0))
    points[min(facts.as_of, facts.due_on)] = facts.completion or Decimal(0)
    return sorted(points.items())


def _plan(facts: ReportFacts) -> list[tuple[date, Decimal]]:
    """The planned share: as given day by day, else straight through what is expected today."""
    given = {point.day: point.expected for point in facts.chart if point.expected is not None}
    points = {day: share for day, share in given.items() if facts.starts_on <= day <= facts.due_on}
    if facts.expected is not None and facts.starts_on < facts.as_of < facts.due_on:
        points[facts.as_of] = facts.expected
    if facts.starts_on not in points:
        points[facts.starts_on] = Decimal(0)
    points[facts.due_on] = Decimal(1)
    return sorted(points.items())


def _gap_bracket(scale: _Scale, forecast: Decimal) -> Iterator[Line]:
    top, bottom = scale.y(Decimal(1)), scale.y(forecast)
    if bottom - top < 3:
        return
    x = RIGHT + 10
    yield Line(LineKind.GAP, ((x - 4, top), (x + 4, top)))
    yield Line(LineKind.GAP, ((x, top), (x, bottom)))
    yield Line(LineKind.GAP, ((x - 4, bottom), (x + 4, bottom)))


def _axis_labels(facts: ReportFacts, scale: _Scale, voice: Voice) -> Iterator[Label]:
    for share in TICKS:
        yield Label(LEFT - 6, scale.y(share) + 3.5, numbers.percent(share), Anchor.END)
    today = min(max(facts.as_of, facts.starts_on), facts.due_on)
    x, below = scale.x(today), BOTTOM + 15
    if x > LEFT + 50:
        yield Label(LEFT, below, voice.day(facts.starts_on))
    if x < RIGHT - 50:
        yield Label(RIGHT, below, voice.day(facts.due_on), Anchor.END)
    anchor = Anchor.START if x <= LEFT + 50 else Anchor.END if x >= RIGHT - 50 else Anchor.MIDDLE
    yield Label(LEFT if anchor is Anchor.START else x, below, voice.day(facts.as_of), anchor, Tone.PLAIN)


def _line_labels(
    facts: ReportFacts, scale: _Scale, voice: Voice, forecast: Decimal | None, tone: Tone
) -> Iterator[Label]:
    x, y = scale.at(min(facts.as_of, facts.due_on), facts.completion or Decimal(0))
    share = numbers.percent(facts.completion or Decimal(0))
    right = x < RIGHT - 90
    yield Label(
        x + 7 if right else x - 7,
        y + 15 if forecast is not None and y + 15 < BOTTOM else y - 7,
        f"{voice.text('chart_done')} {share}",
        Anchor.START if right else Anchor.END,
        Tone.FIGURE,
    )
    yield Label(RIGHT, TOP - 6, voice.text("chart_target"), Anchor.END)
    beside = x + (RIGHT - x) * 0.55
    height = _height([scale.at(*point) for point in _plan(facts)], beside)
    yield Label(beside, height - 7, voice.text("chart_plan"), Anchor.END)
    if forecast is not None:
        # The line rises towards its end, where its label hangs below it: lower by what it rises over the label.
        drop = max(0.0, (y - scale.y(forecast)) / max(RIGHT - x, 1) * FORECAST_LABEL_WIDTH)
        yield from _forecast_labels(scale, voice, forecast, tone, min(drop, max(BOTTOM - scale.y(forecast) - 15, 0)))


def _height(line: list[tuple[float, float]], x: float) -> float:
    """How high a line runs at x."""
    for (x1, y1), (x2, y2) in pairwise(line):
        if x1 <= x <= x2 and x2 > x1:
            return round(y1 + (y2 - y1) * (x - x1) / (x2 - x1), 1)
    return line[-1][1]


def _forecast_labels(scale: _Scale, voice: Voice, forecast: Decimal, tone: Tone, drop: float) -> Iterator[Label]:
    y, share = scale.y(forecast), numbers.percent(forecast)
    beside = y + 13 + drop if y + 15 < BOTTOM else y - 7
    yield Label(RIGHT - 4, beside, f"{voice.text('chart_forecast')} {share}", Anchor.END, tone)
    if y - scale.y(Decimal(1)) >= LABEL_GAP:
        yield Label(RIGHT + 18, (y + scale.y(Decimal(1))) / 2 + 3.5, voice.text("chart_gap"), Anchor.START, tone)


def _alt(facts: ReportFacts, voice: Voice, forecast: Decimal | None) -> str:
    unknown = voice.text("unknown")
    return voice.text(
        "chart_alt",
        start=voice.day(facts.starts_on),
        end=voice.day(facts.due_on),
        done=numbers.percent(facts.completion or Decimal(0)),
        plan=numbers.percent(facts.expected, whole=True) if facts.expected is not None else unknown,
        forecast=numbers.percent(forecast) if forecast is not None else unknown,
    )
