"""Words for the third part of the report: next steps, and asks with their effect, risk, fallback and answer."""

from datetime import date
from decimal import Decimal

from objectives.core import numbers
from objectives.core.vocabulary import AskKind, AskState
from reports.core.facts import AskLine, ReportFacts
from reports.core.phrases import word
from reports.core.reading import Limit, size
from reports.core.sentences import EMPTY, Piece, Said, Sentence, Tone, concat, joined, plain
from reports.core.voice import Voice


def ask_title(ask: AskLine, voice: Voice, limit: Limit) -> Sentence:
    """What is asked: the quantity first, exact, then what for; the text gives way to the limit, never the quantity."""
    quantity = _quantity(ask, voice)
    used = size(quantity)
    left = Limit(max(limit.han - used.han, 4), max(limit.words - used.all_words, 2))
    text = voice.told(ask.title, left)
    figure = Piece(quantity, Tone.FIGURE)
    if ask.kind is AskKind.MONEY:
        return voice.say("ask_money", amount=figure, text=text)
    return voice.say("labelled", label=figure, text=text) if quantity else text


def ask_in_a_sentence(ask: AskLine, voice: Voice) -> Sentence:
    """An ask as part of a sentence: "EUR 5,000 (TikTok paid traffic)"."""
    quantity = _quantity(ask, voice)
    text = voice.told(ask.title, Limit(10, 8))
    return voice.say("bracketed", text=Piece(quantity, Tone.FIGURE), aside=text) if quantity else text


def _quantity(ask: AskLine, voice: Voice) -> str:
    if ask.kind is AskKind.MONEY:
        return voice.exact(ask.amount or Decimal(0), ask.currency)
    if ask.kind is AskKind.PEOPLE and ask.headcount:
        people = f"{ask.headcount}人" if voice.is_chinese else numbers.count(ask.headcount, "person", "people")
        if not ask.weeks:
            return people
        return voice.text("ask_people", people=people, weeks=voice.counted(ask.weeks, "week", "周"))
    return ""


def ask_lines(ask: AskLine, facts: ReportFacts, voice: Voice, limit: Limit, *, risks: bool = True) -> Sentence:
    """Effect on the forecast, then risk without it and fallback, in sentences."""
    if not risks:
        return voice.sentences(_effect(ask, voice))
    if not ask.risk and not ask.fallback and ask.effect is None:
        return voice.sentences(voice.say("ask_no_effect"), voice.say("ask_nothing_stated"))
    return voice.sentences(_effect(ask, voice), _risk(ask, facts, voice, limit), _fallback(ask, voice, limit))


def _effect(ask: AskLine, voice: Voice) -> Sentence:
    if ask.effect is None or ask.forecast_with is None:
        return voice.say("ask_no_effect")
    points = Piece(numbers.points(ask.effect * 100, voice.language, signed=True), Tone.FIGURE, "effect")
    return voice.say("ask_effect", points=points, share=voice.share(ask.forecast_with))


def _risk(ask: AskLine, facts: ReportFacts, voice: Voice, limit: Limit) -> Sentence:
    if ask.risk:
        return voice.say("ask_risk", text=voice.told(ask.risk, limit))
    if ask.effect is not None and facts.forecast is not None:
        return voice.say("ask_stays", share=voice.share(facts.forecast))
    return voice.say("ask_no_risk")


def _fallback(ask: AskLine, voice: Voice, limit: Limit) -> Sentence:
    return (
        voice.say("ask_fallback", text=voice.told(ask.fallback, limit))
        if ask.fallback
        else voice.say("ask_no_fallback")
    )


def ask_state(ask: AskLine, voice: Voice, limit: Limit) -> Sentence:
    """Who is waited for, or what was answered, when and why; empty for a draft."""
    if ask.state is AskState.DRAFT:
        return EMPTY
    if ask.state is AskState.SUBMITTED:
        return voice.say("waiting_for", person=ask.decider) if ask.decider else _word(ask.state, voice)
    if ask.state is AskState.TRIMMED and ask.granted is not None:
        said = voice.say("answer_trimmed", amount=_granted(ask, ask.granted, voice))
    else:
        said = _word(ask.state, voice)
    said = concat(said, voice.say("on_day", day=voice.day(ask.decided_on)) if ask.decided_on else "")
    return voice.say("labelled", label=said, text=voice.told(ask.answer, limit)) if ask.answer else said


def _granted(ask: AskLine, granted: Decimal, voice: Voice) -> str:
    return voice.exact(granted, ask.currency)


def _word(state: AskState, voice: Voice) -> Sentence:
    return concat(word(state, voice.language))


def needed_by(day: date | None, facts: ReportFacts, voice: Voice) -> str:
    """ "by Sat 24 Oct"; empty without a day."""
    return voice.text("by_day", day=voice.day(day, near=facts.as_of)) if day else ""


def who_and_when(person: Said, day: date | None, done: bool, facts: ReportFacts, voice: Voice) -> str:
    """ "Wang Min · by Sat 24 Oct", and "done" once it is."""
    parts = (person, needed_by(day, facts, voice), voice.text("step_done") if done else "")
    return plain(joined(parts, voice.text("dot")))
