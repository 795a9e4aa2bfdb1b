"""What people type when they check in: a value, its day, a note; and how a task stands."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from objectives.core import numbers
from objectives.core.vocabulary import TaskState
from objectives.forms.base import Saved
from objectives.forms.fields import DayField, NumberField, WholeField
from objectives.models import Measure, Task
from objectives.models.labels import choices
from okrplan.refusals import Refusal, Several

MOST, PLACES = Decimal(10) ** 11, 4  # what the column holds


class ProgressForm(forms.Form):
    """A small form of which a page holds many: its ids carry its one-time key, by which it is written once."""

    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> None:
        key = (data or {}).get("key") or uuid4().hex
        super().__init__(data, initial={**(initial or {}), "key": key}, auto_id=f"%s_{key[:12]}")

    def submit(self, write: Callable[[dict[str, Any]], Saved]) -> Saved | None:
        """Write what was typed; None when it was refused, and the form says why beside the field."""
        if not self.is_valid():
            return None
        try:
            return write(self.cleaned_data)
        except Refusal as refusal:
            if type(refusal) not in (Refusal, Several):
                raise
            for error in refusal.errors():
                self.add_error(error["field"] if error["field"] in self.fields else None, str(error["message"]))
        return None


class CheckInForm(ProgressForm):
    """A measure's value on a day. `same` is the button that says that nothing has changed."""

    value = NumberField(label=_("Value"))
    day = DayField(label=_("Day"))
    note = forms.CharField(label=_("Note"), required=False, max_length=500, widget=forms.TextInput)
    same = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        measure: Measure,
        today: date,
        last: Decimal | None = None,
    ) -> None:
        super().__init__(data, initial={"value": last, "day": today})
        self.measure, self.today, self.last = measure, today, last
        self.fields["value"].widget.attrs.update({"data-select": "", "enterkeyhint": "done"})
        self.fields["day"].widget.attrs["max"] = today.isoformat()

    @property
    def shows_more(self) -> bool:
        """Whether day and note are unfolded: when they were used, or are wrong."""
        return self.is_bound and bool(self["day"].errors or self["note"].errors or self["note"].value())

    def clean_value(self) -> Decimal | None:
        if self.data.get("same"):
            return self.last
        typed = _storable(self.cleaned_data["value"])
        if _says_percent(self.data.get("value", "")) and not numbers.is_percent(self.measure.unit):
            raise ValidationError(_("This measure is not counted in percent."), code="percent")
        return typed

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"] or self.today
        if day > self.today:
            raise ValidationError(_("This day has not come yet."), code="future")
        return day

    def clean(self) -> dict[str, Any]:
        if self.data.get("same") and self.last is None:
            self.add_error("value", ValidationError(_("There is no value yet that could stay the same.")))
        return self.cleaned_data


class CorrectionForm(ProgressForm):
    """A better value for the day of a wrong check-in."""

    value = NumberField(label=_("Correct value"))
    note = forms.CharField(label=_("Note"), required=False, max_length=500, widget=forms.TextInput)

    def clean_value(self) -> Decimal:
        return _storable(self.cleaned_data["value"])


class StateSelect(forms.RadioSelect):
    """The states of a task. Those that need nothing more are sent when they are chosen."""

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        if value in (TaskState.TODO, TaskState.DONE):
            option["attrs"]["data-submit"] = ""
        return option


class TaskForm(ProgressForm):
    """How a task stands."""

    state = forms.ChoiceField(label=_("State"), choices=choices(TaskState), widget=StateSelect)
    percent = WholeField(label=_("Done, in percent"), most=100)
    blocked_reason = forms.CharField(label=_("What blocks it"), required=False, max_length=200)

    def __init__(self, data: Mapping[str, Any] | None = None, *, task: Task) -> None:
        known = {"state": task.state, "percent": task.percent, "blocked_reason": task.blocked_reason}
        super().__init__(data, initial=known)
        self.fields["percent"].widget.attrs["aria-label"] = self.fields["percent"].label
        self.fields["blocked_reason"].widget.attrs["placeholder"] = self.fields["blocked_reason"].label

    def clean_state(self) -> TaskState:
        return TaskState(self.cleaned_data["state"])


def _storable(typed: Decimal | None) -> Decimal:
    """The number as the column keeps it, so that what the page answers is what was stored."""
    if typed is None:
        raise ValidationError(_("Enter the value."), code="required")
    if abs(typed) >= MOST:
        raise ValidationError(_("Enter a number of at most 11 digits before the point."), code="too_long")
    if numbers.decimals(typed) > PLACES:
        raise ValidationError(_("Enter at most 4 digits after the point."), code="too_precise")
    return typed


def _says_percent(typed: str) -> bool:
    return typed.rstrip().endswith(("%", "％"))
