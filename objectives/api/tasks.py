"""The work breakdown: tasks with their people, and the links between them."""

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.access import Need
from objectives.actions import tasks
from objectives.api.rows import PlanModel, PlanRowField, PlanRows, to_revise
from objectives.core.vocabulary import TaskRoleKind, TaskState
from objectives.models import Dependency, Task
from okrplan.api.days import today
from okrplan.api.filters import RowFilter
from okrplan.api.serializers import Strict
from okrplan.api.views import Changing, Making, Removing, Values
from okrplan.people.models import User


class TaskShape(PlanModel):
    """A task with exactly one responsible and one accountable person, or a summary without any."""

    consulted = serializers.SerializerMethodField()
    informed = serializers.SerializerMethodField()

    class Meta:
        model = Task
        computed = ["starts_on", "finishes_on", "latest_finish_on", "is_critical", "slack"]
        progress = ["state", "percent", "blocked_reason", "actual_start_on", "actual_finish_on"]
        fields = [
            "id",
            "version",
            "objective",
            *sorted(tasks.EDITABLE),
            "consulted",
            "informed",
            *computed,
            *progress,
        ]
        read_only_fields = [*computed, *progress]
        on_making = ["objective"]

    def get_consulted(self, row: Task) -> list[int]:
        return _people(row, TaskRoleKind.CONSULTED)

    def get_informed(self, row: Task) -> list[int]:
        return _people(row, TaskRoleKind.INFORMED)

    def to_representation(self, instance: Task) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if not instance.parent_seen:  # type: ignore[attr-defined]
            shown["parent"] = None
        return shown


def _people(task: Task, kind: TaskRoleKind) -> list[int]:
    return [one.user_id for one in task.roles.all() if one.kind == kind]


class TaskProgressShape(Strict):
    """How a task stands, as its people see it."""

    state = serializers.ChoiceField([one.value for one in TaskState])
    percent = serializers.IntegerField(min_value=0, max_value=100, required=False, allow_null=True)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text="What blocks it.")


class TaskRolesShape(Strict):
    """Who is consulted on a task and who is informed of it; replaces those before."""

    consulted = PlanRowField(many=True, queryset=User.objects.all())
    informed = PlanRowField(many=True, queryset=User.objects.all())


class TaskFilter(filters.FilterSet):
    objective = RowFilter(access.visible_objectives)
    key_result = RowFilter(access.visible_key_results)
    parent = RowFilter(access.visible_tasks)
    responsible = RowFilter(lambda _user: User.objects.all())
    accountable = RowFilter(lambda _user: User.objects.all())

    class Meta:
        model = Task
        fields = ["objective", "key_result", "parent", "responsible", "accountable", "state"]


class TaskRows(Making, Changing, Removing, PlanRows):
    """The work breakdown. Managers plan it; the responsible and the accountable person say how a task stands."""

    serializer_class = TaskShape
    filterset_class = TaskFilter
    door = staticmethod(access.task_for)
    parents: ClassVar = {"objective": to_revise(access.objective_for)}

    def visible(self) -> QuerySet[Task]:
        above = access.visible_tasks(self.user).filter(pk=OuterRef("parent_id"))
        return access.visible_tasks(self.user).annotate(parent_seen=Exists(above)).prefetch_related("roles")

    def make(self, values: Values) -> Task:
        return tasks.make(objective=values.pop("objective"), by=self.user, values=values)

    def change(self, row: Task, values: Values, version: int | None) -> None:
        tasks.change(task=row, by=self.user, version=version, values=values)

    def remove(self, row: Task, version: int | None) -> None:
        tasks.delete(task=row, by=self.user, version=version)

    @extend_schema(request=TaskProgressShape)
    @action(detail=True, methods=["post"])
    def progress(self, request: Request, pk: int) -> Response:
        """Say how the task stands: to do, in progress with a percentage, blocked with a reason, done."""
        row = access.task_for(self.user, pk, Need.PROGRESS)
        values = self.read(TaskProgressShape)
        state = TaskState(values.pop("state"))
        tasks.report_progress(task=row, by=self.user, today=today(request), state=state, **values)
        return self.answer(pk)

    @extend_schema(request=TaskRolesShape)
    @action(detail=True, methods=["put"])
    def roles(self, request: Request, pk: int) -> Response:
        """Say who is consulted and who is informed."""
        row = self.open(pk)
        tasks.set_roles(task=row, by=self.user, **self.read(TaskRolesShape))
        return self.answer(pk)


class DependencyShape(PlanModel):
    """The successor waits for the predecessor."""

    class Meta:
        model = Dependency
        fields = ["id", "predecessor", "successor", "kind", "lag", "lag_unit"]


class DependencyFilter(filters.FilterSet):
    objective = RowFilter(access.visible_objectives, field_name="successor__objective")
    task = RowFilter(access.visible_tasks, method="of_task")

    class Meta:
        model = Dependency
        fields = ["objective", "task"]

    def of_task(self, rows: QuerySet[Dependency], name: str, value: Task) -> QuerySet[Dependency]:
        """Links into and out of a task."""
        return rows.filter(Q(predecessor=value) | Q(successor=value))


class DependencyRows(Making, Removing, PlanRows):
    """Links between the tasks of one objective. A link that would close a circle is refused."""

    serializer_class = DependencyShape
    filterset_class = DependencyFilter
    versioned = False
    seen = staticmethod(access.visible_dependencies)
    door = staticmethod(access.dependency_for)
    parents: ClassVar = {"successor": to_revise(access.task_for)}

    def make(self, values: Values) -> Dependency:
        predecessor, successor = values.pop("predecessor"), values.pop("successor")
        return tasks.link(predecessor=predecessor, successor=successor, by=self.user, values=values)

    def remove(self, row: Dependency, version: int | None) -> None:
        tasks.unlink(dependency=row, by=self.user)
