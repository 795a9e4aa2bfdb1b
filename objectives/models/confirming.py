"""What surrounds a confirmed plan: the answers to what was open about it, and who has seen it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.models.fields import Versioned
from objectives.models.objective import Objective, PlanVersion
from okrplan.texts import Written


class FindingAnswer(Written, Versioned):
    """A manager's sentence about an open finding of SMART; `code` is a SmartCode. The finding stays, answered."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="finding_answers")
    code = models.CharField(max_length=40)
    text = models.CharField(_("answer"), max_length=300)
    text_other = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["objective", "code"],
                name="finding_answered_once",
                violation_error_message=_("This question already has an answer; change that one."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="finding_answer_not_empty",
                violation_error_message=_("Write the answer as a sentence."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Acknowledgement(Versioned):
    """Somebody with a part in a confirmed plan was told of it: seen with one tap, or a question first.

    `part` is what they had to do with the plan when it was confirmed, as `queries.acknowledging.Part` holds it.
    """

    plan_version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="acknowledgements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="acknowledgements")
    part = models.JSONField(default=dict)
    told_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    question = models.CharField(_("question"), max_length=500, blank=True, default="")
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan_version", "user"],
                name="acknowledgement_once_a_person",
                violation_error_message=_("Everyone is told of a version of the plan once."),
            ),
            models.CheckConstraint(
                condition=Q(answer="") | ~Q(question=""),
                name="acknowledgement_answer_to_a_question",
                violation_error_message=_("Nobody has asked anything here."),
            ),
        ]
        indexes: ClassVar = [
            # My work: what a person has not seen yet
            models.Index(fields=["user"], condition=Q(seen_at__isnull=True), name="acknowledgement_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_version_id} · {self.user}"
