"""The three-part report: its frozen facts and words, findings, next steps and the asks it carries."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import CauseKind, ReportState
from objectives.models import Ask, KeyResult, Objective, Task
from objectives.models.fields import SoftDeleted, Versioned, one_of
from objectives.models.labels import choices
from okrplan.texts import Written


class Report(Written, SoftDeleted, Versioned):
    """A report on one objective as of a day. Once submitted its facts, words and PDF never change."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports")
    addressee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="reports_to_read"
    )
    as_of = models.DateField(_("as of"))
    state = models.CharField(max_length=9, choices=choices(ReportState), default=ReportState.DRAFT.value)
    # A sentence the author wrote instead of the generated one; blank: as generated.
    lede = models.CharField(_("second sentence"), max_length=300, blank=True, default="")
    lede_other = models.CharField(max_length=300, blank=True, default="")
    facts = models.JSONField(null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-as_of", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["objective", "number"],
                name="report_number_once",
                violation_error_message=_("This objective already has a report with this number."),
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT.value)
                | Q(facts__isnull=False, submitted_at__isnull=False, addressee__isnull=False),
                name="report_submitted_is_frozen",
                violation_error_message=_("A submitted report has an addressee and frozen figures."),
            ),
            models.CheckConstraint(condition=one_of("state", ReportState), name="report_state_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["addressee", "state"], name="report_of_addressee")]  # the inbox

    def __str__(self) -> str:
        return f"{self.objective} #{self.number}"


class ReportDocument(models.Model):
    """The PDF of a submitted report in one language: made once, served for ever."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="documents")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "language"], name="report_document_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.language}"


class Finding(Written, Versioned):
    """Why a key result is where it is: a typed root cause, in the words of the report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="findings")
    key_result = models.ForeignKey(KeyResult, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(_("kind of cause"), max_length=10, choices=choices(CauseKind))
    text = models.CharField(_("root cause"), max_length=200)
    text_other = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["key_result__position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "key_result"],
                name="finding_once_a_key_result",
                violation_error_message=_("This key result already has its root cause in the report."),
            ),
            models.CheckConstraint(condition=one_of("kind", CauseKind), name="finding_kind_known"),
            models.CheckConstraint(
                condition=~Q(text=""), name="finding_not_empty", violation_error_message=_("Write the cause down.")
            ),
        ]

    def __str__(self) -> str:
        return self.text


class NextStep(Written, Versioned):
    """A concrete action with one person and one day; at submission it becomes a task of the objective."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="next_steps")
    position = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(_("next step"), max_length=200)
    text_other = models.CharField(max_length=200, blank=True, default="")
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="next_steps")
    due_on = models.DateField(_("by"))
    task = models.OneToOneField(Task, null=True, blank=True, on_delete=models.SET_NULL, related_name="next_step")

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="next_step_not_empty",
                violation_error_message=_("Write the next step down."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ReportAsk(models.Model):
    """An ask on a report, in the order of the page."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="ask_places")
    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="report_places")
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "ask"], name="report_ask_once")]

    def __str__(self) -> str:
        return f"{self.report_id} · {self.ask_id}"


class ReportRead(models.Model):
    """When somebody first opened a submitted report: what makes the inbox's unread mark go."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "user"], name="report_read_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.user_id}"
