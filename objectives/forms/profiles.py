"""The form of a weekly plan: a share for each week of the period, and last year's figures that become shares."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from objectives.actions.profiles import refusal, shares_of
from objectives.core import numbers, profiles
from objectives.core.profiles import Week
from objectives.core.weights import ZERO
from objectives.forms.base import PlanForm
from objectives.forms.fields import NumberField
from objectives.models import Measure
from objectives.words import basics

EVEN, CURVE = "even", "curve"  # what fills the weeks without saving them
_BETWEEN = re.compile("[\\s;\uff1b\u3001]+")
_COMMAS = ",\uff0c"


@dataclass(frozen=True, slots=True)
class Column:
    """A week as it is drawn: its bar as a share of the highest, and the percent of the plan expected by its end."""

    field: forms.BoundField
    week: Week
    height: Decimal
    passed: Decimal


class ShareField(NumberField):
    """The share of one week, in percent."""

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        fault = None if value is None else profiles.share_fault(value)
        if fault is not None:
            raise ValidationError(str(refusal(fault).message), code=fault.value)


class ProfileForm(PlanForm):
    """The shares of a measure's weeks in percent. As many as pass evenly by days are kept as no profile at all."""

    last_year = forms.CharField(
        label=_("Last year\u2019s curve"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One figure for each week, in any unit, as copied from a column of a spreadsheet."),
    )

    def __init__(self, data: Any = None, *, row: Measure, period: tuple[date, date]) -> None:
        super().__init__(data)
        self.weeks = profiles.weeks(*period)
        self.had = len(row.profile)  # weeks it was drawn for
        shares = shares_of(row) or profiles.even(self.weeks)
        for place, week in enumerate(self.weeks):
            self.fields[f"week{place}"] = ShareField(label=_span(week))
            self.initial[f"week{place}"] = shares[place] if place < len(shares) else ZERO
        self.row = row
        self._start_from(row)

    def _typed_fields(self) -> Iterable[str]:
        return (name for name in super()._typed_fields() if name != "last_year")

    @property
    def is_outdated(self) -> bool:
        """Whether it was drawn for a period of another length."""
        return self.had not in (0, len(self.weeks))

    # --- what is drawn --------------------------------------------------------------------------------------

    @property
    def columns(self) -> list[Column]:
        """The weeks with their bars, as they are typed."""
        shares = [self._drawn(name) for name in self._names()]
        highest = max(shares) or profiles.WHOLE
        return [
            Column(self[name], week, share / highest, passed)
            for name, week, share, passed in zip(
                self._names(), self.weeks, shares, profiles.passed(shares), strict=True
            )
        ]

    @property
    def curve(self) -> str:
        """What is expected by the end of each week as points of a polyline; both axes run from 0 to 100."""
        days = accumulate(week.days for week in self.weeks)
        length = sum(week.days for week in self.weeks)
        points = zip(days, self.columns, strict=True)
        return " ".join(["0,100", *(f"{100 * day / length:.2f},{100 - one.passed:.2f}" for day, one in points)])

    @property
    def starts_on(self) -> date:
        return self.weeks[0].starts_on

    @property
    def ends_on(self) -> date:
        return self.weeks[-1].ends_on

    @property
    def total(self) -> str:
        return profiles.plain(sum((self._drawn(name) for name in self._names()), ZERO))

    @property
    def sums(self) -> bool:
        return Decimal(self.total) == profiles.WHOLE

    def _names(self) -> list[str]:
        return [f"week{place}" for place in range(len(self.weeks))]

    def _drawn(self, name: str) -> Decimal:
        """A share as it stands in its control; 0 for what is none."""
        value = self[name].value()
        try:
            share = numbers.parse_number(value) if isinstance(value, str) else Decimal(value or 0)
        except numbers.NumberRefused:
            return ZERO
        return max(ZERO, share)

    # --- what is typed --------------------------------------------------------------------------------------

    @property
    def values(self) -> dict[str, Any]:
        """The profile. Nothing typed, and what is even by days, is the plan without one."""
        typed = [self.cleaned_data[name] for name in self._names()]
        shares = [ZERO if one is None else one for one in typed]
        is_even = all(one is None for one in typed) or shares == profiles.even(self.weeks)
        return {"profile": [] if is_even else shares}

    def fill(self) -> None:
        """Put what a button offers into the weeks; nothing is saved by that."""
        shares = self._from_last_year() if self.data.get("take") == CURVE else profiles.even(self.weeks)
        if shares is None:
            return
        filled = self.data.copy()  # type: ignore[attr-defined]
        for name, share in zip(self._names(), shares, strict=True):
            filled[name] = profiles.plain(share)
        self.data = filled
        self.full_clean()

    def _from_last_year(self) -> list[Decimal] | None:
        """Last year's figures as shares; None, with the sentence beside them, when they cannot be."""
        written = [one.strip(_COMMAS) for one in _BETWEEN.split(str(self.data.get("last_year") or ""))]
        figures = []
        for one in filter(None, written):
            try:
                figures.append(numbers.parse_number(one))
            except numbers.NumberRefused:
                said = _("\u201c%(text)s\u201d is no number. Give one figure for each week, each on a line of its own.")
                self.add_error("last_year", said % {"text": one[:40]})
                return None
        fault = profiles.curve_fault(figures, len(self.weeks))
        if fault is None:
            return profiles.from_curve(figures)
        self.add_error("last_year", str(refusal(fault, weeks=len(self.weeks), given=len(figures)).message))
        return None


def _span(week: Week) -> str:
    """The days of a week: "1 Oct – 7 Oct", each on one line."""
    days = dict.fromkeys((week.starts_on, week.ends_on))
    return " \u2013 ".join(basics.day(one).replace(" ", "\u00a0") for one in days)
