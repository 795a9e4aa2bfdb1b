"""The audit in plain words: who did what to what, and how it stood before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from objectives.core import numbers
from objectives.models import CheckIn, KeyResult, Measure
from objectives.queries.history import HistoryPage
from objectives.words import basics, progress
from okrplan.models import Activity
from okrplan.texts import said

NOTHING = "–"

NOUNS: dict[str, Promise] = {
    "objective": gettext_lazy("the objective"),
    "path": gettext_lazy("the path"),
    "objective_weights": gettext_lazy("the weights of the criteria"),
    "key_result": gettext_lazy("the key result"),
    "key_result_share": gettext_lazy("the shared part"),
    "measure": gettext_lazy("the measure"),
    "milestone_step": gettext_lazy("the step"),
    "cause": gettext_lazy("the root cause"),
    "risk": gettext_lazy("the risk"),
    "lead_time_chain": gettext_lazy("the chain of lead times"),
    "lead_time_step": gettext_lazy("the step of the lead times"),
    "task": gettext_lazy("the task"),
    "task_role": gettext_lazy("a role on a task"),
    "dependency": gettext_lazy("a link between tasks"),
    "means": gettext_lazy("what there is for the target"),
    "feasibility_line": gettext_lazy("a line of what the target needs"),
    "driver_factor": gettext_lazy("a factor of the arithmetic"),
    "effort_line": gettext_lazy("the effort"),
    "named_person": gettext_lazy("a named person"),
    "stock_line": gettext_lazy("the stock"),
    "budget_entry": gettext_lazy("a budget entry"),
    "capacity_entry": gettext_lazy("people for some weeks"),
    "ask": gettext_lazy("the request"),
    "report": gettext_lazy("the report"),
    "finding": gettext_lazy("a finding of the report"),
    "next_step": gettext_lazy("the next step"),
    "plan_version": gettext_lazy("the plan"),
    "finding_answer": gettext_lazy("the answer"),
    "acknowledgement": gettext_lazy("the plan"),
    "quadrant_decision": gettext_lazy("the consequence of a placement"),
}

VERBS: dict[str, Promise] = {
    "made": gettext_lazy("%(who)s added %(what)s"),
    "changed": gettext_lazy("%(who)s changed %(what)s"),
    "deleted": gettext_lazy("%(who)s deleted %(what)s"),
    "restored": gettext_lazy("%(who)s brought back %(what)s"),
    "removed": gettext_lazy("%(who)s removed %(what)s"),
    "set": gettext_lazy("%(who)s set %(what)s"),
    "confirmed": gettext_lazy("%(who)s confirmed the plan"),
    "froze plan": gettext_lazy("The plan was kept as version %(number)s"),
    "closed": gettext_lazy("%(who)s closed %(what)s"),
    "stated status": gettext_lazy("%(who)s stated the status by hand"),
    "recorded": gettext_lazy("%(who)s checked in %(what)s"),
    "corrected": gettext_lazy("%(who)s corrected %(what)s"),
    "retracted": gettext_lazy("%(who)s took back %(what)s"),
    "accepted": gettext_lazy("%(who)s accepted %(what)s"),
    "offered": gettext_lazy("%(who)s offered %(what)s"),
    "ended": gettext_lazy("%(who)s ended %(what)s"),
    "scheduled": gettext_lazy("%(who)s scheduled the tasks anew"),
    "progress": gettext_lazy("%(who)s said how %(what)s stands"),
    "became summary": gettext_lazy("%(what)s became a summary of the tasks below it"),
    "linked": gettext_lazy("%(who)s added %(what)s"),
    "unlinked": gettext_lazy("%(who)s removed %(what)s"),
    "submitted": gettext_lazy("%(who)s submitted %(what)s"),
    "withdrew": gettext_lazy("%(who)s withdrew %(what)s"),
    "answered": gettext_lazy("%(who)s answered the question about %(what)s"),
    "asked": gettext_lazy("%(who)s has a question about %(what)s"),
    "saw": gettext_lazy("%(who)s has seen %(what)s"),
    "asked back": gettext_lazy("%(who)s has a question about %(what)s"),
    "decided": gettext_lazy("%(who)s decided on %(what)s"),
    "approved": gettext_lazy("%(who)s approved %(what)s"),
    "parked": gettext_lazy("%(who)s parked %(what)s"),
    "drew": gettext_lazy("%(who)s decided on %(what)s"),
    "undid": gettext_lazy("%(who)s took back %(what)s"),
}
OTHERWISE = gettext_lazy("%(who)s changed %(what)s")

# Columns whose model gives them no name that people read.
LABELS: dict[str, Promise] = {
    "owner": gettext_lazy("owner"),
    "department": gettext_lazy("department"),
    "strategy": gettext_lazy("strategy"),
    "state": gettext_lazy("state"),
    "kind": gettext_lazy("kind"),
    "visibility": gettext_lazy("who sees it"),
    "progress_basis": gettext_lazy("which figure leads"),
    "stated_status": gettext_lazy("status"),
    "stated_reason": gettext_lazy("reason"),
    "path": gettext_lazy("path"),
    "key_result": gettext_lazy("key result"),
    "metric": gettext_lazy("metric"),
    "template": gettext_lazy("template of lead times"),
    "responsible": gettext_lazy("responsible"),
    "accountable": gettext_lazy("accountable"),
    "percent": gettext_lazy("done, in percent"),
    "actual_finish_on": gettext_lazy("finished on"),
    "accepted_on": gettext_lazy("accepted on"),
    "decider": gettext_lazy("who decides"),
}
UNSAID = frozenset(["plan", "number", "day", "language", "position", "by", "code"])
MONEY = frozenset(["estimated_return", "estimated_cost", "budget_given"])
IN_UNITS = frozenset(["baseline", "target"])


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after; `before` is empty for what is new."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    activity: Activity
    sentence: str
    changes: list[Change] = field(default_factory=list)
    note: str = ""

    @property
    def at(self) -> Any:
        return timezone.localtime(self.activity.at)


def days_of(page: HistoryPage) -> list[tuple[date, list[Entry]]]:
    """The entries of a page by the day on which they were written, newest first."""
    entries = (_entry(one, page) for one in page.activities)
    return [(day, list(found)) for day, found in groupby(entries, key=lambda entry: entry.at.date())]


def _entry(activity: Activity, page: HistoryPage) -> Entry:
    row = page.rows[activity.noun].get(activity.object_id or 0)
    words = {
        "who": str(activity.actor) if activity.actor else gettext("The product"),
        "what": _what(activity, row),
        "number": activity.after.get("number", ""),
    }
    template = VERBS.get(activity.verb, OTHERWISE)
    note = row.note if isinstance(row, CheckIn) else ""
    return Entry(activity, str(template % words), list(_changes(activity, row, page.money)), note)


def _what(activity: Activity, row: Any) -> str:
    if isinstance(row, CheckIn):
        return _check_in(row)
    noun = str(NOUNS.get(activity.noun, activity.noun.replace("_", " ")))
    name = _name(row) or _kept_name(activity)
    return gettext("%(noun)s “%(name)s”") % {"noun": noun, "name": name} if name else noun


def _check_in(row: CheckIn) -> str:
    measure = row.measure
    values = {
        "measure": said(measure, "name", basics.reader().value).text,
        "value": progress.reading(measure, row.value),
        "day": basics.day(row.day),
    }
    return gettext("%(measure)s: %(value)s on %(day)s") % values


def _name(row: Any) -> str:
    """A row as the reader calls it, with the code of a key result in front."""
    if row is None:
        return ""
    text = next((one for one in ("title", "name", "text") if hasattr(row, one)), "")
    name = said(row, text, basics.reader().value).text if text else str(row)
    return f"{row.code} {name}" if isinstance(row, KeyResult) else name


def _kept_name(activity: Activity) -> str:
    """What a row that is gone was called, as the audit has kept it."""
    kept: Mapping[str, Any] = {**activity.before, **activity.after}
    found = next((kept[one] for one in ("title", "name", "text", "department", "user") if kept.get(one)), "")
    return found["name"] if isinstance(found, dict) else str(found)


def _changes(activity: Activity, row: Any, money: bool) -> Iterable[Change]:
    """The fields that changed; what was made is told by its name alone."""
    if not activity.before or not activity.after:
        return
    model = _model(activity.noun)
    for name, after in activity.after.items():
        label = _label(model, name)
        if not label or (name in MONEY and not money):
            continue
        before = activity.before.get(name)
        yield Change(label, _value(model, name, before, row), _value(model, name, after, row))


def _model(noun: str) -> type[models.Model] | None:
    name = noun.replace("_", "")
    return next((one for one in apps.get_models() if one._meta.model_name == name), None)


def _label(model: type[models.Model] | None, name: str) -> str:
    """A field as people call it; empty for what they need not read."""
    if name in UNSAID:
        return ""
    if name.endswith("_other"):
        base = _label(model, name.removesuffix("_other"))
        return gettext("%(field)s, translated") % {"field": base} if base else ""
    if name in LABELS:
        return str(LABELS[name])
    column = _column(model, name)
    verbose = getattr(column, "verbose_name", "")
    return str(verbose) if isinstance(verbose, Promise) else ""


def _column(model: type[models.Model] | None, name: str) -> Any:
    return next((one for one in model._meta.concrete_fields if one.name == name), None) if model else None


def _value(model: type[models.Model] | None, name: str, value: Any, row: Any) -> str:
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, dict):
        return str(value.get("name", NOTHING))
    if isinstance(value, list):
        return basics.listed(str(one) for one in value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    column = _column(model, name)
    if getattr(column, "choices", None):
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, models.DateField):
        return _day(value)
    if isinstance(column, models.DecimalField):
        return _number(value, row if name in IN_UNITS and isinstance(row, Measure) else None)
    return str(value)


def _day(value: Any) -> str:
    try:
        return basics.long_day(date.fromisoformat(str(value)[:10]))
    except ValueError:
        return str(value)


def _number(value: Any, measure: Measure | None) -> str:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return progress.reading(measure, number) if measure else numbers.number(number, basics.reader(), exact=True)
