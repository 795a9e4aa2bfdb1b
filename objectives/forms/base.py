"""What every form of a plan shares.

- A text may be given in the other language too; the row keeps which language it was written in.
- What an action refuses stands beside its field, with everything that was typed still there.
- A form carries the version it was opened on, and how each field stood then. When somebody else has saved meanwhile,
  it shows what they changed beside what was typed; fields that only they touched take their text.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any, ClassVar, TypeVar

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from objectives.core import numbers
from objectives.core.vocabulary import Language
from objectives.forms.fields import PersonField
from okrplan.refusals import Refusal, Sentence, Several, Stale

Saved = TypeVar("Saved")


@dataclass(frozen=True, slots=True)
class Change:
    """A field that somebody else has changed meanwhile; `taken`: the form now shows their text."""

    label: str
    theirs: str
    yours: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out of a refusal, as a button: it sends the form again with `take` set."""

    label: str
    take: str


class PlanForm(forms.Form):
    """A form for one row of a plan, new (`row` is None) or as it stands.

    `texts` names the fields that may have a text in the other language, `wide` those that want a line of their own,
    `more` those that are folded away.
    """

    texts: ClassVar[tuple[str, ...]] = ()
    wide: ClassVar[tuple[str, ...]] = ()
    more: tuple[str, ...] = ()
    more_label: ClassVar[Sentence] = _("More")

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, row: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.row = row
        self.changes: list[Change] = []
        self.offers: list[Offer] = []
        self.stale_by = ""  # who saved meanwhile
        self.is_stale = False
        self._add_other_language()
        self._offer_people()
        if row is not None:
            self._start_from(row)

    # --- what is shown ------------------------------------------------------------------------------------

    def _add_other_language(self) -> None:
        if not self.texts:
            return
        mine = getattr(self.row, "language", "") or self.data.get("language") or get_language() or "en"
        for name in self.texts:
            field = self.fields[name]
            other = forms.CharField(
                label=_other_label(field.label, mine),
                required=False,
                max_length=getattr(field, "max_length", None),
                widget=type(field.widget)(attrs={"lang": "en" if _is_chinese(mine) else "zh-Hans"}),
            )
            self.fields[f"{name}_other"] = other
        self.fields["language"] = forms.ChoiceField(
            label=_("Written in"), choices=settings.LANGUAGES, initial=mine, required=False
        )

    def _offer_people(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, PersonField):
                field.offer(getattr(self.row, f"{name}_id", None))

    def _start_from(self, row: Any) -> None:
        for name in self.fields:
            if name not in ("version", "was") and hasattr(row, name):
                self.initial.setdefault(name, getattr(row, name))
        if hasattr(row, "version"):
            self.initial.update(version=row.version, was=self._snapshot())

    def _snapshot(self) -> str:
        return json.dumps({name: self._standing(name) for name in self._typed_fields()})

    def _typed_fields(self) -> Iterable[str]:
        return (name for name in self.fields if name not in ("version", "was"))

    @property
    def main_fields(self) -> list[tuple[forms.BoundField, bool]]:
        """What everybody fills in, each with whether it wants a line of its own."""
        others = {f"{name}_other" for name in self.texts} | {"language", "version", "was", *self.more}
        return [(self[name], name in self.wide) for name in self.fields if name not in others]

    @property
    def more_fields(self) -> list[tuple[forms.BoundField, bool]]:
        return [(self[name], name in self.wide) for name in self.more]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """The texts in the other language, and which language was written."""
        return [self[f"{name}_other"] for name in self.texts] + ([self["language"]] if self.texts else [])

    @property
    def shows_more(self) -> bool:
        """Whether what is folded away says more than usual, or has an error."""
        return any(field.errors or _says_something(field) for field, _wide in self.more_fields)

    @property
    def shows_other(self) -> bool:
        return any(field.errors or (field.value() and field.name != "language") for field in self.other_fields)

    @property
    def status(self) -> HTTPStatus:
        """What a page with this form answers with."""
        if self.is_stale:
            return HTTPStatus.PRECONDITION_FAILED
        return HTTPStatus.BAD_REQUEST if self.is_bound and self.errors else HTTPStatus.OK

    # --- what is typed ------------------------------------------------------------------------------------

    def clean_language(self) -> str:
        """Chinese characters are Chinese, whatever language the page was in."""
        chosen = self.cleaned_data.get("language") or get_language() or "en"
        written = "".join(str(self.cleaned_data.get(name) or "") for name in self.texts)
        untranslated = not any(self.cleaned_data.get(f"{name}_other") for name in self.texts)
        return "zh-hans" if untranslated and numbers.has_han(written) else chosen

    @property
    def seen_version(self) -> int | None:
        """The version the form was opened on."""
        return self.cleaned_data.get("version")

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by column, for an action."""
        return {name: self.cleaned_data[name] for name in self._typed_fields() if name in self.cleaned_data}

    def submit(self, write: Callable[[dict[str, Any]], Saved]) -> Saved | None:
        """Write what was typed. None when there is nothing to write, or when it was refused: the form says why."""
        if not self.is_valid():
            return None
        try:
            return write(self.values)
        except Stale as stale:
            self._compare(stale)
        except Refusal as refusal:
            if type(refusal) not in (Refusal, Several):
                raise
            self.refuse(refusal)
        return None

    def refuse(self, refusal: Refusal) -> None:
        """Put each sentence on the field it belongs to, or above the form."""
        for error in refusal.errors():
            self.add_error(error["field"] if error["field"] in self.fields else None, str(error["message"]))

    # --- what somebody else saved meanwhile ------------------------------------------------------------------

    def _compare(self, stale: Stale) -> None:
        """Everything typed stays, but for fields that only the other person touched; saving again is then meant."""
        was, merged = self._was(), self.data.copy()  # type: ignore[attr-defined]
        for name in self._typed_fields():
            theirs, yours = self._standing(name), self._as_text(name, self.cleaned_data.get(name))
            if theirs in (yours, was.get(name)):
                continue
            taken = yours == was.get(name)
            label = str(self.fields[name].label or name)
            self.changes.append(Change(label, self._shown(name, theirs), self._shown(name, yours), taken))
            if taken:
                merged.setlist(self.add_prefix(name), theirs.split("\n"))
        merged[self.add_prefix("version")] = str(self.row.version)
        merged[self.add_prefix("was")] = self._snapshot()
        self.data, self.is_stale = merged, True
        self.stale_by = next((one["by"] for one in stale.changes if one.get("by")), "")
        self.add_error(None, str(stale.message))

    def _was(self) -> dict[str, str]:
        try:
            kept = json.loads(self.cleaned_data.get("was") or "{}")
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def _standing(self, name: str) -> str:
        """How a field of the row stands now."""
        return self._as_text(name, self.get_initial_for_field(self.fields[name], name))

    def _as_text(self, name: str, value: Any) -> str:
        """A value as its control sends it; several choices on a line each."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return "on" if value else ""
        shown = field.prepare_value(value)
        if isinstance(shown, list | tuple):
            return "\n".join(sorted(str(one) for one in shown))
        return "" if shown is None else str(shown)

    def _shown(self, name: str, text: str) -> str:
        """The same text as a person reads it."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return str(_("yes") if text else _("no"))
        if isinstance(field, forms.DateField) and text:
            return numbers.day(date.fromisoformat(text), _reader(), year=True)
        if isinstance(field, forms.ChoiceField) and text:
            labels = {str(value): str(label) for value, label in field.choices}  # type: ignore[union-attr, misc]
            return ", ".join(labels.get(one, one) for one in text.split("\n"))
        return text or "–"


def _says_something(field: forms.BoundField) -> bool:
    value = field.value()
    return bool(value) and value != field.field.initial


def _reader() -> Language:
    return Language.CHINESE if _is_chinese(get_language() or "") else Language.ENGLISH


def _is_chinese(language: str) -> bool:
    return language.startswith("zh")


def _other_label(label: Any, language: str) -> str:
    said_in = _("%(field)s in English") if _is_chinese(language) else _("%(field)s in Chinese")
    return str(said_in) % {"field": label}
