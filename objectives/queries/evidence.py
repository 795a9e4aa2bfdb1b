"""The letters of SMART, judged by what stands on the objective."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from objectives.core import confirming, feasibility, smart
from objectives.core.vocabulary import Accumulation, Basis, Direction, ObjectiveState
from objectives.models import KeyResult, Measure, Objective
from objectives.queries import lead_times
from objectives.queries.alignment import Beside, beside
from objectives.queries.means import MeansRows, facts_of, rows_of
from okrplan.people.models import User


@dataclass(frozen=True, slots=True)
class Evidence:
    """The five letters with the rows and arithmetic behind them."""

    smart: smart.SmartResult
    own: Measure | None
    means: MeansRows
    feasibility: feasibility.Feasibility
    chain: lead_times.Chain
    beside: Beside
    blockers: tuple[confirming.Blocker, ...]  # what keeps the plan from being confirmed
    key_results: dict[int, KeyResult]  # by key, as far as blockers and sentences name them


def evidence_of(objective: Objective, today: date, reader: User) -> Evidence:
    """Everything behind the letters of one objective, as far as the reader may see the others that it stands beside."""
    own = Measure.objects.alive().filter(objective=objective).select_related("metric").first()
    had = rows_of(objective)
    chain = lead_times.chain_of(objective, today)
    reach = feasibility.assess(facts_of(objective, own, had))
    key_results = list(
        KeyResult.objects.alive()
        .filter(objective=objective, parked=False)
        .select_related("owner")
        .annotate(measured=_measured())
    )
    around = beside(objective, reader)
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
            lead_time=chain.planned,
            key_results_due=tuple(one.due_on for one in key_results),
            is_confirmed=objective.state != ObjectiveState.DRAFT,
        ),
        guardrails=Measure.objects.alive().filter(key_result__objective=objective, is_guardrail=True).count(),
        has_owner=objective.owner.is_active,
        alignment=around.facts,
    )
    judged = smart.check(facts, today)
    rows = [confirming.KeyResultFacts(one.pk, one.weight, one.measured, one.owner.is_active) for one in key_results]
    missing = confirming.blockers(judged.missing_for_confirmation, Basis(objective.progress_basis), rows)
    return Evidence(judged, own, had, reach, chain, around, missing, {one.pk: one for one in key_results})


def _measured() -> Exists:
    return Exists(Measure.objects.alive().filter(key_result=OuterRef("pk")))


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
        baseline_on=own.baseline_on,
    )
