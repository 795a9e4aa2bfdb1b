"""Forms of asks and budgets: what is asked for and what it brings, the boss's answer, the author's reply, an entry."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from objectives.core import numbers
from objectives.core.vocabulary import Answer, AskKind, BudgetKind
from objectives.forms.base import PlanForm
from objectives.forms.fields import DayField, NumberField, RowField, WholeField
from objectives.models import Ask, KeyResult, Measure, Objective, Path
from objectives.models.labels import choices, label
from objectives.queries.asks import AskOptions
from okrplan.people.models import User

NO_MODEL, BY_PRICE, BY_ESTIMATE = "none", "price", "estimate"
MODELS = [
    (BY_PRICE, _("money buys customers or units at a price")),
    (BY_ESTIMATE, _("an estimate, with its reason")),
    (NO_MODEL, _("no number")),
]
CURRENCIES = [(code, code) for code in numbers.CURRENCIES]


class AskForm(PlanForm):
    """A request to a boss. Only the fields of its kind, and of its way to an effect, are kept."""

    texts = ("title", "risk", "fallback", "effect_reason")

    kind = forms.ChoiceField(
        label=_("Kind"), choices=choices(AskKind), initial=AskKind.MONEY.value, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("What for"), max_length=120)
    amount = NumberField(label=_("Amount"))
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, required=False, initial="EUR")
    headcount = WholeField(label=_("People"), least=1, most=10_000)
    weeks = WholeField(label=_("Weeks"), least=1, most=520)
    needed_by = DayField(label=_("Needed by"))
    decider = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_("Who decides"), required=False, empty_label=_("who gets the report")
    )
    effect_by = forms.ChoiceField(
        label=_("What it brings"), choices=MODELS, initial=BY_PRICE, required=False, widget=forms.RadioSelect
    )
    effect_measure = RowField(queryset=Measure.objects.none(), by="name", label=_("Moves"))
    effect_unit_cost = NumberField(label=_("Price of one customer or unit"))
    effect_uplift = NumberField(label=_("Adds to the measure by its due day"))
    effect_reason = forms.CharField(label=_("Why that much"), max_length=300, required=False)
    key_result = RowField(queryset=KeyResult.objects.none(), label=_("Key result"))
    risk = forms.CharField(label=_("Risk without it"), max_length=200, required=False)
    fallback = forms.CharField(label=_("Fallback"), max_length=200, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        options: AskOptions,
        row: Ask | None = None,
    ) -> None:
        super().__init__(data, row=row, initial=_effect_by(row))
        for name, rows in (
            ("key_result", options.key_results),
            ("effect_measure", options.measures),
            ("decider", options.deciders),
        ):
            if name in self.fields:
                offer(self.fields[name], rows)
        self.auto_id = f"ask_{row.pk if row else 'new'}_%s"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        by = data.pop("effect_by", NO_MODEL)
        if data.get("kind") != AskKind.MONEY:
            data.update(amount=None, currency="")
        if data.get("kind") != AskKind.PEOPLE:
            data.update(headcount=None, weeks=None)
        if by != BY_PRICE:
            data["effect_unit_cost"] = None
        if by != BY_ESTIMATE:
            data.update(effect_uplift=None, effect_reason="", effect_reason_other="")
        if by not in (BY_PRICE, BY_ESTIMATE):
            data["effect_measure"] = None
        return data


def offer(field: Any, rows: Sequence[Any]) -> None:
    """Let a field choose among rows that are already read."""
    field.queryset = field.queryset.model._default_manager.filter(pk__in=[one.pk for one in rows])
    field.choices = [("", field.empty_label), *((one.pk, field.label_from_instance(one)) for one in rows)]


def _effect_by(row: Ask | None) -> dict[str, Any]:
    if row is None:
        return {}
    if row.effect_uplift is not None:
        return {"effect_by": BY_ESTIMATE}
    return {"effect_by": BY_PRICE if row.effect_unit_cost is not None else NO_MODEL}


class DecisionForm(PlanForm):
    """The answer of whom an ask is put to, on the version that was seen."""

    answer = forms.ChoiceField(label=_("Your answer"), choices=[], widget=forms.RadioSelect)
    amount = NumberField(label=_("Trim to"))
    text = forms.CharField(label=_("Note, reason or question"), max_length=500, required=False)

    def __init__(self, data: Any = None, *, row: Ask) -> None:
        super().__init__(data, row=row, initial={"amount": None, "text": ""})
        answers = [one for one in Answer if one is not Answer.TRIM or row.kind == AskKind.MONEY]
        self.fields["answer"].choices = [(one.value, label(one)) for one in answers]  # type: ignore[attr-defined]
        self.fields["answer"].error_messages["required"] = _("Choose an answer.")
        self.auto_id = f"answer_{row.pk}_%s"

    @property
    def chosen(self) -> Answer:
        return Answer(self.cleaned_data["answer"])

    @property
    def amount_given(self) -> Decimal | None:
        """The trimmed amount, where it was trimmed."""
        amount: Decimal | None = self.cleaned_data["amount"]
        return amount if self.chosen is Answer.TRIM else None


class ReplyForm(PlanForm):
    """The author's answer to a question."""

    text = forms.CharField(label=_("Your answer"), max_length=500)

    def __init__(self, data: Any = None, *, row: Ask) -> None:
        super().__init__(data, row=row, initial={"text": ""})
        self.auto_id = f"reply_{row.pk}_%s"


class BudgetEntryForm(PlanForm):
    """Money planned for an objective or spent on it; approved money comes from decided asks."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(one.value, label(one)) for one in (BudgetKind.PLANNED, BudgetKind.SPENT)]
    )
    day = DayField(label=_("Day"), required=True)
    amount = NumberField(label=_("Amount"), required=True)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, initial="EUR")
    path = RowField(queryset=Path.objects.none(), label=_("Path"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, objective: Objective, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["path"].queryset = Path.objects.alive().filter(objective=objective)  # type: ignore[attr-defined]
