"""Answers on the page: what the boss decides and what the author says back, and the report that follows."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from objectives.actions import asks
from objectives.core.vocabulary import Answer
from objectives.models import Ask
from okrplan.people.models import User
from reports.actions.submission import settle


@transaction.atomic
def decide(
    *,
    ask: Ask,
    by: User,
    answer: Answer,
    today: date,
    version: int | None,
    amount: Decimal | None = None,
    text: str = "",
) -> Ask:
    """Approve, trim, decline or ask back; the last decision decides the report. Raises as `asks.decide` does."""
    decided = asks.decide(ask=ask, by=by, answer=answer, today=today, version=version, amount=amount, text=text)
    settle(ask=decided)
    return decided


@transaction.atomic
def withdraw(*, ask: Ask, by: User, today: date) -> Ask:
    """Take an open ask back; it may have been the last one that a report waited for."""
    withdrawn = asks.withdraw(ask=ask, by=by, today=today)
    settle(ask=withdrawn)
    return withdrawn
