"""What a reading is made of: the findings with the words concerned, and the proposal."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from objectives.core.vocabulary import Direction, Letter, Verdict


class Placed(Protocol):
    """Anything found at [start, end) of the folded text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class LineKind(StrEnum):
    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"


class TextCode(StrEnum):
    """What a careful reader would ask back. In the order in which it is asked, worst first."""

    NO_SCOPE = "no_scope"
    NO_NUMBER = "no_number"
    NO_DATE = "no_date"
    NO_OWNER = "no_owner"
    TWO_GOALS = "two_goals"
    ACTIVITY = "activity"
    NO_BASELINE = "no_baseline"
    NO_UNIT = "no_unit"
    PERCENT_POINTS = "percent_points"
    VAGUE_VERB = "vague_verb"
    VAGUE_DEGREE = "vague_degree"
    VAGUE_TIME = "vague_time"


LETTER_OF = {
    TextCode.NO_SCOPE: Letter.SPECIFIC,
    TextCode.NO_NUMBER: Letter.MEASURABLE,
    TextCode.NO_DATE: Letter.TIME_BOUND,
    TextCode.NO_OWNER: Letter.SPECIFIC,
    TextCode.TWO_GOALS: Letter.SPECIFIC,
    TextCode.ACTIVITY: Letter.MEASURABLE,
    TextCode.NO_BASELINE: Letter.MEASURABLE,
    TextCode.NO_UNIT: Letter.MEASURABLE,
    TextCode.PERCENT_POINTS: Letter.MEASURABLE,
    TextCode.VAGUE_VERB: Letter.SPECIFIC,
    TextCode.VAGUE_DEGREE: Letter.MEASURABLE,
    TextCode.VAGUE_TIME: Letter.TIME_BOUND,
}

FAILS = frozenset({TextCode.NO_SCOPE, TextCode.NO_NUMBER, TextCode.NO_DATE, TextCode.NO_OWNER})
"""Missing altogether; everything else is a question."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Character offsets in the text as given: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextFinding:
    """`spans`: the words to mark, may be empty. `replaces`: what a suggestion would stand in for, None: append."""

    code: TextCode
    spans: tuple[Span, ...] = ()
    replaces: Span | None = None

    @property
    def letter(self) -> Letter:
        return LETTER_OF[self.code]

    @property
    def verdict(self) -> Verdict:
        return Verdict.FAIL if self.code in FAILS else Verdict.QUESTION


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the line already says, for the fields to be filled with; empty or None where it says nothing certain.

    `unit` is a currency code, "%", "pp" or the counted thing as written. Amounts are exact.
    """

    baseline: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    direction: Direction | None = None
    metric: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    sites: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text as given, its findings worst first, and the proposal."""

    text: str
    findings: tuple[TextFinding, ...]
    proposal: Proposal

    @property
    def codes(self) -> tuple[TextCode, ...]:
        return tuple(finding.code for finding in self.findings)
