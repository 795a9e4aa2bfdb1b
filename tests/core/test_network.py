"""Links: what is refused, by name, and what a link on a summary stands for."""

import random
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core.network import LinkFacts, Network, NetworkRefused, TaskFacts, problems_of
from objectives.core.schedule import plan_backwards
from objectives.core.vocabulary import LinkRefusal, LinkType, TaskKind
from objectives.core.workdays import WorkCalendar

DAILY = WorkCalendar.every_day("daily", date(2020, 1, 1), date(2060, 12, 31))
CALENDARS = {"daily": DAILY}


def leaf(key, days=2, parent=None, **more):
    return TaskFacts(key, duration=days, calendar="daily", parent=parent, **more)


def summary(key, parent=None):
    return TaskFacts(key, TaskKind.SUMMARY, parent=parent)


PHASES = (
    summary("make"),
    leaf("cut", 3, "make"),
    leaf("sew", 5, "make"),
    summary("send", None),
    leaf("pack", 1, "send"),
    leaf("ship", 4, "send"),
    leaf("sell", 2),
)


def refusals(*links, tasks=PHASES):
    return [(problem.refusal, problem.cycle) for problem in problems_of(tasks, links)]


def scheduled(*links, tasks=PHASES):
    network = Network(tasks, links, CALENDARS)
    return plan_backwards(network, date(2026, 12, 31), date(2026, 1, 1), date(2026, 1, 1)).tasks


@pytest.mark.parametrize(
    ("link", "refusal"),
    [
        (LinkFacts("cut", "nobody"), LinkRefusal.UNKNOWN_TASK),
        (LinkFacts("cut", "cut"), LinkRefusal.ITSELF),
        (LinkFacts("make", "cut"), LinkRefusal.ANCESTOR),
        (LinkFacts("cut", "make"), LinkRefusal.ANCESTOR),
        (LinkFacts("cut", "sew", LinkType.SF, -1), LinkRefusal.START_FINISH_LEAD),
    ],
)
def test_a_link_that_makes_no_sense_is_refused_by_name(link, refusal):
    assert refusals(link) == [(refusal, ())]


def test_a_second_link_for_one_pair_is_refused():
    assert refusals(LinkFacts("cut", "sew"), LinkFacts("cut", "sew", LinkType.FF)) == [(LinkRefusal.TWICE, ())]


def test_a_cycle_is_refused_with_its_tasks_in_order():
    links = (LinkFacts("cut", "sew"), LinkFacts("sew", "sell"), LinkFacts("sell", "cut"), LinkFacts("sell", "pack"))
    ((refusal, cycle),) = refusals(*links)
    assert refusal is LinkRefusal.CYCLE
    start = cycle.index("cut")
    assert cycle[start:] + cycle[:start] == ("cut", "sew", "sell")


def test_two_tasks_that_wait_for_each_other_are_a_cycle_whatever_the_types():
    links = (LinkFacts("cut", "sew", LinkType.SS), LinkFacts("sew", "cut", LinkType.FF))
    ((refusal, cycle),) = refusals(*links)
    assert (refusal, set(cycle)) == (LinkRefusal.CYCLE, {"cut", "sew"})


def test_a_cycle_through_a_summary_is_found_in_its_leaves():
    links = (LinkFacts("make", "sell"), LinkFacts("sell", "sew"))
    (problem,) = problems_of(PHASES, links)
    assert (problem.refusal, set(problem.cycle)) == (LinkRefusal.CYCLE, {"sell", "sew"})
    assert problem.link in links


def test_a_refused_network_says_what_is_wrong():
    with pytest.raises(NetworkRefused, match="itself: cut → cut"):
        Network(PHASES, (LinkFacts("cut", "cut"),), CALENDARS)


@pytest.mark.parametrize(
    ("tasks", "links"),
    [
        ((TaskFacts("a", duration=1, calendar="moon"),), ()),
        ((leaf("a"), leaf("b")), (LinkFacts("a", "b", lag_calendar="moon"),)),
        ((leaf("a", -1),), ()),
        ((leaf("a", 1, buffer=-1),), ()),
        ((TaskFacts("a", TaskKind.MILESTONE, duration=1, calendar="daily"),), ()),
    ],
)
def test_a_task_that_cannot_be_laid_on_a_calendar_is_refused(tasks, links):
    with pytest.raises(ValueError, match=r"calendar|duration"):
        Network(tasks, links, CALENDARS)


def test_a_link_from_a_summary_waits_for_its_last_leaf():
    rows = scheduled(LinkFacts("make", "sell"))
    assert (rows["sell"].early_start, rows["sell"].early_finish) == (date(2026, 1, 6), date(2026, 1, 7))


def test_a_link_to_a_summary_holds_back_each_leaf():
    rows = scheduled(LinkFacts("sell", "send"))
    assert rows["pack"].early_start == rows["ship"].early_start == date(2026, 1, 3)


def test_a_link_to_or_from_a_summary_without_leaves_holds_nothing():
    rows = scheduled(LinkFacts("empty", "sell"), LinkFacts("cut", "empty"), tasks=(*PHASES, summary("empty")))
    assert rows["sell"].early_start == date(2026, 1, 1)


@given(st.sampled_from(LinkType), st.integers(0, 3))
def test_a_link_between_summaries_is_a_link_between_all_their_leaves(kind, lag):
    short = scheduled(LinkFacts("make", "send", kind, lag))
    long = scheduled(*(LinkFacts(a, b, kind, lag) for a in ("cut", "sew") for b in ("pack", "ship")))
    assert short == long


def test_ten_thousand_tasks_with_fifteen_thousand_links_are_planned_in_about_a_second():
    draw = random.Random(7)
    tasks = tuple(leaf(number, draw.randint(1, 3)) for number in range(10_000))
    pairs = {(one, one + draw.randint(1, 300)) for one in range(9_700) for _ in range(2)}
    links = tuple(LinkFacts(*pair, LinkType(draw.choice(list(LinkType)))) for pair in sorted(pairs)[:15_000])
    began = time.perf_counter()
    schedule = plan_backwards(Network(tasks, links, CALENDARS), date(2059, 1, 1), date(2026, 1, 1), date(2026, 1, 1))
    assert len(schedule.tasks) == 10_000
    assert time.perf_counter() - began < 3  # a quadratic pass would take minutes
