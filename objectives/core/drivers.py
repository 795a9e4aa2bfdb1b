"""Calculations line by line: how a target turns into money, effort, person-days and units.

A calculation starts from one figure and goes on step by step; each step keeps what was multiplied, divided, added or
taken away, in which unit, and what came out, so that a page can print it and a person can follow it:

- customers: remaining / value per customer × cost of winning one
- clicks: remaining / value per order / conversion × cost per click
- orders: remaining / value per order / orders per customer × cost of winning a customer
- product: remaining, then named factors multiplied or divided
- a person: (working days − leave − other plans) × share of their time
- stock: orders × units per order × (1 + safety), rounded up; on hand + arriving in time

One figure that was not entered leaves everything after it unknown (`None`). Steps are carried out in fractions, so
that 100 / 3 × 3 is 100; what is shown of each is a Decimal of at most 10 places.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil

from objectives.core.vocabulary import DriverKind, Figure, Operator

ZERO = Decimal(0)
PLACES = Decimal("1e-10")
DIGITS = 200  # more than any product of figures that the columns can hold
CUSTOMERS, ORDERS, CLICKS = "customers", "orders", "clicks"
PERSON_DAYS, UNITS, PERCENT = "person-days", "units", "%"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation: `operator` (None: where it starts) and operand, and the result with its unit."""

    figure: Figure
    operator: Operator | None
    operand: Decimal | None
    unit: str
    result: Decimal | None
    result_unit: str
    name: int | None = None  # place of the factor that a person named


@dataclass(frozen=True, slots=True)
class Calculation:
    """Steps to one result. `key`: the place of the line it was made from; None: of the whole."""

    steps: tuple[Step, ...]
    exact: Fraction | None
    key: int | None = None

    @property
    def result(self) -> Decimal | None:
        return self.steps[-1].result

    @property
    def missing(self) -> tuple[Figure, ...]:
        """The figures that were not entered."""
        return tuple(step.figure for step in self.steps if step.operand is None)

    def then(
        self,
        figure: Figure,
        operator: Operator,
        operand: Decimal | None,
        unit: str,
        result_unit: str,
        *,
        name: int | None = None,
    ) -> "Calculation":
        """One step further; never below 0: who is booked out has no days rather than negative ones."""
        exact = None
        if self.exact is not None and operand is not None:
            exact = _carried_out(self.exact, operator, _plain_fraction(operand, unit))
        step = Step(figure, operator, operand, unit, decimal_of(exact), result_unit, name)
        return Calculation((*self.steps, step), exact, self.key)

    def rounded_up(self, unit: str) -> "Calculation":
        """One step further, to whole units; none where they are whole already."""
        if self.exact is None or self.exact.denominator == 1:
            return self
        whole = Fraction(ceil(self.exact))
        step = Step(Figure.ROUNDED_UP, None, decimal_of(whole), unit, decimal_of(whole), unit)
        return Calculation((*self.steps, step), whole, self.key)


def start(figure: Figure, operand: Decimal | None, unit: str, *, key: int | None = None) -> Calculation:
    """A calculation that begins with one figure."""
    exact = None if operand is None else Fraction(operand)
    return Calculation((Step(figure, None, operand, unit, operand, unit),), exact, key)


def decimal_of(exact: Fraction | None) -> Decimal | None:
    """A fraction to 10 decimal places."""
    if exact is None:
        return None
    with localcontext() as context:
        context.prec = DIGITS
        value = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(PLACES)
        return value.normalize() + 0 if value else ZERO


def _plain_fraction(operand: Decimal, unit: str) -> Fraction:
    """A percentage is multiplied and divided as a share."""
    return Fraction(operand) / 100 if unit == PERCENT else Fraction(operand)


def _carried_out(so_far: Fraction, operator: Operator, by: Fraction) -> Fraction | None:
    match operator:
        case Operator.TIMES:
            return so_far * by
        case Operator.OVER:
            return so_far / by if by > 0 else None
        case Operator.PLUS:
            return so_far + by
        case Operator.MINUS:
            return max(so_far - by, Fraction(0))


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor that a person named: multiply by it, or divide by it."""

    operator: Operator
    value: Decimal | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Driver:
    """A part of the target and how it is won; `conversion` is in percent, `None` is "not entered".

    `part` is in the unit of the target; None: the rest that no other line takes.
    """

    kind: DriverKind = DriverKind.CUSTOMERS
    part: Decimal | None = None
    value_per_customer: Decimal | None = None
    value_per_order: Decimal | None = None
    orders_per_customer: Decimal | None = None
    conversion: Decimal | None = None
    acquisition_cost: Decimal | None = None
    cost_per_click: Decimal | None = None
    factors: tuple[Factor, ...] = ()


def cost_of(driver: Driver, key: int, share: Decimal | None, unit: str, currency: str) -> Calculation:
    """The money that a driver needs for its share of the target (in `unit`), step by step."""
    begun = start(Figure.TARGET, share, unit, key=key)
    if driver.kind is DriverKind.CUSTOMERS:
        won = begun.then(Figure.VALUE_PER_CUSTOMER, Operator.OVER, driver.value_per_customer, unit, CUSTOMERS)
        return won.then(Figure.ACQUISITION_COST, Operator.TIMES, driver.acquisition_cost, currency, currency)
    if driver.kind is DriverKind.PRODUCT:
        return _product(begun, driver.factors, currency)
    ordered = begun.then(Figure.VALUE_PER_ORDER, Operator.OVER, driver.value_per_order, unit, ORDERS)
    if driver.kind is DriverKind.CLICKS:
        clicked = ordered.then(Figure.CONVERSION, Operator.OVER, driver.conversion, PERCENT, CLICKS)
        return clicked.then(Figure.COST_PER_CLICK, Operator.TIMES, driver.cost_per_click, currency, currency)
    won = ordered.then(Figure.ORDERS_PER_CUSTOMER, Operator.OVER, driver.orders_per_customer, ORDERS, CUSTOMERS)
    return won.then(Figure.ACQUISITION_COST, Operator.TIMES, driver.acquisition_cost, currency, currency)


def _product(begun: Calculation, factors: Sequence[Factor], currency: str) -> Calculation:
    """Without a factor nothing turns the target into money: unknown."""
    if not factors:
        return begun.then(Figure.FACTOR, Operator.TIMES, None, "", currency)
    made = begun
    for place, factor in enumerate(factors):
        unit = currency if place == len(factors) - 1 else ""
        made = made.then(Figure.FACTOR, factor.operator, factor.value, factor.unit, unit, name=place)
    return made


def shares(target: Decimal, done: Decimal, parts: Sequence[Decimal | None]) -> tuple[Decimal | None, ...] | None:
    """What each driver carries of what remains of the target: its part, or the rest for the one line without.

    None when the parts do not make up the whole: more than it, less than it with nobody to take the rest, or two
    lines that both want the rest. What is done already is taken off every part in proportion.
    """
    remaining = max(target - done, ZERO)
    if not remaining:
        return tuple(ZERO for _part in parts)
    stated = sum((part for part in parts if part is not None), ZERO)
    takers = sum(part is None for part in parts)
    if takers > 1 or stated > target or (not takers and stated != target):
        return None
    whole = (target - stated if part is None else part for part in parts)
    return tuple(decimal_of(Fraction(part) * Fraction(remaining) / Fraction(target)) for part in whole)


def customers_of(calculations: Iterable[Calculation]) -> Decimal | None:
    """Customers to be won, over all lines that count customers; None where no line does, or one is not known."""
    counted = [
        step.result for each in calculations for step in each.steps if step.operator and step.result_unit == CUSTOMERS
    ]
    known = [one for one in counted if one is not None]
    return sum(known, ZERO) if known and len(known) == len(counted) else None
