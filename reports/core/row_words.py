"""Words for the second part of the report: each key result's figures against their targets, and what explains them."""

from collections.abc import Iterator
from dataclasses import dataclass

from objectives.core import numbers
from objectives.core.vocabulary import Direction, Status
from reports.core.facts import KeyResultLine, MeasureLine, ReportFacts
from reports.core.phrases import word
from reports.core.reading import Limit
from reports.core.sentences import EMPTY, Piece, Said, Sentence, Tone, concat, joined
from reports.core.situation import tone
from reports.core.voice import Voice

MEASURE_NAME = Limit(han=14, words=8)


@dataclass(frozen=True, slots=True)
class Cause:
    """The last cell of a row: the typed cause as a tag, and the text."""

    tag: str
    text: Sentence


def actual_lines(line: KeyResultLine, voice: Voice, most: int) -> tuple[Sentence, ...]:
    """Each measure's last value against its target; of too many those that break a limit, then those that count."""
    ranked = sorted(line.measures, key=lambda measure: (not measure.broken, measure.guardrail, not measure.counts))
    shown = [measure for measure in line.measures if measure in ranked[:most]]
    lines = [_actual(measure, voice) for measure in shown]
    if len(line.measures) > len(shown):
        lines.append(voice.say("more_measures", n=str(len(line.measures) - len(shown))))
    return tuple(lines)


def _actual(measure: MeasureLine, voice: Voice) -> Sentence:
    if measure.direction is Direction.MILESTONE:
        return _milestone(measure, voice)
    name = voice.opened(measure.name, MEASURE_NAME)
    if measure.last is None:
        limit, target = voice.limit(measure), _target(measure, voice, dropped=False)
        if measure.direction.is_limit:
            return voice.say("measure_missing_limit", name=name, limit=limit)
        return voice.say("measure_missing", name=name, target=target)
    said = _limit(measure, name, voice) if measure.direction.is_limit else _against_target(measure, name, voice)
    if measure.stale and measure.last_day:
        aged = Piece(voice.text("measure_stale", day=voice.day(measure.last_day)), Tone.WARN, measure.source)
        return concat(said, aged)
    return said


def _against_target(measure: MeasureLine, name: Sentence, voice: Voice) -> Sentence:
    assert measure.last is not None
    target = _target(measure, voice, dropped=_names_its_unit(measure, voice))
    last = Piece(_last(measure, voice), Tone.FIGURE, measure.source)
    said = voice.say("of", name=name, last=last, target=target) if target else concat(name, " ", last)
    if measure.baseline:
        return concat(said, voice.say("from_baseline", baseline=voice.reading(measure.baseline, measure)))
    return said


def _last(measure: MeasureLine, voice: Voice) -> str:
    """The last value; a noun, and in Chinese a currency too, is left to the target behind it."""
    assert measure.last is not None
    whole = numbers.is_percent(measure.unit) or (numbers.is_money(measure.unit) and not voice.is_chinese)
    if whole or measure.target is None:
        return voice.reading(measure.last, measure)
    return voice.bare(measure.last, measure)


def _target(measure: MeasureLine, voice: Voice, *, dropped: bool) -> str:
    if measure.target is None:
        return ""
    return voice.bare(measure.target, measure) if dropped else voice.reading(measure.target, measure)


def _names_its_unit(measure: MeasureLine, voice: Voice) -> bool:
    """ "New-customer orders: 50 of 500" needs no second "orders"."""
    unit = numbers.unit_name(measure.unit, voice.language, measure.unit_other)
    return bool(unit) and measure.name.said(voice.language).lower().endswith(unit.lower())


def _limit(measure: MeasureLine, name: Sentence, voice: Voice) -> Sentence:
    assert measure.last is not None
    last = Piece(voice.reading(measure.last, measure), Tone.BAD if measure.broken else Tone.FIGURE, measure.source)
    said = voice.say("broken" if measure.broken else "held", name=name, last=last, limit=voice.limit(measure))
    if measure.periods_due and not measure.guardrail:
        met, due = str(measure.periods_met), str(measure.periods_due)
        return concat(said, voice.say("held_periods", met=met, due=due))
    return said


def _milestone(measure: MeasureLine, voice: Voice) -> Sentence:
    name = voice.opened(measure.name, MEASURE_NAME)
    if measure.done:
        return voice.say("milestone_done", name=name)
    if measure.steps:
        return voice.say("milestone_steps", name=name, done=str(measure.steps_done), steps=str(measure.steps))
    if measure.due_on:
        return voice.say("milestone_due", name=name, day=voice.day(measure.due_on))
    return voice.say("milestone_open", name=name)


def outlook(line: KeyResultLine, voice: Voice) -> Sentence:
    """Status in a word and the forecast: "At risk · forecast 60%"."""
    status = Piece(word(line.status, voice.language), tone(line.status), line.code)
    forecast = voice.say("outlook", share=voice.share(line.forecast)) if line.forecast is not None else EMPTY
    return joined((status, forecast), voice.text("dot"))


def progress(line: KeyResultLine, voice: Voice) -> str:
    """The bar in words, for those who do not see it: "10% done, plan 38%"."""
    if line.progress is None:
        return voice.text("no_check_in")
    if line.expected is None:
        return voice.share(line.progress).text
    return voice.text("progress_of_plan", share=voice.share(line.progress), plan=voice.plan(line.expected))


def cause(line: KeyResultLine, facts: ReportFacts, voice: Voice, limit: Limit) -> Cause:
    """What a person found, else what the figures show, else that nobody has said."""
    if line.finding:
        text = voice.opened(line.finding.text, limit)
        return Cause(word(line.finding.cause, voice.language), text)
    signs = list(_signs(line, facts, voice))
    if signs:
        return Cause("", joined(signs, voice.text("semicolon")))
    if line.status in (Status.BEHIND, Status.AT_RISK):
        return Cause("", (Piece(voice.text("cause_missing"), Tone.WARN),))
    if line.status is Status.ON_TRACK:
        return Cause("", voice.say("as_planned"))
    return Cause("", (Piece(word(line.status, voice.language), Tone.QUIET),))


def _signs(line: KeyResultLine, facts: ReportFacts, voice: Voice) -> Iterator[Said]:
    if line.progress is not None and line.progress < 0:
        yield voice.say("went_backwards", share=voice.share(line.progress, Tone.BAD, line.code))
    if line.days_late and line.status is not Status.ON_TRACK:
        yield voice.say("started_late" if line.started else "not_started", days=voice.days(line.days_late))
    if line.stale and line.last_day:
        yield voice.say("no_check_in_for", days=voice.days((facts.as_of - line.last_day).days))
    needed = [measure.pace_needed for measure in line.measures if measure.pace_needed and measure.counts]
    if needed and line.status in (Status.BEHIND, Status.AT_RISK):
        yield voice.say("pace_needed", times=numbers.number(round(max(needed), 1), voice.language))
