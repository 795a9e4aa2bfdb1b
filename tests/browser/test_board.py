"""The board of paths by keyboard, by mouse and with pinyin: ideas, estimates, ranks by hand, what is given."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from objectives.actions import paths
from objectives.models import Path
from tests.builders import TODAY, make_germany

PHONE = 390


@pytest.fixture
def germany(web, cast, on_day):
    """The German case with its two paths estimated: the ads before the shop."""
    on_day(TODAY)
    made = make_germany(cast)
    estimates = (("Shop", "16000", "13000", 60, 12000), ("Ads", "30000", "12000", 30, 6000))
    for path, (title, returns, cost, need, given) in zip(made.paths, estimates, strict=True):
        values = {
            "title": title,
            "language": "en",
            "estimated_return": Decimal(returns),
            "estimated_cost": Decimal(cost),
            "resource_need": need,
            "difficulty": 30,
            "long_term": 50,
            "budget_given": Decimal(given),
        }
        paths.change(path=path, by=cast.manager, version=None, values=values)
    return made


@pytest.fixture
def page(germany, visit, cast):
    opened = visit(cast.manager)
    opened.goto(reverse("objectives:paths", args=[germany.objective.pk]))
    return opened


def titles(page):
    return page.locator("#ranked .title")


def handle(page, title):
    return page.get_by_role("button", name=f"Move “{title}”")


def test_ideas_are_typed_one_after_the_other_without_leaving_the_line(page):
    line = page.get_by_label("Next idea")
    line.focus()
    for idea in ("Affiliates", "Live shopping", "Coupons"):
        page.keyboard.type(idea)
        page.keyboard.press("Enter")
    expect(titles(page)).to_have_text(["Ads", "Shop", "Affiliates", "Live shopping", "Coupons"])
    expect(line).to_be_focused()
    expect(line).to_have_value("")


def test_an_enter_that_picks_a_character_adds_nothing_and_what_is_composed_stays(page):
    line = page.get_by_label("Next idea")
    line.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "zhi bo", "selectionStart": 6, "selectionEnd": 6})
    page.keyboard.press("Enter")
    expect(titles(page)).to_have_count(2)
    session.send("Input.insertText", {"text": "直播"})
    page.keyboard.press("Enter")
    expect(titles(page)).to_contain_text(["Ads", "Shop", "直播"])
    assert Path.objects.filter(title="直播").count() == 1


def test_a_path_is_carried_up_by_the_keyboard_and_the_reason_is_asked(page):
    handle(page, "Shop").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(titles(page)).to_have_text(["Shop", "Ads"])
    expect(page.get_by_role("status")).to_contain_text("“Shop”: rank 1 of 2.")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Why this rank?")
    expect(dialog).to_contain_text("“Shop” goes from rank 2 to rank 1.")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Say why the rank is set by hand.")
    assert Path.objects.get(title="Shop").pinned_rank is None
    dialog.get_by_label("Reason").fill("The season begins")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#ranked .path-row").first).to_contain_text("computed rank 2: The season begins")
    expect(handle(page, "Shop")).to_be_focused()


def test_a_path_that_is_put_back_stays_where_it_was(page):
    handle(page, "Shop").focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Escape")
    expect(titles(page)).to_have_text(["Ads", "Shop"])
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Cancel").click()
    expect(titles(page)).to_have_text(["Ads", "Shop"])
    assert not Path.objects.exclude(pinned_rank=None).exists()


def test_a_path_is_dragged_to_its_rank(page):
    start = handle(page, "Shop").bounding_box()
    goal = handle(page, "Ads").bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(goal["x"] + 8, goal["y"] - 4, steps=5)
    expect(titles(page)).to_have_text(["Shop", "Ads"])
    page.mouse.up()
    page.get_by_label("Reason").fill("The season begins")
    page.get_by_role("button", name="Set this rank").click()
    expect(page.locator("#ranked")).to_contain_text("The season begins")


def test_an_estimate_is_saved_when_its_field_is_left_and_the_next_one_keeps_what_is_typed(page):
    page.locator("#ranked summary").filter(has_text="Shop").click()
    row = page.locator("#ranked .path-row").filter(has_text="Shop")
    need, risk = (row.get_by_role("textbox", name=f"{name} 0–100") for name in ("Resources needed", "Risk"))
    need.fill("0")
    need.press("Tab")  # to its source
    page.keyboard.type("the team's own count")
    expect(row.locator(".score")).to_have_text("61.6")
    source = row.get_by_role("textbox", name="Source: Resources needed")
    expect(source).to_be_focused()
    expect(source).to_have_value("the team's own count")
    risk.fill("300")
    risk.press("Tab")
    expect(row).to_contain_text("Enter a whole number from 0 to 100.")
    expect(risk).to_have_value("300")
    saved = Path.objects.get(title="Shop")
    assert (saved.resource_need, saved.resource_need_source, saved.risk) == (0, "the team's own count", None)


def test_what_is_given_is_typed_into_the_chart_and_typed_back(page):
    expect(page.locator("main")).to_contain_text("EUR 6,000 given to “Shop” is earned by “Ads”")
    given = page.get_by_label("Budget given to “Ads”")
    given.fill("12000")
    given.press("Enter")
    expect(page.locator("main")).not_to_contain_text("is earned by")
    given.fill("6,000")
    given.press("Tab")
    expect(page.locator("main")).to_contain_text("is earned by")
    assert Path.objects.get(title="Ads").budget_given == Decimal(6000)


def test_of_two_tabs_the_second_sees_what_was_saved_and_may_save_its_own(page, cast):
    path = Path.objects.get(title="Shop")
    paths.change(path=path, by=cast.manager, version=None, values={"budget_given": Decimal(7000)})
    given = page.get_by_label("Budget given to “Shop”")
    given.fill("8000")
    given.press("Tab")
    expect(page.locator(f"#tilt-{path.pk}")).to_contain_text("saved meanwhile 7,000, you typed 8,000")
    expect(given).to_have_value("8000")
    page.get_by_role("button", name="Save mine").click()
    expect(given).to_have_value("8,000")
    assert Path.objects.get(pk=path.pk).budget_given == Decimal(8000)


def test_weights_change_the_order_and_can_be_taken_back(page):
    card = page.locator(".weights-card")
    for name in ("return on investment", "few resources needed"):
        card.get_by_label(name).fill("0")
        card.get_by_label(name).press("Tab")
    expect(card).to_contain_text("for this objective")
    expect(card.locator(".sum")).to_contain_text("40")
    page.get_by_role("button", name="Back to the company's weights").click()
    expect(card.locator(".sum")).to_contain_text("100")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_on_a_phone_nothing_is_wider_than_the_screen(germany, visit, cast, language):
    phone = visit(cast.manager, width=PHONE, language=language)
    phone.goto(reverse("objectives:paths", args=[germany.objective.pk]))
    phone.locator("#ranked summary").first.click()
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= PHONE


def test_without_script_the_board_is_plain_forms(germany, new_context, web, cast):
    client = Client()
    client.force_login(cast.manager)
    context = new_context(base_url=web.address, java_script_enabled=False)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": web.address}])
    plain = context.new_page()
    plain.goto(reverse("objectives:paths", args=[germany.objective.pk]))
    plain.get_by_label("Next idea").fill("Affiliates")
    plain.get_by_role("button", name="Add").click()
    expect(titles(plain)).to_have_text(["Ads", "Shop", "Affiliates"])
    plain.locator("#ranked summary").first.click()
    plain.locator("#ranked .path-row").first.get_by_role("textbox", name="Risk 0–100").fill("45")
    plain.locator("#ranked .path-row").first.get_by_role("button", name="Save").click()
    expect(plain.locator("#board")).to_be_visible()
    assert Path.objects.get(title="Ads").risk == 45
