"""What stands behind the page: every key result with its measures, the plan, the check-ins, and the arithmetic.

Each figure of the page links to an anchor here.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from objectives.core import numbers
from objectives.core.vocabulary import Language, Status
from reports.core.arithmetic import Arithmetic, sums
from reports.core.dossier import CheckInLine, Dossier, PlanLine
from reports.core.facts import KeyResultLine, ReportFacts
from reports.core.reading import Limit
from reports.core.row_words import actual_lines, cause
from reports.core.sentences import Sentence, Tone
from reports.core.situation import tone
from reports.core.trend import basis, trend
from reports.core.voice import Voice

CHECK_INS = 60
CAUSE = Limit(han=200, words=100)
MEASURES = 12


@dataclass(frozen=True, slots=True)
class KeyResultRow:
    code: str
    title: Sentence
    weight: int
    progress: str
    expected: str
    forecast: str
    status: Status
    tone: Tone
    lines: tuple[Sentence, ...]
    cause: Sentence


@dataclass(frozen=True, slots=True)
class TaskRow:
    code: str
    title: Sentence
    depth: int
    person: str
    starts_on: date | None
    finishes_on: date | None
    percent: int
    done: bool


@dataclass(frozen=True, slots=True)
class CheckInRow:
    anchor: str
    key_result: str
    measure: Sentence
    day: date
    value: str
    author: str
    note: str


@dataclass(frozen=True, slots=True)
class Appendix:
    basis: Sentence
    trend: Sentence
    arithmetic: tuple[Arithmetic, ...]
    key_results: tuple[KeyResultRow, ...]
    tasks: tuple[TaskRow, ...]
    check_ins: tuple[CheckInRow, ...]
    older_check_ins: int  # not shown


def behind(dossier: Dossier, facts: ReportFacts, language: Language) -> Appendix:
    """The appendix of a report in a language; `facts` carry the answers given since."""
    voice = Voice(language)
    return Appendix(
        basis=basis(facts, language),
        trend=trend(facts, language),
        arithmetic=sums(dossier, facts, voice),
        key_results=tuple(_key_result(line, facts, voice) for line in facts.key_results),
        tasks=tuple(_task(line, voice) for line in dossier.plan),
        check_ins=tuple(_check_in(line, voice) for line in dossier.check_ins[:CHECK_INS]),
        older_check_ins=max(len(dossier.check_ins) - CHECK_INS, 0),
    )


def _key_result(line: KeyResultLine, facts: ReportFacts, voice: Voice) -> KeyResultRow:
    return KeyResultRow(
        code=line.code,
        title=voice.told(line.title),
        weight=line.weight,
        progress=_share(line.progress),
        expected=_share(line.expected),
        forecast=_share(line.forecast),
        status=line.status,
        tone=tone(line.status),
        lines=actual_lines(line, voice, MEASURES),
        cause=cause(line, facts, voice, CAUSE).text,
    )


def _share(share: Decimal | None) -> str:
    return "–" if share is None else numbers.percent(share)


def _task(line: PlanLine, voice: Voice) -> TaskRow:
    return TaskRow(
        line.code,
        voice.told(line.text),
        line.depth,
        line.person,
        line.starts_on,
        line.finishes_on,
        line.percent,
        line.done,
    )


def _check_in(line: CheckInLine, voice: Voice) -> CheckInRow:
    value = numbers.amount(line.value, line.unit, voice.language, exact=True, unit_other=line.unit_other)
    name = voice.told(line.measure)
    return CheckInRow(f"check-in-{line.key}", line.key_result, name, line.day, value, line.author, line.note)
