"""How alike two names of metrics are: whether one of them is a second word for the same thing.

Two names are alike when, with width, case, accents, punctuation and small words left out,

- they are the same letters, or the same words in another order, in singular or plural; or
- a slip of the hand lies between them: one letter in names of 4 to 7 letters, two from 8 on; or
- nearly all pairs of letters of long names are the same.

A figure tells metrics apart ("30-day" and "60-day returns"), and so does a Chinese character that stands for another
one: 新客 and 老客 are opposites. A character more or less does not: 新客GMV is 新客户GMV.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

SAME_WORDS = 0.95
LONGEST = 120  # letters of a name that are looked at
LONG = 12  # letters from which pairs of letters are compared
PAIRS_FROM = 0.85
_SMALL_WORDS = frozenset(["a", "an", "the", "of", "for", "from", "in", "on", "to", "by", "and"])
_SMALL_CHARACTERS = "\u7684"  # 的
_HAN = "\u3400-\u9fff"
_WORDS = re.compile(rf"[{_HAN}]+|\d+|[^\W\d_{_HAN}]+")


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common that counts) to 1 (the same name, written differently)."""
    mine, theirs = _words(one), _words(other)
    letters, others = "".join(mine)[:LONGEST], "".join(theirs)[:LONGEST]
    if not letters or not others or _figures(mine) != _figures(theirs):
        return 0.0
    if letters == others:
        return 1.0
    if Counter(mine) == Counter(theirs):
        return SAME_WORDS
    if _is_slip(letters, others) or _share_of_pairs(letters, others) >= PAIRS_FROM:
        return SequenceMatcher(None, letters, others, autojunk=False).ratio() * SAME_WORDS
    return 0.0


def best(name: str, names: Iterable[str]) -> float:
    """The likeness to the nearest of some names; of a metric these are its names in both languages."""
    return max((likeness(name, one) for one in names if one), default=0.0)


def contains(name: str, part: str) -> bool:
    """Whether typing `part` finds `name`: every word of it stands in there, wherever."""
    whole = " ".join(_plain(name).split())
    return all(word in whole for word in _plain(part).split())


def same_unit(one: str, other: str) -> bool:
    """Whether two spellings mean one unit: "％" is "%", "Orders" is "orders"."""
    return _plain(one).strip() == _plain(other).strip()


def _plain(text: str) -> str:
    """Without width, case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = (one for one in apart if unicodedata.category(one) not in ("Mn", "Cf", "Cc"))
    return unicodedata.normalize("NFC", "".join(kept)).casefold()


def _words(name: str) -> list[str]:
    found = _WORDS.findall(_plain(name).replace("'s", "s").replace(_SMALL_CHARACTERS, ""))
    return [_singular(word) for word in found if word not in _SMALL_WORDS]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _figures(words: list[str]) -> Counter[str]:
    return Counter(word for word in words if word.isdecimal())


def _is_slip(one: str, other: str) -> bool:
    allowed = _slips_allowed(min(len(one), len(other)))
    mine, theirs = Counter(one), Counter(other)
    if max((mine - theirs).total(), (theirs - mine).total()) > allowed:
        return False
    return _distance(one, other, allowed) <= allowed


def _slips_allowed(length: int) -> int:
    if length < 4:
        return 0
    return 1 if length < 8 else 2


def _distance(one: str, other: str, most: int) -> int:
    """Letters to add, leave out, change or swap (Damerau-Levenshtein); an exchanged Chinese character is too many."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        above, row, previous = row, [place], before
        for at, against in enumerate(other, start=1):
            change = 0 if letter == against else most + 1 if _is_han(letter) or _is_han(against) else 1
            row.append(min(above[at] + 1, row[at - 1] + 1, above[at - 1] + change))
            swapped = place > 1 and at > 1 and letter == other[at - 2] and against == one[place - 2]
            if swapped:
                row[at] = min(row[at], previous[at - 2] + 1)
        before = above
    return row[-1]


def _share_of_pairs(one: str, other: str) -> float:
    """Dice's coefficient over pairs of neighbouring letters; 0 for short names and for Chinese, where one counts."""
    if min(len(one), len(other)) < LONG or _is_han(one + other):
        return 0.0
    mine, theirs = _pairs(one), _pairs(other)
    return 2 * (mine & theirs).total() / (mine.total() + theirs.total())


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))


def _is_han(text: str) -> bool:
    return re.search(f"[{_HAN}]", text) is not None
