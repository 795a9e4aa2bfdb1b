"""The tasks of an objective, planned backwards from its due day."""

from typing import Any

from rest_framework import serializers

from objectives.api.answers.words import WordField
from objectives.core.schedule import Schedule
from objectives.core.vocabulary import BufferState, PlanVerdict
from okrplan.api.serializers import KeyField

Output = serializers.Serializer[Any]


class ScheduledTaskShape(Output):
    """The days of one task, first and last, both inclusive. Slack and buffer in working days."""

    task = KeyField(source="key")
    planned_start = serializers.DateField()
    planned_finish = serializers.DateField()
    early_start = serializers.DateField()
    early_finish = serializers.DateField()
    latest_start = serializers.DateField()
    latest_finish = serializers.DateField()
    forecast_start = serializers.DateField()
    forecast_finish = serializers.DateField()
    slack = serializers.IntegerField(allow_null=True)
    critical = serializers.BooleanField()
    clamped = serializers.BooleanField(help_text="Its latest start lies before the plan's start.")
    buffer_thin = serializers.BooleanField()
    buffer_used = serializers.IntegerField()
    buffer_state = WordField(BufferState, allow_null=True)


class VerdictShape(Output):
    """Whether the deadline is kept. `chain`: the tasks that make it late, first to last."""

    deadline = serializers.DateField()
    verdict = WordField(PlanVerdict)
    late_by = serializers.IntegerField(help_text="Working days.")
    buffer_spent = serializers.IntegerField()
    earliest_finish = serializers.DateField()
    least_slack = serializers.IntegerField(allow_null=True)
    provisional = serializers.BooleanField(help_text="Touches a year whose calendar is not announced yet.")
    chain = serializers.ListField(child=KeyField())
    tasks = ScheduledTaskShape(many=True)


class ScheduleShape(Output):
    """The schedule; null while there is no task to plan."""

    schedule = VerdictShape(allow_null=True)


def schedule_of(made: Schedule | None, seen: set[int]) -> Any:
    """The schedule with the tasks that the caller sees."""
    if made is None:
        return ScheduleShape({"schedule": None}).data
    names = ("deadline", "verdict", "late_by", "buffer_spent", "earliest_finish", "least_slack", "provisional")
    said = {
        **{name: getattr(made, name) for name in names},
        "chain": [key for key in made.chain if key in seen],
        "tasks": [one for key, one in made.tasks.items() if key in seen],
    }
    return ScheduleShape({"schedule": said}).data
