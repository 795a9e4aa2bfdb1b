"""My work: what a person owes today, one card each."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from objectives.actions import measures, objectives, tasks
from objectives.core.vocabulary import Direction, TaskState
from objectives.models import Task
from okrplan.people.models import User
from tests.builders import TODAY, measure_values

HTMX = {"HX-Request": "true"}
WORK = "/my-work/"


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def staff(client, cast, germany):
    client.force_login(cast.staff)
    return client


@pytest.fixture
def task(germany, cast):
    return tasks.make(
        objective=germany.objective,
        by=cast.manager,
        values={
            "title": "Hire the team",
            "title_other": "组建团队",
            "language": "en",
            "key_result": germany.key_results[0],
            "responsible": cast.staff,
            "accountable": cast.manager,
            "duration": 5,
        },
    )


def report(client, task, **data):
    return client.post(reverse("objectives:report_task", args=[task.pk]), data, headers=HTMX)


# --- measures -------------------------------------------------------------------------------------------------------


def test_a_week_after_the_last_check_in_every_measure_is_due_with_its_last_value_unit_and_day(staff, on_day):
    on_day(date(2026, 10, 27))
    page = text(staff.get(WORK))
    assert page.count("due today") == 4
    for said in (
        "GMV of the channel",
        'value="5,000"',
        "last EUR 5,000, Tue 20 Oct",
        "EUR <small>total so far</small>",
    ):
        assert said in page
    assert page.count("No change") == 4


def test_what_is_not_due_is_folded_and_says_when_it_will_be(staff):
    page = text(staff.get(WORK))
    assert "Nothing is due today." in page
    folded = page[page.index('id="later"') :]
    assert "4 more of yours, not due today" in folded
    assert "next check-in Tue 27 Oct" in folded


def test_the_longest_overdue_comes_first(staff, germany, cast, on_day):
    late = {"name": "Returns", "language": "en", "direction": "at_most", "target": D(5), "weight": 0, "rhythm": "daily"}
    measures.make(by=cast.manager, key_result=germany.key_results[1], values=late)
    on_day(date(2026, 10, 28))
    page = text(staff.get(WORK))
    assert "26 days overdue" in page
    assert page.index("Returns") < page.index("GMV of the channel")


def test_a_milestone_is_asked_about_from_a_week_before_its_day(staff, germany, cast, on_day):
    opened = {"name": "Shop opened", "language": "en", "direction": Direction.MILESTONE.value}
    made = measures.make(
        by=cast.manager, key_result=germany.key_results[0], values={**opened, "due_on": date(2026, 10, 31)}
    )
    measures.set_steps(measure=made, by=cast.manager, steps=[{"title": "Papers are in", "language": "en"}])
    assert "Shop opened" in text(staff.get(WORK)).partition('id="later"')[2]
    on_day(date(2026, 10, 24))
    due = text(staff.get(WORK)).partition('id="later"')[0]
    assert "Shop opened" in due
    assert "Papers are in" in due


def test_measures_without_an_owner_are_owed_by_the_owner_of_their_key_result_and_by_nobody_else(client, cast, germany):
    for who in (cast.colleague, cast.boss, cast.outsider):
        client.force_login(who)
        assert "GMV of the channel" not in text(client.get(WORK))


def test_a_draft_and_a_closed_objective_ask_for_nothing(client, cast, germany):
    objectives.close(objective=germany.objective, by=cast.manager)
    client.force_login(cast.staff)
    page = text(client.get(WORK))
    assert "You owe nothing" in page
    assert "change the number, save, done" in page


def test_signed_out_one_is_sent_to_the_sign_in_page(client, db):
    assert client.get(WORK).status_code == 302


def test_my_work_asks_as_many_queries_for_twenty_measures_as_for_two(client, cast, germany, task):
    def cost():
        client.force_login(User.objects.get(pk=cast.staff.pk))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(WORK).status_code == 200
        return len(asked)

    few = cost()
    case = {"name_en": "m", "name_zh": "m", "unit": "EUR", "direction": "increase", "accumulation": "sum", "target": 9}
    for _ in range(16):
        measures.make(by=cast.manager, key_result=germany.key_results[0], values=measure_values(case))
        tasks.make(objective=germany.objective, by=cast.manager, values={"title": "t", "responsible": cast.staff})
    assert cost() == few == 8  # session, person, standing (2), confirmed plans, measures, tasks, notices


def test_a_card_comes_again_to_check_in_once_more(staff, germany):
    gmv = germany.measures[0]
    page = text(staff.get(reverse("objectives:work_card", args=[gmv.pk]), headers=HTMX))
    assert 'value="5,000"' in page
    assert "<!doctype" not in page


# --- tasks ----------------------------------------------------------------------------------------------------------


def test_tasks_of_the_responsible_and_the_accountable_person_have_a_card(client, cast, task):
    for who in (cast.staff, cast.manager):
        client.force_login(who)
        assert "Hire the team" in text(client.get(WORK))
    assert "responsible Wang Min" in text(client.get(WORK))
    client.force_login(cast.colleague)
    assert "Hire the team" not in text(client.get(WORK))


def test_a_task_is_in_progress_with_a_percentage_and_then_done(staff, task):
    assert "Saved." in text(report(staff, task, state="doing", percent="40"))
    task.refresh_from_db()
    assert (task.state, task.percent, task.actual_start_on) == (TaskState.DOING, 40, TODAY)
    report(staff, task, state="done")
    task.refresh_from_db()
    assert (task.state, task.percent, task.actual_finish_on) == (TaskState.DONE, 100, TODAY)
    assert f'id="task_{task.pk}"' not in text(staff.get(WORK))


def test_a_blocked_task_says_what_blocks_it(staff, task):
    refused = report(staff, task, state="blocked", percent="10", blocked_reason=" ")
    assert refused.status_code == 400
    assert "Say what blocks the task." in text(refused)
    assert report(staff, task, state="blocked", blocked_reason="No candidates").status_code == 200
    assert Task.objects.get(pk=task.pk).blocked_reason == "No candidates"


@pytest.mark.parametrize("percent", ["a lot", "101", "-1", "NaN", "1e309"])
def test_a_bad_percentage_stays_in_its_field_and_nothing_is_stored(staff, task, percent):
    refused = report(staff, task, state="doing", percent=percent)
    assert refused.status_code == 400
    assert f'value="{percent}"' in text(refused)
    assert Task.objects.get(pk=task.pk).state == TaskState.TODO


def test_an_unknown_state_is_refused(staff, task):
    assert report(staff, task, state="finished").status_code == 400


def test_only_its_people_and_the_managers_say_how_a_task_stands(client, cast, task):
    for who, status in (
        ("colleague", 403),
        ("boss", 403),
        ("outsider", 404),
        ("french_manager", 404),
        ("manager", 200),
    ):
        client.force_login(getattr(cast, who))
        assert report(client, task, state="doing", percent="10").status_code == status, who


# --- notices --------------------------------------------------------------------------------------------------------


def test_what_the_person_was_told_stands_quietly_above_until_it_is_read(staff, task):
    assert "Chen Li made you responsible for “Hire the team”" in text(staff.get(WORK))
    staff.post(reverse("notices_read"))
    assert "made you responsible" not in text(staff.get(WORK))


def test_in_chinese_everything_on_the_page_is_chinese(staff, cast, task, on_day):
    User.objects.filter(pk=cast.staff.pk).update(language="zh-hans")
    on_day(date(2026, 10, 27))
    page = text(staff.get(WORK))
    for said in ("组建团队", "渠道GMV", "5000欧元"):
        assert said in page
