"""Tags that every template has: texts in two languages, form controls, widths of bars."""

from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from okrplan import texts

register = template.Library()

CONTROLS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-check-input"),
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.Select, "form-select"),
)


@register.filter
def said(row: Any, field: str) -> str | SafeString:
    """A person's text in the reader's language; as written, marked with its language, where it was not translated."""
    if row is None:
        return ""
    found = texts.said(row, field, get_language() or "en")
    if not found.as_written:
        return found.text
    chinese = found.language.startswith("zh")
    return format_html(
        '<span class="as-written"><span lang="{}">{}</span> <small title="{}">{}</small></span>',
        "zh-Hans" if chinese else "en",
        found.text,
        _("Shown as written: there is no translation yet."),
        _("in Chinese") if chinese else _("in English"),
    )


@register.filter
def said_plainly(row: Any, field: str) -> str:
    """The same text without a mark, for titles of windows and choices of lists."""
    return "" if row is None else texts.said(row, field, get_language() or "en").text


@register.filter
def control(field: BoundField) -> SafeString:
    """A field's control in our look; what the form gave it (class, placeholder) stays."""
    widget = field.field.widget
    look = next((name for kind, name in CONTROLS if isinstance(widget, kind)), "form-control")
    own = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{look} {own}".strip()} if look or own else {})


@register.filter
def bare_control(field: BoundField) -> SafeString:
    """The same without a placeholder: the label above it says what belongs there."""
    field.field.widget.attrs.pop("placeholder", None)
    return control(field)


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the control is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether the control is several buttons or boxes under one legend."""
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


@register.filter
def width(share: Decimal | float | None) -> str:
    """A share as the width of a bar in CSS: 0.35 is "35%"; below 0 and above 1 the bar is empty or full."""
    within = min(max(Decimal(str(share or 0)), Decimal(0)), Decimal(1))
    return f"{within * 100:.2f}%"
