"""From one sentence to a draft with a key result and a task: by keyboard, on a phone, in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from objectives.models import Cycle, KeyResult, Measure, Objective, Path, Task
from tests.browser.walking import AXE
from tests.builders import TODAY, make_cycle, make_objective
from tests.cast import make_cast

PHONE = 390
WIDTH = "() => document.documentElement.scrollWidth"
SENTENCE = "Win EUR 500,000 of new-customer GMV on Amazon Germany by 30 Nov"
VAGUE = "Significantly improve sales soon"
REST = 600  # milliseconds


@pytest.fixture
def company(web, on_day):
    on_day(TODAY)
    cast = make_cast()
    make_cycle(cast)
    return cast


@pytest.fixture
def page(company, visit):
    opened = visit(company.manager)
    opened.goto("/objectives/new/")
    return opened


def title(page):
    return page.get_by_label("What do you want to achieve?", exact=True)


def readings(page):
    """What is sent to be read from now on."""
    sent = []
    page.on("request", lambda request: sent.append(request) if request.url.endswith("/reading/") else None)
    return sent


def press_to(page, locator, key="Tab", most=60):
    """Goes on by keyboard until something has the focus."""
    for _press in range(most):
        if locator.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError("the keyboard does not get there")


def compose(page, field, *steps):
    """An input method that has not decided yet."""
    field.click()
    keyboard = page.context.new_cdp_session(page)
    for text in steps:
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    return keyboard


def faults(page):
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in Axe().run(page, options=AXE).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


# --- by keyboard alone --------------------------------------------------------------------------------------------


def test_from_the_empty_page_to_a_draft_with_a_key_result_and_a_task_by_keyboard_alone(page, company):
    press_to(page, title(page))
    page.keyboard.type(SENTENCE)
    expect(page.get_by_label("To (target)", exact=True)).to_have_value("500,000")
    page.keyboard.press("Enter")

    page.wait_for_url("**/guide/what/**")
    made = Objective.objects.get()
    assert (made.title, made.state, made.due_on.isoformat()) == (SENTENCE, "draft", "2026-11-30")
    press_to(page, page.get_by_role("link", name="Next: How"))
    page.keyboard.press("Enter")

    page.wait_for_url("**/guide/how/")
    press_to(page, page.get_by_label("Another path"))
    for name in ("TikTok Shop", "Amazon ads"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(page.locator("#guide ol.typed")).to_contain_text(name)
        expect(page.get_by_label("Another path")).to_be_focused()
    press_to(page, page.get_by_label("Another key result"))
    page.keyboard.type("Ad conversion from 1.5 % to 2.0 % by 15 Nov @Wang Min")
    page.keyboard.press("Enter")
    expect(page.locator("#guide ul.typed")).to_contain_text("1.5%")
    expect(page.get_by_label("Another key result")).to_be_focused()
    press_to(page, page.get_by_role("link", name="Next: Who and when"))
    page.keyboard.press("Enter")

    page.wait_for_url("**/guide/who/")
    press_to(page, page.get_by_label("Another task"))
    page.keyboard.type("Hire three editors @Liu Fang 5d")
    page.keyboard.press("Enter")
    expect(page.locator("#guide ul.typed")).to_contain_text("Liu Fang")
    press_to(page, page.get_by_role("button", name="Plan backwards from 30 Nov"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Planned backwards")

    assert list(Path.objects.values_list("title", flat=True)) == ["TikTok Shop", "Amazon ads"]
    result, task = KeyResult.objects.get(), Task.objects.get()
    assert (result.owner, result.due_on.isoformat(), result.path.title) == (company.staff, "2026-11-15", "TikTok Shop")
    assert (task.responsible, task.key_result, task.duration) == (company.colleague, result, 5)
    assert task.starts_on is not None
    assert page.watch.troubles == []


# --- findings -----------------------------------------------------------------------------------------------------


def test_findings_come_after_a_rest_are_never_red_before_the_field_is_left_and_are_said(page):
    sent = readings(page)
    title(page).click()
    page.keyboard.type(VAGUE, delay=20)
    assert sent == []  # while somebody types nobody asks
    found = page.locator(".findings .questions li")
    expect(found.first).to_be_visible()
    assert 1 <= found.count() <= 3
    assert len(sent) == 1
    expect(page.locator(".findings [role=status]")).not_to_be_empty()
    expect(page.locator(".findings mark").first).to_be_visible()
    letter = page.locator(".findings .letter.bad").first
    calm = letter.evaluate("one => getComputedStyle(one).backgroundColor")
    page.keyboard.press("Tab")
    assert letter.evaluate("one => getComputedStyle(one).backgroundColor") != calm


def test_a_click_on_a_suggestion_puts_it_into_the_field_with_its_first_blank_marked(page):
    title(page).fill(VAGUE)
    page.locator("[data-put]").first.click()
    expect(title(page)).to_be_focused()
    assert "__" in title(page).input_value()
    chosen = "one => one.value.slice(one.selectionStart, one.selectionEnd)"
    assert title(page).evaluate(chosen) == "__"
    page.keyboard.type("5")
    assert "__" in title(page).input_value()  # the next blank
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(title(page)).to_have_value(VAGUE)


def test_a_proposal_fills_what_is_empty_says_so_and_never_writes_over_what_somebody_typed(page):
    page.get_by_label("To (target)", exact=True).fill("600,000")
    title(page).fill(SENTENCE)
    due = page.get_by_label("Due day", exact=True)
    expect(due).to_have_value("2026-11-30")
    expect(page.locator(".field", has=due)).to_contain_text("from your sentence")
    expect(page.get_by_label("To (target)", exact=True)).to_have_value("600,000")
    due.fill("2026-12-15")
    expect(page.locator(".field", has=due)).not_to_contain_text("from your sentence")
    title(page).fill(SENTENCE.replace("30 Nov", "20 Nov"))
    page.wait_for_timeout(REST + 600)
    expect(due).to_have_value("2026-12-15")


def test_what_the_sentence_no_longer_says_leaves_its_field_again(page):
    title(page).fill(SENTENCE)
    due = page.get_by_label("Due day", exact=True)
    expect(due).to_have_value("2026-11-30")
    title(page).fill("Win EUR 500,000 of new-customer GMV on Amazon Germany")
    expect(due).to_have_value("")


def test_nothing_is_asked_while_an_input_method_composes(page):
    sent = readings(page)
    keyboard = compose(page, title(page), "t", "ti", "ti s", "ti sheng")
    page.wait_for_timeout(REST + 400)
    assert sent == []
    enter = {"key": "Enter", "code": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    title(page).evaluate("(one, keys) => one.dispatchEvent(new KeyboardEvent('keydown', keys))", enter)
    assert page.url.endswith("/objectives/new/")
    keyboard.send("Input.insertText", {"text": "提升德国站的销售额"})
    expect(page.locator(".findings .questions li").first).to_be_visible()
    assert len(sent) == 1
    assert page.watch.troubles == []


def test_a_question_that_was_due_waits_for_the_input_method_too(page):
    sent = readings(page)
    title(page).fill("德国站")
    compose(page, title(page), "x", "xi", "xin k")
    page.wait_for_timeout(REST + 400)
    assert sent == []


def test_the_latest_question_wins(page):
    held = []
    page.route("**/objectives/reading/", lambda route: held.append(route))
    title(page).fill("Win more soon")
    page.wait_for_timeout(REST + 200)
    title(page).fill("Gain ground shortly")
    page.wait_for_timeout(REST + 200)
    held[1].continue_()
    expect(page.locator(".as-read, .questions").first).to_be_visible()
    assert "Win more" not in page.locator(".findings").inner_text()


# --- nothing typed is lost ----------------------------------------------------------------------------------------


def test_a_reload_and_the_back_button_bring_back_what_was_typed(page):
    title(page).fill(SENTENCE)
    page.get_by_label("Measured by", exact=True).fill("GMV of new customers")
    page.reload()
    expect(title(page)).to_have_value(SENTENCE)
    expect(page.get_by_label("Measured by", exact=True)).to_have_value("GMV of new customers")
    page.goto("/objectives/")
    page.go_back()
    expect(title(page)).to_have_value(SENTENCE)


def test_what_was_saved_or_given_up_does_not_come_back(page):
    title(page).fill(SENTENCE)
    page.get_by_role("button", name="Save the draft").click()
    page.wait_for_url("**/guide/what/**")
    page.goto("/objectives/new/")
    expect(title(page)).to_have_value("")
    title(page).fill("Something else")
    page.get_by_role("link", name="Cancel").click()
    page.goto("/objectives/new/")
    expect(title(page)).to_have_value("")


def test_a_save_that_is_interrupted_loses_nothing(page):
    title(page).fill(SENTENCE)
    page.route(
        "**/objectives/new/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page.get_by_role("button", name="Save the draft").click()
    page.unroute("**/objectives/new/")
    page.goto("/objectives/new/")
    expect(title(page)).to_have_value(SENTENCE)
    page.get_by_role("button", name="Save the draft").click()
    page.wait_for_url("**/guide/what/**")
    assert Objective.objects.get().title == SENTENCE


# --- the same elsewhere, on a phone, for everybody ----------------------------------------------------------------


def test_the_title_of_a_plan_and_of_a_key_result_are_read_by_the_same_rules(company, visit):
    made = make_objective(company, Cycle.objects.get(), title=VAGUE)
    page = visit(company.manager)
    page.goto(f"/objectives/{made.pk}/edit/")
    field = page.get_by_label("Objective", exact=True)
    expect(page.locator(".findings mark, .findings .questions li").first).to_be_visible()
    field.fill("Grow sales in Germany by 20 orders and cut returns to 5 %")
    expect(page.locator(".findings")).to_contain_text("Two results in one")
    page.goto(f"/objectives/{made.pk}/key-results/new/")
    page.get_by_label("Key result", exact=True).fill("Hold trainings for the team")
    expect(page.locator(".findings")).to_contain_text("is work, not its result")
    assert page.watch.troubles == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_step_fits_a_phone_and_can_be_used_by_everybody(company, visit, language):
    page = visit(company.manager, language=language, width=PHONE)
    company.manager.language = language
    company.manager.save()
    page.goto("/objectives/new/")
    page.locator("#id_title").fill("尽快大幅提升德国站的销售额" if language == "zh-hans" else VAGUE)
    expect(page.locator(".questions li").first).to_be_visible()
    assert page.evaluate(WIDTH) <= PHONE
    assert faults(page) == []
    page.locator("form.guide-new button[type=submit]").click()
    page.wait_for_url("**/guide/what/**")
    made = Objective.objects.get()
    for step in ("what", "how", "who"):
        page.goto(f"/objectives/{made.pk}/guide/{step}/")
        assert page.evaluate(WIDTH) <= PHONE, step
        assert faults(page) == [], step
    page.locator("#task_title").fill("Hire @Nobody")
    page.locator("#task-line button[type=submit]").click()
    expect(page.locator("#task-line .error")).to_be_visible()
    expect(page.locator("#task_title")).to_have_value("Hire @Nobody")
    assert faults(page) == []


def test_without_scripts_every_step_is_a_plain_form(company, web, new_context):
    client = Client()
    client.force_login(company.manager)
    context = new_context(base_url=web.address, java_script_enabled=False, locale="en-GB")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": web.address}])
    page = context.new_page()
    page.goto("/objectives/new/")
    title(page).fill("Win more")
    page.get_by_role("button", name="Save the draft").click()
    made = Objective.objects.get()
    page.goto(f"/objectives/{made.pk}/guide/how/")
    page.get_by_label("Another path").fill("TikTok Shop")
    page.get_by_role("button", name="Add the path").click()
    page.get_by_label("Another key result").fill("500 orders by 30 Nov")
    page.get_by_role("button", name="Add the key result").click()
    page.goto(f"/objectives/{made.pk}/guide/who/")
    page.get_by_label("Another task").fill("Hire 5d")
    page.get_by_role("button", name="Add the task").click()
    assert (Path.objects.count(), KeyResult.objects.count(), Task.objects.count()) == (1, 1, 1)
    assert Measure.objects.get().target == 500


def test_a_sentence_that_changes_takes_nothing_away_from_what_was_saved(company, visit):
    made = make_objective(company, Cycle.objects.get(), title="Win EUR 5 on Amazon Germany by 31 Dec", sites="Germany")
    page = visit(company.manager)
    page.goto(f"/objectives/{made.pk}/edit/")
    field = page.get_by_label("Objective", exact=True)
    field.fill("Win more")
    expect(page.locator(".findings .questions li").first).to_be_visible()
    page.wait_for_timeout(REST)
    expect(page.get_by_label("Due day", exact=True)).to_have_value("2026-12-31")
    expect(page.locator("input[name=sites]")).to_have_value("Germany")
