"""What an objective needs and what there is, on one page: drivers, effort, named people and stock as rows."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from objectives.actions.means import FRAME, MOST_FACTORS
from objectives.core import numbers
from objectives.core.vocabulary import DriverKind, Operator
from objectives.forms.base import PlanForm
from objectives.forms.fields import NumberField
from objectives.models import DriverFactor, EffortLine, FeasibilityLine, NamedPerson, StockLine
from objectives.models.labels import choices
from objectives.models.means import SCALING
from objectives.queries.means import MeansRows
from okrplan.people.models import User
from okrplan.refusals import Refusal

CURRENCIES = [(code, code) for code in numbers.CURRENCIES]
MOST_ROWS = 30
BLANKS = {"drivers": 1, "effort": 2, "people": 2, "stock": 1}  # where nothing stands yet; else one more


class MeansRow(forms.Form):
    """A row with an optional text; one in which nothing is typed is left out."""

    language = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    title_other = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    chosen: ClassVar[frozenset[str]] = frozenset()  # what stands at a choice says nothing by itself
    must = ""  # the field without which a row says nothing that could be kept
    must_say = _("Say what this line is about.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "use_required_attribute": False})
        for field in self.visible_fields():
            field.field.widget.attrs["aria-label"] = field.label  # its label stands above the column

    @property
    def cells(self) -> list[forms.BoundField]:
        return self.visible_fields()

    @property
    def says_nothing(self) -> bool:
        """Whether nothing stands in it beyond what an empty row begins with."""
        fresh = type(self)(prefix=self.prefix)
        for name, field in self.fields.items():
            typed = self[name].value()
            begun = fresh[name].value()
            is_asked = not field.widget.is_hidden and name not in self.chosen
            if is_asked and str(typed or "").strip() and str(typed) != str(begun or ""):
                return False
        return True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.must and not data.get(self.must) and self.must not in self.errors and not self.says_nothing:
            self.add_error(self.must, self.must_say)
        return data

    def item(self) -> dict[str, Any]:
        """The row's columns. A translation goes with the text it was made of; Chinese characters are Chinese."""
        data = dict(self.cleaned_data)
        if "title" not in data:
            return {name: value for name, value in data.items() if name not in ("language", "title_other")}
        if "title" in self.changed_data:
            data["title_other"] = ""
        is_chinese = numbers.has_han(data["title"]) and not data["title_other"]
        return {**data, "language": "zh-hans" if is_chinese else data["language"] or get_language() or "en"}


class DriverRow(MeansRow):
    """How a part of the target turns into money; only the figures of its kind are shown and kept."""

    chosen: ClassVar = frozenset(["kind", *(f"factor{place}_operator" for place in range(MOST_FACTORS))])

    naming = ("title", "part")

    kind = forms.ChoiceField(
        label=_("Counted by"), choices=choices(DriverKind), initial=DriverKind.CUSTOMERS.value, required=False
    )
    value_per_customer = NumberField(label=_("Value per customer"))
    value_per_order = NumberField(label=_("Value per order"))
    orders_per_customer = NumberField(label=_("Orders per customer"))
    conversion = NumberField(label=_("Conversion in %"))
    acquisition_cost = NumberField(label=_("Cost of winning a customer"))
    cost_per_click = NumberField(label=_("Cost per click"))
    title = forms.CharField(label=_("Name of the line"), required=False, max_length=120)
    part = NumberField(label=_("Part of the target"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["part"].widget.attrs["placeholder"] = _("the rest")
        self.fields["title"].widget.attrs["placeholder"] = _("for example a channel")
        for place in range(MOST_FACTORS):
            self._add_factor(place)

    def _add_factor(self, place: int) -> None:
        given = (self.initial.get("factors") or [])[place : place + 1]
        begun = given[0] if given else {}
        fields: dict[str, forms.Field] = {
            "operator": forms.ChoiceField(label=_("times or divided by"), choices=SCALING, required=False),
            "title": forms.CharField(label=_("Factor"), max_length=120, required=False),
            "value": NumberField(label=_("Figure")),
            "unit": forms.CharField(label=_("Unit"), max_length=20, required=False),
        }
        for name, field in fields.items():
            field.initial = begun.get(name) or (Operator.TIMES.value if name == "operator" else None)
            field.widget.attrs["aria-label"] = field.label
            self.fields[f"factor{place}_{name}"] = field

    @property
    def cells(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith(("factor", *self.naming))]

    @property
    def naming_cells(self) -> list[forms.BoundField]:
        """What tells several lines apart."""
        return [self[name] for name in self.naming]

    @property
    def factor_rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"factor{place}_{name}"] for name in ("operator", "title", "value", "unit")]
            for place in range(MOST_FACTORS)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for place in range(MOST_FACTORS):
            title, value = data.get(f"factor{place}_title"), data.get(f"factor{place}_value")
            if value is not None and not title:
                self.add_error(f"factor{place}_title", _("Name the factor."))
        return data

    def item(self) -> dict[str, Any]:
        data = super().item()
        factors = [self._factor(data, place) for place in range(MOST_FACTORS) if data[f"factor{place}_title"]]
        columns = {name: value for name, value in data.items() if not name.startswith("factor")}
        return {**columns, "kind": columns["kind"] or DriverKind.CUSTOMERS.value, "factors": factors}

    def _factor(self, data: Mapping[str, Any], place: int) -> dict[str, Any]:
        names = ("operator", "title", "value", "unit")
        factor = {name: data[f"factor{place}_{name}"] for name in names}
        return {**factor, "operator": factor["operator"] or Operator.TIMES.value, "language": data["language"]}


class EffortRow(MeansRow):
    must = "title"
    must_say = _("Say which work it is.")

    title = forms.CharField(label=_("Work"), required=False, max_length=120)
    person_days = NumberField(label=_("Person-days"))


class PersonRow(MeansRow):
    must = "person"
    must_say = _("Choose the person.")

    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)
    allocation = NumberField(label=_("Share of their time in %"), initial="100")

    def clean_allocation(self) -> Any:
        share = self.cleaned_data["allocation"]
        return 100 if share is None else share


class StockRow(MeansRow):
    must = "title"
    must_say = _("Name the product.")

    title = forms.CharField(label=_("Product"), required=False, max_length=120)
    orders = NumberField(label=_("Orders"))
    units_per_order = NumberField(label=_("Units per order"), initial="1")
    safety = NumberField(label=_("Safety stock in %"), initial="0")
    on_hand = NumberField(label=_("On hand"))
    arriving = NumberField(label=_("Arriving in time"), initial="0")


ROW_FORMS: dict[str, type[MeansRow]] = {
    "drivers": DriverRow,
    "effort": EffortRow,
    "people": PersonRow,
    "stock": StockRow,
}


class MeansForm(PlanForm):
    """The whole set. `rows` holds the forms of each set in order, an empty one or two at the end."""

    budget_available = NumberField(label=_("Budget that is there"))
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    source = forms.CharField(label=_("Source of these figures"), required=False, max_length=200)
    no_money = forms.BooleanField(label=_("No money is needed"), required=False)
    no_people = forms.BooleanField(label=_("Nobody is needed"), required=False)
    no_stock = forms.BooleanField(label=_("No stock is needed"), required=False)

    def __init__(self, data: Any = None, *, had: MeansRows, currency: str, people: list[User]) -> None:
        frame = had.frame
        needs = {f"no_{name}": not getattr(frame, f"needs_{name}") for name in ("money", "people", "stock") if frame}
        super().__init__(data, row=frame, initial={"currency": currency, **needs})
        self.people = {one.pk: one for one in people}
        self.rows = {name: self._rows(name, data, begun) for name, begun in _begun(had).items()}

    def _rows(self, name: str, data: Any, begun: list[dict[str, Any]]) -> list[MeansRow]:
        sent = str(data.get(f"{name}_rows", "")) if data is not None else ""
        blanks = 1 if begun else BLANKS[name]
        count = min(int(sent), MOST_ROWS) if sent.isdecimal() else len(begun) + blanks
        made = [
            ROW_FORMS[name](data, prefix=f"{name}{place}", initial=begun[place] if place < len(begun) else {})
            for place in range(count)
        ]
        if name == "people":
            offered = [("", "–"), *((key, str(one)) for key, one in self.people.items())]
            for row in made:
                row.fields["person"].choices = offered  # type: ignore[attr-defined]
        return made

    def is_valid(self) -> bool:
        good = all([super().is_valid(), *(row.is_valid() for rows in self.rows.values() for row in rows)])
        if self.is_bound and not good and not self.errors:
            self.add_error(None, _("Look at the marked rows."))
        return good

    @property
    def kept(self) -> dict[str, list[MeansRow]]:
        """The rows that say something, by set."""
        return {name: [row for row in rows if not row.says_nothing] for name, rows in self.rows.items()}

    @property
    def whole(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        needs = {f"needs_{name}": not data[f"no_{name}"] for name in ("money", "people", "stock")}
        frame = {name: value for name, value in {**data, **needs}.items() if name in FRAME}
        sets: dict[str, list[dict[str, Any]]] = {name: [row.item() for row in rows] for name, rows in self.kept.items()}
        for one in sets["people"]:
            one["person"] = self.people[one["person"]]
        return {**frame, **sets}

    def refuse(self, refusal: Refusal) -> None:
        """Put each sentence on its field: "stock.0.orders" is the orders of the first product."""
        for error in refusal.errors():
            field, message = str(error["field"] or ""), str(error["message"])
            name, _dot, rest = field.partition(".")
            if name in self.rows:
                self._refuse_row(name, rest.split("."), message)
            else:
                field = field.replace("needs_", "no_")
                self.add_error(field if field in self.fields else None, message)

    def _refuse_row(self, name: str, place: list[str], message: str) -> None:
        row = self.kept[name][int(place[0])]
        column = f"factor{place[2]}_{place[-1]}" if place[1:2] == ["factors"] else "".join(place[1:2])
        first = next(iter(row.cells)).name
        row.add_error(column if column in row.fields else first, message)
        self.add_error(None, _("Look at the marked rows."))


def _begun(had: MeansRows) -> dict[str, list[dict[str, Any]]]:
    """The rows as they stand, as what their forms begin with."""
    return {
        "drivers": [
            {
                **_columns(FeasibilityLine, one),
                "factors": [_columns(DriverFactor, two) for two in had.factors.get(one.pk, ())],
            }
            for one in had.lines
        ],
        "effort": [_columns(EffortLine, one) for one in had.effort],
        "people": [{**_columns(NamedPerson, one), "person": one.person_id} for one in had.people],
        "stock": [_columns(StockLine, one) for one in had.stock],
    }


def _columns(model: Any, row: Any) -> dict[str, Any]:
    return {one.name: getattr(row, one.attname) for one in model._meta.concrete_fields if not one.primary_key}
