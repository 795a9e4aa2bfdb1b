"""The audit: one row for every write a person or the product made."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Activity(models.Model):
    """Who did what to which row, and how it stood before and after. Append-only: a trigger refuses the rest.

    `noun` is the kind of row ("department"), `object_id` its key; `objective_id` is the objective the write belongs
    to, for the history of its page. `actor` is empty when the product itself wrote.
    """

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    noun = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    objective_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=40)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "activities"
        indexes: ClassVar = [
            # the history of an objective, newest first
            models.Index(fields=["objective_id", "-at"], name="activity_of_objective"),
            # the history of any one row
            models.Index(fields=["noun", "object_id", "-at"], name="activity_of_row"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.noun} {self.object_id}"
