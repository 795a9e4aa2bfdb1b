"""Worker and beat as threads of the web process, for machines on which the bundled broker does not run.

With REDIS_URL=memory:// messages never leave the process, so there is one web process only and a task shares its
processor time and has no time limit. Right for a trial; a Redis is right for more.
"""

import threading

from celery.beat import EmbeddedService
from celery.worker import WorkController

from okrplan.celery import LiveScheduler, app


def start() -> None:
    """Starts both threads; they end with the process."""
    worker = WorkController(
        app=app, pool_cls="solo", concurrency=1, without_gossip=True, without_mingle=True, without_heartbeat=True
    )
    threading.Thread(target=worker.start, name="worker", daemon=True).start()
    EmbeddedService(app, thread=True, scheduler_cls=LiveScheduler).start()
