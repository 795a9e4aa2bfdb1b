"""What workers run: an id in, one action; safe to run twice."""

import structlog
from celery import shared_task

from objectives.actions import purging
from objectives.actions import recompute as recompute_actions
from objectives.actions.saving import RECOMPUTE
from objectives.queries import waiting
from okrplan import clock

log = structlog.get_logger(__name__)


@shared_task(name=RECOMPUTE)
def recompute(objective_id: int) -> None:
    """Compute one objective's figures. One that fails three times in a row is left alone until it changes."""
    try:
        recompute_actions.recompute(objective_id=objective_id, today=clock.today())
    except Exception:
        recompute_actions.quarantine(objective_id=objective_id)
        log.exception("recompute failed", objective=objective_id)
        raise


@shared_task(name="objectives.sweep")
def sweep() -> None:
    """Pick up what a lost message left behind, and everything when the day has changed.

    Computed here rather than sent again: a flushed or slow broker must not keep a number old.
    """
    today = clock.today()
    for objective_id in waiting.objectives_to_recompute(today):
        try:
            recompute_actions.recompute(objective_id=objective_id, today=today)
        except Exception:
            recompute_actions.quarantine(objective_id=objective_id)
            log.exception("recompute failed", objective=objective_id)


@shared_task(name="objectives.purge")
def purge() -> None:
    """Remove for good what was deleted longer ago than it can be brought back."""
    removed = purging.purge(now=clock.now())
    log.info("purged", rows=removed)
