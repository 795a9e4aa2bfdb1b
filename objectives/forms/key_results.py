"""Forms of key results: themselves, their weights, causes and risks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from objectives.core.reading import LineKind
from objectives.core.vocabulary import CauseKind, RiskKind
from objectives.forms.base import PlanForm
from objectives.forms.fields import DayField, PersonField, RowField, WholeField
from objectives.forms.sentences import SentenceField
from objectives.models import KeyResult, Objective, Path
from objectives.models.labels import choices
from objectives.queries import previews


class KeyResultForm(PlanForm):
    texts = ("title", "short_title")
    wide = ("title",)
    more = ("effective_start", "control", "impact")

    title = SentenceField(kind=LineKind.KEY_RESULT, label=_("Key result"))
    short_title = forms.CharField(
        label=_("Short name"), required=False, max_length=40, help_text=_("How sentences call it: TikTok Shop.")
    )
    path = RowField(queryset=Path.objects.none(), label=_("Path"))
    owner = PersonField(label=_("Owner"))
    weight = WholeField(label=_("Weight"), help_text=_("Whole numbers; shares are counted from them."))
    planned_start = DayField(label=_("Planned start"), required=True)
    due_on = DayField(label=_("Due day"), required=True)
    effective_start = DayField(label=_("Really started on"), help_text=_("Left empty: the first check-in above 0."))
    control = WholeField(label=_("How much we control it (0–100)"), most=100)
    impact = WholeField(label=_("How much it moves the objective (0–100)"), most=100)

    def __init__(self, data: Any = None, *, objective: Objective, row: KeyResult | None = None) -> None:
        start = {"owner": objective.owner, "planned_start": objective.starts_on, "due_on": objective.due_on}
        super().__init__(data, row=row, initial=None if row else {**start, "weight": _usual_weight(objective)})
        self.fields["path"].queryset = Path.objects.alive().filter(objective=objective)  # type: ignore[attr-defined]
        if row is not None:
            self.fields["title"].is_settled_by(previews.settled_for(row))  # type: ignore[attr-defined]

    def clean_weight(self) -> int:
        weight = self.cleaned_data["weight"]
        return 1 if weight is None else int(weight)


def _usual_weight(objective: Objective) -> int:
    """As much as the others have on average, so that a new one counts like them."""
    others = list(KeyResult.objects.alive().filter(objective=objective).values_list("weight", flat=True))
    return max(round(sum(others) / len(others)), 1) if others else 1


class WeightsForm(PlanForm):
    """One number for each key result of an objective."""

    def __init__(self, data: Any = None, *, key_results: Iterable[KeyResult]) -> None:
        super().__init__(data)
        self.key_results = list(key_results)
        for one in self.key_results:
            field = WholeField(label=f"{one.code} {one.title}", initial=one.weight, required=True)
            field.widget.attrs.update({"form": "weights", "aria-label": _("Weight of %(code)s") % {"code": one.code}})
            self.fields[f"weight_{one.pk}"] = field

    @property
    def weights(self) -> dict[int, int]:
        return {one.pk: self.cleaned_data[f"weight_{one.pk}"] for one in self.key_results}

    def of(self, key_result: KeyResult) -> forms.BoundField:
        return self[f"weight_{key_result.pk}"]


class CauseForm(PlanForm):
    texts = ("text",)
    wide = ("text",)

    kind = forms.ChoiceField(
        label=_("Kind of cause"),
        choices=choices(CauseKind),
        help_text=_("Look inside before outside: what is in our hands?"),
    )
    text = forms.CharField(label=_("Root cause"), max_length=200)


class RiskForm(PlanForm):
    texts = ("title", "plan_b")
    wide = ("title", "plan_b")

    title = forms.CharField(label=_("Risk"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of risk"), choices=choices(RiskKind))
    owner = PersonField(label=_("Who watches it"))
    plan_b = forms.CharField(label=_("Plan B"), required=False, max_length=200)
