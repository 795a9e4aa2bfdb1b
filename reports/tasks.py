"""What workers run for reports: an id in, one action; safe to run twice."""

from celery import shared_task

from objectives.models import Ask
from reports.actions import submission
from reports.queries import waiting


@shared_task(name="reports.settle")
def settle(ask_id: int) -> None:
    """An ask has its answer: the report that carries it may be decided."""
    ask = Ask.objects.select_related("objective").filter(pk=ask_id).first()
    if ask is not None:
        submission.settle(ask=ask)


@shared_task(name="reports.sweep")
def sweep() -> None:
    """Pick up what a lost message left behind."""
    for ask_id in waiting.answered_asks():
        settle(ask_id)
