"""Wakes a worker up for a row that waits: the one way by which actions start background work.

The caller never waits and never fails. A thread of this process sends the messages; while the broker is stopped,
refuses or hangs, they are dropped and nothing is tried for two seconds. The rows are the truth: what is lost here is
found by the next sweep.
"""

import logging
import os
import threading
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)

Message = tuple[str, tuple[int, ...]]

PAUSE = 2.0  # seconds without a try after the broker failed
MOST_WAITING = 10_000  # messages; beyond them the sweep is quicker


def enqueue(name: str, *ids: int) -> None:
    """Sends the task `name` with `ids` once the present transaction is committed; never raises, never waits."""
    transaction.on_commit(partial(_outbox.put, (name, ids)), robust=True)


class Outbox:
    """Messages on their way to the broker; equal ones that still wait are sent once."""

    def __init__(self) -> None:
        self._waiting: dict[Message, None] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._quiet_until = 0.0
        self._producer: Any = None

    def put(self, message: Message) -> None:
        """Hands `message` to the sending thread, unless the broker has just failed."""
        if monotonic() < self._quiet_until:
            return
        with self._changed:
            if len(self._waiting) < MOST_WAITING:
                self._waiting[message] = None
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
                self._thread.start()
            self._changed.notify()

    def resume(self) -> None:
        """Ends the quiet after a failure at once."""
        self._quiet_until = 0.0

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting:
                    self._changed.wait()
                message = next(iter(self._waiting))
                del self._waiting[message]
            try:
                self._deliver(message)
            except Exception as failure:  # whatever the broker does must not end this thread
                self._give_up(failure)

    def _deliver(self, message: Message) -> None:
        """A kept connection may have died with an earlier broker: then a new one is tried as well."""
        if self._producer is not None:
            with suppress(Exception):
                return self._send(message)
            self._hang_up()
        return self._send(message)

    def _send(self, message: Message) -> None:
        from okrplan.celery import app, impatient_connection

        if self._producer is None:
            self._producer = app.amqp.Producer(impatient_connection(), auto_declare=False)
        name, ids = message
        app.send_task(name, args=ids, producer=self._producer, retry=False)

    def _give_up(self, failure: Exception) -> None:
        """Closes the connection and keeps quiet for a while."""
        with self._changed:
            self._quiet_until = monotonic() + PAUSE
            self._waiting.clear()
        logger.warning("The broker does not answer, sweeps take over: %s", failure)
        self._hang_up()

    def _hang_up(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            producer.connection.collect()


_outbox = Outbox()


def resume() -> None:
    """Tries the broker again at once: for who knows that it is back."""
    _outbox.resume()


def _start_afresh() -> None:
    """A forked child has no sending thread, and must not share its parent's socket."""
    global _outbox
    _outbox = Outbox()


os.register_at_fork(after_in_child=_start_afresh)
