"""What the pages of asks and budgets read."""

from dataclasses import dataclass
from decimal import Decimal

from objectives.core.vocabulary import BudgetKind
from objectives.models import Ask, AskTurn, BudgetEntry, CapacityEntry, KeyResult, Measure, Objective
from objectives.queries import budgets
from okrplan.people import standing
from okrplan.people.models import User


@dataclass(frozen=True, slots=True)
class AskOptions:
    """What the forms of asks offer: read once, however many forms stand on a page."""

    key_results: list[KeyResult]
    measures: list[Measure]  # that an ask can move
    deciders: list[User]


@dataclass(frozen=True, slots=True)
class Budget:
    """Entries of an objective, newest first, with their sums by currency and kind."""

    entries: list[BudgetEntry]
    capacity: list[CapacityEntry]
    sums: list[tuple[str, list[Decimal]]]  # by currency, in the order of `kinds`
    kinds: tuple[BudgetKind, ...] = tuple(BudgetKind)


def options_of(objective: Objective, author: User) -> AskOptions:
    """What may be chosen for an ask of an objective; its author never decides."""
    key_results = list(KeyResult.objects.alive().filter(objective=objective))
    measures = Measure.objects.alive().filter(key_result__in=key_results, is_guardrail=False)
    bosses = [one for one in standing.bosses_above(objective.department_id) if one.pk != author.pk]
    return AskOptions(key_results, list(measures), bosses)


def turns_of(ask: Ask) -> list[AskTurn]:
    """The conversation about an ask, first turn first."""
    return list(AskTurn.objects.filter(ask=ask).select_related("by"))


def budget_of(objective: Objective) -> Budget:
    """The money and people of an objective."""
    totals = budgets.totals(objective)
    currencies = sorted({currency for sums in totals.values() for currency in sums})
    sums = [(one, [totals[kind].get(one, Decimal(0)) for kind in BudgetKind]) for one in currencies]
    entries = BudgetEntry.objects.filter(objective=objective).select_related("path", "ask").order_by("-day", "-id")
    capacity = CapacityEntry.objects.filter(objective=objective).select_related("ask").order_by("-day", "-id")
    return Budget(list(entries), list(capacity), sums)
