"""The figure strip: completion, forecast, gap and core risk, each with the word that qualifies it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from objectives.core.vocabulary import Language
from reports.core.facts import ReportFacts
from reports.core.phrases import word
from reports.core.reading import Limit, size
from reports.core.sentences import EMPTY, Piece, Said, Sentence, Tone, joined, plain
from reports.core.situation import Situation, situation, tone
from reports.core.trend import trending
from reports.core.voice import Voice
from reports.core.wording import NAMED_RISK, gap_words, risk_words

BRIEF_RISK = Limit(han=10, words=6)
RANGE_FROM = 4  # check-ins; fewer give no range


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of the strip: what it is, the figure, and what stands beside it."""

    label: str
    value: Sentence
    note: Sentence = EMPTY


def strip(facts: ReportFacts, language: Language, *, range_note: bool = True, names: bool = True) -> tuple[Figure, ...]:
    """Completion, forecast, gap and core risk; without `names` the key result at risk goes by its code."""
    voice = Voice(language)
    return (
        _completion(facts, voice),
        _forecast(facts, voice, range_note),
        _gap(facts, voice),
        _risk(facts, voice, names),
    )


def _completion(facts: ReportFacts, voice: Voice) -> Figure:
    plan = voice.say("plan", share=voice.plan(facts.expected)) if facts.expected is not None else EMPTY
    if facts.completion is None:
        return Figure(voice.text("label_completion"), _quiet(voice, "no_check_in"), plan)
    shade = Tone.BAD if facts.completion < 0 else Tone.FIGURE
    return Figure(voice.text("label_completion"), (voice.share(facts.completion, shade, "completion"),), plan)


def _forecast(facts: ReportFacts, voice: Voice, range_note: bool) -> Figure:
    label, here = voice.text("label_forecast"), situation(facts)
    if here is Situation.TOO_EARLY:
        return Figure(label, _quiet(voice, "too_early_short"))
    if facts.forecast is None or here is Situation.TOO_LITTLE_DATA:
        return Figure(label, _quiet(voice, "unknown"))
    if facts.has_ended:
        reached = facts.completion or Decimal(0)
        return Figure(label, (voice.share(reached, tone(facts.status), "completion"),), voice.say("final"))
    value = (voice.share(facts.forecast, tone(facts.status), "forecast"),)
    note = joined(_notes(facts, voice, range_note), voice.text("comma"))
    return Figure(label, value, note)


def _notes(facts: ReportFacts, voice: Voice, range_note: bool) -> Iterator[Said]:
    points = max((measure.points for _, measure in trending(facts)), default=0)
    if points and range_note:
        yield voice.say("no_range_yet" if points < RANGE_FROM else "from_check_ins", n=voice.check_ins(points))
    if facts.age:
        yield Piece(voice.text("data_age", days=voice.days(facts.age)), Tone.WARN if facts.stale else Tone.PLAIN)


def _gap(facts: ReportFacts, voice: Voice) -> Figure:
    label, here = voice.text("label_gap"), situation(facts)
    if here in (Situation.ENDED, Situation.REACHED):
        missing = 1 - (facts.completion or Decimal(0))
    elif here is Situation.FORECAST:
        missing = 1 - (facts.forecast or Decimal(0))
    else:
        return Figure(label, _quiet(voice, "unknown"))
    if missing <= 0:
        return Figure(label, (Piece(voice.text("none"), Tone.GOOD, "gap"),))
    return Figure(label, (Piece(gap_words(missing, facts, voice), tone(facts.status), "gap"),))


def _risk(facts: ReportFacts, voice: Voice, names: bool) -> Figure:
    label = voice.text("label_risk")
    if facts.risk is None:
        return Figure(label, _quiet(voice, "none" if facts.completion is not None else "unknown"))
    kind = word(facts.risk.kind, voice.language)
    line = facts.key_result(facts.risk.key_result)
    words = risk_words(facts, voice, facts.risk, voice.name(line) if line else "")
    if not (names and size(plain(words)).within(NAMED_RISK)):
        words = risk_words(facts, voice, facts.risk, line.code if line else "", BRIEF_RISK)
    return Figure(f"{label}{voice.text('dot')}{kind}" if kind else label, words)


def _quiet(voice: Voice, key: str) -> Sentence:
    return (Piece(voice.text(key), Tone.QUIET),)
