"""The metric glossary as it is looked up: by what is typed, by what is nearly the same, and by who uses a metric."""

from collections import defaultdict
from dataclasses import dataclass

from objectives import access
from objectives.core.likeness import best, contains
from objectives.models import Metric, Objective
from okrplan.people.models import User

SHOWN = 4  # metrics under what is typed
USES_SHOWN = 3  # objectives beside a metric


@dataclass(frozen=True, slots=True)
class Found:
    """What the glossary holds for a typed name: the chosen metric, nearly the same ones, those that contain it."""

    typed: str
    chosen: Metric | None = None
    near: tuple[Metric, ...] = ()
    others: tuple[Metric, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the glossary has no word for it."""
        return bool(self.typed) and self.chosen is None and not self.near


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the glossary page."""

    metric: Metric
    uses: "Uses"


@dataclass(frozen=True, slots=True)
class Uses:
    """The objectives that measure by a metric, as far as the reader sees them; `more` are not shown."""

    shown: tuple[Objective, ...] = ()
    more: int = 0


def look_up(user: User, typed: str, chosen: int | None = None) -> Found:
    """What fits a typed name in either language, the nearest first (one query)."""
    typed = typed.strip()
    metrics = list(access.metrics(user))
    metric = next((one for one in metrics if one.pk == chosen), None)
    rest = [one for one in metrics if one is not metric]
    near = _near(rest, typed)
    hits = [one for one in rest if one not in near and typed and _contains(one, typed)]
    return Found(typed, metric, tuple(near[:SHOWN]), tuple(hits[: SHOWN - len(near[:SHOWN])]))


def near(user: User, *names: str, leave_out: int | None = None) -> list[Metric]:
    """Metrics that are nearly the same as one of some names, the nearest first (one query)."""
    rest = [one for one in access.metrics(user) if one.pk != leave_out]
    return [one for name in names for one in _near(rest, name)][:SHOWN]


def uses(user: User, metrics: list[Metric]) -> dict[int, Uses]:
    """By metric, the objectives that measure by it, as far as the reader sees them (one query)."""
    seen = access.visible_measures(user).filter(metric__in=[one.pk for one in metrics]).order_by("id")
    found: dict[int, dict[int, Objective]] = defaultdict(dict)
    for measure in seen:
        objective = access.objective_of(measure)
        found[measure.metric_id or 0][objective.pk] = objective
    return {pk: _shown(list(rows.values())) for pk, rows in found.items()}


def entries(user: User) -> list[Entry]:
    """All metrics, each with who uses it (two queries)."""
    metrics = list(access.metrics(user))
    used = uses(user, metrics)
    return [Entry(one, used.get(one.pk, Uses())) for one in metrics]


def _shown(rows: list[Objective]) -> Uses:
    return Uses(tuple(rows[:USES_SHOWN]), max(0, len(rows) - USES_SHOWN))


def _near(metrics: list[Metric], name: str) -> list[Metric]:
    alike = {one.pk: best(name, (one.name, one.name_other)) for one in metrics}
    return sorted((one for one in metrics if alike[one.pk]), key=lambda one: -alike[one.pk])


def _contains(metric: Metric, typed: str) -> bool:
    return any(contains(name, typed) for name in (metric.name, metric.name_other) if name)
