"""Load the demo company once, and print who can sign in."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from demo.player import Player
from okrplan.people.models import User

SHOWN = ("manager@demo.example", "staff@demo.example", "boss@demo.example", "admin@demo.example")


class Command(BaseCommand):
    help = "Load the demo company (only where OKRPLAN_DEMO is set) and print its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This installation is not a demo: set OKRPLAN_DEMO=1 on one with a data folder of its own."
            )
        password = self._password(settings.DATA_DIR / "demo_password")
        if not User.objects.exists():
            with transaction.atomic():
                Player(password).play()
        for address in SHOWN:
            self.stdout.write(f"  {address}  {password}")

    @staticmethod
    def _password(path: Path) -> str:
        """The demo people's password: made once, kept in the data folder."""
        if not path.exists():
            path.write_text(secrets.token_urlsafe(9))
            path.chmod(0o600)
        return path.read_text().strip()
