"""Compiles the translations with Babel, so that no gettext is needed on the machine."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compiles every django.po that is newer than its django.mo."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        for source in _sources():
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime:
                _compile(source, compiled)
                self.stdout.write(f"Compiled {source.relative_to(settings.BASE_DIR)}")


def _sources() -> list[Path]:
    return [file for folder in settings.LOCALE_PATHS for file in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))]


def _compile(source: Path, compiled: Path) -> None:
    """Writes the new file beside the old one first: a running web server never reads half of it."""
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parent.parent.name)
    fresh = compiled.with_suffix(".mo.new")
    with fresh.open("wb") as file:
        write_mo(file, catalog)
    fresh.replace(compiled)
