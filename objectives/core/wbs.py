"""Codes of a work breakdown: 1, 1.2, 1.2.3, from position alone, so that a move renumbers them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Key = int | str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its parent (None at the top) and its position among its siblings."""

    key: Key
    parent: Key | None = None
    position: int = 0


def codes(places: Iterable[Place]) -> dict[Key, str]:
    """Code of every row that hangs from the top, in the order of the codes.

    Equal positions keep the order given. A row whose parent is missing, or that is its own ancestor, has no code.
    """
    children: dict[Key | None, list[Place]] = defaultdict(list)
    for place in places:
        children[place.parent].append(place)
    for siblings in children.values():
        siblings.sort(key=lambda place: place.position)
    numbered: dict[Key, str] = {}
    waiting = _numbered(children[None], "")
    while waiting:
        place, code = waiting.pop()
        numbered[place.key] = code
        waiting.extend(_numbered(children.get(place.key, []), f"{code}."))
    return numbered


def _numbered(siblings: list[Place], prefix: str) -> list[tuple[Place, str]]:
    """Siblings with their codes, last first, so that a stack gives them back in order."""
    return [(place, f"{prefix}{number}") for number, place in enumerate(siblings, start=1)][::-1]


def sort_key(code: str) -> tuple[tuple[int, int, str], ...]:
    """Order of codes part by part, numbers as numbers (1.10 after 1.9) and before words."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in code.split("."))
