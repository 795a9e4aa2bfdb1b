"""What was decided in the priority quadrant, and the row that was made by it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import Consequence
from objectives.models.ask import Ask
from objectives.models.fields import one_of
from objectives.models.key_result import KeyResult, Risk
from objectives.models.labels import choices
from objectives.models.task import Task


def _makes(kind: Consequence, column: str) -> Q:
    """The kind with its own row, and no other."""
    others = {f"{one}__isnull": True for one in ("risk", "ask", "task", "weight_before") if one != column}
    return Q(kind=kind.value, **{f"{column}__isnull": False}, **others)


class QuadrantDecision(models.Model):
    """A consequence drawn for a key result. Undoing takes its row back, as long as nobody has worked on it.

    `made_version` is the version the row was made with; `weight_before` is what a parked key result weighed.
    """

    key_result = models.ForeignKey(KeyResult, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(_("consequence"), max_length=6, choices=choices(Consequence))
    risk = models.OneToOneField(Risk, null=True, blank=True, on_delete=models.CASCADE, related_name="decision")
    ask = models.OneToOneField(Ask, null=True, blank=True, on_delete=models.CASCADE, related_name="decision")
    task = models.OneToOneField(Task, null=True, blank=True, on_delete=models.CASCADE, related_name="decision")
    weight_before = models.PositiveSmallIntegerField(_("weight before"), null=True, blank=True)
    made_version = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(editable=False)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_makes(Consequence.PLAN_B, "risk")
                | _makes(Consequence.ASK, "ask")
                | _makes(Consequence.TASK, "task")
                | _makes(Consequence.PARK, "weight_before"),
                name="quadrant_decision_makes_one_row",
                violation_error_message=_("A decision makes one thing: a plan B, an ask, a task, or it parks."),
            ),
            models.CheckConstraint(condition=one_of("kind", Consequence), name="quadrant_decision_kind_known"),
            models.UniqueConstraint(
                fields=["key_result"],
                condition=Q(kind=Consequence.PARK.value, undone_at__isnull=True),
                name="quadrant_parked_once",
                violation_error_message=_("This key result is parked already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key_result)

    @property
    def made(self) -> Risk | Ask | Task | None:
        """The row that was made; None for parking."""
        return self.risk or self.ask or self.task
