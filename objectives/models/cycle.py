"""The frame in time: cycles and the strategies that objectives carry."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import CycleKind
from objectives.models.fields import SoftDeleted, Versioned
from objectives.models.labels import choices
from okrplan.texts import Written


class Cycle(Versioned):
    """A planning period. `plan_rates` are frozen: {"USD": "0.92"} is units of the base currency per unit."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=choices(CycleKind), default=CycleKind.QUARTER.value)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    plan_rates = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-starts_on", "ends_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="cycle_ends_after_start",
                violation_error_message=_("The cycle's last day must be after its first day."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Strategy(Written, SoftDeleted, Versioned):
    """What the company wants in a year; every objective says which one it carries, and how."""

    title = models.CharField(_("title"), max_length=200)
    title_other = models.CharField(max_length=200, blank=True, default="")
    description = models.TextField(_("description"), blank=True, default="")
    year = models.PositiveSmallIntegerField(_("year"))

    class Meta:
        ordering = ["-year", "title"]
        verbose_name_plural = "strategies"

    def __str__(self) -> str:
        return self.title
