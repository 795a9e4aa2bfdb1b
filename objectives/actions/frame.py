"""Writes to the frame that plans stand in: cycles, strategies, the metric glossary."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives.actions import saving
from objectives.core import tags
from objectives.core.likeness import same_unit
from objectives.core.numbers import is_money
from objectives.core.vocabulary import ObjectiveState
from objectives.models import Cycle, Metric, Strategy
from okrplan.people.models import User
from okrplan.refusals import Refusal

CYCLE = frozenset(["name", "kind", "parent", "starts_on", "ends_on", "plan_rates"])
STRATEGY = frozenset(["title", "title_other", "language", "description", "year"])
METRIC = frozenset(
    [
        "name",
        "name_other",
        "language",
        "definition",
        "definition_other",
        "formula",
        "unit",
        "unit_other",
        "source",
        "owner",
    ]
)


@transaction.atomic
def make_cycle(*, by: User, values: Mapping[str, Any]) -> Cycle:
    """A planning period; within its parent when it has one."""
    cycle = Cycle(**values)
    _check_cycle(cycle)
    return saving.create(cycle, by=by)


@transaction.atomic
def change_cycle(*, cycle: Cycle, by: User, version: int | None, values: Mapping[str, Any]) -> Cycle:
    """Change a cycle; its plan rates are frozen once an objective in it is confirmed."""
    row = Cycle.objects.select_for_update().get(pk=cycle.pk)
    used = row.objectives.exclude(state=ObjectiveState.DRAFT.value).exists()
    if used and values.get("plan_rates", row.plan_rates) != row.plan_rates:
        raise Refusal(_("Plan rates are frozen once an objective of the cycle is confirmed."), field="plan_rates")
    return saving.change(row, values, by=by, version=version, check=_check_cycle)


@transaction.atomic
def make_strategy(*, by: User, values: Mapping[str, Any]) -> Strategy:
    return saving.create(Strategy(**values), by=by)


@transaction.atomic
def change_strategy(*, strategy: Strategy, by: User, version: int | None, values: Mapping[str, Any]) -> Strategy:
    row = Strategy.objects.select_for_update().get(pk=strategy.pk)
    return saving.change(row, values, by=by, version=version)


@transaction.atomic
def make_metric(*, by: User, values: Mapping[str, Any]) -> Metric:
    """A word of the glossary with its one definition."""
    metric = Metric(**{"owner": by, **values})
    _check_metric(metric)
    return saving.create(metric, by=by)


@transaction.atomic
def change_metric(*, metric: Metric, by: User, version: int | None, values: Mapping[str, Any]) -> Metric:
    """Change a definition; its unit stays while measures are counted in it."""
    row = Metric.objects.select_for_update().get(pk=metric.pk)
    units = [row.unit, row.unit_other]
    if "unit" in values and not any(same_unit(values["unit"], one) for one in units if one):
        _check_unused(row)
    return saving.change(row, values, by=by, version=version, check=_check_metric)


def _check_unused(metric: Metric) -> None:
    if metric.measures.filter(deleted_at__isnull=True).exists():
        raise Refusal(
            _("Measures are counted in %(unit)s by this definition. Define another metric for another unit.")
            % {"unit": metric.unit},
            field="unit",
        )


def _check_metric(metric: Metric) -> None:
    if not metric.definition.strip():
        raise Refusal(
            _("Say what counts: a metric without a definition means something else to everyone."), field="definition"
        )
    others = Metric.objects.alive().exclude(pk=metric.pk).values_list("name", "name_other")
    taken = {tags.key(name) for pair in others for name in pair if name}
    for field in ("name", "name_other"):
        if tags.key(getattr(metric, field)) in taken:
            raise Refusal(_("The glossary already defines this metric."), field=field)


def _check_cycle(cycle: Cycle) -> None:
    parent = cycle.parent
    if parent is not None and not _within(parent, cycle.starts_on, cycle.ends_on):
        raise Refusal(_("The cycle reaches beyond the one it belongs to."), field="parent")
    for currency, rate in (cycle.plan_rates or {}).items():
        _check_rate(currency, rate)


def _check_rate(currency: str, rate: Any) -> None:
    try:
        good = is_money(currency) and 0 < float(rate) < 1e9
    except (TypeError, ValueError):
        good = False
    if not good:
        raise Refusal(_("A plan rate is a number above 0 for a currency, such as USD: 0.92."), field="plan_rates")


def _within(parent: Cycle, first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and parent.starts_on <= first and last <= parent.ends_on
