"""The chain of lead times behind a deadline."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import DurationUnit
from objectives.forms.fields import DayField, WholeField
from objectives.forms.sets import SetForm, TextRow
from objectives.models import LeadTimeStep
from objectives.models.labels import choices
from okrplan.people.models import Calendar

COLUMNS = ("title", "title_other", "language", "days", "unit", "calendar", "is_buffer", "started_on")


class LeadTimeRow(TextRow):
    days = WholeField(label=_("Days"), least=1, most=1000)
    unit = forms.ChoiceField(label=_("Counted in"), choices=choices(DurationUnit), required=False)
    calendar = forms.ModelChoiceField(
        queryset=Calendar.objects.all(), label=_("Calendar"), required=False, empty_label=_("the department's")
    )
    is_buffer = forms.BooleanField(label=_("Buffer"), required=False)
    started_on = DayField(label=_("Really started on"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("title") and data.get("days") is None and "days" not in self.errors:
            self.add_error("days", _("Enter how many days it takes."))
        return data


class LeadTimeForm(SetForm):
    """All steps in order, from the first to the one that ends on the due day."""

    row_form: ClassVar[type[forms.Form]] = LeadTimeRow

    def __init__(self, data: Any = None, *, steps: list[LeadTimeStep]) -> None:
        rows = [{name: getattr(one, name) for name in COLUMNS} for one in steps]
        calendars = [("", _("the department's")), *((one.pk, one.name) for one in Calendar.objects.all())]
        super().__init__(data, rows=rows, choices={"calendar": calendars})
