"""Ways out of a target that does not fit: lower it to what there is, or ask for what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from objectives import access
from objectives.core.feasibility import DAYS_A_WEEK, Feasibility, Offer
from objectives.core.vocabulary import AskKind, AskState, OfferKind, Resource
from objectives.models import Ask, Measure, Objective
from objectives.queries.evidence import Evidence
from objectives.words import basics
from objectives.words import means as words
from okrplan.people.models import User

KINDS = {Resource.MONEY: AskKind.MONEY, Resource.PEOPLE: AskKind.PEOPLE, Resource.STOCK: AskKind.OTHER}
WAITING = [AskState.DRAFT.value, AskState.SUBMITTED.value, AskState.ASKED_BACK.value]
DAYS = 7


@dataclass(frozen=True, slots=True)
class Request:
    """A draft request that can be made at once: what the button says, and the columns of the ask."""

    resource: Resource
    place: int | None  # of the stock line
    label: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ways:
    """`target` is None where the target cannot be lowered; `asks` wait already and are shown instead."""

    target: Decimal | None
    target_label: str
    requests: tuple[Request, ...]
    asks: tuple[Ask, ...]

    @property
    def is_open(self) -> bool:
        return self.target is not None or bool(self.requests)

    def request(self, resource: Resource, place: int | None) -> Request | None:
        return next((one for one in self.requests if (one.resource, one.place) == (resource, place)), None)


def ways_of(user: User, objective: Objective, evidence: Evidence, today: date) -> Ways:
    """What can be done about what is missing (one query). What is asked for already is not offered again."""
    found, own = evidence.feasibility, evidence.own
    asks = open_asks(user, objective)
    waiting = {one.kind for one in asks if one.kind != AskKind.OTHER}
    titles = {one.title for one in asks}
    requests = (_request(one, objective, evidence, today) for one in found.offers if one.kind is OfferKind.ASK)
    free = tuple(one for one in requests if one.values["kind"] not in waiting and one.values["title"] not in titles)
    target = _lowered(found, own)
    label = basics.exact(target, own.unit, own.unit_other) if target is not None and own is not None else ""
    return Ways(target, label, free, _about(asks, found))


def open_asks(user: User, objective: Objective) -> tuple[Ask, ...]:
    """Requests that still count: drafts and those that wait for their decision."""
    rows = access.visible_asks(user).filter(objective=objective, state__in=WAITING).exclude(kind=AskKind.PERMISSION)
    return tuple(rows.order_by("id"))


def _about(asks: Iterable[Ask], found: Feasibility) -> tuple[Ask, ...]:
    """Those that ask for what the arithmetic says is missing; money always."""
    missing = {KINDS[one.resource] for one in found.offers if one.resource is not None} | {AskKind.MONEY}
    return tuple(one for one in asks if one.kind in missing)


def _lowered(found: Feasibility, own: Measure | None) -> Decimal | None:
    lower = next((one for one in found.offers if one.kind is OfferKind.LOWER_TARGET), None)
    if lower is None or own is None or own.target is None:
        return None
    target = words.rounded_down(lower.amount)
    return target if 0 < target < own.target else None


def _request(offer: Offer, objective: Objective, evidence: Evidence, today: date) -> Request:
    assert offer.resource is not None  # a request is for one resource
    product = words.product(evidence.means, offer.key)
    label, amounts = _amounts(offer, objective, today)
    title = words.ask_title(offer.resource, product, label)
    values = {"kind": KINDS[offer.resource].value, "title": title, "language": words.language(), **amounts}
    return Request(offer.resource, offer.key, label, values)


def _amounts(offer: Offer, objective: Objective, today: date) -> tuple[str, dict[str, Any]]:
    """What the button says, and the amount of the ask: money in cents, people as headcount × weeks."""
    if offer.resource is Resource.MONEY:
        amount = words.to_places(offer.amount, Decimal("0.01"), ROUND_CEILING).normalize() + 0
        return basics.exact(amount, offer.unit), {"amount": amount, "currency": offer.unit}
    if offer.resource is Resource.PEOPLE:
        headcount, weeks = people_for(offer.amount, objective, today)
        label = words.people_label(offer.amount, headcount, weeks)
        return label, {"headcount": headcount, "weeks": weeks}
    return words.figure(offer.amount, offer.unit), {}


def people_for(person_days: Decimal, objective: Objective, today: date) -> tuple[int, int]:
    """(people, weeks) that give so many person-days, within the weeks that are left of the period."""
    left = (objective.due_on - max(today, objective.starts_on)).days + 1
    most = max(int((Decimal(left) / DAYS).to_integral_value(rounding=ROUND_FLOOR)), 1)
    headcount = _whole(person_days / (DAYS_A_WEEK * most))
    return headcount, _whole(person_days / (DAYS_A_WEEK * headcount))


def _whole(value: Decimal) -> int:
    return max(int(value.to_integral_value(rounding=ROUND_CEILING)), 1)
