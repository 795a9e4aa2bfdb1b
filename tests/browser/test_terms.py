"""Scope typed as tags and a metric taken from the glossary, by keyboard, in both languages, with pinyin."""

import pytest
from playwright.sync_api import expect

from objectives.actions import frame, scope
from objectives.models import Measure, Objective
from tests.browser.test_hostile import open_frame, save
from tests.builders import TODAY, make_germany

PHONE = 390
WIDTH = "() => document.documentElement.scrollWidth"


@pytest.fixture
def germany(web, cast, on_day):
    """The German case, and a company that has used some words."""
    on_day(TODAY)
    made = make_germany(cast)
    for name, other in (("德国", "Germany"), ("法国", "France")):
        scope.make(by=cast.manager, values={"kind": "market", "name": name, "name_other": other})
    return made


def tags_in(form, name):
    return form.locator(f"[data-tags]:has([name={name}]) .tag-word span")


def options_in(form):
    return form.locator(".tag-options [role=option]")


def test_words_become_tags_by_enter_comma_and_arrows_and_leave_by_backspace(germany, visit, cast):
    page = visit(cast.manager)
    form = open_frame(page, germany)
    markets = form.get_by_role("combobox", name="Markets or sites")
    markets.press_sequentially("Spain\uff0cItaly\u3001UK,")
    expect(tags_in(form, "sites")).to_have_text(["Spain", "Italy", "UK"])
    markets.press("Backspace")
    expect(tags_in(form, "sites")).to_have_text(["Spain", "Italy"])
    markets.press_sequentially("法")
    expect(options_in(form)).to_have_text(["France 法国"])
    markets.press("ArrowDown")
    expect(options_in(form)).to_have_attribute("aria-selected", "true")
    markets.press("Enter")
    expect(tags_in(form, "sites")).to_have_text(["Spain", "Italy", "France"])
    form.get_by_role("button", name="Remove Spain").click()
    expect(markets).to_be_focused()
    markets.press_sequentially("germany")  # what is only half typed is sent too
    with page.expect_navigation():
        save(form)
    assert Objective.objects.get().sites == "Italy, France, Germany"
    expect(page.locator("#what")).to_contain_text("Italy, France, Germany")


def test_escape_closes_the_suggestions_and_not_the_sheet(germany, visit, cast):
    form = open_frame(visit(cast.manager), germany)
    markets = form.get_by_role("combobox", name="Markets or sites")
    markets.press_sequentially("Ger")
    expect(options_in(form)).to_have_count(1)
    markets.press("Escape")
    expect(options_in(form)).to_have_count(0)
    expect(markets).to_have_value("Ger")
    expect(form).to_be_visible()


def test_pinyin_makes_no_tag_before_its_characters_are_chosen(germany, visit, cast):
    cast.manager.language = "zh-hans"
    cast.manager.save()
    page = visit(cast.manager, language="zh-hans")
    form = open_page(page, germany)
    markets = form.get_by_role("combobox", name="市场或站点")
    markets.focus()
    typing = page.context.new_cdp_session(page)
    for pinyin in ("y", "ying", "ying,guo"):
        typing.send(
            "Input.imeSetComposition", {"text": pinyin, "selectionStart": len(pinyin), "selectionEnd": len(pinyin)}
        )
    expect(tags_in(form, "sites")).to_have_count(0)
    typing.send("Input.insertText", {"text": "英国"})
    markets.press("Enter")
    expect(tags_in(form, "sites")).to_have_text(["英国"])
    expect(form.locator("[name=sites]")).to_have_value("英国")


def open_page(page, germany):
    """The form as a page of its own."""
    page.goto(f"/objectives/{germany.objective.pk}/edit/")
    form = page.locator("form.sheet-form")
    expect(form).to_be_visible()
    return form


def test_many_long_tags_fit_on_a_phone(germany, visit, cast):
    page = visit(cast.manager, width=PHONE)
    form = open_page(page, germany)
    form.get_by_role("combobox", name="Channels").press_sequentially(f"{'x' * 60},{'y' * 60},\U0001f600,<b>z</b>,")
    expect(tags_in(form, "channels")).to_have_count(4)
    assert page.evaluate(WIDTH) <= PHONE


def test_a_name_that_is_nearly_in_the_glossary_is_taken_by_one_click(germany, visit, cast):
    values = {"name": "new-customer GMV", "name_other": "新客GMV", "language": "en", "unit": "EUR"}
    metric = frame.make_metric(by=cast.manager, values={**values, "definition": "paid first orders"})
    page = visit(cast.manager)
    page.goto(f"/objectives/{germany.objective.pk}/own-metric/")
    form = page.locator("form.sheet-form")
    form.get_by_label("Unit", exact=True).fill("")
    form.get_by_label("Measure", exact=True).fill("new costumer GMV")
    found = page.locator("#metric-found")
    expect(found).to_contain_text("Did you mean this?")
    found.get_by_role("button", name="new-customer GMV").click()
    expect(found).to_contain_text("paid first orders")
    expect(form.get_by_label("Unit", exact=True)).to_have_value("EUR")
    save(form)
    expect(page.locator("#what")).to_contain_text("defined in the glossary")
    assert Measure.objects.get(pk=germany.own.pk).metric == metric


def test_a_new_name_is_defined_where_it_is_typed(germany, visit, cast):
    page = visit(cast.manager)
    page.goto(f"/objectives/{germany.objective.pk}/own-metric/")
    form = page.locator("form.sheet-form")
    form.get_by_label("Measure", exact=True).fill("first orders")
    expect(page.locator("#metric-found")).to_contain_text("“first orders” is not in the glossary yet")
    form.get_by_text("Define it in the glossary").click()
    form.get_by_label("Definition: what counts").fill("Customers who never bought before")
    save(form)
    expect(page.locator("#what")).to_contain_text("defined in the glossary")
    assert Measure.objects.get(pk=germany.own.pk).metric.definition == "Customers who never bought before"


def test_a_form_is_sent_while_a_name_is_still_being_looked_up(germany, visit, cast):
    page = visit(cast.manager)
    page.goto(f"/objectives/{germany.objective.pk}/own-metric/")
    held = []
    page.route("**/glossary/look/**", lambda route: held.append(route))
    form = page.locator("form.sheet-form")
    with page.expect_request("**/glossary/look/**"):
        form.get_by_label("Measure", exact=True).fill("first orders")
    save(form)
    expect(page.locator("#what")).to_contain_text("first orders")
    assert Measure.objects.get(pk=germany.own.pk).name == "first orders"
