"""Confirming a plan, and the sentences that its open questions are answered with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives.actions import acknowledging, plans, saving
from objectives.actions.objectives import require_open
from objectives.core.confirming import open_questions
from objectives.core.vocabulary import ObjectiveState, SmartCode
from objectives.models import FindingAnswer, Objective
from objectives.queries.evidence import evidence_of
from objectives.words import confirming as words
from okrplan.people.models import User
from okrplan.refusals import Refusal, Several, WrongState

Answers = Mapping[SmartCode, Mapping[str, Any]]  # the columns of each answer: text, text_other, language


@transaction.atomic
def confirm(
    *, objective: Objective, by: User, today: date, version: int | None = None, answers: Answers | None = None
) -> Objective:
    """Draft to active: keeps the answers, freezes the plan as its next version and tells everyone with a part in it.

    Raises WrongState when it is confirmed already, Stale when somebody has changed it since `version`, and Refusal
    (Several) with all that is missing at once.
    """
    row = saving.lock(objective)
    if row.state != ObjectiveState.DRAFT:
        raise WrongState(_("This objective is already confirmed."))
    saving.check_version(row, {}, version)
    evidence = evidence_of(row, today, by)
    missing = [Refusal(one.text, code=one.code.value) for one in words.blocking(row, evidence)]
    if missing:
        raise missing[0] if len(missing) == 1 else Several(missing)
    for code, values in (answers or {}).items():
        _keep(row, code, open_questions(evidence.smart), by, today, None, values)
    saved = saving.change(
        row,
        {"state": ObjectiveState.ACTIVE.value, "plan_version": row.plan_version + 1},
        by=by,
        objective=row,
        verb="confirmed",
    )
    frozen = plans.freeze(objective=saved, by=by, day=today)
    acknowledging.tell(objective=saved, frozen=frozen, by=by)
    saving.mark(saved.pk)
    return saved


@transaction.atomic
def answer(
    *, objective: Objective, code: SmartCode, by: User, today: date, version: int | None, values: Mapping[str, Any]
) -> FindingAnswer:
    """Answer an open finding in a sentence, or change the answer; what blocks confirming is no question.

    Raises WrongState when the finding is not open (any more), Stale, and Refusal for an empty sentence.
    """
    row = saving.lock(objective)
    require_open(row)
    return _keep(row, code, open_questions(evidence_of(row, today, by).smart), by, today, version, values)


@transaction.atomic
def take_back(*, objective: Objective, code: SmartCode, by: User) -> None:
    """Remove an answer: the question is open again. The audit keeps the sentence; doing it twice changes nothing."""
    row = saving.lock(objective)
    require_open(row)
    found = FindingAnswer.objects.filter(objective=row, code=code.value).first()
    if found is not None:
        saving.note_removal(found, by=by, objective=row, verb="removed")
        found.delete()


def _keep(
    objective: Objective,
    code: SmartCode,
    is_open: tuple[SmartCode, ...],
    by: User,
    today: date,
    version: int | None,
    values: Mapping[str, Any],
) -> FindingAnswer:
    if code not in is_open:
        raise WrongState(_("This question is not open any more."))
    values = {**values, "text": str(values.get("text", "")).strip()}
    if not values["text"]:
        raise Refusal(_("Write the answer as a sentence."), field="text")
    found = FindingAnswer.objects.filter(objective=objective, code=code.value).first()
    if found is None:
        made = FindingAnswer(objective=objective, code=code.value, by=by, day=today, **values)
        return saving.create(made, by=by, objective=objective)
    if all(getattr(found, name) == value for name, value in values.items()):
        return found
    return saving.change(found, {**values, "by": by, "day": today}, by=by, version=version, objective=objective)
