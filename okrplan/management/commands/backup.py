from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from okrplan import backups


class Command(BaseCommand):
    help = "Writes the whole database into one file, while people go on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            backups.write(file)
        except (backups.Failed, OSError) as failure:
            raise CommandError(str(failure)) from failure
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes")
