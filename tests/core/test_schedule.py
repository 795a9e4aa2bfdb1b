"""Schedules: published networks, buffers, work under way, and agreement with counting day by day."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from objectives.calendars import working_calendar
from objectives.core.network import LinkFacts, Network, TaskFacts
from objectives.core.passes import backward, forward
from objectives.core.schedule import buffer_state, plan_backwards, plan_forwards
from objectives.core.vocabulary import BufferState, DurationUnit, LinkType, PlanVerdict, TaskKind
from objectives.core.workdays import OutsideCalendar, WorkCalendar

DATA = Path(__file__).parents[1] / "data"
BACKWARD = json.loads((DATA / "schedules.json").read_text())["nets"]
FOUR_TYPES = json.loads((DATA / "link_types.json").read_text())["nets"]
CALENDARS = {
    "CN": working_calendar("CN", first_year=2024, last_year=2028),
    "DE": working_calendar("DE", "NW", first_year=2024, last_year=2028),
    "ELAPSED": WorkCalendar.every_day("ELAPSED", date(2024, 1, 1), date(2028, 12, 31)),
}
MONDAY = date(2026, 3, 2)  # no holiday in Germany for a month


def on(day):
    """A day in March 2026."""
    return date(2026, 3, day)


def task(key, days, calendar="DE", **more):
    kind = TaskKind.TASK if days else TaskKind.MILESTONE
    return TaskFacts(key, kind, duration=days, calendar=calendar, **more)


def summary(key, parent=None):
    return TaskFacts(key, TaskKind.SUMMARY, parent=parent)


def chain_of(*tasks):
    links = [LinkFacts(one.key, other.key) for one, other in pairwise(tasks)]
    return Network(tasks, tuple(links), CALENDARS)


def backwards_from(network, deadline, plan_start=MONDAY, today=MONDAY):
    return plan_backwards(network, deadline, plan_start, today)


def latest(schedule, key):
    return schedule.tasks[key].latest_start, schedule.tasks[key].latest_finish


@pytest.mark.parametrize("net", BACKWARD, ids=lambda net: f"{net['kind']} {net['deadline_last_day']}")
def test_published_networks_plan_backwards_to_their_expected_days(net):
    network = Network(
        tuple(task(key, row["days"], row["calendar"]) for key, row in net["tasks"].items()),
        tuple(LinkFacts(one, other, LinkType.FS, lag, net["lag_calendar"]) for one, other, lag in net["links_fs"]),
        CALENDARS,
    )
    schedule = backwards_from(network, date.fromisoformat(net["deadline_last_day"]), date(2024, 1, 2), date(2024, 1, 2))
    for key, days in net["expected"].items():
        row = schedule.tasks[key]
        assert str(row.latest_finish) == days["finish"], key
        assert days["start"] in (None, str(row.latest_start)), key


@pytest.mark.parametrize("net", FOUR_TYPES, ids=lambda net: f"{net['kind']} {net['start']}")
def test_published_networks_with_all_four_link_types_give_their_expected_days(net):
    network = Network(
        tuple(task(number, days, "CN") for number, days in enumerate(net["durations"])),
        tuple(LinkFacts(one, other, LinkType(kind), lag) for one, other, kind, lag in net["links"]),
        CALENDARS,
    )
    start = date.fromisoformat(net["start"])
    rows = plan_forwards(network, start, start).tasks.values()
    assert [
        [str(row.early_start), str(row.early_finish), str(row.latest_start), str(row.latest_finish)] for row in rows
    ] == net["expected_dates"]


@pytest.mark.parametrize("net", FOUR_TYPES, ids=lambda net: f"{net['kind']} {net['start']}")
def test_slack_of_published_networks_is_the_distance_of_their_working_days(net):
    network = Network(
        tuple(task(number, days, "CN") for number, days in enumerate(net["durations"])),
        tuple(LinkFacts(one, other, LinkType(kind), lag) for one, other, kind, lag in net["links"]),
        CALENDARS,
    )
    start = date.fromisoformat(net["start"])
    rows = plan_forwards(network, start, start).tasks.values()
    assert [row.slack for row in rows] == [late - early for early, _, late, _ in net["expected_wd"]]
    assert [row.critical for row in rows] == [late == early for early, _, late, _ in net["expected_wd"]]


def test_a_plan_with_room_fits_and_its_least_slack_is_critical():
    schedule = backwards_from(chain_of(task("a", 5), task("b", 3), task("c", 2, finish_by=on(31))), on(17))
    assert schedule.verdict is PlanVerdict.FITS
    assert (schedule.least_slack, schedule.late_by, schedule.chain) == (2, 0, ())
    assert all(row.critical for row in schedule.tasks.values())
    assert latest(schedule, "a") == (on(4), on(10))


def test_a_buffer_is_planned_at_the_end_of_its_task_and_is_not_slack():
    schedule = backwards_from(chain_of(task("a", 5, buffer=3), task("b", 2)), on(13))
    row = schedule.tasks["a"]
    assert (row.latest_start, row.planned_finish, row.latest_finish) == (on(2), on(6), on(11))
    assert (row.slack, schedule.tasks["b"].slack) == (0, 0)
    assert schedule.verdict is PlanVerdict.FITS


def test_a_milestone_with_a_buffer_is_planned_that_much_earlier():
    schedule = backwards_from(chain_of(task("a", 2), task("stock", 0, buffer=5)), on(20))
    row = schedule.tasks["stock"]
    assert (row.planned_finish, row.latest_finish) == (on(13), on(20))
    assert latest(schedule, "a") == (on(12), on(13))


def test_a_plan_that_starts_late_can_keep_its_deadline_by_spending_buffer():
    network = chain_of(task("a", 5, buffer=3), task("b", 2))
    schedule = backwards_from(network, on(13), today=on(4))
    assert schedule.verdict is PlanVerdict.SPENDS_BUFFER
    assert (schedule.late_by, schedule.buffer_spent, schedule.least_slack) == (2, 2, -2)
    assert schedule.chain == ("a", "b")
    assert schedule.tasks["a"].buffer_used == 2
    assert schedule.earliest_finish == on(12)


def test_a_plan_that_is_late_even_without_buffers_names_its_earliest_finish_and_its_chain():
    network = Network(
        (task("a", 5, buffer=1), task("b", 5), task("aside", 1), task("end", 0)),
        (LinkFacts("a", "b"), LinkFacts("b", "end"), LinkFacts("aside", "end")),
        CALENDARS,
    )
    schedule = backwards_from(network, on(11))
    assert schedule.verdict is PlanVerdict.IMPOSSIBLE
    assert schedule.earliest_finish == on(13)
    assert (schedule.late_by, schedule.buffer_spent) == (3, 0)
    assert schedule.chain == ("a", "b", "end")
    assert not schedule.tasks["aside"].critical


def test_no_work_is_planned_before_the_start_of_the_plan_and_what_was_moved_is_named():
    schedule = backwards_from(chain_of(task("a", 5), task("b", 5)), on(11))
    row = schedule.tasks["a"]
    assert row.latest_start == date(2026, 2, 26)
    assert (row.planned_start, row.planned_finish) == (on(2), on(6))
    assert schedule.clamped == ("a",)


def test_a_task_with_its_own_last_day_is_planned_before_it():
    schedule = backwards_from(chain_of(task("a", 2, finish_by=on(10)), task("b", 2)), on(31))
    assert latest(schedule, "a") == (on(9), on(10))
    assert schedule.tasks["b"].latest_finish == on(31)


def test_a_task_with_its_own_last_day_makes_the_plan_late_on_its_own():
    schedule = backwards_from(chain_of(task("a", 5, finish_by=on(4)), task("b", 2)), on(31))
    assert (schedule.verdict, schedule.late_by, schedule.chain) == (PlanVerdict.IMPOSSIBLE, 2, ("a",))


def test_a_task_with_a_first_day_does_not_start_before_it():
    schedule = plan_forwards(chain_of(task("a", 2, not_before=on(5)), task("b", 2)), MONDAY, MONDAY)
    assert schedule.tasks["a"].early_start == on(5)
    assert schedule.tasks["b"].early_start == on(9)


def test_a_milestone_not_before_a_day_is_shown_on_that_day():
    schedule = plan_forwards(chain_of(task("fair", 0, not_before=on(9)), task("b", 1)), MONDAY, MONDAY)
    assert schedule.tasks["fair"].early_finish == on(9)
    assert schedule.tasks["b"].early_start == on(10)


def test_an_arrival_on_a_sunday_is_shown_on_that_sunday():
    sea = task("sea", 7, unit=DurationUnit.ELAPSED)
    schedule = plan_forwards(chain_of(sea, task("arrived", 0), task("unload", 1)), MONDAY, MONDAY)
    assert schedule.tasks["arrived"].early_finish == on(8)
    assert schedule.tasks["unload"].early_start == on(9)


def test_a_milestone_before_monday_is_shown_on_friday():
    schedule = backwards_from(chain_of(task("a", 1), task("ready", 0), task("b", 5)), on(13))
    assert schedule.tasks["ready"].latest_finish == on(6)


def test_a_milestone_is_never_shown_before_the_start_of_the_plan():
    schedule = plan_forwards(chain_of(task("kick-off", 0), task("a", 1)), MONDAY, MONDAY)
    row = schedule.tasks["kick-off"]
    assert (row.early_start, row.early_finish) == (MONDAY, MONDAY)


def test_a_done_task_keeps_its_days_and_gives_its_buffer_back():
    done = task("a", 5, buffer=5, actual_start=on(2), actual_finish=on(4))
    schedule = backwards_from(chain_of(done, task("b", 2)), on(20), today=on(5))
    row = schedule.tasks["a"]
    assert (row.early_start, row.early_finish, row.slack) == (on(2), on(4), None)
    assert not row.critical
    assert schedule.tasks["b"].early_start == on(5)


def test_a_running_task_goes_on_with_its_remaining_days_from_today():
    running = task("a", 5, actual_start=on(2), remaining=4)
    schedule = backwards_from(chain_of(running, task("b", 2)), on(13), today=on(5))
    row = schedule.tasks["a"]
    assert (row.early_start, row.early_finish) == (on(2), on(10))
    assert (schedule.tasks["b"].early_start, schedule.least_slack) == (on(11), 1)


@pytest.mark.parametrize(("today", "finish"), [(on(4), on(6)), (on(13), on(13))])
def test_a_running_task_without_remaining_days_has_what_is_left_of_its_duration(today, finish):
    schedule = backwards_from(chain_of(task("a", 5, actual_start=on(2))), on(27), today=today)
    assert schedule.tasks["a"].early_finish == finish


def test_a_task_that_started_before_what_it_depends_on_holds_nothing_up():
    network = chain_of(task("a", 5), task("b", 10, actual_start=on(2)))
    schedule = backwards_from(network, on(31), today=on(4))
    assert schedule.tasks["a"].latest_finish == on(31)
    assert schedule.tasks["b"].early_finish == on(13)


def test_a_finished_plan_that_was_late_says_so():
    done = task("a", 2, actual_start=on(2), actual_finish=on(10))
    schedule = backwards_from(chain_of(done), on(9), today=on(20))
    assert (schedule.verdict, schedule.late_by, schedule.least_slack) == (PlanVerdict.IMPOSSIBLE, 1, None)


def test_a_summary_spans_its_leaves_and_shows_their_least_slack():
    network = Network(
        (
            summary("all"),
            summary("part", "all"),
            task("a", 2, parent="part"),
            task("b", 3, parent="all"),
            summary("no"),
        ),
        (LinkFacts("a", "b"),),
        CALENDARS,
    )
    schedule = backwards_from(network, on(13))
    assert latest(schedule, "all") == (on(9), on(13))
    assert latest(schedule, "part") == (on(9), on(10))
    assert schedule.tasks["all"].slack == 5
    assert "no" not in schedule.tasks


@pytest.mark.parametrize(("buffer", "thin"), [(9, True), (10, False)])
def test_a_key_task_with_less_than_two_weeks_of_buffer_is_named(buffer, thin):
    schedule = backwards_from(chain_of(task("stock", 0, buffer=buffer, is_key=True), task("b", 1)), on(31))
    assert (schedule.thin_buffers == ("stock",)) is thin
    assert not backwards_from(chain_of(task("other", 1)), on(31)).thin_buffers


@pytest.mark.parametrize(
    ("used", "buffer", "state"),
    [
        (0, 9, BufferState.GREEN),
        (2, 9, BufferState.GREEN),
        (3, 9, BufferState.AMBER),
        (5, 9, BufferState.AMBER),
        (6, 9, BufferState.RED),
        (12, 9, BufferState.RED),
        (0, 0, None),
    ],
)
def test_a_buffer_is_green_under_a_third_and_amber_under_two(used, buffer, state):
    assert buffer_state(used, buffer) is state


def test_a_plan_that_touches_an_unannounced_chinese_year_is_provisional():
    network = chain_of(task("a", 5, "CN"), task("b", 5, "DE"))
    assert backwards_from(network, date(2027, 3, 1)).provisional
    assert not backwards_from(network, date(2026, 5, 1)).provisional


def test_planning_forwards_plans_the_early_days():
    row = plan_forwards(chain_of(task("a", 5, buffer=2)), MONDAY, MONDAY, on(31)).tasks["a"]
    assert (row.planned_start, row.planned_finish, row.early_finish, row.latest_finish) == (
        on(2),
        on(6),
        on(10),
        on(31),
    )


def test_a_plan_without_tasks_or_beyond_its_calendars_is_refused():
    with pytest.raises(ValueError, match="at least one task"):
        backwards_from(Network((summary("s"),), (), CALENDARS), on(31))
    with pytest.raises(OutsideCalendar):
        backwards_from(chain_of(task("a", 5)), date(2040, 1, 1))


# Agreement with an oracle that knows no tables: spans are tried day by day until every link holds.

FIRST = date(2026, 1, 1)
LOW, HIGH = FIRST.toordinal(), FIRST.toordinal() + 400
ORIGIN, LIMIT = LOW + 150, LOW + 250


@st.composite
def calendars(draw):
    """A week with drawn rest days and some holidays."""
    rest = draw(st.sets(st.integers(0, 6), max_size=3))
    holidays = draw(st.sets(st.integers(130, 270), max_size=25))
    days = [FIRST + timedelta(days=n) for n in range(400) if n % 7 not in rest and n not in holidays]
    return WorkCalendar.working("drawn", FIRST, FIRST + timedelta(days=400), days)


@st.composite
def networks(draw):
    names = ["x", "y"]
    drawn = {name: replace(draw(calendars()), code=name) for name in names}
    size = draw(st.integers(1, 6))
    tasks = []
    for number in range(size):
        days = draw(st.integers(0, 6))
        unit = draw(st.sampled_from(DurationUnit)) if days else DurationUnit.WORKING
        buffer = draw(st.integers(0, 3)) if days and unit is DurationUnit.WORKING else 0
        tasks.append(task(number, days, draw(st.sampled_from(names)), unit=unit, buffer=buffer))
    pairs = [(one, other) for other in range(size) for one in range(other)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else []
    links = []
    for one, other in chosen:
        kind = draw(st.sampled_from(LinkType))
        lag = draw(st.integers(0 if kind is LinkType.SF else -3, 3))
        unit = draw(st.sampled_from(DurationUnit))
        links.append(LinkFacts(one, other, kind, lag, draw(st.sampled_from([None, *names])), unit))
    return Network(tuple(tasks), tuple(links), drawn)


def worked(calendar, start, end):
    return sum(1 for day in range(start, end) if calendar.works(date.fromordinal(day)))


def spans(network, row):
    """Every (start, end) that a task may take."""
    calendar = network.calendars[row.calendar]
    if not row.duration:
        return [(day, day) for day in range(LOW + 60, HIGH - 60)]
    if row.unit is DurationUnit.ELAPSED:
        return [(day, day + row.duration) for day in range(LOW + 60, HIGH - 60)]
    days = [day for day in range(LOW + 60, HIGH - 30) if calendar.works(date.fromordinal(day))]
    total = row.duration + row.buffer
    return [(days[n], days[n + total - 1] + 1) for n in range(len(days) - total)]


def holds(network, link, before, after):
    x = before[1] if link.type in (LinkType.FS, LinkType.FF) else before[0]
    y = after[1] if link.type in (LinkType.FF, LinkType.SF) else after[0]
    if link.lag == 0 or link.lag_unit is DurationUnit.ELAPSED:
        return y - x >= link.lag
    calendar = network.calendars[link.lag_calendar or network.tasks[link.successor].calendar]
    return worked(calendar, x, y) >= link.lag if link.lag > 0 else worked(calendar, y, x) <= -link.lag


def settled(network, choices, mover):
    """Each task's first choice for which all links hold: a link that does not hold moves one of its ends on."""
    at = [0] * len(choices)
    moved = True
    while moved:
        moved = False
        for link in network.links:
            while not holds(network, link, *(choices[key][at[key]] for key in (link.predecessor, link.successor))):
                at[mover(link)] += 1
                moved = True
    return [choices[number][index] for number, index in enumerate(at)]


@settings(max_examples=150, deadline=None)
@given(networks())
def test_early_instants_agree_with_trying_day_by_day(network):
    choices = [[span for span in spans(network, row) if span[0] >= ORIGIN] for row in network.tasks]
    times = forward(network.graph, network.calendars, ORIGIN, ORIGIN)
    assert list(zip(times.starts, times.ends, strict=True)) == settled(network, choices, lambda link: link.successor)


@settings(max_examples=150, deadline=None)
@given(networks())
def test_late_instants_agree_with_trying_day_by_day(network):
    choices = [[span for span in spans(network, row)[::-1] if span[1] <= LIMIT] for row in network.tasks]
    times = backward(network.graph, network.calendars, LIMIT)
    assert list(zip(times.starts, times.ends, strict=True)) == settled(network, choices, lambda link: link.predecessor)


@settings(max_examples=100, deadline=None)
@given(networks())
def test_a_deadline_at_the_earliest_finish_fits_and_one_day_less_does_not(network):
    start = date.fromordinal(ORIGIN)
    schedule = plan_forwards(network, start, start)
    assert schedule.verdict is PlanVerdict.FITS
    assert schedule.least_slack is not None
    assert schedule.least_slack >= 0
    finish = max(forward(network.graph, network.calendars, ORIGIN, ORIGIN).ends)
    earlier = plan_backwards(network, date.fromordinal(finish - 2), start, start)
    assert earlier.verdict is not PlanVerdict.FITS or _ends_in_rest(network, finish)


def _ends_in_rest(network, finish):
    """Whether a milestone's instant may follow a day of rest, so that a day less changes nothing."""
    last = date.fromordinal(finish - 1)
    return any(not row.duration and not network.calendars[row.calendar].works(last) for row in network.tasks)
