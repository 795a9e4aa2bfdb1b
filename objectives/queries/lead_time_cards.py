"""What the pages show of a chain of lead times: the band, its steps in words, the ways out as offers."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from objectives.core import lead_band
from objectives.core.gantt import Month
from objectives.core.lead_band import Segment
from objectives.core.lead_ways import Cut
from objectives.models import LeadTimeTemplate, Objective
from objectives.queries import lead_times
from objectives.queries.lead_times import Chain, Other, Ways
from objectives.words import basics
from objectives.words import lead_times as words
from okrplan.people.models import User

WIDE, NARROW = 1080, 430  # pixels of the band on its page and in a card: a name is written where it fits
HAN_WIDTH, LETTER_WIDTH, AIR = 12.5, 6.6, 10
EDGE = 6  # percent of the band


@dataclass(frozen=True, slots=True)
class Piece:
    """A step on the band; `label` is its name or, where that is too long, its number."""

    segment: Segment
    label: str
    tone: str  # "late", "past", "buffer" or "" as its name in the style sheet


@dataclass(frozen=True, slots=True)
class BandCard:
    """The drawing with its words; `summary` says it to whoever does not see it."""

    pieces: list[Piece]
    months: tuple[Month, ...]
    today: float | None
    today_side: str  # where its word stands: "start", "middle" or "end" of it, so that it stays on the band
    first: str
    last: str
    summary: str
    is_late: bool  # there are ways out to look at


@dataclass(frozen=True, slots=True)
class StepLine:
    """A row of the table. `piece` is its place on the band."""

    number: int
    name: str
    marker: str  # "buffer", unless the name says so itself
    days: str
    calendar: str
    first: str
    last: str
    state: str
    tone: str
    source: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out and the button that goes it; without `fields` there is nothing to press."""

    text: str
    button: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OtherLine:
    """Another template and how it does; without `is_possible` it cannot be looked at."""

    template: LeadTimeTemplate
    text: str
    fits: bool
    is_possible: bool


@dataclass(frozen=True, slots=True)
class WaysCard:
    shorter: list[Offer]
    others: list[OtherLine]
    later: Offer


@dataclass(frozen=True, slots=True)
class ChainCard:
    """A whole chain for its page; `band` is None where nothing can be planned."""

    chain: Chain
    verdict: str
    tone: str
    needed: str
    band: BandCard | None
    lines: list[StepLine]
    calendars: str
    provisional: str


def band_card(chain: Chain, today: date, width: int = NARROW) -> BandCard | None:
    """The band of a planned chain, None for one that cannot be planned (no query)."""
    if chain.planned is None:
        return None
    drawn = lead_band.band_of(chain.planned, chain.steps, today)
    return BandCard(
        pieces=[_piece(place, segment, chain, width) for place, segment in enumerate(drawn.segments)],
        months=drawn.months,
        today=drawn.today,
        today_side=_side(drawn.today),
        first=basics.day(chain.planned.latest_start),
        last=basics.day(chain.deadline),
        summary=words.band_summary(chain),
        is_late=chain.planned.passed,
    )


def _side(today: float | None) -> str:
    if today is None or EDGE <= today <= 100 - EDGE:
        return "middle"
    return "start" if today < EDGE else "end"


def _piece(place: int, segment: Segment, chain: Chain, width: int) -> Piece:
    name, room = words.step_name(chain.rows[place]), segment.stretch.length * width / 100
    number = str(place + 1)
    label = name if _width(name) <= room else number if _width(number) <= room else ""
    return Piece(segment, label, _tone(segment))


def _width(text: str) -> float:
    """About how many pixels a text takes at the band's size."""
    return sum(LETTER_WIDTH if letter.isascii() else HAN_WIDTH for letter in text) + AIR


def _tone(segment: Segment) -> str:
    if segment.is_late:
        return "late"
    if segment.is_past:
        return "past"
    return "buffer" if segment.is_buffer else ""


def card_of(chain: Chain, today: date, *, is_confirmed: bool) -> ChainCard:
    """Everything about a chain but its ways out (no query)."""
    band = band_card(chain, today, WIDE)
    plan = chain.planned
    passed = plan is None or plan.passed
    started_late = plan is not None and any(one.passed and one.actual_start for one in plan.steps)
    return ChainCard(
        chain=chain,
        verdict=words.verdict_words(chain, today, is_confirmed=is_confirmed),
        tone="ok" if not passed else "warn" if is_confirmed and plan is not None and not started_late else "bad",
        needed=words.needed_words(chain),
        band=band,
        lines=_lines(chain, band) if band else [],
        calendars=_calendars(chain),
        provisional=_provisional(chain),
    )


def _lines(chain: Chain, band: BandCard) -> list[StepLine]:
    assert chain.planned is not None  # a band is drawn of a planned chain
    assert chain.calendars is not None
    lines = []
    for place, (row, plan, piece) in enumerate(zip(chain.rows, chain.planned.steps, band.pieces, strict=True)):
        state, tone = words.state_words(plan)
        lines.append(
            StepLine(
                number=place + 1,
                name=words.step_name(row),
                marker=words.marker_words(row),
                days=words.days_words(row.days, row.unit),
                calendar=words.calendar_words(row, chain.calendars),
                first=basics.day(plan.latest_start),
                last=basics.day(plan.latest_finish),
                state=state,
                tone=tone,
                source=words.source_words(row),
                piece=piece,
            )
        )
    return lines


def _calendars(chain: Chain) -> str:
    if chain.calendars is None:
        return ""
    names = dict.fromkeys(words.calendar_words(row, chain.calendars) for row in chain.rows)
    return basics.listed(name for name in names if name)


def _provisional(chain: Chain) -> str:
    """Which calendar is not announced yet in a year that the chain touches."""
    if chain.planned is None or not chain.planned.provisional or chain.calendars is None:
        return ""
    open_ones = {
        chain.calendars.name(row.calendar_id)
        for row, step, plan in zip(chain.rows, chain.steps, chain.planned.steps, strict=True)
        if step.calendar.is_provisional(plan.latest_start.toordinal(), plan.latest_finish.toordinal() + 1)
    }
    return words.provisional_words(basics.listed(sorted(open_ones)))


def ways_card(user: User, objective: Objective, chain: Chain, today: date) -> WaysCard | None:
    """The ways out as offers, None while the chain can be kept (two queries)."""
    ways = lead_times.ways_of(user, objective, chain, today)
    if ways is None:
        return None
    return WaysCard(
        shorter=_shorter(ways, chain),
        others=[_other(one) for one in ways.others],
        later=_later(ways, objective, chain),
    )


def _shorter(ways: Ways, chain: Chain) -> list[Offer]:
    if ways.one:
        return [_cut_offer((cut,), chain) for cut in ways.one]
    return [_cut_offer(ways.several, chain)] if ways.several else []


def _cut_offer(cuts: tuple[Cut, ...], chain: Chain) -> Offer:
    names = {step.key: words.step_name(row) for step, row in zip(chain.steps, chain.rows, strict=True)}
    fields = tuple((f"step_{cut.key}", str(cut.left)) for cut in cuts)
    text = basics.clauses(words.cut_words(cut, names[cut.key]) for cut in cuts)
    total = basics.working_days(sum(cut.days for cut in cuts))
    return Offer(text, _("Shorten by %(days)s") % {"days": total}, fields)


def _other(other: Other) -> OtherLine:
    is_possible = other.chain is not None and other.chain.planned is not None
    return OtherLine(other.template, words.other_words(other), other.fits, is_possible)


def _later(ways: Ways, objective: Objective, chain: Chain) -> Offer:
    if ways.later is None:
        return Offer(_("No later day within the calendars can be kept."))
    day = basics.long_day(ways.later)
    text = words.later_words(ways.later, chain.deadline, objective.due_on)
    if not ways.fits_cycle:
        ends = basics.long_day(objective.cycle.ends_on)
        beyond = _("%(day)s is the earliest, after the cycle ends on %(ends)s: that takes another cycle.")
        return Offer(beyond % {"day": day, "ends": ends})
    return Offer(text, _("Move to %(day)s") % {"day": day}, (("day", ways.later.isoformat()),))
