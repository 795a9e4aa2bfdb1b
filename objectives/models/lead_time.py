"""Lead times: the company's templates of what a delivery takes, and the chain behind an objective's deadline."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import DurationUnit, Transport
from objectives.models.fields import SoftDeleted, Versioned, one_of
from objectives.models.labels import choices
from objectives.models.objective import Objective
from okrplan.people.models import Calendar
from okrplan.texts import Written


class Link(Written):
    """What one step of any chain says: its name, its days and how they are counted, where the figure comes from."""

    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("step"), max_length=120)
    title_other = models.CharField(max_length=120, blank=True, default="")
    days = models.PositiveSmallIntegerField(_("days"))
    unit = models.CharField(max_length=10, choices=choices(DurationUnit), default=DurationUnit.WORKING.value)
    calendar = models.ForeignKey(Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_buffer = models.BooleanField(_("buffer"), default=False)
    source = models.CharField(_("where the figure comes from"), max_length=200, blank=True, default="")
    source_other = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        abstract = True


class LeadTimeTemplate(Written, SoftDeleted, Versioned):
    """What a delivery takes as a rule, by one kind of transport; the company keeps it up to date."""

    name = models.CharField(_("name"), max_length=120)
    name_other = models.CharField(max_length=120, blank=True, default="")
    transport = models.CharField(max_length=10, choices=choices(Transport), default=Transport.SEA.value)

    class Meta:
        ordering = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=one_of("transport", Transport), name="lead_time_template_transport_known"),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(deleted_at__isnull=True),
                name="lead_time_template_name_once",
                violation_error_message=_("There is already a template of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LeadTimeTemplateStep(Link):
    """One step of a template, in order."""

    template = models.ForeignKey(LeadTimeTemplate, on_delete=models.CASCADE, related_name="steps")

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "position"], name="lead_time_template_step_once_a_position"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=1000),
                name="lead_time_template_step_days_sensible",
                violation_error_message=_("A step takes between 1 and 1,000 days."),
            ),
            models.CheckConstraint(condition=one_of("unit", DurationUnit), name="lead_time_template_step_unit_known"),
        ]

    def __str__(self) -> str:
        return self.title


class LeadTimeChain(Written, Versioned):
    """What the chain behind an objective ends with: what has to be there, and by which day.

    Without a day of its own the chain ends on the objective's due day. The version is that of the whole chain with
    its steps; `template` is the one it was last filled from.
    """

    objective = models.OneToOneField(Objective, on_delete=models.CASCADE, related_name="lead_time_chain")
    template = models.ForeignKey(
        LeadTimeTemplate, null=True, blank=True, on_delete=models.SET_NULL, related_name="chains"
    )
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    goal = models.CharField(_("what has to be there"), max_length=120, blank=True, default="")
    goal_other = models.CharField(max_length=120, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.objective}: {self.goal}"


class LeadTimeStep(Link):
    """One link of the chain of lead times behind the deadline, in order: production, sea freight, customs."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="lead_time_steps")
    started_on = models.DateField(_("really started on"), null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["objective", "position"], name="lead_time_step_once_a_position"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=1000),
                name="lead_time_step_days_sensible",
                violation_error_message=_("A step takes between 1 and 1,000 days."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
