"""What an objective stands beside: the one it supports, strategies to choose, others of its cycle with its figures."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from objectives import access
from objectives.core import alignment, smart
from objectives.core.vocabulary import Direction, ObjectiveState
from objectives.models import Cycle, Measure, Objective, Strategy
from okrplan.people.models import User


@dataclass(frozen=True, slots=True)
class Beside:
    """As one reader may see it; `others` are the objectives that are named, by key."""

    supports: Objective | None = None
    strategies_to_choose: bool = True
    may_enter_strategies: bool = False
    years: tuple[int, ...] = ()  # of the cycle
    neighbours: alignment.Neighbours = field(default_factory=alignment.Neighbours)
    others: dict[int, Objective] = field(default_factory=dict)

    @property
    def facts(self) -> smart.Alignment:
        title = self.supports.title if self.supports else ""
        return smart.Alignment(title, self.strategies_to_choose, self.neighbours)


def beside(objective: Objective, reader: User) -> Beside:
    """The surroundings of an objective (two queries; one more each with a parent and without a strategy).

    An objective that the reader may not see does not exist for them: it is neither named nor counted.
    """
    supports = _supported(objective, reader)
    needed = objective.strategy_id is None and supports is None
    rows = _claims(objective, reader)
    found = alignment.neighbours([_claim(one) for one in rows], objective.pk)
    others = {one.pk: one for one in (access.objective_of(row) for row in rows)}
    return Beside(
        supports=supports,
        may_enter_strategies=reader.is_administrator,
        years=years_of(objective.cycle),
        strategies_to_choose=not needed or strategies_of(objective.cycle).exists(),
        neighbours=found,
        others={key: others[key] for key in (*found.contradictions, *found.duplicates)},
    )


def strategies_of(cycle: Cycle) -> QuerySet[Strategy]:
    """The strategies of the years in which a cycle runs."""
    return Strategy.objects.alive().filter(year__in=years_of(cycle))


def years_of(cycle: Cycle) -> tuple[int, ...]:
    """The years in which a cycle runs: one, or two of a cycle over the turn of a year."""
    return tuple(range(cycle.starts_on.year, cycle.ends_on.year + 1))


def _supported(objective: Objective, reader: User) -> Objective | None:
    if objective.parent_id is None:
        return None
    return access.visible_objectives(reader).filter(pk=objective.parent_id).first()


def _claims(objective: Objective, reader: User) -> list[Measure]:
    """The objective's measures that move, and those of its cycle with the same metric or name that the reader sees."""
    mine = list(_moving().filter(Q(objective=objective) | Q(key_result__objective=objective)))
    if not mine:
        return []
    names = {name.lower() for one in mine for name in (one.name, one.name_other) if name}
    alike = (
        Q(metric__in=[one.metric_id for one in mine if one.metric_id]) | Q(lower__in=names) | Q(lower_other__in=names)
    )
    neighbours = (
        access.visible_objectives(reader)
        .filter(cycle=objective.cycle_id)
        .exclude(Q(pk=objective.pk) | Q(state=ObjectiveState.CLOSED.value))
        .values("pk")
    )
    of = Q(objective__in=neighbours) | Q(key_result__objective__in=neighbours)
    return mine + list(_moving().annotate(lower=Lower("name"), lower_other=Lower("name_other")).filter(of, alike))


def _moving() -> QuerySet[Measure]:
    """Measures that count something, guardrails aside: a limit may well hold in two places."""
    return (
        Measure.objects.alive()
        .filter(Q(key_result__isnull=True) | Q(key_result__deleted_at__isnull=True), is_guardrail=False)
        .exclude(direction=Direction.MILESTONE.value)
        .select_related("objective", "key_result__objective")
        .order_by("pk")
    )


def _claim(measure: Any) -> alignment.Claim:
    objective = access.objective_of(measure)
    scope = {
        name: alignment.words(getattr(objective, name), getattr(objective, f"{name}_other"))
        for name in ("sites", "channels", "products", "segment")
    }
    return alignment.Claim(
        objective=objective.pk,
        department=objective.department_id,
        direction=Direction(measure.direction),
        metric=measure.metric_id,
        names=alignment.names(measure.name, measure.name_other),
        sites=scope.pop("sites"),
        others=scope,
        parent=objective.parent_id,
        is_own=measure.objective_id is not None,
    )
