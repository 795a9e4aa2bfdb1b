"""A schedule in words: whether the plan keeps its due day, and what to look at."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.core.schedule import Schedule
from objectives.core.vocabulary import PlanVerdict
from objectives.words import basics

LONGEST_CHAIN = 6


def verdict_words(schedule: Schedule, codes: Mapping[int, str]) -> str:
    """Keeps the day, keeps it by spending buffer, or cannot: with the chain that causes it."""
    due = basics.day(schedule.deadline)
    if schedule.verdict is PlanVerdict.FITS:
        slack = schedule.least_slack or 0
        if not slack:
            return _("Keeps %(day)s without a day to spare.") % {"day": due}
        return _("Keeps %(day)s with %(slack)s to spare.") % {"day": due, "slack": basics.working_days(slack)}
    slots = {
        "late": basics.working_days(schedule.late_by),
        "chain": _chain(schedule, codes),
        "day": due,
        "finish": basics.day(schedule.earliest_finish),
        "spent": basics.working_days(schedule.buffer_spent),
    }
    if schedule.verdict is PlanVerdict.SPENDS_BUFFER:
        return _("Late by %(late)s (%(chain)s); %(day)s is kept only by spending %(spent)s of buffer.") % slots
    return _("Late by %(late)s (%(chain)s); %(day)s cannot be kept: earliest finish %(finish)s.") % slots


def tone(schedule: Schedule) -> str:
    return {PlanVerdict.FITS: "ok", PlanVerdict.SPENDS_BUFFER: "warn"}.get(schedule.verdict, "bad")


def notes(schedule: Schedule, codes: Mapping[int, str]) -> list[str]:
    """Thin buffers of key tasks, and days that rest on a calendar not announced yet."""
    found = []
    if schedule.thin_buffers:
        thin = basics.listed(codes[int(key)] for key in schedule.thin_buffers)
        count = len(schedule.thin_buffers)
        found.append(
            ngettext(
                "Key task %(codes)s has less than two weeks of buffer.",
                "Key tasks %(codes)s have less than two weeks of buffer.",
                count,
            )
            % {"codes": thin}
        )
    if schedule.provisional:
        found.append(_("Provisional: a calendar of public holidays is not announced yet."))
    return found


def span(first: date | None, last: date | None) -> str:
    """The days of a row: "6 Sep – 5 Oct", one day alone, or a dash before they are planned."""
    if first is None or last is None:
        return "–"
    if first == last:
        return basics.day(first)
    return f"{basics.day(first)} – {basics.day(last)}"


def _chain(schedule: Schedule, codes: Mapping[int, str]) -> str:
    chain = [codes[int(key)] for key in schedule.chain if int(key) in codes]
    shown = chain if len(chain) <= LONGEST_CHAIN else [*chain[:2], "…", *chain[-3:]]
    return " → ".join(shown)
