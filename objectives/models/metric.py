"""The metric glossary: one definition a word, so that departments speak one language."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from objectives.models.fields import SoftDeleted, Versioned
from okrplan.texts import Written


class Metric(Written, SoftDeleted, Versioned):
    """A defined metric: what counts, how it is computed, in which unit, from which source."""

    name = models.CharField(_("name"), max_length=120)
    name_other = models.CharField(max_length=120, blank=True, default="")
    definition = models.TextField(_("definition"))
    definition_other = models.TextField(blank=True, default="")
    formula = models.CharField(_("formula"), max_length=300, blank=True, default="")
    unit = models.CharField(_("unit"), max_length=20)
    unit_other = models.CharField(max_length=20, blank=True, default="")
    source = models.CharField(_("source"), max_length=200, blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="metrics"
    )

    class Meta:
        ordering = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(deleted_at__isnull=True),
                name="metric_defined_once",
                violation_error_message=_("The glossary already defines this metric."),
            )
        ]

    def __str__(self) -> str:
        return self.name
