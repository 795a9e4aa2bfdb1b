"""The paths of an objective by score."""

from typing import Any

from rest_framework import serializers

from objectives.api.answers.words import WordField
from objectives.core.vocabulary import Criterion
from objectives.queries.rankings import Board, PathRow
from okrplan.api.serializers import KeyField, NumberField

Output = serializers.Serializer[Any]


class PartShape(Output):
    """What one criterion adds to a score: points of 100, weighted."""

    criterion = WordField(Criterion)
    points = NumberField(allow_null=False)
    weight = NumberField(allow_null=False)
    missing = serializers.BooleanField(help_text="No estimate: it counts as 0.")


class RankedPathShape(Output):
    """A path with its score. A parked one has no rank; money is null for whoever does not see it."""

    path = KeyField()
    position = serializers.IntegerField()
    title = serializers.CharField()
    title_other = serializers.CharField()
    rank = serializers.IntegerField(allow_null=True)
    computed_rank = serializers.IntegerField(allow_null=True)
    pinned = serializers.BooleanField()
    feasible = serializers.BooleanField()
    blocked_by = serializers.ListField(child=KeyField())
    score = NumberField(allow_null=False)
    parts = PartShape(many=True)
    no_cost = serializers.BooleanField()
    given = NumberField()
    earned = NumberField()


class SensitivityShape(Output):
    """The smallest change of one weight after which another path would stand first."""

    criterion = WordField(Criterion)
    change = NumberField(allow_null=False)
    close_call = serializers.BooleanField()
    rival = KeyField(allow_null=True)


class MoveShape(Output):
    """Budget that stands at one path and is earned by another, ranked higher."""

    from_path = KeyField(source="source")
    to_path = KeyField(source="target")
    amount = NumberField(allow_null=False)


class RankingShape(Output):
    """The paths by rank, then the parked ones."""

    paths = RankedPathShape(many=True)
    sensitivity = SensitivityShape(allow_null=True)
    move = MoveShape(allow_null=True)


def ranking_of(board: Board, *, with_money: bool) -> Any:
    """The board; budgets only with money."""
    said = {
        "paths": [_path(one, with_money) for one in board.rows],
        "sensitivity": _sensitivity(board),
        "move": board.move if with_money else None,
    }
    return RankingShape(said).data


def _path(row: PathRow, with_money: bool) -> dict[str, Any]:
    ranked, tilt = row.ranked, row.tilt if with_money else None
    return {
        "path": row.path.pk,
        "position": row.path.position,
        "title": row.path.title,
        "title_other": row.path.title_other,
        "rank": ranked.rank if ranked else None,
        "computed_rank": ranked.computed_rank if ranked else None,
        "pinned": bool(ranked and ranked.pinned),
        "feasible": ranked.feasible if ranked else not row.path.infeasible_reason,
        "blocked_by": ranked.blocked_by if ranked else [],
        "score": row.score.value,
        "parts": row.score.parts,
        "no_cost": row.score.no_cost,
        "given": tilt.given if tilt else None,
        "earned": tilt.earned if tilt else None,
    }


def _sensitivity(board: Board) -> dict[str, Any] | None:
    found = board.sensitivity
    if found is None:
        return None
    return {
        "criterion": found.criterion,
        "change": found.change,
        "close_call": found.is_close_call,
        "rival": board.rival.pk if board.rival else None,
    }
