"""From an assessed objective and the texts of its people to the facts of a report. Pure: rows are read elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from objectives.core import risks
from objectives.core.facts import (
    MeasureFacts,
    MeasureResult,
    ObjectiveFacts,
    ObjectiveResult,
)
from objectives.core.progress import origin
from objectives.core.vocabulary import Direction, RiskKind
from reports.core.facts import (
    NOTHING,
    AskLine,
    ChartPoint,
    CoreRisk,
    Finding,
    KeyResultLine,
    MeasureLine,
    Milestone,
    NextStep,
    ReportFacts,
    RiskReason,
    Text,
)

LEADING_MILESTONES = 3


@dataclass(frozen=True, slots=True)
class MeasureTexts:
    name: Text
    unit: str = ""
    unit_other: str | None = None
    source: str | None = None  # what its last check-in links to


@dataclass(frozen=True, slots=True)
class NamedRisk:
    kind: RiskKind
    text: Text


@dataclass(frozen=True, slots=True)
class KeyResultTexts:
    code: str
    title: Text
    short_title: Text = NOTHING
    finding: Finding | None = None
    risks: tuple[NamedRisk, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectiveTexts:
    """What people wrote, by the keys of the rows; `chart` is the history the shell has stored."""

    title: Text
    department: Text
    author: str
    cycle: str
    version: int = 1
    unit: str = ""
    unit_other: str | None = None
    frozen_at: datetime | None = None
    status_reason: Text = NOTHING
    key_results: Mapping[int, KeyResultTexts] = field(default_factory=dict)
    measures: Mapping[int, MeasureTexts] = field(default_factory=dict)
    milestones: tuple[Milestone, ...] = ()
    chart: tuple[ChartPoint, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    asks: tuple[AskLine, ...] = ()


def collect(facts: ObjectiveFacts, result: ObjectiveResult, texts: ObjectiveTexts) -> ReportFacts:
    """The facts of a report; `facts` and `result` are what `assess` took and gave, for the same day."""
    codes = {key: said.code for key, said in texts.key_results.items()}
    lines = tuple(_key_results(facts, result, texts))
    own = facts.own
    start = origin(own) if own else None
    return ReportFacts(
        title=texts.title,
        department=texts.department,
        author=texts.author,
        cycle=texts.cycle,
        version=texts.version,
        frozen_at=texts.frozen_at,
        starts_on=facts.starts_on,
        due_on=facts.due_on,
        as_of=result.as_of,
        unit=texts.unit,
        unit_other=texts.unit_other,
        target=own.target if own else None,
        span=abs(own.target - start) if own and own.target is not None and start is not None else None,
        completion=result.completion,
        expected=result.expected,
        forecast=result.forecast,
        gap=result.gap,
        status=result.status,
        status_reason=texts.status_reason if result.by_person else NOTHING,
        basis=result.basis,
        mean_of=len(result.key_results) - len(result.left_out),
        direct_completion=result.direct_completion,
        direct_forecast=result.direct_forecast,
        mean_completion=result.mean_completion,
        mean_forecast=result.mean_forecast,
        lowered_by=codes.get(result.lowered_by) if result.lowered_by is not None else None,
        left_out=tuple(codes[key] for key in result.left_out if key in codes),
        not_enough_data=result.not_enough_data,
        too_early=result.too_early,
        stale=result.stale,
        data_day=result.last_day,
        milestones=_leading(texts.milestones, lines, result.as_of),
        chart=texts.chart,
        key_results=lines,
        risk=core_risk(lines, result, texts),
        next_steps=texts.next_steps,
        asks=texts.asks,
    )


def _key_results(facts: ObjectiveFacts, result: ObjectiveResult, texts: ObjectiveTexts) -> Iterable[KeyResultLine]:
    declared = {measure.key: measure for line in facts.key_results for measure in line.measures}
    for line in result.key_results:
        said = texts.key_results[line.key]
        yield KeyResultLine(
            code=said.code,
            title=said.title,
            short_title=said.short_title,
            weight=line.weight_percent,
            status=line.status,
            progress=line.progress,
            expected=line.expected,
            forecast=line.forecast,
            loss=line.loss,
            started=line.started,
            days_late=line.days_late,
            stale=line.stale,
            too_early=line.too_early,
            last_day=line.last_day,
            measures=tuple(_measure(declared[item.key], item, texts.measures[item.key]) for item in line.measures),
            finding=said.finding,
        )


def _measure(declared: MeasureFacts, result: MeasureResult, said: MeasureTexts) -> MeasureLine:
    forecast = result.forecast
    steps = [step for step in declared.steps if step.accepted_on is not None]
    return MeasureLine(
        name=said.name,
        unit=said.unit,
        unit_other=said.unit_other,
        source=said.source,
        direction=declared.direction,
        accumulation=declared.accumulation,
        baseline=declared.baseline,
        target=declared.target,
        last=result.last.value if result.last else None,
        last_day=result.last.day if result.last else None,
        guardrail=declared.guardrail,
        broken=result.broken,
        stale=result.stale,
        counts=result.weight_share > 0,
        done=declared.direction is Direction.MILESTONE and result.progress is not None and result.progress >= 1,
        due_on=declared.due_on if declared.due_on != date.max else None,
        steps_done=len(steps),
        steps=len(declared.steps),
        periods_met=result.periods_met,
        periods_due=result.periods_due,
        forecast=forecast.share if forecast else None,
        method=forecast.method if forecast else None,
        points=forecast.points if forecast else 0,
        large_entry=forecast.one_large_entry if forecast else None,
        without_large_entry=forecast.without_large_entry if forecast else None,
        pace_needed=result.pace_needed,
    )


def _leading(given: tuple[Milestone, ...], lines: tuple[KeyResultLine, ...], today: date) -> tuple[Milestone, ...]:
    """The next open milestones: tasks that the shell names, and milestones among the measures."""
    measured = (
        Milestone(measure.name, measure.due_on, line.code)
        for line in lines
        for measure in line.measures
        if measure.direction is Direction.MILESTONE and measure.due_on and not measure.done
    )
    coming = sorted((item for item in (*given, *measured) if item.due_on >= today), key=lambda item: item.due_on)
    return tuple(coming[:LEADING_MILESTONES])


def core_risk(lines: tuple[KeyResultLine, ...], result: ObjectiveResult, texts: ObjectiveTexts) -> CoreRisk | None:
    """The one risk worth the reader's attention, None when there is none."""
    named = [(line.key, risk) for line in result.key_results for risk in texts.key_results[line.key].risks if risk.text]
    chosen = risks.core_risk(
        result, [risks.NamedRisk(place, key, risk.kind) for place, (key, risk) in enumerate(named)]
    )
    if chosen is None:
        return None
    found = CoreRisk(chosen.reason, key_result=texts.key_results[chosen.key_result].code, days=chosen.days)
    if chosen.named is not None:
        told = named[chosen.named][1]
        found = replace(found, kind=told.kind, text=told.text)
    if chosen.reason is RiskReason.GUARDRAIL_BROKEN:
        found = replace(found, measure=_broken_guardrail(lines, found.key_result))
    return replace(found, kind=_kind(found, texts))


def _broken_guardrail(lines: tuple[KeyResultLine, ...], code: str | None) -> MeasureLine | None:
    of_line = (measure for line in lines if line.code == code for measure in line.measures)
    return next((measure for measure in of_line if measure.guardrail and measure.broken), None)


def _kind(risk: CoreRisk, texts: ObjectiveTexts) -> RiskKind:
    """The risk's own kind, else a deadly kind that people gave to its key result."""
    given = [risk.kind]
    for said in texts.key_results.values():
        given.extend(named.kind for named in said.risks if said.code == risk.key_result)
    return next((kind for kind in given if kind.is_deadly), RiskKind.OTHER)
