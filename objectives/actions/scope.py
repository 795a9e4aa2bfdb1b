"""Writes to the company's words of scope. They grow with the objectives; a tag's new name is written everywhere."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.actions import saving
from objectives.core import numbers, tags
from objectives.core.vocabulary import TagKind
from objectives.models import Objective, ScopeTag
from objectives.models.scope_tag import COLUMNS, TAKEN
from objectives.queries import terms
from okrplan.people.models import User
from okrplan.refusals import Refusal, WrongState

EDITABLE = frozenset(["kind", "name", "name_other"])
LINE_LENGTH = 200
Lines = tuple[tuple[str, ...], ...]  # the words as written, and in the other language


# --- from the objectives ----------------------------------------------------------------------------------------


def settle(*, by: User, values: Mapping[str, Any], row: Objective | None = None) -> dict[str, Any]:
    """The values of an objective with the words of its scope as the company writes them; new ones become tags.

    A line that changes drops its translation unless that is given too: the tags translate it. A line that is only
    parted by other commas stays as it stands.
    """
    settled = dict(values)
    lines = {}
    for kind, column in COLUMNS.items():
        names = (column, f"{column}_other")
        standing = {name: getattr(row, name) if row else "" for name in names}
        given = {name: str(values[name] or "") for name in names if name in values}
        if any(tags.words(line) != tags.words(standing[name]) for name, line in given.items()):
            kept = {names[1]: ""} if names[0] in given else {}
            lines[kind] = tuple(_bounded(line, name) for name, line in {**standing, **kept, **given}.items())
        else:
            settled.update({name: standing[name] for name in given})
    language = str(values.get("language") or (row.language if row else "") or "en")
    return {**settled, **_spelled_lines(lines, language, by=by)}


def _spelled_lines(lines: Mapping[TagKind, Lines], language: str, *, by: User) -> dict[str, str]:
    """The columns for these words and their translations, in the spelling of their tags."""
    words = [word for both in lines.values() for one in both for word in one]
    known = dict(terms.with_keys(tags.key(word) for word in words).tags) if words else {}
    columns = {}
    for kind, (written, other) in lines.items():
        _learn(kind, _pairs(written, other), by=by, known=known)
        spelled = [[_spelled(terms.Vocabulary(known), kind, word) for word in one] for one in (written, other)]
        columns[COLUMNS[kind]] = _line(spelled[0], chinese=language.startswith("zh"))
        columns[f"{COLUMNS[kind]}_other"] = _line(spelled[1], chinese=not language.startswith("zh"))
    return columns


def _bounded(line: str, column: str) -> tuple[str, ...]:
    if len(line) > LINE_LENGTH:
        raise Refusal(_("At most 200 characters fit here."), field=column)
    words = tags.words(line)
    if any(len(word) > tags.NAME_LENGTH for word in words):
        raise Refusal(_("A word has at most 60 characters: part it by commas."), field=column)
    return words


def _pairs(written: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each word with its translation, where both lines have as many words and one of the two is Chinese."""
    beside = other if len(written) == len(other) else ("",) * len(written)
    return [
        (word, said if numbers.has_han(word) != numbers.has_han(said) else "")
        for word, said in zip(written, beside, strict=True)
    ]


def _learn(kind: TagKind, pairs: list[tuple[str, str]], *, by: User, known: dict[tuple[str, str], ScopeTag]) -> None:
    """What no tag knows becomes one; a tag without its name in the other language takes it from the pair."""
    for word, translation in pairs:
        found = [known.get((kind.value, tags.key(one))) for one in (word, translation) if one]
        if not any(found):
            tag = _make_or_find(kind, word, translation, by=by)
        elif len(found) == 2 and not all(found):
            tag = _translated(found[0] or found[1], translation if found[0] else word, by=by)
        else:
            continue
        known.update(terms.vocabulary([tag]).tags)


def _translated(tag: ScopeTag | None, other: str, *, by: User) -> ScopeTag:
    assert tag is not None
    return tag if tag.name_other else saving.change(tag, _named(tag.name, other), by=by, check=_check)


def _make_or_find(kind: TagKind, word: str, translation: str, *, by: User) -> ScopeTag:
    values = {"kind": kind.value, "name": word, "name_other": translation}
    try:
        with transaction.atomic():
            return make(by=by, values=values)
    except IntegrityError:  # somebody else has just made it
        return ScopeTag.objects.alive().get(kind=kind.value, key=tags.key(word))


def _spelled(known: terms.Vocabulary, kind: TagKind, word: str) -> str:
    tag = known.find(kind, word)
    if tag is None:
        return word
    return tag.name if tag.key == tags.key(word) else tag.name_other


def _line(words: list[str], *, chinese: bool) -> str:
    return tags.line(dict.fromkeys(words), chinese=chinese)


# --- one by one -------------------------------------------------------------------------------------------------


@transaction.atomic
def make(*, by: User, values: Mapping[str, Any]) -> ScopeTag:
    """A word nobody has used yet."""
    tag = ScopeTag(kind=values["kind"], **_named(values.get("name", ""), values.get("name_other", "")))
    _check(tag)
    return saving.create(tag, by=by)


@transaction.atomic
def change(*, tag: ScopeTag, by: User, version: int | None, values: Mapping[str, Any]) -> ScopeTag:
    """Another name, or one in the other language; every objective that uses the word gets the new one."""
    row = ScopeTag.objects.select_for_update().get(pk=tag.pk)
    old = {row.key: row.name, row.key_other: row.name_other}
    named = _named(values.get("name", row.name), values.get("name_other", row.name_other))
    saved = saving.change(row, named, by=by, version=version, check=_check)
    new = {key: text for key, text in zip(old, (saved.name, saved.name_other), strict=False) if key and text}
    _rewrite(TagKind(row.kind), {key: text for key, text in new.items() if old[key] != text}, by=by)
    return saved


@transaction.atomic
def merge(*, tag: ScopeTag, into: ScopeTag, by: User, version: int | None = None) -> ScopeTag:
    """One word instead of two: objectives that use `tag` use `into` from now on. A translation is not lost."""
    if tag.pk == into.pk or tag.kind != into.kind:
        raise Refusal(_("Choose another word of the same kind."), field="into")
    rows = {one.pk: one for one in ScopeTag.objects.alive().select_for_update().filter(pk__in=[tag.pk, into.pk])}
    if len(rows) < 2:
        raise WrongState(_("One of the two words is gone already."))
    gone, kept = rows[tag.pk], rows[into.pk]
    saving.delete(gone, by=by, version=version)
    if not kept.name_other:
        other = gone.name if gone.language != kept.language else gone.name_other
        kept = saving.change(kept, _named(kept.name, other), by=by, check=_check)
    texts = {gone.key: _like(gone.language, kept), gone.key_other: _like(_other(gone.language), kept)}
    _rewrite(TagKind(gone.kind), {key: text for key, text in texts.items() if key}, by=by)
    return kept


@transaction.atomic
def delete(*, tag: ScopeTag, by: User, version: int | None = None) -> ScopeTag:
    """Take away a word that no objective uses."""
    if terms.uses_of(tag, terms.uses()):
        raise WrongState(_("Objectives use this word. Merge it into another one instead."))
    return saving.delete(tag, by=by, version=version)


@transaction.atomic
def restore(*, tag: ScopeTag, by: User) -> ScopeTag:
    """Bring a deleted word back."""
    _check(tag)
    return saving.restore(tag, by=by)


def _named(name: str, other: str) -> dict[str, str]:
    """The columns that follow from the two names."""
    name, other = tags.clean(name), tags.clean(other)
    if tags.key(name) == tags.key(other):
        other = ""
    return {
        "name": name,
        "name_other": other,
        "key": tags.key(name),
        "key_other": tags.key(other),
        "language": "zh-hans" if numbers.has_han(name) else "en",
    }


def _check(tag: ScopeTag) -> None:
    if not tag.key:
        raise Refusal(_("Enter a word."), field="name")
    for field in ("name", "name_other"):
        text = getattr(tag, field)
        if len(text) > tags.NAME_LENGTH:
            raise Refusal(_("A word has at most 60 characters: part it by commas."), field=field)
        if text and len(tags.words(text)) != 1:
            raise Refusal(_("One word only, without commas."), field=field)
        if text and _is_taken(tag, tags.key(text)):
            raise Refusal(TAKEN, field=field)


def _is_taken(tag: ScopeTag, key: str) -> bool:
    same = ScopeTag.objects.alive().filter(Q(key=key) | Q(key_other=key), kind=tag.kind)
    return same.exclude(pk=tag.pk).exists()


def _like(language: str, tag: ScopeTag) -> str:
    """A tag's name in a language, or the one it has."""
    return tag.name if tag.language == language or not tag.name_other else tag.name_other


def _other(language: str) -> str:
    return "en" if language == "zh-hans" else "zh-hans"


def _rewrite(kind: TagKind, texts: Mapping[str, str], *, by: User) -> None:
    """Write words anew in every objective that has them: drafts, active and closed ones; plan versions stay."""
    if not texts:
        return
    columns = (COLUMNS[kind], f"{COLUMNS[kind]}_other")
    for pk, *lines in Objective.objects.order_by("pk").values_list("pk", *columns):
        if not any(tags.key(word) in texts for line in lines for word in tags.words(line)):
            continue
        row = Objective.objects.select_for_update().get(pk=pk)
        values = {name: _rewritten(getattr(row, name), texts) for name in columns}
        if any(len(line) > LINE_LENGTH for line in values.values()):
            raise Refusal(_("With this name the scope of an objective becomes too long. Choose a shorter one."))
        saving.change(row, values, by=by, objective=row)


def _rewritten(line: str, texts: Mapping[str, str]) -> str:
    words = tags.words(line)
    if not any(tags.key(word) in texts for word in words):
        return line
    return _line([texts.get(tags.key(word), word) for word in words], chinese=numbers.has_han(line))
