"""Writing notices. The row is the message: what is not sent yet is found by the sweep, whatever the queue lost."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from okrplan import clock, jobs
from okrplan.messages.models import Notice, NoticeKind
from okrplan.people.models import User

TRIES = 3
CLAIM_LASTS = timedelta(minutes=5)  # longer than the time limit of a task
ERROR_LENGTH = 300


@transaction.atomic
def notify(*, user: User, kind: NoticeKind, facts: dict[str, Any], url: str, key: str) -> Notice:
    """Tell `user` something once: a second call with the same `key` changes nothing.

    `facts` are what the words of this kind are made of (see `words`), as JSON; `url` is a path in the product.
    """
    values = {"kind": kind.value, "facts": facts, "url": url, "made_at": clock.now()}
    notice, made = Notice.objects.get_or_create(user=user, key=key, defaults=values)
    if made:
        jobs.enqueue("notices.deliver", notice.pk)
    return notice


def claim(*, pk: int) -> Notice | None:
    """Take a notice for one try of sending, or None when another worker has it, it is sent, or its tries are used up.

    The conditional update lets exactly one of two workers through. A claim older than any task may run was left by a
    worker that died: then somebody else may try.
    """
    now = clock.now()
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
    waiting = Notice.objects.filter(free, pk=pk, sent_at=None, tries__lt=TRIES)
    if not waiting.update(claimed_at=now, tries=F("tries") + 1):
        return None
    return Notice.objects.select_related("user").get(pk=pk)


def sent(*, notice: Notice) -> None:
    """The message has left; nobody sends it again."""
    Notice.objects.filter(pk=notice.pk).update(sent_at=clock.now(), claimed_at=None, error="")


def failed(*, notice: Notice, error: str) -> None:
    """The try failed; the notice waits for the next sweep until its tries are used up."""
    Notice.objects.filter(pk=notice.pk).update(claimed_at=None, error=error[:ERROR_LENGTH])


def read(*, by: User, keys: Iterable[str]) -> None:
    """The person has seen what these notices say elsewhere."""
    Notice.objects.filter(user=by, key__in=keys, read_at=None).update(read_at=clock.now())


def read_all(*, by: User) -> None:
    """The person has seen what the product told them."""
    Notice.objects.filter(user=by, read_at=None).update(read_at=clock.now())
