"""Where completion and forecast come from: the basis, and the forecast in one sentence that a reader can check."""

from collections.abc import Iterator
from decimal import Decimal

from objectives.core.vocabulary import Basis, ForecastMethod, Language, Status
from reports.core.facts import KeyResultLine, MeasureLine, ReportFacts
from reports.core.sentences import EMPTY, Sentence, Tone, concat, joined
from reports.core.situation import Situation, situation
from reports.core.voice import Voice


def basis(facts: ReportFacts, language: Language) -> Sentence:
    """Whether the mean of the key results leads or the objective's own metric, with the other beside it."""
    voice = Voice(language)
    if facts.completion is None:
        return EMPTY
    n = voice.key_results(facts.mean_of)
    if facts.basis is Basis.OWN_METRIC:
        said = _beside("basis_own", n, facts.mean_completion, facts.mean_forecast, voice) or voice.say("basis_own_only")
    else:
        said = _beside("basis_mean", n, facts.direct_completion, facts.direct_forecast, voice) or voice.say(
            "basis_mean_only", n=n
        )
    missing = voice.say("left_out", names=voice.listed(facts.left_out)) if facts.left_out else EMPTY
    reason = voice.say("status_reason", text=voice.told(facts.status_reason)) if facts.status_reason else EMPTY
    return joined((said, missing, reason), voice.text("next_sentence"))


def _beside(key: str, n: str, completion: Decimal | None, forecast: Decimal | None, voice: Voice) -> Sentence:
    if completion is None:
        return EMPTY
    heading = voice.say("basis_forecast", share=voice.share(forecast)) if forecast is not None else EMPTY
    return voice.say(key, n=n, share=voice.share(completion), forecast=heading)


def trend(facts: ReportFacts, language: Language) -> Sentence:
    """The forecast in one sentence, key result by key result; empty where there is no forecast."""
    voice = Voice(language)
    if situation(facts) is not Situation.FORECAST or facts.forecast is None:
        return EMPTY
    moving, planned = _moving_and_planned(facts)
    end = voice.say("objective_reaches", share=voice.share(facts.forecast), day=voice.day(facts.due_on))
    if not moving:
        lead = voice.say("with_planned", names=voice.listed([line.code for line in planned]))
        return concat(lead if planned else EMPTY, end) if planned else EMPTY
    calm = voice.say("and_with_planned", names=voice.listed([line.code for line in planned]))
    body = concat(_pace(moving, facts, voice), calm if planned else voice.say("and_so"), end)
    return joined((body, _large_entry(facts, voice)), voice.text("next_sentence"))


def _moving_and_planned(facts: ReportFacts) -> tuple[list[KeyResultLine], list[KeyResultLine]]:
    """Key results with a forecast: those whose trend decides, worst first, and those that run as planned."""
    known = [line for line in facts.key_results if line.forecast is not None]
    moving = sorted((line for line in known if not _is_planned(line)), key=lambda line: -line.loss)
    return moving, [line for line in known if _is_planned(line)]


def _is_planned(line: KeyResultLine) -> bool:
    """Nothing is lost, no guardrail is broken, and not because a trend overshoots its target."""
    trending = any(measure.method in (ForecastMethod.TREND, ForecastMethod.PACE) for measure in _counting(line))
    return line.status is Status.ON_TRACK and line.forecast is not None and line.forecast >= 1 and not trending


def _counting(line: KeyResultLine) -> list[MeasureLine]:
    return [measure for measure in line.measures if measure.counts and not measure.guardrail]


def trending(facts: ReportFacts) -> Iterator[tuple[KeyResultLine, MeasureLine]]:
    """The measures whose forecast is a pace or a trend, with their key results."""
    for line in facts.key_results:
        for measure in _counting(line):
            if measure.method in (ForecastMethod.TREND, ForecastMethod.PACE):
                yield line, measure


def _pace(moving: list[KeyResultLine], facts: ReportFacts, voice: Voice) -> Sentence:
    shown = moving[:3]
    reaches = [_reaches(line, voice, first=line is shown[0]) for line in shown]
    codes = {line.code for line in shown}
    used = {measure.points for line, measure in trending(facts) if line.code in codes}
    whole = joined(reaches, voice.text("list"))
    if len(used) == 1 and (n := used.pop()) > 1:
        return voice.say("at_pace_of", n=voice.check_ins(n), reaches=whole)
    return voice.say("at_present_pace", reaches=whole)


def _reaches(line: KeyResultLine, voice: Voice, *, first: bool) -> Sentence:
    share = voice.share(line.forecast or Decimal(0), Tone.FIGURE, line.code)
    return voice.say("reaches" if first else "reaches_too", name=line.code, share=share)


def _large_entry(facts: ReportFacts, voice: Voice) -> Sentence:
    """The guard against one outstanding check-in carrying the whole trend."""
    for line, measure in trending(facts):
        if measure.large_entry is not None and measure.without_large_entry is not None:
            return voice.say(
                "large_entry",
                amount=voice.reading(measure.large_entry, measure),
                name=line.code,
                share=voice.share(measure.without_large_entry),
            )
    return EMPTY
