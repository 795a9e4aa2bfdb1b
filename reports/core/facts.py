"""Everything a one-page report prints, frozen and free of language: figures, days, enums, and what people wrote.

A report keeps its facts as JSON from the moment it is submitted; `to_json` and `from_json` are that form (Decimals as
strings, days in ISO form, enums by value). Shares are Decimals where 1 is 100 %. `None` always means "not known".
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from objectives.core.vocabulary import (
    Accumulation,
    AskKind,
    AskState,
    Basis,
    CauseKind,
    Direction,
    ForecastMethod,
    Language,
    RiskKind,
    RiskReason,
    Status,
)
from reports.core import json_form


@dataclass(frozen=True, slots=True)
class Text:
    """What a person wrote, in one language or both; `language` is the one it was written in."""

    en: str = ""
    zh: str = ""
    language: Language = Language.ENGLISH

    def said(self, language: Language) -> str:
        """The text in a language, else as written."""
        return self._in(language) or self._in(self.language) or self.en or self.zh

    def is_foreign(self, language: Language) -> bool:
        """Whether only the other language has a text, so that a page in this one marks it."""
        return bool(self) and not self._in(language)

    def _in(self, language: Language) -> str:
        return self.zh if language is Language.CHINESE else self.en

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)


NOTHING = Text()


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """Completion on a day, and the share planned for it."""

    day: date
    completion: Decimal | None
    expected: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The root cause of what a key result lacks."""

    cause: CauseKind
    text: Text


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure of a key result: where it stands against what it should reach."""

    name: Text
    unit: str
    direction: Direction
    accumulation: Accumulation = Accumulation.LEVEL
    unit_other: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    last: Decimal | None = None
    last_day: date | None = None
    guardrail: bool = False
    broken: bool = False
    stale: bool = False
    counts: bool = True  # has a weight in its key result's mean
    done: bool = False  # milestones
    due_on: date | None = None
    steps_done: int = 0
    steps: int = 0
    periods_met: int = 0
    periods_due: int = 0
    forecast: Decimal | None = None  # share of the target at the due day, not capped
    method: ForecastMethod | None = None
    points: int = 0  # check-ins the forecast was made from
    large_entry: Decimal | None = None  # the one increment that stands out, in the unit
    without_large_entry: Decimal | None = None  # the forecast share without it
    pace_needed: Decimal | None = None  # needed pace / present pace
    source: str | None = None  # what the last value links to


@dataclass(frozen=True, slots=True)
class KeyResultLine:
    """A key result with its figures, its measures and what explains them."""

    code: str
    title: Text
    weight: int  # whole percent, as printed
    status: Status
    short_title: Text = NOTHING
    progress: Decimal | None = None
    expected: Decimal | None = None
    forecast: Decimal | None = None
    loss: Decimal = Decimal(0)  # (1 - forecast) × share of the weight
    started: bool = True
    days_late: int = 0
    stale: bool = False
    too_early: bool = False
    last_day: date | None = None
    measures: tuple[MeasureLine, ...] = ()
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class CoreRisk:
    """The one risk the conclusion names."""

    reason: RiskReason
    kind: RiskKind = RiskKind.OTHER
    key_result: str | None = None  # code
    days: int = 0  # late, or since the last check-in
    measure: MeasureLine | None = None  # the broken guardrail
    text: Text = NOTHING  # a named risk


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something dated that shows early whether the plan holds."""

    text: Text
    due_on: date
    key_result: str | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    text: Text
    person: str
    due_on: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class AskLine:
    """A request to the boss, with what it brings, what happens without it, and the answer."""

    title: Text
    kind: AskKind
    amount: Decimal | None = None
    currency: str = ""
    headcount: int | None = None
    weeks: int | None = None
    needed_by: date | None = None
    decider: str = ""
    effect: Decimal | None = None  # forecast with it − forecast now; None: not quantified
    forecast_with: Decimal | None = None
    risk: Text = NOTHING
    fallback: Text = NOTHING
    state: AskState = AskState.DRAFT
    decided_on: date | None = None
    granted: Decimal | None = None  # the trimmed amount
    answer: Text = NOTHING  # the reason of a decline or trim, or the question asked back
    key: int | None = None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One objective on one day."""

    title: Text
    department: Text
    author: str
    cycle: str
    starts_on: date
    due_on: date
    as_of: date
    status: Status
    unit: str = ""  # of the objective's own metric; empty: it has none
    unit_other: str | None = None
    target: Decimal | None = None
    span: Decimal | None = None  # |target − origin| in the unit: what 100 % is worth
    version: int = 1
    frozen_at: datetime | None = None  # None: a draft
    completion: Decimal | None = None
    expected: Decimal | None = None
    forecast: Decimal | None = None
    gap: Decimal | None = None
    basis: Basis = Basis.KEY_RESULTS
    mean_of: int = 0  # key results in the mean
    direct_completion: Decimal | None = None  # the objective's own metric, where it has check-ins
    direct_forecast: Decimal | None = None
    mean_completion: Decimal | None = None
    mean_forecast: Decimal | None = None
    status_reason: Text = NOTHING  # why a person raised the status
    lowered_by: str | None = None  # code of the key result that lowered the status
    left_out: tuple[str, ...] = ()  # codes without data
    not_enough_data: bool = False
    too_early: bool = False
    stale: bool = False
    data_day: date | None = None  # of the latest check-in
    milestones: tuple[Milestone, ...] = ()
    chart: tuple[ChartPoint, ...] = ()
    key_results: tuple[KeyResultLine, ...] = ()
    risk: CoreRisk | None = None
    next_steps: tuple[NextStep, ...] = ()
    asks: tuple[AskLine, ...] = field(default=())

    @property
    def age(self) -> int:
        """Days from the latest check-in to the day of the report; 0 without one."""
        return (self.as_of - self.data_day).days if self.data_day else 0

    @property
    def has_ended(self) -> bool:
        return self.as_of >= self.due_on

    @property
    def needed_a_week(self) -> Decimal | None:
        """Share of the objective to be done in each week from here to the due day; None after it or when reached."""
        missing = 1 - (self.completion or Decimal(0))
        return None if self.has_ended or missing <= 0 else missing * 7 / (self.due_on - self.as_of).days

    def key_result(self, code: str | None) -> KeyResultLine | None:
        return next((line for line in self.key_results if line.code == code), None)


def to_json(facts: ReportFacts) -> dict[str, Any]:
    """The facts as JSON values."""
    form: dict[str, Any] = json_form.dump(facts)
    return form


def from_json(form: dict[str, Any]) -> ReportFacts:
    """The facts back from `to_json`; what a form of an earlier day lacks takes its default."""
    facts: ReportFacts = json_form.load(ReportFacts, form)
    return facts
