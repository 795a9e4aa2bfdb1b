"""The calculations behind the figures of a page, each with its own numbers.

- completion: weight × progress of each key result, added up; the forecast the same;
- gap: what the forecast lacks × the span of the objective's own metric;
- effect of an ask: amount ÷ unit cost × value of a unit (or the stated uplift) on top of the measure's forecast.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from objectives.core import numbers
from objectives.core.facts import Forecast, MeasureFacts
from objectives.core.vocabulary import Basis, Language
from reports.core.ask_words import ask_in_a_sentence
from reports.core.dossier import Dossier, EffectModel
from reports.core.facts import AskLine, ReportFacts
from reports.core.sentences import EMPTY, Sentence
from reports.core.voice import Voice

ZERO = Decimal(0)


class Sum(StrEnum):
    """What a calculation is about."""

    COMPLETION = "completion"
    FORECAST = "forecast"
    GAP = "gap"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """One calculation with its numbers: "50% × 10% + 50% × 60% = 35%"; `about` is the ask of an effect."""

    kind: Sum
    formula: str
    about: Sentence = EMPTY


def sums(dossier: Dossier, facts: ReportFacts, voice: Voice) -> tuple[Arithmetic, ...]:
    """The calculations of a report; those without a number are left out."""
    return (*_means(facts), *_gap(facts, voice), *_effects(dossier, facts, voice))


def _means(facts: ReportFacts) -> Iterator[Arithmetic]:
    if facts.basis is not Basis.KEY_RESULTS or facts.left_out:
        return
    if facts.completion is not None:
        parts = ((one.weight, one.progress) for one in facts.key_results)
        yield Arithmetic(Sum.COMPLETION, _mean(parts, facts.completion))
    if facts.forecast is not None:
        parts = ((one.weight, one.forecast) for one in facts.key_results)
        yield Arithmetic(Sum.FORECAST, _mean(parts, facts.forecast))


def _mean(parts: Iterable[tuple[int, Decimal | None]], whole: Decimal) -> str:
    known = [f"{weight}% × {numbers.percent(max(share, ZERO))}" for weight, share in parts if share is not None]
    return f"{' + '.join(known)} = {numbers.percent(whole)}"


def _gap(facts: ReportFacts, voice: Voice) -> Iterator[Arithmetic]:
    if not facts.gap or facts.span is None or facts.forecast is None:
        return
    span = numbers.amount(facts.span, facts.unit, voice.language, exact=True, unit_other=facts.unit_other)
    gap = numbers.difference(facts.gap, facts.unit, voice.language, unit_other=facts.unit_other)
    yield Arithmetic(Sum.GAP, f"(100% − {numbers.percent(facts.forecast)}) × {span} = {gap}")


def _effects(dossier: Dossier, facts: ReportFacts, voice: Voice) -> Iterator[Arithmetic]:
    for ask in facts.asks:
        model, found = dossier.model(ask.key), _moved(dossier, ask)
        if model is not None and found is not None and ask.effect is not None:
            yield Arithmetic(Sum.EFFECT, _effect(ask, model, *found, voice), ask_in_a_sentence(ask, voice))


def _moved(dossier: Dossier, ask: AskLine) -> tuple[MeasureFacts, Forecast] | None:
    """The measure that an ask moves, with its forecast now."""
    model = dossier.model(ask.key)
    for row, result in zip(dossier.objective.key_results, dossier.result.key_results, strict=True):
        for declared, made in zip(row.measures, result.measures, strict=True):
            if model and declared.key == model.measure and made.forecast:
                return declared, made.forecast
    return None


def _effect(ask: AskLine, model: EffectModel, measure: MeasureFacts, now: Forecast, voice: Voice) -> str:
    """ "5,000 ÷ 125 × 400 = EUR 16,000; EUR 30,000 + EUR 16,000 = EUR 46,000 of EUR 50,000; +16 points"."""
    amount = ask.granted if ask.granted is not None else ask.amount
    uplift, before = model.adds(amount) or ZERO, now.value or ZERO
    sum_up = f"{_said(before, model, voice)} + {_said(uplift, model, voice)} = {_said(before + uplift, model, voice)}"
    target = _said(measure.target or ZERO, model, voice)
    points = numbers.points((ask.effect or ZERO) * 100, voice.language, signed=True)
    of = "目标" if voice.language is Language.CHINESE else "target"
    return f"{_bought(model, amount, uplift, voice)}{sum_up} ({of} {target}) → {points}"


def _bought(model: EffectModel, amount: Decimal | None, uplift: Decimal, voice: Voice) -> str:
    if model.uplift is not None or amount is None or model.unit_cost is None or model.value_of_unit is None:
        return ""
    parts = (amount, model.unit_cost, model.value_of_unit)
    spent, cost, value = (numbers.number(one, voice.language, exact=True) for one in parts)
    return f"{spent} ÷ {cost} × {value} = {_said(uplift, model, voice)}; "


def _said(value: Decimal, model: EffectModel, voice: Voice) -> str:
    return numbers.amount(value, model.unit, voice.language, unit_other=model.unit_other)
