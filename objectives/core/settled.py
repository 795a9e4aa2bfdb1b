"""What the fields settle about a sentence.

The text of an objective only proposes: S is judged by the scope fields, M by the measure, T by the dates, and one
person by the owner field. What a reader of the text alone would ask is therefore not asked once its field is filled.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum

from objectives.core.reading import TextCode, TextFinding


class Entry(StrEnum):
    """A field of an objective, a key result or its measure, by the name that forms and the API give it."""

    SITES = "sites"
    CHANNELS = "channels"
    PRODUCTS = "products"
    SEGMENT = "segment"
    NAME = "name"  # of the measure
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    DUE_ON = "due_on"
    OWNER = "owner"


_MEASURED = ({Entry.NAME, Entry.TARGET},)
_DATED = ({Entry.DUE_ON},)
_SETTLED_BY: dict[TextCode, tuple[set[Entry], ...]] = {
    TextCode.NO_SCOPE: ({Entry.SITES}, {Entry.CHANNELS}, {Entry.PRODUCTS}, {Entry.SEGMENT}),
    TextCode.NO_NUMBER: ({Entry.TARGET},),
    TextCode.NO_UNIT: ({Entry.UNIT},),
    TextCode.NO_BASELINE: ({Entry.BASELINE},),
    TextCode.PERCENT_POINTS: ({Entry.BASELINE, Entry.TARGET},),
    TextCode.VAGUE_VERB: _MEASURED,
    TextCode.VAGUE_DEGREE: _MEASURED,
    TextCode.ACTIVITY: _MEASURED,
    TextCode.NO_DATE: _DATED,
    TextCode.VAGUE_TIME: _DATED,
    TextCode.NO_OWNER: ({Entry.OWNER},),
}
"""For each finding the sets of fields that settle it, any one of them, all of its fields filled. Two goals in one
sentence are settled by nothing but another sentence."""


def still_open(findings: Iterable[TextFinding], filled: Collection[Entry]) -> tuple[TextFinding, ...]:
    """The findings that no filled field settles, in their order."""
    return tuple(one for one in findings if not is_settled(one.code, filled))


def is_settled(code: TextCode, filled: Collection[Entry]) -> bool:
    """Whether a field answers already what the text leaves open."""
    return any(fields <= set(filled) for fields in _SETTLED_BY.get(code, ()))
