"""The dossier of a report: frozen once it is submitted, made from the rows as they stand while it is a draft."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from objectives.core import numbers
from objectives.core.assess import assess
from objectives.core.burn_up import burn_up
from objectives.core.facts import ObjectiveFacts, ObjectiveResult
from objectives.core.vocabulary import (
    AskKind,
    AskState,
    AskTurnKind,
    CauseKind,
    Language,
    RiskKind,
    TaskKind,
    TaskState,
)
from objectives.models import Ask, AskTurn, CheckIn, FeasibilityLine, KeyResult, Measure, Objective, Risk
from objectives.queries import figures, schedules
from okrplan.people.models import User
from reports.core import dossier as frozen
from reports.core.collecting import KeyResultTexts, MeasureTexts, NamedRisk, ObjectiveTexts, collect
from reports.core.dossier import AskAnswer, CheckInLine, Dossier, EffectModel, PlanLine, Words
from reports.core.facts import AskLine, ChartPoint, Milestone, ReportFacts, Text
from reports.core.facts import Finding as FoundCause
from reports.core.facts import NextStep as StepLine
from reports.core.page import Page, lay_out
from reports.core.sentences import plain
from reports.models import Finding, Report
from reports.queries.texts import text

ONE = Decimal(1)


def dossier_of(report: Report) -> Dossier:
    """The dossier of a report: the frozen one, else as its draft stands now."""
    return frozen.from_json(report.facts) if report.facts else draft_of(report)


def facts_for(report: Report) -> ReportFacts:
    """The facts of a report's page, with what has been answered since it was submitted."""
    dossier = dossier_of(report)
    return frozen.answered(dossier, answers_of(report)) if report.facts else dossier.facts


def page_of(report: Report, language: Language, facts: ReportFacts | None = None) -> Page:
    """The page of a report in a language; the author's own second sentence stands where it was written in it."""
    lede = text(report, "lede")
    own = lede.zh if language is Language.CHINESE else lede.en
    return lay_out(facts or facts_for(report), language, {"lede": own})


def worded(report: Report, dossier: Dossier) -> Dossier:
    """The dossier with the words that lists show."""
    pages = [page_of(report, language, dossier.facts) for language in Language]
    words = (
        Words(one.language, plain(one.conclusion), round(one.must_read_seconds), round(one.reading_seconds))
        for one in pages
    )
    return replace(dossier, words=tuple(words))


# --- a draft -------------------------------------------------------------------------------------------------


def draft_of(report: Report, *, submitted_at: datetime | None = None, addressee: User | None = None) -> Dossier:
    """The dossier of a draft from the rows as they stand: check-ins as they were known on its day.

    With `submitted_at` as it will be frozen: at that instant, its draft asks waiting for their decider (the addressee
    where none is named).
    """
    objective = report.objective
    facts = figures.facts_of([objective], recorded_by=report.as_of)[objective.pk]
    bands = figures.bands()
    result = assess(facts, report.as_of, bands)
    rows = _Rows(objective, report)
    plan, milestones = _plan(objective)
    models = tuple(_models(rows.asks, rows.measures, objective))
    bare = Dossier(
        facts=collect(
            facts,
            result,
            ObjectiveTexts(
                title=text(objective, "title"),
                department=text(objective.department, "name"),
                author=str(report.author),
                cycle=objective.cycle.name,
                version=report.number,
                unit=rows.own.unit if rows.own else "",
                unit_other=(rows.own.unit_other or None) if rows.own else None,
                frozen_at=timezone.localtime(submitted_at).replace(tzinfo=None) if submitted_at else None,
                status_reason=text(objective, "stated_reason"),
                key_results={one.pk: rows.key_result(one) for one in rows.key_results},
                measures=_measures(rows, result),
                milestones=milestones,
                chart=tuple(_chart(facts, result)),
                next_steps=tuple(_steps(report)),
                asks=tuple(_ask(one, submitted_at is not None, addressee or report.addressee) for one in rows.asks),
            ),
        ),
        objective=facts,
        result=result,
        plan=plan,
        check_ins=tuple(_check_ins(facts, rows, report.as_of)),
        models=models,
    )
    asks = tuple(frozen.with_effect(bare, one, one.amount) for one in bare.facts.asks)
    return replace(bare, facts=replace(bare.facts, asks=asks))


class _Rows:
    """What people wrote on an objective and on a draft, each kind read once."""

    def __init__(self, objective: Objective, report: Report) -> None:
        self.key_results = list(KeyResult.objects.alive().filter(objective=objective))
        self.codes = {one.pk: one.code for one in self.key_results}
        of_key_results = Measure.objects.alive().filter(key_result__in=self.codes)
        self.measures = {one.pk: one for one in of_key_results}
        self.own = Measure.objects.alive().filter(objective=objective).first()
        self.findings = {one.key_result_id: one for one in Finding.objects.filter(report=report)}
        self.risks: dict[int, list[NamedRisk]] = defaultdict(list)
        for risk in Risk.objects.alive().filter(key_result__in=self.codes):
            self.risks[risk.key_result_id].append(NamedRisk(RiskKind(risk.kind), text(risk, "title")))
        self.asks = list(asks_of(report))

    def key_result(self, row: KeyResult) -> KeyResultTexts:
        found = self.findings.get(row.pk)
        return KeyResultTexts(
            code=row.code,
            title=text(row, "title"),
            short_title=text(row, "short_title"),
            finding=FoundCause(CauseKind(found.kind), text(found, "text")) if found else None,
            risks=tuple(self.risks[row.pk]),
        )


def asks_of(report: Report) -> Iterable[Ask]:
    """The living asks of a report in the order of its page."""
    return (
        Ask.objects.alive()
        .filter(report_places__report=report)
        .select_related("decider", "author", "effect_measure", "objective__department")
        .order_by("report_places__position", "report_places__id")
    )


def _measures(rows: _Rows, result: ObjectiveResult) -> dict[int, MeasureTexts]:
    last = {one.key: f"check-in-{one.last.key}" for line in result.key_results for one in line.measures if one.last}
    return {
        one.pk: MeasureTexts(text(one, "name"), one.unit, one.unit_other or None, last.get(one.pk))
        for one in rows.measures.values()
    }


def _chart(facts: ObjectiveFacts, result: ObjectiveResult) -> Iterable[ChartPoint]:
    """The burn-up of the progress page: completion on the days of check-ins, and the plan to the due day."""
    lines = burn_up(facts, result)
    done, plan = dict(lines.actual), dict(lines.plan)
    for day in sorted({*done, *plan}):
        yield ChartPoint(day, done.get(day), plan.get(day))


def _steps(report: Report) -> Iterable[StepLine]:
    for row in report.next_steps.select_related("responsible"):
        yield StepLine(text(row, "text"), str(row.responsible), row.due_on)


def _ask(row: Ask, submitting: bool, addressee: User | None) -> AskLine:
    state = AskState(row.state)
    decider = row.decider or addressee
    return AskLine(
        title=text(row, "title"),
        kind=AskKind(row.kind),
        amount=row.amount,
        currency=row.currency,
        headcount=row.headcount,
        weeks=row.weeks,
        needed_by=row.needed_by,
        decider=str(decider) if decider else "",
        risk=text(row, "risk"),
        fallback=text(row, "fallback"),
        state=AskState.SUBMITTED if submitting and state is AskState.DRAFT else state,
        key=row.pk,
    )


def _models(asks: list[Ask], measures: dict[int, Measure], objective: Objective) -> Iterable[EffectModel]:
    """How each ask moves a measure; those without a model are left out."""
    lines = FeasibilityLine.objects.filter(objective=objective, value_per_customer__isnull=False)
    line = lines.select_related("objective__means").first()
    for row in asks:
        measure = measures.get(row.effect_measure_id or 0)
        if measure is not None:
            yield EffectModel(
                ask=row.pk,
                measure=measure.pk,
                amount=row.amount,
                unit_cost=row.effect_unit_cost,
                value_of_unit=_value_of_unit(measure, line),
                uplift=row.effect_uplift,
                unit=measure.unit,
                unit_other=measure.unit_other or None,
            )


def _value_of_unit(measure: Measure, line: FeasibilityLine | None) -> Decimal | None:
    """What one bought unit is worth to the measure: a customer's value in money, or itself where units are counted."""
    if not numbers.is_money(measure.unit):
        return ONE
    return line.value_per_customer if line and line.objective.means.currency == measure.unit else None


def _plan(objective: Objective) -> tuple[tuple[PlanLine, ...], tuple[Milestone, ...]]:
    """The work breakdown, and what of it leads: milestones and key tasks that are not done."""
    rows = schedules.rows_of(schedules.tasks_of(objective), schedules.links_of(objective))
    lines = tuple(
        PlanLine(
            code=row.code,
            text=text(row.task, "title"),
            depth=row.depth,
            person=str(row.task.responsible or ""),
            starts_on=row.starts_on,
            finishes_on=row.finishes_on,
            percent=row.task.percent,
            done=row.task.state == TaskState.DONE,
        )
        for row in rows
    )
    leading = (row for row in rows if row.finishes_on and (row.task.is_key or row.task.kind == TaskKind.MILESTONE))
    milestones = tuple(
        Milestone(text(row.task, "title"), row.finishes_on, row.task.key_result.code if row.task.key_result else None)
        for row in leading
        if row.finishes_on and row.task.state != TaskState.DONE
    )
    return lines, milestones


def _check_ins(facts: ObjectiveFacts, rows: _Rows, as_of: date) -> Iterable[CheckInLine]:
    """The check-ins that count, newest first."""
    measures = [one for line in facts.key_results for one in line.measures] + ([facts.own] if facts.own else [])
    readings = {one.key: one for measure in measures for one in measure.readings if one.day <= as_of}
    found = CheckIn.objects.filter(pk__in=[key for key in readings if key]).select_related("measure", "author")
    for row in sorted(found, key=lambda one: (one.day, one.recorded_at, one.pk), reverse=True):
        yield CheckInLine(
            key=row.pk,
            key_result=rows.codes.get(row.measure.key_result_id or 0, ""),
            measure=text(row.measure, "name"),
            unit=row.measure.unit,
            unit_other=row.measure.unit_other or None,
            day=row.day,
            value=readings[row.pk].value,
            author=str(row.author),
            note=row.note,
        )


# --- answers -------------------------------------------------------------------------------------------------


def answers_of(report: Report) -> dict[int, AskAnswer]:
    """Where the asks of a report stand now, by key (two queries)."""
    asks = list(asks_of(report))
    said: dict[int, AskTurn] = {}
    for turn in AskTurn.objects.filter(ask__in=asks).exclude(kind=AskTurnKind.SUBMIT.value):
        said[turn.ask_id] = turn
    return {one.pk: _answer(one, said.get(one.pk)) for one in asks}


def _answer(ask: Ask, last: AskTurn | None) -> AskAnswer:
    state = AskState(ask.state)
    # The decider writes in whatever language they like: shown as written.
    written = last.text if last and state is not AskState.SUBMITTED else ""
    return AskAnswer(
        state=state,
        decider=str(ask.decider or ""),
        decided_on=last.day if last and state.is_decided else None,
        granted=ask.decided_amount,
        answer=as_written(written),
    )


def as_written(words: str) -> Text:
    """A text whose language nobody noted: Chinese characters are Chinese."""
    if numbers.has_han(words):
        return Text(zh=words, language=Language.CHINESE)
    return Text(en=words, language=Language.ENGLISH)
