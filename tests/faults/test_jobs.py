"""Messages to workers: who saves never waits for the broker, and what the broker loses is no harm."""

import time

import redis
from django.conf import settings

from okrplan import jobs
from tests.processes import until

QUEUE = "celery"


def queue_length():
    with redis.Redis(unix_socket_path=str(settings.BROKER_SOCKET)) as client:
        return client.llen(QUEUE)


def seconds_for(count):
    started = time.perf_counter()
    for number in range(count):
        jobs._outbox.put(("objectives.recompute", (number,)))
    return time.perf_counter() - started


def test_a_message_is_with_the_broker_soon_after_it_was_handed_over(own_broker):
    seconds_for(3)
    until(lambda: queue_length() == 3, 3)


def test_the_same_message_is_sent_once_while_it_waits(own_broker):
    own_broker.freeze()
    for _ in range(200):
        jobs._outbox.put(("objectives.recompute", (7,)))
    own_broker.thaw()
    until(lambda: queue_length() > 0, 3)
    time.sleep(0.2)
    assert queue_length() <= 2  # one on its way when the others came, one for all of those


def test_a_broker_that_hangs_costs_the_sender_nothing(own_broker):
    own_broker.freeze()
    assert seconds_for(500) < 0.2


def test_a_broker_that_is_gone_costs_the_sender_nothing(own_broker):
    own_broker.kill()
    assert seconds_for(500) < 0.2


def test_messages_flow_again_within_seconds_of_the_broker_s_return(own_broker):
    own_broker.kill()
    seconds_for(1)
    own_broker.start()
    until(lambda: seconds_for(1) and queue_length() > 0, jobs.PAUSE + 1)


def test_messages_still_find_their_queue_after_the_broker_lost_everything(own_broker):
    seconds_for(1)
    until(lambda: queue_length() == 1, 3)
    with redis.Redis(unix_socket_path=str(settings.BROKER_SOCKET)) as client:
        client.flushall()
    seconds_for(1)
    until(lambda: queue_length() == 1, 3)


def test_nothing_is_sent_for_a_change_that_was_rolled_back(own_broker, transactional_db):
    from django.db import transaction

    class Undo(Exception):
        pass

    try:
        with transaction.atomic():
            jobs.enqueue("objectives.recompute", 1)
            raise Undo
    except Undo:
        jobs.enqueue("objectives.recompute", 2)
    until(lambda: queue_length() == 1, 3)
    time.sleep(0.2)
    assert queue_length() == 1
