"""Sending notices by e-mail. Safe to run twice: a notice is claimed by one conditional update and sent once."""

import logging

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail

from okrplan.messages import actions, queries, words
from okrplan.messages.models import Notice

logger = logging.getLogger(__name__)


@shared_task(name="notices.deliver")
def deliver(pk: int | None = None) -> None:
    """Send one notice, or (as the sweep) every one that waits."""
    for one in [pk] if pk is not None else list(queries.waiting()):
        notice = actions.claim(pk=one)
        if notice is not None:
            _send(notice)


def _send(notice: Notice) -> None:
    """One try. Whoever has no address, or was deactivated, reads it in the product or not at all."""
    try:
        if notice.user.email and notice.user.is_active:
            subject, body = words.mail(notice, settings.PUBLIC_URL)
            send_mail(subject, body, None, [notice.user.email])
    except Exception as error:
        # Mail servers fail in many ways; each is one used try and a line of the log, never a dead sweep.
        logger.warning("Notice %s could not be sent: %s", notice.pk, error)
        actions.failed(notice=notice, error=str(error))
    else:
        actions.sent(notice=notice)
