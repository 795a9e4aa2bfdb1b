"""The demo's people, to be entered with one click. They exist in the demo only."""

from django.utils.translation import gettext_lazy as _

from okrplan.people.models import User

PEOPLE = {
    "manager": ("manager@demo.example", _("manager")),
    "staff": ("staff@demo.example", _("staff")),
    "boss": ("boss@demo.example", _("boss")),
    "admin": ("admin@demo.example", _("administrator")),
}


def choices() -> list[dict[str, object]]:
    """Key, address and word of each, for the bar and the first page."""
    return [{"key": key, "email": email, "word": word} for key, (email, word) in PEOPLE.items()]


def person(key: str) -> User | None:
    """The demo's person of this key, if the demo company is loaded."""
    email, _word = PEOPLE.get(key, ("", ""))
    return User.objects.filter(email=email, is_active=True).first() if email else None
