"""A report from the button to the answer: composed beside its page, submitted, decided on it, seen by its author."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from objectives.actions.recompute import recompute
from objectives.models import BudgetEntry, Task
from objectives.queries import budgets
from reports.models import Report
from tests.builders import TODAY, make_germany
from tests.reports.drafting import explain_kr1

SHOTS = os.environ.get("SCREENSHOTS")  # a folder to look at afterwards


@pytest.fixture
def germany(web, cast, on_day):
    """The German case, computed, with the cause of its late start."""
    on_day(TODAY)
    made = make_germany(cast)
    explain_kr1(cast, made)
    recompute(objective_id=made.objective.pk, today=TODAY)
    return made


def look(page, name):
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def begin(page, germany):
    page.goto(f"/objectives/{germany.objective.pk}/reports/")
    page.get_by_role("button", name="Report", exact=True).click()
    expect(page.locator("#preview h1")).to_contain_text("EUR 100,000 short")


def edit_cause(page):
    cause = page.locator("#causes form").first
    cause.get_by_label("Root cause", exact=True).fill("content team hired a month late")
    cause.get_by_label("Root cause", exact=True).blur()
    expect(page.locator("#preview .reasons")).to_contain_text("Content team hired a month late")
    cause.get_by_label("Kind of cause").select_option("ability")  # saved on the version of the save before
    expect(page.locator("#preview .reasons .tag")).to_have_text("ability")


def add_step(page, cast):
    new = page.locator("#new_step")
    new.get_by_label("Next step", exact=True).fill("Hire three German freelance video editors")
    new.get_by_role("button", name="Add").click()
    expect(page.locator("#new_step .error").first).to_be_visible()  # nobody and no day: beside their fields
    new.get_by_label("Who").select_option(str(cast.staff.pk))
    new.get_by_label("By when").fill("2026-10-24")
    new.get_by_role("button", name="Add").click()
    expect(page.locator("#preview .todo li")).to_have_count(1)
    expect(page.locator("#preview .todo")).to_contain_text("Wang Min")


def add_ask(page):
    page.locator("#new_ask > summary").click()
    new = page.locator("#new_ask form")
    new.get_by_label("Amount").fill("5,000")
    new.get_by_label("What for", exact=True).fill("TikTok paid traffic")
    new.get_by_label("Needed by").fill("2026-10-24")
    new.get_by_label("Moves").select_option(label="GMV of the channel")
    new.get_by_label("Price of one customer or unit").fill("125")
    new.get_by_label("Fallback", exact=True).fill("EUR 3,000 from sponsored brands")
    look(page, "composer_ask")
    new.get_by_role("button", name="Add").click()
    expect(page.locator("#preview .ask")).to_contain_text("+16 percentage points")
    expect(page.locator("#preview .lede")).to_contain_text("96%")


def submit(page):
    page.get_by_role("button", name="Submit").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Submit to Zhou Wei?")
    look(page, "submit_dialog")
    dialog.get_by_role("button", name="Submit").click()
    expect(page.locator("#messages")).to_contain_text("Submitted to Zhou Wei.")


def test_a_report_goes_from_its_manager_to_the_boss_and_back_decided(germany, visit, cast):
    manager = visit(cast.manager)
    begin(manager, germany)
    edit_cause(manager)
    add_step(manager, cast)
    add_ask(manager)
    look(manager, "composer")
    submit(manager)
    report = Report.objects.get()
    assert Task.objects.get(responsible=cast.staff).accountable == cast.manager

    boss = visit(cast.boss, width=390)
    boss.goto(reverse("reports:inbox"))
    expect(boss.locator("main")).to_contain_text("1 unread · 1 decision waits for you")
    look(boss, "inbox_390")
    boss.get_by_role("link", name="heading for 80%").click()
    boss.get_by_text("Trim", exact=True).click()
    boss.get_by_label("Trim to").fill("6000")
    boss.get_by_role("button", name="Confirm").click()
    expect(boss.locator(".decision .error")).to_contain_text("Trim to an amount above 0 and below")
    assert not BudgetEntry.objects.exists()
    look(boss, "trim_390")
    boss.get_by_text("Approve", exact=True).click()
    boss.get_by_role("button", name="Confirm").click()
    expect(boss.locator(".ask .answer")).to_contain_text("Approved on 20 Oct")
    expect(boss.locator(".decision")).to_have_count(0)
    look(boss, "approved_390")

    assert budgets.approved(germany.objective) == {"EUR": Decimal(5000)}
    manager.goto(reverse("reports:paper", args=[report.pk]))
    expect(manager.locator(".ask .answer")).to_contain_text("Approved on 20 Oct")
    manager.locator("h1 a", has_text="35%").click()  # a figure leads to its calculation behind the page
    expect(manager.locator("#calculation")).to_be_in_viewport()
    expect(manager.locator(".sums")).to_contain_text("50% × 10% + 50% × 60% = 35%")
    look(manager, "appendix")
    troubles = [*manager.watch.troubles, *boss.watch.troubles]
    assert [one for one in troubles if "400" not in one] == []  # what was refused on purpose


def test_two_tabs_decide_once(germany, visit, cast):
    manager = visit(cast.manager)
    begin(manager, germany)
    add_ask(manager)
    submit(manager)
    address = reverse("reports:paper", args=[Report.objects.get().pk])
    one, other = visit(cast.boss), visit(cast.boss)
    for tab in (one, other):
        tab.goto(address)
        tab.get_by_text("Approve", exact=True).click()
    one.get_by_role("button", name="Confirm").click()
    expect(one.locator(".ask .answer")).to_contain_text("Approved on 20 Oct")
    other.get_by_role("button", name="Confirm").click()
    expect(other.locator("#paper .note")).to_contain_text("already been decided")
    expect(other.locator(".ask .answer")).to_contain_text("Approved on 20 Oct")
    assert budgets.approved(germany.objective) == {"EUR": Decimal(5000)}
