"""Candidate ways to the objective, scored and ranked."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from objectives.models.fields import SoftDeleted, Versioned, amount_field, finite
from objectives.models.objective import Objective
from okrplan.texts import Written

# What a path is scored and filled by; each has a column `…_source`: where the figure comes from.
ESTIMATES = (
    "estimated_return",
    "estimated_cost",
    "person_days_needed",
    "resource_need",
    "difficulty",
    "risk",
    "time_to_effect",
    "long_term",
)


def _hundred(label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(100)])


def _source(label: Any) -> models.CharField:
    return models.CharField(label, max_length=120, blank=True, default="")


def _within_100(field: str) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__lte": 100})


def _at_least_0(field: str) -> Q:
    return Q(**{f"{field}__isnull": True}) | (Q(**{f"{field}__gte": 0}) & finite(field))


class Path(Written, SoftDeleted, Versioned):
    """A candidate path with its estimates. Without all estimates it has no score and stands last."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="paths")
    position = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("path"), max_length=200)
    title_other = models.CharField(max_length=200, blank=True, default="")
    estimated_return = amount_field(null=True, blank=True, verbose_name=_("expected return"))
    estimated_cost = amount_field(null=True, blank=True, verbose_name=_("cost"))
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    resource_need = _hundred(_("resources needed (0–100)"))
    difficulty = _hundred(_("difficulty (0–100)"))
    risk = _hundred(_("risk (0–100)"))
    time_to_effect = _hundred(_("quick effect (0–100)"))
    long_term = _hundred(_("long-term value (0–100)"))
    person_days_needed = amount_field(null=True, blank=True, verbose_name=_("person-days needed"))
    estimated_return_source = _source(_("source of the return"))
    estimated_cost_source = _source(_("source of the cost"))
    person_days_needed_source = _source(_("source of the person-days"))
    resource_need_source = _source(_("source of the resources needed"))
    difficulty_source = _source(_("source of the difficulty"))
    risk_source = _source(_("source of the risk"))
    time_to_effect_source = _source(_("source of the quick effect"))
    long_term_source = _source(_("source of the long-term value"))
    budget_given = amount_field(null=True, blank=True, verbose_name=_("budget given"))
    person_days_given = amount_field(null=True, blank=True, verbose_name=_("person-days given"))
    needs_first = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    parked = models.BooleanField(_("parked"), default=False)
    infeasible_reason = models.CharField(_("why it cannot be done"), max_length=200, blank=True, default="")
    pinned_rank = models.PositiveSmallIntegerField(_("rank by hand"), null=True, blank=True)
    pin_reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    pinned_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["objective", "position"],
                condition=Q(deleted_at__isnull=True),
                name="path_number_once",
                violation_error_message=_("This objective already has a path with this number."),
            ),
            models.CheckConstraint(
                condition=Q(pinned_rank__isnull=True) | ~Q(pin_reason=""),
                name="path_pinned_with_reason",
                violation_error_message=_("Say why the rank is set by hand."),
            ),
            models.CheckConstraint(
                condition=(Q(resource_need__isnull=True) | Q(resource_need__lte=100))
                & (Q(difficulty__isnull=True) | Q(difficulty__lte=100))
                & (Q(long_term__isnull=True) | Q(long_term__lte=100)),
                name="path_estimates_within_100",
                violation_error_message=_("Estimates run from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=(Q(estimated_cost__isnull=True) | (Q(estimated_cost__gte=0) & finite("estimated_cost")))
                & (Q(estimated_return__isnull=True) | finite("estimated_return"))
                & (Q(budget_given__isnull=True) | (Q(budget_given__gte=0) & finite("budget_given"))),
                name="path_money_finite",
                violation_error_message=_("Costs and budgets cannot be negative."),
            ),
            models.CheckConstraint(
                condition=_within_100("risk") & _within_100("time_to_effect"),
                name="path_further_estimates_within_100",
                violation_error_message=_("Estimates run from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=_at_least_0("person_days_needed") & _at_least_0("person_days_given"),
                name="path_person_days_not_negative",
                violation_error_message=_("Person-days cannot be negative."),
            ),
            models.CheckConstraint(
                condition=~Q(needs_first=F("id")),
                name="path_does_not_need_itself",
                violation_error_message=_("A path cannot need itself first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
