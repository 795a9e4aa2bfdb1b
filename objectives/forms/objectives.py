"""Forms of an objective: the first draft, its frame, its own metric, its arithmetic, its status by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from objectives import access
from objectives.core.vocabulary import Accumulation, Basis, Direction, Status, TagKind, Visibility
from objectives.forms.base import PlanForm
from objectives.forms.fields import DayField, NumberField, PersonField, RowField
from objectives.forms.tags import TagsField, offer
from objectives.models import Cycle, Objective, Strategy
from objectives.models.labels import choices, label
from objectives.queries import terms
from okrplan.people.models import Department, User

STATED = [(one.value, label(one)) for one in (Status.ON_TRACK, Status.BEHIND, Status.AT_RISK)]


class NewObjectiveForm(PlanForm):
    """From one sentence to a saved draft: the rest are open questions on the objective's page."""

    texts = ("title", "name")
    wide = ("title", "name")

    title = forms.CharField(
        label=_("What do you want to achieve?"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"placeholder": _("Win EUR 500,000 of new-customer GMV on the German site in Q4")}
        ),
    )
    department = RowField(
        queryset=Department.objects.none(), by="name", label=_("Department"), required=True, empty_label=None
    )
    cycle = forms.ModelChoiceField(queryset=Cycle.objects.none(), label=_("Cycle"), empty_label=None)
    due_on = DayField(label=_("Due day"), help_text=_("Left empty: the last day of the cycle."))
    name = forms.CharField(
        label=_("Measured by"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("new-customer GMV")}),
        help_text=_("The objective's own figure. It can wait: the page will ask."),
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=20, help_text=_("EUR, %, orders …"))
    baseline = NumberField(label=_("From (today)"))
    target = NumberField(label=_("To (target)"))
    accumulation = forms.ChoiceField(
        label=_("How check-ins add up"), choices=choices(Accumulation), initial=Accumulation.SUM.value
    )

    def __init__(self, data: Any = None, *, user: User, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["department"].queryset = access.departments_to_plan_in(user)  # type: ignore[attr-defined]
        self.fields["cycle"].queryset = access.cycles(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("cycle") and not data.get("due_on") and "due_on" not in self.errors:
            data["due_on"] = data["cycle"].ends_on
        if not data.get("name") and any(data.get(one) is not None for one in ("baseline", "target")):
            self.add_error("name", _("Say what these figures measure."))
        return data

    @property
    def objective_values(self) -> dict[str, Any]:
        names = ("title", "title_other", "language", "department", "cycle", "due_on")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def own_values(self) -> dict[str, Any] | None:
        """The objective's own metric, None when it can wait. It rises or falls as its two figures say."""
        data = self.cleaned_data
        if not data["name"]:
            return None
        names = ("name", "name_other", "language", "unit", "baseline", "target", "accumulation")
        falls = None not in (data["baseline"], data["target"]) and data["target"] < data["baseline"]
        direction = Direction.DECREASE if falls else Direction.INCREASE
        return {**{name: data[name] for name in names}, "direction": direction.value}


class ObjectiveForm(PlanForm):
    """The frame of an objective: who, when, where and with what, and which strategy it carries."""

    texts = ("title", "strategy_note")
    wide = ("title", "strategy_note")
    more = ("parent", "visibility", "progress_basis")

    title = forms.CharField(label=_("Objective"), max_length=200)
    sites = TagsField(kind=TagKind.MARKET)
    channels = TagsField(kind=TagKind.CHANNEL)
    products = TagsField(kind=TagKind.PRODUCT)
    segment = TagsField(kind=TagKind.SEGMENT)
    strategy = RowField(queryset=Strategy.objects.none(), label=_("Company strategy"))
    strategy_note = forms.CharField(label=_("How it carries the strategy"), required=False, max_length=300)
    department = RowField(
        queryset=Department.objects.none(), by="name", label=_("Department"), required=True, empty_label=None
    )
    owner = PersonField(label=_("Owner"))
    cycle = forms.ModelChoiceField(queryset=Cycle.objects.none(), label=_("Cycle"), empty_label=None)
    starts_on = DayField(label=_("First day"), required=True)
    due_on = DayField(label=_("Due day"), required=True)
    parent = RowField(queryset=Objective.objects.none(), label=_("Supports the objective"))
    visibility = forms.ChoiceField(label=_("Who can read it"), choices=choices(Visibility))
    progress_basis = forms.ChoiceField(label=_("Which figure leads"), choices=choices(Basis))

    def __init__(self, data: Any = None, *, user: User, row: Objective) -> None:
        super().__init__(data, row=row)
        offer(self, terms.suggestions(user))
        self.fields["strategy"].queryset = access.strategies(user)  # type: ignore[attr-defined]
        self.fields["department"].queryset = access.departments_to_plan_in(user)  # type: ignore[attr-defined]
        self.fields["cycle"].queryset = access.cycles(user)  # type: ignore[attr-defined]
        others = access.visible_objectives(user).filter(cycle=row.cycle_id).exclude(pk=row.pk)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]


class StatusForm(PlanForm):
    """A person's own status: lowered freely, raised only with a reason; empty takes it back."""

    stated_status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("as the figures say")), *STATED]
    )
    stated_reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("Needed when the status is better than the figures; it is printed."),
    )

    wide = ("stated_status", "stated_reason")

    @property
    def status_chosen(self) -> Status | None:
        value = self.cleaned_data["stated_status"]
        return Status(value) if value else None
