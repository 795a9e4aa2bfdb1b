"""What background work waits for: the rows are the truth, messages only wake somebody up."""

from datetime import date, timedelta

from django.db.models import Q

from objectives.core.vocabulary import ObjectiveState
from objectives.models import Objective
from okrplan import clock

AT_ONCE = 500  # objectives a sweep; the next one goes on
PATIENCE = timedelta(seconds=2)  # a fresh mark has its own message on the way
TRIES = 3


def objectives_to_recompute(today: date) -> list[int]:
    """Keys of objectives marked some seconds ago, or last computed on another day; oldest marks first."""
    marked = Q(dirty_since__lt=clock.now() - PATIENCE)
    other_day = ~Q(state=ObjectiveState.CLOSED.value) & (Q(computed_on__isnull=True) | ~Q(computed_on=today))
    return list(
        Objective.objects.alive()
        .filter(marked | other_day, recompute_failures__lt=TRIES)
        .order_by("dirty_since", "pk")
        .values_list("pk", flat=True)[:AT_ONCE]
    )
