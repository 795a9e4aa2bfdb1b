"""Checking in on a phone: two taps, the new percentage at once, the objective's number without a reload."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from objectives.actions import tasks
from objectives.actions.recompute import recompute
from objectives.models import CheckIn
from tests.builders import TODAY, make_germany

PHONE = {"width": 390, "height": 844}
LAST_WEEK = date(2026, 10, 13)
RECOMPUTED = 20_000  # milliseconds; a calm page asks every 15 s


@pytest.fixture
def germany(worker, web, cast, on_day):
    """The German case whose check-ins of today are still owed: the channel stands at EUR 2,570 of 50,000."""
    on_day(LAST_WEEK)
    made = make_germany(cast, until=LAST_WEEK)
    on_day(TODAY)
    recompute(objective_id=made.objective.pk, today=TODAY)
    return made


@pytest.fixture
def phone(germany, visit, cast):
    page = visit(cast.staff, **PHONE)
    page.goto(reverse("objectives:my_work"))
    return page


@pytest.fixture
def card(phone, germany):
    """The card of the channel's GMV."""
    return phone.locator(f"#measure_{germany.measures[0].pk}")


def test_a_check_in_takes_two_taps_and_the_objectives_number_comes_without_a_reload(germany, phone, card, visit, cast):
    manager = visit(cast.manager)
    manager.goto(reverse("objectives:progress", args=[germany.objective.pk]))
    expect(manager.locator("#objective-figures")).to_contain_text("22.6%")

    card.get_by_label("GMV of the channel").click()
    phone.keyboard.type("0.5万")  # the old value was marked: typing replaces it
    card.get_by_role("button", name="Save").click()

    expect(card.locator("[data-progress]")).to_have_text("10%")
    expect(card).to_contain_text("“0.5万” is EUR 5,000, for today")
    expect(card.locator(".objective-now")).to_contain_text("25%", timeout=RECOMPUTED)
    expect(card.locator("[data-awaiting]")).to_have_count(0)
    for part in ("#objective-figures", "#progress"):
        expect(manager.locator(part)).to_contain_text("25%", timeout=RECOMPUTED)
    assert manager.watch.troubles == phone.watch.troubles == []


def test_no_change_is_one_tap_and_undo_brings_the_card_back(germany, phone, card):
    card.get_by_role("button", name="No change").click()
    expect(card).to_contain_text("No change: still EUR 2,570, today.")
    card.get_by_role("button", name="Undo").click()
    expect(card).to_contain_text("Taken back.")
    expect(card.get_by_label("GMV of the channel")).to_have_value("2,570")
    made = CheckIn.objects.get(measure=germany.measures[0], day=TODAY)
    assert made.retracted_at is not None
    assert phone.watch.troubles == []


def test_a_wrong_value_stays_in_its_field_with_a_sentence(card):
    card.get_by_label("GMV of the channel").fill("about five")
    card.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("Enter an ordinary number.")
    expect(card.get_by_label("GMV of the channel")).to_have_value("about five")


def test_on_the_progress_page_a_measure_opens_its_check_ins_and_one_is_corrected_in_place(germany, visit, cast):
    page = visit(cast.staff)
    page.goto(reverse("objectives:progress", args=[germany.objective.pk]))
    opened = page.locator(f"#check_ins_of_{germany.measures[0].pk}")
    opened.locator("summary").first.click()
    opened.get_by_role("link", name="Correct").first.click()
    opened.get_by_label("Correct value").fill("2,600")
    opened.get_by_role("button", name="Correct").click()
    expect(opened.locator("del")).to_have_text("EUR 2,570")
    expect(page.locator("#progress")).to_contain_text("EUR 2,600 of EUR 50,000", timeout=RECOMPUTED)
    assert page.watch.troubles == []


def test_a_task_says_what_its_state_needs_and_is_done_with_one_tap(germany, visit, cast):
    made = tasks.make(objective=germany.objective, by=cast.manager, values={"title": "Hire", "responsible": cast.staff})
    page = visit(cast.staff, **PHONE)
    page.goto(reverse("objectives:my_work"))
    task = page.locator(f"#task_{made.pk}")
    task.get_by_text("in progress").click()
    task.get_by_label("Done, in percent").first.fill("40")  # the slider
    expect(task.get_by_role("textbox")).to_have_value("40")
    task.get_by_role("button", name="Save").click()
    expect(task).to_contain_text("Saved.")
    with page.expect_response("**/my-work/tasks/*/"):
        task.get_by_text("done", exact=True).click()
    expect(task.get_by_role("radio", name="done")).to_be_checked()
    made.refresh_from_db()
    assert (made.state, made.percent) == ("done", 100)
    assert page.watch.troubles == []
