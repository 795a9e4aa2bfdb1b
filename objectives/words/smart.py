"""The five letters of SMART in words: the evidence, what is open about it, and the arithmetic.

A finding is a code with the inputs it was judged by. Each code has one sentence here: a statement where the letter
passes, else a question or what is wrong with a suggestion.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.core.feasibility import Feasibility
from objectives.core.leadtime import LeadTime
from objectives.core.smart import Finding, LetterResult
from objectives.core.vocabulary import Direction, Letter, SmartCode, Verdict
from objectives.models import FeasibilityLine, LeadTimeStep, Measure, Objective
from objectives.models.labels import label
from objectives.words import basics
from objectives.words.measures import span_words
from okrplan.texts import said

TONES = {Verdict.PASS: "ok", Verdict.QUESTION: "warn", Verdict.FAIL: "bad"}
MOST_FINDINGS = 3


@dataclass(frozen=True, slots=True)
class LetterWords:
    """A line of the card: the letter, its verdict, the evidence and what it comes to, what is open, quiet details."""

    letter: str
    name: str
    verdict: str
    tone: str
    evidence: str
    sum: str  # what the evidence comes to: "EUR 7,000 short"
    findings: tuple[str, ...]
    detail: str
    detail_url: str  # where the detail is explained
    passes: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """What people wrote that the sentences quote."""

    objective: Objective
    own: Measure | None
    line: FeasibilityLine | None
    steps: dict[int, LeadTimeStep]
    feasibility: Feasibility
    lead_time: LeadTime | None


def letter_words(result: LetterResult, rows: Rows) -> LetterWords:
    """A letter with its evidence and at most three open findings, worst first."""
    evidence, detail = _evidence(result.letter, rows)
    outcome = _outcome(result.findings[0])
    open_ones = [one for one in result.findings if one.verdict is not Verdict.PASS and not _outcome(one)]
    return LetterWords(
        letter=result.letter.value,
        name=letter_name(result.letter),
        verdict=str(label(result.verdict)),
        tone=TONES[result.verdict],
        evidence=evidence + basics.colon() if evidence and outcome else evidence,
        sum=outcome,
        findings=tuple(finding_words(one, rows) for one in open_ones[:MOST_FINDINGS]),
        detail=detail,
        detail_url=_glossary(rows.own) if result.letter is Letter.MEASURABLE else "",
        passes=result.verdict is Verdict.PASS,
    )


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
        return scope_words(rows.objective), ""
    if letter is Letter.MEASURABLE:
        return _measure(rows.own)
    if letter is Letter.ACHIEVABLE:
        return arithmetic(rows), rows.line.source if rows.line else ""
    if letter is Letter.RELEVANT:
        return _strategy(rows.objective)
    return _deadline(rows)


def scope_words(objective: Objective) -> str:
    """Where and with what, as people wrote it: "Germany, TikTok Shop and Amazon, new customers"."""
    language = basics.reader().value
    texts = (said(objective, name, language).text for name in ("sites", "channels", "products", "segment"))
    return basics.listed(text for text in texts if text)


def _measure(own: Measure | None) -> tuple[str, str]:
    if own is None:
        return "", ""
    name = said(own, "name", basics.reader().value).text
    told = _("%(measure)s: %(span)s") % {"measure": name, "span": span_words(own)}
    return told, _("defined in the glossary") if own.metric_id else ""


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
    chain = rows.lead_time
    if chain is None:
        return due, ""
    slots = {"due": due, "days": basics.days((chain.deadline - chain.latest_start).days + 1)}
    begun = next((one.actual_start for one in chain.steps if one.actual_start), None)
    if chain.culprit is None and begun is not None:
        told = _("%(due)s; lead times need %(days)s, started in time on %(day)s")
        slots["day"] = basics.day(begun)
    else:
        told = _("%(due)s; lead times need %(days)s: latest start %(day)s")
        slots["day"] = basics.long_day(chain.latest_start)
    return told % slots, basics.listed(step_words(one) for one in rows.steps.values())


def step_words(step: LeadTimeStep) -> str:
    """A step of the chain: "sea freight 35 calendar days"."""
    name = said(step, "title", basics.reader().value).text
    return f"{name} {step.days} {step.get_unit_display()}"


def arithmetic(rows: Rows) -> str:
    """What the target needs against what there is, with every figure shown; empty when nothing was entered."""
    line, reach = rows.line, rows.feasibility
    if line is None or reach.customers is None:
        return ""
    check = reach.checks[0]
    needed = check.needed or Decimal(0)
    slots = {
        "customers": basics.rounded(reach.customers),
        "cost": basics.exact(line.acquisition_cost, line.currency),
        "needed": basics.rounded(needed, line.currency),
    }
    told = _("%(customers)s customers × %(cost)s = %(needed)s needed") % slots
    if check.available is None:
        return told
    return _("%(needed)s, %(available)s there") % {
        "needed": told,
        "available": basics.exact(check.available, line.currency),
    }


def finding_words(finding: Finding, rows: Rows) -> str:
    """What is open or wrong about a letter, in one sentence with one suggestion."""
    return _SENTENCES[finding.code](finding, rows)


def missing_words(codes: tuple[SmartCode, ...]) -> str:
    """What keeps a plan from being confirmed: "the figure, the deadline"."""
    known = {
        SmartCode.NO_MEASURE: _("the figure it is measured by"),
        SmartCode.NO_TARGET: _("the target"),
        SmartCode.BASELINE_IS_TARGET: _("a target that differs from the baseline"),
        SmartCode.NO_DEADLINE: _("the deadline"),
        SmartCode.NO_OWNER: _("an owner who is here"),
    }
    return basics.listed(known[code] for code in codes)


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


def _unknown(finding: Finding, rows: Rows) -> str:
    if rows.own is None:
        return _("First the figure; then what it needs against what there is.")
    if rows.line is None:
        return _("What is one customer worth, and what does it cost to win one? Then the budget can be checked.")
    return _("How much money is there?")


def _chain_broken(finding: Finding, rows: Rows) -> str:
    step = rows.steps.get(int(str(finding.inputs["step"])))
    started = finding.inputs.get("actual_start")
    slots = {
        "step": said(step, "title", basics.reader().value).text if step else "",
        "day": _day(finding, "latest_start"),
        "late": basics.days(int(str(finding.inputs["days_late"]))),
    }
    if isinstance(started, date):
        return _("“%(step)s” started %(late)s too late: its latest start was %(day)s.") % slots
    return _("“%(step)s” had to start by %(day)s, %(late)s ago: choose a faster way or a later deadline.") % slots


def _day(finding: Finding, name: str) -> str:
    value = finding.inputs.get(name)
    return basics.long_day(value) if isinstance(value, date) else ""


def _amount(finding: Finding, name: str, rows: Rows) -> str:
    value = finding.inputs.get(name)
    own = rows.own
    return basics.exact(value, own.unit, own.unit_other) if isinstance(value, Decimal) and own else ""


def _all_due_late(finding: Finding, rows: Rows) -> str:
    count = int(str(finding.inputs["count"]))
    return ngettext(
        "The key result is due on the last day: what comes earlier?",
        "All %(n)s key results are due on the last day: which one comes earlier?",
        count,
    ) % {"n": count}


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
    SmartCode.RESOURCES_UNKNOWN: _unknown,
    SmartCode.NO_STRATEGY: lambda f, r: _("Which company strategy does it carry?"),
    SmartCode.NO_CONTRIBUTION: lambda f, r: _("How does it carry that strategy?"),
    SmartCode.NO_DEADLINE: lambda f, r: _("By which day?"),
    SmartCode.DEADLINE_OUTSIDE_CYCLE: lambda f, r: (
        _("The deadline is outside the cycle (%(first)s to %(last)s).")
        % {"first": _day(f, "starts_on"), "last": _day(f, "ends_on")}
    ),
    SmartCode.DEADLINE_PASSED: lambda f, r: (
        _("The deadline passed %(days)s ago.") % {"days": basics.days(int(str(f.inputs["days"])))}
    ),
    SmartCode.ALL_ON_LAST_DAY: _all_due_late,
    SmartCode.LATEST_START_PASSED: _chain_broken,
    SmartCode.STARTED_TOO_LATE: _chain_broken,
}
