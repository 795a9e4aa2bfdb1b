"""The company's words of scope: which tag a word is, how it reads in the other language, how often it is used."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from objectives import access
from objectives.core import tags
from objectives.core.vocabulary import TagKind
from objectives.models import Objective, ScopeTag
from objectives.models.labels import label
from objectives.models.scope_tag import COLUMNS
from okrplan.people.models import User
from okrplan.texts import said

SUGGESTED = 1500  # tags that the fields of a form offer


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tags by kind and key; both names of a tag find it."""

    tags: Mapping[tuple[str, str], ScopeTag] = field(default_factory=dict)

    def find(self, kind: TagKind, word: str) -> ScopeTag | None:
        return self.tags.get((kind.value, tags.key(word)))

    def said(self, kind: TagKind, word: str, language: str) -> str:
        """A word in a language, as far as its tag knows it."""
        tag = self.find(kind, word)
        return said(tag, "name", language).text if tag else word


@dataclass(frozen=True, slots=True)
class Line:
    """A tag of the settings page, with the objectives that use it."""

    tag: ScopeTag
    name: str  # in the reader's language, as far as the tag knows it
    other: str  # in the other one
    uses: int


@dataclass(frozen=True, slots=True)
class Group:
    kind: TagKind
    title: str
    lines: list[Line]


def vocabulary(found: Iterable[ScopeTag]) -> Vocabulary:
    """Tags as a vocabulary."""
    by_key = {}
    for tag in found:
        if tag.key_other:
            by_key[tag.kind, tag.key_other] = tag
        by_key[tag.kind, tag.key] = tag
    return Vocabulary(by_key)


def with_keys(keys: Iterable[str]) -> Vocabulary:
    """The tags that go by one of these keys (one query)."""
    wanted = set(keys)
    return vocabulary(ScopeTag.objects.alive().filter(Q(key__in=wanted) | Q(key_other__in=wanted)))


def of_objective(objective: Objective) -> Vocabulary:
    """The tags of an objective's scope (one query)."""
    lines = (getattr(objective, name) for column in COLUMNS.values() for name in (column, f"{column}_other"))
    return with_keys(tags.key(word) for line in lines for word in tags.words(line))


def scope_lines(objective: Objective, known: Vocabulary, language: str) -> list[str]:
    """The words of an objective's scope in a language, by kind; what no tag translates is as it was written."""
    return [
        known.said(kind, word, language)
        for kind, column in COLUMNS.items()
        for word in tags.words(said(objective, column, language).text)
    ]


def suggestions(user: User) -> list[ScopeTag]:
    """The tags that fields of scope offer, of all kinds (one query)."""
    return list(access.scope_tags(user)[:SUGGESTED])


def uses() -> Counter[tuple[str, str]]:
    """How many objectives have a word in their scope, by kind and key (one query). Drafts count too."""
    counted: Counter[tuple[str, str]] = Counter()
    columns = [name for column in COLUMNS.values() for name in (column, f"{column}_other")]
    for row in Objective.objects.alive().order_by().values(*columns):
        for kind, column in COLUMNS.items():
            written, other = (_keys(row[name]) for name in (column, f"{column}_other"))
            counted.update((kind.value, key) for key in written | other)
    return counted


def uses_of(tag: ScopeTag, counted: Counter[tuple[str, str]]) -> int:
    """How many objectives use a tag. One that has both its names, for two languages, counts once."""
    return max(counted[tag.kind, tag.key], counted[tag.kind, tag.key_other] if tag.key_other else 0)


def names_of(tag: ScopeTag, language: str) -> tuple[str, str]:
    """What a tag is called in a language, and in the other one; empty where it is the same in both."""
    name = said(tag, "name", language).text
    return name, tag.name_other if name == tag.name else tag.name


def groups(language: str) -> list[Group]:
    """All tags by kind, each with its uses (two queries)."""
    counted, found = uses(), list(ScopeTag.objects.alive())
    return [
        Group(
            kind,
            str(label(kind)),
            [Line(one, *names_of(one, language), uses_of(one, counted)) for one in found if one.kind == kind.value],
        )
        for kind in TagKind
    ]


def _keys(line: str) -> set[str]:
    return {tags.key(word) for word in tags.words(line)}
