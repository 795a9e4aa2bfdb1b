"""Every message once, in its receiver's language, whatever happens to queue and mail server."""

from datetime import timedelta

import pytest
from django.core import mail

from okrplan import clock
from okrplan.messages import actions, queries, tasks
from okrplan.messages.models import Notice, NoticeKind
from tests.people.test_people import signed_in

FACTS = {"task": "Hire three editors", "task_other": "招三名剪辑", "language": "en", "by": "Chen Li"}


def tell(user, key="task 1"):
    return actions.notify(user=user, kind=NoticeKind.TASK_ASSIGNED, facts=FACTS, url="/work/", key=key)


@pytest.fixture
def broken_mail(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr(tasks, "send_mail", refuse)


def test_the_same_key_tells_once(cast):
    assert tell(cast.staff) == tell(cast.staff)
    assert Notice.objects.count() == 1


def test_sending_twice_sends_one_mail(cast):
    notice = tell(cast.staff)
    tasks.deliver(notice.pk)
    tasks.deliver(notice.pk)
    tasks.deliver()
    assert [one.to for one in mail.outbox] == [[cast.staff.email]]


def test_of_two_workers_only_one_gets_the_notice(cast):
    notice = tell(cast.staff)
    assert actions.claim(pk=notice.pk) is not None
    assert actions.claim(pk=notice.pk) is None


def test_a_worker_that_died_with_a_notice_in_hand_does_not_lose_it(cast):
    notice = tell(cast.staff)
    actions.claim(pk=notice.pk)
    tasks.deliver()
    assert not mail.outbox
    Notice.objects.update(claimed_at=clock.now() - actions.CLAIM_LASTS - timedelta(seconds=1))
    tasks.deliver()
    assert len(mail.outbox) == 1


def test_the_sweep_finds_what_the_queue_lost_and_gives_up_after_three_tries(cast, broken_mail):
    tell(cast.staff)
    for _ in range(5):
        tasks.deliver()
    notice = Notice.objects.get()
    assert (notice.tries, notice.sent_at, notice.error) == (3, None, "no mail server")
    assert not queries.waiting()


def test_a_failed_mail_does_not_keep_the_others_waiting(cast, monkeypatch):
    tell(cast.staff)
    tell(cast.colleague)
    send = tasks.send_mail

    def fail_for_staff(subject, body, sender, to):
        if to == [cast.staff.email]:
            raise TimeoutError
        return send(subject, body, sender, to)

    monkeypatch.setattr(tasks, "send_mail", fail_for_staff)
    tasks.deliver()
    assert [one.to for one in mail.outbox] == [[cast.colleague.email]]


def test_the_mail_speaks_its_receivers_language_and_names_the_page(cast, settings):
    settings.PUBLIC_URL = "https://okr.example.com"
    cast.staff.language = "zh-hans"
    cast.staff.save()
    tasks.deliver(tell(cast.staff).pk)
    assert "招三名剪辑" in mail.outbox[0].subject
    assert "https://okr.example.com/work/" in mail.outbox[0].body


def test_the_news_answer_304_until_something_is_new(cast):
    client = signed_in(cast.staff)
    first = client.get("/notices/", headers={"HX-Request": "true"})
    again = {"HX-Request": "true", "If-None-Match": first["ETag"]}
    assert client.get("/notices/", headers=again).status_code == 304
    tell(cast.staff)
    fresh = client.get("/notices/", headers=again)
    assert fresh.status_code == 200
    assert "Hire three editors" in fresh.content.decode()
    assert "<html" not in fresh.content.decode()


def test_reading_marks_only_ones_own(cast):
    tell(cast.staff)
    tell(cast.colleague)
    signed_in(cast.staff).post("/notices/read/")
    assert list(Notice.objects.filter(read_at=None).values_list("user", flat=True)) == [cast.colleague.pk]
