"""Forms of the composer: the report's own words, a root cause, a next step."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import CauseKind
from objectives.forms.asks import offer
from objectives.forms.base import PlanForm
from objectives.forms.fields import DayField, PersonField
from objectives.models import KeyResult
from objectives.models.labels import choices
from okrplan.people.models import User
from reports.models import Finding, NextStep, Report


class WordsForm(PlanForm):
    """The second sentence where its author wants another one, whom the report goes to, and its day."""

    texts = ("lede",)

    lede = forms.CharField(
        label=_("Second sentence"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    addressee = forms.ModelChoiceField(queryset=User.objects.none(), label=_("Goes to"), empty_label="–")
    as_of = DayField(label=_("As of"), required=True)

    def __init__(self, data: Any = None, *, row: Report, addressees: list[User]) -> None:
        super().__init__(data, row=row)
        offer(self.fields["addressee"], addressees)
        self.auto_id = "words_%s"


class FindingForm(PlanForm):
    """The root cause of one key result. Emptied, it goes off the report."""

    texts = ("text",)

    kind = forms.ChoiceField(label=_("Kind of cause"), choices=choices(CauseKind), initial=CauseKind.TEAM.value)
    text = forms.CharField(label=_("Root cause"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, key_result: KeyResult, row: Finding | None = None) -> None:
        super().__init__(data, row=row)
        self.key_result = key_result
        self.auto_id = f"cause_{key_result.pk}_%s"


class NextStepForm(PlanForm):
    """What is done next, by one person, by a day."""

    texts = ("text",)

    text = forms.CharField(label=_("Next step"), max_length=200)
    responsible = PersonField(label=_("Who"))
    due_on = DayField(label=_("By when"), required=True)

    def __init__(self, data: Any = None, *, people: Sequence[User], row: NextStep | None = None) -> None:
        super().__init__(data, row=row)
        offer(self.fields["responsible"], people)
        self.auto_id = f"step_{row.pk if row else 'new'}_%s"
