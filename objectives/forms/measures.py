"""Forms of a measure: what moves from where to where, what is only held, and the steps of a milestone."""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from objectives import access
from objectives.core.checks import offered_direction
from objectives.core.vocabulary import Accumulation, Direction, Problem, Rhythm
from objectives.forms.base import Offer, PlanForm
from objectives.forms.fields import DayField, NumberField, PersonField, WholeField
from objectives.forms.metrics import DEFINE_ANYWAY, TAKE_METRIC, MetricField, NameInput, near_words, said_name
from objectives.forms.sets import SetForm, TextRow
from objectives.models import Metric
from objectives.models.labels import choices
from objectives.queries import glossary
from objectives.words import basics
from okrplan.people.models import User
from okrplan.refusals import Refusal

DEFINITION = ("definition", "formula", "metric_source", "metric_owner")


class MeasureForm(PlanForm):
    """A measure of a key result. What it asks for depends on its direction; the rest is hidden, never lost.

    Its metric is one of the glossary, or is defined here: then the fields of `DEFINITION` are filled.
    """

    texts = ("name", "unit")
    wide = ("name",)
    more: tuple[str, ...] = ("baseline_source", "baseline_on", "rhythm", "owner", "due_on", "stated_finish")

    name = forms.CharField(label=_("Measure"), max_length=120, widget=NameInput)
    metric = MetricField(queryset=Metric.objects.none(), by="name", label=_("Defined in the glossary as"))
    definition = forms.CharField(
        label=_("Definition: what counts"),
        required=False,
        max_length=600,
        widget=forms.Textarea(
            attrs={"rows": 2, "placeholder": _("One sentence: who or what counts, and what does not.")}
        ),
    )
    formula = forms.CharField(label=_("Formula"), required=False, max_length=300)
    metric_source = forms.CharField(label=_("Source"), required=False, max_length=200)
    metric_owner = PersonField(label=_("Who answers for the definition"), required=False, empty_label=_("I do"))
    direction = forms.ChoiceField(label=_("Direction"), choices=choices(Direction))
    unit = forms.CharField(label=_("Unit"), required=False, max_length=20, help_text=_("EUR, %, orders …"))
    accumulation = forms.ChoiceField(label=_("How check-ins add up"), choices=choices(Accumulation))
    baseline = NumberField(label=_("From (baseline)"))
    target = NumberField(label=_("To (target or limit)"))
    baseline_source = forms.CharField(label=_("Source of the baseline"), required=False, max_length=200)
    baseline_on = DayField(label=_("Baseline as of"))
    weight = WholeField(label=_("Weight"), initial=1)
    is_guardrail = forms.BooleanField(
        label=_("Guardrail: must hold, does not count towards the progress"), required=False
    )
    rhythm = forms.ChoiceField(label=_("Checked in"), choices=choices(Rhythm), initial=Rhythm.WEEKLY.value)
    owner = PersonField(label=_("Who checks it in"), required=False, empty_label=_("the owner of what it measures"))
    due_on = DayField(label=_("Due day, if earlier"))
    stated_finish = DayField(label=_("Milestone will be done on"))

    def __init__(self, data: Any = None, *, user: User, row: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(_with_offer(data), row=row, initial=initial)
        self.user = user
        self.fields["metric"].queryset = access.metrics(user)  # type: ignore[attr-defined]
        self.fields["name"].widget.form = self  # type: ignore[attr-defined]

    # --- the glossary ---------------------------------------------------------------------------------------

    @property
    def main_fields(self) -> list[tuple[forms.BoundField, bool]]:
        return [(field, wide) for field, wide in super().main_fields if field.name not in DEFINITION]

    @property
    def definition_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in DEFINITION]

    @property
    def shows_definition(self) -> bool:
        return any(field.errors or field.value() for field in self.definition_fields)

    @cached_property
    def found(self) -> glossary.Found:
        """What the glossary says to the name as it stands (one query)."""
        chosen = str(self["metric"].value() or "")
        return glossary.look_up(self.user, str(self["name"].value() or ""), int(chosen) if chosen.isdecimal() else None)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if name not in DEFINITION}

    @property
    def new_metric(self) -> dict[str, Any] | None:
        """The word that is defined here; None when the measure takes one that is there, or none."""
        data = self.cleaned_data
        if not data["definition"]:
            return None
        shared = {name: data[name] for name in ("name", "name_other", "language", "unit", "unit_other", "formula")}
        told = {"definition": data["definition"], "source": data["metric_source"]}
        owner = {"owner": data["metric_owner"]} if data["metric_owner"] else {}
        return {**shared, **told, **owner}

    def _check_definition(self, data: dict[str, Any]) -> None:
        """A new word says what counts, in which unit, and is not a second one for what the glossary has."""
        if not any(data.get(name) for name in DEFINITION):
            return
        if data.get("metric"):
            self.add_error("metric", _("Take a metric of the glossary or define a new one, not both."))
        elif not data.get("definition") and "definition" not in self.errors:
            self.add_error("definition", _("Say what counts, in one sentence."))
        elif not data.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("In which unit is it counted?"))
        elif self.data.get("take") != DEFINE_ANYWAY:
            self._offer_near(data)

    def _offer_near(self, data: dict[str, Any]) -> None:
        found = glossary.near(self.user, data.get("name") or "", data.get("name_other") or "")
        if not found:
            return
        self.add_error(None, near_words(found))
        self.offers = [
            *(Offer(_("Take “%(name)s”") % {"name": said_name(one)}, f"{TAKE_METRIC}{one.pk}") for one in found),
            Offer(str(_("It is something else: define it")), DEFINE_ANYWAY),
        ]

    def clean_weight(self) -> int:
        weight = self.cleaned_data["weight"]
        return 1 if weight is None else int(weight)

    def clean(self) -> dict[str, Any]:
        """A milestone is done or not: it has no figures."""
        data = super().clean() or self.cleaned_data
        if data.get("direction") == Direction.MILESTONE:
            data.update(baseline=None, target=None, accumulation=Accumulation.LEVEL.value)
        self._check_definition(data)
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
    more = ("rhythm", "owner", "due_on")

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
    """What was sent, with the direction or the metric that was offered and taken."""
    taken = str(data.get("take") or "") if data else ""
    if taken in {one.value for one in Direction}:
        return _changed(data, direction=taken)
    if taken.startswith(TAKE_METRIC):
        nothing = dict.fromkeys(("unit", "unit_other", *DEFINITION), "")  # the glossary says it
        return _changed(data, metric=taken.removeprefix(TAKE_METRIC), **nothing)
    return data


def _changed(data: Any, **values: str) -> Any:
    copied = data.copy()
    for name, value in values.items():
        copied[name] = value
    return copied
