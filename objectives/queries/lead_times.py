"""The chain of lead times behind an objective, planned backwards, and the ways out when it can no longer be kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from objectives import access
from objectives.calendars import FIRST_YEAR, LAST_YEAR
from objectives.core import lead_ways, leadtime
from objectives.core.leadtime import LeadStep, LeadTime
from objectives.core.vocabulary import DurationUnit
from objectives.core.workdays import OutsideCalendar
from objectives.models import LeadTimeChain, LeadTimeStep, LeadTimeTemplate, LeadTimeTemplateStep, Objective
from objectives.queries.calendars import Calendars
from okrplan.people.models import User

Row = LeadTimeStep | LeadTimeTemplateStep
COPIED = ("title", "title_other", "language", "days", "unit", "calendar", "is_buffer", "source", "source_other")
DAYS_PER_YEAR = 365


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps of one chain with their arithmetic. `planned` is None without steps, or beyond what calendars know."""

    row: LeadTimeChain  # not stored yet where nobody has said anything about it
    rows: tuple[Row, ...]
    steps: tuple[LeadStep, ...]
    deadline: date
    planned: LeadTime | None
    calendars: Calendars | None  # None without steps

    @property
    def is_beyond_calendars(self) -> bool:
        return bool(self.rows) and self.planned is None


@dataclass(frozen=True, slots=True)
class Other:
    """The same delivery by another template; `spare` working days until it has to start, where it fits."""

    template: LeadTimeTemplate
    chain: Chain | None  # None: what has started has no counterpart there
    fits: bool
    spare: int


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out, each enough by itself. `one` are alternatives, `several` go together."""

    one: tuple[lead_ways.Cut, ...]
    several: tuple[lead_ways.Cut, ...]
    others: tuple[Other, ...]
    later: date | None
    fits_cycle: bool  # the later day is within the objective's cycle


def chain_row(objective: Objective) -> LeadTimeChain:
    """What is stored about the chain as a whole; version 0 and not stored while there is nothing."""
    row = LeadTimeChain.objects.filter(objective=objective).first()
    return row or LeadTimeChain(objective=objective, version=0)


def chain_of(objective: Objective, today: date) -> Chain:
    """The chain as it stands, planned backwards (four queries, two without steps)."""
    row = chain_row(objective)
    return planned(objective, row, tuple(LeadTimeStep.objects.filter(objective=objective)), today)


def planned(
    objective: Objective, row: LeadTimeChain, rows: Iterable[Row], today: date, calendars: Calendars | None = None
) -> Chain:
    """Any steps planned backwards from the day on which they have to be over (no query with calendars at hand)."""
    rows, deadline = tuple(rows), row.needed_by or objective.due_on
    if not rows:
        return Chain(row, (), (), deadline, None, None)
    calendars = (calendars or Calendars(objective)).over(_years(rows, deadline, today))
    steps = tuple(
        LeadStep(
            key=one.pk or -1 - place,  # a step that is not stored has no key of its own
            days=one.days,
            calendar=calendars.get(one.calendar_id),
            unit=DurationUnit(one.unit),
            actual_start=getattr(one, "started_on", None),
            is_buffer=one.is_buffer,
        )
        for place, one in enumerate(rows)
    )
    try:
        return Chain(row, rows, steps, deadline, leadtime.backwards(steps, deadline, today), calendars)
    except OutsideCalendar:
        return Chain(row, rows, steps, deadline, None, calendars)


def _years(rows: Iterable[Row], deadline: date, today: date) -> tuple[int, int]:
    """Years that hold the chain backwards from its deadline, and once more onwards from today."""
    length = sum(one.days if one.unit == DurationUnit.ELAPSED else 2 * one.days for one in rows)
    reach = length // DAYS_PER_YEAR + 1
    years = [one.year for one in (deadline, today, *filter(None, (getattr(row, "started_on", None) for row in rows)))]
    return _known(min(years) - reach), _known(max(years) + reach)


def _known(year: int) -> int:
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def ways_of(user: User, objective: Objective, chain: Chain, today: date) -> Ways | None:
    """The ways out of a chain that can no longer be kept; None for one that can (three queries)."""
    if chain.planned is None or not chain.planned.passed:
        return None
    one = lead_ways.shorten_one(chain.steps, chain.deadline, today)
    several = () if one else lead_ways.shorten_several(chain.steps, chain.deadline, today)
    later = lead_ways.earliest_deadline(chain.steps, chain.deadline, today)
    others = tuple(
        _other(objective, chain, template, today)
        for template in templates_of(user)
        if template.pk != chain.row.template_id
    )
    return Ways(one, several, others, later, later is not None and later <= objective.cycle.ends_on)


def templates_of(user: User) -> list[LeadTimeTemplate]:
    """The company's templates with their steps (three queries)."""
    return list(access.lead_time_templates(user).prefetch_related("steps__calendar"))


def _other(objective: Objective, chain: Chain, template: LeadTimeTemplate, today: date) -> Other:
    rows = filled(chain.rows, template)
    if rows is None:
        return Other(template, None, fits=False, spare=0)
    made = planned(objective, chain.row, rows, today, chain.calendars)
    if made.planned is None:
        return Other(template, made, fits=False, spare=0)
    spare = lead_ways.spare_days(made.planned, made.steps, today)
    return Other(template, made, not made.planned.passed, spare)


def filled(rows: Sequence[Row], template: LeadTimeTemplate) -> list[LeadTimeStep] | None:
    """The steps of a template, not stored; what has started stays, and the template goes on behind it.

    None when the last step that has started has no counterpart of the same name in the template (a ship that has
    sailed cannot fly).
    """
    steps = list(template.steps.all())
    started = max((place for place, one in enumerate(rows) if getattr(one, "started_on", None)), default=None)
    if started is None:
        return [_copy(one) for one in steps]
    names = _names(rows[started])
    same = next((place for place, one in enumerate(steps) if names & _names(one)), None)
    if same is None:
        return None
    return [*(_copy(one) for one in rows[: started + 1]), *(_copy(one) for one in steps[same + 1 :])]


def _names(row: Row) -> set[str]:
    return {name.strip().lower() for name in (row.title, row.title_other) if name.strip()}


def _copy(row: Row) -> LeadTimeStep:
    return LeadTimeStep(started_on=getattr(row, "started_on", None), **values_of(row))


def values_of(row: Row) -> dict[str, Any]:
    """What a step says, wherever it stands."""
    return {name: getattr(row, name) for name in COPIED}
