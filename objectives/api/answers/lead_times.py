"""The ways out of a chain of lead times that can no longer be kept."""

from typing import Any

from rest_framework import serializers

from objectives.core.lead_ways import Cut
from objectives.queries.lead_times import Chain, Other, Ways
from okrplan.api.serializers import KeyField

Output = serializers.Serializer[Any]


class CutShape(Output):
    """A step that gives days up; `left` working days remain."""

    step = KeyField()
    days = serializers.IntegerField()
    left = serializers.IntegerField()
    is_buffer = serializers.BooleanField()


class OtherShape(Output):
    """The same delivery by another template: whether it fits, its latest start, working days to spare."""

    template = KeyField()
    fits = serializers.BooleanField()
    latest_start = serializers.DateField(allow_null=True)
    spare_days = serializers.IntegerField()


class WaysShape(Output):
    """`passed` false: nothing is late, and everything else is empty. `one_step` are alternatives, `several_steps` go
    together; `later` is the earliest day by which everything can be there."""

    passed = serializers.BooleanField()
    one_step = CutShape(many=True)
    several_steps = CutShape(many=True)
    other_transport = OtherShape(many=True)
    later = serializers.DateField(allow_null=True)


def ways_shown(chain: Chain, ways: Ways | None) -> Any:
    if ways is None:
        nothing: dict[str, Any] = {"one_step": [], "several_steps": [], "other_transport": [], "later": None}
        return WaysShape({"passed": False, **nothing}).data
    return WaysShape(
        {
            "passed": True,
            "one_step": [_cut(one) for one in ways.one],
            "several_steps": [_cut(one) for one in ways.several],
            "other_transport": [_other(one) for one in ways.others],
            "later": ways.later,
        }
    ).data


def _cut(cut: Cut) -> dict[str, Any]:
    return {"step": cut.key, "days": cut.days, "left": cut.left, "is_buffer": cut.is_buffer}


def _other(other: Other) -> dict[str, Any]:
    plan = other.chain.planned if other.chain else None
    return {
        "template": other.template.pk,
        "fits": other.fits,
        "latest_start": plan.latest_start if plan else None,
        "spare_days": other.spare,
    }
