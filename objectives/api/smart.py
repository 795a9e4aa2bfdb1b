"""Reading a sentence before anything is stored."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.api.answers.reading import PreviewShape, preview_answer
from objectives.core.reading import LineKind
from objectives.core.settled import Entry
from objectives.forms.sentences import LONGEST_READ
from objectives.queries import previews
from okrplan.api.days import today
from okrplan.api.serializers import DayField, Strict
from okrplan.api.views import ApiView


def _text(most: int = 200) -> Any:
    return serializers.CharField(required=False, allow_blank=True, max_length=most)


def _number() -> Any:
    return serializers.DecimalField(required=False, allow_null=True, max_digits=19, decimal_places=4)


class SentenceShape(Strict):
    """A sentence and the fields beside it, as far as they are filled: what a field settles is not asked."""

    text = serializers.CharField(max_length=LONGEST_READ, trim_whitespace=False)
    kind = serializers.ChoiceField([one.value for one in LineKind], default=LineKind.OBJECTIVE.value)
    owner = _text()
    sites, channels, products, segment = _text(), _text(), _text(), _text()
    name, unit = _text(120), _text(20)
    baseline, target = _number(), _number()
    due_on = DayField(required=False, allow_null=True)


class SmartPreview(ApiView):
    """What a reader of a sentence would ask back."""

    @extend_schema(request=SentenceShape, responses=PreviewShape)
    def post(self, request: Request) -> Response:
        """Read an objective or a key result: findings with the words concerned, a suggestion, what it proposes."""
        access.require_planner(self.user)
        values = self.read(SentenceShape)
        owner = values.get("owner", "")
        filled = {one for one in Entry if one is not Entry.OWNER and values.get(one.value) not in (None, "")}
        preview = previews.preview_of(
            values["text"], LineKind(values["kind"]), filled=filled, owner=owner, today=today(request)
        )
        return Response(preview_answer(preview))
