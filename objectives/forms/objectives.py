"""Forms of an objective: its frame, its status by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from objectives import access
from objectives.core.reading import LineKind
from objectives.core.vocabulary import Basis, Status, TagKind, Visibility
from objectives.forms.base import PlanForm
from objectives.forms.fields import DayField, PersonField, RowField, StrategyField
from objectives.forms.sentences import SentenceField
from objectives.forms.tags import TagsField, offer
from objectives.models import Cycle, Objective
from objectives.models.labels import choices, label
from objectives.queries import previews, terms
from objectives.queries.alignment import years_of
from okrplan.people.models import Department, User

STATED = [(one.value, label(one)) for one in (Status.ON_TRACK, Status.BEHIND, Status.AT_RISK)]


class ObjectiveForm(PlanForm):
    """The frame of an objective: who, when, where and with what, and which strategy it carries."""

    texts = ("title", "strategy_note")
    wide = ("title", "strategy_note")
    more = ("parent", "visibility", "progress_basis")

    title = SentenceField(kind=LineKind.OBJECTIVE, label=_("Objective"))
    sites = TagsField(kind=TagKind.MARKET)
    channels = TagsField(kind=TagKind.CHANNEL)
    products = TagsField(kind=TagKind.PRODUCT)
    segment = TagsField(kind=TagKind.SEGMENT)
    strategy = StrategyField(label=_("Company strategy"))
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
        self.fields["title"].is_settled_by(previews.settled_for(row))  # type: ignore[attr-defined]
        self.fields["strategy"].offer(access.strategies(user), years_of(row.cycle))  # type: ignore[attr-defined]
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
