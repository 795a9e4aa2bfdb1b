"""Key results: what each path has to achieve."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import CauseKind, RiskKind, Status
from objectives.models.fields import SoftDeleted, Versioned, one_of
from objectives.models.labels import choices
from objectives.models.objective import Computed, Objective
from objectives.models.path import Path
from okrplan.people.models import Department
from okrplan.texts import Written


class KeyResult(Written, SoftDeleted, Versioned, Computed):
    """A measurable result of an objective, with several measures, an owner, a weight and its own period."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="key_results")
    path = models.ForeignKey(Path, null=True, blank=True, on_delete=models.SET_NULL, related_name="key_results")
    position = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("key result"), max_length=200)
    title_other = models.CharField(max_length=200, blank=True, default="")
    # How sentences name it: "TikTok Shop" reads better than the whole title.
    short_title = models.CharField(_("short name"), max_length=40, blank=True, default="")
    short_title_other = models.CharField(max_length=40, blank=True, default="")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="key_results")
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MaxValueValidator(10000)])
    planned_start = models.DateField(_("planned start"))
    effective_start = models.DateField(_("really started on"), null=True, blank=True)
    due_on = models.DateField(_("due day"))
    control = models.PositiveSmallIntegerField(
        _("how much we control it (0–100)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    impact = models.PositiveSmallIntegerField(
        _("how much it moves the objective (0–100)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    # Dropped for now: it neither counts nor is owed, until it is brought back with the weight it had.
    parked = models.BooleanField(_("parked"), default=False)

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["objective", "position"],
                condition=Q(deleted_at__isnull=True),
                name="key_result_number_once",
                violation_error_message=_("This objective already has a key result with this number."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("planned_start")),
                name="key_result_due_after_start",
                violation_error_message=_("The due day is before the planned start."),
            ),
            models.CheckConstraint(
                condition=(Q(control__isnull=True) | Q(control__lte=100))
                & (Q(impact__isnull=True) | Q(impact__lte=100)),
                name="key_result_quadrant_within_100",
                violation_error_message=_("Control and impact run from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=Q(parked=False) | Q(weight=0),
                name="key_result_parked_without_weight",
                violation_error_message=_("A parked key result carries no weight; bring it back first."),
            ),
            models.CheckConstraint(condition=one_of("status", Status), name="key_result_status_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        return f"KR{self.position}"


class ShareRows(models.QuerySet["KeyResultShare"]):
    """Shares by whether they are in force."""

    def joined(self) -> "ShareRows":
        """Those in which the department takes part: accepted and not ended."""
        return self.filter(accepted_at__isnull=False, ended_at__isnull=True)


class KeyResultShare(models.Model):
    """Another department that contributes to a key result; the key result stays one row, counted once."""

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="shares")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="shared_key_results")
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ShareRows.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key_result", "department"],
                condition=Q(ended_at__isnull=True),
                name="share_once_a_department",
                violation_error_message=_("This key result is already offered to that department."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key_result} ↔ {self.department}"


class Cause(Written, Versioned):
    """The root cause of a key result that lags, as its people see it now; a report freezes a copy."""

    key_result = models.OneToOneField(KeyResult, on_delete=models.CASCADE, related_name="cause")
    kind = models.CharField(_("kind of cause"), max_length=10, choices=choices(CauseKind))
    text = models.CharField(_("root cause"), max_length=200)
    text_other = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=one_of("kind", CauseKind), name="cause_kind_known"),
            models.CheckConstraint(
                condition=~Q(text=""), name="cause_not_empty", violation_error_message=_("Write the cause down.")
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Risk(Written, SoftDeleted, Versioned):
    """A named risk of a key result; deadly kinds (platform, logistics, payment …) are reported first."""

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="risks")
    kind = models.CharField(_("kind of risk"), max_length=15, choices=choices(RiskKind))
    title = models.CharField(_("risk"), max_length=200, blank=True, default="")
    title_other = models.CharField(max_length=200, blank=True, default="")
    plan_b = models.CharField(_("plan B"), max_length=200, blank=True, default="")
    plan_b_other = models.CharField(max_length=200, blank=True, default="")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="risks")

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=one_of("kind", RiskKind), name="risk_kind_known")]

    def __str__(self) -> str:
        return self.title or self.kind
