"""Forms of confirming: a sentence for an open question, all of them at once, and a question about the plan."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from objectives.core import numbers
from objectives.core.vocabulary import SmartCode
from objectives.forms.base import PlanForm
from objectives.models import Acknowledgement, FindingAnswer, Objective
from objectives.queries.confirmations import Question

LENGTH = 300
PREFIX = "answer_"


def sentence(**options: Any) -> forms.CharField:
    """A text of a sentence or two."""
    return forms.CharField(max_length=LENGTH, widget=forms.Textarea(attrs={"rows": 1}), **options)


class AnswerForm(PlanForm):
    """A manager's sentence about an open question."""

    texts = ("text",)
    wide = ("text",)

    text = sentence(label=_("Your answer"))

    def __init__(self, data: Any = None, *, row: FindingAnswer | None) -> None:
        super().__init__(data, row=row)


class ConfirmForm(PlanForm):
    """The open questions, each with room for a sentence; all may stay empty."""

    def __init__(self, data: Any = None, *, row: Objective, questions: Iterable[Question]) -> None:
        super().__init__(data, row=row)
        self.questions = list(questions)
        for one in self.questions:
            self.fields[f"{PREFIX}{one.finding.code.value}"] = sentence(label=one.finding.text, required=False)
        self.auto_id = "confirm_%s"

    @property
    def asked(self) -> list[tuple[Question, forms.BoundField]]:
        """Each question with its field."""
        return [(one, self[f"{PREFIX}{one.finding.code.value}"]) for one in self.questions]

    @property
    def answers(self) -> dict[SmartCode, dict[str, str]]:
        """What was written, by question; who wrote nothing leaves it open."""
        typed = {one.finding.code: self.cleaned_data[field.name] for one, field in self.asked}
        return {code: {"text": text, "language": _language(text)} for code, text in typed.items() if text}


class QuestionForm(PlanForm):
    """What somebody wants to know about a confirmed plan."""

    text = forms.CharField(label=_("Your question"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, row: Acknowledgement) -> None:
        super().__init__(data, row=row)
        self.auto_id = f"question_{row.pk}_%s"


class QuestionAnswerForm(PlanForm):
    """What the plan's owner or a manager answers."""

    text = forms.CharField(label=_("Your answer"), max_length=500)

    def __init__(self, data: Any = None, *, row: Acknowledgement) -> None:
        super().__init__(data, row=row)
        self.auto_id = f"reply_{row.pk}_%s"


def _language(text: str) -> str:
    """Chinese characters are Chinese, whatever language the page was in."""
    return "zh-hans" if numbers.has_han(text) else get_language() or "en"
