"""The work breakdown: tasks with exactly one responsible and one accountable person."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import DurationUnit, LinkType, TaskKind, TaskRoleKind, TaskState
from objectives.models.fields import SoftDeleted, Versioned, amount_field, finite, one_of
from objectives.models.key_result import KeyResult
from objectives.models.labels import choices
from objectives.models.objective import Objective
from okrplan.people.models import Calendar
from okrplan.texts import Written


class Task(Written, SoftDeleted, Versioned):
    """A leaf of the work breakdown (task or milestone) with its people, or a summary without any."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="tasks")
    key_result = models.ForeignKey(KeyResult, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=choices(TaskKind), default=TaskKind.TASK.value)
    title = models.CharField(_("task"), max_length=200)
    title_other = models.CharField(max_length=200, blank=True, default="")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks_responsible"
    )
    accountable = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks_accountable"
    )
    duration = models.PositiveSmallIntegerField(_("duration in days"), default=1)
    duration_unit = models.CharField(max_length=10, choices=choices(DurationUnit), default=DurationUnit.WORKING.value)
    effort = amount_field(null=True, blank=True, verbose_name=_("effort in person-days"))
    calendar = models.ForeignKey(Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_key = models.BooleanField(_("key task"), default=False)
    buffer = models.PositiveSmallIntegerField(_("buffer in working days"), default=0)
    due_on = models.DateField(_("must be finished by"), null=True, blank=True)
    # Dates of the last schedule, shown and inclusive.
    starts_on = models.DateField(null=True, blank=True)
    finishes_on = models.DateField(null=True, blank=True)
    latest_finish_on = models.DateField(null=True, blank=True)
    is_critical = models.BooleanField(default=False)
    slack = models.SmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=choices(TaskState), default=TaskState.TODO.value)
    percent = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    blocked_reason = models.CharField(_("what blocks it"), max_length=200, blank=True, default="")
    actual_start_on = models.DateField(null=True, blank=True)
    actual_finish_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    kind=TaskKind.SUMMARY.value,
                    responsible__isnull=True,
                    accountable__isnull=True,
                    effort__isnull=True,
                )
                | (
                    Q(kind__in=[TaskKind.TASK.value, TaskKind.MILESTONE.value])
                    & Q(responsible__isnull=False, accountable__isnull=False)
                ),
                name="task_exactly_one_responsible",
                violation_error_message=_("Every task has exactly one responsible and one accountable person."),
            ),
            models.CheckConstraint(
                condition=Q(kind=TaskKind.MILESTONE.value, duration=0)
                | Q(kind=TaskKind.TASK.value, duration__gte=1)
                | Q(kind=TaskKind.SUMMARY.value),
                name="task_duration_fits_kind",
                violation_error_message=_("A task takes at least one day; a milestone takes none."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="task_not_its_own_parent",
                violation_error_message=_("A task cannot be its own parent."),
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="task_percent_within_100",
                violation_error_message=_("Progress runs from 0 to 100 percent."),
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.BLOCKED.value) | ~Q(blocked_reason=""),
                name="task_blocked_with_reason",
                violation_error_message=_("Say what blocks the task."),
            ),
            models.CheckConstraint(
                condition=Q(effort__isnull=True) | (Q(effort__gte=0) & finite("effort")),
                name="task_effort_not_negative",
                violation_error_message=_("Effort cannot be negative."),
            ),
            models.CheckConstraint(condition=one_of("state", TaskState), name="task_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["responsible", "state"], name="task_of_person"),  # My work
        ]

    def __str__(self) -> str:
        return self.title


class Dependency(models.Model):
    """A link between two tasks of one objective; a cycle is refused by the action that adds it."""

    predecessor = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="successor_links")
    successor = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="predecessor_links")
    kind = models.CharField(max_length=2, choices=choices(LinkType), default=LinkType.FS.value)
    lag = models.SmallIntegerField(_("lag in days"), default=0)
    lag_unit = models.CharField(max_length=10, choices=choices(DurationUnit), default=DurationUnit.WORKING.value)

    class Meta:
        verbose_name_plural = "dependencies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="dependency_once_a_pair",
                violation_error_message=_("These two tasks are already linked."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="dependency_not_to_itself",
                violation_error_message=_("A task cannot depend on itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} {self.kind} {self.successor_id}"


class TaskRole(models.Model):
    """A person who is consulted on a task or informed of it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="task_roles")
    kind = models.CharField(max_length=9, choices=choices(TaskRoleKind))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "user"],
                name="task_role_once_a_person",
                violation_error_message=_("This person already has a role on this task."),
            ),
            models.CheckConstraint(condition=one_of("kind", TaskRoleKind), name="task_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.kind} {self.task}"
