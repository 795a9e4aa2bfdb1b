"""What a report freezes: the facts of its page, and behind them the figures, the plan and the check-ins.

From a dossier alone everything that a report ever shows can be made again: the page in either language, the appendix,
and what an ask brings when the boss grants another amount than was asked for. Nothing of it is read from the plan,
which goes on changing. Answers to the asks come later and from outside; `answered` lays them over the frozen facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from objectives.core.effect import Effect, bought, effect
from objectives.core.facts import ObjectiveFacts, ObjectiveResult
from objectives.core.vocabulary import AskState, Language
from reports.core import json_form
from reports.core.facts import NOTHING, AskLine, ReportFacts, Text


@dataclass(frozen=True, slots=True)
class EffectModel:
    """How an ask moves a measure: by money that buys units, or by a stated uplift in the measure's unit."""

    ask: int  # key
    measure: int  # key
    amount: Decimal | None = None  # as asked for
    unit_cost: Decimal | None = None
    value_of_unit: Decimal | None = None  # in the measure's unit
    uplift: Decimal | None = None
    unit: str = ""  # of the measure
    unit_other: str | None = None

    def adds(self, amount: Decimal | None) -> Decimal | None:
        """What the ask adds to the measure for an amount; a stated uplift shrinks in proportion to a smaller amount."""
        if self.uplift is not None:
            return self.uplift * (amount / self.amount if amount and self.amount else Decimal(1))
        if amount is None or self.unit_cost is None or self.value_of_unit is None:
            return None
        return bought(amount, self.unit_cost, self.value_of_unit)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row of the work breakdown, as the appendix prints it."""

    code: str
    text: Text
    depth: int = 0
    person: str = ""  # empty for a summary
    starts_on: date | None = None
    finishes_on: date | None = None
    percent: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True)
class CheckInLine:
    """A check-in behind a figure; `key` is what the figure links to."""

    key: int
    key_result: str  # code; empty for the objective's own metric
    measure: Text
    unit: str
    day: date
    value: Decimal
    author: str
    unit_other: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What lists show of a report without laying its page out again."""

    language: Language
    conclusion: str
    must_read_seconds: int
    reading_seconds: int


@dataclass(frozen=True, slots=True)
class Dossier:
    facts: ReportFacts
    objective: ObjectiveFacts
    result: ObjectiveResult
    plan: tuple[PlanLine, ...] = ()
    check_ins: tuple[CheckInLine, ...] = ()
    models: tuple[EffectModel, ...] = ()
    words: tuple[Words, ...] = ()

    def said(self, language: Language) -> Words | None:
        """The words of a list in a language; None for a draft."""
        return next((one for one in self.words if one.language is language), None)

    def model(self, ask: int | None) -> EffectModel | None:
        return next((one for one in self.models if one.ask == ask), None)

    def brings(self, ask: int | None, amount: Decimal | None) -> Effect | None:
        """The effect of an ask on the frozen forecast for an amount; None when it has no number."""
        model = self.model(ask)
        uplift = model.adds(amount) if model else None
        if model is None or uplift is None:
            return None
        return effect(self.objective, self.result, model.measure, uplift)


@dataclass(frozen=True, slots=True)
class AskAnswer:
    """Where an ask stands now."""

    state: AskState
    decider: str = ""
    decided_on: date | None = None
    granted: Decimal | None = None
    answer: Text = NOTHING


def answered(dossier: Dossier, answers: Mapping[int, AskAnswer]) -> ReportFacts:
    """The frozen facts with what has been answered since; a trimmed amount has its own effect."""
    asks = tuple(_answered(dossier, ask, answers.get(ask.key or 0)) for ask in dossier.facts.asks)
    return replace(dossier.facts, asks=asks)


def _answered(dossier: Dossier, ask: AskLine, found: AskAnswer | None) -> AskLine:
    if found is None:
        return ask
    line = replace(
        ask,
        state=found.state,
        decider=found.decider or ask.decider,
        decided_on=found.decided_on,
        granted=found.granted,
        answer=found.answer,
    )
    return with_effect(dossier, line, found.granted) if found.state is AskState.TRIMMED else line


def with_effect(dossier: Dossier, ask: AskLine, amount: Decimal | None) -> AskLine:
    """The ask with what it brings for an amount."""
    brings = dossier.brings(ask.key, amount)
    return replace(ask, effect=brings.points if brings else None, forecast_with=brings.forecast if brings else None)


def to_json(dossier: Dossier) -> dict[str, Any]:
    """The dossier as JSON values."""
    form: dict[str, Any] = json_form.dump(dossier)
    return form


def from_json(form: Mapping[str, Any]) -> Dossier:
    """The dossier back from `to_json`; what a form of an earlier day lacks takes its default."""
    dossier: Dossier = json_form.load(Dossier, form)
    return dossier
