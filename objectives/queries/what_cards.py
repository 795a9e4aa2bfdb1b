"""The card "What": the five letters with their evidence, and the ways out when the target does not fit."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from objectives import access
from objectives.core.smart import LetterResult
from objectives.core.vocabulary import AskKind, AskState, Letter, OfferKind, Resource, SmartCode
from objectives.models import Ask, Objective
from objectives.queries.evidence import Evidence, evidence_of
from objectives.words import basics
from objectives.words import smart as words
from okrplan.people.models import User

WHOLE_FROM = 100  # a lowered target is a whole number from here on


@dataclass(frozen=True, slots=True)
class Missing:
    """Money that the target needs and is not there, and the target that would fit."""

    amount: Decimal
    currency: str
    largest_target: Decimal
    lower_label: str
    ask_label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A letter, the form that answers it, and what can be done at once."""

    words: words.LetterWords
    form: str  # the name of the route that answers what is open; empty when another card does
    missing: Missing | None = None
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class What:
    lines: list[Line]
    keeps_from_confirming: str


FORMS = {
    Letter.SPECIFIC: "edit",
    Letter.MEASURABLE: "own_metric",
    Letter.ACHIEVABLE: "feasibility",
    Letter.RELEVANT: "edit",
    Letter.TIME_BOUND: "edit",
}
OTHER_FORMS = {
    SmartCode.LATEST_START_PASSED: "lead_time",
    SmartCode.STARTED_TOO_LATE: "lead_time",
    SmartCode.ALL_ON_LAST_DAY: "",  # the key results' own due days
    SmartCode.NO_GUARDRAIL: "",  # a measure of a key result
}


def what_of(user: User, objective: Objective, today: date) -> What:
    """The letters as this person may see them: the arithmetic of money only with the right to it."""
    evidence = evidence_of(objective, today)
    rows = words.Rows(
        objective=objective,
        own=evidence.own,
        line=evidence.line,
        steps={one.pk: one for one in evidence.steps},
        feasibility=evidence.feasibility,
        lead_time=evidence.lead_time,
    )
    sees_money = access.may_see_money(user, objective)
    lines = []
    for result in evidence.smart.letters:
        if result.letter is not Letter.ACHIEVABLE:
            lines.append(Line(words.letter_words(result, rows), _form(result)))
        elif sees_money:
            asks = money_asks(user, objective)
            offer = None if asks else missing_money(evidence)
            lines.append(Line(words.letter_words(result, rows), "" if asks else _form(result), offer, asks))
        else:
            lines.append(Line(words.hidden_letter(result.letter), ""))
    return What(lines, words.missing_words(evidence.smart.missing_for_confirmation))


def _form(result: LetterResult) -> str:
    return OTHER_FORMS.get(result.code, FORMS[result.letter])


def missing_money(evidence: Evidence) -> Missing | None:
    """What is short, exactly, and the largest target that fits, rounded down; None when nothing is missing."""
    reach, own, line = evidence.feasibility, evidence.own, evidence.line
    ask = next(
        (one for one in reach.offers if one.kind is OfferKind.ASK and one.resource is Resource.MONEY),
        None,
    )
    if ask is None or own is None or line is None or reach.largest_target is None:
        return None
    target = _rounded_down(reach.largest_target)
    amount = _cents(ask.amount)
    return Missing(
        amount=amount,
        currency=line.currency,
        largest_target=target,
        lower_label=basics.exact(target, own.unit, own.unit_other),
        ask_label=basics.exact(amount, line.currency),
    )


def money_asks(user: User, objective: Objective) -> tuple[Ask, ...]:
    """Requests for money that still count: drafts and those that wait for their decision."""
    waiting = [AskState.DRAFT.value, AskState.SUBMITTED.value, AskState.ASKED_BACK.value]
    rows = access.visible_asks(user).filter(objective=objective, kind=AskKind.MONEY.value, state__in=waiting)
    return tuple(rows.order_by("id"))


def _rounded_down(target: Decimal) -> Decimal:
    return target.quantize(Decimal(1) if target >= WHOLE_FROM else Decimal("0.0001"), rounding=ROUND_FLOOR)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01")).normalize() + 0
