"""A broker that is away: pages and check-ins go on as if nothing were, and the numbers catch up once it is back."""

import http.client
import statistics
import time
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from objectives.core.assess import assess
from objectives.models import CheckIn, Objective
from objectives.queries import figures
from okrplan import clock
from tests import processes
from tests.builders import make_germany
from tests.cast import make_cast

POSTS = 60
CATCHING_UP = 10  # seconds after the broker's return
SLOWER = 1.5  # times the usual time
TOKEN = "t" * 32


class Person:
    """A signed-in person at the real web server, on one connection."""

    def __init__(self, web, user):
        self.connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=30)
        session = Client()
        session.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        cookies = {"sessionid": session.cookies["sessionid"].value, "csrftoken": TOKEN}
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def ask(self, method, address, **fields):
        self.connection.request(method, address, urlencode(fields), self.headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    def seconds_to_check_in(self, measure, value):
        started = time.perf_counter()
        assert self.ask("POST", reverse("objectives:check_in", args=[measure.pk]), value=value) == 302
        return time.perf_counter() - started


@pytest.fixture
def running(own_broker, transactional_db):
    """Broker, worker, beat and web, all real."""
    group = [processes.worker(), processes.beat(), processes.Web()]
    for one in group:
        one.start()
    yield group[-1]
    for one in group[::-1]:
        one.end()


def freeze(broker):
    broker.freeze()
    return broker.thaw


def kill(broker):
    broker.kill()
    return broker.start


def is_right(objective):
    """The stored completion is what the rules give for the rows as they are."""
    stored = Objective.objects.get(pk=objective.pk)
    if stored.dirty_since is not None:
        return False
    facts = figures.facts_of([objective])[objective.pk]
    return stored.completion == round(assess(facts, clock.today(), figures.bands()).completion, 8)


@pytest.mark.parametrize("take_away", [freeze, kill], ids=["hangs", "gone"])
def test_check_ins_go_on_at_their_usual_pace_and_numbers_catch_up_after_the_broker_s_return(
    running, own_broker, take_away
):
    cast = make_cast()
    germany = make_germany(cast)
    measure, person = germany.measures[0], Person(running, cast.staff)
    before = CheckIn.objects.count()
    values = iter(range(1, 1000))

    def check_in(times):
        return [person.seconds_to_check_in(measure, next(values)) for _ in range(times)]

    check_in(5)  # the web server's first requests load what it needs
    usual = check_in(POSTS)
    bring_back = take_away(own_broker)
    without = check_in(POSTS)
    assert sum(without) <= SLOWER * sum(usual)
    assert statistics.median(without) <= SLOWER * statistics.median(usual)
    assert person.ask("GET", reverse("objectives:check_ins", args=[measure.pk])) == 200
    assert CheckIn.objects.count() == before + 5 + 2 * POSTS
    assert not is_right(germany.objective)

    bring_back()
    processes.until(lambda: is_right(germany.objective), CATCHING_UP, "the number has caught up")


def test_where_no_broker_runs_a_worker_inside_the_web_process_keeps_the_numbers_right(transactional_db):
    web = processes.Web(REDIS_URL="memory://").start()
    try:
        cast = make_cast()
        germany = make_germany(cast)
        Person(web, cast.staff).seconds_to_check_in(germany.measures[0], 123)
        processes.until(lambda: is_right(germany.objective), CATCHING_UP, "the number is right")
    finally:
        web.end()
