"""Forms of the frame that plans stand in: cycles, strategies, the glossary."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from objectives import access
from objectives.core import numbers, tags
from objectives.core.vocabulary import CycleKind, TagKind
from objectives.forms.base import Offer, PlanForm
from objectives.forms.fields import DayField, PersonField, RowField, YearField
from objectives.forms.metrics import DEFINE_ANYWAY, near_words
from objectives.models import Cycle, Metric, ScopeTag
from objectives.models.labels import choices
from objectives.queries import glossary
from okrplan.people.models import User


class RatesField(forms.CharField):
    """Plan rates as lines such as "USD 0.92"."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> dict[str, str]:  # type: ignore[override]
        rates = {}
        for line in filter(None, (one.strip() for one in str(value or "").splitlines())):
            currency, _space, typed = line.replace("：", ":").replace(":", " ").partition(" ")
            rates[currency.upper()] = str(_rate(typed))
        return rates

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{one} {rate}" for one, rate in value.items()) if isinstance(value, dict) else value


def _rate(typed: str) -> Decimal:
    try:
        return numbers.parse_number(typed)
    except numbers.NumberRefused as refused:
        raise ValidationError(_("One line for each currency, such as: USD 0.92")) from refused


class CycleForm(PlanForm):
    wide = ("plan_rates",)

    name = forms.CharField(label=_("Name"), max_length=40, widget=forms.TextInput(attrs={"placeholder": "2027 Q1"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(CycleKind), initial=CycleKind.QUARTER.value)
    starts_on = DayField(label=_("First day"), required=True)
    ends_on = DayField(label=_("Last day"), required=True)
    parent = forms.ModelChoiceField(
        queryset=Cycle.objects.none(), label=_("Belongs to"), required=False, empty_label="–"
    )
    plan_rates = RatesField(
        label=_("Plan rates"),
        required=False,
        help_text=_(
            "One line for each currency, such as USD 0.92: what one unit is worth in the company's currency. "
            "Frozen once an objective of the cycle is confirmed."
        ),
    )

    def __init__(self, data: Any = None, *, user: User, row: Cycle | None = None) -> None:
        super().__init__(data, row=row)
        self.fields["parent"].queryset = access.cycles(user).exclude(pk=row.pk if row else 0)  # type: ignore[attr-defined]


class StrategyForm(PlanForm):
    texts = ("title",)
    wide = ("title", "description")

    title = forms.CharField(label=_("Strategy"), max_length=200)
    year = YearField(label=_("Year"), required=True)
    description = forms.CharField(label=_("What it means"), required=False, widget=forms.Textarea)


class MetricForm(PlanForm):
    texts = ("name", "unit", "definition")
    wide = ("definition", "formula", "source")

    name = forms.CharField(label=_("Metric"), max_length=120)
    unit = forms.CharField(label=_("Unit"), max_length=20, help_text=_("EUR, %, orders …"))
    owner = PersonField(label=_("Who answers for the definition"), required=False)
    definition = forms.CharField(label=_("Definition: what counts"), widget=forms.Textarea)
    formula = forms.CharField(label=_("Formula"), required=False, max_length=300)
    source = forms.CharField(label=_("Source"), required=False, max_length=200)

    def __init__(
        self, data: Any = None, *, user: User, row: Metric | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, row=row, initial=initial)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """A word that nearly stands there already is meant twice only when somebody says so."""
        data = super().clean() or self.cleaned_data
        asks = self.row is None and data.get("name") and self.data.get("take") != DEFINE_ANYWAY
        found = glossary.near(self.user, data["name"], data.get("name_other") or "") if asks else []
        if found:
            self.add_error(None, near_words(found))
            self.offers = [Offer(str(_("It is something else: define it")), DEFINE_ANYWAY)]
        return data


class ScopeTagForm(PlanForm):
    """A word of scope in both languages."""

    kind = forms.ChoiceField(label=_("Kind"), choices=choices(TagKind))
    name = forms.CharField(label=_("Word"), max_length=tags.NAME_LENGTH)
    name_other = forms.CharField(label=_("In the other language"), required=False, max_length=tags.NAME_LENGTH)

    def __init__(self, data: Any = None, *, row: ScopeTag | None = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, row=row, initial=initial)
        if row is not None:
            del self.fields["kind"]


class MergeForm(PlanForm):
    """Which word stays."""

    wide = ("into",)

    into = RowField(queryset=ScopeTag.objects.none(), by="name", label=_("Use this word instead"), required=True)

    def __init__(self, data: Any = None, *, user: User, tag: ScopeTag) -> None:
        super().__init__(data)
        others = access.scope_tags(user).filter(kind=tag.kind).exclude(pk=tag.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
