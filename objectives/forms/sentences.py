"""The field of a sentence that is read while it is typed, and what its reader sends."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from objectives import access
from objectives.core.reading import LineKind
from objectives.core.settled import Entry
from objectives.models import Cycle
from okrplan.people.models import User

LONGEST_READ = 20_000  # characters; a paste that is longer is refused with a sentence


class SentenceField(forms.CharField):
    """An objective or a key result in one sentence; frontend/js/findings.js asks about it while it is typed."""

    def __init__(self, *, kind: LineKind, **options: Any) -> None:
        super().__init__(**{"max_length": 200, **options})
        self.widget.attrs.update({"data-reads": reverse_lazy("objectives:reading"), "data-kind": kind.value})

    def to_python(self, value: Any) -> str:
        """One line, whatever was pasted."""
        return " ".join(str(super().to_python(value)).split())

    def is_settled_by(self, names: list[str]) -> None:
        """Fields that the form does not show and that are filled all the same."""
        self.widget.attrs["data-settled"] = " ".join(names)


class ReadingForm(forms.Form):
    """A sentence to be read, with what stands beside it; whatever else its form holds is looked at, not judged."""

    text = forms.CharField(label=_("Sentence"), max_length=LONGEST_READ, required=False, strip=False)
    kind = forms.ChoiceField(choices=[(one.value, one.value) for one in LineKind])
    settled = forms.CharField(required=False, max_length=200)
    cycle = forms.ModelChoiceField(queryset=Cycle.objects.none(), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.fields["cycle"].queryset = access.cycles(user)  # type: ignore[attr-defined]

    @property
    def line_kind(self) -> LineKind:
        return LineKind(self.cleaned_data["kind"])

    @property
    def filled(self) -> set[Entry]:
        """The fields that hold something, and those that the form says are settled elsewhere."""
        settled = self.cleaned_data["settled"].split()
        return {one for one in Entry if one.value in settled or str(self.data.get(one.value) or "").strip()}
