"""What is read from a sentence: open findings, and what it proposes for the fields beside it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from objectives.core import numbers, proposing
from objectives.core.reading import LineKind, Proposal, Span, TextCode, TextFinding, read
from objectives.core.settled import Entry, still_open
from objectives.core.vocabulary import Accumulation, Direction
from objectives.models import Cycle, KeyResult, Measure, Objective
from objectives.words import basics
from objectives.words import reading as words
from okrplan.people.models import User

SHOWN = 3  # findings at a time, the worst first
LONGEST = 200  # characters of a title; what is longer is not shown back
POINTS = "pp"  # a change in percentage points: neither figure of a measure


_HOW_MUCH = (
    TextCode.ACTIVITY,
    TextCode.PERCENT_POINTS,
    TextCode.NO_NUMBER,
    TextCode.VAGUE_DEGREE,
    TextCode.VAGUE_VERB,
    TextCode.NO_BASELINE,
)
_LOOSE = (
    TextCode.TWO_GOALS,
    TextCode.ACTIVITY,
    TextCode.PERCENT_POINTS,
    TextCode.VAGUE_VERB,
    TextCode.VAGUE_DEGREE,
    TextCode.VAGUE_TIME,
)
_WHEN = (TextCode.NO_DATE, TextCode.VAGUE_TIME)
_ASKED_ONCE = {code: group for group in (_HOW_MUCH, _WHEN) for code in group}
"""Findings that one answer settles together; the first of them that is there asks for all."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A value for a field: what its control takes, and how a person reads it."""

    field: str
    label: str
    value: str
    shown: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A sentence as it was read: the findings still open, worst first, and what it proposes."""

    text: str
    kind: LineKind
    findings: tuple[TextFinding, ...]
    proposal: Proposal

    @property
    def words(self) -> list[words.FindingWords]:
        return [words.finding_words(one, self.text, self.kind) for one in self.findings]


@dataclass(frozen=True, slots=True)
class Shown:
    """What templates/objectives/guide/_found.html shows of a preview."""

    pieces: list[words.Piece]
    findings: list[words.FindingWords]
    rest: int  # findings that are not shown
    proposed: list[Proposed]
    note: str
    said: str  # the whole in one sentence, for who listens


def preview_of(text: str, kind: LineKind, *, filled: Collection[Entry] = (), owner: str = "", today: date) -> Preview:
    """Read a sentence, and leave out what the filled fields settle (no query)."""
    found = read(text, kind, owner=owner, today=today)
    return Preview(text, kind, still_open(found.findings, filled), found.proposal)


def of_objective(objective: Objective, own: Measure | None, today: date) -> Preview:
    """The title of an objective as it stands (no query)."""
    filled = {one for one in Entry if getattr(objective, one.value, None)} | filled_by(own)
    return preview_of(objective.title, LineKind.OBJECTIVE, filled=filled, owner=objective.owner.name, today=today)


def loose(preview: Preview) -> list[words.FindingWords]:
    """The findings about the wording itself: what is missing is asked by the letters of a plan that is saved."""
    pairs = zip(preview.findings, preview.words, strict=True)
    return [said for found, said in pairs if found.code in _LOOSE]


def filled_by(measure: Measure | None) -> set[Entry]:
    """What a measure settles."""
    if measure is None:
        return set()
    names = (Entry.NAME, Entry.UNIT, Entry.BASELINE, Entry.TARGET)
    filled = {one for one in names if getattr(measure, one.value) not in (None, "")}
    is_plain = Direction(measure.direction) is Direction.MILESTONE or Direction(measure.direction).is_limit
    return filled | {Entry.BASELINE, Entry.TARGET, Entry.UNIT} if is_plain else filled


def settled_for(row: Objective | KeyResult) -> list[str]:
    """The fields that no form of this row shows and that are filled all the same: its measures' (one query)."""
    rows = row.own_measures if isinstance(row, Objective) else row.measures
    found = {entry for one in rows.filter(deleted_at__isnull=True) for entry in filled_by(one)}
    return sorted(one.value for one in found)


def shown_in(preview: Preview, cycle: Cycle | None, owner: User | None) -> Shown:
    """The worst findings with their words marked, and what a form of this cycle can take over (no query).

    A due day outside the cycle is said instead: the field would refuse it.
    """
    first, last = (cycle.starts_on, cycle.ends_on) if cycle else (None, None)
    due_on, note = preview.proposal.due_on, ""
    if due_on and not is_within(due_on, first, last) and cycle:
        note = _("%(day)s is outside the cycle, which runs from %(first)s to %(last)s.") % {
            "day": basics.long_day(due_on),
            "first": basics.day(cycle.starts_on),
            "last": basics.long_day(cycle.ends_on),
        }
    proposed = _proposed(preview, owner, first, last)
    return _shown(preview, proposed, note)


def _shown(preview: Preview, proposed: list[Proposed], note: str) -> Shown:
    folded = _folded(preview)
    few = [one for one, _spans in folded[:SHOWN]]
    spans = [places for _words, places in folded[:SHOWN]]
    is_long = len(preview.text) > LONGEST
    return Shown(
        pieces=[] if is_long or not any(spans) else words.marked(preview.text, few, spans),
        findings=[replace(one, suggestion=None) for one in few] if is_long else few,
        rest=max(len(folded) - SHOWN, 0),
        proposed=proposed,
        note=_too_long(preview.text) if is_long else note,
        said=basics.sentences(one.sentence for one in few) or _("Nothing to ask about this sentence."),
    )


def _folded(preview: Preview) -> list[tuple[words.FindingWords, tuple[Span, ...]]]:
    """The findings with their words; what one answer settles is asked once, at the words of all of them."""
    groups: dict[tuple[TextCode, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(preview.findings):
        groups[_ASKED_ONCE.get(one.code, (one.code,))].append(place)
    said = preview.words
    return [
        (
            replace(said[_speaker(preview, codes, places)], verdict=said[places[0]].verdict, tone=said[places[0]].tone),
            tuple(span for place in places for span in preview.findings[place].spans),
        )
        for codes, places in groups.items()
    ]


def _speaker(preview: Preview, codes: tuple[TextCode, ...], places: list[int]) -> int:
    """Which of a group's findings asks for all of them."""
    return min(places, key=lambda place: codes.index(preview.findings[place].code))


def _too_long(text: str) -> str:
    slots = {"n": f"{len(text):,}", "most": LONGEST}
    return _("This has %(n)s characters; a sentence has at most %(most)s.") % slots


# --- proposals ----------------------------------------------------------------------------------------------


def person_named(name: str) -> User | None:
    """The one person here whom a sentence names; None for nobody and for several (one query when it names one)."""
    found = list(User.objects.filter(is_active=True, name__icontains=name)[:2]) if name else []
    return found[0] if len(found) == 1 else None


def _proposed(preview: Preview, owner: User | None, first: date | None, last: date | None) -> list[Proposed]:
    """What a sentence proposes, field by field, in the order of the form."""
    proposal, figures = preview.proposal, _figures(preview)
    found = [
        _texts(Entry.SITES, _("Markets or sites"), proposal.sites),
        _texts(Entry.CHANNELS, _("Channels"), proposal.channels),
        _texts(Entry.PRODUCTS, _("Products"), proposal.products),
        _texts(Entry.SEGMENT, _("Customer segment"), proposal.segments),
        _texts(Entry.NAME, _("Measured by"), [proposal.metric]),
        _number(Entry.BASELINE, _("From (today)"), figures.baseline, figures.unit),
        _number(Entry.TARGET, _("To (target)"), figures.target, figures.unit),
        _texts(Entry.UNIT, _("Unit"), [figures.unit]),
        _day(proposal.due_on) if proposal.due_on and is_within(proposal.due_on, first, last) else None,
        Proposed(Entry.OWNER.value, _("Owner"), str(owner.pk), owner.name) if owner else None,
    ]
    return [one for one in found if one is not None]


def is_within(day: date, first: date | None, last: date | None) -> bool:
    """Whether a day lies between two others, of which each may be open."""
    return (first is None or first <= day) and (last is None or day <= last)


def _texts(field: Entry, label: str, texts: Iterable[str]) -> Proposed | None:
    value = basics.listed(one for one in texts if one)
    return Proposed(field.value, label, value, value) if value else None


def _number(field: Entry, label: str, value: Decimal | None, unit: str) -> Proposed | None:
    if value is None:
        return None
    typed = f"{value:,.{numbers.decimals(value)}f}"
    return Proposed(field.value, label, typed, basics.exact(value, unit))


def _day(value: date) -> Proposed:
    return Proposed(Entry.DUE_ON.value, _("Due day"), value.isoformat(), basics.long_day(value))


# --- a measure from a sentence ------------------------------------------------------------------------------


def measure_values(preview: Preview, language: str) -> dict[str, object] | None:
    """The measure that a sentence proposes, for its action; None when its figures are not enough for one."""
    values = _measure(preview)
    direction, accumulation = Direction(values["direction"]), Accumulation(values["accumulation"])
    baseline, target = values["baseline"], values["target"]
    if not proposing.is_whole(direction, accumulation, baseline, target):
        return None
    name = (preview.proposal.metric or preview.text)[:120]
    return {**values, "name": name, "language": "zh-hans" if numbers.has_han(name) else language}


def own_metric_of(objective: Objective, today: date) -> dict[str, object]:
    """What the title of an objective says of its own metric, to begin the form with."""
    preview = preview_of(objective.title, LineKind.OBJECTIVE, today=today)
    values = {**_measure(preview), "name": preview.proposal.metric[:120]}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _measure(preview: Preview) -> dict[str, Any]:
    """Unit, direction and figures, as far as the sentence says them; a milestone has none."""
    said = _figures(preview)
    direction = proposing.direction_of(said.direction, said.baseline, said.target)
    is_milestone = direction is Direction.MILESTONE
    unit = "" if is_milestone else said.unit[:20]
    return {
        "unit": unit,
        "direction": direction.value,
        "accumulation": proposing.accumulation_of(direction, unit).value,
        "baseline": None if is_milestone else said.baseline,
        "target": None if is_milestone else said.target,
    }


def _figures(preview: Preview) -> Proposal:
    """The proposal with the figures of a measure only: neither "2 points more" nor "20 % more" is a target."""
    said, asked = preview.proposal, {one.code for one in preview.findings}
    is_relative = numbers.is_percent(said.unit) and bool(asked & {TextCode.NO_BASELINE, TextCode.PERCENT_POINTS})
    return Proposal(direction=said.direction) if is_relative or said.unit == POINTS else said
