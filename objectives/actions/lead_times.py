"""Writes to lead times: the chain behind an objective, and the company's templates."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives.actions import objectives, saving
from objectives.models import LeadTimeChain, LeadTimeStep, LeadTimeTemplate, LeadTimeTemplateStep, Objective
from objectives.queries import lead_times as chains
from okrplan.people.models import User
from okrplan.refusals import Refusal

CHAIN = frozenset(["needed_by", "goal", "goal_other", "language"])
TEMPLATE = frozenset(["name", "name_other", "language", "transport"])
BEYOND_CALENDARS = _("These steps reach beyond the years that calendars know (1950 to 2100).")

Steps = Sequence[Mapping[str, Any]]


# --- the chain of an objective ------------------------------------------------------------------------------------


@transaction.atomic
def set_chain(
    *,
    objective: Objective,
    by: User,
    steps: Steps,
    today: date,
    values: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> LeadTimeChain:
    """The whole chain: its steps in order, the day on which they have to be over, and what is there then.

    Without steps the chain is gone. Raises Stale when the chain moved on since `version`.
    """
    row, chain = _open(objective, version, values or {})
    if any(one.get("started_on") and one["started_on"] > today for one in steps):
        raise Refusal(_("A step that really started did so today or before."), field="steps")
    return _write(row, chain, by, values or {}, steps)


@transaction.atomic
def use_template(
    *, objective: Objective, by: User, template: LeadTimeTemplate, version: int | None = None
) -> LeadTimeChain:
    """Fill the chain from a template; what has started stays, and the template goes on behind it."""
    row, chain = _open(objective, version, {})
    filled = chains.filled(tuple(LeadTimeStep.objects.filter(objective=row)), template)
    if filled is None:
        raise Refusal(_("What has started has no counterpart in this template."), field="template")
    steps = [standing(one) for one in filled]
    return _write(row, chain, by, {"template": template}, steps)


@transaction.atomic
def shorten(*, objective: Objective, by: User, left: Mapping[int, int], version: int | None) -> LeadTimeChain:
    """Other days for some steps, by their keys."""
    row, chain = _open(objective, version, {})
    rows = list(LeadTimeStep.objects.filter(objective=row))
    if unknown := left.keys() - {one.pk for one in rows}:
        raise Refusal(_("There is no such step any more."), field=f"step_{min(unknown)}")
    steps = [{**standing(one), "days": left.get(one.pk, one.days)} for one in rows]
    return _write(row, chain, by, {}, steps)


@transaction.atomic
def need_by(*, objective: Objective, by: User, day: date, version: int | None) -> LeadTimeChain:
    """Need everything by another day; where that is after the due day, the objective is due then."""
    row, chain = _open(objective, version, {})
    if day > row.due_on:
        row = objectives.change(objective=row, by=by, version=None, values={"due_on": day})
        day_of_its_own = day if chain.needed_by else None
    else:
        day_of_its_own = day
    steps = [standing(one) for one in LeadTimeStep.objects.filter(objective=row)]
    return _write(row, chain, by, {"needed_by": day_of_its_own}, steps)


def _open(objective: Objective, version: int | None, values: Mapping[str, Any]) -> tuple[Objective, LeadTimeChain]:
    row = saving.lock(objective)
    objectives.require_open(row)
    chain = chains.chain_row(row)
    saving.check_version(chain, values, version)
    return row, chain


def standing(one: LeadTimeStep) -> dict[str, Any]:
    """A step as it stands, in the shape that writes it."""
    return {**chains.values_of(one), "started_on": one.started_on}


def _write(
    objective: Objective, chain: LeadTimeChain, by: User, values: Mapping[str, Any], steps: Steps
) -> LeadTimeChain:
    """The steps, then the chain's own row with the next version, unless nothing differs."""
    seen = chain.version
    differs = _put_steps(LeadTimeStep, {"objective": objective}, steps, by, objective)
    if chain.pk is None:
        chain = saving.create(LeadTimeChain(objective=objective, **values), by=by, objective=objective)
    else:
        chain = saving.change(chain, values, by=by, objective=objective)
        _next_version(chain, seen, differs)
    if chain.needed_by is not None and chain.needed_by > objective.due_on:
        raise Refusal(_("That is after the due day, %(day)s.") % {"day": objective.due_on}, field="needed_by")
    if chains.chain_of(objective, chain.needed_by or objective.due_on).is_beyond_calendars:
        raise Refusal(BEYOND_CALENDARS)
    return chain


def _next_version(row: Any, seen: int, differs: bool) -> None:
    """A row whose steps alone differ moves on too."""
    if differs and row.version == seen:
        row.version += 1
        row.save(update_fields=["version"])


def _put_steps(
    kind: type[Any], parent: Mapping[str, Any], steps: Steps, by: User, objective: Objective | None = None
) -> bool:
    """Rewrite steps place by place; whether anything differs. Columns that are not said get their default."""
    there = list(kind.objects.filter(**parent))
    columns = [*chains.COPIED, *(["started_on"] if kind is LeadTimeStep else [])]
    unsaid = {name: kind._meta.get_field(name).get_default() for name in columns}
    differs = len(there) != len(steps)
    for place, values in enumerate(steps, start=1):
        if place > len(there):
            saving.create(kind(**parent, position=place, **values), by=by, objective=objective)
            continue
        row = there[place - 1]
        wanted = {"position": place, **unsaid, **values}
        differs = differs or any(getattr(row, name) != value for name, value in wanted.items())
        saving.change(row, wanted, by=by, objective=objective)
    for row in there[len(steps) :]:
        saving.note_removal(row, by=by, objective=objective, verb="removed")
        row.delete()
    return differs


# --- the company's templates --------------------------------------------------------------------------------------


@transaction.atomic
def make_template(*, by: User, values: Mapping[str, Any], steps: Steps) -> LeadTimeTemplate:
    """What a delivery takes as a rule; at least one step."""
    template = saving.create(LeadTimeTemplate(**values), by=by)
    _check_steps(steps)
    _put_steps(LeadTimeTemplateStep, {"template": template}, steps, by)
    return template


@transaction.atomic
def change_template(
    *,
    template: LeadTimeTemplate,
    by: User,
    version: int | None,
    values: Mapping[str, Any],
    steps: Steps | None = None,
) -> LeadTimeTemplate:
    """Change a template; chains that were filled from it stay as they are. `steps` None: they stay too."""
    row = LeadTimeTemplate.objects.select_for_update().get(pk=template.pk)
    saving.check_version(row, values, version)
    seen = row.version
    row = saving.change(row, values, by=by)
    if steps is not None:
        _check_steps(steps)
        _next_version(row, seen, _put_steps(LeadTimeTemplateStep, {"template": row}, steps, by))
    return row


@transaction.atomic
def delete_template(*, template: LeadTimeTemplate, by: User, version: int | None = None) -> LeadTimeTemplate:
    """Take a template away; chains that were filled from it keep their steps."""
    row = LeadTimeTemplate.objects.select_for_update().get(pk=template.pk)
    return saving.delete(row, by=by, version=version)


@transaction.atomic
def restore_template(*, template: LeadTimeTemplate, by: User) -> LeadTimeTemplate:
    """Bring a deleted template back."""
    return saving.restore(LeadTimeTemplate.objects.select_for_update().get(pk=template.pk), by=by)


def _check_steps(steps: Steps) -> None:
    if not steps:
        raise Refusal(_("A template has at least one step."), field="steps")
