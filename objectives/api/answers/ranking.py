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
    given = NumberField(help_text="Budget given.")
    earned = NumberField(help_text="Budget that its rank earns; null in another currency than the objective's.")
    person_days_given = NumberField()
    person_days_earned = NumberField()


class SensitivityShape(Output):
    """The smallest change of one weight after which another path would stand first."""

    criterion = WordField(Criterion)
    change = NumberField(allow_null=False)
    close_call = serializers.BooleanField()
    rival = KeyField(allow_null=True)


class MoveShape(Output):
    """Budget or person-days that stand at one path and are earned by another, ranked higher."""

    from_path = KeyField(source="source")
    to_path = KeyField(source="target")
    amount = NumberField(allow_null=False)


class CriterionWeightsShape(Output):
    """The weights in force; `own`: set for this objective, not the company's."""

    version = serializers.IntegerField()
    own = serializers.BooleanField(source="is_own")
    roi = serializers.IntegerField()
    resources = serializers.IntegerField()
    difficulty = serializers.IntegerField()
    long_term = serializers.IntegerField()
    time_to_effect = serializers.IntegerField()


class SpreadShape(Output):
    """One resource over the paths. `has` is null while it is not entered: then what was given is shared out."""

    currency = serializers.CharField(source="unit", help_text="Empty for person-days.")
    has = NumberField(help_text="Of the objective, approved requests included.")
    given = NumberField(allow_null=False)
    needed = NumberField(allow_null=False)
    move = MoveShape(allow_null=True)


class RankingShape(Output):
    """The paths by rank, then the parked ones."""

    weights = CriterionWeightsShape()
    paths = RankedPathShape(many=True)
    sensitivity = SensitivityShape(allow_null=True)
    move = MoveShape(allow_null=True)
    money = SpreadShape(allow_null=True)
    person_days = SpreadShape()


def ranking_of(board: Board, *, with_money: bool) -> Any:
    """The board; budgets only with money."""
    said = {
        "paths": [_path(one, with_money) for one in board.rows],
        "sensitivity": _sensitivity(board),
        "move": board.money.move if with_money else None,
        "money": board.money if with_money else None,
        "person_days": board.days,
        "weights": board.weights,
    }
    return RankingShape(said).data


def _path(row: PathRow, with_money: bool) -> dict[str, Any]:
    ranked, tilt = row.ranked, row.money if with_money else None
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
        "person_days_given": row.days.given if row.days else None,
        "person_days_earned": row.days.earned if row.days else None,
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
