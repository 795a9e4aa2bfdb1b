"""Ids in bodies: every field that names a row, and the rows it must not take.

`FIELDS` is keyed by shape or form and field. A field says which row of the table is sent (by object.action; a manager's
good request), where the id stands in it, and which rows of the world are refused there. An id that nobody has is
refused everywhere.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import get_resolver

from okrplan.api.serializers import RowField, Strict, StrictModel

NOBODY: tuple[str, ...] = ()
LEFT = ("person.gone",)
NO_DECIDERS = ("person.staff", "person.outsider", "person.manager", "person.other_boss", "person.gone")
PLANS = ("objective.french_draft",)
OTHER_PATHS = ("path.french", "path.french_draft", "path.closed", "path.deleted")
OTHER_KEY_RESULTS = ("key_result.french", "key_result.french_draft", "key_result.closed", "key_result.deleted")
OTHER_MEASURES = ("measure.french", "measure.french_draft", "measure.closed", "measure.deleted")
OTHER_TASKS = ("task.french", "task.french_draft", "task.closed", "task.deleted")


@dataclass(frozen=True)
class Id:
    """One id in one body; `forbidden` rows are seen, but nothing may be added to them (403)."""

    what: str
    place: str
    foreign: tuple[str, ...] = NOBODY
    forbidden: tuple[str, ...] = NOBODY
    state: str = ""

    def put(self, body: Any, pk: int) -> Any:
        """The body with this id in the place: "weights.0.key_result"; a list where a list stands or is wanted."""
        changed = deepcopy(dict(body))
        *way, last = self.place.split(".")
        inside: Any = changed
        for step in way:
            inside = inside[int(step)] if step.isdecimal() else inside[step]
        inside[last] = [pk] if isinstance(inside.get(last), list) else pk
        return changed


API: dict[str, Id] = {
    "DepartmentShape.parent": Id("department.make", "parent"),
    "CycleShape.parent": Id("cycle.make", "parent"),
    "MetricShape.owner": Id("metric.make", "owner"),
    "MergeShape.into": Id("scope_tag.merge", "into", ("scope_tag.deleted", "scope_tag.channel")),
    "ObjectiveShape.department": Id("objective.change", "department", ("department.france",)),
    "ObjectiveShape.owner": Id("objective.change", "owner", LEFT),
    "ObjectiveShape.cycle": Id("objective.change", "cycle"),
    "ObjectiveShape.strategy": Id("objective.change", "strategy"),
    "ObjectiveShape.parent": Id("objective.change", "parent", PLANS),
    "WeightShape.key_result": Id("objective.weights", "weights.0.key_result", OTHER_KEY_RESULTS),
    "LeadTimeStepShape.calendar": Id("objective.set_lead_time", "steps.0.calendar"),
    "TemplateChoiceShape.template": Id("objective.fill_lead_time", "template", ("lead_time_template.deleted",)),
    "TemplateStepShape.calendar": Id("lead_time_template.make", "steps.0.calendar"),
    "PathShape.objective": Id("path.make", "objective", PLANS, ("objective.french",)),
    "PathShape.needs_first": Id("path.change", "needs_first", OTHER_PATHS),
    "KeyResultShape.objective": Id("key_result.make", "objective", PLANS, ("objective.french",)),
    "KeyResultShape.owner": Id("key_result.change", "owner", LEFT),
    "KeyResultShape.path": Id("key_result.change", "path", OTHER_PATHS),
    "MeasureShape.objective": Id("measure.make", "objective", PLANS, ("objective.french",)),
    "MeasureShape.key_result": Id(
        "measure.make", "key_result", ("key_result.french_draft", "key_result.deleted"), ("key_result.french",)
    ),
    "MeasureShape.owner": Id("measure.change", "owner"),
    "MeasureShape.metric": Id("measure.change", "metric"),
    "NamedPersonShape.person": Id("objective.set_feasibility", "people.0.person", LEFT),
    "PositionShape.key_result": Id(
        "quadrant.place",
        "positions.0.key_result",
        ("key_result.french_draft", "key_result.deleted"),
        ("key_result.french",),
    ),
    "DrawShape.key_result": Id(
        "quadrant_decision.make",
        "key_result",
        ("key_result.french_draft", "key_result.deleted"),
        ("key_result.french",),
    ),
    "MadeRiskShape.owner": Id("quadrant_decision.make", "risk.owner"),
    "MadeAskShape.decider": Id("quadrant_decision.ask", "ask.decider", NO_DECIDERS),
    "MadeAskShape.effect_measure": Id("quadrant_decision.ask", "ask.effect_measure", OTHER_MEASURES),
    "MadeTaskShape.responsible": Id("quadrant_decision.task", "task.responsible", LEFT),
    "MadeTaskShape.accountable": Id("quadrant_decision.task", "task.accountable", LEFT),
    "RiskShape.key_result": Id(
        "risk.make", "key_result", ("key_result.french_draft", "key_result.deleted"), ("key_result.french",)
    ),
    "RiskShape.owner": Id("risk.change", "owner"),
    "CheckInShape.measure": Id(
        "check_in.record", "measure", ("measure.french_draft", "measure.deleted"), ("measure.french",)
    ),
    "BulkEntryShape.measure": Id(
        "check_in.bulk", "check_ins.0.measure", ("measure.french_draft", "measure.deleted"), ("measure.french",)
    ),
    "ShareShape.key_result": Id(
        "share.offer", "key_result", ("key_result.french_draft", "key_result.deleted"), ("key_result.french",)
    ),
    "ShareShape.department": Id("share.offer", "department", ("department.germany",)),
    "TaskShape.objective": Id("task.make", "objective", PLANS, ("objective.french",)),
    "TaskShape.key_result": Id("task.change", "key_result", OTHER_KEY_RESULTS),
    "TaskShape.parent": Id("task.change", "parent", OTHER_TASKS),
    "TaskShape.responsible": Id("task.change", "responsible", LEFT),
    "TaskShape.accountable": Id("task.change", "accountable", LEFT),
    "TaskShape.calendar": Id("task.change", "calendar"),
    "TaskRolesShape.consulted": Id("task.roles", "consulted"),
    "TaskRolesShape.informed": Id("task.roles", "informed"),
    "DependencyShape.predecessor": Id("dependency.make", "predecessor", OTHER_TASKS),
    "DependencyShape.successor": Id(
        "dependency.make", "successor", ("task.french", "task.french_draft", "task.deleted")
    ),
    "BudgetEntryShape.objective": Id("budget_entry.make", "objective", PLANS, ("objective.french",)),
    "BudgetEntryShape.path": Id("budget_entry.make", "path", OTHER_PATHS),
    "AskShape.objective": Id("ask.make", "objective", PLANS, ("objective.french",)),
    "AskShape.key_result": Id("ask.make", "key_result", OTHER_KEY_RESULTS),
    "AskShape.effect_measure": Id("ask.make", "effect_measure", OTHER_MEASURES),
    "AskShape.decider": Id("ask.change", "decider", NO_DECIDERS),
    "SubmissionShape.decider": Id("ask.submit", "decider", NO_DECIDERS),
    "ReportShape.objective": Id("report.make", "objective", PLANS, ("objective.french",)),
    "ReportShape.addressee": Id("report.change", "addressee", NO_DECIDERS),
    "ReportFindingShape.key_result": Id("finding.set", "key_result", OTHER_KEY_RESULTS),
    "NextStepShape.responsible": Id("next_step.add", "responsible", LEFT),
    "PlaceShape.ask": Id("ask.put", "ask", ("ask.closed",)),
}

FORMS: dict[str, Id] = {
    "NewPersonForm.department": Id("person.add", "department"),
    "RoleForm.department": Id("role.set", "department"),
    "DepartmentForm.parent": Id("department.make", "parent"),
    "CycleForm.parent": Id("cycle.make", "parent"),
    "MetricForm.owner": Id("metric.make", "owner", LEFT),
    "MergeForm.into": Id("scope_tag.merge", "into", ("scope_tag.deleted", "scope_tag.channel")),
    "NewObjectiveForm.department": Id("objective.make", "department", ("department.france",)),
    "NewObjectiveForm.cycle": Id("objective.make", "cycle"),
    "NewObjectiveForm.owner": Id("objective.make", "owner", LEFT),
    "ReadingForm.cycle": Id("sentence.read", "cycle"),
    "KeyResultLine.path": Id("guide.add_key_result", "path", OTHER_PATHS),
    "TaskLine.key_result": Id("guide.add_task", "key_result", OTHER_KEY_RESULTS),
    "TaskLine.responsible": Id("guide.add_task", "responsible", LEFT),
    "ObjectiveForm.department": Id("objective.edit", "department", ("department.france",)),
    "ObjectiveForm.owner": Id("objective.edit", "owner", LEFT),
    "ObjectiveForm.cycle": Id("objective.edit", "cycle"),
    "ObjectiveForm.strategy": Id("objective.edit", "strategy"),
    "ObjectiveForm.parent": Id("objective.edit", "parent", PLANS),
    "OwnMetricForm.metric": Id("own_metric.edit", "metric"),
    "OwnMetricForm.metric_owner": Id("own_metric.edit", "metric_owner", LEFT),
    "OwnMetricForm.owner": Id("own_metric.edit", "owner", LEFT),
    "LeadTimeRow.calendar": Id("lead_time.edit", "row0-calendar"),
    "LinkRow.calendar": Id("lead_time_template.make", "row0-calendar"),
    "PathForm.needs_first": Id("path.change", "needs_first", OTHER_PATHS),
    "ParkForm.move_to": Id("path.park", "move_to", OTHER_PATHS),
    "KeyResultForm.path": Id("key_result.make", "path", OTHER_PATHS),
    "KeyResultForm.owner": Id("key_result.make", "owner", LEFT),
    "RiskForm.owner": Id("risk.make", "owner", LEFT),
    "PlanBForm.owner": Id("key_result.consequence", "owner", LEFT),
    "ShareForm.department": Id("share.offer", "department", ("department.germany",)),
    "DraftAskForm.decider": Id("key_result.ask", "decider", NO_DECIDERS),
    "DraftAskForm.effect_measure": Id("key_result.ask", "effect_measure", OTHER_MEASURES),
    "HandOverForm.responsible": Id("key_result.task", "responsible", LEFT),
    "HandOverForm.accountable": Id("key_result.task", "accountable", LEFT),
    "MeasureForm.metric": Id("measure.make", "metric"),
    "MeasureForm.metric_owner": Id("measure.make", "metric_owner", LEFT),
    "MeasureForm.owner": Id("measure.make", "owner", LEFT),
    "TaskForm.key_result": Id("task.make", "key_result", OTHER_KEY_RESULTS),
    "TaskForm.parent": Id("task.make", "parent", OTHER_TASKS),
    "TaskForm.responsible": Id("task.make", "responsible", LEFT),
    "TaskForm.accountable": Id("task.make", "accountable", LEFT),
    "TaskForm.calendar": Id("task.make", "calendar"),
    "TaskForm.consulted": Id("task.make", "consulted", LEFT),
    "TaskForm.informed": Id("task.make", "informed", LEFT),
    "LinkForm.predecessor": Id("task.link", "predecessor", OTHER_TASKS),
    "BudgetEntryForm.path": Id("budget.enter", "path", OTHER_PATHS),
    "AskForm.key_result": Id("ask.add", "key_result", OTHER_KEY_RESULTS),
    "AskForm.effect_measure": Id("ask.add", "effect_measure", OTHER_MEASURES),
    "AskForm.decider": Id("ask.add", "decider", NO_DECIDERS),
    "WordsForm.addressee": Id("report.words", "addressee", NO_DECIDERS),
    "NextStepForm.responsible": Id("next_step.add", "responsible", LEFT),
}

OURS = ("okrplan", "objectives", "reports")
WHOLE_NUMBERS = {
    "WeightShape.key_result",
    "BulkEntryShape.measure",
    "PositionShape.key_result",
}  # ids that the shape takes as numbers


def shapes() -> set[str]:
    """Every field of the API's shapes that takes the id of a row."""
    assert get_resolver().url_patterns  # every resource is loaded, and with it every shape
    found = set(WHOLE_NUMBERS)
    for kind in _below(Strict):
        if kind.__module__.split(".")[0] in OURS and (hasattr(kind, "Meta") or not issubclass(kind, StrictModel)):
            fields = kind(context={"request": None}).fields
            found |= {f"{kind.__name__}.{name}" for name, field in fields.items() if _names_a_row(field)}
    return found


def _names_a_row(field: Any) -> bool:
    return not field.read_only and isinstance(getattr(field, "child_relation", field), RowField)


def form_fields() -> set[str]:
    """Every field of the pages' forms that takes the id of a row."""
    assert get_resolver().url_patterns  # every view is loaded, and with it every form
    return {
        f"{kind.__name__}.{name}"
        for kind in _below(forms.Form)
        if kind.__module__.split(".")[0] in OURS
        for name, field in kind.base_fields.items()
        if isinstance(field, forms.ModelChoiceField)
    }


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
