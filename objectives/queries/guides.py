"""The guide through a plan: what, how, who and when, each with how many questions are open."""

from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from objectives.models import KeyResult, Objective
from objectives.queries.breakdowns import Breakdown
from objectives.queries.how_cards import How
from objectives.queries.what_cards import What


class Stage(StrEnum):
    """A step of the guide; `guide_<value>` is the name of its route."""

    WHAT = "what"
    HOW = "how"
    WHO = "who"


@dataclass(frozen=True, slots=True)
class StageLine:
    """A step as the stepper shows it."""

    stage: Stage
    number: int
    label: str
    url: str
    open: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Guide:
    stages: list[StageLine]

    @property
    def first_open(self) -> StageLine:
        """Where to go on: the first step with a question, the last one when there is none."""
        return next((one for one in self.stages if one.open), self.stages[-1])

    @property
    def after(self) -> StageLine | None:
        """The step behind the current one."""
        number = next((one.number for one in self.stages if one.is_current), 0)
        return self.stages[number] if 0 < number < len(self.stages) else None


def guide_of(objective: Objective, what: What, how: How, who: Breakdown, current: Stage | None = None) -> Guide:
    """The three steps out of the cards of the plan (no query)."""
    open_ones = {Stage.WHAT: _open_what(what), Stage.HOW: _open_how(how), Stage.WHO: _open_who(how, who)}
    return Guide(
        [
            StageLine(stage, place, name, _address(stage, objective.pk), open_ones[stage], stage is current)
            for place, (stage, name) in enumerate(_names().items(), start=1)
        ]
    )


def first_steps() -> Guide:
    """The stepper before anything is saved."""
    return Guide(
        [
            StageLine(stage, place, name, "", 0, stage is Stage.WHAT)
            for place, (stage, name) in enumerate(_names().items(), start=1)
        ]
    )


def _names() -> dict[Stage, str]:
    return {Stage.WHAT: _("What"), Stage.HOW: _("How"), Stage.WHO: _("Who and when")}


def _address(stage: Stage, pk: int) -> str:
    return reverse(f"objectives:guide_{stage.value}", args=[pk])


def _open_what(what: What) -> int:
    return sum(not line.words.passes for line in what.lines)


def _open_how(how: How) -> int:
    """No path, no key result, a key result without a measure."""
    unmeasured = sum(not (line.measures or line.row.parked) for group in how.groups for line in group.lines)
    return (not how.paths) + (not how.count) + unmeasured


def _open_who(how: How, who: Breakdown) -> int:
    """A key result without a task; days that were not planned yet."""
    tasks = [line.row.task for line in who.lines if not line.row.is_summary]
    return len(idle(how, who)) + (not tasks and not how.count) + any(one.starts_on is None for one in tasks)


def idle(how: How, who: Breakdown) -> list[KeyResult]:
    """Key results that nobody has a task for."""
    busy = {line.row.task.key_result_id for line in who.lines}
    rows = [line.row for group in how.groups for line in group.lines]
    return [row for row in rows if row.pk not in busy and not row.parked]
