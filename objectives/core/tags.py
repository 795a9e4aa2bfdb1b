"""Scope words: the tags in a line such as "Germany, France", and when two spellings are the same tag.

- Commas, semicolons and line ends of either language part the words; an empty word is none.
- What nobody sees (control characters, marks of direction) is left out, spaces become single ones.
- Two spellings are the same when they differ in case or width only: "ＡＭＡＺＯＮ" is "Amazon".
"""

import re
import unicodedata
from collections.abc import Iterable

NAME_LENGTH = 60
KEY_LENGTH = 240  # case folding and compatibility forms make a name longer
_PARTS = re.compile("[,;\r\n\uff0c\u3001\uff1b]")
_JOINER = "\u200d"  # holds emoji together
_UNSEEN = re.compile("[\u200d\ufe0e\ufe0f]")


def words(line: str) -> tuple[str, ...]:
    """The words of a line in order, each once."""
    found: dict[str, str] = {}
    for word in map(clean, _PARTS.split(line)):
        if key(word):
            found.setdefault(key(word), word)
    return tuple(found.values())


def clean(word: str) -> str:
    """A word without what nobody sees."""
    spaced = re.sub(r"\s+", " ", word)
    return "".join(one for one in spaced if one == _JOINER or unicodedata.category(one) not in ("Cc", "Cf")).strip()


def key(word: str) -> str:
    """What all spellings of a tag have in common; empty for a word of nothing."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", clean(word))).casefold()
    return " ".join(plain.split())[:KEY_LENGTH]


def line(found: Iterable[str], *, chinese: bool) -> str:
    """The words as one line, parted as the language parts them."""
    return ("\u3001" if chinese else ", ").join(found)
