"""Forms of lead times: the chain behind an objective, the company's templates, the buttons of the ways out."""

import json
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import DurationUnit, Transport
from objectives.forms.base import Change
from objectives.forms.fields import DayField, WholeField
from objectives.forms.sets import SetForm, TextRow
from objectives.models import LeadTimeChain, LeadTimeStep, LeadTimeTemplate, LeadTimeTemplateStep
from objectives.models.labels import choices
from objectives.words import basics, lead_times
from okrplan.people.models import Calendar
from okrplan.refusals import Stale

MOST_DAYS = 1000


class LinkRow(TextRow):
    """A step of any chain. `turned`: the reader sees the translation first, and what was written in its place."""

    turned = forms.CharField(required=False, widget=forms.HiddenInput)
    days = WholeField(label=_("Days"), least=1, most=MOST_DAYS)
    unit = forms.ChoiceField(label=_("Counted in"), choices=choices(DurationUnit), required=False)
    calendar = forms.ModelChoiceField(
        queryset=Calendar.objects.all(), label=_("Calendar"), required=False, empty_label=_("the department's")
    )
    is_buffer = forms.BooleanField(label=_("Buffer"), required=False)
    source = forms.CharField(label=_("Where the figure comes from"), required=False, max_length=200)
    source_other = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("title") and data.get("days") is None and "days" not in self.errors:
            self.add_error("days", _("Enter how many days it takes."))
        if data.get("days") and not data.get("title") and not self.initial.get("title"):
            self.add_error("title", _("Name the step."))
        turned = bool(data.pop("turned", ""))
        if turned and data.get("title"):
            data["title"], data["title_other"] = data["title_other"] or data["title"], data["title"]
        if "source" in self.changed_data:
            data["source_other"] = ""  # it translated another text
        elif turned:
            data["source"], data["source_other"] = data.get("source_other", ""), data.get("source", "")
        return {**data, "unit": data.get("unit") or DurationUnit.WORKING.value}


class LeadTimeRow(LinkRow):
    """A step of an objective's chain."""

    started_on = DayField(label=_("Really started on"))


class StepsForm(SetForm):
    """Steps in order under the row they belong to; on an old version the other person's steps stand beside."""

    def __init__(self, data: Any = None, *, row: Any, steps: Sequence[Any]) -> None:
        self.steps = steps
        calendars = [("", _("the department's")), *((one.pk, one.name) for one in Calendar.objects.all())]
        self.offered = {"calendar": calendars}  # what stands is told with the names of its calendars
        super().__init__(data, rows=self._rows(), choices=self.offered, row=row)

    def _rows(self) -> list[dict[str, Any]]:
        names = [name for name in self.row_form.base_fields if name not in ("turned", "calendar")]
        columns = [*names, "calendar_id"]
        shown = [_in_readers_language({name: getattr(one, name) for name in columns}) for one in self.steps]
        return [{**row, "calendar": row["calendar_id"]} for row in shown]

    def _snapshot(self) -> str:
        return json.dumps({**json.loads(super()._snapshot()), "steps": "\n".join(self._standing_steps)})

    @property
    def _standing_steps(self) -> list[str]:
        return [self._told(vars(one)) for one in self.steps]

    def _compare(self, stale: Stale) -> None:
        was, mine, theirs = self._was().get("steps", ""), [self._told(one) for one in self.items], self._standing_steps
        super()._compare(stale)
        if theirs in (mine, was.split("\n")):
            return
        taken = "\n".join(mine) == was
        self.changes.append(Change(str(_("Steps")), _only(theirs, mine), _only(mine, theirs), taken))
        if taken:
            rows = self._rows()
            self.rows = self._row_forms(None, rows, len(rows))
            self.data["rows_sent"] = str(len(rows))  # type: ignore[index]  # a copy by now

    def _told(self, step: dict[str, Any]) -> str:
        """A step as somebody compares it: "Sea freight 35 calendar days, China, started on 13 Jul"."""
        is_mine = step["language"] == get_language() or not step["title_other"]
        name = step["title"] if is_mine else step["title_other"]
        calendar = step["calendar_id"] if "calendar_id" in step else getattr(step["calendar"], "pk", None)
        parts = [f"{name} {lead_times.days_words(step['days'], step['unit'])}"]
        parts += [str(label) for key, label in self.offered["calendar"] if key and key == calendar]
        parts += [str(_("buffer"))] if step["is_buffer"] else []
        parts += [lead_times.started_words(step["started_on"])] if step.get("started_on") else []
        return basics.listed([*parts, step["source"]] if step["source"] else parts)


def _in_readers_language(values: dict[str, Any]) -> dict[str, Any]:
    if values["language"] == get_language() or not values["title_other"]:
        return values
    names, sources = (values["title"], values["title_other"]), (values["source"], values["source_other"])
    shown = dict(zip(("title_other", "title", "source_other", "source"), (*names, *sources), strict=True))
    return {**values, **shown, "turned": "1"}


def _only(steps: list[str], others: list[str]) -> str:
    """The steps that the others have not; a dash when the others merely have more."""
    return basics.clauses(one for one in steps if one not in others) or "–"


class ChainForm(StepsForm):
    """The whole chain: what has to be there by when, and every step from the first to the one that ends then."""

    row_form: ClassVar[type[forms.Form]] = LeadTimeRow
    texts = ("goal",)

    goal = forms.CharField(label=_("What has to be there"), required=False, max_length=120)
    needed_by = DayField(label=_("Needed by"), help_text=_("Empty: the objective's due day."))

    def __init__(self, data: Any = None, *, chain: LeadTimeChain, steps: Sequence[Any]) -> None:
        super().__init__(data, row=chain, steps=steps)
        self.fields["goal"].widget.attrs["placeholder"] = _("stock in the warehouse")


class TemplateForm(StepsForm):
    """A template of the company: its name, its transport, its steps."""

    row_form: ClassVar[type[forms.Form]] = LinkRow
    texts = ("name",)

    name = forms.CharField(label=_("Name"), max_length=120)
    transport = forms.ChoiceField(label=_("Transport"), choices=choices(Transport))

    def __init__(
        self, data: Any = None, *, template: LeadTimeTemplate | None, steps: list[LeadTimeTemplateStep]
    ) -> None:
        super().__init__(data, row=template, steps=steps)


class VersionForm(forms.Form):
    """A button: the version of the chain that its offer was computed on."""

    version = forms.IntegerField(min_value=0)


class LaterForm(VersionForm):
    """Need everything by a later day."""

    day = forms.DateField()


class ShortenForm(VersionForm):
    """Other days for some steps: one field a step, `step_<key>`."""

    def __init__(self, data: Any = None, *, steps: list[LeadTimeStep]) -> None:
        super().__init__(data)
        for one in steps:
            self.fields[f"step_{one.pk}"] = WholeField(least=1, most=MOST_DAYS)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.left:
            raise ValidationError(_("Say which step is to be shorter."))
        return data

    @property
    def left(self) -> dict[int, int]:
        """The new days by the keys of the steps that were named."""
        named = {name: days for name, days in self.cleaned_data.items() if name.startswith("step_")}
        return {int(name.removeprefix("step_")): days for name, days in named.items() if days is not None}
