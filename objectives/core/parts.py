"""What somebody has to do with a plan: what they own, are responsible for, contribute to or are told about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """How a person comes to have a part; `thing` is the key of the row it is about."""

    OWNER = "owner"
    KEY_RESULT = "key_result"
    MEASURE = "measure"
    RESPONSIBLE = "responsible"
    ACCOUNTABLE = "accountable"
    CONSULTED = "consulted"
    INFORMED = "informed"
    CONTRIBUTES = "contributes"  # manages a department that shares a key result


@dataclass(frozen=True, slots=True)
class Held:
    """One role of one person; `number` is that of the key result."""

    person: int
    role: Role
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Everything one person has to do with the plan: numbers of key results, counts of the rest."""

    owns: bool = False
    key_results: tuple[int, ...] = ()
    contributes: tuple[int, ...] = ()
    measures: int = 0
    responsible: int = 0
    accountable: int = 0
    consulted: int = 0
    informed: int = 0


def parts(held: Iterable[Held]) -> dict[int, Part]:
    """The part of every person, in the order in which they come up first."""
    found: dict[int, Part] = {}
    for one in held:
        found[one.person] = _with(found.get(one.person, Part()), one)
    return found


def _with(part: Part, held: Held) -> Part:
    if held.role is Role.OWNER:
        return replace(part, owns=True)
    if held.role is Role.KEY_RESULT:
        return replace(part, key_results=_once(part.key_results, held.number))
    if held.role is Role.CONTRIBUTES:
        return replace(part, contributes=_once(part.contributes, held.number))
    name = "measures" if held.role is Role.MEASURE else held.role.value
    return replace(part, **{name: getattr(part, name) + 1})


def _once(numbers: tuple[int, ...], number: int) -> tuple[int, ...]:
    return tuple(sorted({*numbers, number}))
