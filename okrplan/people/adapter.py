"""How sign-in behaves here: administrators make the accounts, and failed tries are counted in the database."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from okrplan.people.models import User


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs themselves up: one installation is one company."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """No limit kept in the memory of one process: the lock-out counts in the database, for all of them."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Try credentials; "login" is the name under which the lock-out counts them, in one spelling."""
        login = (credentials.get("email") or "").strip().lower()
        return super().authenticate(request, **{**credentials, "login": login})

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether the signed-in person typed their own password; a wrong one counts towards the lock-out."""
        return self.authenticate(context.request, email=user.email, password=password) == user
