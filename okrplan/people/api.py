"""The API of people: signing in, one's own tokens, oneself, the directory, the department tree."""

from http import HTTPStatus
from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from axes.helpers import get_client_ip_address
from axes.utils import reset
from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from okrplan.api.days import today
from okrplan.api.pagination import NewestFirst
from okrplan.api.serializers import KeyField, Strict, StrictModel
from okrplan.api.views import ApiView, Changing, Making, Removing, Rows, Values
from okrplan.people import access, queries, tokens
from okrplan.people.actions import departments, people
from okrplan.people.models import ApiToken, Department, Membership, User
from okrplan.people.roles import Role
from okrplan.refusals import Forbidden, Refusal

Output = serializers.Serializer[Any]


class WrongPassword(Refusal):
    """E-mail and password do not belong together: 401."""

    status = HTTPStatus.UNAUTHORIZED
    code = "wrong_password"


class LockedOut(Refusal):
    """Too many wrong passwords: 429."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "locked_out"


# --- tokens -----------------------------------------------------------------------------------------------------------


class SignInShape(Strict):
    """Who asks for a token, and what they will call it."""

    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, max_length=500, write_only=True)
    name = serializers.CharField(max_length=80, default="API", help_text="The program that will use it.")


class SecretShape(Output):
    """A new token. Its secret is shown this once: send it as `Authorization: Token <secret>`."""

    id = KeyField()
    name = serializers.CharField()
    token = serializers.CharField()


class TokenShape(StrictModel):
    """A token by the beginning of its secret."""

    class Meta:
        model = ApiToken
        fields = ["id", "name", "prefix", "made_at", "last_used_on"]


class SignIn(ApiView):
    """E-mail and password for a token."""

    authentication_classes = ()
    permission_classes = [AllowAny]
    repeatable = False

    @extend_schema(operation_id="token_create", request=SignInShape, responses={201: SecretShape}, auth=[])
    def post(self, request: Request) -> Response:
        """A new token. Refused for people with a second factor, who make theirs on a page; wrong tries are counted."""
        told = self.read(SignInShape)
        user = _signed_in(request, told["email"], told["password"])
        if is_mfa_enabled(user):
            raise Forbidden(_("You sign in with a second factor: make a token on your account page instead."))
        token, secret = tokens.make(user=user, name=told["name"])
        said = {"id": token.pk, "name": token.name, "token": secret}
        return Response(SecretShape(said).data, status=status.HTTP_201_CREATED)


def _signed_in(request: Request, email: str, password: str) -> User:
    """The person, or a refusal. Tries count like those of the sign-in page, by address and name."""
    plain = request._request
    user = get_adapter().authenticate(plain, email=email, password=password)
    if getattr(plain, "axes_locked_out", False):
        plain.axes_locked_out = False  # type: ignore[attr-defined]  # its middleware would answer with a page
        minutes = round(settings.AXES_COOLOFF_TIME * 60)
        raise LockedOut(_("Too many wrong passwords. Try again in %(minutes)s minutes.") % {"minutes": minutes})
    if not isinstance(user, User) or not user.is_active:
        raise WrongPassword(_("This e-mail address and this password do not belong together."))
    reset(ip=get_client_ip_address(plain), username=email.strip().lower())
    return user


class TokenRows(Removing, Rows):
    """One's own tokens that still open something."""

    serializer_class = TokenShape
    pagination_class = NewestFirst
    versioned = False

    def visible(self) -> QuerySet[ApiToken]:
        return queries.tokens(self.user)

    def open(self, pk: int) -> int:
        return pk  # the action looks among the caller's own

    def remove(self, row: Any, version: int | None) -> None:
        tokens.revoke(user=self.user, pk=row, by=self.user)


# --- oneself and others -----------------------------------------------------------------------------------------------


class RoleShape(Output):
    """A role in a department; it holds for every department below."""

    department = KeyField(source="department_id")
    name = serializers.CharField(source="department.name")
    role = serializers.ChoiceField([one.value for one in Role])
    is_primary = serializers.BooleanField()


class MeShape(StrictModel):
    """The caller. Of all this they choose the language only."""

    roles = RoleShape(source="memberships", many=True, read_only=True)
    today = serializers.SerializerMethodField(help_text="The present day where the caller is.")
    language = serializers.ChoiceField([code for code, _name in settings.LANGUAGES])

    class Meta:
        model = User
        fields = ["id", "name", "email", "language", "time_zone", "is_administrator", "roles", "today"]
        read_only_fields = ["name", "email", "time_zone", "is_administrator"]

    def get_today(self, row: User) -> str:
        return today(self.context["request"]).isoformat()


class Me(ApiView):
    """Who is asking."""

    @extend_schema(operation_id="me_retrieve", responses=MeShape)
    def get(self, request: Request) -> Response:
        """Oneself, with one's roles."""
        return self._answer()

    @extend_schema(operation_id="me_partial_update", request=MeShape, responses=MeShape)
    def patch(self, request: Request) -> Response:
        """Choose the language of pages, messages and answers."""
        values = self.read(MeShape, self.user, partial=True)
        if "language" in values:
            people.set_language(by=self.user, language=values["language"])
        return self._answer()

    def _answer(self) -> Response:
        row = User.objects.prefetch_related(_roles()).get(pk=self.user.pk)
        return Response(MeShape(row, context={"request": self.request}).data)


def _roles() -> "Prefetch[Any, Any, Any]":
    return Prefetch("memberships", Membership.objects.select_related("department").order_by("-is_primary", "id"))


class PersonShape(StrictModel):
    """A colleague: name and primary department, no more."""

    department = serializers.SerializerMethodField()
    department_name = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["id", "name", "department", "department_name"]

    def get_department(self, row: User) -> int | None:
        return next((one.department_id for one in row.memberships.all() if one.is_primary), None)

    def get_department_name(self, row: User) -> str | None:
        return next((one.department.name for one in row.memberships.all() if one.is_primary), None)


class PersonRows(Rows):
    """The directory of people who may sign in."""

    serializer_class = PersonShape

    def visible(self) -> QuerySet[User]:
        return User.objects.filter(is_active=True).prefetch_related(_roles())


# --- departments ------------------------------------------------------------------------------------------------------


class DepartmentShape(StrictModel):
    """A department of the tree."""

    class Meta:
        model = Department
        fields = ["id", "name", "name_other", "language", "parent", "time_zone"]
        extra_kwargs: ClassVar = {
            "parent": {"required": False, "allow_null": True},
            "time_zone": {"required": False},
        }


class DepartmentRows(Making, Changing, Removing, Rows):
    """The department tree. Everybody signed in reads it, administrators write it."""

    serializer_class = DepartmentShape
    versioned = False

    def visible(self) -> QuerySet[Department]:
        return Department.objects.all()

    def open(self, pk: int) -> Department:
        return access.department_for(self.user, pk)

    def open_parents(self) -> None:
        access.administrator(self.user)

    def make(self, values: Values) -> Department:
        defaults = {"name_other": "", "parent": None, "time_zone": settings.TIME_ZONE}
        return departments.create(by=self.user, **{**defaults, **values})

    def change(self, row: Department, values: Values, version: int | None) -> None:
        kept = {name: getattr(row, name) for name in ("name", "name_other", "language", "parent", "time_zone")}
        departments.change(by=self.user, department=row, **{**kept, **values})

    def remove(self, row: Department, version: int | None) -> None:
        departments.remove(by=self.user, department=row)
