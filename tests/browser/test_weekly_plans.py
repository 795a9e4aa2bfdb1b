"""The plan of the weeks by keyboard, on a phone and without scripts: bars and total follow while it is typed."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from objectives.models import Measure
from okrplan.people.models import User
from tests.builders import TODAY, make_germany

PHONE = 390
WIDTH = "() => document.documentElement.scrollWidth"
CURVE = ["1"] * 14 + ["2", "3", "1"]


@pytest.fixture
def gmv(web, cast, on_day):
    """The running total of the German case: 17 weeks."""
    on_day(TODAY)
    return make_germany(cast).measures[0]


def open_weeks(page, measure):
    page.goto(f"/measures/{measure.pk}/weeks/")
    return page.locator("form.profile")


def profile_of(measure):
    return Measure.objects.get(pk=measure.pk).profile


def test_bar_total_and_curve_follow_what_is_typed_and_enter_saves(gmv, visit, cast):
    page = visit(cast.manager)
    form = open_weeks(page, gmv)
    total, first = form.locator("[data-total]"), form.get_by_label("6 Sep – 12 Sep")
    curve = form.locator("[data-curve]").get_attribute("points")
    first.fill("15.99")
    expect(total).to_have_text("Total 110 of 100")
    assert form.locator("[data-week] i").first.evaluate("one => one.style.height") == "100%"
    assert form.locator("[data-curve]").get_attribute("points") != curve
    first.press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("The weeks sum to 110; they must sum to 100.")
    expect(first).to_have_value("15.99")
    form.get_by_label("27 Dec – 31 Dec").fill("0")
    form.get_by_label("20 Dec – 26 Dec").fill("0.26")
    expect(total).to_have_text("Total 100 of 100")
    with page.expect_navigation():
        first.press("Enter")
    assert (profile_of(gmv)[0], profile_of(gmv)[-2:]) == ("15.99", ["0.26", "0"])


def test_last_years_curve_is_taken_and_saved_without_scripts_on_a_phone(gmv, web, new_context, cast):
    context = new_context(
        base_url=web.address, java_script_enabled=False, viewport={"width": PHONE, "height": 800}, locale="en-GB"
    )
    client = Client()
    client.force_login(cast.manager)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": web.address}])
    page = context.new_page()
    form = open_weeks(page, gmv)
    form.get_by_label("Last year’s curve").fill("\n".join(CURVE))
    form.get_by_role("button", name="Turn into shares").click()
    expect(form.get_by_label("13 Dec – 19 Dec")).to_have_value("10")
    assert profile_of(gmv) == []
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert profile_of(gmv) == ["5"] * 14 + ["10", "15", "5"]


def test_nothing_runs_off_a_phone_in_chinese(gmv, visit, cast):
    User.objects.filter(pk=cast.manager.pk).update(language="zh-hans")
    page = visit(cast.manager, language="zh-hans", width=PHONE, height=800)
    form = open_weeks(page, gmv)
    expect(form.get_by_label("9月6日 – 9月12日")).to_be_visible()
    assert page.evaluate(WIDTH) <= PHONE
