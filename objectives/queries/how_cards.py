"""The cards "How": paths by rank with where their money stands, and the key results under their path."""

from collections import defaultdict
from dataclasses import dataclass

from objectives import access
from objectives.core import weights
from objectives.core.vocabulary import Direction
from objectives.models import Cause, KeyResult, Measure, Objective, Path, Risk
from objectives.queries import sharing
from objectives.queries.rankings import Board, PathRow, board_of
from objectives.words import figures, measures
from objectives.words import ranking as words
from objectives.words.sharing import shared_words
from okrplan.people import standing
from okrplan.people.models import User


@dataclass(frozen=True, slots=True)
class PathLine:
    """A path of the board. `rank` is empty for a parked one."""

    path: Path
    rank: str
    score: str
    parts: list[words.PartWords]
    place: str  # why it stands there, when not by its score alone
    budget: words.Budget | None
    key_results: int


@dataclass(frozen=True, slots=True)
class MeasureLine:
    measure: Measure
    actual: str
    target: str
    start: str


@dataclass(frozen=True, slots=True)
class KeyResultLine:
    row: KeyResult
    percent: int  # of the objective's weight
    chip: figures.Chip
    measures: list[MeasureLine]
    cause: Cause | None
    risks: list[Risk]
    shared: str  # with which departments, as far as the reader sees it
    opens_shares: bool  # the reader manages one of them

    @property
    def moving(self) -> list[Measure]:
        """The measures that can have a weekly plan."""
        return [
            one.measure for one in self.measures if one.measure.direction in (Direction.INCREASE, Direction.DECREASE)
        ]

    @property
    def milestones(self) -> list[Measure]:
        """The measures that have steps."""
        return [one.measure for one in self.measures if one.measure.direction == Direction.MILESTONE]


@dataclass(frozen=True, slots=True)
class Group:
    """The key results of one path; those without any path come last."""

    path: Path | None
    rank: str
    lines: list[KeyResultLine]


@dataclass(frozen=True, slots=True)
class How:
    paths: list[PathLine]
    shows_money: bool
    move: str
    close_call: str
    groups: list[Group]
    count: int  # of key results


def how_of(user: User, objective: Objective) -> How:
    """Paths and key results (eleven queries)."""
    board = board_of(objective, with_people=False)
    lines = key_result_lines(user, objective)
    by_path: dict[int | None, list[KeyResultLine]] = defaultdict(list)
    for line in lines:
        by_path[line.row.path_id].append(line)
    shows_money = access.may_see_money(user, objective)
    paths = [_path(row, len(by_path[row.path.pk]), shows_money) for row in board.rows]
    return How(
        paths=paths,
        shows_money=shows_money,
        move=words.move_words(board.money) if shows_money else "",
        close_call=words.close_call_words(board),
        groups=_groups(board, by_path),
        count=len(lines),
    )


def _path(row: PathRow, key_results: int, shows_money: bool) -> PathLine:
    return PathLine(
        path=row.path,
        rank=str(row.ranked.rank) if row.ranked else "",
        score=words.score_words(row.score),
        parts=words.parts_words(row.score),
        place=words.place_words(row),
        budget=words.budget_words(row) if shows_money else None,
        key_results=key_results,
    )


def _groups(board: Board, by_path: dict[int | None, list[KeyResultLine]]) -> list[Group]:
    ranked = [
        Group(row.path, str(row.ranked.rank) if row.ranked else "", by_path[row.path.pk])
        for row in board.rows
        if by_path[row.path.pk]
    ]
    known = {row.path.pk for row in board.rows}
    rest = [line for key, lines in by_path.items() if key not in known for line in lines]
    return [*ranked, Group(None, "", rest)] if rest else ranked


def key_result_lines(user: User, objective: Objective) -> list[KeyResultLine]:
    """Key results with measures, causes, risks and who shares them, in their order (five queries)."""
    rows = list(KeyResult.objects.alive().filter(objective=objective).select_related("owner", "cause"))
    found: dict[int | None, list[MeasureLine]] = defaultdict(list)
    for one in Measure.objects.alive().filter(key_result__in=[row.pk for row in rows]):
        line = MeasureLine(one, measures.actual_words(one), measures.target_words(one), measures.start_words(one))
        found[one.key_result_id].append(line)
    risks: dict[int, list[Risk]] = defaultdict(list)
    for risk in Risk.objects.alive().filter(key_result__in=[row.pk for row in rows]).select_related("owner"):
        risks[risk.key_result_id].append(risk)
    shares = sharing.open_shares(user, objective)
    managed = standing.of(user).managed
    percents = weights.percentages([row.weight for row in rows])
    return [
        KeyResultLine(
            row=row,
            percent=percent,
            chip=figures.status_chip(row.status),
            measures=found[row.pk],
            cause=getattr(row, "cause", None),
            risks=risks[row.pk],
            shared=shared_words(shares.get(row.pk, ())),
            opens_shares=any(one.department_id in managed for one in shares.get(row.pk, ())),
        )
        for row, percent in zip(rows, percents, strict=True)
    ]
