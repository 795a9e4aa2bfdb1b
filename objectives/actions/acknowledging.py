"""Telling everyone with a part in a confirmed plan, and what they say: seen, or a question that is answered."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives.actions import saving
from objectives.core import codec
from objectives.core.vocabulary import ObjectiveState
from objectives.models import Acknowledgement, Objective, PlanVersion
from objectives.queries.acknowledging import parts_of
from okrplan import clock
from okrplan.messages.actions import notify, read
from okrplan.messages.models import NoticeKind
from okrplan.people.models import User
from okrplan.refusals import Forbidden, Refusal, WrongState


def tell(*, objective: Objective, frozen: PlanVersion, by: User) -> list[Acknowledgement]:
    """One acknowledgement and one notice for each person with a part; who confirmed has seen it.

    Called behind the objective's lock, in the transaction that froze the version.
    """
    now = clock.now()
    made = Acknowledgement.objects.bulk_create(
        Acknowledgement(
            plan_version=frozen,
            user=person,
            part=codec.dump(part),
            told_at=now,
            seen_at=now if person == by else None,
        )
        for person, part in parts_of(objective)
    )
    for one in made:
        if one.user_id != by.pk:
            _notify(one.user, NoticeKind.PLAN_CONFIRMED, objective, by, url=_card(objective), key=_told(one))
    return made


@transaction.atomic
def acknowledge(*, acknowledgement: Acknowledgement, by: User) -> Acknowledgement:
    """ "I have seen it": once, by whom it waits for; a second tap changes nothing."""
    row = _theirs(acknowledgement, by)
    if row.seen_at is not None:
        return row
    read(by=by, keys=[_told(row), _answered(row)])
    return saving.change(row, {"seen_at": clock.now()}, by=by, objective=row.plan_version.objective, verb="saw")


@transaction.atomic
def ask(*, acknowledgement: Acknowledgement, by: User, text: str) -> Acknowledgement:
    """A question about the plan, to its owner; an owner asks who confirmed it. Sent twice it is asked once."""
    row = _theirs(acknowledgement, by)
    question = text.strip()
    if not question:
        raise Refusal(_("Write the question."), field="text")
    if row.question == question and not row.answer:
        return row
    values: dict[str, Any] = {"question": question, "asked_at": clock.now()}
    values |= {"answer": "", "answered_by": None, "answered_at": None}
    objective = row.plan_version.objective
    saved = saving.change(row, values, by=by, objective=objective, verb="asked")
    receiver = row.plan_version.made_by if objective.owner_id == by.pk else objective.owner
    if receiver.pk != by.pk:
        key = f"plan question {row.pk} v{saved.version}"
        _notify(receiver, NoticeKind.PLAN_QUESTION, objective, by, url=_list(objective), key=key, text=question)
    return saved


@transaction.atomic
def answer(*, acknowledgement: Acknowledgement, by: User, text: str) -> Acknowledgement:
    """The answer of the plan's owner or a manager; the person who asked is told."""
    row = _current(acknowledgement)
    if row.user_id == by.pk:
        raise Forbidden(_("Nobody answers their own question."))
    if not row.question:
        raise WrongState(_("Nobody has asked anything here."))
    words = text.strip()
    if not words:
        raise Refusal(_("Write the answer."), field="text")
    if row.answer == words:
        return row
    values = {"answer": words, "answered_by": by, "answered_at": clock.now()}
    objective = row.plan_version.objective
    saved = saving.change(row, values, by=by, objective=objective, verb="answered")
    _notify(row.user, NoticeKind.PLAN_ANSWERED, objective, by, url=_card(objective), key=_answered(saved), text=words)
    return saved


def _theirs(acknowledgement: Acknowledgement, by: User) -> Acknowledgement:
    row = _current(acknowledgement)
    if row.user_id != by.pk:
        raise Forbidden(_("Everybody says for themselves that they have seen the plan."))
    return row


def _current(acknowledgement: Acknowledgement) -> Acknowledgement:
    """The row, locked, of the version that is in force on an active plan. Raises WrongState for any other."""
    row = (
        Acknowledgement.objects.select_for_update(of=("self",))
        .select_related("user", "plan_version__made_by", "plan_version__objective__owner")
        .defer("plan_version__plan")
        .get(pk=acknowledgement.pk)
    )
    objective = row.plan_version.objective
    if objective.state != ObjectiveState.ACTIVE:
        raise WrongState(_("This objective is closed and does not change any more."))
    if objective.plan_version != row.plan_version.number:
        raise WrongState(_("A newer version of this plan has been confirmed; look at that one."))
    return row


def _told(row: Acknowledgement) -> str:
    return f"plan told {row.pk}"


def _answered(row: Acknowledgement) -> str:
    return f"plan answer {row.pk} v{row.version}"


def _card(objective: Objective) -> str:
    return f"/my-work/#plan_{objective.pk}"


def _list(objective: Objective) -> str:
    return f"/objectives/{objective.pk}/#seen"


def _notify(
    user: User, kind: NoticeKind, objective: Objective, by: User, *, url: str, key: str, text: str = ""
) -> None:
    facts = {
        "objective": objective.title,
        "objective_other": objective.title_other,
        "language": objective.language,
        "by": str(by),
        "text": text,
    }
    notify(user=user, kind=kind, facts=facts, url=url, key=key)
