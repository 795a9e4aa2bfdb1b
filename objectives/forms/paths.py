"""Forms of paths: their estimates, a rank set by hand, parking."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from objectives.forms.base import PlanForm
from objectives.forms.fields import NumberField, RowField, WholeField
from objectives.models import Objective, Path


class PathForm(PlanForm):
    texts = ("title",)
    wide = ("title",)
    more = ("needs_first", "infeasible_reason")

    title = forms.CharField(label=_("Path"), max_length=200)
    estimated_return = NumberField(label=_("Expected return"))
    estimated_cost = NumberField(label=_("Cost"))
    budget_given = NumberField(label=_("Budget given"))
    currency = forms.CharField(label=_("Currency"), max_length=3, initial="EUR")
    resource_need = WholeField(label=_("Resources needed (0–100)"), most=100)
    difficulty = WholeField(label=_("Difficulty and risk (0–100)"), most=100)
    long_term = WholeField(label=_("Long-term value (0–100)"), most=100)
    needs_first = RowField(queryset=Path.objects.none(), label=_("Needs this path first"))
    infeasible_reason = forms.CharField(label=_("Why it cannot be done"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, objective: Objective, row: Path | None = None) -> None:
        super().__init__(data, row=row)
        others = Path.objects.alive().filter(objective=objective).exclude(pk=row.pk if row else 0)
        self.fields["needs_first"].queryset = others  # type: ignore[attr-defined]

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class PinForm(PlanForm):
    """A rank by hand, with its reason; an empty rank goes back to the computed one."""

    wide = ("pin_reason",)

    pinned_rank = WholeField(label=_("Rank"), least=1, most=99, help_text=_("Left empty: as computed."))
    pin_reason = forms.CharField(label=_("Reason"), required=False, max_length=300)


class ParkForm(PlanForm):
    """Where the key results of a parked path go."""

    move_to = RowField(
        queryset=Path.objects.none(),
        label=_("Its key results go to"),
        empty_label=_("– no path, they stay on the objective –"),
    )

    def __init__(self, data: Any = None, *, path: Path) -> None:
        super().__init__(data, row=path)
        others = Path.objects.alive().filter(objective=path.objective_id, parked=False).exclude(pk=path.pk)
        self.fields["move_to"].queryset = others  # type: ignore[attr-defined]
