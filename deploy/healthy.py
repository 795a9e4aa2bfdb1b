"""Is this container's process well? `python deploy/healthy.py web|worker|beat` ends with 0 or 1."""

import os
import socket
import sys
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

BEAT_SILENCE = 60  # seconds; beat acts every five


def web() -> bool:
    """The web server answers."""
    with urllib.request.urlopen(f"http://127.0.0.1:{os.environ['GRANIAN_PORT']}/healthz", timeout=4) as answer:
        return answer.status == 200


def worker() -> bool:
    """The worker of this host answers through the broker."""
    from okrplan.celery import app

    name = f"celery@{socket.gethostname()}"
    return bool(app.control.ping(destination=[name], timeout=5))


def beat() -> bool:
    """Beat has acted lately."""
    return time.time() - Path(os.environ["OKRPLAN_BEAT_ALIVE"]).stat().st_mtime < BEAT_SILENCE


def main() -> int:
    try:
        return 0 if {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]() else 1
    except OSError as error:
        print(error)
        return 1


if __name__ == "__main__":
    sys.exit(main())
