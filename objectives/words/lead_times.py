"""The chain of lead times in words: its steps, whether it can still be kept, the ways out when it cannot."""

from datetime import date

from django.utils.translation import gettext as _

from objectives.core.lead_ways import Cut, spare_days
from objectives.core.leadtime import PlannedStep
from objectives.core.vocabulary import DurationUnit
from objectives.models import LeadTimeChain
from objectives.queries.calendars import Calendars
from objectives.queries.lead_times import Chain, Other, Row
from objectives.words import basics
from okrplan.texts import said


def step_name(step: Row) -> str:
    return said(step, "title", basics.reader().value).text


def marker_words(step: Row) -> str:
    """That a step is spare time, unless its name says so."""
    word = _("buffer")
    return word if step.is_buffer and word not in step_name(step).lower() else ""


def step_words(step: Row) -> str:
    """A step with its days: "Sea freight 35 calendar days"."""
    return f"{step_name(step)} {days_words(step.days, step.unit)}"


def days_words(count: int, unit: str) -> str:
    """So many days as a step counts them: "35 calendar days", "30 working days"."""
    return basics.calendar_days(count) if unit == DurationUnit.ELAPSED else basics.working_days(count)


def source_words(step: Row) -> str:
    return said(step, "source", basics.reader().value).text if step.source else ""


def goal_words(chain: LeadTimeChain) -> str:
    """What has to be there; empty where nobody said it."""
    return said(chain, "goal", basics.reader().value).text if chain.goal else ""


def needed_words(chain: Chain) -> str:
    """By when what has to be there; empty for a chain that simply ends on the due day."""
    goal, day = goal_words(chain.row), basics.long_day(chain.deadline)
    if goal:
        return _("%(goal)s by %(day)s") % {"goal": goal, "day": day}
    return _("needed by %(day)s") % {"day": day} if chain.row.needed_by else ""


def late_words(name: str, step: PlannedStep, *, is_confirmed: bool) -> str:
    """What is wrong with a step that starts, or started, after its latest start."""
    slots = {"step": name, "day": basics.long_day(step.latest_start), "late": days_words(step.days_late, step.unit)}
    if step.actual_start is not None:
        slots["started"] = basics.day(step.actual_start)
        return _("“%(step)s” started on %(started)s, %(late)s after its latest start, %(day)s.") % slots
    if is_confirmed:
        return _("“%(step)s” was to start by %(day)s, %(late)s ago. Has it? Enter the day.") % slots
    return _("“%(step)s” had to start by %(day)s, %(late)s ago.") % slots


def verdict_words(chain: Chain, today: date, *, is_confirmed: bool) -> str:
    """Whether the chain can be kept: the latest start and the days until then, or what is late."""
    plan = chain.planned
    if plan is None:
        return _("These steps reach beyond the years that calendars know (1950 to 2100).") if chain.rows else ""
    names = {one.key: step_name(row) for one, row in zip(chain.steps, chain.rows, strict=True)}
    late = next((one for one in plan.steps if one.passed and one.actual_start), plan.culprit)
    if late is not None:
        return late_words(names[late.key], late, is_confirmed=is_confirmed)
    waiting = next((one for one in plan.steps[_current(chain) :] if not one.actual_start), None)
    if waiting is None:
        return _("Every step has started in time.")
    slots = {"step": names[waiting.key], "day": basics.long_day(waiting.latest_start)}
    spare = spare_days(plan, chain.steps, today)
    if not spare:
        return _("“%(step)s” has to start today, %(day)s.") % slots
    spared = basics.working_days(spare)
    return _("“%(step)s” starts by %(day)s; %(spare)s to spare.") % {**slots, "spare": spared}


def _current(chain: Chain) -> int:
    return max((place for place, one in enumerate(chain.steps) if one.actual_start), default=0)


def cut_words(cut: Cut, name: str) -> str:
    """A shorter step: "Production: 29 working days instead of 30"."""
    slots = {"step": name, "left": basics.working_days(cut.left), "days": cut.left + cut.days}
    if cut.is_buffer:
        return _("%(step)s: %(left)s instead of %(days)s (spends the buffer)") % slots
    return _("%(step)s: %(left)s instead of %(days)s") % slots


def other_words(other: Other) -> str:
    """How another template does: fits with days to spare, or is late too."""
    if other.chain is None:
        return _("what has started has no counterpart there")
    plan = other.chain.planned
    if plan is None:
        return _("reaches beyond the calendars")
    names = {step.key: step_name(row) for step, row in zip(other.chain.steps, other.chain.rows, strict=True)}
    if plan.culprit is not None:
        late = days_words(plan.culprit.days_late, plan.culprit.unit)
        return _("does not fit either: “%(step)s” is %(late)s too late") % {
            "step": names[plan.culprit.key],
            "late": late,
        }
    waiting = next((one for one in plan.steps[_current(other.chain) :] if not one.actual_start), plan.steps[-1])
    return _("fits: “%(step)s” starts by %(day)s, %(spare)s to spare") % {
        "step": names[waiting.key],
        "day": basics.long_day(waiting.latest_start),
        "spare": basics.working_days(other.spare),
    }


def later_words(day: date, deadline: date, due_on: date) -> str:
    """What a later day means: how much later, and how long until the due day, or that this moves too."""
    slots = {"later": basics.calendar_days((day - deadline).days), "due": basics.long_day(due_on)}
    if day > due_on:
        return _("%(later)s later; the objective is then due that day instead of %(due)s") % slots
    left = basics.calendar_days((due_on - day).days)
    return _("%(later)s later; %(left)s remain until the due day") % {**slots, "left": left}


def band_summary(chain: Chain) -> str:
    """The band for whoever does not see it."""
    assert chain.planned is not None  # only a planned chain is drawn
    slots = {
        "first": basics.long_day(chain.planned.latest_start),
        "last": basics.long_day(chain.deadline),
        "steps": basics.listed(step_words(one) for one in chain.rows),
    }
    return _("From %(first)s to %(last)s: %(steps)s") % slots


def state_words(step: PlannedStep) -> tuple[str, str]:
    """How a step stands and the tone of it: started when, or how late; empty for one that is still to come."""
    late = _("%(late)s late") % {"late": days_words(step.days_late, step.unit)} if step.passed else ""
    started = started_words(step.actual_start) if step.actual_start is not None else ""
    in_time = step.actual_start is not None and step.actual_start <= step.latest_start
    tone = "bad" if late else "ok" if in_time else ""
    return basics.listed(part for part in (started, late) if part), tone


def started_words(day: date) -> str:
    return _("started on %(day)s") % {"day": basics.day(day)}


def calendar_words(step: Row, calendars: Calendars) -> str:
    """The calendar that a step's days are counted on; none for days of which every one counts."""
    return "" if step.unit == DurationUnit.ELAPSED else calendars.name(step.calendar_id)


def provisional_words(names: str) -> str:
    return _("Provisional: the holidays of %(calendars)s are not announced for the whole time yet.") % {
        "calendars": names
    }
