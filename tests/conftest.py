"""What every test can ask for. Tasks never run inside a test's own process: who needs them asks for `worker`."""

from datetime import datetime, time

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from django.utils import timezone, translation

from objectives.actions.recompute import recompute
from okrplan import clock, jobs, triggers
from tests import processes
from tests.builders import TODAY, make_germany
from tests.cast import make_cast

_empty_tables = TransactionTestCase._fixture_teardown


def _empty_tables_without_triggers(case):
    """Append-only tables refuse to be emptied; the migrations' own signal installs the triggers again."""
    triggers.remove()
    _empty_tables(case)


TransactionTestCase._fixture_teardown = _empty_tables_without_triggers


@pytest.fixture(autouse=True)
def _own_language():
    """A request leaves its reader's language and time zone behind; the next test begins without."""
    yield
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(scope="session")
def broker():
    """A real broker: the bundled one, or with REDIS_URL a database of that Redis, emptied of Celery's keys."""
    if not settings.EMBEDDED_BROKER:
        _forget_messages()
        yield None
        _forget_messages()
        return
    running = processes.bundled_broker().start()
    yield running
    running.end()


@pytest.fixture(scope="session")
def _worker_process(broker, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        running = processes.worker()
    yield running.start()
    running.end()


@pytest.fixture
def worker(transactional_db, _worker_process):
    """A real worker on the test's database. Results arrive when they arrive: wait with `processes.until`."""
    jobs.resume()
    return _worker_process


def _forget_messages():
    import redis

    client = redis.Redis.from_url(settings.REDIS_URL)
    for key in ("celery", "unacked", "unacked_index", "unacked_mutex", "_kombu.binding.celery"):
        client.delete(key)


@pytest.fixture(autouse=True)
def _in_english():
    """A page read in Chinese leaves its language behind in the process; every test starts in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def on_day(monkeypatch):
    """Sets the day the product believes it is: `on_day(date(2026, 10, 20))`; stamps fall at noon of that day."""

    def set_day(day):
        monkeypatch.setattr(clock, "today", lambda zone=None: day)
        noon = timezone.make_aware(datetime.combine(day, time(12)))
        monkeypatch.setattr(clock, "now", lambda: noon)
        return day

    return set_day


@pytest.fixture
def cast(db):
    """The company of `tests.cast`."""
    return make_cast()


@pytest.fixture
def germany(cast, on_day):
    """The German case on 20 October 2026, computed."""
    on_day(TODAY)
    made = make_germany(cast)
    recompute(objective_id=made.objective.pk, today=TODAY)
    made.objective.refresh_from_db()
    return made
