"""One text with everything found in it: listed words, days, names, figures, people; and cut into clauses.

Two cuts are made. A sentence ends at a semicolon, full stop or line break. A clause ends at a comma too, and before a
word that joins another result or a condition ("while", 同时). Commas and stops inside figures and days cut nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import pairwise

from objectives.core.reading.amounts import BLANK, NAME, Amount, amounts_in
from objectives.core.reading.days import DayMark, days_in
from objectives.core.reading.folding import Folded, fold
from objectives.core.reading.lexicon import Found, Mark, lexicon
from objectives.core.reading.model import Placed, Span
from objectives.core.reading.owners import Named, is_in_a_name, named_in

READ_AT_MOST = 1_000
"""Characters of a text that are read; what is longer is no sentence."""

MOST_FIGURES = 50
"""Figures of a text that are compared with each other; a line with more is a table."""

_SENTENCE_ENDS = re.compile(r"[;。!?\n]|\.(?=\s|$)")
_COMMAS = re.compile(r",")
_ABBREVIATION = re.compile(r"(?:\b(?:dept|resp|no|max|min|approx|vs|incl|excl|ca|st|mr|ms|dr|inc|ltd|co|[a-z]))\Z")
_CONDITIONS = re.compile(
    r"(?<![a-z])(?:while|whereas|but|provided|as long as|at the same time|as well as|in addition)(?![a-z])"
    r"|同时|并且|以及|另外|此外"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """[start, end) of the folded text."""

    start: int
    end: int

    def holds(self, place: int) -> bool:
        return self.start <= place < self.end


@dataclass(frozen=True)
class Line:
    """A text ready to be judged. Places are offsets of `chars`, the folded text; `span` leads back to the typed one."""

    folded: Folded
    raw: str  # the characters of `chars` with the case as typed
    found: Found
    days: tuple[DayMark, ...]
    names: tuple[Stretch, ...]
    amounts: tuple[Amount, ...]
    named: tuple[Named, ...]

    @property
    def chars(self) -> str:
        return self.folded.chars

    def span(self, mark: Placed) -> Span:
        return self.folded.span(mark.start, mark.end)

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        return tuple(
            _cut(self.chars, [match for match in _SENTENCE_ENDS.finditer(self.chars) if not self._inside_mark(match)])
        )

    @cached_property
    def clauses(self) -> tuple[Stretch, ...]:
        cuts = [match for match in _SENTENCE_ENDS.finditer(self.chars) if not self._inside_mark(match)]
        cuts += [match for match in _COMMAS.finditer(self.chars) if not self._inside_mark(match)]
        begins = [match.start() for match in _CONDITIONS.finditer(self.chars)]
        return tuple(_cut(self.chars, sorted(cuts, key=lambda match: match.start()), begins))

    def _inside_mark(self, match: re.Match[str]) -> bool:
        place = match.start()
        if self.chars[place] == "." and _ABBREVIATION.search(self.chars[max(0, place - 8) : place]):
            return True
        return bool(self._covered[place])

    @cached_property
    def _covered(self) -> bytearray:
        """1 for every character of a figure, day or name."""
        covered = bytearray(len(self.chars))
        marks: tuple[Placed, ...] = (*self.amounts, *self.days, *self.names)
        for mark in marks:
            covered[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
        return covered

    def clause_of(self, place: int) -> Stretch:
        return _holding(self.clauses, place)

    def sentence_of(self, place: int) -> Stretch:
        return _holding(self.sentences, place)

    def amounts_in(self, stretch: Stretch) -> list[Amount]:
        return [amount for amount in self.amounts if stretch.holds(amount.start)]

    def marks_in(self, stretch: Stretch, *names: str) -> list[Mark]:
        return [mark for name in names for mark in self.found.within(name, stretch.start, stretch.end)]

    def has(self, stretch: Stretch, *names: str) -> bool:
        return self.found.any_within(names, stretch.start, stretch.end)

    @cached_property
    def whole(self) -> Stretch:
        return Stretch(0, len(self.chars))


def _holding(stretches: tuple[Stretch, ...], place: int) -> Stretch:
    low, high = 0, len(stretches) - 1
    while low < high:
        middle = (low + high) // 2
        if stretches[middle].end <= place:
            low = middle + 1
        else:
            high = middle
    return stretches[low]


def _cut(chars: str, cuts: list[re.Match[str]], begins: list[int] | None = None) -> list[Stretch]:
    """Stretches between the cuts; a cut belongs to the stretch before it, a begin opens a new one."""
    places = sorted({0, len(chars), *(match.end() for match in cuts), *(begins or ())})
    return [Stretch(start, end) for start, end in pairwise(places)] or [Stretch(0, 0)]


@cache
def _name_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(entry["pattern"]) for entry in lexicon().tables["names"])


def understand(text: str, today: date) -> Line:
    """Find everything in a text: days first, then people, names with digits and figures, each in what is left."""
    folded = fold(text[:READ_AT_MOST])
    chars = folded.chars
    raw = "".join(
        typed if (typed := text[place]).lower() == char else char
        for char, place in zip(chars, folded.where, strict=True)
    )
    found = lexicon().find(chars)
    days = [day for day in days_in(chars, found, today) if not is_in_a_name(raw, day.start)]
    left = _blank(chars, days)
    named = named_in(_blank(raw, days), chars, found)
    left = _blank(left, named)
    figures_first = amounts_in(left)  # a rank ("into the top 10") is a figure, other tops are names
    ranks = [amount for amount in figures_first if amount.unit in ("名", "rank")]
    names = [
        Stretch(match.start(), match.end())
        for pattern in _name_patterns()
        for match in pattern.finditer(_blank(left, ranks))
    ]
    amounts = [*ranks, *amounts_in(_blank(_blank(left, ranks), names, NAME))]
    amounts.sort(key=lambda amount: amount.start)
    return Line(folded, raw, found, tuple(days), tuple(names), tuple(amounts[:MOST_FIGURES]), tuple(named))


def _blank(chars: str, marks: Sequence[Placed], blank: str = BLANK) -> str:
    if not marks:
        return chars
    letters = list(chars)
    for mark in marks:
        letters[mark.start : mark.end] = blank * (mark.end - mark.start)
    return "".join(letters)
