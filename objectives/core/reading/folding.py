"""A text folded for reading: half width, lower case, no invisible characters, with the way back to the offsets."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from objectives.core.reading.model import Span

_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("–—―‒−", "-"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’´`", "'"),
        **dict.fromkeys("[【〔［「『", "("),
        **dict.fromkeys("]】〕］」』", ")"),
        **dict.fromkeys("≦⩽", "≤"),
        **dict.fromkeys("≧⩾", "≥"),
        **dict.fromkeys("➔➜➡⇒⟶", "→"),
        "～": "~",
        "〜": "~",
        "﹣": "-",
    }
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`chars[i]` stands for `text[where[i]]` of the text as typed; every kept character folds to exactly one."""

    chars: str
    where: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The stretch [start, end) of the folded text as offsets of the text as typed."""
        if start >= end:
            return Span(0, 0)
        return Span(self.where[start], self.where[end - 1] + 1)


def fold(text: str) -> Folded:
    kept = [(folded, place) for place, char in enumerate(text) if (folded := _folded(char))]
    return Folded("".join(char for char, _ in kept), tuple(place for _, place in kept))


@lru_cache(maxsize=20_000)
def _folded(char: str) -> str:
    """One character, or "" for an invisible one (zero width, right-to-left marks, variation selectors)."""
    if char in "\t\n\r\v\f\x00\u2028\u2029":
        return "\n" if char in "\n\r\u2028\u2029" else " "
    category = unicodedata.category(char)
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category == "Cc" or category == "Cs":
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Zs":
        return " "
    if "\uff01" <= char <= "\uffe6" or char in "﹪％":
        wide = unicodedata.normalize("NFKC", char)
        char = wide if len(wide) == 1 else char
    char = char.translate(_PUNCTUATION)
    lower = char.lower()
    return lower if len(lower) == 1 else char
