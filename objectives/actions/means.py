"""Writes to what an objective needs and what there is: the whole set at once, and the lowered target."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from objectives.actions import measures, saving
from objectives.actions.objectives import require_open
from objectives.core import numbers
from objectives.core.vocabulary import DriverKind
from objectives.models import (
    DriverFactor,
    EffortLine,
    FeasibilityLine,
    Means,
    Measure,
    NamedPerson,
    Objective,
    StockLine,
)
from okrplan.people.models import User
from okrplan.refusals import Refusal, Stale

Values = Mapping[str, Any]
FRAME = ("currency", "budget_available", "source", "needs_money", "needs_people", "needs_stock")
SETS = ("drivers", "effort", "people", "stock")
FIGURES = {
    DriverKind.CUSTOMERS: ("value_per_customer", "acquisition_cost"),
    DriverKind.CLICKS: ("value_per_order", "conversion", "cost_per_click"),
    DriverKind.ORDERS: ("value_per_order", "orders_per_customer", "acquisition_cost"),
    DriverKind.PRODUCT: (),
}
"""The figures that each kind of driver is counted by."""
ALL_FIGURES = frozenset(name for names in FIGURES.values() for name in names)
PLACES = Decimal("0.0001")
MOST_FACTORS = 6  # of one line


@transaction.atomic
def set_means(*, objective: Objective, by: User, values: Values, version: int | None = None) -> Means:
    """The whole set: frame (FRAME), and rows in order (SETS); a set that is not given is emptied.

    Drivers are dicts of FeasibilityLine's columns with their `factors`. Raises Stale, WrongState, and a Refusal whose
    field names the row: "drivers.0.part".
    """
    row = saving.lock(objective)
    require_open(row)
    sets = {name: list(values.get(name) or []) for name in SETS}
    _check_sets(row, values, sets)
    frame = _set_frame(row, by, values, version)
    wrote = [_set_drivers(row, by, sets["drivers"])]
    for name, model in (("effort", EffortLine), ("stock", StockLine)):
        wrote.append(_set_rows(name, model, sets[name], {"objective": row}, by=by, objective=row))
    wrote.append(_set_people(row, by, sets["people"]))
    if any(wrote):
        frame.version += 1
        frame.save(update_fields=["version"])
    return frame


@transaction.atomic
def lower_target(*, objective: Objective, own: Measure, by: User, target: Decimal) -> Measure:
    """Lower the target of the objective's own metric; parts of it that drivers carry shrink in proportion."""
    row = saving.lock(objective)
    require_open(row)
    before = own.target
    saved = measures.change(measure=own, by=by, version=None, values={"target": target})
    lines = [one for one in FeasibilityLine.objects.filter(objective=row) if one.part is not None]
    has_rest = FeasibilityLine.objects.filter(objective=row, part__isnull=True).exists()
    left = target
    for place, line in enumerate(lines):
        is_last = place == len(lines) - 1 and not has_rest
        part = left if is_last else (line.part * target / before).quantize(PLACES, rounding=ROUND_DOWN)  # type: ignore[operator]
        left -= part
        saving.change(line, {"part": part}, by=by, objective=row)
    return saved


def _set_frame(objective: Objective, by: User, values: Values, version: int | None) -> Means:
    given = {name: values[name] for name in FRAME if name in values}
    frame = Means.objects.filter(objective=objective).first()
    try:
        if frame is None:
            return saving.create(Means(objective=objective, **given), by=by, objective=objective)
        return saving.change(frame, given, by=by, version=version, objective=objective)
    except Stale:
        raise
    except Refusal as refusal:
        raise _placed(refusal, Means) from refusal


def _set_drivers(objective: Objective, by: User, drivers: Sequence[Values]) -> bool:
    rows = [{**_driver_columns(one), "position": place} for place, one in enumerate(drivers, start=1)]
    wrote = _set_rows("drivers", FeasibilityLine, rows, {"objective": objective}, by=by, objective=objective)
    lines = FeasibilityLine.objects.filter(objective=objective)
    for place, (line, driver) in enumerate(zip(lines, drivers, strict=True)):
        is_product = driver.get("kind") == DriverKind.PRODUCT
        factors = list(driver.get("factors") or []) if is_product else []
        name = f"drivers.{place}.factors"
        wrote = _set_rows(name, DriverFactor, factors, {"line": line}, by=by, objective=objective) or wrote
    return wrote


def _driver_columns(driver: Values) -> dict[str, Any]:
    """The columns of a line; figures of another kind are not kept."""
    kind = DriverKind(driver.get("kind") or DriverKind.CUSTOMERS)
    columns = {name: value for name, value in driver.items() if name != "factors"}
    dropped = ALL_FIGURES - frozenset(FIGURES[kind])
    return {**columns, "kind": kind.value, **dict.fromkeys(dropped)}


def _set_rows(
    name: str,
    model: type[models.Model],
    rows: Iterable[Values],
    place: Values,
    *,
    by: User,
    objective: Objective,
) -> bool:
    """Change the rows that stand there, add what is new, remove what is left over. True: something was written."""
    standing: list[Any] = list(model._default_manager.filter(**place))
    wanted = [{**one, "position": number} for number, one in enumerate(rows, start=1)]
    wrote = _remove(standing[len(wanted) :], by, objective)
    for number, values in enumerate(wanted):
        row = standing[number] if number < len(standing) else model(**place)
        wrote = _write(f"{name}.{number}", row, values, by, objective) or wrote
    return wrote


def _set_people(objective: Objective, by: User, rows: Sequence[Values]) -> bool:
    """The same, kept by person: two people who change places are the same two."""
    standing = {one.person_id: one for one in NamedPerson.objects.filter(objective=objective)}
    kept = {one["person"].pk for one in rows}
    wrote = _remove([one for key, one in standing.items() if key not in kept], by, objective)
    for number, one in enumerate(rows):
        row = standing.get(one["person"].pk) or NamedPerson(objective=objective)
        wrote = _write(f"people.{number}", row, {**one, "position": number + 1}, by, objective) or wrote
    return wrote


def _write(place: str, row: Any, values: Values, by: User, objective: Objective) -> bool:
    """Make or change a row; what is wrong with it is said of its place: "drivers.0.conversion"."""
    is_new = row.pk is None
    differs = is_new or any(getattr(row, name) != value for name, value in values.items())
    try:
        if is_new:
            for name, value in values.items():
                setattr(row, name, value)
            saving.create(row, by=by, objective=objective)
        else:
            saving.change(row, values, by=by, objective=objective)
    except Refusal as refusal:
        raise _placed(refusal, type(row), place) from refusal
    return differs


def _placed(refusal: Refusal, model: type[models.Model], place: str = "") -> Refusal:
    """The same sentence, said of its place: "drivers.0.conversion"."""
    first = refusal.errors()[0]
    column = first["field"] or _column_of(model, str(first["message"]))
    return Refusal(str(first["message"]), field=".".join(part for part in (place, column) if part) or None)


def _remove(rows: Sequence[Any], by: User, objective: Objective) -> bool:
    for row in rows:
        saving.note_removal(row, by=by, objective=objective, verb="removed")
        row.delete()
    return bool(rows)


def _column_of(model: type[models.Model], sentence: str) -> str | None:
    """The column that the check constraint with this sentence is about."""
    for one in model._meta.constraints:
        if isinstance(one, models.CheckConstraint) and str(one.violation_error_message) == sentence:
            leaf: Any = one.condition
            while isinstance(leaf, models.Q):
                leaf = leaf.children[0]
            return str(leaf[0]).partition("__")[0]
    return None


# --- what holds for the whole set -----------------------------------------------------------------------------


def _check_sets(objective: Objective, values: Values, sets: Mapping[str, Sequence[Values]]) -> None:
    if "currency" in values and values["currency"] not in numbers.CURRENCIES:
        raise Refusal(_("Enter the code of a currency, such as EUR or CNY."), field="currency")
    for needs, names in (("needs_money", ("drivers",)), ("needs_people", ("effort",)), ("needs_stock", ("stock",))):
        if values.get(needs) is False and any(sets[name] for name in names):
            raise Refusal(_("It says that none is needed, but there are lines: take one of the two away."), field=needs)
    _check_parts(objective, sets["drivers"])
    _check_people(sets["people"])


def _check_parts(objective: Objective, drivers: Sequence[Values]) -> None:
    """Parts of the target: one line takes the rest, and together they are not more than the whole."""
    takers = [place for place, one in enumerate(drivers) if one.get("part") is None]
    if len(takers) > 1:
        raise Refusal(
            _("Only one line takes the rest of the target: say which part this one carries."),
            field=f"drivers.{takers[1]}.part",
        )
    target = _target(objective)
    total = Decimal(0)
    for place, one in enumerate(drivers):
        total += one.get("part") or Decimal(0)
        if target is not None and total > target:
            raise Refusal(
                _g("The parts come to more than the target of %(target)s.") % {"target": f"{target.normalize():,f}"},
                field=f"drivers.{place}.part",
            )


def _target(objective: Objective) -> Decimal | None:
    own = objective.own_measures.filter(deleted_at__isnull=True).first()
    return own.target if own else None


def _check_people(people: Sequence[Values]) -> None:
    seen: set[int] = set()
    for place, one in enumerate(people):
        person = one["person"]
        if not person.is_active:
            raise Refusal(_("This person has left; choose somebody else."), field=f"people.{place}.person")
        if person.pk in seen:
            raise Refusal(_("This person is already named."), field=f"people.{place}.person")
        seen.add(person.pk)
