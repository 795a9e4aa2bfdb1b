"""Measures and the check-ins that move them."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import Accumulation, CheckInSource, Direction, Rhythm
from objectives.models.fields import SoftDeleted, Versioned, amount_field, finite, one_of, share_field
from objectives.models.key_result import KeyResult
from objectives.models.labels import choices
from objectives.models.metric import Metric
from objectives.models.objective import Objective
from okrplan.people.models import Department
from okrplan.texts import Written

_MILESTONE = Direction.MILESTONE.value
_LIMITS = [Direction.AT_LEAST.value, Direction.AT_MOST.value]
_MOVING = [Direction.INCREASE.value, Direction.DECREASE.value]


class Measure(Written, SoftDeleted, Versioned):
    """A figure of exactly one key result or of the objective itself, with its direction and target."""

    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="own_measures"
    )
    key_result = models.ForeignKey(KeyResult, null=True, blank=True, on_delete=models.CASCADE, related_name="measures")
    metric = models.ForeignKey(Metric, null=True, blank=True, on_delete=models.SET_NULL, related_name="measures")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("measure"), max_length=120)
    name_other = models.CharField(max_length=120, blank=True, default="")
    unit = models.CharField(_("unit"), max_length=20, blank=True, default="")
    unit_other = models.CharField(max_length=20, blank=True, default="")
    direction = models.CharField(_("direction"), max_length=10, choices=choices(Direction))
    accumulation = models.CharField(
        _("how check-ins add up"), max_length=5, choices=choices(Accumulation), default=Accumulation.LEVEL.value
    )
    baseline = amount_field(null=True, blank=True, verbose_name=_("baseline"))
    baseline_source = models.CharField(_("source of the baseline"), max_length=200, blank=True, default="")
    baseline_on = models.DateField(_("day of the baseline"), null=True, blank=True)
    target = amount_field(null=True, blank=True, verbose_name=_("target"))
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MaxValueValidator(10000)])
    is_guardrail = models.BooleanField(_("guardrail"), default=False)
    rhythm = models.CharField(_("rhythm"), max_length=8, choices=choices(Rhythm), default=Rhythm.WEEKLY.value)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    due_on = models.DateField(_("due day"), null=True, blank=True)
    # percent of the plan in each week from the planned start, as text: ["7.5", …]; empty: evenly by calendar days.
    # A trigger holds that they sum to 100.
    profile = models.JSONField(_("weekly plan"), default=list, blank=True)
    stated_finish = models.DateField(_("will be done on"), null=True, blank=True)
    last_value = amount_field(null=True, blank=True, editable=False)
    last_day = models.DateField(null=True, blank=True, editable=False)
    progress = share_field()

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(objective__isnull=False, key_result__isnull=True)
                | Q(objective__isnull=True, key_result__isnull=False),
                name="measure_of_exactly_one",
                violation_error_message=_("A measure belongs to a key result or to the objective, not to both."),
            ),
            models.UniqueConstraint(
                fields=["objective"],
                condition=Q(deleted_at__isnull=True, objective__isnull=False),
                name="measure_one_own_metric",
                violation_error_message=_("An objective has one metric of its own."),
            ),
            models.CheckConstraint(
                condition=(Q(baseline__isnull=True) | finite("baseline")) & (Q(target__isnull=True) | finite("target")),
                name="measure_numbers_finite",
                violation_error_message=_("Enter an ordinary number."),
            ),
            models.CheckConstraint(
                condition=Q(direction=_MILESTONE) | Q(target__isnull=False),
                name="measure_has_a_target",
                violation_error_message=_("Enter the target."),
            ),
            models.CheckConstraint(
                condition=~Q(direction__in=_MOVING, accumulation=Accumulation.LEVEL.value)
                | (Q(baseline__isnull=False) & ~Q(baseline=models.F("target"))),
                name="measure_level_moves",
                violation_error_message=_(
                    "Baseline and target are the same, so nothing is to move. Make it a limit to hold instead."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(direction=Direction.DECREASE.value, accumulation=Accumulation.SUM.value),
                name="measure_sum_does_not_decrease",
                violation_error_message=_("A running total cannot decrease. Hold it at or under a limit instead."),
            ),
            models.CheckConstraint(
                condition=Q(is_guardrail=False) | Q(direction__in=_LIMITS),
                name="measure_guardrail_is_limit",
                violation_error_message=_("A guardrail is a limit: hold it at or above, or at or under."),
            ),
            models.CheckConstraint(condition=one_of("direction", Direction), name="measure_direction_known"),
            models.CheckConstraint(condition=one_of("accumulation", Accumulation), name="measure_accumulation_known"),
            models.CheckConstraint(condition=one_of("rhythm", Rhythm), name="measure_rhythm_known"),
        ]

    def __str__(self) -> str:
        return self.name


class MilestoneStep(Written):
    """A step of a milestone measure; accepted on a day."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("step"), max_length=120)
    title_other = models.CharField(max_length=120, blank=True, default="")
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    accepted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class CheckInRows(models.QuerySet["CheckIn"]):
    """Check-ins, and those of them that count."""

    def standing(self, by: datetime | None = None) -> "CheckInRows":
        """Neither taken back nor corrected by one that stands itself; `by`: as known before that instant."""
        if by is None:
            corrected = CheckIn.objects.filter(supersedes=models.OuterRef("pk"), retracted_at__isnull=True)
            return self.filter(~models.Exists(corrected), retracted_at__isnull=True)
        kept = Q(retracted_at__isnull=True) | Q(retracted_at__gte=by)
        corrected = CheckIn.objects.filter(kept, supersedes=models.OuterRef("pk"), recorded_at__lt=by)
        return self.filter(~models.Exists(corrected), kept, recorded_at__lt=by)


class CheckIn(models.Model):
    """The value of a measure on a day, as its department recorded it.

    Append-only: a correction is a new row that supersedes this one, an undo retracts it. For `sum` measures the
    value is the running total of the measure's own period.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="check_ins")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    value = amount_field(verbose_name=_("value"))
    confidence = models.PositiveSmallIntegerField(
        _("confidence (0–10)"), null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="check_ins")
    source = models.CharField(max_length=6, choices=choices(CheckInSource), default=CheckInSource.WEB.value)
    recorded_at = models.DateTimeField()
    supersedes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    retracted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = CheckInRows.as_manager()

    class Meta:
        ordering = ["day", "recorded_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=finite("value"),
                name="check_in_value_finite",
                violation_error_message=_("Enter an ordinary number."),
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__lte=10),
                name="check_in_confidence_within_10",
                violation_error_message=_("Confidence runs from 0 to 10."),
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=Q(retracted_at__isnull=True),
                name="check_in_corrected_once",
                violation_error_message=_("This check-in has already been corrected or taken back."),
            ),
        ]
        indexes: ClassVar = [
            # the last check-ins of a measure, newest first: recompute, progress page
            models.Index(fields=["measure", "-day", "-recorded_at"], name="check_in_of_measure"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.day}: {self.value}"
