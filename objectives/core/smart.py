"""The SMART check: five letters, each judged by evidence and never by a tick box.

- Specific by the scope fields: a place (market or channel) and an offer (product or customer segment). One field alone
  is too wide ("European sales": which sites, which product?).
- Measurable by the measure: a defined metric with unit, baseline and target in the right direction.
- Achievable by the arithmetic of needs and means.
- Relevant by the strategy and how the objective carries it, or by the objective that it supports; and by what other
  objectives of the cycle measure.
- Time-bound by the deadline, its cycle and the latest start of the chain of lead times.

A letter's verdict is that of its worst finding. Every finding carries a code and the inputs it was judged by; the shell
makes the sentence. A letter without fault has one passing finding, so that its evidence can be shown too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from objectives.core.alignment import Neighbours
from objectives.core.feasibility import Feasibility
from objectives.core.leadtime import LeadTime, PlannedStep
from objectives.core.vocabulary import Accumulation, Achievability, Direction, Letter, SmartCode, Verdict

BASELINE_FRESH_DAYS = 90
Input = str | int | Decimal | date | tuple[int, ...] | None

CONFIRMATION_NEEDS = (
    SmartCode.NO_MEASURE,
    SmartCode.NO_TARGET,
    SmartCode.BASELINE_IS_TARGET,
    SmartCode.NO_DEADLINE,
    SmartCode.NO_OWNER,
)
"""Only a missing number, date or owner, or a baseline that is the target, keeps a plan from being confirmed."""

_BADNESS = {Verdict.PASS: 0, Verdict.QUESTION: 1, Verdict.FAIL: 2}
_RESOURCES = {
    Achievability.NOT_APPLICABLE: SmartCode.RESOURCES_SUFFICE,
    Achievability.ACHIEVABLE: SmartCode.RESOURCES_SUFFICE,
    Achievability.TIGHT: SmartCode.RESOURCES_TIGHT,
    Achievability.STRETCH: SmartCode.RESOURCES_SHORT,
    Achievability.UNKNOWN: SmartCode.RESOURCES_UNKNOWN,
    Achievability.NOT_ACHIEVABLE: SmartCode.RESOURCES_MISSING,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and with what, as entered; an empty string is "not entered"."""

    market: str = ""
    channel: str = ""
    product: str = ""
    segment: str = ""


@dataclass(frozen=True, slots=True)
class MeasureEvidence:
    """The objective's own measure. `unit` and `definition` come from the glossary."""

    direction: Direction
    accumulation: Accumulation = Accumulation.LEVEL
    unit: str = ""
    definition: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    baseline_source: str = ""
    baseline_on: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The due day in its cycle, the chain behind it (None: nothing is made or shipped), the key results' due days."""

    due_on: date | None
    cycle_starts_on: date
    cycle_ends_on: date
    lead_time: LeadTime | None = None
    key_results_due: tuple[date, ...] = ()
    is_confirmed: bool = False  # from then on the chain's actual starts are judged, not today


@dataclass(frozen=True, slots=True)
class Alignment:
    """What stands beside the strategy: the objective it supports, what its neighbours in the cycle measure."""

    supports: str = ""  # title of the objective above, empty without one
    strategies_to_choose: bool = True  # there is one for the years of the cycle
    neighbours: Neighbours = field(default_factory=Neighbours)


@dataclass(frozen=True, slots=True)
class SmartFacts:
    scope: Scope
    measure: MeasureEvidence | None
    feasibility: Feasibility
    strategy: str  # the strategy's name, empty without one
    contribution: str  # how the objective carries it
    deadline: Deadline
    guardrails: int = 0  # guardrail measures in the plan
    has_owner: bool = True
    alignment: Alignment = field(default_factory=Alignment)


@dataclass(frozen=True, slots=True)
class Finding:
    code: SmartCode
    verdict: Verdict
    inputs: Mapping[str, Input] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterResult:
    """Findings worst first; at least one."""

    letter: Letter
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        return self.findings[0].verdict

    @property
    def code(self) -> SmartCode:
        return self.findings[0].code


@dataclass(frozen=True, slots=True)
class SmartResult:
    letters: tuple[LetterResult, ...]  # S, M, A, R, T
    missing_for_confirmation: tuple[SmartCode, ...]

    @property
    def may_be_confirmed(self) -> bool:
        return not self.missing_for_confirmation

    def letter(self, letter: Letter) -> LetterResult:
        return next(result for result in self.letters if result.letter is letter)


def check(facts: SmartFacts, today: date) -> SmartResult:
    """Judge the five letters on a day, and name what keeps the plan from being confirmed."""
    letters = (
        _letter(Letter.SPECIFIC, _specific(facts.scope)),
        _letter(Letter.MEASURABLE, _measurable(facts.measure, facts.guardrails, today)),
        _letter(Letter.ACHIEVABLE, [_achievable(facts.feasibility)]),
        _letter(Letter.RELEVANT, _relevant(facts)),
        _letter(Letter.TIME_BOUND, _time_bound(facts.deadline, today)),
    )
    found = {finding.code for result in letters for finding in result.findings}
    if not facts.has_owner:
        found.add(SmartCode.NO_OWNER)
    return SmartResult(letters, tuple(code for code in CONFIRMATION_NEEDS if code in found))


def _letter(letter: Letter, findings: list[Finding]) -> LetterResult:
    return LetterResult(letter, tuple(sorted(findings, key=lambda each: -_BADNESS[each.verdict])))


def _fail(code: SmartCode, **inputs: Input) -> Finding:
    return Finding(code, Verdict.FAIL, inputs)


def _question(code: SmartCode, **inputs: Input) -> Finding:
    return Finding(code, Verdict.QUESTION, inputs)


def _pass(code: SmartCode, **inputs: Input) -> Finding:
    return Finding(code, Verdict.PASS, inputs)


def _specific(scope: Scope) -> list[Finding]:
    fields = {
        "market": scope.market,
        "channel": scope.channel,
        "product": scope.product,
        "segment": scope.segment,
    }
    entered = {name: text.strip() for name, text in fields.items() if text.strip()}
    if not entered:
        return [_fail(SmartCode.NO_SCOPE)]
    if len(entered) == 1:
        return [_fail(SmartCode.SCOPE_TOO_WIDE, **entered)]
    if not entered.keys() & {"market", "channel"}:
        return [_question(SmartCode.NO_PLACE, **entered)]
    if not entered.keys() & {"product", "segment"}:
        return [_question(SmartCode.NO_OFFER, **entered)]
    return [_pass(SmartCode.SCOPED, **entered)]


def _measurable(measure: MeasureEvidence | None, guardrails: int, today: date) -> list[Finding]:
    if measure is None:
        return [_fail(SmartCode.NO_MEASURE)]
    findings = _glossary(measure)
    if measure.direction is not Direction.MILESTONE:
        findings += _figures(measure) + _baseline_origin(measure, today) + _growth(measure, guardrails)
    return findings or [_pass(SmartCode.MEASURED, baseline=measure.baseline, target=measure.target, unit=measure.unit)]


def _glossary(measure: MeasureEvidence) -> list[Finding]:
    findings = []
    if not measure.unit.strip() and measure.direction is not Direction.MILESTONE:
        findings.append(_question(SmartCode.NO_UNIT))
    if not measure.definition.strip():
        findings.append(_question(SmartCode.NO_DEFINITION))
    return findings


def _figures(measure: MeasureEvidence) -> list[Finding]:
    baseline, target = measure.baseline, measure.target
    if target is None:
        return [_fail(SmartCode.NO_TARGET, baseline=baseline)]
    if measure.direction.is_limit:
        return []
    if baseline is None:
        return [_question(SmartCode.NO_BASELINE, target=target)]
    if measure.accumulation is Accumulation.SUM:
        return []  # a total is measured from 0: its baseline is another period's total and may be any
    if baseline == target:
        return [_fail(SmartCode.BASELINE_IS_TARGET, baseline=baseline, target=target)]
    if (target > baseline) is not (measure.direction is Direction.INCREASE):
        return [_fail(SmartCode.WRONG_DIRECTION, baseline=baseline, target=target)]
    return []


def _baseline_origin(measure: MeasureEvidence, today: date) -> list[Finding]:
    if measure.baseline is None or measure.direction.is_limit:
        return []
    if not measure.baseline_source.strip():
        return [_question(SmartCode.BASELINE_WITHOUT_SOURCE, baseline=measure.baseline)]
    if measure.baseline_on is not None and (today - measure.baseline_on).days > BASELINE_FRESH_DAYS:
        days = (today - measure.baseline_on).days
        return [_question(SmartCode.BASELINE_OLD, baseline_on=measure.baseline_on, days=days)]
    return []


def _growth(measure: MeasureEvidence, guardrails: int) -> list[Finding]:
    """Growth that nothing holds in check can be bought at any price."""
    unguarded = measure.direction is Direction.INCREASE and not guardrails
    return [_question(SmartCode.NO_GUARDRAIL)] if unguarded else []


def _achievable(feasibility: Feasibility) -> Finding:
    binding = feasibility.binding
    inputs: dict[str, Input] = {"largest_target": feasibility.largest_target}
    if binding is not None:
        inputs |= {
            "resource": binding.resource,
            "unit": binding.unit,
            "needed": binding.needed,
            "available": binding.available,
            "missing": binding.missing,
        }
    return Finding(_RESOURCES[feasibility.verdict], feasibility.letter, inputs)


def _relevant(facts: SmartFacts) -> list[Finding]:
    strategy, contribution, beside = facts.strategy.strip(), facts.contribution.strip(), facts.alignment
    findings = []
    if not strategy and not beside.supports:
        findings.append(_question(SmartCode.NO_STRATEGY if beside.strategies_to_choose else SmartCode.NO_STRATEGIES))
    if strategy and not contribution:
        findings.append(_question(SmartCode.NO_CONTRIBUTION, strategy=strategy))
    if beside.neighbours.contradictions:
        findings.append(_question(SmartCode.CONTRADICTS, objectives=beside.neighbours.contradictions))
    if beside.neighbours.duplicates:
        findings.append(_question(SmartCode.SAME_METRIC, objectives=beside.neighbours.duplicates))
    passed = _pass(SmartCode.ALIGNED, strategy=strategy, contribution=contribution, supports=beside.supports)
    return findings or [passed]


def _time_bound(deadline: Deadline, today: date) -> list[Finding]:
    due = deadline.due_on
    if due is None:
        return [_fail(SmartCode.NO_DEADLINE)]
    findings = []
    if not deadline.cycle_starts_on <= due <= deadline.cycle_ends_on:
        cycle = {"starts_on": deadline.cycle_starts_on, "ends_on": deadline.cycle_ends_on}
        findings.append(_fail(SmartCode.DEADLINE_OUTSIDE_CYCLE, due_on=due, **cycle))
    if due < today:
        findings.append(_fail(SmartCode.DEADLINE_PASSED, due_on=due, days=(today - due).days))
    findings += _chain(deadline.lead_time, deadline.is_confirmed)
    if len(deadline.key_results_due) > 1 and all(day >= due for day in deadline.key_results_due):
        findings.append(_question(SmartCode.ALL_ON_LAST_DAY, due_on=due, count=len(deadline.key_results_due)))
    latest_start = deadline.lead_time.latest_start if deadline.lead_time else None
    return findings or [_pass(SmartCode.DATED, due_on=due, latest_start=latest_start, days_left=(due - today).days)]


def _chain(lead_time: LeadTime | None, is_confirmed: bool) -> list[Finding]:
    """What is late in the chain: a start that was too late, else one that today has overtaken."""
    if lead_time is None or lead_time.culprit is None:
        return []
    started = [step for step in lead_time.steps if step.passed and step.actual_start]
    if started:
        return [_late(SmartCode.STARTED_TOO_LATE, Verdict.FAIL, max(started, key=lambda step: step.days_late))]
    if is_confirmed:
        waiting = next(step for step in lead_time.steps if step.passed)
        return [_late(SmartCode.START_NOT_RECORDED, Verdict.QUESTION, waiting)]
    return [_late(SmartCode.LATEST_START_PASSED, Verdict.FAIL, lead_time.culprit)]


def _late(code: SmartCode, verdict: Verdict, step: PlannedStep) -> Finding:
    inputs: dict[str, Input] = {
        "step": step.key,
        "latest_start": step.latest_start,
        "actual_start": step.actual_start,
        "days_late": step.days_late,
        "unit": step.unit,
    }
    return Finding(code, verdict, inputs)
