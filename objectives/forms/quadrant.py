"""Forms of the priority quadrant: where a key result stands, and what that leads to."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from objectives.core import quadrant as rules
from objectives.core.vocabulary import Axis, Consequence, Reply, RiskKind
from objectives.forms.asks import AskForm
from objectives.forms.base import PlanForm
from objectives.forms.fields import DayField, PersonField, WholeField
from objectives.forms.key_results import RiskForm
from objectives.models import KeyResult
from objectives.models.labels import choices
from objectives.queries.asks import options_of
from objectives.words import figures
from objectives.words import quadrant as words
from okrplan.people.models import User


def question(axis: Axis, place: int) -> str:
    """The name of a question's field: "control_1"."""
    return f"{axis.value}_{place}"


class PlacementForm(PlanForm):
    """Control and impact, 0 to 100; an axis left empty takes what its three answers propose."""

    control = WholeField(label=gettext_lazy("How much we control it (0–100)"), most=rules.FULL)
    impact = WholeField(label=gettext_lazy("How much it moves the objective (0–100)"), most=rules.FULL)

    def __init__(self, data: Any = None, *, row: KeyResult) -> None:
        super().__init__(data, row=row)
        for axis in Axis:
            for place, text in enumerate(words.QUESTIONS[axis], start=1):
                field = forms.ChoiceField(
                    label=str(text), choices=choices(Reply), required=False, widget=forms.RadioSelect
                )
                self.fields[question(axis, place)] = field

    def questions(self, axis: Axis) -> list[forms.BoundField]:
        return [self[question(axis, place)] for place in range(1, rules.QUESTIONS + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for axis in Axis:
            if axis.value in data and data[axis.value] is None:
                data[axis.value] = rules.proposal(replies(data, axis))
        return data


def replies(data: Any, axis: Axis) -> list[Reply | None]:
    """The answers on one axis; what is no answer is none."""
    given = [data.get(question(axis, place)) for place in range(1, rules.QUESTIONS + 1)]
    return [Reply(one) if one in set(Reply) else None for one in given]


class PlanBForm(RiskForm):
    """A risk that is somebody else's to decide, with the plan B that is ours."""

    def __init__(self, data: Any = None, *, row: KeyResult, **_options: Any) -> None:
        title = _("“%(name)s” does not come as planned") % {"name": figures.short(row)}
        start = {"title": title, "owner": row.owner_id, "kind": RiskKind.OTHER.value}
        super().__init__(data, initial=start)
        self.fields["plan_b"].required = True


class DraftAskForm(AskForm):
    """What is asked for; the report that carries it asks for the rest."""

    key_result = None  # type: ignore[assignment]  # it is about the one that was placed
    wide = ("kind", "title", "risk")
    more = ("decider", "effect_by", "effect_measure", "effect_unit_cost", "effect_uplift", "effect_reason", "fallback")

    def __init__(self, data: Any = None, *, row: KeyResult, by: User) -> None:
        super().__init__(data, options=options_of(row.objective, by))
        self.initial["risk"] = _("%(name)s stays out of our hands") % {"name": figures.short(row)}


class HandOverForm(PlanForm):
    """A key result handed to one person as a task."""

    texts = ("title",)
    wide = ("title",)

    title = forms.CharField(label=gettext_lazy("Task"), max_length=200)
    responsible = PersonField(label=gettext_lazy("Responsible"))
    accountable = PersonField(label=gettext_lazy("Approves it (accountable)"))
    duration = WholeField(label=gettext_lazy("Duration in days"), least=1, most=1000, initial=1, required=True)
    due_on = DayField(label=gettext_lazy("Must be finished by"))

    def __init__(self, data: Any = None, *, row: KeyResult, by: User) -> None:
        start = _title(row)
        people = {"responsible": row.owner_id, "accountable": row.objective.owner_id}
        super().__init__(data, initial={**start, **people, "due_on": row.due_on})


def _title(row: KeyResult) -> dict[str, str]:
    """What the key result is called, first in the reader's language where it has a title in it."""
    language = get_language() or "en"
    if row.language == language or not row.title_other:
        return {"title": row.title, "title_other": row.title_other, "language": row.language}
    return {"title": row.title_other, "title_other": row.title, "language": language}


class ParkingForm(PlanForm):
    """Parking asks for nothing."""

    def __init__(self, data: Any = None, *, row: KeyResult, **_options: Any) -> None:
        super().__init__(data)


FORMS: dict[Consequence, Any] = {
    Consequence.PLAN_B: PlanBForm,
    Consequence.ASK: DraftAskForm,
    Consequence.TASK: HandOverForm,
    Consequence.PARK: ParkingForm,
}
