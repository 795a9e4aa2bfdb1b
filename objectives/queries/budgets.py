"""Budgets as sums of their entries; summed here, because SQLite would sum decimals as floats."""

from collections import defaultdict
from decimal import Decimal

from objectives.core.vocabulary import BudgetKind
from objectives.models import BudgetEntry, Objective


def approved(objective: Objective) -> dict[str, Decimal]:
    """Money approved by decided asks, by currency."""
    return totals(objective)[BudgetKind.APPROVED]


def totals(objective: Objective) -> dict[BudgetKind, dict[str, Decimal]]:
    """Money planned, approved and spent, by currency (one query)."""
    sums: dict[BudgetKind, dict[str, Decimal]] = {kind: defaultdict(Decimal) for kind in BudgetKind}
    for kind, currency, amount in BudgetEntry.objects.filter(objective=objective).values_list(
        "kind", "currency", "amount"
    ):
        sums[BudgetKind(kind)][currency] += amount
    return sums
