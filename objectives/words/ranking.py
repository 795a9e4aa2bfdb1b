"""The ranking of paths in words: what a score is made of, what stands before what, where money stands against rank."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from objectives.core.ranking import Part, RankedPath, Score
from objectives.core.vocabulary import Criterion
from objectives.models import Path
from objectives.queries.rankings import Board, PathRow
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
    return "–" if len(score.missing) == sum(1 for part in score.parts if part.weight) else f"{score.value:.1f}"


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
    return {
        Criterion.ROI: _("return on investment"),
        Criterion.RESOURCES: _("few resources needed"),
        Criterion.DIFFICULTY: _("little difficulty and risk"),
        Criterion.LONG_TERM: _("long-term value"),
        Criterion.TIME_TO_EFFECT: _("quick effect"),
    }[criterion]


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
    return _("set by hand by %(name)s, computed rank %(rank)s: %(reason)s") % slots


def budget_words(row: PathRow) -> Budget | None:
    """None for a path that needs no money and has none, and for a parked one."""
    tilt, path = row.tilt, row.path
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


def move_words(board: Board) -> str:
    """The largest mismatch in one sentence; empty when money follows the rank."""
    if board.move is None or board.source is None or board.target is None:
        return ""
    return _("%(amount)s given to “%(source)s” is earned by “%(target)s”, which ranks higher.") % {
        "amount": basics.exact(board.move.amount, board.source.currency),
        "source": title(board.source),
        "target": title(board.target),
    }


def close_call_words(board: Board) -> str:
    """How firm rank 1 is, said only when it is not."""
    sensitivity = board.sensitivity
    if sensitivity is None or board.rival is None or not sensitivity.is_close_call:
        return ""
    return _("Close call: %(points)s points of weight on “%(criterion)s” would put “%(path)s” first.") % {
        "points": f"{abs(sensitivity.change):.1f}",
        "criterion": criterion_words(sensitivity.criterion),
        "path": title(board.rival),
    }
