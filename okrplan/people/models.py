"""People: who signs in, where they belong, when they work."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from okrplan.people.roles import Role
from okrplan.texts import Written

ROLE_LABELS = {Role.BOSS: _("Boss"), Role.MANAGER: _("Manager"), Role.STAFF: _("Staff")}


class Installation(models.Model):
    """The company that runs this installation: exactly one row."""

    name = models.CharField(max_length=120, default="OKR Plan")
    currency = models.CharField(max_length=3, default="EUR")
    on_track_from = models.DecimalField(max_digits=4, decimal_places=3, default="0.95")
    behind_from = models.DecimalField(max_digits=4, decimal_places=3, default="0.85")
    demo_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(pk=1), name="installation_is_one"),
            models.CheckConstraint(
                condition=Q(behind_from__gt=0, behind_from__lt=F("on_track_from"), on_track_from__lte=1),
                name="installation_bands_ordered",
                violation_error_message=_("“Behind” must start below “on track”, and neither may exceed 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Calendar(models.Model):
    """Working days of a country or region; overrides of single days win over the public holidays."""

    name = models.CharField(max_length=80, unique=True)
    country = models.CharField(max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$")])
    region = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CalendarOverride(models.Model):
    """One day that works or rests against the public calendar (a company holiday, a make-up day)."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="overrides")
    day = models.DateField()
    is_working = models.BooleanField()
    reason = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["calendar", "day"],
                name="override_once_a_day",
                violation_error_message=_("This day already has an override."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.calendar} {self.day}"


class Department(Written):
    """A department of the company's tree. Roles are inherited down the tree; a trigger refuses cycles."""

    name = models.CharField(max_length=120)
    name_other = models.CharField(max_length=120, blank=True, default="")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    time_zone = models.CharField(max_length=64, default="Asia/Shanghai")
    calendar = models.ForeignKey(Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="department_name_once_a_parent",
                violation_error_message=_("There is already a department of this name here."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent=None),
                name="department_name_once_at_the_top",
                violation_error_message=_("There is already a department of this name here."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="department_not_its_own_parent",
                violation_error_message=_("A department cannot be its own parent."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in; without a password only a reset link lets them in."""
        user = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person. Signs in by e-mail, phone or employee number (at least one of them)."""

    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True)
    phone = models.CharField(_("phone"), max_length=32, null=True, blank=True, unique=True)
    employee_number = models.CharField(max_length=32, null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=80)
    # "" : as the browser asks
    language = models.CharField(max_length=10, blank=True, default="")
    time_zone = models.CharField(max_length=64, default="Asia/Shanghai")
    calendar = models.ForeignKey(Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False) | Q(employee_number__isnull=False),
                name="user_can_sign_in",
                violation_error_message=_("Give an e-mail address, a phone or an employee number."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in a department and, by inheritance, in every department below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=[(role.value, label) for role, label in ROLE_LABELS.items()])
    is_primary = models.BooleanField(default=True)

    class Meta:
        ordering = ["department__name", "user__name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "department"],
                name="membership_once_a_department",
                violation_error_message=_("This person already has a role in this department."),
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(is_primary=True),
                name="membership_one_primary",
                violation_error_message=_("A person has exactly one primary department."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]),
                name="membership_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.department} · {self.role}"


class Leave(models.Model):
    """Days on which a person does not work, both inclusive."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="leaves")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="leave_ends_after_start",
                violation_error_message=_("The last day of leave is before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.starts_on}–{self.ends_on}"


class ApiToken(models.Model):
    """A key for the API. Only its SHA-256 is kept; the prefix lets its owner recognise it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
