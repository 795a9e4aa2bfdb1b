"""The page of an objective's paths: ranked, parked, by which weights, and who got what."""

from collections import Counter
from dataclasses import dataclass

from objectives import access
from objectives.core.vocabulary import ObjectiveState
from objectives.models import KeyResult, Objective, ObjectiveWeights, Path
from objectives.queries.rankings import Board, PathRow, board_of
from objectives.words import path_board as words
from objectives.words import ranking
from okrplan.people.models import User


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A path of the board. `rank` is 0 for a parked one; `computed` is 0 where it is the rank itself."""

    path: Path
    rank: int
    computed: int
    score: str
    segments: list[words.Segment]
    bar: str
    place: str
    missing: str
    is_close: bool
    is_pinned: bool
    estimates: list[words.Estimate]
    key_results: int
    money: words.Share | None
    days: words.Share | None


@dataclass(frozen=True, slots=True)
class BoardPage:
    objective: Objective
    may_change: bool
    shows_money: bool
    ranked: list[BoardRow]
    parked: list[BoardRow]
    weights: ObjectiveWeights
    weight_lines: list[words.WeightLine]
    firm: str
    is_close: bool
    money: words.Column | None
    days: words.Column

    @property
    def lead(self) -> str:
        return words.lead_words(may_change=self.may_change)

    @property
    def columns(self) -> list[words.Column]:
        return [one for one in (self.money, self.days) if one is not None]

    @property
    def weight_sum(self) -> int:
        return sum(one.value for one in self.weight_lines)


def page_of(user: User, objective: Objective) -> BoardPage:
    """Everything on the page (at most fourteen queries, four more where people are named)."""
    board = board_of(objective)
    shows_money = access.may_see_money(user, objective)
    carried = KeyResult.objects.alive().filter(objective=objective, path__isnull=False).values_list("path", flat=True)
    key_results = Counter(carried.order_by())
    rows = [_row(one, board, key_results[one.path.pk], shows_money) for one in board.rows]
    return BoardPage(
        objective=objective,
        may_change=access.may_revise(user, objective) and objective.state != ObjectiveState.CLOSED,
        shows_money=shows_money,
        ranked=[one for one in rows if one.rank],
        parked=[one for one in rows if not one.rank],
        weights=board.weights,
        weight_lines=words.weight_lines(board.weights),
        firm=ranking.firm_words(board),
        is_close=board.sensitivity is not None and board.sensitivity.is_close_call,
        money=words.money_column(board) if shows_money else None,
        days=words.days_column(board),
    )


def _row(row: PathRow, board: Board, key_results: int, shows_money: bool) -> BoardRow:
    ranked, path = row.ranked, row.path
    is_close = board.sensitivity is not None and board.sensitivity.is_close_call
    return BoardRow(
        path=path,
        rank=ranked.rank if ranked else 0,
        computed=ranked.computed_rank if ranked and ranked.computed_rank != ranked.rank else 0,
        score=ranking.score_words(row.score),
        segments=words.segments(row.score),
        bar=words.bar_words(row.score),
        place=ranking.place_words(row) if ranked else "",
        missing=words.missing_words(row.score),
        is_close=is_close and ranked is not None and path in (board.first, board.rival),
        is_pinned=bool(ranked and ranked.pinned),
        estimates=words.estimates(path, with_money=shows_money),
        key_results=key_results,
        money=words.share(row.money, path.budget_given, board.money) if shows_money and row.money else None,
        days=words.share(row.days, path.person_days_given, board.days) if row.days else None,
    )
