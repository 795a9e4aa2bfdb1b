"""What makes a draft weak in front of the boss, said to its author while there is time: codes without language.

1. A key result that lags has a cause, and not only one that lies outside: what is in our hands?
2. An ask says by when, what happens without it, and what is done if it is declined; its effect has a number.
3. Where something lags there is a next step.
4. The layer that must be read takes thirty seconds; at most three asks stand on the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from objectives.core.vocabulary import AskKind, CauseKind, Language, Status
from reports.core.facts import KeyResultLine, ReportFacts, Text
from reports.core.page import ASKS, TITLE, Page
from reports.core.reading import size

SHOWN = 4  # more advice at a time is not read


class Advice(StrEnum):
    NO_CAUSE = "no_cause"
    ONLY_EXTERNAL = "only_external"
    NO_NEXT_STEP = "no_next_step"
    ASK_WITHOUT_DAY = "ask_without_day"
    ASK_WITHOUT_RISK = "ask_without_risk"
    ASK_WITHOUT_FALLBACK = "ask_without_fallback"
    ASK_WITHOUT_EFFECT = "ask_without_effect"
    ASK_TITLE_LONG = "ask_title_long"
    MANY_ASKS = "many_asks"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Hint:
    """One piece of advice; `about` is the key result's code or the ask's title it is about."""

    advice: Advice
    about: str | Text = ""


def lags(status: Status, loss: Decimal) -> bool:
    """Whether a key result owes its reader a cause."""
    return loss > 0 or status in (Status.BEHIND, Status.AT_RISK)


def lagging(facts: ReportFacts) -> tuple[KeyResultLine, ...]:
    """The key results that owe a cause, in their own order."""
    return tuple(line for line in facts.key_results if lags(line.status, line.loss))


def advise(facts: ReportFacts, page: Page) -> tuple[Hint, ...]:
    """What to improve first; a few at a time."""
    return tuple([*_causes(facts), *_steps(facts), *_length(facts, page), *_asks(facts, page.language)][:SHOWN])


def _causes(facts: ReportFacts) -> Iterator[Hint]:
    for line in lagging(facts):
        if line.finding is None:
            yield Hint(Advice.NO_CAUSE, line.code)
        elif line.finding.cause is CauseKind.EXTERNAL:
            yield Hint(Advice.ONLY_EXTERNAL, line.code)


def _steps(facts: ReportFacts) -> Iterator[Hint]:
    if lagging(facts) and not facts.next_steps:
        yield Hint(Advice.NO_NEXT_STEP)


def _length(facts: ReportFacts, page: Page) -> Iterator[Hint]:
    if len(facts.asks) > ASKS:
        yield Hint(Advice.MANY_ASKS)
    if not page.fits:
        yield Hint(Advice.TOO_LONG)


def _asks(facts: ReportFacts, language: Language) -> Iterator[Hint]:
    for ask in facts.asks:
        weak = (
            (ask.needed_by is None, Advice.ASK_WITHOUT_DAY),
            (ask.effect is None and ask.kind is AskKind.MONEY, Advice.ASK_WITHOUT_EFFECT),
            (not ask.risk and ask.effect is None, Advice.ASK_WITHOUT_RISK),
            (not ask.fallback, Advice.ASK_WITHOUT_FALLBACK),
            (not size(ask.title.said(language)).within(TITLE), Advice.ASK_TITLE_LONG),
        )
        for holds, advice in weak:
            if holds:
                yield Hint(advice, ask.title)
