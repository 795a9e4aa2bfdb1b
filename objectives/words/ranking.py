"""The ranking of paths in words: what a score is made of, what stands before what, where money stands against rank."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from objectives.core.drivers import PERSON_DAYS
from objectives.core.ranking import Part, RankedPath, Score
from objectives.core.vocabulary import Criterion
from objectives.models import Path
from objectives.models.labels import label
from objectives.queries.rankings import Board, PathRow, Spread
from objectives.words import basics
from okrplan.texts import said


@dataclass(frozen=True, slots=True)
class PartWords:
    """One criterion of a score: its name, its points and its weight."""

    name: str
    points: str
    weight: str


@dataclass(frozen=True, slots=True)
class Budget:
    """What a path was given of what it needs, with the mark of what its rank earns. Shares of the need."""

    given: Decimal
    earned: Decimal
    tone: str
    text: str
    label: str


def title(path: Path) -> str:
    return said(path, "title", basics.reader().value).text


def score_words(score: Score) -> str:
    """The score with one decimal; a dash while nothing was estimated."""
    return "–" if len(score.missing) == sum(1 for part in score.parts if part.weight) else basics.half_up(score.value)


def parts_words(score: Score) -> list[PartWords]:
    """What the score is made of; criteria without weight are left out."""
    return [
        PartWords(criterion_words(part.criterion), _points(part, score), f"{part.weight:f}")
        for part in score.parts
        if part.weight
    ]


def _points(part: Part, score: Score) -> str:
    if part.missing:
        return _("not estimated")
    if part.criterion is Criterion.ROI and score.no_cost:
        return _("%(points)s, no cost entered") % {"points": f"{part.points:.0f}"}
    return f"{part.points:.0f}"


def criterion_words(criterion: Criterion) -> str:
    return str(label(criterion))


def place_words(row: PathRow) -> str:
    """Why the path stands where it stands, when it is not by its score alone."""
    path, ranked = row.path, row.ranked
    if ranked is None:
        return _("parked")
    if ranked.pinned:
        return _pinned(path, ranked)
    if not ranked.feasible:
        return path.infeasible_reason or _("needs a path that cannot be done")
    if path.needs_first is not None:
        return _("after “%(path)s”") % {"path": title(path.needs_first)}
    return ""


def _pinned(path: Path, ranked: RankedPath) -> str:
    slots = {"rank": ranked.computed_rank, "reason": path.pin_reason, "name": path.pinned_by or ""}
    if path.pinned_at is None:
        return _("set by hand by %(name)s, computed rank %(rank)s: %(reason)s") % slots
    day = basics.day(timezone.localdate(path.pinned_at))
    return _("set by hand by %(name)s on %(day)s, computed rank %(rank)s: %(reason)s") % {**slots, "day": day}


def budget_words(row: PathRow) -> Budget | None:
    """None for a path that needs no money and has none, and for a parked one."""
    tilt, path = row.money, row.path
    if tilt is None or not (tilt.need or tilt.given):
        return None
    need = tilt.need or tilt.given
    money = {
        "given": basics.exact(tilt.given, path.currency),
        "need": basics.exact(tilt.need, path.currency),
        "earned": basics.exact(tilt.earned, path.currency),
    }
    text = _("%(given)s of %(need)s needed") % money
    if tilt.mismatch:
        text = _("%(given)s of %(need)s needed; its rank earns %(earned)s") % money
    return Budget(tilt.given / need, tilt.earned / need, "warn" if tilt.given < tilt.need else "", text, text)


def move_words(spread: Spread) -> str:
    """The largest mismatch in one sentence; empty when the resource follows the rank."""
    if spread.move is None or spread.source is None or spread.target is None:
        return ""
    return _("%(amount)s given to “%(source)s” is earned by “%(target)s”, which ranks higher.") % {
        "amount": amount_words(spread.move.amount, spread),
        "source": title(spread.source),
        "target": title(spread.target),
    }


def amount_words(value: Decimal, spread: Spread) -> str:
    """Money with its currency, or so many person-days."""
    return basics.exact(value, spread.unit or PERSON_DAYS)


def close_call_words(board: Board) -> str:
    """How firm rank 1 is, said only when it is not."""
    sensitivity = board.sensitivity
    return firm_words(board) if sensitivity is not None and sensitivity.is_close_call else ""


def firm_words(board: Board) -> str:
    """The smallest change of one weight that would put another path first; empty with fewer than two paths."""
    ranked = [row.ranked for row in board.rows if row.ranked]
    if len(ranked) < 2:
        return ""
    said = _firm(board)
    if any(one.pinned for one in ranked):
        return basics.sentences([said, _("Ranks set by hand are left out of this.")])
    return said


def _firm(board: Board) -> str:
    sensitivity = board.sensitivity
    if sensitivity is None or board.rival is None or board.first is None:
        return _("No change of a single weight puts another path before “%(path)s”.") % {
            "path": title(board.first) if board.first else ""
        }
    slots = {
        "points": basics.half_up(abs(sensitivity.change)),
        "criterion": criterion_words(sensitivity.criterion),
        "path": title(board.rival),
    }
    if sensitivity.is_close_call:
        return _("Close call: %(points)s points of weight on “%(criterion)s” would put “%(path)s” first.") % slots
    if sensitivity.change > 0:
        return _("Firm: it takes %(points)s points more on “%(criterion)s” to put “%(path)s” first.") % slots
    return _("Firm: it takes %(points)s points less on “%(criterion)s” to put “%(path)s” first.") % slots
