"""Where, with what and to whom: listed places, channels and segments, and the words no list knows (the product)."""

import re
from dataclasses import dataclass
from functools import cache

from objectives.core.reading.lexicon import Mark, lexicon
from objectives.core.reading.line import Line
from objectives.core.reading.model import Placed

_WORD = re.compile(r"[a-zà-öø-ÿß][a-zà-öø-ÿß'&-]*")
_CJK = re.compile(r"[\u3400-\u9fff]+")
WORDS_OF_CHANGE = (
    *("raise", "lower", "weak", "bring", "fresh", "degree", "quality", "vague_time", "joiner", "limit", "condition"),
    *("to", "from", "reach", "baseline", "continent", "filler", "owner_before", "owner_after", "place", "channel"),
)
"""Lists whose words do not say what is counted."""
WORDS_OF_SCOPE = ("activity", "deliverable", "finished", "segment", "topic", "state", "process")
"""Lists whose words are no product, besides."""


@dataclass(frozen=True, slots=True)
class ScopeWords:
    places: tuple[Mark, ...]
    continents: tuple[Mark, ...]
    channels: tuple[Mark, ...]
    segments: tuple[Mark, ...]
    rest: tuple[str, ...]  # what is left when all listed words are taken away: products and the like
    subject: tuple[str, ...]  # the same, with the words every company has

    @property
    def is_said(self) -> bool:
        return bool(self.places or self.channels or self.segments or self.rest)


def scope_of(line: Line) -> ScopeWords:
    places = tuple(mark for mark in line.found.all("place") if _is_place(line, mark))
    taken = {id(mark) for mark in line.found.all("place")} - {id(mark) for mark in places}
    known = _covered(line, WORDS_OF_CHANGE, taken)
    rest = _left(line.chars, _cover(known[:], line, WORDS_OF_SCOPE, taken))
    return ScopeWords(
        places,
        tuple(line.found.all("continent")),
        tuple(line.found.all("channel")),
        tuple(line.found.all("segment")),
        rest,
        _left(line.chars, known),
    )


def _is_place(line: Line, mark: Mark) -> bool:
    """Codes of two letters count in capitals only, and those that are words too only behind a channel or a site."""
    if not mark.phrase.isascii() or len(mark.phrase) > 2:
        return True
    if not line.raw[mark.start : mark.end].isupper():
        return False
    if mark.phrase not in lexicon().phrases("place_after_channel"):
        return True
    near = line.chars[max(0, mark.start - 14) : mark.start]
    return bool(
        re.search(
            r"(?:amazon|shop|ebay|tiktok|site|store|walmart|temu|b2b|shopify|亚马逊|[a-z]{2},?|and|/|&|,) ?\Z", near
        )
    )


def _covered(line: Line, names: tuple[str, ...], without: set[int]) -> bytearray:
    covered = bytearray(len(line.chars))
    marks: tuple[Placed, ...] = (*line.days, *line.amounts, *line.named)
    for mark in marks:
        covered[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    return _cover(covered, line, names, without)


def _cover(covered: bytearray, line: Line, names: tuple[str, ...], without: set[int]) -> bytearray:
    for name in names:
        for mark in line.found.all(name):
            if id(mark) not in without and (len(mark.phrase) > 1 or mark.phrase.isascii()):
                covered[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    return covered


@cache
def _edges() -> frozenset[str]:
    """Single characters of the lists (到, 的, 站): no word is made of them alone."""
    names = (*WORDS_OF_CHANGE, *WORDS_OF_SCOPE)
    return frozenset(phrase for name in names for phrase in lexicon().phrases(name) if len(phrase) == 1)


def _left(chars: str, covered: bytearray) -> tuple[str, ...]:
    left = "".join("\n" if hidden else char for char, hidden in zip(chars, covered, strict=True))
    latin = [match.group() for match in _WORD.finditer(left) if len(match.group()) > 2]
    wide = [match.group() for match in _CJK.finditer(left)]
    return (*latin, *(word for word in wide if len(word) > 1 and not _edges().issuperset(word)))
