"""The composer: parts saved one by one, the page beside them, and what is refused beside its field."""

from decimal import Decimal

import pytest
from django.urls import reverse

from objectives.models import Ask
from reports.actions import parts
from reports.models import Report
from tests.builders import TODAY, make_objective
from tests.reports.drafting import FRIDAY, STEP, make_draft, make_large_draft
from tests.reports.pages import HTMX, by, page, queries

QUERIES = 38
pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast, germany):
    return make_draft(cast, germany)


def test_the_button_report_begins_a_draft_and_comes_back_to_it(cast, germany):
    manager = by(cast.manager)
    first = manager.post(reverse("reports:new", args=[germany.objective.pk]))
    again = manager.post(reverse("reports:new", args=[germany.objective.pk]))
    assert first.url == again.url == reverse("reports:edit", args=[Report.objects.get().pk])


def test_nobody_reports_on_what_is_not_planned_yet(cast, germany):
    plan = make_objective(cast, germany.cycle)
    response = by(cast.manager).post(reverse("reports:new", args=[plan.pk]))
    assert response.status_code == 409
    assert by(cast.staff).post(reverse("reports:new", args=[germany.objective.pk])).status_code == 403
    assert by(cast.american_manager).post(reverse("reports:new", args=[plan.pk])).status_code == 404


def test_the_composer_shows_what_lags_the_page_and_what_would_make_it_better(cast, draft):
    parts.delete_next_step(step=draft.next_steps.get(), by=cast.manager)
    shown = page(cast.manager, reverse("reports:edit", args=[draft.pk]))
    assert "local content team in place a month late" in shown
    assert "there is no next step" in shown
    assert "EUR 100,000 short" in shown
    assert "of 30" in shown


def test_a_changed_cause_is_saved_and_the_page_follows(cast, draft):
    finding = draft.findings.get()
    address = reverse("reports:finding", args=[draft.pk, finding.key_result_id])
    typed = {"kind": "resources", "text": "No budget for creators", "language": "en", "version": finding.version}
    response = by(cast.manager).post(address, typed, headers=HTMX)
    assert response.status_code == 200
    answer = response.content.decode()
    assert 'id="preview" hx-swap-oob="true"' in answer
    assert "No budget for creators" in answer
    assert f'name="version" value="{finding.version + 1}"' in answer
    finding.refresh_from_db()
    assert (finding.kind, finding.text) == ("resources", "No budget for creators")


def test_an_emptied_cause_goes_off_the_report_and_an_external_one_is_questioned(cast, draft):
    finding = draft.findings.get()
    address = reverse("reports:finding", args=[draft.pk, finding.key_result_id])
    typed = {"kind": "external", "text": "The platform was slow", "language": "en", "version": finding.version}
    assert "What is in our hands?" in by(cast.manager).post(address, typed, headers=HTMX).content.decode()
    by(cast.manager).post(address, {**typed, "text": ""}, headers=HTMX)
    assert not draft.findings.exists()


def test_two_people_at_one_cause_see_each_other(cast, draft):
    finding = draft.findings.get()
    address = reverse("reports:finding", args=[draft.pk, finding.key_result_id])
    seen = finding.version
    parts.set_finding(
        report=draft, key_result=finding.key_result, by=cast.manager, values={"text": "theirs"}, version=seen
    )
    typed = {"kind": "team", "text": "mine", "language": "en", "version": seen}
    response = by(cast.manager).post(address, typed, headers=HTMX)
    assert response.status_code == 412
    answer = response.content.decode()
    assert "theirs" in answer
    assert 'value="mine"' in answer


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due_on": "2026-10-01"}, "A next step lies ahead"),
        ({"text": ""}, "This field is required"),
        ({"due_on": "soon"}, "Enter a valid date"),
        ({"responsible": "99999"}, "Select a valid choice"),
    ],
)
def test_bad_input_of_a_step_stays_beside_its_field(cast, draft, changes, said):
    typed = {"text": "Call the agency", "responsible": cast.staff.pk, "due_on": FRIDAY.isoformat(), "language": "en"}
    response = by(cast.manager).post(reverse("reports:add_step", args=[draft.pk]), {**typed, **changes}, headers=HTMX)
    assert response.status_code == 400
    answer = response.content.decode()
    assert said in answer
    assert 'aria-invalid="true"' in answer
    assert draft.next_steps.count() == 1


@pytest.mark.parametrize("amount", ["much", "NaN", "1e309", "-5", "0", ""])
def test_an_amount_that_is_none_stays_beside_its_field(cast, germany, draft, amount):
    typed = {"kind": "money", "title": "Creators", "amount": amount, "currency": "EUR", "effect_by": "none"}
    response = by(cast.manager).post(reverse("reports:add_ask", args=[draft.pk]), typed, headers=HTMX)
    assert response.status_code == 400
    assert 'value="Creators"' in response.content.decode()
    assert Ask.objects.count() == 2


def test_an_ask_is_added_changed_taken_off_and_put_back(cast, germany, draft):
    manager = by(cast.manager)
    typed = {
        "kind": "money",
        "title": "Creators",
        "amount": "1,000",
        "currency": "EUR",
        "effect_by": "price",
        "effect_measure": germany.measures[0].pk,
        "effect_unit_cost": "50",
        "language": "en",
    }
    manager.post(reverse("reports:add_ask", args=[draft.pk]), typed, headers=HTMX)
    ask = Ask.objects.get(title="Creators")
    assert (ask.amount, ask.effect_unit_cost) == (Decimal(1000), Decimal(50))
    changed = {**typed, "kind": "people", "headcount": "2", "weeks": "3", "version": ask.version}
    manager.post(reverse("reports:ask", args=[draft.pk, ask.pk]), changed, headers=HTMX)
    ask.refresh_from_db()
    assert (ask.kind, ask.amount, ask.headcount) == ("people", None, 2)
    manager.post(reverse("reports:remove_ask", args=[draft.pk, ask.pk]), headers=HTMX)
    assert "Put on the report" in page(cast.manager, reverse("reports:edit", args=[draft.pk]))
    manager.post(reverse("reports:place_ask", args=[draft.pk, ask.pk]), headers=HTMX)
    assert ask.report_places.get().report_id == draft.pk


def test_the_author_may_write_the_second_sentence(cast, draft):
    typed = {
        "lede": "Amazon carries the quarter.",
        "language": "en",
        "addressee": cast.boss.pk,
        "as_of": "2026-10-20",
        "version": draft.version,
    }
    response = by(cast.manager).post(reverse("reports:words", args=[draft.pk]), typed, headers=HTMX)
    assert "Amazon carries the quarter." in response.content.decode()
    assert "Amazon carries" not in page(cast.manager, reverse("reports:preview", args=[draft.pk]) + "?sheet=zh-hans")


def test_submitting_an_old_version_is_refused(cast, draft):
    seen = draft.version
    parts.add_next_step(report=draft, by=cast.manager, values={**STEP, "responsible": cast.staff})
    manager = by(cast.manager)
    assert manager.post(reverse("reports:submit", args=[draft.pk]), {"version": seen}).status_code == 412
    draft.refresh_from_db()
    done = manager.post(reverse("reports:submit", args=[draft.pk]), {"version": draft.version})
    assert done.url == reverse("reports:paper", args=[draft.pk])
    assert manager.get(reverse("reports:edit", args=[draft.pk])).status_code == 302


def test_without_scripts_the_composer_works_by_pages(cast, draft):
    manager = by(cast.manager)
    step = {"text": "Call the agency", "responsible": cast.staff.pk, "due_on": FRIDAY.isoformat(), "language": "en"}
    assert manager.post(reverse("reports:add_step", args=[draft.pk]), step).status_code == 302
    wrong = manager.post(reverse("reports:add_step", args=[draft.pk]), {**step, "text": ""})
    assert wrong.status_code == 400
    assert "<html" in wrong.content.decode()


def test_the_composer_asks_the_same_however_much_stands_on_it(cast, germany):
    larger = make_large_draft(cast, germany)
    many = queries(cast.manager, reverse("reports:edit", args=[larger.pk]))
    few = Report.objects.create(
        objective=germany.objective, number=9, author=cast.manager, addressee=cast.boss, as_of=TODAY
    )
    assert many == QUERIES
    assert queries(cast.manager, reverse("reports:edit", args=[few.pk])) <= many
