"""Ways out of a chain that can no longer be kept: each is enough, and one day less is not."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from objectives.core.lead_ways import (
    ahead,
    earliest_deadline,
    fits,
    shorten_one,
    shorten_several,
    shortened,
    spare_days,
)
from objectives.core.leadtime import LeadStep, backwards
from objectives.core.vocabulary import DurationUnit
from tests.core.test_leadtime import BLACK_FRIDAY, CHINA, GERMANY, started

NEEDED = date(2026, 9, 15)
A_DAY_LATE = date(2026, 5, 9)


def chains(count, seed):
    """Chains of random steps, some of them started, each on a day on which it can no longer be kept."""
    draw = random.Random(seed)
    made = []
    while len(made) < count:
        steps = tuple(
            LeadStep(
                index,
                draw.randint(1, 30),
                draw.choice([CHINA, GERMANY]),
                draw.choice([DurationUnit.WORKING, DurationUnit.WORKING, DurationUnit.ELAPSED]),
                is_buffer=draw.random() < 0.2,
            )
            for index in range(draw.randint(1, 7))
        )
        deadline = date(2026, 1, 1) + timedelta(days=draw.randint(0, 364))
        today = backwards(steps, deadline, date(2024, 6, 1)).latest_start + timedelta(days=draw.randint(0, 60))
        if draw.random() < 0.4:
            steps = (replace(steps[0], actual_start=today - timedelta(days=draw.randint(0, 60))), *steps[1:])
        if not fits(steps, deadline, today):
            made.append((steps, deadline, today))
    return made


@pytest.mark.parametrize(("steps", "deadline", "today"), chains(60, seed=5))
def test_shortening_one_step_as_offered_is_enough_and_a_day_less_is_not(steps, deadline, today):
    for cut in shorten_one(steps, deadline, today):
        assert fits(shortened(steps, {cut.key: cut.left}), deadline, today)
        assert not fits(shortened(steps, {cut.key: cut.left + 1}), deadline, today)


@pytest.mark.parametrize(("steps", "deadline", "today"), chains(60, seed=6))
def test_no_step_that_alone_could_save_the_chain_is_forgotten(steps, deadline, today):
    offered = {cut.key for cut in shorten_one(steps, deadline, today)}
    for step in ahead(steps):
        could = any(fits(shortened(steps, {step.key: days}), deadline, today) for days in range(1, step.days))
        assert (step.key in offered) is (could and step.unit is DurationUnit.WORKING)


@pytest.mark.parametrize(("steps", "deadline", "today"), chains(60, seed=7))
def test_shortening_several_steps_as_offered_is_enough_and_any_day_less_is_not(steps, deadline, today):
    cuts = shorten_several(steps, deadline, today)
    left = {cut.key: cut.left for cut in cuts}
    if not cuts:
        least = {step.key: 1 for step in ahead(steps) if step.unit is DurationUnit.WORKING}
        assert not fits(shortened(steps, least), deadline, today)
        return
    assert fits(shortened(steps, left), deadline, today)
    for key in left:
        assert not fits(shortened(steps, {**left, key: left[key] + 1}), deadline, today)


@pytest.mark.parametrize(("steps", "deadline", "today"), chains(60, seed=8))
def test_the_later_deadline_is_the_first_one_that_can_be_kept(steps, deadline, today):
    later = earliest_deadline(steps, deadline, today)
    assert later is not None
    assert fits(steps, later, today)
    days = range(1, (later - deadline).days)
    assert not any(fits(steps, deadline + timedelta(days=number), today) for number in days)


def test_black_friday_stock_a_day_late_gives_up_a_day_of_work_before_it_spends_the_buffer():
    cuts = shorten_one(BLACK_FRIDAY, NEEDED, A_DAY_LATE)
    assert (cuts[0].key, cuts[0].days, cuts[0].left) == ("production", 1, 29)
    assert "sea" not in {cut.key for cut in cuts}
    with_buffer = [replace(step, is_buffer=step.key == "congestion buffer") for step in BLACK_FRIDAY]
    assert shorten_one(with_buffer, NEEDED, A_DAY_LATE)[-1].is_buffer


def test_a_chain_that_is_too_late_for_one_step_takes_days_from_the_longest_ones():
    today = date(2026, 6, 25)
    assert shorten_one(BLACK_FRIDAY, NEEDED, today) == ()
    cuts = shorten_several(BLACK_FRIDAY, NEEDED, today)
    assert max(cuts, key=lambda cut: cut.days).key == "production"
    assert max(cut.left for cut in cuts) - min(cut.left for cut in cuts) <= 1


def test_nothing_is_offered_where_even_one_day_a_step_is_too_long():
    assert shorten_several(BLACK_FRIDAY, NEEDED, date(2026, 9, 1)) == ()


def test_what_is_history_gives_nothing_up():
    steps = started(specification=date(2026, 5, 7), production=date(2026, 5, 29))
    assert {cut.key for cut in shorten_one(steps, NEEDED, date(2026, 6, 1))} <= {step.key for step in steps[2:]}


def test_a_chain_that_can_be_kept_says_how_many_working_days_there_are_to_spare():
    chain = backwards(BLACK_FRIDAY, NEEDED, date(2026, 5, 6))
    assert spare_days(chain, BLACK_FRIDAY, date(2026, 5, 6)) == 2
    assert spare_days(chain, BLACK_FRIDAY, date(2026, 5, 8)) == 0
    assert spare_days(chain, BLACK_FRIDAY, A_DAY_LATE) == 0


def test_a_chain_that_leaves_its_calendars_cannot_be_kept():
    assert not fits([LeadStep("long", 1000, CHINA)], date(2026, 1, 5), date(2025, 1, 1))
