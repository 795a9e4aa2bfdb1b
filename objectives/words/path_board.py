"""The board of paths in words: rows with their estimates, and resources against the share that a rank earns."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from objectives.core.ranking import Score, Tilt
from objectives.core.vocabulary import Criterion
from objectives.models import ObjectiveWeights, Path
from objectives.queries.rankings import Board, PathRow, Spread
from objectives.words import basics
from objectives.words import ranking as words

ZERO = Decimal(0)
MONEY = ("estimated_return", "estimated_cost")


@dataclass(frozen=True, slots=True)
class Segment:
    """One criterion in the bar of a score: its share of 100 points, 0 to 1."""

    criterion: Criterion
    share: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure that can be edited in place; `unit` is said behind its name."""

    name: str
    label: str
    unit: str
    value: Decimal | int | None
    source: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What a path was given of one resource. Shares are of the longest bar of the chart."""

    given: Decimal
    earned: Decimal
    need: Decimal
    value: Decimal | None  # as entered
    is_empty: bool  # nothing needed and nothing given
    text: str  # "earns EUR 12,000 of EUR 13,000 needed"
    mismatch: str
    tone: str


@dataclass(frozen=True, slots=True)
class Column:
    """One resource of the chart."""

    name: str  # the field that is edited
    label: str
    unit: str
    total: str
    notes: list[str]


@dataclass(frozen=True, slots=True)
class WeightLine:
    name: str
    label: str
    value: int


def lead_words(*, may_change: bool) -> str:
    order = _("Score decides the order, and budget and people follow the order.")
    return basics.sentences([order, _("What you change is saved by itself.") if may_change else ""])


def segments(score: Score) -> list[Segment]:
    """What the score is made of, in the order of the criteria; together they are as long as the score."""
    whole = sum((part.weight for part in score.parts), ZERO) * 100
    return [
        Segment(part.criterion, part.product / whole, _segment_words(part.criterion, part.product / whole * 100))
        for part in score.parts
        if part.product
    ]


def _segment_words(criterion: Criterion, points: Decimal) -> str:
    return _("%(criterion)s: %(points)s") % {
        "criterion": words.criterion_words(criterion),
        "points": basics.half_up(points),
    }


def bar_words(score: Score) -> str:
    """The bar for who does not see it."""
    return basics.listed(one.label for one in segments(score))


def estimates(path: Path, *, with_money: bool) -> list[Estimate]:
    labels = {
        "estimated_return": (_("Expected return"), path.currency),
        "estimated_cost": (_("Cost"), path.currency),
        "person_days_needed": (_("Person-days needed"), ""),
        "resource_need": (_("Resources needed"), "0–100"),
        "difficulty": (_("Difficulty"), "0–100"),
        "risk": (_("Risk"), "0–100"),
        "time_to_effect": (_("Quick effect"), "0–100"),
        "long_term": (_("Long-term value"), "0–100"),
    }
    return [
        Estimate(name, label, unit, getattr(path, name), getattr(path, f"{name}_source"), unit == "0–100")
        for name, (label, unit) in labels.items()
        if with_money or name not in MONEY
    ]


def missing_words(score: Score) -> str:
    """What still has to be estimated, in one line."""
    if not score.missing:
        return ""
    if len(score.missing) == sum(1 for part in score.parts if part.weight):
        return _("not estimated yet")
    return _("not estimated: %(criteria)s") % {
        "criteria": basics.listed(words.criterion_words(one) for one in score.missing)
    }


def weight_lines(weights: ObjectiveWeights) -> list[WeightLine]:
    return [WeightLine(one.value, words.criterion_words(one), getattr(weights, one.value)) for one in Criterion]


def share(tilt: Tilt, entered: Decimal | None, spread: Spread) -> Share:
    """One bar: given, with the mark of what the rank earns, in the frame of what the path needs."""
    longest = max((max(one.need, one.given, one.earned) for one in spread.allocation.lines), default=ZERO)
    whole = longest or Decimal(1)
    money = {"earned": words.amount_words(tilt.earned, spread), "need": words.amount_words(tilt.need, spread)}
    text = _("earns %(earned)s of %(need)s needed") % money if tilt.need else _("no need estimated")
    return Share(
        given=tilt.given / whole,
        earned=tilt.earned / whole,
        need=tilt.need / whole,
        value=entered,
        is_empty=not (tilt.need or tilt.given),
        text=text,
        mismatch=_mismatch(tilt, spread),
        tone="warn" if tilt.mismatch else "",
    )


def _mismatch(tilt: Tilt, spread: Spread) -> str:
    if not tilt.mismatch:
        return ""
    amount = words.amount_words(abs(tilt.mismatch), spread)
    return (
        _("%(amount)s too much") % {"amount": amount}
        if tilt.mismatch > 0
        else _("%(amount)s short") % {"amount": amount}
    )


def money_column(board: Board) -> Column:
    spread = board.money
    notes = _notes(spread, _other_currencies(board.rows, spread))
    return Column("budget_given", _("Budget"), spread.unit, _total(spread), notes)


def days_column(board: Board) -> Column:
    return Column("person_days_given", _("Person-days"), "", _total(board.days), _notes(board.days, ""))


def _total(spread: Spread) -> str:
    given = words.amount_words(spread.given, spread)
    needed = words.amount_words(spread.needed, spread)
    if spread.has is None:
        return _("%(given)s given, %(needed)s needed") % {"given": given, "needed": needed}
    return _("%(given)s given of %(has)s there, %(needed)s needed") % {
        "given": given,
        "has": words.amount_words(spread.has, spread),
        "needed": needed,
    }


def _notes(spread: Spread, more: str) -> list[str]:
    found = [words.move_words(spread), _overdrawn(spread), _left(spread), more]
    return [one for one in found if one]


def _overdrawn(spread: Spread) -> str:
    if not spread.overdrawn:
        return ""
    return _("Given beyond what there is: %(amount)s.") % {"amount": words.amount_words(spread.overdrawn, spread)}


def _left(spread: Spread) -> str:
    free = spread.has - spread.given if spread.has is not None else ZERO
    if free <= 0 or spread.given >= spread.needed:
        return ""
    return _("Not given to any path yet: %(amount)s.") % {"amount": words.amount_words(free, spread)}


def _other_currencies(rows: Iterable[PathRow], spread: Spread) -> str:
    others = [row.path for row in rows if row.ranked and row.money is None]
    if not others:
        return ""
    return _("Not compared, because not in %(currency)s: %(paths)s.") % {
        "currency": spread.unit,
        "paths": basics.listed(words.title(one) for one in others),
    }
