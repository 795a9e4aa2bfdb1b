"""The control of a line of tags: words parted by commas, and with scripts tags that are typed one by one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from objectives.actions.scope import LINE_LENGTH
from objectives.core.vocabulary import TagKind
from objectives.models import ScopeTag
from objectives.models.labels import label
from objectives.queries.terms import names_of

EXAMPLES = {
    TagKind.MARKET: _("Germany, France"),
    TagKind.CHANNEL: _("Amazon, TikTok Shop"),
    TagKind.PRODUCT: _("autumn range, lamps"),
    TagKind.SEGMENT: _("new customers"),
}


class TagInput(forms.TextInput):
    """A text of words with the tags there are behind it; frontend/js/tags.js draws them."""

    offers: Iterable[ScopeTag] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        options = f"{(attrs or {}).get('id', name)}_options"
        control = super().render(name, value, {**(attrs or {}), "list": options}, renderer)
        language = get_language() or "en"
        facts = {"control": control, "options": options, "tags": [names_of(one, language) for one in self.offers]}
        return render_to_string("objectives/_tags.html", facts)


class TagsField(forms.CharField):
    """The words of one kind of scope."""

    widget = TagInput

    def __init__(self, *, kind: TagKind, **options: Any) -> None:
        self.kind = kind
        super().__init__(**{"label": label(kind), "required": False, "max_length": LINE_LENGTH, **options})
        self.widget.attrs.update({"placeholder": EXAMPLES[kind], "autocomplete": "off"})


def offer(form: forms.Form, found: Iterable[ScopeTag]) -> None:
    """Give every field of tags what it suggests."""
    tags = list(found)
    for field in form.fields.values():
        if isinstance(field, TagsField):
            field.widget.offers = [one for one in tags if one.kind == field.kind.value]  # type: ignore[attr-defined]
