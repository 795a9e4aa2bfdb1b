"""Runs the whole product on one machine: broker, worker, beat and web as one group.

`python -m okrplan.supervisor demo|serve`, called by run.py. Whatever ends is started again; Ctrl-C or SIGTERM ends all
of it within seconds, and so does a kill of the supervisor itself (see `okrplan.leash`).
"""

import fcntl
import os
import signal
import socket
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TextIO

from okrplan import broker, processes
from okrplan.leash import Leash
from okrplan.processes import Managed

FIRST_PORT, PORTS = 8000, 100
PATIENCE = 60.0  # seconds until the first answer of the web server
FAREWELL = 5.0  # seconds for a polite end


class Ended(Exception):
    """Ctrl-C, SIGTERM or a closed terminal: everything ends now."""


class Failed(Exception):
    """The product cannot start; the message says why."""


def say(text: str) -> None:
    """A line for the person at the terminal; a closed terminal is no reason to fail."""
    with suppress(OSError):
        print(text, flush=True)


class Supervisor:
    """The group of processes of one data folder."""

    def __init__(self, mode: str) -> None:
        from django.conf import settings

        self.settings = settings
        self.demo = mode == "demo"
        self.alone = settings.REDIS_URL == broker.INSIDE
        self.host = os.environ.get("HOST", "127.0.0.1")
        self.leash = Leash()
        self.group: list[Managed] = []

    def run(self) -> None:
        """Starts everything, says where it is, and keeps it running until it is ended."""
        lock = self._lock()
        try:
            self._start_broker()
            self._manage("migrate", "--no-input", "-v", "0")
            if self.demo:
                self._manage("load_demo")
            if self.alone:
                say("— the bundled broker does not run on this machine: a worker inside the web process does its work")
            else:
                self._add("worker", processes.WORKER)
                self._add("beat", processes.BEAT)
            address = self._start_web()
            lock.write(address)
            lock.flush()
            say(f"\n  OKR Plan runs at {address}\n  Ctrl-C ends it.\n")
            while True:
                self._look_after()
        finally:
            self._end()

    def _lock(self) -> TextIO:
        """Holds the data folder: two groups in one folder would take each other's broker away."""
        path = Path(self.settings.DATA_DIR) / "running"
        lock = path.open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Failed(f"It runs already, at {lock.read() or 'an address it has not said yet'}.") from None
        lock.truncate(0)
        return lock

    def _start_broker(self) -> None:
        if not self.settings.EMBEDDED_BROKER:
            return
        path = self.settings.BROKER_SOCKET
        child = self._add("broker", broker.command(path), log="broker.log")
        deadline = time.monotonic() + 10
        while not broker.answers(path):
            if time.monotonic() > deadline:
                raise Failed(f"The bundled broker does not start; see {child.log}.")
            time.sleep(0.02)

    def _add(self, name: str, command: list[str], log: str = "", **environment: str) -> Managed:
        """Starts one more process of the group. The demo keeps the terminal free: its logs go to files."""
        child = Managed(name, command, self.leash, environment)
        if log or self.demo:
            child.log = Path(self.settings.DATA_DIR) / (log or f"{name}.log")
            child.log.write_text("")
        self.group.append(child)
        child.start()
        return child

    def _manage(self, *words: str) -> None:
        """Runs one command of manage.py to its end."""
        child = Managed(words[0], [*processes.MANAGE, *words], self.leash)
        child.start()
        assert child.process
        try:
            code = child.process.wait()
        finally:
            child.end(FAREWELL)
        if code:
            raise Failed(f"manage.py {' '.join(words)} failed.")

    def _start_web(self) -> str:
        """Starts the web server on the port asked for, or the first free one; its address once it answers."""
        for port in self._ports():
            child = self._add(
                "web",
                processes.WEB,
                GRANIAN_HOST=self.host,
                GRANIAN_PORT=str(port),
                GRANIAN_WORKERS="1" if self.alone else os.environ.get("WEB_PROCESSES", "2"),
                GRANIAN_BLOCKING_THREADS=os.environ.get("WEB_THREADS", "2"),
                GRANIAN_RESPAWN_FAILED_WORKERS="true",
                GRANIAN_RESPAWN_INTERVAL="0.5",
                GRANIAN_WORKERS_KILL_TIMEOUT="3",
                GRANIAN_LOG_CONFIG=str(processes.BASE_DIR / "deploy" / "web_logs.json"),
            )
            if self._answers(child, port):
                return f"http://{'localhost' if self.host == '0.0.0.0' else self.host}:{port}/"
            if _is_free(self.host, port):
                raise Failed(f"The web server does not start; see {child.log or 'the lines above'}.")
            self.group.remove(child)
            child.end(FAREWELL)
        raise Failed("No free port was found; PORT=… chooses one.")

    def _ports(self) -> list[int]:
        asked = os.environ.get("PORT")
        if not asked:
            return [port for port in range(FIRST_PORT, FIRST_PORT + PORTS) if _is_free(self.host, port)]
        if not _is_free(self.host, int(asked)):
            raise Failed(f"Port {asked} is taken by another program; PORT=… chooses another one.")
        return [int(asked)]

    def _answers(self, web: Managed, port: int) -> bool:
        """Waits until the web server answers; False when it ended or takes too long."""
        host = "127.0.0.1" if self.host == "0.0.0.0" else self.host
        deadline = time.monotonic() + PATIENCE
        while web.running() and time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(f"http://{host}:{port}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return True
            time.sleep(0.1)
        return False

    def _look_after(self) -> None:
        """One round: what has ended is started again."""
        for child in self.group:
            code = child.keep_running()
            if code is not None:
                say(f"{child.name} ended ({code}) and is started again" + (f", see {child.log}" if child.log else ""))
        time.sleep(0.2)

    def _end(self) -> None:
        """Ends all processes: politely at once, the broker last, by force after a few seconds."""
        deadline = time.monotonic() + FAREWELL
        for child in self.group[::-1]:
            if child.name != "broker":
                child.ask_to_end()
        for child in self.group[::-1]:
            child.end(deadline - time.monotonic())
        self.leash.close()


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _end_on_signals() -> None:
    def raise_ended(_number: int, _frame: FrameType | None) -> None:
        # Once is enough: a second Ctrl-C must not interrupt the ending itself.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        raise Ended

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_ended)


def main() -> int:
    """Runs until ended; 0 after a wanted end, 1 when it cannot start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "okrplan.settings")
    _end_on_signals()
    try:
        Supervisor(sys.argv[1]).run()
    except Ended:
        say("OKR Plan has ended.")
        return 0
    except Failed as failure:
        say(f"OKR Plan cannot start: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
