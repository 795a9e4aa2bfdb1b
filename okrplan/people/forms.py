"""Forms of set-up, settings and tokens: the shape of what is typed. What it means is for the actions to judge."""

from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from okrplan.people import queries
from okrplan.people.models import ROLE_LABELS, Department, Installation, User
from okrplan.people.roles import Role
from okrplan.refusals import Refusal

ROLES = [(role.value, label) for role, label in ROLE_LABELS.items()]
HUNDRED = Decimal(100)
currency_code = RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, such as EUR, CNY or USD."))


def time_zones() -> list[tuple[str, str]]:
    """Every place with a clock of its own, as "Area/City"."""
    return [
        (zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone and zone[:4] != "Etc/"
    ]


def refuse(form: forms.BaseForm, refusal: Refusal) -> None:
    """Show an action's refusal beside the field it names, or above the form."""
    for error in refusal.errors():
        form.add_error(error["field"] if error["field"] in form.fields else None, str(error["message"]))


class DepartmentChoice(forms.ModelChoiceField):
    """A department by its place in the tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Department.objects.all(), **kwargs)

    def show_tree(self) -> None:
        """Offer the tree as it stands now: each department below its parent, indented."""
        branches = [
            (branch.department.pk, "\u2003" * branch.depth + _name(branch.department)) for branch in queries.tree()
        ]
        self.choices = [("", self.empty_label), *branches] if self.empty_label is not None else branches


def _name(department: Department) -> str:
    other = department.name_other if department.language != get_language() else ""
    return other or department.name


class CurrencyField(forms.CharField):
    """The code of a currency, in any letters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Currency of your plans"), max_length=3, validators=[currency_code], **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).upper()


class SetUpForm(forms.Form):
    company = forms.CharField(label=_("Company"), max_length=120)
    currency = CurrencyField(
        initial="EUR",
        help_text=_("Three capital letters, such as EUR, CNY or USD. An objective may use another one."),
    )
    department = forms.CharField(
        label=_("First department"),
        max_length=120,
        help_text=_("The top of your company, or the team that starts. You will be its manager."),
    )
    name = forms.CharField(label=_("Your name"), max_length=80)
    email = forms.EmailField(label=_("Your e-mail"), help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 10 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if password := data.get("password"):
            try:
                password_validation.validate_password(
                    password, User(name=data.get("name", ""), email=data.get("email"))
                )
            except ValidationError as error:
                self.add_error("password", error)
        return data


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), help_text=_("They sign in with it."))
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("as their browser asks")), *settings.LANGUAGES]
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, initial=settings.TIME_ZONE)
    is_administrator = forms.BooleanField(
        label=_("Administrator: keeps people, departments and settings; reads no reports and decides nothing by it"),
        required=False,
    )


class RoleForm(forms.Form):
    department = DepartmentChoice(label=_("Department"), empty_label=None)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=Role.STAFF.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].show_tree()  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class NewPersonForm(RoleForm, PersonForm):
    """A person and their first role."""

    field_order = ["name", "email", "department", "role", "language", "time_zone", "is_administrator"]


class DepartmentForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("The name is in"), choices=settings.LANGUAGES)
    name_other = forms.CharField(label=_("Name in the other language"), max_length=120, required=False)
    parent = DepartmentChoice(label=_("Belongs to"), required=False, empty_label=_("— the top of the company —"))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, initial=settings.TIME_ZONE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].show_tree()  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()


class InstallationForm(forms.Form):
    """The bands are typed in percent and kept as shares."""

    name = forms.CharField(label=_("Company"), max_length=120)
    currency = CurrencyField()
    on_track_from = forms.DecimalField(
        label=_("On track from a forecast of (%)"),
        min_value=1,
        max_value=100,
        decimal_places=1,
        help_text=_("An objective whose forecast reaches this share of its target is on track."),
    )
    behind_from = forms.DecimalField(
        label=_("Behind from a forecast of (%)"),
        min_value=1,
        max_value=100,
        decimal_places=1,
        help_text=_("Below this share it is at risk."),
    )

    @staticmethod
    def of(row: Installation) -> dict[str, Any]:
        """The row as the form shows it."""
        return {
            "name": row.name,
            "currency": row.currency,
            "on_track_from": (Decimal(row.on_track_from) * HUNDRED).normalize(),
            "behind_from": (Decimal(row.behind_from) * HUNDRED).normalize(),
        }

    def clean_on_track_from(self) -> Decimal:
        return self.cleaned_data["on_track_from"] / HUNDRED

    def clean_behind_from(self) -> Decimal:
        return self.cleaned_data["behind_from"] / HUNDRED


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What will use it?"),
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": _("for example: nightly figures from the shop")}),
    )
