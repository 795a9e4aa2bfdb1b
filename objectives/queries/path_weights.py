"""The weights by which an objective's paths are scored: its own, or the company's."""

from decimal import Decimal

from objectives.core.vocabulary import Criterion
from objectives.models import CompanyWeights, Objective, ObjectiveWeights
from objectives.models.path_weights import COMPANY, CriterionWeights


def company_weights() -> CompanyWeights:
    """What every objective starts from (one query)."""
    return CompanyWeights.objects.first() or CompanyWeights(pk=COMPANY)


def weights_of(objective: Objective) -> ObjectiveWeights:
    """The weights that rank an objective's paths: without its own, they carry the company's (at most two queries)."""
    row = ObjectiveWeights.objects.filter(objective=objective).first()
    row = row or ObjectiveWeights(objective=objective, is_own=False)
    if not row.is_own:
        company = company_weights()
        for one in Criterion:
            setattr(row, one.value, getattr(company, one.value))
    return row


def by_criterion(weights: CriterionWeights) -> dict[Criterion, Decimal]:
    return {one: Decimal(getattr(weights, one.value)) for one in Criterion}
