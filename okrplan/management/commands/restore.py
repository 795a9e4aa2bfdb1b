from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from okrplan import backups


class Command(BaseCommand):
    help = "Puts the database back as a backup has it, then migrates it. Stop web, worker and beat first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *_args: Any, file: Path, yes: bool, **options: Any) -> None:
        if not yes and input("Everything that is there now is replaced. Type yes to go on: ").strip() != "yes":
            raise CommandError("Nothing was changed.")
        try:
            backups.read(file)
        except (backups.Failed, OSError) as failure:
            raise CommandError(str(failure)) from failure
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(f"The database is as in {file}.")
