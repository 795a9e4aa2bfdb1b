"""What people and networks do to forms: two tabs, double clicks, bad numbers, lost connections, ended sessions."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from objectives.actions.recompute import recompute
from objectives.models import CheckIn, KeyResult, Measure, Objective
from reports.actions import submission
from tests.builders import TODAY, make_germany
from tests.cast import PASSWORD
from tests.reports.drafting import make_draft

PHONE = 390
SHOUTING = '<img src=x onerror=alert(1)><b>bold</b> & "quotes" {{ 7|add:7 }} 🚀 مرحبا \u202eright to left'
WIDTH = "() => document.documentElement.scrollWidth"


@pytest.fixture
def germany(web, cast, on_day):
    """The German case on 20 October, computed."""
    on_day(TODAY)
    made = make_germany(cast)
    recompute(objective_id=made.objective.pk, today=TODAY)
    return made


@pytest.fixture
def manager(germany, visit, cast):
    return visit(cast.manager)


@pytest.fixture
def staff(germany, visit, cast):
    """My work on a phone: nothing is due today, so that everything that is theirs is open."""
    page = visit(cast.staff, width=PHONE)
    page.goto("/my-work/")
    return page


def card_of(page, measure):
    return page.locator(f"#measure_{measure.pk}")


def posts(page):
    """The addresses that are posted to from now on."""
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


def open_frame(page, germany):
    """The form of the objective's title, scope and dates, over its page."""
    page.goto(f"/objectives/{germany.objective.pk}/")
    page.locator("#what details.menu > summary").click()
    page.locator("#what").get_by_role("link", name="Scope and strategy").click()
    form = page.locator("#sheet form.sheet-form")
    expect(form).to_be_visible()
    return form


def save(form):
    form.get_by_role("button", name="Save", exact=True).click()


# --- two people, two clicks, two times -----------------------------------------------------------------------------


def test_the_second_of_two_tabs_sees_what_the_first_saved_and_keeps_what_was_typed(germany, visit, cast):
    first, second = visit(cast.manager), visit(cast.manager)
    one, other = open_frame(first, germany), open_frame(second, germany)
    one.get_by_label("Markets or sites", exact=True).fill("Germany and Austria")
    with first.expect_navigation():
        save(one)
    other.get_by_label("Objective", exact=True).fill("Win new customers in Germany")
    save(other)
    expect(other.locator(".changes")).to_contain_text("Germany and Austria")
    expect(other.locator(".changes")).to_contain_text("Chen Li saved")
    expect(other.get_by_label("Objective", exact=True)).to_have_value("Win new customers in Germany")
    with second.expect_navigation():
        save(other)
    stored = Objective.objects.get()
    assert (stored.title, stored.sites) == ("Win new customers in Germany", "Germany and Austria")


def test_a_double_click_checks_in_once(germany, staff):
    measure = germany.measures[0]
    before = CheckIn.objects.filter(measure=measure).count()
    card = card_of(staff, measure)
    card.locator("input.number").fill("6,000")
    card.get_by_role("button", name="Save").dblclick()
    expect(card.locator("[data-progress]")).to_have_text("12%")
    staff.wait_for_timeout(500)  # a second one would be on its way
    assert CheckIn.objects.filter(measure=measure).count() == before + 1


def test_the_same_check_in_sent_twice_on_a_torn_line_is_stored_once(germany, staff):
    """The answer is lost on its way back, and the person presses again."""
    measure = germany.measures[0]
    before = CheckIn.objects.filter(measure=measure).count()
    address = f"**/measures/{measure.pk}/check-in/"

    def lose_the_answer(route):
        route.fetch()
        route.abort()

    staff.route(address, lose_the_answer)
    card = card_of(staff, measure)
    card.locator("input.number").fill("6,000")
    card.get_by_role("button", name="Save").click()
    expect(staff.locator("#messages")).to_contain_text("The server cannot be reached.")
    staff.unroute(address)
    card.get_by_role("button", name="Save").click()
    expect(card.locator("[data-progress]")).to_have_text("12%")
    assert CheckIn.objects.filter(measure=measure).count() == before + 1


def test_after_a_decision_the_back_button_offers_it_no_more(germany, visit, cast):
    report = make_draft(cast, germany)
    submission.submit(report=report, by=cast.manager, version=None, today=TODAY)
    boss = visit(cast.boss)
    boss.goto("/reports/")
    boss.goto(f"/reports/{report.pk}/")
    forms = boss.locator("form.decision")
    expect(forms).to_have_count(2)
    forms.first.get_by_text("Approve", exact=True).click()
    forms.first.get_by_role("button", name="Confirm").click()
    expect(forms).to_have_count(1)
    boss.goto("/reports/")
    boss.go_back()
    expect(boss.locator(".ask .answer", has_text="Approved on 20 Oct")).to_have_count(1)
    expect(forms).to_have_count(1)
    boss.go_back()  # to the inbox before, and on again
    boss.go_forward()
    expect(forms).to_have_count(1)
    assert boss.watch.troubles == []


# --- what people type ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["a lot", "NaN", "1e309", "-", "12,34,5", "１２。３。４"])
def test_what_is_no_number_stays_in_its_field_with_a_sentence_beside_it(germany, manager, typed):
    manager.goto("/objectives/new/")
    manager.get_by_label("What do you want to achieve?", exact=True).fill("Win more")
    manager.get_by_label("Measured by", exact=True).fill("GMV")
    field = manager.get_by_label("To (target)", exact=True)
    field.fill(typed)
    manager.get_by_role("button", name="Save the draft").click()
    expect(manager.locator(".field", has=field).locator(".error")).to_have_text("Enter an ordinary number.")
    expect(field).to_have_value(typed)
    expect(field).to_be_focused()
    expect(manager.get_by_label("What do you want to achieve?", exact=True)).to_have_value("Win more")
    assert Objective.objects.count() == 1


def test_a_title_of_20000_characters_is_refused_with_a_sentence_and_breaks_no_page(germany, visit, cast):
    page = visit(cast.manager, width=PHONE)
    page.goto("/objectives/new/")
    title = page.get_by_label("What do you want to achieve?", exact=True)
    assert title.get_attribute("maxlength") == "200"  # a paste ends there
    title.evaluate("(one, text) => { one.removeAttribute('maxlength'); one.value = text; }", "x" * 20_000)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator(".field", has=title).locator(".error")).to_contain_text("200")
    assert len(title.input_value()) == 20_000
    assert page.evaluate(WIDTH) <= PHONE


def test_a_long_word_breaks_no_page(germany, visit, cast):
    Objective.objects.update(title="W" * 200, title_other="")
    KeyResult.objects.update(title="W" * 200, title_other="", short_title="W" * 40)
    Measure.objects.update(name="W" * 120, name_other="", unit="new customers a week")
    page = visit(cast.manager, width=PHONE)
    root = f"/objectives/{germany.objective.pk}/"
    for address in ("/objectives/", root, f"{root}progress/", f"{root}history/", "/my-work/"):
        page.goto(address)
        assert page.evaluate(WIDTH) <= PHONE, address


def test_titles_of_markup_emoji_and_right_to_left_are_shown_as_text(germany, visit, cast):
    manager = visit(cast.manager)
    form = open_frame(manager, germany)
    form.get_by_label("Objective", exact=True).fill(SHOUTING)
    form.get_by_label("How it carries the strategy", exact=True).fill(SHOUTING)
    with manager.expect_navigation():
        save(form)
    KeyResult.objects.update(title=SHOUTING, short_title=SHOUTING[:40])
    Measure.objects.update(name=SHOUTING, unit=SHOUTING[:20])
    report = make_draft(cast, germany)
    submission.submit(report=report, by=cast.manager, version=None, today=TODAY)
    root = f"/objectives/{germany.objective.pk}/"
    measure = germany.measures[0].pk
    addresses = ["/objectives/", root, f"{root}progress/", f"{root}history/", f"{root}edit/", f"{root}reports/"]
    for address in [*addresses, f"/reports/{report.pk}/", f"/measures/{measure}/check-ins/", f"/measures/{measure}/"]:
        manager.goto(address)
        manager.wait_for_function("() => !document.querySelector('.htmx-request')")
        assert manager.locator("img[src=x], main b:text-is('bold')").count() == 0, address
        assert SHOUTING[:20] in manager.content().replace("&lt;", "<").replace("&gt;", ">"), address
    assert manager.watch.troubles == []


def test_nothing_is_sent_while_an_input_method_composes(germany, cast, visit):
    report = make_draft(cast, germany)
    page = visit(cast.manager, language="zh-hans")
    page.goto(f"/reports/{report.pk}/edit/")
    field = page.locator("#causes input[type=text]").first
    sent = posts(page)
    field.click()
    keyboard = page.context.new_cdp_session(page)
    for pinyin in ("n", "ni", "ni h", "ni hao"):
        keyboard.send(
            "Input.imeSetComposition", {"text": pinyin, "selectionStart": len(pinyin), "selectionEnd": len(pinyin)}
        )
    field.dispatch_event("change")
    enter = {"key": "Enter", "code": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    field.evaluate("(one, keys) => one.dispatchEvent(new KeyboardEvent('keydown', keys))", enter)
    page.wait_for_timeout(800)
    assert sent == []
    keyboard.send("Input.insertText", {"text": "你好"})
    field.blur()
    expect(page.locator("#preview")).to_contain_text("你好")
    assert len(sent) == 1


# --- networks and sessions ----------------------------------------------------------------------------------------


def test_on_a_slow_line_an_impatient_second_press_is_not_sent(germany, staff):
    measure = germany.measures[0]
    sent = posts(staff)
    address = f"**/measures/{measure.pk}/check-in/"
    held = []
    staff.route(address, lambda route: held.append(route))
    card = card_of(staff, measure)
    card.locator("input.number").fill("6,000")
    button = card.get_by_role("button", name="Save")
    button.click()
    staff.wait_for_timeout(300)
    assert card.locator("form.check-in").get_attribute("aria-busy") == "true"
    button.click(force=True)
    staff.keyboard.press("Enter")
    staff.wait_for_timeout(300)
    assert len(sent) == 1
    held[0].continue_()
    expect(card.locator("[data-progress]")).to_have_text("12%")


def test_without_a_line_what_was_typed_stays_and_is_sent_when_it_is_back(germany, staff):
    card = card_of(staff, germany.measures[0])
    card.locator("input.number").fill("6,000")
    staff.context.set_offline(True)
    card.get_by_role("button", name="Save").click()
    expect(staff.locator("#messages")).to_contain_text("What you typed is still here")
    expect(card.locator("input.number")).to_have_value("6,000")
    staff.context.set_offline(False)
    card.get_by_role("button", name="Save").click()
    expect(card.locator("[data-progress]")).to_have_text("12%")


def sign_in(page, person):
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_session_that_ends_in_the_middle_of_a_sheet_costs_no_word(germany, manager, cast):
    form = open_frame(manager, germany)
    form.get_by_label("Objective", exact=True).fill("Win new customers in Germany")
    form.get_by_label("Channels", exact=True).fill("Amazon, TikTok Shop")
    Session.objects.all().delete()
    save(form)
    sign_in(manager, cast.manager)
    expect(manager.locator("#messages")).to_contain_text("What you typed is still here")
    form = manager.locator("form.sheet-form")
    expect(form.get_by_label("Objective", exact=True)).to_have_value("Win new customers in Germany")
    expect(form.locator("[name=channels]")).to_have_value("Amazon, TikTok Shop")
    save(form)
    expect(manager.get_by_role("heading", level=1)).to_contain_text("Win new customers in Germany")
    assert Objective.objects.get().channels == "Amazon, TikTok Shop"


def test_a_session_that_ends_before_a_check_in_keeps_its_number(germany, staff, cast):
    measure = germany.measures[0]
    card_of(staff, measure).locator("input.number").fill("6,000")
    Session.objects.all().delete()
    card_of(staff, measure).get_by_role("button", name="Save").click()
    sign_in(staff, cast.staff)
    staff.wait_for_url("**/my-work/")
    card = card_of(staff, measure)
    expect(card.locator("input.number")).to_have_value("6,000")
    card.get_by_role("button", name="Save").click()
    expect(card.locator("[data-progress]")).to_have_text("12%")


def test_what_somebody_typed_is_not_given_to_who_signs_in_instead(germany, manager, cast):
    form = open_frame(manager, germany)
    form.get_by_label("Objective", exact=True).fill("Win new customers in Germany")
    Session.objects.all().delete()
    save(form)
    sign_in(manager, cast.colleague)
    expect(manager.get_by_role("heading", level=1)).to_be_visible()
    assert "Win new customers in Germany" not in manager.content()
    assert manager.evaluate("() => sessionStorage.getItem('okr:sent')") is None


def test_the_plain_form_of_a_page_survives_the_end_of_a_session_too(germany, manager, cast, visit):
    admin = visit(cast.administrator)
    admin.goto(f"/settings/people/{cast.staff.pk}/")
    admin.get_by_label("Full name").fill("Wang Min the Second")
    Session.objects.all().delete()
    admin.get_by_role("button", name="Save", exact=True).click()
    sign_in(admin, cast.administrator)
    field = admin.get_by_label("Full name")
    expect(field).to_have_value("Wang Min the Second")
    admin.get_by_role("button", name="Save", exact=True).click()
    expect(admin.get_by_role("heading", level=1)).to_contain_text("Wang Min the Second")
