"""Sentences as marked pieces, so that a page can colour figures and link them to where they come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from objectives.core.vocabulary import Language


class Tone(StrEnum):
    """How a piece is shown. Good, warn and bad always stand beside words that say the same."""

    PLAIN = "plain"
    FIGURE = "figure"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one tone.

    `source` names what a figure comes from ("completion", "KR1", a check-in). `language` is set where a person's text
    is shown as written, in a language other than the page's.
    """

    text: str
    tone: Tone = Tone.PLAIN
    source: str | None = None
    language: Language | None = None


Sentence = tuple[Piece, ...]
Said = str | Piece | Sentence

EMPTY: Sentence = ()


def plain(sentence: Sentence) -> str:
    """The sentence as a string."""
    return "".join(piece.text for piece in sentence)


def pieces(said: Said) -> Sentence:
    if isinstance(said, str):
        return (Piece(said),) if said else EMPTY
    return (said,) if isinstance(said, Piece) else said


def compose(pattern: str, slots: dict[str, Said]) -> Sentence:
    """The pattern with its `{slots}` filled by pieces, neighbours of one kind merged."""
    parts: list[Piece] = []
    for literal, slot, _, _ in Formatter().parse(pattern):
        parts.extend(pieces(literal))
        if slot is not None:
            parts.extend(pieces(slots[slot]))
    return merged(parts)


def concat(*parts: Said) -> Sentence:
    """Parts one after the other."""
    return merged(piece for part in parts for piece in pieces(part))


def joined(parts: Iterable[Said], separator: str) -> Sentence:
    """Parts with a separator between those that are not empty."""
    result: list[Piece] = []
    for part in filter(None, (pieces(part) for part in parts)):
        if result:
            result.append(Piece(separator))
        result.extend(part)
    return merged(result)


def merged(parts: Iterable[Piece]) -> Sentence:
    """The same text with plain neighbours in one piece."""
    result: list[Piece] = []
    for piece in parts:
        last = result[-1] if result else None
        if last and (last.tone, last.source, last.language) == (piece.tone, piece.source, piece.language):
            result[-1] = Piece(last.text + piece.text, piece.tone, piece.source, piece.language)
        elif piece.text:
            result.append(piece)
    return tuple(result)


def toned(sentence: Said, tone: Tone, source: str | None = None) -> Piece:
    """A whole sentence as one piece of a tone."""
    return Piece(plain(pieces(sentence)), tone, source)
