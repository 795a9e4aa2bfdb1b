"""The processes that make the product run, and how to start, watch and end one.

The commands are those of docker-compose.yml. Each process leads a group of its own, so that it is ended together with
its children and a Ctrl-C in the terminal reaches the supervisor only.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from okrplan.leash import Leash

BASE_DIR = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, "manage.py"]
WEB = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "okrplan.wsgi:application"]
WORKER = [
    *(sys.executable, "-m", "celery", "-q", "-A", "okrplan", "worker"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
]
# No file of its process id: one left by a killed beat would keep the next from starting.
BEAT = [sys.executable, "-m", "celery", "-q", "-A", "okrplan", "beat", "--pidfile="]

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds before a process that ended is started again
STEADY = 30.0  # seconds after which a process counts as healthy again


@dataclass
class Managed:
    """A process that is meant to run: started, started again when it ends, and ended with all its children."""

    name: str
    command: Sequence[str]
    leash: Leash
    environment: Mapping[str, str] = field(default_factory=dict)
    log: Path | None = None  # None: the log goes where ours goes
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    again_at: float | None = None

    def start(self) -> None:
        """Starts the process in a group of its own, held by the leash."""
        output = self.log.open("ab") if self.log else None
        try:
            self.process = subprocess.Popen(
                self.command,
                cwd=BASE_DIR,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                process_group=0,
            )
        finally:
            if output:
                output.close()
        self.leash.hold(self.process.pid)
        self.started_at, self.again_at = monotonic(), None

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep_running(self) -> int | None:
        """Starts the process again, after a growing pause, when it has ended; its exit code when that is news."""
        if self.running():
            if monotonic() - self.started_at > STEADY:
                self.pause = FIRST_PAUSE
            return None
        if self.again_at is None:
            self.again_at = monotonic() + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
            self._kill_group()
            return self.process.returncode if self.process else None
        if monotonic() >= self.again_at:
            self.start()
        return None

    def ask_to_end(self) -> None:
        """Sends the polite signal to the process itself; its children are its own affair."""
        if self.running() and self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.send_signal(signal.SIGCONT)

    def end(self, seconds: float) -> None:
        """Ends the process and its children, by force after `seconds`."""
        self.ask_to_end()
        if self.process:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(max(seconds, 0))
            self._kill_group()
            self.process.wait()

    def _kill_group(self) -> None:
        """Kills what is left of the group: also children that outlived their parent."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.leash.release(self.process.pid)
