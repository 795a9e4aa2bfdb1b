"""Real processes for tests: a broker, a worker, a beat and a web server on the test's own database."""

import os
import signal
import socket
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError

from django.conf import settings
from django.db import connection

from okrplan import broker, processes
from okrplan.leash import Leash
from okrplan.processes import Managed


def until(holds: Callable[[], object], seconds: float, what: str = "") -> float:
    """Waits until `holds()` is true and returns the seconds it took; fails after `seconds`."""
    started = time.monotonic()
    while not holds():
        if time.monotonic() - started > seconds:
            raise AssertionError(f"{what or holds} does not hold within {seconds} s")
        time.sleep(0.02)
    return time.monotonic() - started


class Running:
    """One real process: started, ready, stopped, killed; dies with the test run whatever happens."""

    def __init__(self, name: str, command: list[str], ready: Callable[[], object] | None = None, **environment: str):
        self.log = Path(settings.DATA_DIR) / f"{name}.log"
        self.ready = ready or (lambda: "ready." in self.log.read_text())
        self.managed = Managed(name, command, _leash(), environment, self.log)

    def start(self) -> "Running":
        """Starts the process and waits until it is ready."""
        self.log.write_text("")
        self.managed.start()
        try:
            until(lambda: self.ready() or not self.managed.running(), 30, f"{self.managed.name} is ready")
        except AssertionError:
            self.kill()
        assert self.managed.running(), f"{self.managed.name} has not started:\n{self.log.read_text()[-3000:]}"
        return self

    def freeze(self) -> None:
        """Stops the process in its tracks: its sockets stay open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """kill -9 of the process and its children."""
        self._signal(signal.SIGKILL)
        self.managed.end(1)

    def end(self) -> None:
        self.managed.end(5)

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.managed.process.pid, number)


def bundled_broker() -> Running:
    """The bundled broker on the socket of the settings, not yet started."""
    path = settings.BROKER_SOCKET
    return Running("broker", broker.command(path), lambda: broker.answers(path))


def worker() -> Running:
    """A worker on the test's database, not yet started."""
    return Running("worker", processes.WORKER, **_test_environment())


def beat() -> Running:
    """The beat that sends the sweeps, not yet started."""
    alive = Path(settings.DATA_DIR) / "beat.alive"
    alive.unlink(missing_ok=True)
    return Running("beat", processes.BEAT, alive.exists, OKRPLAN_BEAT_ALIVE=str(alive), **_test_environment())


class Web(Running):
    """The web server on the test's database and a free port, not yet started."""

    def __init__(self, **environment: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        place = {"GRANIAN_HOST": "127.0.0.1", "GRANIAN_PORT": str(self.port), "GRANIAN_BLOCKING_THREADS": "2"}
        surroundings = {**place, **_test_environment(), **environment}
        super().__init__("web", processes.WEB, lambda: status(f"{self.address}/healthz"), **surroundings)


def status(address: str) -> int:
    """The status that `address` answers with, 0 when nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status
    except HTTPError as refused:
        return refused.code
    except OSError:
        return 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _test_environment() -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "OKRPLAN_TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "LOG_LEVEL": "INFO",
    }


_held: list[Leash] = []


def _leash() -> Leash:
    """One for this process: it kills what we started when the test run is killed."""
    if not _held:
        _held.append(Leash())
    return _held[0]
