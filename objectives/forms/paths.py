"""Forms of paths: their estimates, a rank set by hand, parking."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import Criterion
from objectives.forms.base import PlanForm
from objectives.forms.fields import NumberField, RowField, WholeField
from objectives.models import Objective, Path
from objectives.models.labels import label


class PathForm(PlanForm):
    texts = ("title",)
    wide = ("title",)
    more = ("needs_first", "infeasible_reason")

    title = forms.CharField(label=_("Path"), max_length=200)
    estimated_return = NumberField(label=_("Expected return"))
    estimated_cost = NumberField(label=_("Cost"))
    budget_given = NumberField(label=_("Budget given"))
    person_days_needed = NumberField(label=_("Person-days needed"))
    person_days_given = NumberField(label=_("Person-days given"))
    currency = forms.CharField(label=_("Currency"), max_length=3, initial="EUR")
    resource_need = WholeField(label=_("Resources needed (0–100)"), most=100)
    difficulty = WholeField(label=_("Difficulty (0–100)"), most=100)
    risk = WholeField(label=_("Risk (0–100)"), most=100)
    time_to_effect = WholeField(label=_("Quick effect (0–100)"), most=100)
    long_term = WholeField(label=_("Long-term value (0–100)"), most=100)
    needs_first = RowField(queryset=Path.objects.none(), label=_("Needs this path first"))
    infeasible_reason = forms.CharField(label=_("Why it cannot be done"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, objective: Objective, row: Path | None = None) -> None:
        super().__init__(data, row=row)
        others = Path.objects.alive().filter(objective=objective).exclude(pk=row.pk if row else 0)
        self.fields["needs_first"].queryset = others  # type: ignore[attr-defined]

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class IdeaForm(PlanForm):
    """One line of a brainstorm: the title is enough."""

    texts = ("title",)
    title = forms.CharField(label=_("Next idea"), max_length=200)


def _source(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=120)


class EstimatesForm(PlanForm):
    """The estimates of a path with their sources, and what it was given. What is not sent stays as it stands."""

    estimated_return = NumberField(label=_("Expected return"))
    estimated_return_source = _source(_("Source of the return"))
    estimated_cost = NumberField(label=_("Cost"))
    estimated_cost_source = _source(_("Source of the cost"))
    person_days_needed = NumberField(label=_("Person-days needed"))
    person_days_needed_source = _source(_("Source of the person-days"))
    resource_need = WholeField(label=_("Resources needed"), most=100)
    resource_need_source = _source(_("Source of the resources needed"))
    difficulty = WholeField(label=_("Difficulty"), most=100)
    difficulty_source = _source(_("Source of the difficulty"))
    risk = WholeField(label=_("Risk"), most=100)
    risk_source = _source(_("Source of the risk"))
    time_to_effect = WholeField(label=_("Quick effect"), most=100)
    time_to_effect_source = _source(_("Source of the quick effect"))
    long_term = WholeField(label=_("Long-term value"), most=100)
    long_term_source = _source(_("Source of the long-term value"))
    budget_given = NumberField(label=_("Budget given"))
    person_days_given = NumberField(label=_("Person-days given"))

    def __init__(self, data: Any = None, *, row: Path) -> None:
        super().__init__(data, row=row)
        if data is not None:
            for name in [one for one in self.fields if one not in data and one not in ("version", "was")]:
                del self.fields[name]


class CriteriaForm(PlanForm):
    """How much each criterion counts; left empty, it counts nothing."""

    roi = WholeField(label=label(Criterion.ROI), most=1000)
    resources = WholeField(label=label(Criterion.RESOURCES), most=1000)
    difficulty = WholeField(label=label(Criterion.DIFFICULTY), most=1000)
    long_term = WholeField(label=label(Criterion.LONG_TERM), most=1000)
    time_to_effect = WholeField(label=label(Criterion.TIME_TO_EFFECT), most=1000)


class VersionForm(forms.Form):
    """A button that says which version it stood on."""

    version = forms.IntegerField(min_value=1)


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
