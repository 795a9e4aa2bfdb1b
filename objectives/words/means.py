"""What an objective needs and what there is, in words: calculations line by line, checks, ways out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from objectives.core import drivers, numbers
from objectives.core.drivers import PERSON_DAYS, Calculation, Step
from objectives.core.feasibility import Check, Feasibility
from objectives.core.vocabulary import Achievability, DriverKind, Figure, Operator, Resource
from objectives.models import Measure
from objectives.models.labels import label
from objectives.queries.means import MeansRows
from objectives.words import basics
from okrplan.texts import said

SIGNS = {Operator.TIMES: "×", Operator.OVER: "÷", Operator.PLUS: "+", Operator.MINUS: numbers.MINUS, None: ""}
TONES = {
    Achievability.NOT_APPLICABLE: "",
    Achievability.ACHIEVABLE: "ok",
    Achievability.TIGHT: "ok",
    Achievability.UNKNOWN: "warn",
    Achievability.STRETCH: "warn",
    Achievability.NOT_ACHIEVABLE: "bad",
}
FIGURES = {
    Figure.TARGET: gettext_lazy("Target"),
    Figure.VALUE_PER_CUSTOMER: gettext_lazy("Value per customer"),
    Figure.VALUE_PER_ORDER: gettext_lazy("Value per order"),
    Figure.ORDERS_PER_CUSTOMER: gettext_lazy("Orders per customer"),
    Figure.CONVERSION: gettext_lazy("Conversion"),
    Figure.ACQUISITION_COST: gettext_lazy("Cost of winning a customer"),
    Figure.COST_PER_CLICK: gettext_lazy("Cost per click"),
    Figure.FACTOR: gettext_lazy("Factor"),
    Figure.BUDGET: gettext_lazy("Budget that is there"),
    Figure.APPROVED: gettext_lazy("Approved requests"),
    Figure.EFFORT: gettext_lazy("Person-days"),
    Figure.WORKING_DAYS: gettext_lazy("Working days in the period"),
    Figure.LEAVE: gettext_lazy("Leave"),
    Figure.OTHER_PLANS: gettext_lazy("In other plans"),
    Figure.ALLOCATION: gettext_lazy("Share of their time"),
    Figure.HEADCOUNT: gettext_lazy("Approved people"),
    Figure.WEEKS: gettext_lazy("Weeks"),
    Figure.DAYS_A_WEEK: gettext_lazy("Days a week"),
    Figure.ORDERS: gettext_lazy("Orders"),
    Figure.UNITS_PER_ORDER: gettext_lazy("Units per order"),
    Figure.SAFETY: gettext_lazy("With safety stock"),
    Figure.ROUNDED_UP: gettext_lazy("Rounded up"),
    Figure.ON_HAND: gettext_lazy("On hand"),
    Figure.ARRIVING: gettext_lazy("Arriving in time"),
}
NOT_ENTERED = "?"
TITLE_LENGTH = 120  # of a request
WHOLE_FROM = 100  # a lowered target is a whole number from here on
MOST_COVERAGE = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class StepWords:
    """A line of a calculation: "÷", "value per customer", "EUR 400", "1,250 customers"."""

    sign: str
    figure: str
    operand: str
    result: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class LedgerWords:
    """A calculation under the name of what it is about."""

    name: str
    steps: tuple[StepWords, ...]
    is_headed: bool  # False: a single step carries the name itself, or there is nothing to tell apart


@dataclass(frozen=True, slots=True)
class CheckWords:
    """One resource: what is needed, line by line, against what there is."""

    name: str  # the product, where a resource is checked product by product
    needs: tuple[LedgerWords, ...]
    there: tuple[LedgerWords, ...]
    needed: str
    available: str
    coverage: str
    missing: str
    verdict: str
    tone: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the words are about: the rows, the objective's own metric, and what was found."""

    rows: MeansRows
    own: Measure | None
    found: Feasibility


def figure(value: Decimal | None, unit: str, unit_other: str = "") -> str:
    """A figure of a calculation with its unit, to two decimals from 1 on; what was not entered is a question mark."""
    if value is None:
        return NOT_ENTERED
    shown = to_places(value, Decimal("0.01")) if abs(value) >= 1 else numbers.rounded(value)
    return basics.exact(shown.normalize() + 0, unit, unit_other)


def to_places(value: Decimal, places: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """A figure to so many places, however large: a calculation may end far above what a column holds."""
    with localcontext() as context:
        context.prec = drivers.DIGITS
        return value.quantize(places, rounding=rounding)


def coverage_words(share: Decimal, *, whole: bool = False) -> str:
    """A coverage in percent; what is there many thousand times over is not counted further."""
    return basics.percent(min(share, MOST_COVERAGE), whole=whole)


def check_words(check: Check, shown: Shown) -> CheckWords:
    """A check with its ledgers."""
    names, givers = _names(check, shown.rows)
    return CheckWords(
        name=_said(shown.rows.stock[check.key]) if check.key is not None else "",
        needs=tuple(_ledger(one, shown, names) for one in check.needs),
        there=tuple(_ledger(one, shown, givers) for one in check.there),
        needed=figure(check.needed, check.unit),
        available=figure(check.available, check.unit),
        coverage=coverage_words(check.coverage, whole=True) if check.coverage is not None else "",
        missing=figure(check.missing, check.unit) if check.missing else "",
        verdict=str(label(check.verdict)),
        tone=TONES[check.verdict],
    )


def _names(check: Check, rows: MeansRows) -> tuple[Callable[[int | None], str], Callable[[int | None], str]]:
    """How the lines of what is needed, and of what there is, are called."""
    if check.resource is Resource.MONEY:
        return lambda key: _driver(rows, key), lambda key: ""
    if check.resource is Resource.PEOPLE:
        return lambda key: _said(rows.effort[key or 0]), lambda key: _giver(rows, key)
    return lambda key: "", lambda key: ""


def _driver(rows: MeansRows, key: int | None) -> str:
    """Its own name; else how it is counted, where there are several to tell apart."""
    row = rows.lines[key or 0]
    return _said(row) or (str(label(DriverKind(row.kind))) if len(rows.lines) > 1 else "")


def _giver(rows: MeansRows, key: int | None) -> str:
    return "" if key is None else str(rows.people[key].person)


def _said(row: Any) -> str:
    return said(row, "title", basics.reader().value).text


def _ledger(one: Calculation, shown: Shown, name: Callable[[int | None], str]) -> LedgerWords:
    steps = tuple(_step(step, one, shown) for step in one.steps)
    called = name(one.key)
    if called and len(steps) == 1:
        return LedgerWords(called, (replace(steps[0], figure=called),), is_headed=False)
    return LedgerWords(called, steps, is_headed=bool(called))


def _step(step: Step, one: Calculation, shown: Shown) -> StepWords:
    return StepWords(
        sign=SIGNS[step.operator],
        figure=_figure(step, one, shown),
        operand=figure(step.operand, step.unit, _other(step.unit, shown)),
        result=figure(step.result, step.result_unit, _other(step.result_unit, shown)) if step.operator else "",
        is_missing=step.operand is None,
    )


def _other(unit: str, shown: Shown) -> str:
    """The target's unit in the other language, as its author gave it."""
    return shown.own.unit_other if shown.own and unit == shown.own.unit else ""


def _figure(step: Step, one: Calculation, shown: Shown) -> str:
    if step.name is not None:
        factors = shown.rows.factors[shown.rows.lines[one.key or 0].pk]
        return _said(factors[step.name])
    if step.figure is Figure.TARGET and len(shown.rows.lines) > 1:
        return _("Part of the target")
    return str(FIGURES[step.figure])


# --- in one line ------------------------------------------------------------------------------------------------


def arithmetic(shown: Shown) -> str:
    """The constraint that binds with its figures, in one line; the customers' arithmetic where it is the only one."""
    binding = shown.found.binding or shown.found.checks[0]
    if binding.needed is None:
        return ""
    if binding.resource is Resource.MONEY and _is_customers_only(shown) and shown.found.customers is not None:
        told = _("%(customers)s customers × %(cost)s = %(needed)s needed") % {
            "customers": basics.rounded(shown.found.customers),
            "cost": basics.exact(shown.rows.lines[0].acquisition_cost or Decimal(0), binding.unit),
            "needed": basics.rounded(binding.needed, binding.unit),
        }
    elif not binding.needed:
        return ""
    else:
        slots = {"what": _what(binding, shown), "needed": basics.rounded(binding.needed, binding.unit)}
        told = _("%(what)s: %(needed)s needed") % slots
    if binding.available is None:
        return told
    there = basics.exact(_tidy(binding.available), binding.unit)
    return _("%(needed)s, %(available)s there") % {"needed": told, "available": there}


def _is_customers_only(shown: Shown) -> bool:
    return [one.kind for one in shown.rows.lines] == [DriverKind.CUSTOMERS]


def _what(check: Check, shown: Shown) -> str:
    """What a check is about: "People", or the product of a stock line."""
    if check.key is None:
        return str(label(check.resource))
    return _said(shown.rows.stock[check.key])


def _tidy(value: Decimal) -> Decimal:
    return to_places(value, Decimal("0.01")).normalize() + 0


def binding_words(shown: Shown) -> str:
    """The one constraint that binds: "Money is the tightest: it covers 72% of what the target needs." """
    binding = shown.found.binding
    if binding is None or binding.coverage is None:
        return ""
    slots = {"what": _what(binding, shown), "share": coverage_words(binding.coverage)}
    if binding.missing:
        slots["missing"] = figure(binding.missing, binding.unit)
        return _("%(what)s is the tightest: it covers %(share)s of what the target needs; %(missing)s missing.") % slots
    return _("%(what)s is the tightest: it covers %(share)s of what the target needs.") % slots


def largest_words(shown: Shown) -> str:
    """The largest target that fits what there is, as far as it is known."""
    largest, own = shown.found.largest_target, shown.own
    if largest is None or own is None:
        return ""
    fits = basics.exact(rounded_down(largest), own.unit, own.unit_other)
    if shown.found.of(Resource.MONEY)[0].verdict is Achievability.UNKNOWN or _unknown(shown.found):
        return _("The largest target that fits what is known: %(target)s.") % {"target": fits}
    return _("The largest target that fits: %(target)s.") % {"target": fits}


def rounded_down(target: Decimal) -> Decimal:
    """A target that still fits: a whole number from WHOLE_FROM on, else to four decimals."""
    return to_places(target, Decimal(1) if target >= WHOLE_FROM else Decimal("0.0001"), ROUND_FLOOR)


# --- what is still open -----------------------------------------------------------------------------------------


def _unknown(found: Feasibility) -> list[Resource]:
    """The resources about which something is not entered, each once."""
    open_ones = [one.resource for one in found.checks if one.verdict is Achievability.UNKNOWN]
    return list(dict.fromkeys(open_ones))


def unknown_words(shown: Shown) -> str:
    """What to answer next, in one sentence."""
    if shown.own is None:
        return _("First the figure; then what it needs against what there is.")
    unknown = _unknown(shown.found)
    if unknown == [Resource.PEOPLE, Resource.STOCK]:
        return _("Who works on it for how many days, and which stock must be there? Or say that none is needed.")
    return question(unknown[0], shown) if unknown else ""


def question(resource: Resource, shown: Shown) -> str:
    """What is missing about a resource; empty when nothing is."""
    checks = shown.found.of(resource)
    if all(one.verdict is not Achievability.UNKNOWN for one in checks):
        return ""
    return {Resource.MONEY: _money, Resource.PEOPLE: _people, Resource.STOCK: _stock}[resource](checks, shown)


def _money(checks: tuple[Check, ...], shown: Shown) -> str:
    check = checks[0]
    if shown.own is None or shown.own.target is None:
        return _("First the target: by which figure will you know?")
    if not check.needs:
        return _("What is one customer worth, and what does it cost to win one? Then the budget can be checked.")
    if not shown.found.parts_fit:
        return _("The parts do not make up the target: leave one line without a part, it takes the rest.")
    if check.needed is None:
        return _still_missing(check.needs)
    return _("How much money is there?")


def _people(checks: tuple[Check, ...], shown: Shown) -> str:
    check = checks[0]
    if not check.needs:
        return _("How many person-days does it take? Or say that nobody is needed.")
    if check.needed is None:
        return _still_missing(check.needs)
    return _("Who works on it, with which share of their time?")


def _stock(checks: tuple[Check, ...], shown: Shown) -> str:
    if not shown.rows.stock:
        return _("Which stock must be there for the orders? Or say that none is needed.")
    return _still_missing([*(one for check in checks for one in (*check.needs, *check.there))])


def _still_missing(calculations: Iterable[Calculation]) -> str:
    named = dict.fromkeys(str(FIGURES[one]) for each in calculations for one in each.missing)
    return _("Still missing: %(figures)s.") % {"figures": basics.listed(named)}


# --- what to ask for --------------------------------------------------------------------------------------------


def people_label(person_days: Decimal, headcount: int, weeks: int) -> str:
    """ "12 person-days (1 person × 3 weeks)" """
    people = ngettext("%(n)s person", "%(n)s people", headcount) % {"n": headcount}
    time = ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
    slots = {"days": figure(person_days, PERSON_DAYS), "people": people, "weeks": time}
    return _("%(days)s (%(people)s × %(weeks)s)") % slots


def product(rows: MeansRows, place: int | None) -> str:
    """What a stock line calls its product; empty for the other resources."""
    return "" if place is None else _said(rows.stock[place])


def ask_title(resource: Resource, product: str, amount: str) -> str:
    """What a request for what is missing is called."""
    if resource is Resource.MONEY:
        return _("Budget for winning customers")
    if resource is Resource.PEOPLE:
        return _("People for the work of the plan")
    title = _("%(amount)s more of %(product)s") % {"amount": amount, "product": product}
    return title[:TITLE_LENGTH]


def language() -> str:
    return get_language() or "en"
