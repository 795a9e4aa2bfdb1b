"""The controls of a plan's forms: numbers as people type them, days, rows by name, people who are active."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Model, Q, QuerySet, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from objectives.core import numbers
from objectives.models import Strategy
from okrplan.people.models import User
from okrplan.texts import said

FAULTS = {
    numbers.NumberFault.NOT_A_NUMBER: _("Enter an ordinary number."),
    numbers.NumberFault.TOO_LONG: _("Enter a number of at most 15 digits."),
}


class NumberField(forms.Field):
    """A number as people type it; `None` when left empty."""

    widget = forms.TextInput
    grouping = ","

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, **options})
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off", "class": "number"})

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        try:
            return numbers.parse_number(text)
        except numbers.NumberRefused as refused:
            raise ValidationError(FAULTS[refused.fault], code=refused.fault.value) from refused

    def prepare_value(self, value: Any) -> Any:
        """A stored number with its thousands apart; what was typed stays as it was typed."""
        if not isinstance(value, Decimal | int):
            return value
        return f"{Decimal(value):{self.grouping}.{numbers.decimals(Decimal(value))}f}"


class WholeField(NumberField):
    """A whole number within bounds, both inclusive."""

    def __init__(self, *, least: int = 0, most: int = 10_000, **options: Any) -> None:
        super().__init__(**options)
        self.least, self.most = least, most
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        number = super().to_python(value)
        if number is None:
            return None
        if number != number.to_integral_value() or not self.least <= number <= self.most:
            bounds = {"least": self.least, "most": f"{self.most:{self.grouping}}"}
            raise ValidationError(_("Enter a whole number from %(least)s to %(most)s."), params=bounds)
        return int(number)


class YearField(WholeField):
    """A year of the calendar."""

    grouping = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(least=1950, most=2100, **options)


class DayField(forms.DateField):
    """A day, picked or typed as 2026-10-20."""

    widget = forms.DateInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**{"required": False, **options})


class RowField(forms.ModelChoiceField):
    """One of some rows, named in the reader's language by their text `by`."""

    def __init__(self, *, queryset: Any, by: str = "title", **options: Any) -> None:
        super().__init__(queryset=queryset, **{"required": False, "empty_label": "–", **options})
        self.by = by

    def label_from_instance(self, obj: Model) -> str:
        name = said(obj, self.by, get_language() or "en").text
        return f"{obj.code} {name}" if hasattr(obj, "code") else name


class StrategyField(RowField):
    """A strategy: those of some years on top, the others below with their year."""

    years: tuple[int, ...] = ()

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Strategy.objects.none(), **options)

    def offer(self, strategies: QuerySet[Strategy], years: tuple[int, ...]) -> None:
        """All of them, in this order."""
        self.years = years
        elsewhere = Case(When(year__in=years, then=0), default=1)
        self.queryset = strategies.annotate(elsewhere=elsewhere).order_by("elsewhere", "-year", "title")

    def label_from_instance(self, obj: Any) -> str:
        name = super().label_from_instance(obj)
        return name if obj.year in self.years else _("%(title)s (%(year)s)") % {"title": name, "year": obj.year}


class PersonField(forms.ModelChoiceField):
    """Somebody who can sign in."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), **{"empty_label": "–", **options})

    def offer(self, current: int | None = None) -> None:
        """Everybody who is active; and who stands there now, so that an old plan still shows its name."""
        self.queryset = User.objects.filter(Q(is_active=True) | Q(pk=current))


class PeopleField(forms.ModelMultipleChoiceField):
    """Some people who can sign in."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.filter(is_active=True), **{"required": False, **options})
