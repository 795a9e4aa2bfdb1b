"""Forms for a whole list at once: the steps of a milestone, the chain of lead times, the weights of key results."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from objectives.core import numbers
from objectives.forms.base import PlanForm

BLANKS = 3
MOST_ROWS = 60


class SetForm(PlanForm):
    """Rows in order; one whose first field is emptied is left out, three empty ones wait at the end."""

    row_form: ClassVar[type[forms.Form]]
    defaults: ClassVar[dict[str, Any]] = {}

    rows_sent = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_ROWS)

    def __init__(
        self, data: Any = None, *, rows: list[dict[str, Any]], choices: dict[str, Any] | None = None, row: Any = None
    ) -> None:
        super().__init__(data, row=row)
        self.offered = choices or {}
        sent = str(data.get("rows_sent", "")) if data is not None else ""
        count = min(int(sent), MOST_ROWS) if sent.isdecimal() else len(rows) + BLANKS
        self.fields["rows_sent"].initial = count
        self.rows = self._row_forms(data, rows, count)

    def _row_forms(self, data: Any, rows: list[dict[str, Any]], count: int) -> list[forms.Form]:
        made = [
            self.row_form(
                data,
                prefix=f"row{place}",
                initial=rows[place] if place < len(rows) else {},
                use_required_attribute=False,
            )
            for place in range(count)
        ]
        for row in made:
            for field in row.visible_fields():
                field.field.widget.attrs["aria-label"] = field.label  # its label stands above the column
            for name, offered in self.offered.items():
                row.fields[name].choices = offered  # type: ignore[attr-defined]
        return made

    def _typed_fields(self) -> Iterable[str]:
        return (name for name in super()._typed_fields() if name != "rows_sent")

    @property
    def main_fields(self) -> list[tuple[forms.BoundField, bool]]:
        return [(field, wide) for field, wide in super().main_fields if field.name != "rows_sent"]

    @property
    def headings(self) -> list[str]:
        shown = (field for field in self.row_form.base_fields.values() if not field.widget.is_hidden)
        return [str(field.label) for field in shown]

    def is_valid(self) -> bool:
        good = all([super().is_valid(), *(row.is_valid() for row in self.rows)])
        if self.is_bound and not good and not self.errors:
            self.add_error(None, _("Look at the marked rows."))
        return good

    @property
    def items(self) -> list[dict[str, Any]]:
        """The rows that say something, in order, with the language they were written in."""
        first = next(iter(self.row_form.base_fields))
        return [self._item(row.cleaned_data) for row in self.rows if row.cleaned_data[first]]

    def _item(self, data: dict[str, Any]) -> dict[str, Any]:
        """A row's columns; empty ones take their default, Chinese characters are Chinese."""
        item = {name: self.defaults.get(name) if value is None else value for name, value in data.items()}
        written_in = item.get("language") or get_language() or "en"
        is_chinese = numbers.has_han(str(item.get("title", ""))) and not item.get("title_other")
        return {**item, "language": "zh-hans" if is_chinese else written_in}


class TextRow(forms.Form):
    """A row with a name in one language or both; an emptied name takes the row away."""

    title = forms.CharField(label=_("Step"), required=False, max_length=120)
    title_other = forms.CharField(label=_("In the other language"), required=False, max_length=120)
    language = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    @property
    def cells(self) -> list[forms.BoundField]:
        return self.visible_fields()
