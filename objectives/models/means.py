"""What an objective needs and what there is: the rows behind the letter A."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import DriverKind, Operator
from objectives.models.fields import Versioned, amount_field, finite, one_of
from objectives.models.labels import choices, label
from objectives.models.objective import Objective
from okrplan.texts import Written

SCALING = [(one.value, label(one)) for one in (Operator.TIMES, Operator.OVER)]


def _at_least_0(field: str) -> Q:
    return Q(**{f"{field}__isnull": True}) | (Q(**{f"{field}__gte": 0}) & finite(field))


def _above_0(field: str) -> Q:
    return Q(**{f"{field}__isnull": True}) | (Q(**{f"{field}__gt": 0}) & finite(field))


class Means(Versioned):
    """The frame of the arithmetic, one row an objective: its money, and which resources it does not need at all."""

    objective = models.OneToOneField(Objective, on_delete=models.CASCADE, related_name="means")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    budget_available = amount_field(null=True, blank=True, verbose_name=_("budget that is there"))
    source = models.CharField(_("source"), max_length=200, blank=True, default="")
    needs_money = models.BooleanField(_("needs money"), default=True)
    needs_people = models.BooleanField(_("needs people"), default=True)
    needs_stock = models.BooleanField(_("needs stock"), default=True)

    class Meta:
        verbose_name_plural = "means"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_at_least_0("budget_available"),
                name="means_budget_not_negative",
                violation_error_message=_("The budget cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objective}: {self.budget_available} {self.currency}"


class FeasibilityLine(Written):
    """A driver: how a part of the target turns into money. Empty figures are not entered yet.

    Figures of another kind than the line's own are kept empty by the action. Percentages are stored in percent.
    """

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="feasibility_lines")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(
        _("counted by"), max_length=10, choices=choices(DriverKind), default=DriverKind.CUSTOMERS.value
    )
    title = models.CharField(_("what"), max_length=120, blank=True, default="")
    title_other = models.CharField(max_length=120, blank=True, default="")
    part = amount_field(null=True, blank=True, verbose_name=_("part of the target"))
    value_per_customer = amount_field(null=True, blank=True, verbose_name=_("value per customer"))
    value_per_order = amount_field(null=True, blank=True, verbose_name=_("value per order"))
    orders_per_customer = amount_field(null=True, blank=True, verbose_name=_("orders per customer"))
    conversion = amount_field(null=True, blank=True, verbose_name=_("conversion in percent"))
    acquisition_cost = amount_field(null=True, blank=True, verbose_name=_("acquisition cost per customer"))
    cost_per_click = amount_field(null=True, blank=True, verbose_name=_("cost per click"))

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["objective", "position"], name="feasibility_once_a_position"),
            models.CheckConstraint(condition=one_of("kind", DriverKind), name="feasibility_kind_known"),
            models.CheckConstraint(
                condition=_above_0("part"),
                name="feasibility_part_positive",
                violation_error_message=_("A part of the target must be above 0."),
            ),
            models.CheckConstraint(
                condition=_above_0("value_per_customer"),
                name="feasibility_value_positive",
                violation_error_message=_("The value per customer must be above 0."),
            ),
            models.CheckConstraint(
                condition=_above_0("value_per_order"),
                name="feasibility_order_value_positive",
                violation_error_message=_("The value per order must be above 0."),
            ),
            models.CheckConstraint(
                condition=_above_0("orders_per_customer"),
                name="feasibility_orders_positive",
                violation_error_message=_("The orders per customer must be above 0."),
            ),
            models.CheckConstraint(
                condition=_above_0("conversion") & (Q(conversion__isnull=True) | Q(conversion__lte=100)),
                name="feasibility_conversion_a_share",
                violation_error_message=_("Conversion is above 0 and at most 100 percent."),
            ),
            models.CheckConstraint(
                condition=_at_least_0("acquisition_cost"),
                name="feasibility_cost_not_negative",
                violation_error_message=_("The acquisition cost cannot be negative."),
            ),
            models.CheckConstraint(
                condition=_at_least_0("cost_per_click"),
                name="feasibility_click_not_negative",
                violation_error_message=_("The cost per click cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class DriverFactor(Written):
    """One factor of a driver of the kind "product": multiply by, or divide by."""

    line = models.ForeignKey(FeasibilityLine, on_delete=models.CASCADE, related_name="factors")
    position = models.PositiveSmallIntegerField()
    operator = models.CharField(_("times or divided by"), max_length=10, choices=SCALING, default=Operator.TIMES.value)
    title = models.CharField(_("factor"), max_length=120)
    title_other = models.CharField(max_length=120, blank=True, default="")
    value = amount_field(null=True, blank=True, verbose_name=_("figure"))
    unit = models.CharField(_("unit"), max_length=20, blank=True, default="")

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "position"], name="driver_factor_once_a_position"),
            models.CheckConstraint(
                condition=Q(operator__in=[value for value, _word in SCALING]), name="driver_factor_operator_known"
            ),
            models.CheckConstraint(
                condition=_above_0("value"),
                name="driver_factor_positive",
                violation_error_message=_("A factor must be above 0."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EffortLine(Written):
    """Work that the target takes, in person-days."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="effort_lines")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("work"), max_length=120)
    title_other = models.CharField(max_length=120, blank=True, default="")
    person_days = amount_field(null=True, blank=True, verbose_name=_("person-days"))

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["objective", "position"], name="effort_line_once_a_position"),
            models.CheckConstraint(
                condition=_at_least_0("person_days"),
                name="effort_line_not_negative",
                violation_error_message=_("Person-days cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NamedPerson(models.Model):
    """Somebody who works on the objective with a part of their time, in percent."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="named_people")
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    allocation = amount_field(default=100, verbose_name=_("share of their time in percent"))

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "named people"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["objective", "person"],
                name="named_person_once",
                violation_error_message=_("This person is already named."),
            ),
            models.CheckConstraint(
                condition=Q(allocation__gt=0, allocation__lte=100),
                name="named_person_allocation_a_share",
                violation_error_message=_("A share of time is above 0 and at most 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class StockLine(Written):
    """Units of a product for the orders of the period; safety is in percent, `arriving` counts what comes in time."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="stock_lines")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("product"), max_length=120)
    title_other = models.CharField(max_length=120, blank=True, default="")
    orders = amount_field(null=True, blank=True, verbose_name=_("orders"))
    units_per_order = amount_field(null=True, blank=True, verbose_name=_("units per order"))
    safety = amount_field(null=True, blank=True, verbose_name=_("safety in percent"))
    on_hand = amount_field(null=True, blank=True, verbose_name=_("on hand"))
    arriving = amount_field(null=True, blank=True, verbose_name=_("arriving in time"))

    class Meta:
        ordering = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["objective", "position"], name="stock_line_once_a_position"),
            models.CheckConstraint(
                condition=_at_least_0("orders"),
                name="stock_line_orders_not_negative",
                violation_error_message=_("Orders cannot be negative."),
            ),
            models.CheckConstraint(
                condition=_above_0("units_per_order"),
                name="stock_line_units_positive",
                violation_error_message=_("Units per order must be above 0."),
            ),
            models.CheckConstraint(
                condition=_at_least_0("safety") & (Q(safety__isnull=True) | Q(safety__lte=1000)),
                name="stock_line_safety_sensible",
                violation_error_message=_("Safety is between 0 and 1,000 percent."),
            ),
            models.CheckConstraint(
                condition=_at_least_0("on_hand"),
                name="stock_line_on_hand_not_negative",
                violation_error_message=_("What is on hand cannot be negative."),
            ),
            models.CheckConstraint(
                condition=_at_least_0("arriving"),
                name="stock_line_arriving_not_negative",
                violation_error_message=_("What arrives cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
