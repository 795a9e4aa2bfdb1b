"""Money and people given to objectives, as append-only entries: a budget is a sum of rows."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import BudgetKind
from objectives.models.ask import Ask
from objectives.models.fields import amount_field, finite, one_of
from objectives.models.labels import choices
from objectives.models.objective import Objective
from objectives.models.path import Path


class BudgetEntry(models.Model):
    """Money planned for, approved for or spent on an objective; one entry an approved ask."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="budget_entries")
    path = models.ForeignKey(Path, null=True, blank=True, on_delete=models.SET_NULL, related_name="budget_entries")
    kind = models.CharField(max_length=8, choices=choices(BudgetKind))
    day = models.DateField(_("day"))
    amount = amount_field(verbose_name=_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")
    ask = models.OneToOneField(Ask, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_entry")

    class Meta:
        ordering = ["day", "id"]
        verbose_name_plural = "budget entries"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=finite("amount") & ~Q(amount=0),
                name="budget_amount_finite",
                violation_error_message=_("Enter an amount other than 0."),
            ),
            models.CheckConstraint(condition=one_of("kind", BudgetKind), name="budget_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.objective_id} {self.kind} {self.amount} {self.currency}"


class CapacityEntry(models.Model):
    """People given to an objective for some weeks; one entry an approved ask."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="capacity_entries")
    day = models.DateField(_("from"))
    headcount = models.PositiveSmallIntegerField(_("people"))
    weeks = models.PositiveSmallIntegerField(_("weeks"))
    note = models.CharField(_("note"), max_length=200, blank=True, default="")
    ask = models.OneToOneField(Ask, null=True, blank=True, on_delete=models.PROTECT, related_name="capacity_entry")

    class Meta:
        ordering = ["day", "id"]
        verbose_name_plural = "capacity entries"

    def __str__(self) -> str:
        return f"{self.objective_id} {self.headcount} × {self.weeks}"


class IdempotencyRecord(models.Model):
    """The answer given to a creation with an Idempotency-Key: the same request again gets it again."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return self.key
