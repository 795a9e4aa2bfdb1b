"""Secrets that an installation makes for itself and keeps in its data folder."""

import os
import secrets
from pathlib import Path


def kept_key(path: Path) -> str:
    """The key kept at `path`, made on first use with access for the owner only.

    Two processes may start at once: the file is created exclusively and the loser reads the winner's.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key
