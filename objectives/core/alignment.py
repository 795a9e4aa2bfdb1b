"""Objectives of one cycle beside each other: which measure the same thing, and which pull against each other.

A claim is one measure of an objective: what it counts, which way it should go, where and with what. Two claims are
about the same thing when

- they count the same: the same metric of the glossary or, where one of them has none, the same name in any language;
- they are about the same place: a market named by both or, where one names none, the same department;
- and no channel, product or customer segment that both name tells them apart. What is not named is not told apart.

The objectives' own measures that go the same way are a duplicate; any two measures that go opposite ways contradict
each other. An objective and the one it supports are neither: there the same figure is meant to come from below.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from objectives.core import tags
from objectives.core.vocabulary import Direction

_RISES = {Direction.INCREASE: True, Direction.AT_LEAST: True, Direction.DECREASE: False, Direction.AT_MOST: False}


def words(*lines: str) -> frozenset[str]:
    """The words of scope in lines of any language, so that equal ones compare equal."""
    return frozenset(tags.key(word) for line in lines for word in tags.words(line))


def names(*texts: str) -> frozenset[str]:
    """The names of a measure, whole: spaces, signs, width and case do not tell them apart."""
    return frozenset(name for text in texts if (name := re.sub(r"[\W_]+", "", tags.key(text))))


@dataclass(frozen=True, slots=True)
class Claim:
    """A measure of an objective. Empty scope words: the objective names none of that kind."""

    objective: int
    department: int
    direction: Direction
    metric: int | None = None  # of the glossary
    names: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)  # channels, products, segment
    parent: int | None = None  # the objective it supports
    is_own: bool = True  # the objective's own measure, not one of a key result


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Keys of other objectives, in the order of their claims."""

    duplicates: tuple[int, ...] = ()
    contradictions: tuple[int, ...] = ()


def neighbours(claims: Iterable[Claim], objective: int) -> Neighbours:
    """Which of the claims' objectives repeat or contradict one of them."""
    found = list(claims)
    mine = [one for one in found if one.objective == objective]
    same, against = {}, {}
    for other in (one for one in found if one.objective != objective):
        met = [one for one in mine if about_the_same(one, other)]
        if any(_pulls_against(one, other) for one in met):
            against[other.objective] = True
        elif any(one.is_own and other.is_own for one in met):
            same[other.objective] = True
    return Neighbours(tuple(one for one in same if one not in against), tuple(against))


def about_the_same(one: Claim, other: Claim) -> bool:
    """Whether two claims count the same figure at the same place, neither from below the other."""
    if other.objective == one.parent or one.objective == other.parent:
        return False
    if one.direction not in _RISES or other.direction not in _RISES:
        return False
    return _same_metric(one, other) and _same_place(one, other) and _not_told_apart(one, other)


def _same_metric(one: Claim, other: Claim) -> bool:
    if one.metric is not None and other.metric is not None:
        return one.metric == other.metric
    return bool(one.names & other.names)


def _same_place(one: Claim, other: Claim) -> bool:
    if one.sites and other.sites:
        return bool(one.sites & other.sites)
    return one.department == other.department


def _not_told_apart(one: Claim, other: Claim) -> bool:
    pairs = ((words, other.others.get(kind, frozenset())) for kind, words in one.others.items())
    return all(not mine or not theirs or mine & theirs for mine, theirs in pairs)


def _pulls_against(one: Claim, other: Claim) -> bool:
    return _RISES[one.direction] is not _RISES[other.direction]
