"""Achievable: what a target needs against what there is, in money, people and stock.

Each resource is one check (of stock: one a product, because a surplus of one product ships no orders of another):
needed, available, coverage = available / needed. From 110 % the target is achievable, from 100 % tight, from 80 % a
stretch, below that not achievable as stated. A missing input gives "unknown", never a pass; a need of 0 does not
apply. The verdict is the worst check, the binding constraint is the known check with the least coverage, and the
largest target that fits is done + remaining × the least coverage: every need is taken to grow in proportion to what
remains of the target. Every check carries its calculations line by line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from objectives.core.drivers import (
    PERCENT,
    PERSON_DAYS,
    UNITS,
    ZERO,
    Calculation,
    Driver,
    cost_of,
    customers_of,
    decimal_of,
    shares,
    start,
)
from objectives.core.vocabulary import Achievability, Figure, OfferKind, Operator, Resource, Verdict

DAYS_A_WEEK = 5  # of a person who is given for some weeks


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's days in the period: working days of their calendar, less leave and other plans, × allocation (%)."""

    working_days: Decimal
    leave: Decimal = ZERO
    other_plans: Decimal = ZERO
    allocation: Decimal = Decimal(100)

    def calculation(self, key: int | None = None) -> Calculation:
        days = start(Figure.WORKING_DAYS, self.working_days, PERSON_DAYS, key=key)
        if self.leave:
            days = days.then(Figure.LEAVE, Operator.MINUS, self.leave, PERSON_DAYS, PERSON_DAYS)
        if self.other_plans:
            days = days.then(Figure.OTHER_PLANS, Operator.MINUS, self.other_plans, PERSON_DAYS, PERSON_DAYS)
        return days.then(Figure.ALLOCATION, Operator.TIMES, self.allocation, PERCENT, PERSON_DAYS)


@dataclass(frozen=True, slots=True)
class Given:
    """People whom a boss has approved: so many for so many weeks of five days."""

    headcount: int
    weeks: int

    def calculation(self) -> Calculation:
        people = start(Figure.HEADCOUNT, Decimal(self.headcount), "people")
        weeks = people.then(Figure.WEEKS, Operator.TIMES, Decimal(self.weeks), "weeks", "")
        return weeks.then(Figure.DAYS_A_WEEK, Operator.TIMES, Decimal(DAYS_A_WEEK), "days", PERSON_DAYS)


@dataclass(frozen=True, slots=True)
class StockLine:
    """Units for the orders of the period; `safety` is in percent, `arriving` counts what comes in time."""

    orders: Decimal | None
    units_per_order: Decimal | None = Decimal(1)
    safety: Decimal | None = ZERO
    on_hand: Decimal | None = ZERO
    arriving: Decimal | None = ZERO

    def needs(self, key: int | None = None) -> Calculation:
        """Whole units, rounded up."""
        safety = None if self.safety is None else 100 + self.safety
        ordered = start(Figure.ORDERS, self.orders, "orders", key=key)
        units = ordered.then(Figure.UNITS_PER_ORDER, Operator.TIMES, self.units_per_order, UNITS, UNITS)
        return units.then(Figure.SAFETY, Operator.TIMES, safety, PERCENT, UNITS).rounded_up(UNITS)

    def there(self, key: int | None = None) -> Calculation:
        on_hand = start(Figure.ON_HAND, self.on_hand, UNITS, key=key)
        return on_hand.then(Figure.ARRIVING, Operator.PLUS, self.arriving, UNITS, UNITS)


@dataclass(frozen=True, slots=True)
class FeasibilityFacts:
    """All inputs of the letter A.

    A resource of `None` is declared not to be needed; empty or incomplete is "not entered" and gives unknown. Money is
    in `currency`, effort in person-days, `target` and `done` in `unit`. `people` are named people only, `approved` and
    `given` what a boss has granted.
    """

    target: Decimal | None = None
    done: Decimal = ZERO
    unit: str = ""
    drivers: tuple[Driver, ...] | None = ()
    budget: Decimal | None = None
    approved: Decimal = ZERO
    currency: str = ""
    effort: tuple[Decimal | None, ...] | None = ()
    people: tuple[Person, ...] = ()
    given: tuple[Given, ...] = ()
    stock: tuple[StockLine, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One resource: `None` where an input is missing. `coverage` is a share, `missing` is never negative.

    `key` is the place of the stock line that is checked. `needs` and `there` add up to needed and available.
    """

    resource: Resource
    unit: str
    needed: Decimal | None
    available: Decimal | None
    coverage: Decimal | None
    missing: Decimal | None
    verdict: Achievability
    key: int | None = None
    needs: tuple[Calculation, ...] = ()
    there: tuple[Calculation, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out: lower the target to `amount`, or ask for `amount` of `unit`; `key`: of that stock line."""

    kind: OfferKind
    amount: Decimal
    unit: str = ""
    resource: Resource | None = None
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Feasibility:
    checks: tuple[Check, ...]
    verdict: Achievability
    letter: Verdict
    binding: Check | None  # the known check with the least coverage
    largest_target: Decimal | None  # in the unit of the target, as far as the known checks say
    customers: Decimal | None
    parts_fit: bool  # whether the drivers' parts make up the target
    offers: tuple[Offer, ...]

    def of(self, resource: Resource) -> tuple[Check, ...]:
        """The checks of one resource."""
        return tuple(one for one in self.checks if one.resource is resource)


def assess(facts: FeasibilityFacts) -> Feasibility:
    """Compare what the target needs with what there is: verdict, binding constraint, largest target, ways out."""
    carried = _carried(facts)
    checks = (_money(facts, carried), _people(facts), *_stock(facts))
    verdict = max((one.verdict for one in checks), key=lambda each: each.badness)
    binding = min((one for one in checks if one.coverage is not None), key=_coverage, default=None)
    largest = _largest_target(facts, binding)
    return Feasibility(
        checks=checks,
        verdict=verdict,
        letter=letter_of(verdict),
        binding=binding,
        largest_target=largest,
        customers=customers_of(checks[0].needs),
        parts_fit=carried is not None or facts.target is None or not facts.drivers,
        offers=_offers(checks, largest),
    )


def grade(needed: Decimal | Fraction | None, available: Decimal | Fraction | None) -> Achievability:
    """Band of one check, by exact comparison of available with 110, 100 and 80 % of needed."""
    if needed is not None and needed <= 0:
        return Achievability.NOT_APPLICABLE
    if needed is None or available is None:
        return Achievability.UNKNOWN
    cover, need = Fraction(available), Fraction(needed)
    if cover * 100 >= need * 110:
        return Achievability.ACHIEVABLE
    if cover >= need:
        return Achievability.TIGHT
    if cover * 100 >= need * 80:
        return Achievability.STRETCH
    return Achievability.NOT_ACHIEVABLE


def letter_of(verdict: Achievability) -> Verdict:
    """Verdict of the letter A."""
    if verdict is Achievability.NOT_ACHIEVABLE:
        return Verdict.FAIL
    if verdict in (Achievability.STRETCH, Achievability.UNKNOWN):
        return Verdict.QUESTION
    return Verdict.PASS


def _carried(facts: FeasibilityFacts) -> tuple[Decimal | None, ...] | None:
    """What each driver carries; None while there is no target, or the parts do not make it up."""
    if facts.target is None:
        return None
    return shares(facts.target, facts.done, [driver.part for driver in facts.drivers or ()])


def _money(facts: FeasibilityFacts, carried: tuple[Decimal | None, ...] | None) -> Check:
    there = _budget(facts)
    if facts.drivers is None:
        return _check(Resource.MONEY, facts.currency, (), there, declared=True)
    parts = carried or (None,) * len(facts.drivers)
    needs = tuple(
        cost_of(driver, key, part, facts.unit, facts.currency)
        for key, (driver, part) in enumerate(zip(facts.drivers, parts, strict=True))
    )
    return _check(Resource.MONEY, facts.currency, needs, there)


def _budget(facts: FeasibilityFacts) -> tuple[Calculation, ...]:
    if facts.budget is None:
        return (start(Figure.APPROVED, facts.approved, facts.currency),) if facts.approved else ()
    budget = start(Figure.BUDGET, facts.budget, facts.currency)
    if not facts.approved:
        return (budget,)
    return (budget.then(Figure.APPROVED, Operator.PLUS, facts.approved, facts.currency, facts.currency),)


def _people(facts: FeasibilityFacts) -> Check:
    there = (
        *(person.calculation(key) for key, person in enumerate(facts.people)),
        *(one.calculation() for one in facts.given),
    )
    if facts.effort is None:
        return _check(Resource.PEOPLE, PERSON_DAYS, (), there, declared=True)
    needs = tuple(start(Figure.EFFORT, days, PERSON_DAYS, key=key) for key, days in enumerate(facts.effort))
    return _check(Resource.PEOPLE, PERSON_DAYS, needs, there)


def _stock(facts: FeasibilityFacts) -> tuple[Check, ...]:
    if not facts.stock:
        return (_check(Resource.STOCK, UNITS, (), (), declared=facts.stock is None),)
    return tuple(
        _check(Resource.STOCK, UNITS, (line.needs(key),), (line.there(key),), key=key)
        for key, line in enumerate(facts.stock)
    )


def _check(
    resource: Resource,
    unit: str,
    needs: tuple[Calculation, ...],
    there: tuple[Calculation, ...],
    *,
    key: int | None = None,
    declared: bool = False,
) -> Check:
    """Judge one resource; `declared`: it is said not to be needed."""
    needed, available = (Fraction(0) if declared else _total(needs)), _total(there)
    return Check(
        resource=resource,
        unit=unit,
        needed=decimal_of(needed),
        available=decimal_of(available),
        coverage=decimal_of(available / needed) if needed and available is not None else None,
        missing=_missing(needed, available),
        verdict=grade(needed, available),
        key=key,
        needs=needs,
        there=there,
    )


def _missing(needed: Fraction | None, available: Fraction | None) -> Decimal | None:
    return None if needed is None or available is None else decimal_of(max(needed - available, Fraction(0)))


def _total(calculations: tuple[Calculation, ...]) -> Fraction | None:
    """Sum, or None when there is nothing to sum or one amount is missing."""
    exact = [one.exact for one in calculations]
    known = [one for one in exact if one is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(exact) else None


def _coverage(one: Check) -> Decimal:
    return one.coverage or ZERO


def _largest_target(facts: FeasibilityFacts, binding: Check | None) -> Decimal | None:
    if facts.target is None or binding is None:
        return None
    needed, available = _total(binding.needs), _total(binding.there)
    if not needed or available is None:
        return None
    remaining = Fraction(max(facts.target - facts.done, ZERO))
    # from the fractions: 500,000 × 18,000 / 25,000 is exact where a rounded coverage would not be
    return decimal_of(Fraction(facts.done) + remaining * available / needed)


def _offers(checks: Iterable[Check], largest: Decimal | None) -> tuple[Offer, ...]:
    asks = [Offer(OfferKind.ASK, one.missing, one.unit, one.resource, one.key) for one in checks if one.missing]
    if not asks or largest is None:
        return tuple(asks)
    return (Offer(OfferKind.LOWER_TARGET, largest), *asks)
