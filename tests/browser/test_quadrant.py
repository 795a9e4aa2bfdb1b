"""The priority quadrant by hand: dragged by the pointer, moved by keys, saved by itself, undone, two people at once."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from objectives.actions import quadrant
from objectives.models import KeyResult
from tests.builders import TODAY, make_germany


@pytest.fixture
def germany(web, cast, on_day):
    """The German case; the channel's key result at 30/30, the other one not placed."""
    on_day(TODAY)
    made = make_germany(cast)
    quadrant.place(move=quadrant.Move(made.key_results[0], None, 30, 30), by=cast.manager)
    return made


@pytest.fixture
def page(germany, visit, cast):
    page = visit(cast.manager)
    page.goto(reverse("objectives:objective_quadrant", args=[germany.objective.pk]))
    return page


@pytest.fixture
def spot(page, germany):
    return page.locator(f"#spot-{germany.key_results[0].pk}")


@pytest.fixture
def row(page, germany):
    return page.locator(f"#row-{germany.key_results[0].pk}")


def place_of(key_result):
    fresh = KeyResult.objects.get(pk=key_result.pk)
    return fresh.control, fresh.impact


def drag(page, spot, control, impact):
    """From where its dot is to a place in the field."""
    field, dot = page.locator(".spots").bounding_box(), spot.locator("i").bounding_box()
    page.mouse.move(dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)
    page.mouse.down()
    x, y = field["x"] + field["width"] * control / 100, field["y"] + field["height"] * (100 - impact) / 100
    page.mouse.move(x - 30, y - 30)
    page.mouse.move(x, y)
    with page.expect_response("**/place/**") as answer:
        page.mouse.up()
    return answer.value


def test_dragging_saves_by_itself_and_the_table_says_what_to_do(page, spot, row, germany):
    assert drag(page, spot, 20, 80).status == 200
    expect(row).to_contain_text("Write a plan B")
    expect(spot).to_have_attribute(
        "aria-label", "KR1 TikTok Shop Germany opened and trading: control 20, impact 80, secure"
    )
    assert place_of(germany.key_results[0]) == (20, 80)
    expect(page.locator("#sheet")).to_be_hidden()  # a drag is no click
    assert page.watch.troubles == []


def test_what_is_not_placed_is_dragged_out_of_its_tray(page, germany):
    other = germany.key_results[1]
    drag(page, page.locator(f"#spot-{other.pk}"), 80, 20)
    expect(page.locator(".tray")).to_be_hidden()
    expect(page.locator(f"#row-{other.pk}")).to_contain_text("Make it a task")
    assert place_of(other) == (80, 20)


def test_arrow_keys_move_by_one_with_shift_by_five_and_save_after_a_rest(page, spot, row, germany):
    spot.focus()
    with page.expect_response("**/place/**") as answer:
        for key in ("ArrowRight", "ArrowUp", "ArrowUp", "Shift+ArrowRight", "ArrowDown", "ArrowLeft"):
            page.keyboard.press(key)
    assert answer.value.status == 200
    expect(page.locator("output.said")).to_have_text("KR1 · control 35, impact 31 · drop")
    expect(row).to_contain_text("Park it")
    assert place_of(germany.key_results[0]) == (35, 31)
    expect(spot).to_be_focused()


def test_enter_opens_the_numbers_and_three_answers_propose_one(page, spot, row, germany):
    spot.press("Enter")
    sheet = page.locator("#sheet")
    for place, reply in enumerate(("yes", "yes", "partly"), start=1):
        sheet.locator(f"input[name=control_{place}][value={reply}]").check()
    sheet.get_by_role("button", name="Take 83").click()
    expect(sheet.locator("[name=control]")).to_have_value("83")
    expect(sheet.locator("[data-slides=id_control]")).to_have_value("83")
    with page.expect_navigation():
        sheet.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("83")
    assert place_of(germany.key_results[0]) == (83, 30)


def test_two_people_at_once_see_what_the_other_did_and_choose(page, spot, germany, cast):
    quadrant.place(move=quadrant.Move(germany.key_results[0], None, 70, 70), by=cast.manager)
    assert drag(page, spot, 20, 80).status == 412
    message = page.locator("#messages")
    expect(message).to_contain_text("it stands at control 70, impact 70, you put it at control 20, impact 80")
    expect(spot).to_have_attribute("data-control", "70")
    with page.expect_response("**/place/**") as answer:
        message.get_by_role("button", name="Put it where I had it").click()
    assert answer.value.status == 200
    expect(message).to_be_empty()
    assert place_of(germany.key_results[0]) == (20, 80)


def test_parking_is_one_button_and_undo_is_in_reach(page, row, germany):
    row.get_by_role("button", name="Park it").click()
    expect(page.locator("#messages")).to_contain_text("KR1 TikTok Shop Germany opened and trading is parked")
    expect(row).to_contain_text("it had weight")
    page.locator("#messages").get_by_role("button", name="Undo").click()
    expect(page.locator("#messages")).to_contain_text("counts again")
    expect(row).not_to_contain_text("it had weight")
    assert not KeyResult.objects.get(pk=germany.key_results[0].pk).parked
    assert page.watch.troubles == []


def test_a_lost_line_puts_it_back_and_says_so(page, spot, germany):
    page.route("**/place/**", lambda route: route.abort())
    spot.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#messages")).to_contain_text("The server cannot be reached")
    expect(spot).to_have_attribute("data-control", "30")
    assert place_of(germany.key_results[0]) == (30, 30)


def test_a_finger_drags_on_a_phone_and_nothing_scrolls_sideways(germany, visit, cast):
    phone = visit(cast.manager, width=390, height=844)
    phone.goto(reverse("objectives:objective_quadrant", args=[germany.objective.pk]))
    drag(phone, phone.locator(f"#spot-{germany.key_results[0].pk}"), 60, 60)
    assert place_of(germany.key_results[0]) == (60, 60)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_who_only_reads_moves_nothing(germany, visit, cast):
    page = visit(cast.colleague)
    page.goto(reverse("objectives:objective_quadrant", args=[germany.objective.pk]))
    spot = page.locator(f"#spot-{germany.key_results[0].pk}")
    spot.focus()
    page.keyboard.press("ArrowRight")
    expect(spot).to_have_attribute("data-control", "30")
    expect(page.get_by_role("button", name="Park it")).to_have_count(0)
