"""Links of planning pages that open a sheet over the page, or a page of their own without scripts."""

from datetime import date
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from objectives.forms.fields import NumberField
from objectives.forms.key_results import WeightsForm
from objectives.models import KeyResult, Measure
from objectives.queries.lead_times import Row
from objectives.words import basics, lead_times
from objectives.words.measures import span_words

register = template.Library()
TYPED = NumberField()


@register.simple_tag
def sheet(name: str, *args: Any) -> SafeString:
    """Attributes of a link to a form: `<a {% sheet "edit_task" task.pk %}>`."""
    return format_html('href="{0}" hx-get="{0}" hx-target="#sheet"', reverse(f"objectives:{name}", args=args))


@register.simple_tag
def sends(name: str, *args: Any) -> SafeString:
    """Attributes of a form that is one button: `<form {% sends "plan_backwards" pk %}>`; a refusal stands above."""
    address = reverse(f"objectives:{name}", args=args)
    return format_html('method="post" action="{0}" hx-post="{0}" hx-target="#messages"', address)


@register.simple_tag
def acts(name: str, *args: Any) -> SafeString:
    """Attributes of a form on the board that is one button: `<form {% acts "unpark_path" path.pk %}>`."""
    return format_html('method="post" action="{0}" data-acts', reverse(f"objectives:{name}", args=args))


@register.filter
def typed(value: Any) -> Any:
    """A stored number as a field shows it: "12,000"; nothing where there is none."""
    return "" if value is None else TYPED.prepare_value(value)


@register.filter
def weight_of(form: WeightsForm, key_result: KeyResult) -> BoundField:
    """The field of one key result among all weights."""
    return form.of(key_result)


@register.filter
def days_of(step: Row) -> str:
    """What a step of a chain takes: "35 calendar days"."""
    return lead_times.days_words(step.days, step.unit)


@register.filter
def span(measure: Measure) -> str:
    """What is agreed: "1.5% → 2.0%", "at or under 25%"."""
    return span_words(measure)


@register.filter
def unlocalized(percent: float) -> str:
    """A coordinate with a point in every language: 12.5."""
    return f"{percent:g}"


@register.filter
def month(first: date) -> str:
    """The name of a month on the axis: "Oct" or "10月"."""
    return basics.month(first)
