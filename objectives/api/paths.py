"""Paths: the candidate ways to an objective."""

from typing import Any, ClassVar

from django_filters import rest_framework as filters

from objectives import access
from objectives.actions import paths
from objectives.api.rows import PlanModel, PlanRows, to_revise
from objectives.models import Path
from okrplan.api.filters import RowFilter
from okrplan.api.views import Changing, Making, Removing, Values

MONEY = ("estimated_return", "estimated_cost", "budget_given")


class PathShape(PlanModel):
    """A candidate path with its estimates, each with its source; of difficulty and risk the worse one counts.

    Return, cost and budget are null for whoever does not see the objective's money.
    """

    class Meta:
        model = Path
        fields = ["id", "version", "objective", *sorted(paths.EDITABLE), "pinned_by", "pinned_at"]
        read_only_fields = ["pinned_by", "pinned_at"]
        on_making = ["objective"]
        extra_kwargs: ClassVar = {"position": {"required": False}}

    def to_representation(self, instance: Path) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if not access.may_see_money(self.context["request"].user, instance.objective):
            shown.update(dict.fromkeys(MONEY))
        return shown


class PathFilter(filters.FilterSet):
    objective = RowFilter(access.visible_objectives)

    class Meta:
        model = Path
        fields = ["objective", "parked"]


class PathRows(Making, Changing, Removing, PlanRows):
    """Candidate ways to an objective, with the estimates they are ranked by. Its managers write them."""

    serializer_class = PathShape
    filterset_class = PathFilter
    seen = staticmethod(access.visible_paths)
    door = staticmethod(access.path_for)
    parents: ClassVar = {"objective": to_revise(access.objective_for)}

    def make(self, values: Values) -> Path:
        return paths.make(objective=values.pop("objective"), by=self.user, values=values)

    def change(self, row: Path, values: Values, version: int | None) -> None:
        paths.change(path=row, by=self.user, version=version, values=values)

    def remove(self, row: Path, version: int | None) -> None:
        paths.delete(path=row, by=self.user, version=version)
