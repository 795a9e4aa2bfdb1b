"""Forms of the work breakdown: a task with its one name, and what it waits for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import DurationUnit, LinkType, TaskKind, TaskRoleKind
from objectives.forms.base import PlanForm
from objectives.forms.fields import DayField, NumberField, PeopleField, PersonField, RowField, WholeField
from objectives.models import KeyResult, Objective, Task, TaskRole
from objectives.models.labels import choices
from okrplan.people.models import Calendar, User

OF_LEAVES = ("responsible", "accountable", "duration", "duration_unit", "is_key", "buffer", "effort", "calendar")


class TaskForm(PlanForm):
    """A task, a milestone or a summary. A summary has neither people nor a duration of its own."""

    texts = ("title",)
    wide = ("title",)
    more: tuple[str, ...] = ("due_on", "effort", "calendar", "position", "consulted", "informed")

    title = forms.CharField(label=_("Task"), max_length=200)
    responsible = PersonField(label=_("Responsible"), required=False)
    accountable = PersonField(label=_("Approves it (accountable)"), required=False)
    duration = WholeField(label=_("Duration in days"), most=1000, initial=1)
    duration_unit = forms.ChoiceField(label=_("Counted in"), choices=choices(DurationUnit), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(TaskKind), initial=TaskKind.TASK.value)
    key_result = RowField(queryset=KeyResult.objects.none(), label=_("Key result"))
    parent = RowField(queryset=Task.objects.none(), label=_("Part of"))
    buffer = WholeField(label=_("Buffer in working days"), most=500, initial=0)
    is_key = forms.BooleanField(label=_("Key task: two weeks of buffer at least"), required=False)
    due_on = DayField(label=_("Must be finished by"))
    effort = NumberField(label=_("Effort in person-days"))
    calendar = forms.ModelChoiceField(
        queryset=Calendar.objects.all(), label=_("Calendar"), required=False, empty_label=_("the department's")
    )
    position = WholeField(label=_("Position among its neighbours"), least=1, most=999)
    consulted = PeopleField(label=_("Consulted"))
    informed = PeopleField(label=_("Informed"))

    def __init__(
        self, data: Any = None, *, objective: Objective, row: Task | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, row=row, initial=_roles(row) if row else initial)
        self.fields["key_result"].queryset = KeyResult.objects.alive().filter(objective=objective)  # type: ignore[attr-defined]
        others = Task.objects.alive().filter(objective=objective).exclude(pk=row.pk if row else 0)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]
        if row is not None and row.kind == TaskKind.SUMMARY:
            self._become_summary()

    def _become_summary(self) -> None:
        for name in (*OF_LEAVES, "kind", "due_on", "consulted", "informed"):
            del self.fields[name]
        self.more = ("position",)

    def clean(self) -> dict[str, Any]:
        """A milestone takes no time; what does not fit a summary is left away; an empty position stays as it is."""
        data = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if kind == TaskKind.MILESTONE:
            data["duration"] = 0
        for name, fallback in (("duration", 1), ("buffer", 0), ("duration_unit", DurationUnit.WORKING.value)):
            if name in data and data[name] in (None, ""):
                data[name] = fallback
        if kind == TaskKind.SUMMARY:
            data.update(responsible=None, accountable=None, effort=None)
        if data.get("position") is None:
            data.pop("position", None)
        return data

    @property
    def task_values(self) -> dict[str, Any]:
        return {name: value for name, value in self.values.items() if name not in ("consulted", "informed")}

    @property
    def roles(self) -> Mapping[str, list[User]]:
        """Who is consulted and who informed."""
        return {name: list(self.cleaned_data.get(name) or []) for name in ("consulted", "informed")}


def _roles(task: Task) -> dict[str, Any]:
    found: dict[str, list[User]] = {"consulted": [], "informed": []}
    for role in TaskRole.objects.filter(task=task).select_related("user"):
        found["consulted" if role.kind == TaskRoleKind.CONSULTED else "informed"].append(role.user)
    return found


class TaskChoice(forms.ModelChoiceField):
    """A task by its code and title."""

    codes: Mapping[int, str] = {}

    def label_from_instance(self, obj: Task) -> str:  # type: ignore[override]
        return f"{self.codes.get(obj.pk, '')} {obj.title}".strip()


class LinkForm(PlanForm):
    """What a task waits for."""

    predecessor = TaskChoice(queryset=Task.objects.none(), label=_("Waits for"), empty_label="–")
    kind = forms.ChoiceField(label=_("How"), choices=choices(LinkType), initial=LinkType.FS.value)
    lag = WholeField(label=_("Days between"), least=-365, most=365, initial=0)
    lag_unit = forms.ChoiceField(label=_("Counted in"), choices=choices(DurationUnit))

    def __init__(self, data: Any = None, *, task: Task, codes: Mapping[int, str]) -> None:
        super().__init__(data)
        field = self.fields["predecessor"]
        field.codes = codes  # type: ignore[attr-defined]
        field.queryset = Task.objects.alive().filter(objective=task.objective_id).exclude(pk=task.pk)  # type: ignore[attr-defined]

    def clean_lag(self) -> int:
        return int(self.cleaned_data["lag"] or 0)
