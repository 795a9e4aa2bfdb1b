"""Background work: the Celery application of worker, beat and web.

Every task is safe to run twice and takes one id; what is to be done is a row. A lost message therefore costs a few
seconds until a sweep finds the row, never the work. The settings stand in `okrplan.settings` under `CELERY_`.
"""

import os
from logging.config import dictConfig
from pathlib import Path
from typing import Any

from celery import Celery, signals
from celery.app.amqp import AMQP
from celery.beat import Scheduler
from kombu import Connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "okrplan.settings")
# A worker needs no URLs and no views; Django's checks would load them all. `migrate` runs the checks.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")


class PromptConnection(Connection):
    """A connection that is sought again every second.

    By default the pause between two tries grows to 30 s, and numbers would stand still that long after the broker
    is back.
    """

    def ensure_connection(self, *args: Any, **kwargs: Any) -> Connection:
        return super().ensure_connection(
            *args, **{"interval_start": 1, "interval_step": 0, "interval_max": 1, **kwargs}
        )


class PromptAMQP(AMQP):
    Connection = PromptConnection


class LiveScheduler(Scheduler):
    """Beat without a file of last runs (its intervals are seconds); touches a file that a health check can look at."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        if path := os.environ.get("OKRPLAN_BEAT_ALIVE"):
            Path(path).touch()
        return super().tick(*args, **kwargs)


app = Celery("okrplan", amqp=PromptAMQP)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def impatient_connection() -> Connection:
    """A connection to the broker on which every step fails after half a second, without a second try."""
    patience = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 1}
    pauses = {"interval_start": 0, "interval_step": 0, "interval_max": 0}
    return app.connection_for_write(transport_options={**patience, **pauses})


@signals.setup_logging.connect
def _log_as_everything_else(**_kwargs: Any) -> None:
    """Celery would install its own handlers; the product's logs are one stream of JSON."""
    from django.conf import settings

    dictConfig(settings.LOGGING)


@signals.task_postrun.connect
def _drop_broken_connections(**_kwargs: Any) -> None:
    """Connections are kept from task to task, so one that the database server closed must not stay for good."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        if connection.errors_occurred:
            connection.close_if_unusable_or_obsolete()
