"""What the product told a person."""

from django.db.models import Q, QuerySet

from okrplan import clock
from okrplan.messages import actions
from okrplan.messages.models import Notice
from okrplan.people.models import User

SHOWN = 12


def latest(user: User) -> list[Notice]:
    """The newest notices of a person, newest first (one query)."""
    return list(Notice.objects.filter(user=user)[:SHOWN])


def waiting() -> QuerySet[Notice, int]:
    """Ids of notices that nobody sends at present, oldest first."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=clock.now() - actions.CLAIM_LASTS)
    rows = Notice.objects.filter(free, sent_at=None, tries__lt=actions.TRIES).order_by("made_at")
    return rows.values_list("pk", flat=True)
