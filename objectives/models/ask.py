"""Asks: quantified requests to the boss, with the effect they promise; and every turn of the conversation."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import Answer, AskKind, AskState, AskTurnKind
from objectives.models.fields import SoftDeleted, Versioned, amount_field, finite, one_of
from objectives.models.key_result import KeyResult
from objectives.models.labels import choices
from objectives.models.measure import Measure
from objectives.models.objective import Objective
from okrplan.texts import Written


class Ask(Written, SoftDeleted, Versioned):
    """A request to a boss: how much, by when, what it brings, what happens without it, and the fallback."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="asks")
    key_result = models.ForeignKey(KeyResult, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="asks")
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="asks_to_decide"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=choices(AskKind))
    title = models.CharField(_("what for"), max_length=120)
    title_other = models.CharField(max_length=120, blank=True, default="")
    amount = amount_field(null=True, blank=True, verbose_name=_("amount"))
    currency = models.CharField(_("currency"), max_length=3, blank=True, default="")
    headcount = models.PositiveSmallIntegerField(_("people"), null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(_("weeks"), null=True, blank=True)
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    # The effect model: which measure it moves, and how.
    effect_measure = models.ForeignKey(
        Measure, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks", verbose_name=_("moves")
    )
    effect_unit_cost = amount_field(null=True, blank=True, verbose_name=_("cost of one unit of effect"))
    effect_uplift = amount_field(null=True, blank=True, verbose_name=_("adds to the measure by its due day"))
    effect_reason = models.CharField(_("why that much"), max_length=300, blank=True, default="")
    effect_reason_other = models.CharField(max_length=300, blank=True, default="")
    risk = models.CharField(_("risk without it"), max_length=200, blank=True, default="")
    risk_other = models.CharField(max_length=200, blank=True, default="")
    fallback = models.CharField(_("fallback"), max_length=200, blank=True, default="")
    fallback_other = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=choices(AskState), default=AskState.DRAFT.value)
    decided_amount = amount_field(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind=AskKind.MONEY.value)
                | (Q(amount__isnull=False, amount__gt=0) & finite("amount") & ~Q(currency="")),
                name="ask_money_has_amount",
                violation_error_message=_("Say how much money, above 0, and in which currency."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=AskKind.PEOPLE.value)
                | Q(headcount__isnull=False, headcount__gte=1, weeks__isnull=False, weeks__gte=1),
                name="ask_people_has_headcount",
                violation_error_message=_("Say how many people, and for how many weeks."),
            ),
            models.CheckConstraint(
                condition=Q(effect_unit_cost__isnull=True) | (Q(effect_unit_cost__gt=0) & finite("effect_unit_cost")),
                name="ask_unit_cost_positive",
                violation_error_message=_("The cost of one unit must be above 0."),
            ),
            models.CheckConstraint(
                condition=Q(effect_uplift__isnull=True) | (finite("effect_uplift") & ~Q(effect_reason="")),
                name="ask_uplift_with_reason",
                violation_error_message=_("Say why the effect is that large."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[AskState.DRAFT.value, AskState.WITHDRAWN.value]) | Q(decider__isnull=False),
                name="ask_submitted_to_somebody",
                violation_error_message=_("Say who decides."),
            ),
            models.CheckConstraint(condition=one_of("state", AskState), name="ask_state_known"),
            models.CheckConstraint(condition=one_of("kind", AskKind), name="ask_kind_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["decider", "state"], name="ask_of_decider")]  # the boss's inbox

    def __str__(self) -> str:
        return self.title


class AskTurn(models.Model):
    """One turn about an ask, append-only. There is at most one decision, and never by the author."""

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="turns")
    kind = models.CharField(max_length=10, choices=choices(AskTurnKind))
    answer = models.CharField(max_length=10, choices=choices(Answer), blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ask_turns")
    at = models.DateTimeField()
    day = models.DateField()
    text = models.CharField(max_length=500, blank=True, default="")
    amount = amount_field(null=True, blank=True)
    version_seen = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ask"],
                condition=Q(kind=AskTurnKind.DECIDE.value),
                name="ask_decided_once",
                violation_error_message=_("This request has already been decided."),
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.DECLINE.value) | ~Q(text=""),
                name="ask_declined_with_reason",
                violation_error_message=_("Say why you decline."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ask_id} {self.kind}"
