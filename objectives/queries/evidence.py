"""The letters of SMART, judged by what stands on the objective."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from objectives.core import feasibility, leadtime, smart
from objectives.core.vocabulary import Accumulation, Direction, DurationUnit
from objectives.core.workdays import OutsideCalendar
from objectives.models import FeasibilityLine, KeyResult, LeadTimeStep, Measure, Objective
from objectives.queries import budgets
from objectives.queries.calendars import Calendars


@dataclass(frozen=True, slots=True)
class Evidence:
    """The five letters with the rows and arithmetic behind them."""

    smart: smart.SmartResult
    own: Measure | None
    line: FeasibilityLine | None
    feasibility: feasibility.Feasibility
    lead_time: leadtime.LeadTime | None
    steps: tuple[LeadTimeStep, ...]


def evidence_of(objective: Objective, today: date) -> Evidence:
    """Everything behind the letters of one objective."""
    own = Measure.objects.alive().filter(objective=objective).select_related("metric").first()
    line = FeasibilityLine.objects.filter(objective=objective).first()
    steps = tuple(LeadTimeStep.objects.filter(objective=objective))
    chain = _chain(objective, steps, today)
    reach = feasibility.assess(_feasibility(objective, own, line))
    facts = smart.SmartFacts(
        scope=smart.Scope(objective.sites, objective.channels, objective.products, objective.segment),
        measure=_measure(own),
        feasibility=reach,
        strategy=objective.strategy.title if objective.strategy else "",
        contribution=objective.strategy_note,
        deadline=smart.Deadline(
            due_on=objective.due_on,
            cycle_starts_on=objective.cycle.starts_on,
            cycle_ends_on=objective.cycle.ends_on,
            lead_time=chain,
            key_results_due=tuple(
                KeyResult.objects.alive().filter(objective=objective).values_list("due_on", flat=True)
            ),
        ),
        guardrails=Measure.objects.alive().filter(key_result__objective=objective, is_guardrail=True).count(),
        has_owner=objective.owner.is_active,
    )
    return Evidence(smart.check(facts, today), own, line, reach, chain, steps)


def _measure(own: Measure | None) -> smart.MeasureEvidence | None:
    if own is None:
        return None
    return smart.MeasureEvidence(
        direction=Direction(own.direction),
        accumulation=Accumulation(own.accumulation),
        unit=own.unit,
        definition=own.metric.definition if own.metric else "",
        baseline=own.baseline,
        target=own.target,
        baseline_source=own.baseline_source,
    )


def _feasibility(
    objective: Objective, own: Measure | None, line: FeasibilityLine | None
) -> feasibility.FeasibilityFacts:
    if own is None or line is None:
        return feasibility.FeasibilityFacts(effort=None, stock=None)
    # Feasibility is judged as a plan: the whole target against the whole budget, approved asks included.
    return feasibility.FeasibilityFacts(
        drivers=(feasibility.DriverLine(own.target, line.value_per_customer, line.acquisition_cost),),
        budget=_budget(objective, line),
        currency=line.currency,
        effort=None,
        stock=None,
        target=own.target,
    )


def _budget(objective: Objective, line: FeasibilityLine) -> Decimal | None:
    approved = budgets.approved(objective).get(line.currency, Decimal(0))
    if line.budget_available is None:
        return approved or None
    return line.budget_available + approved


def _chain(objective: Objective, steps: tuple[LeadTimeStep, ...], today: date) -> leadtime.LeadTime | None:
    if not steps:
        return None
    calendars = Calendars(objective)
    chain = [
        leadtime.LeadStep(
            key=one.pk,
            days=one.days,
            calendar=calendars.get(one.calendar_id),
            unit=DurationUnit(one.unit),
            actual_start=one.started_on,
        )
        for one in steps
    ]
    try:
        return leadtime.backwards(chain, objective.due_on, today)
    except OutsideCalendar:  # a chain of many years leaves the calendar: no verdict rather than an error
        return None
