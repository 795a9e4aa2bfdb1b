"""The link by which a person chooses a password: made by an administrator, handed over by any means, used once."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from okrplan.people.models import User


def password_link(request: HttpRequest, person: User) -> str:
    """The full address. It ends with the first use, a sign-in, or after PASSWORD_RESET_TIMEOUT (three days)."""
    token = default_token_generator.make_token(person)
    kwargs = {"uidb36": user_pk_to_url_str(person), "key": token}
    return request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=kwargs))
