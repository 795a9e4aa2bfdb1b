"""Forms of the guide: the first draft out of one sentence, and lines for paths, key results and tasks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from objectives import access
from objectives.core import numbers, proposing, quick_entry
from objectives.core.reading import LineKind, Proposal, read
from objectives.core.settled import Entry
from objectives.core.vocabulary import Accumulation, Direction, TagKind
from objectives.forms.base import PlanForm
from objectives.forms.fields import DayField, NumberField, PersonField, RowField
from objectives.forms.sentences import SentenceField
from objectives.forms.tags import TagsField, offer
from objectives.models import Cycle, KeyResult, Objective, Path
from objectives.models.labels import choices
from objectives.queries import terms
from objectives.words import basics
from okrplan.people.models import Department, User

SCOPE = ("sites", "channels", "products", "segment")
FIGURE = ("name", "baseline", "target", "unit", "accumulation")
WHO_AND_WHEN = ("department", "owner", "cycle", "due_on")


class NewObjectiveForm(PlanForm):
    """From one sentence to a saved draft: the rest is proposed by the sentence, or an open question."""

    texts = ("title", "name")

    title = SentenceField(
        kind=LineKind.OBJECTIVE,
        label=_("What do you want to achieve?"),
        widget=forms.Textarea(
            attrs={"rows": 2, "placeholder": _("Win EUR 500,000 of new-customer GMV on the German site in Q4")}
        ),
    )
    sites = TagsField(kind=TagKind.MARKET)
    channels = TagsField(kind=TagKind.CHANNEL)
    products = TagsField(kind=TagKind.PRODUCT)
    segment = TagsField(kind=TagKind.SEGMENT)
    name = forms.CharField(label=_("Measured by"), required=False, max_length=120)
    baseline = NumberField(label=_("From (today)"))
    target = NumberField(label=_("To (target)"))
    unit = forms.CharField(label=_("Unit"), required=False, max_length=20)
    accumulation = forms.ChoiceField(
        label=_("How check-ins add up"),
        required=False,
        choices=[("", _("as the unit suggests")), *choices(Accumulation)],
    )
    department = RowField(
        queryset=Department.objects.none(), by="name", label=_("Department"), required=True, empty_label=None
    )
    owner = PersonField(label=_("Owner"), required=False)
    cycle = forms.ModelChoiceField(queryset=Cycle.objects.none(), label=_("Cycle"), empty_label=None)
    due_on = DayField(label=_("Due day"), help_text=_("Left empty: the last day of the cycle."))

    def __init__(self, data: Any = None, *, user: User, today: date, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.user, self.today = user, today
        offer(self, terms.suggestions(user))
        self.fields["department"].queryset = access.departments_to_plan_in(user)  # type: ignore[attr-defined]
        self.fields["cycle"].queryset = access.cycles(user)  # type: ignore[attr-defined]
        self.fields["owner"].empty_label = user.name  # type: ignore[attr-defined]
        self.fields["owner"].queryset = self.fields["owner"].queryset.exclude(pk=user.pk)  # type: ignore[attr-defined]
        self.fields["title"].is_settled_by([Entry.OWNER.value])  # type: ignore[attr-defined]  # nobody: who writes

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields below the sentence, under the letters they answer."""
        named = ((_("Where and with what"), SCOPE), (_("By which figure"), FIGURE), (_("Who and when"), WHO_AND_WHEN))
        return [(heading, [self[name] for name in names]) for heading, names in named]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("cycle") and not data.get("due_on") and "due_on" not in self.errors:
            data["due_on"] = data["cycle"].ends_on
        figures = any(data.get(one) is not None for one in ("baseline", "target"))
        if not data.get("name") and figures and not self._is_of_the_sentence(data):
            self.add_error("name", _("Say what these figures measure."))
        return data

    @property
    def proposal(self) -> Proposal:
        """What the sentence itself says."""
        return read(self.cleaned_data.get("title") or "", LineKind.OBJECTIVE, today=self.today).proposal

    def _is_of_the_sentence(self, data: Mapping[str, Any]) -> bool:
        """Whether the figure is no more than what the sentence says of it: then what is missing can wait."""
        said = self.proposal
        pairs = (("name", said.metric), ("baseline", said.baseline), ("target", said.target), ("unit", said.unit))
        return all(data.get(name) in (None, "", value) for name, value in pairs)

    @property
    def objective_values(self) -> dict[str, Any]:
        names = ("title", "title_other", "language", "department", "cycle", "due_on", *SCOPE)
        values = {name: self.cleaned_data[name] for name in names}
        return {**values, "owner": self.cleaned_data["owner"] or self.user}

    @property
    def own_values(self) -> dict[str, Any] | None:
        """The objective's own metric; None when it can wait: the sentence keeps what it says, and the page asks."""
        data, said = self.cleaned_data, self.proposal
        direction = proposing.direction_of(
            said.direction if said.target == data["target"] else None, data["baseline"], data["target"]
        )
        if direction is Direction.MILESTONE:
            direction = Direction.INCREASE  # a form with figures is about figures
        accumulation = Accumulation(data["accumulation"] or proposing.accumulation_of(direction, data["unit"]))
        is_whole = proposing.is_whole(direction, accumulation, data["baseline"], data["target"])
        if not data["name"] or (not is_whole and self._is_of_the_sentence(data)):
            return None
        names = ("name", "name_other", "language", "unit", "baseline", "target")
        return {
            **{name: data[name] for name in names},
            "direction": direction.value,
            "accumulation": accumulation.value,
        }


class LineForm(PlanForm):
    """One line, typed and sent with Enter; `place` keeps the ids of several lines on one page apart."""

    place = ""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.auto_id = f"{self.place}_%s"
        self.fields["title"].widget.attrs.update({"autocomplete": "off", "enterkeyhint": "done"})

    @property
    def said(self) -> dict[str, Any]:
        """The title with the language it was written in."""
        title = self.cleaned_data["title"]
        return {"title": title, "language": "zh-hans" if numbers.has_han(title) else get_language() or "en"}

    def take_person(self, named: tuple[int, ...], asked: str, names: Mapping[int, str]) -> User | None:
        """The one person that "@…" means; a sentence beside the line when it is nobody or several."""
        if asked:
            self.add_error("title", _("Nobody here is called “%(name)s”.") % {"name": asked[:40]})
        elif len(named) > 1:
            several = basics.listed(names[one] for one in named[:5])
            self.add_error("title", _("More than one person is called that: %(names)s.") % {"names": several})
        return User.objects.filter(pk=named[0]).first() if len(named) == 1 else None


class PathLine(LineForm):
    place = "path"

    title = forms.CharField(label=_("Another path"), max_length=200)


class KeyResultLine(LineForm):
    """A key result in one line: its figures, its day and "@name" are read from it."""

    place = "key_result"

    title = SentenceField(kind=LineKind.KEY_RESULT, label=_("Another key result"))
    path = RowField(queryset=Path.objects.none(), label=_("Path"))

    def __init__(self, data: Any = None, *, objective: Objective, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        paths = Path.objects.alive().filter(objective=objective, parked=False)
        self.fields["path"].queryset = paths  # type: ignore[attr-defined]
        self.fields["title"].is_settled_by([Entry.OWNER.value])  # type: ignore[attr-defined]  # or "@name"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        names = _names() if "@" in data.get("title", "") or "\uff20" in data.get("title", "") else {}
        if names:
            data["title"], named, asked = quick_entry.mentioned(data["title"], names)
            data["owner"] = self.take_person(named, asked, names)
        return data

    def values_on(self, objective: Objective, proposal: Proposal) -> dict[str, Any]:
        """The key result for its action."""
        owner = self.cleaned_data.get("owner")
        return {
            **self.said,
            "path": self.cleaned_data["path"],
            "due_on": proposal.due_on or objective.due_on,
            "owner": owner or objective.owner,
        }


class TaskLine(LineForm):
    """A task in one line: "Hire three editors @Wang Min 5d"."""

    place = "task"

    title = forms.CharField(label=_("Another task"), max_length=200)
    key_result = RowField(queryset=KeyResult.objects.none(), label=_("Key result"))
    responsible = PersonField(label=_("Responsible"))

    def __init__(self, data: Any = None, *, objective: Objective, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"responsible": objective.owner_id, **(initial or {})})
        rows = KeyResult.objects.alive().filter(objective=objective)
        self.fields["key_result"].queryset = rows  # type: ignore[attr-defined]
        self.fields["key_result"].empty_label = _("the objective itself")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        names = _names()
        line = quick_entry.task_line(data.get("title", ""), names)
        person = self.take_person(line.named, line.asked, names)
        if data.get("title") and not line.title:
            self.add_error("title", _("What is to be done?"))
        data.update(title=line.title, days=line.days, person=person)
        return data

    def values_on(self, objective: Objective) -> dict[str, Any]:
        """The task for its action: the person named in the line, else the one chosen."""
        data = self.cleaned_data
        return {
            **self.said,
            "key_result": data["key_result"],
            "duration": data["days"] or 1,
            "responsible": data["person"] or data["responsible"],
            "accountable": objective.owner,
        }


def _names() -> dict[int, str]:
    """Everybody who can be named."""
    return dict(User.objects.filter(is_active=True).values_list("pk", "name"))
