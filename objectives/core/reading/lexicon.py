"""The word lists of `zh.toml` and `en.toml`, and one pass over a text that finds every listed phrase.

Both languages are always read: managers mix them. A list is named by what it is for. Notation in the files:

- a phrase of Latin words matches whole words, case does not matter, a hyphen or a dot counts as a space; a word that
  ends in `*` matches every ending ("improv*": improve, improves, improving);
- any other phrase (Chinese, symbols) matches wherever it stands. Of phrases of one list that start at the same place
  the longest counts.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FILES = ("zh.toml", "en.toml")
SHADOWS = {
    "limit": ("raise", "lower", "weak", "weak_change", "comparative", "degree", "bring", "reach", "to", "vague_time"),
    "not_loose": (
        *("degree", "quality", "vague_time", "comparative", "raise", "lower", "weak"),
        *("weak_change", "weak_change_of_state", "process_verb", "bring"),
    ),
    "not_rate": ("rate", "metric", "level_metric"),
    "not_activity": ("activity", "counted_work", "process"),
    "not_deliverable": ("deliverable", "fresh"),
    "deliverable": ("raise", "lower", "weak", "activity", "degree", "bring"),
}
"""Lists whose longer phrases take the words inside them away from others: 超过 in 不超过, "cut" in "cut-over"."""
_WORD = re.compile(r"[a-zà-öø-ÿß0-9]+(?:['&][a-zà-öø-ÿ]+)*")
_LATIN_PHRASE = re.compile(r"[a-zà-öø-ÿß0-9][a-zà-öø-ÿß0-9'&*. -]*\Z")
_STEM = 3  # letters of a "word*" that are looked up first


@dataclass(frozen=True, slots=True)
class Mark:
    """A listed phrase found at [start, end) of the folded text."""

    start: int
    end: int
    phrase: str


class Found:
    """All marks of a text, by the name of their list, each list in order and without overlaps."""

    def __init__(self, marks: Mapping[str, list[Mark]]) -> None:
        self._marks = marks
        self._starts = {name: [mark.start for mark in found] for name, found in marks.items()}

    def all(self, *names: str) -> list[Mark]:
        if len(names) == 1:
            return self._marks.get(names[0], [])
        return sorted((mark for name in names for mark in self._marks.get(name, [])), key=lambda mark: mark.start)

    def within(self, name: str, start: int, end: int) -> list[Mark]:
        """Marks of a list that lie inside [start, end)."""
        marks = self._marks.get(name, [])
        first = bisect_left(self._starts.get(name, []), start)
        inside = []
        for mark in marks[first:]:
            if mark.start >= end:
                break
            if mark.end <= end:
                inside.append(mark)
        return inside

    def starts_within(self, name: str, start: int, end: int) -> bool:
        """Whether a mark of a list begins in [start, end)."""
        starts = self._starts.get(name, [])
        place = bisect_left(starts, start)
        return place < len(starts) and starts[place] < end

    def any_within(self, names: Iterable[str], start: int, end: int) -> bool:
        return any(self.within(name, start, end) for name in names)


@dataclass(frozen=True)
class Lexicon:
    """`tables` holds the parts of the files that are not word lists: patterns, months, units."""

    tables: Mapping[str, Any]
    _lists: Mapping[str, tuple[str, ...]]
    _exact: Mapping[str, list[tuple[tuple[str, ...], str]]]  # first word -> (words, list name)
    _stems: Mapping[str, list[tuple[tuple[str, ...], str]]]  # first letters of a "word*"
    _pieces: Mapping[str, list[tuple[str, str]]]  # first character -> (phrase, list name), longest first

    def phrases(self, name: str) -> tuple[str, ...]:
        """The phrases of one list as they stand in the files."""
        return self._lists.get(name, ())

    def find(self, chars: str) -> Found:
        """Every listed phrase of a folded text, in one pass."""
        marks: dict[str, list[Mark]] = defaultdict(list)
        for name, mark in sorted((*self._words(chars), *self._substrings(chars)), key=lambda each: each[1].start):
            found = marks[name]
            if found and found[-1].end > mark.start:
                if mark.start == found[-1].start and mark.end > found[-1].end:
                    found[-1] = mark
                continue
            found.append(mark)
        return Found(_unshadowed(marks))

    def _words(self, chars: str) -> Iterator[tuple[str, Mark]]:
        words = list(_WORD.finditer(chars))
        for index, match in enumerate(words):
            word = match.group().removesuffix("'s")
            if word != match.group() and match.group() in self._exact:
                word = match.group()
            for phrase, name in (*self._exact.get(word, ()), *self._stems.get(word[:_STEM], ())):
                last = _phrase_end(words, index, phrase, chars)
                if last is not None:
                    yield name, Mark(match.start(), last, " ".join(phrase))

    def _substrings(self, chars: str) -> Iterator[tuple[str, Mark]]:
        for start, char in enumerate(chars):
            for phrase, name in self._pieces.get(char, ()):
                if chars.startswith(phrase, start):
                    yield name, Mark(start, start + len(phrase), phrase)


def _unshadowed(marks: Mapping[str, list[Mark]]) -> dict[str, list[Mark]]:
    left = dict(marks)
    for name, shadowed in SHADOWS.items():
        shadows = marks.get(name, [])
        if not shadows:
            continue
        starts = [shadow.start for shadow in shadows]
        for other in shadowed:
            if other in left:
                left[other] = [mark for mark in left[other] if not _is_part(mark, shadows, starts)]
    return left


def _is_part(mark: Mark, shadows: list[Mark], starts: list[int]) -> bool:
    place = bisect_right(starts, mark.start) - 1
    if place < 0:
        return False
    shadow = shadows[place]
    return shadow.end >= mark.end and shadow.end - shadow.start > mark.end - mark.start


def _phrase_end(words: list[re.Match[str]], index: int, phrase: tuple[str, ...], chars: str) -> int | None:
    if index + len(phrase) > len(words):
        return None
    end = words[index].start()
    for offset, wanted in enumerate(phrase):
        match = words[index + offset]
        if offset and chars[end : match.start()] not in (" ", "-", "  ", "."):
            return None
        word = match.group()
        if wanted not in (word, word.removesuffix("'s")) and not (
            wanted.endswith("*") and word.startswith(wanted[:-1])
        ):
            return None
        end = match.end()
    return end


@cache
def lexicon() -> Lexicon:
    """The two files, read once."""
    exact: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    stems: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    pieces: dict[str, list[tuple[str, str]]] = defaultdict(list)
    tables: dict[str, Any] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for file in FILES:
        content = tomllib.loads(resources.files(__package__).joinpath(file).read_text(encoding="utf-8"))
        for name, phrases in content.pop("words").items():
            lists[name] = (*lists.get(name, ()), *phrases)
            for phrase in phrases:
                if _LATIN_PHRASE.match(phrase):
                    words = tuple(re.split(r"[ .-]", phrase.rstrip(".")))
                    (stems if words[0].endswith("*") else exact)[_key(words[0])].append((words, name))
                else:
                    pieces[phrase[0]].append((phrase, name))
        for name, table in content.items():
            tables[name] = _merged(tables[name], table) if name in tables else table
    for found in pieces.values():
        found.sort(key=lambda each: -len(each[0]))
    return Lexicon(tables, lists, dict(exact), dict(stems), dict(pieces))


def _merged(one: Any, other: Any) -> Any:
    """Lists are joined, tables merged entry by entry."""
    if isinstance(one, list):
        return [*one, *other]
    return {
        **one,
        **{key: _merged(one[key], value) if isinstance(one.get(key), list) else value for key, value in other.items()},
    }


def _key(word: str) -> str:
    return word[:_STEM] if word.endswith("*") else word
