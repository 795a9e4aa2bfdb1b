"""Facts to words: the conclusion, the one sentence that says it all, and the lede behind it.

Each sentence is built from clauses that the facts call for. First the situation is read off the facts; it decides
which clauses there are. Then each clause is said in the reader's language. Figures come as marked pieces.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from objectives.core import numbers
from objectives.core.vocabulary import AskState, Language, Status
from reports.core.ask_words import ask_in_a_sentence
from reports.core.facts import CoreRisk, KeyResultLine, MeasureLine, ReportFacts, RiskReason
from reports.core.reading import Limit, first_clause, size
from reports.core.sentences import EMPTY, Piece, Said, Sentence, Tone, concat, joined, plain, toned
from reports.core.situation import Situation, situation, tone
from reports.core.voice import Voice

CONCLUSION = Limit(han=45, words=40)
CONCLUSION_SECONDS = 16  # of the thirty that conclusion, strip and ask titles share
NAMED_RISK = Limit(han=16, words=14)
AGED_DAYS = 7  # from a week on, the conclusion itself says how old its data are
RISK_PHRASES = {
    RiskReason.STARTED_LATE: "risk_started_late",
    RiskReason.NOT_STARTED: "risk_not_started",
    RiskReason.STALE: "risk_stale",
    RiskReason.NO_DATA: "risk_no_data",
    RiskReason.WENT_BACKWARDS: "risk_backwards",
    RiskReason.FORECAST_LOSS: "risk_loss",
}
WITHOUT_FORECAST = (Situation.NO_DATA, Situation.TOO_LITTLE_DATA, Situation.TOO_EARLY)
# These explain themselves; what a key result lacks otherwise has a cause that somebody found.
SELF_EXPLAINING = (RiskReason.NAMED, RiskReason.STALE, RiskReason.NO_DATA)
MOSTLY = Decimal("0.6")  # of the gap, from which one key result is said to make most of it

# The conclusion


def conclusion(facts: ReportFacts, language: Language, *, seconds: float = CONCLUSION_SECONDS) -> Sentence:
    """The one sentence: as of which day, completion, forecast, gap, core risk and its cause.

    Of the ways to name the risk, fullest first, the first that keeps the conclusion within its limit is taken; before a
    shorter way, fewer of the leading milestones are named.
    """
    voice = Voice(language)
    shortest: Sentence = EMPTY
    for risk, milestones in product(_risk_clauses(facts, voice), (2, 1, 0) if facts.milestones else (0,)):
        shortest = _conclusion(facts, voice, risk, milestones)
        counted = size(plain(shortest))
        if counted.within(CONCLUSION) and counted.seconds <= seconds:
            break
    return shortest


def _conclusion(facts: ReportFacts, voice: Voice, risk: Said, milestones: int) -> Sentence:
    main = _MAIN_CLAUSES[situation(facts)](facts, voice)
    if main and facts.milestones[:milestones] and situation(facts) in WITHOUT_FORECAST:
        main.append(_milestones(facts, voice, milestones))
    if voice.is_chinese:  # one sentence, its parts set off by semicolons
        return voice.sentences(joined((*main, risk), voice.text("semicolon")))
    return voice.sentences(*main, risk)


def _no_key_results(facts: ReportFacts, voice: Voice) -> list[Said]:
    return [voice.say("no_key_results", by=_by(facts, voice, "as_of"))]


def _without_forecast(facts: ReportFacts, voice: Voice) -> list[Said]:
    """Plan and needed pace instead of a forecast; the leading milestones follow them."""
    reasons = {Situation.TOO_EARLY: "too_early", Situation.TOO_LITTLE_DATA: "too_little_data"}
    reason = reasons.get(situation(facts))
    clauses: list[Said] = [
        concat(
            _done(facts, voice),
            voice.say("against_plan", share=voice.plan(facts.expected, Tone.FIGURE))
            if facts.expected is not None
            else "",
            voice.say(reason, names=voice.listed(facts.left_out)) if reason else "",
        )
    ]
    if facts.needed_a_week is not None:
        pace = Piece(voice.distance(facts.needed_a_week, facts), Tone.FIGURE, "needed")
        clauses.append(voice.say("needed_a_week", pace=pace))
    return clauses


def _milestones(facts: ReportFacts, voice: Voice, most: int) -> Sentence:
    named = [
        voice.say("milestone", text=voice.told(item.text, NAMED_RISK), day=voice.day(item.due_on))
        for item in facts.milestones[:most]
    ]
    return voice.say("leading_milestones", list=joined(named, voice.text("list")))


def _ended(facts: ReportFacts, voice: Voice) -> list[Said]:
    completion = facts.completion or Decimal(0)
    share = voice.share(completion, _reached_tone(completion, facts), "completion")
    ended = voice.say("ended", day=voice.day(facts.due_on), age=_age(facts, voice), share=share)
    return [concat(ended, voice.say("then_gap", gap=_short_or_over(1 - completion, facts, voice)))]


def _reached(facts: ReportFacts, voice: Voice) -> list[Said]:
    over = _short_or_over(1 - (facts.completion or Decimal(0)), facts, voice)
    return [concat(_done(facts, voice), voice.say("then_gap", gap=over))]


def _forecast(facts: ReportFacts, voice: Voice) -> list[Said]:
    forecast = facts.forecast or Decimal(0)
    heading = voice.say("heading_for", share=voice.share(forecast, tone(facts.status), "forecast"))
    gap = _short_or_over(1 - forecast, facts, voice)
    return [concat(_done(facts, voice), heading, voice.say("then_gap", gap=gap))]


_MAIN_CLAUSES = {
    Situation.NO_KEY_RESULTS: _no_key_results,
    Situation.NO_DATA: _without_forecast,
    Situation.TOO_LITTLE_DATA: _without_forecast,
    Situation.TOO_EARLY: _without_forecast,
    Situation.ENDED: _ended,
    Situation.REACHED: _reached,
    Situation.FORECAST: _forecast,
}


def _reached_tone(completion: Decimal, facts: ReportFacts) -> Tone:
    return Tone.GOOD if completion >= 1 else tone(facts.status)


def _by(facts: ReportFacts, voice: Voice, key: str = "by") -> Sentence:
    return voice.say(key, day=voice.day(facts.as_of), age=_age(facts, voice))


def _age(facts: ReportFacts, voice: Voice) -> Sentence:
    """How old the data are, once that matters."""
    if facts.data_day is None or (facts.age < AGED_DAYS and not facts.stale):
        return EMPTY
    if facts.stale:
        return (toned(voice.say("age_stale", days=voice.days(facts.age)), Tone.WARN, "data"),)
    return voice.say("age", day=voice.day(facts.data_day))


def _done(facts: ReportFacts, voice: Voice) -> Sentence:
    by = _by(facts, voice)
    if facts.completion is None:
        return voice.say("nothing_checked_in", by=by)
    if facts.completion < 0:
        return voice.say("done_backwards", by=by, share=voice.share(facts.completion, Tone.BAD, "completion"))
    return voice.say("done", by=by, share=voice.share(facts.completion, source="completion"))


def _short_or_over(missing: Decimal, facts: ReportFacts, voice: Voice) -> Said:
    """ "EUR 100,000 short", "on target", "target reached", "target reached, EUR 60,000 over"."""
    if missing > 0:
        return toned(voice.say("gap", gap=gap_words(missing, facts, voice)), tone(facts.status), "gap")
    if not _is_reached(facts):
        return Piece(voice.text("on_target"), Tone.GOOD)
    reached = Piece(voice.text("target_reached"), Tone.GOOD)
    over = toned(voice.say("over", over=voice.distance(-missing, facts)), Tone.GOOD) if missing < 0 else EMPTY
    return joined((reached, over), voice.text("comma"))


def _is_reached(facts: ReportFacts) -> bool:
    return facts.completion is not None and facts.completion >= 1


def gap_words(missing: Decimal, facts: ReportFacts, voice: Voice) -> str:
    """The gap in the objective's unit as calculated; at the end what is really missing."""
    if facts.gap is None or not facts.unit or facts.has_ended:
        return voice.distance(missing, facts)
    return numbers.difference(facts.gap, facts.unit, voice.language, unit_other=facts.unit_other)


# The core risk


def _risk_clauses(facts: ReportFacts, voice: Voice) -> Iterator[Said]:
    """Ways to say the core risk: by name with its cause, by code, the same with a shorter cause, at last without."""
    if facts.risk is None:
        calm = facts.status is Status.ON_TRACK and situation(facts) is Situation.FORECAST
        yield voice.say("no_core_risk") if calm else EMPTY
        return
    line = facts.key_result(facts.risk.key_result)
    names: list[Said] = [voice.name(line), line.code] if line else [""]
    explained = facts.risk.reason in SELF_EXPLAINING
    cause = voice.told(line.finding.text) if line and line.finding and not explained else EMPTY
    brief = tuple(Piece(first_clause(piece.text), language=piece.language) for piece in cause)
    for name, aside in (*((name, aside) for aside in (cause, brief) for name in names), (names[0], EMPTY)):
        yield _core_risk(facts, voice, facts.risk, name, aside)
    yield _core_risk(facts, voice, facts.risk, names[-1], EMPTY)


def _core_risk(facts: ReportFacts, voice: Voice, risk: CoreRisk, name: Said, cause: Sentence) -> Sentence:
    said = voice.say("core_risk", risk=risk_words(facts, voice, risk, name))
    return voice.say("bracketed", text=said, aside=cause) if cause else said


def risk_words(facts: ReportFacts, voice: Voice, risk: CoreRisk, name: Said, limit: Limit = NAMED_RISK) -> Sentence:
    """The core risk as a clause, for a key result under the given name; a named risk within the limit."""
    if risk.reason is RiskReason.NAMED:
        return voice.told(risk.text, limit)
    if risk.reason is RiskReason.GUARDRAIL_BROKEN:
        return voice.say("risk_guardrail", name=name, **_guardrail_slots(risk.measure, voice))
    line = facts.key_result(risk.key_result)
    known = line.progress if line and risk.reason is RiskReason.WENT_BACKWARDS else line.forecast if line else None
    share = voice.share(known, Tone.BAD, risk.key_result) if known is not None else ""
    days = Piece(voice.days(risk.days), Tone.FIGURE, risk.key_result)
    return voice.say(RISK_PHRASES[risk.reason], name=name, days=days, share=share)


def _guardrail_slots(measure: MeasureLine | None, voice: Voice) -> dict[str, Said]:
    if measure is None or measure.last is None:
        return {}
    last = Piece(voice.reading(measure.last, measure), Tone.BAD, measure.source)
    return {"measure": voice.told(measure.name), "last": last, "limit": voice.limit(measure)}


# The lede


def lede(facts: ReportFacts, language: Language, *, names: bool = True) -> Sentence:
    """Where the gap comes from and what runs as planned; then what the reader's decision would change.

    Key results go by their short names where they are few, by their codes without `names`.
    """
    voice = Voice(language)
    return voice.sentences(_where_the_gap_is(facts, voice, names), _what_is_asked(facts, voice))


def _where_the_gap_is(facts: ReportFacts, voice: Voice, names: bool) -> Sentence:
    if situation(facts) is not Situation.FORECAST:
        return EMPTY
    losing = sorted((line for line in facts.key_results if line.loss > 0), key=lambda line: -line.loss)
    planned = [line for line in facts.key_results if line.status is Status.ON_TRACK and line.loss == 0]
    if not losing:
        return _all_planned(len(planned), voice) if len(planned) == len(facts.key_results) else EMPTY
    calm = voice.say("as_planned_are", names=_planned(planned, facts, voice, names)) if planned else EMPTY
    return joined((_losers(losing, voice, names), calm), voice.text("semicolon"))


def _all_planned(n: int, voice: Voice) -> Sentence:
    return voice.say({1: "one_as_planned", 2: "both_as_planned"}.get(n, "all_as_planned"), n=str(n))


def _losers(losing: list[KeyResultLine], voice: Voice, names: bool) -> Sentence:
    worst = voice.name(losing[0]) if names else losing[0].code
    if len(losing) == 1:
        return voice.say("gap_all_in", names=worst)
    first = losing[0].loss / sum(line.loss for line in losing)
    if first >= MOSTLY:
        return voice.say("gap_mostly_in", share=voice.share(round(first, 2)), names=worst)
    return voice.say("gap_split", names=voice.listed(_names(losing, voice, names)))


def _planned(planned: list[KeyResultLine], facts: ReportFacts, voice: Voice, names: bool) -> Said:
    losing = sum(line.loss > 0 for line in facts.key_results)
    if len(planned) > 2 and len(planned) + losing == len(facts.key_results):
        return voice.say("the_others", n=str(len(planned)))
    return voice.listed(_names(planned, voice, names))


def _names(lines: list[KeyResultLine], voice: Voice, names: bool) -> list[Said]:
    """Short names of two key results, codes of more."""
    return [voice.name(line) if names and len(lines) <= 2 else line.code for line in lines]


def _what_is_asked(facts: ReportFacts, voice: Voice) -> Sentence:
    if not facts.asks:
        return voice.say("no_decision_needed") if facts.key_results else EMPTY
    pending = [ask for ask in facts.asks if ask.state.is_open or ask.state is AskState.DRAFT]
    if not pending:
        return voice.say("all_decided")
    best = max(pending, key=lambda ask: ask.effect or Decimal(0))
    if best.effect and best.forecast_with is not None:
        lifted = voice.share(best.forecast_with, Tone.FIGURE, "effect")
        return voice.say("ask_lifts", ask=ask_in_a_sentence(best, voice), share=lifted)
    n = voice.counted(len(pending), "decision", "项")
    days = [ask.needed_by for ask in pending if ask.needed_by]
    key = "decisions_needed" if not days else "decisions_needed_by" if min(days) >= facts.as_of else "decisions_overdue"
    needed = voice.say(key, n=n, day=voice.day(min(days), near=facts.as_of) if days else "")
    return joined((needed, voice.say("effect_not_quantified")), voice.text("semicolon"))
