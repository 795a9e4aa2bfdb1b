"""The progress of an objective as its page shows it: rows beside their facts and results, and the burn-up."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from objectives import access
from objectives.core import explain
from objectives.core.assess import as_known_on, assess
from objectives.core.burn_up import BurnUp, burn_up
from objectives.core.facts import (
    KeyResultFacts,
    KeyResultResult,
    MeasureFacts,
    MeasureResult,
    ObjectiveFacts,
    ObjectiveResult,
)
from objectives.core.vocabulary import Direction, TaskKind
from objectives.models import KeyResult, Measure, MilestoneStep, Objective
from objectives.queries import figures, sharing
from objectives.words.sharing import parts_words, shared_words
from okrplan.people import standing
from okrplan.people.models import User

DIVERGENCE = Decimal("0.3")


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure with what was known of it and what came out; `lines` say how."""

    row: Measure
    facts: MeasureFacts
    result: MeasureResult
    steps: tuple[MilestoneStep, ...]
    lines: tuple[explain.Line, ...]
    parts: str = ""  # what each department adds to a joint total

    @property
    def is_milestone(self) -> bool:
        return self.facts.direction is Direction.MILESTONE


@dataclass(frozen=True, slots=True)
class KeyResultLine:
    row: KeyResult
    result: KeyResultResult
    measures: tuple[MeasureLine, ...]
    lines: tuple[explain.Line, ...]
    shared: str  # with which departments


@dataclass(frozen=True, slots=True)
class TaskShare:
    """How much of the work is done: mean of the tasks' percentages, beside the completion of the results."""

    done: Decimal
    tasks: int
    diverges: bool  # by more than 30 points


@dataclass(frozen=True, slots=True)
class Progress:
    objective: Objective
    result: ObjectiveResult
    key_results: tuple[KeyResultLine, ...]
    own: MeasureLine | None
    lines: tuple[explain.Line, ...]
    burn_up: BurnUp
    tasks: TaskShare | None  # None: no tasks, or none that the person sees


def progress_of(user: User, objective: Objective, today: date, *, as_of: date | None = None) -> Progress:
    """Everything of the progress page in a fixed number of queries (at most twelve).

    Today's figures are those of the last recompute, so that every page shows the same; where there is none of today
    they are computed here. With `as_of` they are as they were known at the end of that day.
    """
    day = as_of or today
    facts = as_known_on(figures.facts_of([objective], recorded_by=as_of)[objective.pk], day)
    result = _result(objective, facts, day, stored=as_of is None)
    rows = _Rows(user, objective, as_of)
    own = _measure(facts.own, result.own, rows, day) if facts.own and result.own else None
    return Progress(
        objective=objective,
        result=result,
        key_results=tuple(_key_results(facts, result, rows, day)),
        own=own,
        lines=explain.objective(facts, result),
        burn_up=burn_up(facts, result),
        tasks=None if as_of else _tasks(user, objective, result.completion),
    )


def _result(objective: Objective, facts: ObjectiveFacts, day: date, *, stored: bool) -> ObjectiveResult:
    kept = figures.stored_result(objective) if stored and objective.computed_on == day else None
    return kept if kept and _keys(kept) == _keys(facts) else assess(facts, day, figures.bands())


def _keys(of: ObjectiveFacts | ObjectiveResult) -> list[int]:
    """Key results and measures: a stored result of another plan does not fit the rows."""
    own = [of.own.key] if of.own else []
    return own + [key for one in of.key_results for key in (one.key, *(measure.key for measure in one.measures))]


class _Rows:
    """Key results, measures, milestone steps and what departments share, by their keys (five queries)."""

    def __init__(self, user: User, objective: Objective, as_of: date | None) -> None:
        key_results = KeyResult.objects.alive().filter(objective=objective).select_related("owner")
        self.key_results = {one.pk: one for one in key_results}
        measures = Measure.objects.alive().filter(Q(objective=objective) | Q(key_result__objective=objective))
        self.measures = {one.pk: one for one in measures}
        self.steps: dict[int, list[MilestoneStep]] = defaultdict(list)
        for step in MilestoneStep.objects.filter(measure__in=self.measures):
            self.steps[step.measure_id].append(step)
        shares = {} if as_of else sharing.open_shares(user, objective)
        self.shared = {key: shared_words(found) for key, found in shares.items()}
        parts = sharing.parts_of(objective, shares, as_of=as_of)
        self.parts = {key: parts_words(self.measures[key], found) for key, found in parts.items()}


def _key_results(facts: ObjectiveFacts, result: ObjectiveResult, rows: _Rows, day: date) -> Iterable[KeyResultLine]:
    for known, made in zip(facts.key_results, result.key_results, strict=True):
        yield KeyResultLine(
            row=rows.key_results[made.key],
            result=made,
            measures=tuple(_measures(known, made, rows, day)),
            lines=explain.key_result(made),
            shared=rows.shared.get(made.key, ""),
        )


def _measures(facts: KeyResultFacts, result: KeyResultResult, rows: _Rows, day: date) -> Iterable[MeasureLine]:
    for known, made in zip(facts.measures, result.measures, strict=True):
        yield _measure(known, made, rows, day)


def _measure(facts: MeasureFacts, result: MeasureResult, rows: _Rows, day: date) -> MeasureLine:
    return MeasureLine(
        row=rows.measures[facts.key],
        facts=facts,
        result=result,
        steps=tuple(rows.steps[facts.key]),
        lines=explain.measure(facts, result, day),
        parts=rows.parts.get(facts.key, ""),
    )


def _tasks(user: User, objective: Objective, completion: Decimal | None) -> TaskShare | None:
    """For who sees all of the objective's tasks: a share of some of them would say nothing."""
    if objective.department_id not in standing.of(user).all and not user.is_administrator:
        return None
    leaves: Collection[int] = list(
        access.visible_tasks(user)
        .filter(objective=objective)
        .exclude(kind=TaskKind.SUMMARY.value)
        .values_list("percent", flat=True)
    )
    if not leaves:
        return None
    done = Decimal(sum(leaves)) / len(leaves) / 100
    return TaskShare(done, len(leaves), completion is not None and abs(done - completion) > DIVERGENCE)
