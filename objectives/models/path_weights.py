"""How much each criterion counts when paths are ranked: the company's weights, and those of one objective."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.core.ranking import DEFAULT_WEIGHTS
from objectives.core.vocabulary import Criterion
from objectives.models.fields import Versioned
from objectives.models.labels import label
from objectives.models.objective import Objective

HEAVIEST = 1000
COMPANY = 1  # the key of the only row


def _weight(criterion: Criterion) -> models.SmallIntegerField:
    return models.SmallIntegerField(label(criterion), default=int(DEFAULT_WEIGHTS[criterion]))


def _all(condition: dict[str, int]) -> Q:
    return Q(**{f"{one.value}__{lookup}": bound for one in Criterion for lookup, bound in condition.items()})


def _any_above_0() -> Q:
    found = Q()
    for one in Criterion:
        found |= Q(**{f"{one.value}__gt": 0})
    return found


class CriterionWeights(Versioned):
    """Whole weights by criterion; only their proportion counts."""

    roi = _weight(Criterion.ROI)
    resources = _weight(Criterion.RESOURCES)
    difficulty = _weight(Criterion.DIFFICULTY)
    long_term = _weight(Criterion.LONG_TERM)
    time_to_effect = _weight(Criterion.TIME_TO_EFFECT)

    class Meta:
        abstract = True
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=_all({"gte": 0, "lte": HEAVIEST}),
                name="%(class)s_within_bounds",
                violation_error_message=_("A weight is a whole number from 0 to 1,000."),
            ),
            models.CheckConstraint(
                condition=_any_above_0(),
                name="%(class)s_not_all_0",
                violation_error_message=_("At least one criterion needs a weight above 0."),
            ),
        ]


class CompanyWeights(CriterionWeights):
    """What every objective starts from: one row, made when somebody first changes the usual weights."""

    class Meta(CriterionWeights.Meta):
        verbose_name_plural = "company weights"
        constraints: ClassVar = [
            *CriterionWeights.Meta.constraints,
            models.CheckConstraint(
                condition=Q(id=COMPANY),
                name="companyweights_one_row",
                violation_error_message=_("The company has its weights already."),
            ),
        ]

    def __str__(self) -> str:
        return "company"


class ObjectiveWeights(CriterionWeights):
    """Weights of one objective; without `is_own` it goes by the company's again."""

    objective = models.OneToOneField(Objective, on_delete=models.CASCADE, related_name="criterion_weights")
    is_own = models.BooleanField(default=True, editable=False)

    class Meta(CriterionWeights.Meta):
        verbose_name_plural = "objective weights"

    def __str__(self) -> str:
        return str(self.objective)
