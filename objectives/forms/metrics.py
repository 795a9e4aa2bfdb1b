"""The control of a measure's name: what the glossary says to it stands below, and a new word is defined there."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from objectives.forms.fields import RowField
from objectives.models import Metric
from okrplan.texts import said

BELOW = "metric-found"  # what is found for the typed name
TAKE_METRIC, DEFINE_ANYWAY = "metric:", "define"  # what the buttons of an offer send


LOOKS = {
    "hx-trigger": "input changed delay:400ms, look",
    "hx-target": f"#{BELOW}",
    "hx-swap": "innerHTML",
    "hx-include": "#id_metric",
    "hx-sync": "this:replace",
    "autocomplete": "off",
}


class NameInput(forms.TextInput):
    """A text that is looked up in the glossary while it is typed, once it is told its form."""

    form: Any = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        if self.form is None:
            return super().render(name, value, attrs, renderer)
        looks = {**LOOKS, **(attrs or {}), "hx-get": reverse("objectives:look_up")}
        control = super().render(name, value, looks, renderer)
        facts = {"control": control, "below": BELOW, "form": self.form, "found": self.form.found}
        return render_to_string("objectives/_metric_name.html", facts)


class MetricSelect(forms.Select):
    """Metrics by name; each carries its unit for scripts."""

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> Any:
        made = super().create_option(name, value, *args, **options)
        metric = getattr(value, "instance", None)
        if metric is not None:
            made["attrs"]["data-unit"] = said(metric, "unit", get_language() or "en").text
        return made


class MetricField(RowField):
    """A metric of the glossary."""

    widget = MetricSelect


def said_name(metric: Metric) -> str:
    """A metric's name as the reader calls it."""
    return said(metric, "name", get_language() or "en").text


def near_words(found: list[Metric]) -> str:
    """That the glossary has nearly the same: the nearest one with what it counts."""
    nearest = found[0]
    told = {"name": said_name(nearest), "definition": said(nearest, "definition", get_language() or "en").text}
    return _("The glossary has “%(name)s”. Is it the same? It says: %(definition)s") % told
