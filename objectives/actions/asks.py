"""Writes to asks: draft, submit, ask back, answer, withdraw, decide. An approval changes the plan."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from objectives.access import may_decide
from objectives.actions import saving
from objectives.actions.objectives import require_open
from objectives.core.vocabulary import Answer, AskKind, AskState, AskTurnKind, BudgetKind
from objectives.models import Ask, AskTurn, BudgetEntry, CapacityEntry, Objective
from okrplan import clock, jobs
from okrplan.messages.actions import notify
from okrplan.messages.models import NoticeKind
from okrplan.people import standing
from okrplan.people.models import User
from okrplan.refusals import Forbidden, Refusal, WrongState

EDITABLE = frozenset(
    [
        "key_result",
        "decider",
        "kind",
        "title",
        "title_other",
        "language",
        "amount",
        "currency",
        "headcount",
        "weeks",
        "needed_by",
        "effect_measure",
        "effect_unit_cost",
        "effect_uplift",
        "effect_reason",
        "effect_reason_other",
        "risk",
        "risk_other",
        "fallback",
        "fallback_other",
    ]
)
ANSWERED = "reports.settle"  # the report that carries a request may have its last answer
STATE_AFTER = {
    Answer.APPROVE: AskState.APPROVED,
    Answer.TRIM: AskState.TRIMMED,
    Answer.DECLINE: AskState.DECLINED,
}


@transaction.atomic
def make(*, objective: Objective, by: User, values: Mapping[str, Any]) -> Ask:
    """A draft request for an objective."""
    row = saving.lock(objective)
    require_open(row)
    ask = Ask(objective=row, author=by, **values)
    _check(ask)
    return saving.create(ask, by=by, objective=row)


@transaction.atomic
def change(*, ask: Ask, by: User, version: int | None, values: Mapping[str, Any]) -> Ask:
    """Change a draft. Once submitted it is answered or withdrawn, not changed."""
    objective = saving.lock(ask.objective)
    row = _locked(ask)
    if row.state != AskState.DRAFT:
        raise WrongState(_("This request is submitted; withdraw it to change it."))
    return saving.change(row, values, by=by, version=version, objective=objective, check=_check)


@transaction.atomic
def delete(*, ask: Ask, by: User, version: int | None = None) -> Ask:
    """Delete a draft."""
    objective = saving.lock(ask.objective)
    if _locked(ask).state != AskState.DRAFT:
        raise WrongState(_("This request is submitted; withdraw it to change it."))
    return saving.delete(ask, by=by, objective=objective, version=version)


@transaction.atomic
def submit(*, ask: Ask, by: User, decider: User | None, today: date) -> Ask:
    """Put the request to its decider: a boss above the department, never its author."""
    objective = saving.lock(ask.objective)
    row = _locked(ask)
    if row.state != AskState.DRAFT:
        raise WrongState(_("This request has already been submitted."))
    chosen = row.decider or decider
    if chosen is None:
        raise Refusal(_("Say who decides."), field="decider")
    _check_decider(row, chosen)
    values = {"state": AskState.SUBMITTED.value, "decider": chosen}
    saved = saving.change(row, values, by=by, objective=objective, verb="submitted")
    _turn(saved, AskTurnKind.SUBMIT, by=by, today=today)
    return saved


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
    """Approve, trim to an amount, decline with a reason, or ask back; on the version that was seen.

    A decision is made once, by the decider, never by the author. Approved money becomes budget, approved people
    become capacity, in the same transaction. Raises Forbidden, WrongState, Stale, Refusal.
    """
    objective = saving.lock(ask.objective)
    row = _locked(ask)
    if not may_decide(by, row):
        raise Forbidden(_("Only the person this request is addressed to decides, and never on their own."))
    if not AskState(row.state).is_open:
        raise WrongState(_("This request has already been decided."))
    saving.check_version(row, {}, version)
    _check_answer(row, answer, amount, text)
    granted = _granted(row, answer, amount)
    if answer is Answer.ASK_BACK:
        saved = _asked_back(row, by, text, today, objective)
    else:
        saved = _decided(row, by, answer, granted, text, today, objective)
    _tell_author(saved, by, answer)
    return saved


@transaction.atomic
def answer_question(*, ask: Ask, by: User, text: str, today: date) -> Ask:
    """The author's answer to a question; the request waits for its decision again."""
    objective = saving.lock(ask.objective)
    row = _locked(ask)
    if row.state != AskState.ASKED_BACK:
        raise WrongState(_("Nobody has asked anything about this request."))
    if not text.strip():
        raise Refusal(_("Write the answer."), field="text")
    saved = saving.change(row, {"state": AskState.SUBMITTED.value}, by=by, objective=objective, verb="answered")
    _turn(saved, AskTurnKind.ANSWER, by=by, today=today, text=text)
    if saved.decider is not None:
        _tell(saved, saved.decider, by, NoticeKind.ASK_ANSWERED)
    return saved


@transaction.atomic
def withdraw(*, ask: Ask, by: User, today: date) -> Ask:
    """Take an open request back."""
    objective = saving.lock(ask.objective)
    row = _locked(ask)
    if not AskState(row.state).is_open:
        raise WrongState(_("Only a request that waits for its decision can be withdrawn."))
    saved = saving.change(row, {"state": AskState.WITHDRAWN.value}, by=by, objective=objective, verb="withdrew")
    _turn(saved, AskTurnKind.WITHDRAW, by=by, today=today)
    jobs.enqueue(ANSWERED, saved.pk)
    return saved


@transaction.atomic
def enter_budget(*, objective: Objective, by: User, values: Mapping[str, Any]) -> BudgetEntry:
    """A planned or spent amount of an objective; approved amounts come from decided asks only."""
    row = saving.lock(objective)
    require_open(row)
    if values.get("kind") == BudgetKind.APPROVED:
        raise Refusal(_("Approved money comes from a decided request."), field="kind")
    path = values.get("path")
    if path is not None and path.objective_id != row.pk:
        raise Refusal(_("Choose a path of the same objective."), field="path")
    return saving.create(BudgetEntry(objective=row, **values), by=by, objective=row)


def _locked(ask: Ask) -> Ask:
    return Ask.objects.select_for_update(of=("self",)).select_related("decider", "author").get(pk=ask.pk)


def _check(ask: Ask) -> None:
    if ask.key_result is not None and ask.key_result.objective_id != ask.objective_id:
        raise Refusal(_("Choose a key result of the same objective."), field="key_result")
    if ask.effect_measure is not None and _objective_id(ask) != ask.objective_id:
        raise Refusal(_("Choose a measure of the same objective."), field="effect_measure")
    if ask.decider is not None:
        _check_decider(ask, ask.decider)


def _check_decider(ask: Ask, decider: User) -> None:
    if decider.pk == ask.author_id:
        raise Refusal(_("Nobody decides on their own request; choose somebody else."), field="decider")
    if decider not in standing.bosses_above(ask.objective.department_id):
        raise Refusal(_("Choose a boss above the department, other than yourself."), field="decider")


def _objective_id(ask: Ask) -> int | None:
    measure = ask.effect_measure
    assert measure is not None
    return measure.key_result.objective_id if measure.key_result else measure.objective_id


def _check_answer(ask: Ask, answer: Answer, amount: Decimal | None, text: str) -> None:
    if answer in (Answer.DECLINE, Answer.ASK_BACK) and not text.strip():
        sentence = _("Say why you decline.") if answer is Answer.DECLINE else _("Write the question.")
        raise Refusal(sentence, field="text")
    if answer is not Answer.TRIM:
        return
    if ask.kind != AskKind.MONEY:
        raise Refusal(_("Only an amount of money can be trimmed."), field="answer")
    if amount is None or not amount.is_finite() or not 0 < amount < (ask.amount or 0):
        raise Refusal(_("Trim to an amount above 0 and below what was asked for."), field="amount")


def _granted(ask: Ask, answer: Answer, amount: Decimal | None) -> Decimal | None:
    return {Answer.APPROVE: ask.amount, Answer.TRIM: amount}.get(answer)


def _asked_back(ask: Ask, by: User, text: str, today: date, objective: Objective) -> Ask:
    saved = saving.change(ask, {"state": AskState.ASKED_BACK.value}, by=by, objective=objective, verb="asked back")
    _turn(saved, AskTurnKind.ASK_BACK, by=by, today=today, text=text, answer=Answer.ASK_BACK)
    return saved


def _decided(
    ask: Ask, by: User, answer: Answer, granted: Decimal | None, text: str, today: date, objective: Objective
) -> Ask:
    now = clock.now()
    _turn(ask, AskTurnKind.DECIDE, by=by, today=today, text=text, answer=answer, amount=granted, at=now)
    values = {"state": STATE_AFTER[answer].value, "decided_amount": granted, "decided_at": now}
    saved = saving.change(ask, values, by=by, objective=objective, verb="decided")
    if answer is not Answer.DECLINE:
        _carry_out(saved, by, today, objective)
    saving.mark(objective.pk)
    jobs.enqueue(ANSWERED, saved.pk)
    return saved


def _carry_out(ask: Ask, by: User, today: date, objective: Objective) -> None:
    if ask.kind == AskKind.MONEY:
        entry = BudgetEntry(
            objective=objective,
            path=ask.key_result.path if ask.key_result else None,
            kind=BudgetKind.APPROVED.value,
            day=today,
            amount=ask.decided_amount,
            currency=ask.currency,
            note=ask.title,
            ask=ask,
        )
        saving.create(entry, by=by, objective=objective, verb="approved")
    if ask.kind == AskKind.PEOPLE:
        given = CapacityEntry(
            objective=objective, day=today, headcount=ask.headcount or 0, weeks=ask.weeks or 0, note=ask.title, ask=ask
        )
        saving.create(given, by=by, objective=objective, verb="approved")


def _turn(
    ask: Ask,
    kind: AskTurnKind,
    *,
    by: User,
    today: date,
    text: str = "",
    answer: Answer | None = None,
    amount: Decimal | None = None,
    at: datetime | None = None,
) -> AskTurn:
    turn = AskTurn(
        ask=ask,
        kind=kind.value,
        answer=answer.value if answer else "",
        by=by,
        at=at or clock.now(),
        day=today,
        text=text.strip(),
        amount=amount,
        version_seen=ask.version,
    )
    saving.clean(turn)
    try:
        with transaction.atomic():
            turn.save(force_insert=True)
    except IntegrityError as error:  # two decisions at the same instant: the database lets one through
        raise WrongState(_("This request has already been decided.")) from error
    return turn


def _tell_author(ask: Ask, by: User, answer: Answer) -> None:
    kind = NoticeKind.ASK_ASKED_BACK if answer is Answer.ASK_BACK else NoticeKind.ASK_DECIDED
    _tell(ask, ask.author, by, kind)


def _tell(ask: Ask, user: User, by: User, kind: NoticeKind) -> None:
    facts = {
        "ask": ask.title,
        "ask_other": ask.title_other,
        "language": ask.language,
        "by": str(by),
        "state": ask.state,
    }
    notify(user=user, kind=kind, facts=facts, url=f"/asks/{ask.pk}/", key=f"ask {ask.pk} v{ask.version}")
