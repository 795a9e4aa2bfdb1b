"""The five letters of SMART in words: the evidence, what is open about it, and the arithmetic.

A finding is a code with the inputs it was judged by. Each code has one sentence here: a statement where the letter
passes, else a question or what is wrong with a suggestion.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from objectives.core.feasibility import Feasibility
from objectives.core.leadtime import LeadTime
from objectives.core.smart import CONFIRMATION_NEEDS, Finding, LetterResult
from objectives.core.vocabulary import Direction, Letter, SmartCode, Verdict
from objectives.models import FindingAnswer, Measure, Objective
from objectives.models.labels import label
from objectives.queries.alignment import Beside
from objectives.queries.lead_times import Chain
from objectives.queries.means import MeansRows
from objectives.queries.terms import Vocabulary, scope_lines
from objectives.words import alignment, basics, lead_times, means
from objectives.words.measures import span_words
from okrplan.texts import said

TONES = {Verdict.PASS: "ok", Verdict.QUESTION: "warn", Verdict.FAIL: "bad"}
MOST_FINDINGS = 3


@dataclass(frozen=True, slots=True)
class FindingWords:
    """One open finding: what is asked, where it leads, and the sentence that somebody has answered it with."""

    code: SmartCode
    text: str
    is_said: bool = False  # the evidence beside it says so already
    links: tuple[alignment.Link, ...] = ()
    answer: FindingAnswer | None = None
    may_be_answered: bool = True  # False: it keeps the plan from being confirmed

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class LetterWords:
    """A line of the card: the letter, its verdict, the evidence and what it comes to, what is open, quiet details."""

    letter: str
    name: str
    verdict: str
    tone: str
    evidence: str
    sum: str  # what the evidence comes to: "EUR 7,000 short"
    findings: tuple[FindingWords, ...]
    detail: str
    detail_url: str  # where the detail is explained
    passes: bool
    links: tuple[alignment.Link, ...] = ()  # the evidence's own


@dataclass(frozen=True, slots=True)
class Rows:
    """What people wrote that the sentences quote."""

    objective: Objective
    own: Measure | None
    means: MeansRows
    feasibility: Feasibility
    chain: Chain
    beside: Beside = field(default_factory=Beside)
    answers: Mapping[SmartCode, FindingAnswer] = field(default_factory=dict)
    scope: Vocabulary = field(default_factory=Vocabulary)


def letter_words(result: LetterResult, rows: Rows) -> LetterWords:
    """A letter with its evidence and its open findings, worst first: at most three that nobody has answered."""
    evidence, detail = _evidence(result.letter, rows)
    outcome = _outcome(result.findings[0])
    found = open_findings(result, rows)
    unanswered = [one for one in found if one.answer is None]
    return LetterWords(
        letter=result.letter.value,
        name=letter_name(result.letter),
        verdict=_verdict(result, answered=bool(found) and not unanswered),
        tone=TONES[result.verdict],
        evidence=evidence + basics.colon() if evidence and outcome else evidence,
        sum=outcome,
        findings=(*unanswered[:MOST_FINDINGS], *(one for one in found if one.answer is not None)),
        detail=detail,
        detail_url=_glossary(rows.own) if result.letter is Letter.MEASURABLE else "",
        passes=result.verdict is Verdict.PASS,
        links=alignment.supports(rows.beside) if result.letter is Letter.RELEVANT else (),
    )


def open_findings(result: LetterResult, rows: Rows) -> list[FindingWords]:
    """What is open about a letter, worst first, with its answers. The answer leaves the finding what it is."""
    return [
        FindingWords(
            code=one.code,
            text=_said(result.letter, one, rows) if _outcome(one) else finding_words(one, rows),
            is_said=bool(_outcome(one)),
            links=_LINKS[one.code](rows.beside) if one.code in _LINKS else (),
            answer=rows.answers.get(one.code),
            may_be_answered=one.code not in CONFIRMATION_NEEDS,
        )
        for one in result.findings
        if one.verdict is not Verdict.PASS
    ]


def _said(letter: Letter, finding: Finding, rows: Rows) -> str:
    """The evidence with what it comes to, as one sentence."""
    evidence, outcome = _evidence(letter, rows)[0], _outcome(finding)
    return f"{evidence}{basics.colon()}{outcome}" if evidence else outcome


def _verdict(result: LetterResult, *, answered: bool) -> str:
    verdict = str(label(result.verdict))
    return _("%(verdict)s, answered") % {"verdict": verdict} if answered else verdict


def hidden_letter(letter: Letter) -> LetterWords:
    """The letter whose evidence is money, for who may not see it."""
    closed = _("Budgets are shown to the department's managers and the bosses above it.")
    return LetterWords(letter.value, letter_name(letter), "", "", closed, "", (), "", "", passes=True)


def letter_name(letter: Letter) -> str:
    """The letter's word: "Specific"."""
    return {
        Letter.SPECIFIC: _("Specific"),
        Letter.MEASURABLE: _("Measurable"),
        Letter.ACHIEVABLE: _("Achievable"),
        Letter.RELEVANT: _("Relevant"),
        Letter.TIME_BOUND: _("Time-bound"),
    }[letter]


def _evidence(letter: Letter, rows: Rows) -> tuple[str, str]:
    """(what stands there, quiet details)"""
    if letter is Letter.SPECIFIC:
        return basics.listed(scope_lines(rows.objective, rows.scope, basics.reader().value)), ""
    if letter is Letter.MEASURABLE:
        return _measure(rows.own)
    if letter is Letter.ACHIEVABLE:
        return means.arithmetic(_shown(rows)), rows.means.frame.source if rows.means.frame else ""
    if letter is Letter.RELEVANT:
        return _strategy(rows.objective)
    return _deadline(rows)


def _measure(own: Measure | None) -> tuple[str, str]:
    if own is None:
        return "", ""
    name = said(own, "name", basics.reader().value).text
    told = _("%(measure)s: %(span)s") % {"measure": name, "span": span_words(own)}
    defined = _("defined in the glossary") if own.metric_id else ""
    return told, basics.clauses(one for one in (_origin(own), defined) if one)


def _origin(own: Measure) -> str:
    """Where the baseline comes from: "baseline: ERP, 30 Sep 2026"."""
    if own.baseline is None:
        return ""
    known = (own.baseline_source, basics.long_day(own.baseline_on) if own.baseline_on else "")
    origin = basics.listed(one for one in known if one)
    return _("baseline: %(origin)s") % {"origin": origin} if origin else ""


def _glossary(own: Measure | None) -> str:
    return f"{reverse('objectives:glossary')}#metric-{own.metric_id}" if own is not None and own.metric_id else ""


def _strategy(objective: Objective) -> tuple[str, str]:
    if objective.strategy is None:
        return "", ""
    language = basics.reader().value
    carried = _("Carries “%(strategy)s”") % {"strategy": said(objective.strategy, "title", language).text}
    return carried, said(objective, "strategy_note", language).text


def _deadline(rows: Rows) -> tuple[str, str]:
    due = _("Due on %(day)s") % {"day": basics.long_day(rows.objective.due_on)}
    parts = [due, lead_times.needed_words(rows.chain)]
    plan = rows.chain.planned
    if plan is not None:
        parts.append(_lead_times(plan))
    return basics.clauses(parts), basics.listed(lead_times.step_words(one) for one in rows.chain.rows)


def _lead_times(plan: LeadTime) -> str:
    slots = {"days": basics.days((plan.deadline - plan.latest_start).days + 1)}
    begun = next((one.actual_start for one in plan.steps if one.actual_start), None)
    if plan.culprit is None and begun is not None:
        return _("lead times need %(days)s, started in time on %(day)s") % {**slots, "day": basics.day(begun)}
    return _("lead times need %(days)s: latest start %(day)s") % {**slots, "day": basics.long_day(plan.latest_start)}


def _shown(rows: Rows) -> means.Shown:
    return means.Shown(rows.means, rows.own, rows.feasibility)


def finding_words(finding: Finding, rows: Rows) -> str:
    """What is open or wrong about a letter, in one sentence with one suggestion."""
    return _SENTENCES[finding.code](finding, rows)


def _outcome(finding: Finding) -> str:
    """What needs and means come to; empty for every other finding."""
    missing = finding.inputs.get("missing")
    if finding.code is SmartCode.RESOURCES_TIGHT:
        return _("just enough")
    if finding.code is SmartCode.RESOURCES_SUFFICE and finding.inputs.get("needed"):
        return _("enough")
    if finding.code in (SmartCode.RESOURCES_SHORT, SmartCode.RESOURCES_MISSING) and isinstance(missing, Decimal):
        return _("%(missing)s short") % {"missing": basics.rounded(missing, str(finding.inputs.get("unit") or ""))}
    return ""


def _chain_broken(finding: Finding, rows: Rows) -> str:
    places = {one.key: place for place, one in enumerate(rows.chain.steps)}
    place = places[int(str(finding.inputs["step"]))]
    plan = rows.chain.planned
    assert plan is not None  # a finding about a step is about a planned chain
    name = lead_times.step_name(rows.chain.rows[place])
    is_confirmed = finding.code is SmartCode.START_NOT_RECORDED
    return lead_times.late_words(name, plan.steps[place], is_confirmed=is_confirmed)


def _day(finding: Finding, name: str) -> str:
    value = finding.inputs.get(name)
    return basics.long_day(value) if isinstance(value, date) else ""


def _amount(finding: Finding, name: str, rows: Rows) -> str:
    value = finding.inputs.get(name)
    own = rows.own
    return basics.exact(value, own.unit, own.unit_other) if isinstance(value, Decimal) and own else ""


def _turned(rows: Rows) -> str:
    if rows.own is not None and rows.own.direction == Direction.INCREASE:
        return _("The target lies below the baseline, but the figure is to increase.")
    return _("The target lies above the baseline, but the figure is to decrease.")


_SENTENCES = {
    SmartCode.NO_SCOPE: lambda f, r: _("Where and with what? Name the market or site, channel, product, customers."),
    SmartCode.SCOPE_TOO_WIDE: lambda f, r: _("That alone is wide: which site or channel, which product or customers?"),
    SmartCode.NO_PLACE: lambda f, r: _("In which market, on which channel?"),
    SmartCode.NO_OFFER: lambda f, r: _("With which products, for which customers?"),
    SmartCode.NO_MEASURE: lambda f, r: _("By which figure will you know? From __ to __ by __."),
    SmartCode.NO_TARGET: lambda f, r: _("Which figure is the target?"),
    SmartCode.NO_UNIT: lambda f, r: _("In which unit is it counted?"),
    SmartCode.NO_DEFINITION: lambda f, r: _("What exactly counts? Choose its definition in the glossary."),
    SmartCode.NO_BASELINE: lambda f, r: _("Where does the figure stand today?"),
    SmartCode.BASELINE_IS_TARGET: lambda f, r: _("Baseline and target are the same: nothing is to move."),
    SmartCode.WRONG_DIRECTION: lambda f, r: _turned(r),
    SmartCode.BASELINE_WITHOUT_SOURCE: lambda f, r: (
        _("Where does the baseline of %(baseline)s come from?") % {"baseline": _amount(f, "baseline", r)}
    ),
    SmartCode.BASELINE_OLD: lambda f, r: (
        _("The baseline is %(days)s old: measure it again.") % {"days": basics.days(int(str(f.inputs["days"])))}
    ),
    SmartCode.NO_GUARDRAIL: lambda f, r: _("Growth can be bought at any price: which limit must hold meanwhile?"),
    SmartCode.RESOURCES_UNKNOWN: lambda f, r: means.unknown_words(_shown(r)),
    SmartCode.NO_STRATEGY: lambda f, r: _("Which company strategy does it carry, or which objective does it support?"),
    SmartCode.NO_CONTRIBUTION: lambda f, r: _("How does it carry that strategy?"),
    SmartCode.NO_STRATEGIES: lambda f, r: alignment.no_strategies(r.beside),
    SmartCode.SAME_METRIC: lambda f, r: alignment.same_metric(r.beside),
    SmartCode.CONTRADICTS: lambda f, r: alignment.contradicts(r.beside),
    SmartCode.NO_DEADLINE: lambda f, r: _("By which day?"),
    SmartCode.DEADLINE_OUTSIDE_CYCLE: lambda f, r: (
        _("The deadline is outside the cycle (%(first)s to %(last)s).")
        % {"first": _day(f, "starts_on"), "last": _day(f, "ends_on")}
    ),
    SmartCode.DEADLINE_PASSED: lambda f, r: (
        _("The deadline passed %(days)s ago.") % {"days": basics.days(int(str(f.inputs["days"])))}
    ),
    SmartCode.ALL_ON_LAST_DAY: lambda f, r: _("Every key result is due on the last day: which one can come earlier?"),
    SmartCode.LATEST_START_PASSED: _chain_broken,
    SmartCode.STARTED_TOO_LATE: _chain_broken,
    SmartCode.START_NOT_RECORDED: _chain_broken,
}

_LINKS = {
    SmartCode.NO_STRATEGIES: alignment.strategies,
    SmartCode.SAME_METRIC: alignment.duplicates,
    SmartCode.CONTRADICTS: alignment.contradictions,
}
