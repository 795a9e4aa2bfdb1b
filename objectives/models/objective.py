"""The objective and its evidence: what the SMART letters are judged by."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import Basis, ObjectiveState, Status, Visibility
from objectives.models.cycle import Cycle, Strategy
from objectives.models.fields import SoftDeleted, Versioned, one_of, share_field
from objectives.models.labels import choices
from okrplan.people.models import Department
from okrplan.texts import Written


class Computed(models.Model):
    """Figures of the last recompute: stored to sort and filter by, re-checked every night."""

    completion = share_field()
    expected = share_field()
    forecast = share_field()
    status = models.CharField(
        max_length=10, choices=choices(Status), default=Status.NO_DATA.value, editable=False, db_index=True
    )

    class Meta:
        abstract = True


class Objective(Written, SoftDeleted, Versioned, Computed):
    """A result that a department wants by a day, planned by paths and key results, measured and reported."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="objectives")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="objectives")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="objectives")
    strategy = models.ForeignKey(Strategy, null=True, blank=True, on_delete=models.SET_NULL, related_name="objectives")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    title = models.CharField(_("objective"), max_length=200)
    title_other = models.CharField(max_length=200, blank=True, default="")
    strategy_note = models.CharField(_("how it carries the strategy"), max_length=300, blank=True, default="")
    strategy_note_other = models.CharField(max_length=300, blank=True, default="")
    # Scope, as the letter S wants it: comma-separated words.
    sites = models.CharField(_("markets or sites"), max_length=200, blank=True, default="")
    sites_other = models.CharField(max_length=200, blank=True, default="")
    channels = models.CharField(_("channels"), max_length=200, blank=True, default="")
    channels_other = models.CharField(max_length=200, blank=True, default="")
    products = models.CharField(_("products"), max_length=200, blank=True, default="")
    products_other = models.CharField(max_length=200, blank=True, default="")
    segment = models.CharField(_("customer segment"), max_length=200, blank=True, default="")
    segment_other = models.CharField(max_length=200, blank=True, default="")
    starts_on = models.DateField(_("first day"))
    due_on = models.DateField(_("due day"))
    state = models.CharField(max_length=10, choices=choices(ObjectiveState), default=ObjectiveState.DRAFT.value)
    visibility = models.CharField(max_length=10, choices=choices(Visibility), default=Visibility.EVERYONE.value)
    progress_basis = models.CharField(max_length=12, choices=choices(Basis), default=Basis.KEY_RESULTS.value)
    plan_version = models.PositiveIntegerField(default=0, editable=False)
    stated_status = models.CharField(max_length=10, choices=choices(Status), blank=True, default="")
    stated_reason = models.CharField(max_length=300, blank=True, default="")
    gap = models.DecimalField(max_digits=19, decimal_places=4, null=True, blank=True, editable=False)
    lowered_by = models.ForeignKey(
        "objectives.KeyResult", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    # A check-in or a change of the plan sets it; the recompute that has seen the change clears it.
    dirty_since = models.DateTimeField(null=True, blank=True, editable=False)
    # The last result in full, as `objectives.core.codec` writes it: what the pages and the API print.
    result = models.JSONField(null=True, blank=True, editable=False)
    computed_on = models.DateField(null=True, blank=True, editable=False)
    computed_at = models.DateTimeField(null=True, blank=True, editable=False)
    recompute_failures = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="objective_due_after_start",
                violation_error_message=_("The due day is before the first day."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="objective_not_its_own_parent",
                violation_error_message=_("An objective cannot be its own parent."),
            ),
            models.CheckConstraint(condition=one_of("state", ObjectiveState), name="objective_state_known"),
            models.CheckConstraint(condition=one_of("status", Status), name="objective_status_known"),
        ]
        indexes: ClassVar = [
            # the sweep: what has changed, or was last computed on another day
            models.Index(fields=["dirty_since"], condition=Q(dirty_since__isnull=False), name="objective_dirty"),
            # the list of a cycle by department
            models.Index(fields=["cycle", "department"], name="objective_cycle_department"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """The whole plan as it was confirmed, as JSON; append-only."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="plan_versions")
    number = models.PositiveIntegerField()
    day = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    plan = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["objective", "number"], name="plan_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.objective} v{self.number}"


class ForecastRecord(models.Model):
    """What was forecast on a day, kept to be scored against what came. One row a subject and day."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="forecasts")
    key_result = models.ForeignKey(
        "objectives.KeyResult", null=True, blank=True, on_delete=models.CASCADE, related_name="forecasts"
    )
    day = models.DateField()
    method = models.CharField(max_length=12)
    completion = share_field()
    expected = share_field()
    forecast = share_field()

    class Meta:
        ordering = ["day"]
        constraints: ClassVar = [
            # Two, because SQLite has no unique index in which empty values are equal.
            models.UniqueConstraint(
                fields=["objective", "day"], condition=Q(key_result__isnull=True), name="forecast_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["key_result", "day"],
                condition=Q(key_result__isnull=False),
                name="forecast_of_key_result_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objective_id}/{self.key_result_id} {self.day}"
