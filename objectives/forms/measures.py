"""Forms of a measure: what moves from where to where, what is only held, and the steps of a milestone."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from objectives import access
from objectives.core.checks import offered_direction
from objectives.core.vocabulary import Accumulation, Direction, Problem, Rhythm
from objectives.forms.base import Offer, PlanForm
from objectives.forms.fields import DayField, NumberField, PersonField, RowField, WholeField
from objectives.forms.sets import SetForm, TextRow
from objectives.models import Metric
from objectives.models.labels import choices
from objectives.words import basics
from okrplan.people.models import User
from okrplan.refusals import Refusal


class MeasureForm(PlanForm):
    """A measure of a key result. What it asks for depends on its direction; the rest is hidden, never lost."""

    texts = ("name", "unit")
    more: tuple[str, ...] = ("metric", "baseline_source", "rhythm", "owner", "due_on", "stated_finish")

    name = forms.CharField(label=_("Measure"), max_length=120)
    direction = forms.ChoiceField(label=_("Direction"), choices=choices(Direction))
    unit = forms.CharField(label=_("Unit"), required=False, max_length=20, help_text=_("EUR, %, orders …"))
    accumulation = forms.ChoiceField(label=_("How check-ins add up"), choices=choices(Accumulation))
    baseline = NumberField(label=_("From (baseline)"))
    target = NumberField(label=_("To (target or limit)"))
    weight = WholeField(label=_("Weight"), initial=1)
    is_guardrail = forms.BooleanField(
        label=_("Guardrail: must hold, does not count towards the progress"), required=False
    )
    metric = RowField(queryset=Metric.objects.none(), by="name", label=_("Defined in the glossary as"))
    baseline_source = forms.CharField(label=_("Source of the baseline"), required=False, max_length=200)
    rhythm = forms.ChoiceField(label=_("Checked in"), choices=choices(Rhythm), initial=Rhythm.WEEKLY.value)
    owner = PersonField(label=_("Who checks it in"), required=False, empty_label=_("the owner of what it measures"))
    due_on = DayField(label=_("Due day, if earlier"))
    stated_finish = DayField(label=_("Milestone will be done on"))

    def __init__(self, data: Any = None, *, user: User, row: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(_with_offer(data), row=row, initial=initial)
        self.fields["metric"].queryset = access.metrics(user)  # type: ignore[attr-defined]

    def clean_weight(self) -> int:
        weight = self.cleaned_data["weight"]
        return 1 if weight is None else int(weight)

    def clean(self) -> dict[str, Any]:
        """A milestone is done or not: it has no figures."""
        data = super().clean() or self.cleaned_data
        if data.get("direction") == Direction.MILESTONE:
            data.update(baseline=None, target=None, accumulation=Accumulation.LEVEL.value)
        return data

    def refuse(self, refusal: Refusal) -> None:
        """Beside the sentence, a button for the direction that would make the measure usable."""
        if refusal.code in {one.value for one in Problem}:
            direction = offered_direction(Problem(refusal.code), Direction(self.cleaned_data["direction"]))
            self.offers = [Offer(self._offer_words(direction), direction.value)] if direction else []
        super().refuse(refusal)

    def _offer_words(self, direction: Direction) -> str:
        target = basics.exact(self.cleaned_data["target"], self.cleaned_data["unit"])
        return {
            Direction.AT_LEAST: _("Hold it at or above %(target)s instead"),
            Direction.AT_MOST: _("Hold it at or under %(target)s instead"),
            Direction.INCREASE: _("Make it increase to %(target)s"),
            Direction.DECREASE: _("Make it decrease to %(target)s"),
        }[direction] % {"target": target}


class OwnMetricForm(MeasureForm):
    """The objective's own metric, which counts alone."""

    weight = None  # type: ignore[assignment]
    is_guardrail = None  # type: ignore[assignment]
    stated_finish = None  # type: ignore[assignment]
    more = ("metric", "baseline_source", "rhythm", "owner", "due_on")

    def clean_weight(self) -> int:
        return 1


class StepRow(TextRow):
    """A step of a milestone."""

    weight = WholeField(label=_("Weight"), initial=1, most=1000)
    accepted_on = DayField(label=_("Accepted on"))


class StepsForm(SetForm):
    row_form: ClassVar[type[forms.Form]] = StepRow
    defaults: ClassVar[dict[str, Any]] = {"weight": 1}


def _with_offer(data: Any) -> Any:
    """What was sent, with the direction that was offered and taken."""
    taken = data.get("take") if data else None
    if taken not in {one.value for one in Direction}:
        return data
    copied = data.copy()
    copied["direction"] = taken
    return copied
