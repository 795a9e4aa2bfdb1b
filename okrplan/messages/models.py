"""Notices: the outbox. Every message to a person is a row first; delivery is a task that may run twice."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    REPORT_SUBMITTED = "report_submitted", _("A report waits for you")
    ASK_DECIDED = "ask_decided", _("Your request was decided")
    ASK_ASKED_BACK = "ask_asked_back", _("A question about your request")
    ASK_ANSWERED = "ask_answered", _("Your question was answered")
    TASK_ASSIGNED = "task_assigned", _("You are responsible for a task")
    PLAN_CONFIRMED = "plan_confirmed", _("A plan with your part in it is confirmed")
    PLAN_QUESTION = "plan_question", _("A question about your plan")
    PLAN_ANSWERED = "plan_answered", _("Your question about a plan was answered")
    SHARE_OFFERED = "share_offered", _("Your department is asked to contribute")
    SHARE_ACCEPTED = "share_accepted", _("A department contributes to your key result")
    SHARE_ENDED = "share_ended", _("A shared key result is shared no more")


class Notice(models.Model):
    """A message to one person: facts and an address in the product; its words are made when it is read or sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30, choices=NoticeKind.choices)
    facts = models.JSONField(default=dict)
    url = models.CharField(max_length=200)
    key = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)  # by the worker that sends it now
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_once"),  # each message once
        ]
        indexes: ClassVar = [
            # the sweep that picks up unsent notices
            models.Index(fields=["made_at"], condition=models.Q(sent_at__isnull=True), name="notice_unsent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.user}"
