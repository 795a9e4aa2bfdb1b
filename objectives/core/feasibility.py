"""Achievable: what a target needs against what there is, in money, people and stock.

Each resource is one check: needed, available, coverage = available / needed. From 110 % the target is achievable,
from 100 % tight, from 80 % a stretch, below that not achievable as stated. A missing input gives "unknown", never a
pass; a need of 0 does not apply. The verdict is the worst check, the binding constraint is the known check with the
least coverage, and the largest target that fits is done + remaining × the least coverage: every need is taken to
grow in proportion to what remains of the target.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from objectives.core.vocabulary import Achievability, OfferKind, Resource, Verdict

ZERO = Decimal(0)
PERSON_DAYS = "person_days"


@dataclass(frozen=True, slots=True)
class DriverLine:
    """A part of the target won by buying customers; money in the currency of the whole check.

    `target` and `done` are in the unit of the objective, `value` is that unit per customer, `acquisition_cost` money
    per customer. `None` is "not entered".
    """

    target: Decimal | None
    value: Decimal | None
    acquisition_cost: Decimal | None
    done: Decimal = ZERO

    @property
    def remaining(self) -> Decimal | None:
        return None if self.target is None else max(self.target - self.done, ZERO)

    @property
    def customers(self) -> Decimal | None:
        """Customers still to be won: remaining / value per customer."""
        if self.remaining is None or self.value is None or self.value <= 0:
            return None
        return self.remaining / self.value

    @property
    def cost(self) -> Decimal | None:
        """Money for the customers still to be won."""
        if self.customers is None or self.acquisition_cost is None:
            return None
        return self.customers * self.acquisition_cost


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's days in the period: working days of their calendar, less leave and other plans, × allocation (0–1)."""

    working_days: Decimal
    leave: Decimal = ZERO
    other_plans: Decimal = ZERO
    allocation: Decimal = Decimal(1)

    @property
    def available(self) -> Decimal:
        """Person-days, never below 0."""
        return max(self.working_days - self.leave - self.other_plans, ZERO) * self.allocation


@dataclass(frozen=True, slots=True)
class StockLine:
    """Units for the orders of the period; `safety` is a share (0.1 for 10 %), `arriving` counts what comes in time."""

    orders: Decimal | None
    units_per_order: Decimal | None = Decimal(1)
    safety: Decimal = ZERO
    on_hand: Decimal | None = ZERO
    arriving: Decimal | None = ZERO

    @property
    def needed(self) -> Decimal | None:
        """Whole units, rounded up."""
        if self.orders is None or self.units_per_order is None:
            return None
        exact = self.orders * self.units_per_order * (1 + self.safety)
        return exact.to_integral_value(rounding=ROUND_CEILING)

    @property
    def available(self) -> Decimal | None:
        return None if self.on_hand is None or self.arriving is None else self.on_hand + self.arriving


@dataclass(frozen=True, slots=True)
class FeasibilityFacts:
    """All inputs of the letter A.

    A resource of `None` is declared not to be needed; empty or incomplete is "not entered" and gives unknown. Effort
    is in person-days. `people` are named people only.
    """

    drivers: tuple[DriverLine, ...] | None = ()
    budget: Decimal | None = None
    currency: str = ""
    effort: tuple[Decimal | None, ...] | None = ()
    people: tuple[Person, ...] = ()
    stock: tuple[StockLine, ...] | None = ()
    stock_unit: str = "units"
    target: Decimal | None = None
    done: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Check:
    """One resource: `None` where an input is missing. `coverage` is a share, `missing` is never negative."""

    resource: Resource
    unit: str
    needed: Decimal | None
    available: Decimal | None
    coverage: Decimal | None
    missing: Decimal | None
    verdict: Achievability


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out: lower the target to `amount`, or ask for `amount` of `unit`."""

    kind: OfferKind
    amount: Decimal
    unit: str = ""
    resource: Resource | None = None


@dataclass(frozen=True, slots=True)
class Feasibility:
    checks: tuple[Check, ...]
    verdict: Achievability
    letter: Verdict
    binding: Check | None  # the known check with the least coverage
    largest_target: Decimal | None  # in the unit of the target, as far as the known checks say
    customers: Decimal | None
    offers: tuple[Offer, ...]


def assess(facts: FeasibilityFacts) -> Feasibility:
    """Compare what the target needs with what there is: verdict, binding constraint, largest target, ways out."""
    checks = (_money(facts), _people(facts), _stock(facts))
    verdict = max((check.verdict for check in checks), key=lambda each: each.badness)
    binding = _binding(checks)
    largest = _largest_target(facts, binding)
    return Feasibility(
        checks=checks,
        verdict=verdict,
        letter=letter_of(verdict),
        binding=binding,
        largest_target=largest,
        customers=_total(line.customers for line in facts.drivers or ()),
        offers=_offers(facts, checks, largest),
    )


def grade(needed: Decimal | None, available: Decimal | None) -> Achievability:
    """Band of one check, by exact comparison of available with 110, 100 and 80 % of needed."""
    if needed is not None and needed <= 0:
        return Achievability.NOT_APPLICABLE
    if needed is None or available is None:
        return Achievability.UNKNOWN
    if available * 100 >= needed * 110:
        return Achievability.ACHIEVABLE
    if available >= needed:
        return Achievability.TIGHT
    if available * 100 >= needed * 80:
        return Achievability.STRETCH
    return Achievability.NOT_ACHIEVABLE


def letter_of(verdict: Achievability) -> Verdict:
    """Verdict of the letter A."""
    if verdict is Achievability.NOT_ACHIEVABLE:
        return Verdict.FAIL
    if verdict in (Achievability.STRETCH, Achievability.UNKNOWN):
        return Verdict.QUESTION
    return Verdict.PASS


def check(resource: Resource, unit: str, needed: Decimal | None, available: Decimal | None) -> Check:
    """Judge one resource by what is needed and what there is."""
    known = needed is not None and available is not None and needed > 0
    return Check(
        resource=resource,
        unit=unit,
        needed=needed,
        available=available,
        coverage=available / needed if known and needed and available is not None else None,
        missing=max(needed - available, ZERO) if needed is not None and available is not None else None,
        verdict=grade(needed, available),
    )


def _money(facts: FeasibilityFacts) -> Check:
    needed = ZERO if facts.drivers is None else _total(line.cost for line in facts.drivers)
    return check(Resource.MONEY, facts.currency, needed, facts.budget)


def _people(facts: FeasibilityFacts) -> Check:
    needed = ZERO if facts.effort is None else _total(facts.effort)
    available = _total(person.available for person in facts.people)
    return check(Resource.PEOPLE, PERSON_DAYS, needed, available)


def _stock(facts: FeasibilityFacts) -> Check:
    if facts.stock is None:
        return check(Resource.STOCK, facts.stock_unit, ZERO, None)
    needed = _total(line.needed for line in facts.stock)
    available = _total(line.available for line in facts.stock)
    return check(Resource.STOCK, facts.stock_unit, needed, available)


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Sum, or None when there is nothing to sum or one amount is missing."""
    total: Decimal | None = None
    for amount in amounts:
        if amount is None:
            return None
        total = amount if total is None else total + amount
    return total


def _binding(checks: Iterable[Check]) -> Check | None:
    known = [each for each in checks if each.coverage is not None]
    return min(known, key=lambda each: each.coverage or ZERO, default=None)


def _target(facts: FeasibilityFacts) -> tuple[Decimal, Decimal] | None:
    """(target, done) of the objective: entered, or the sum of its driver lines."""
    if facts.target is not None:
        return facts.target, facts.done
    target = _total(line.target for line in facts.drivers or ())
    return None if target is None else (target, sum((line.done for line in facts.drivers or ()), ZERO))


def _largest_target(facts: FeasibilityFacts, binding: Check | None) -> Decimal | None:
    stated = _target(facts)
    if stated is None or binding is None or not binding.needed or binding.available is None:
        return None
    target, done = stated
    # multiplied first: 500,000 × 18,000 / 25,000 is exact where a rounded coverage would not be
    return done + max(target - done, ZERO) * binding.available / binding.needed


def _offers(facts: FeasibilityFacts, checks: Iterable[Check], largest: Decimal | None) -> tuple[Offer, ...]:
    asks = [Offer(OfferKind.ASK, each.missing, each.unit, each.resource) for each in checks if each.missing]
    if not asks or largest is None:
        return tuple(asks)
    return (Offer(OfferKind.LOWER_TARGET, largest), *asks)
