"""Ends the processes of a supervisor that died without ending them itself (kill -9, out of memory).

Run as a process of its own. Reads lines "+<process group>" and "-<process group>"; when its input ends, the writer is
gone, and every group still held is killed. Needs nothing but the standard library, works on Linux and macOS alike,
and also reaches the children of the children.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TextIO


class Leash:
    """The writer's end: holds process groups and lets them go."""

    def __init__(self) -> None:
        # A session of its own: what ends the supervisor's group must not end this process too.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__], stdin=subprocess.PIPE, text=True, start_new_session=True
        )

    def hold(self, group: int) -> None:
        """From now on `group` dies with this process."""
        self._tell(f"+{group}")

    def release(self, group: int) -> None:
        """The processes of `group` have ended."""
        self._tell(f"-{group}")

    def close(self) -> None:
        """Ends the watching process and whatever is still held."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        assert self._process.stdin
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()


def watch(lines: TextIO) -> None:
    """Follows `lines` to their end, then kills the groups that are held."""
    held: set[int] = set()
    for line in lines:
        change = held.add if line.startswith("+") else held.discard
        change(int(line[1:]))
    for group in held:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    watch(sys.stdin)
