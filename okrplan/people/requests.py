"""A request as our views get it."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone, translation

from okrplan import clock
from okrplan.people.models import User


class PersonRequest(HttpRequest):
    """A signed-in person's request: `today` is the present day where they are (or the demo's)."""

    user: User
    today: date


def welcome(request: HttpRequest) -> None:
    """Speak the person's language and keep their time: for pages, and for the API once a token named the person.

    Their own choice wins, then what the browser was told (cookie), then what it prefers (Accept-Language).
    """
    user = request.user
    chosen = user.language if isinstance(user, User) else ""
    translation.activate(chosen or translation.get_language_from_request(request))
    request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
    zone = user.time_zone if isinstance(user, User) else None
    timezone.activate(zone) if zone else timezone.deactivate()
    request.today = clock.today(zone)  # type: ignore[attr-defined]
