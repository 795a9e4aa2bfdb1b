"""Reports by the API: drafted, composed, submitted once, read as data and on paper."""

import io

import pytest
from pypdf import PdfReader

from reports.models import Report
from tests.api.conftest import errors
from tests.reports.drafting import FRIDAY, explain_kr1, make_draft, money_ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast, germany):
    return make_draft(cast, germany)


def test_a_report_is_drafted_composed_and_submitted(api, cast, germany):
    explain_kr1(cast, germany)
    manager = api(cast.manager)
    ask = manager.made(
        "asks/",
        {
            "objective": germany.objective.pk,
            "kind": "money",
            "title": "TikTok paid traffic",
            "amount": "5000",
            "currency": "EUR",
            "needed_by": FRIDAY.isoformat(),
            "effect_measure": germany.measures[0].pk,
            "effect_unit_cost": "125",
        },
    )
    report = manager.made("reports/", {"objective": germany.objective.pk})
    assert (report["state"], report["addressee"], report["asks"]) == ("draft", cast.boss.pk, [ask["id"]])
    assert report["findings"][0]["kind"] == "team"
    step = {"text": "Hire three editors", "responsible": cast.staff.pk, "due_on": FRIDAY.isoformat()}
    report = manager.made(f"reports/{report['id']}/next-steps/", step)
    step = report["next_steps"][0]
    changed = manager.patch(
        f"reports/{report['id']}/next-steps/{step['id']}/", {"text": "Hire 3"}, version=step["version"]
    )
    assert changed.json()["next_steps"][0]["text"] == "Hire 3"
    page = manager.read(f"reports/{report['id']}/page/?language=zh-hans")
    assert "10万" in "".join(one["text"] for one in page["conclusion"])
    sent = manager.post(f"reports/{report['id']}/submit/", {}, version=changed.json()["version"])
    assert sent.status_code == 200, sent.content
    assert {one["language"] for one in sent.json()["words"]} == {"en", "zh-hans"}
    assert len(sent.json()["documents"][0]["sha256"]) == 64
    facts = api(cast.boss).read(f"reports/{report['id']}/facts/")
    assert facts["asks"][0]["effect"].startswith("0.16")


def test_a_submission_repeated_with_its_key_gets_the_same_answer(api, cast, draft):
    manager = api(cast.manager)
    first = manager.post(f"reports/{draft.pk}/submit/", {}, Idempotency_Key="once")
    again = manager.post(f"reports/{draft.pk}/submit/", {}, Idempotency_Key="once")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert manager.post(f"reports/{draft.pk}/submit/", {}).status_code == 409


def test_a_change_needs_the_version_and_a_submitted_report_takes_none(api, cast, draft):
    manager = api(cast.manager)
    assert manager.patch(f"reports/{draft.pk}/", {"lede": "x"}).status_code == 428
    assert manager.patch(f"reports/{draft.pk}/", {"lede": "x"}, version=999).status_code == 412
    changed = manager.patch(f"reports/{draft.pk}/", {"lede": "Amazon carries it."}, version=draft.version)
    assert changed.json()["lede"] == "Amazon carries it."
    assert manager.patch(f"reports/{draft.pk}/", {"facts": {}}, version=99).status_code == 400
    manager.post(f"reports/{draft.pk}/submit/", {})
    version = Report.objects.get(pk=draft.pk).version
    assert manager.patch(f"reports/{draft.pk}/", {"lede": "y"}, version=version).status_code == 409
    assert manager.delete(f"reports/{draft.pk}/", version=version).status_code == 409


def test_strangers_find_nothing_and_the_boss_changes_nothing(api, cast, draft):
    for who in (cast.boss, cast.staff, cast.french_manager, cast.administrator):
        caller = api(who)
        assert caller.get(f"reports/{draft.pk}/").status_code == 404
        assert caller.get(f"reports/{draft.pk}.pdf").status_code == 404
        assert caller.post(f"reports/{draft.pk}/submit/", {}).status_code == 404
        assert caller.read("reports/")["results"] == []
    api(cast.manager).post(f"reports/{draft.pk}/submit/", {})
    boss = api(cast.boss)
    assert boss.get(f"reports/{draft.pk}/").status_code == 200
    assert boss.patch(f"reports/{draft.pk}/", {"lede": "x"}, version=1).status_code == 403
    assert boss.post(f"reports/{draft.pk}/submit/", {}).status_code == 403
    assert boss.post(f"reports/{draft.pk}/withdraw/", {}).status_code == 403
    assert api(cast.staff).get(f"reports/{draft.pk}/").status_code == 404


def test_a_report_on_somebody_elses_objective_is_refused(api, cast, germany):
    assert api(cast.french_manager).post("reports/", {"objective": germany.objective.pk}).status_code == 403
    bad = api(cast.manager).post("reports/", {"objective": germany.objective.pk, "addressee": cast.american_boss.pk})
    assert (bad.status_code, errors(bad)[0][0]) == (400, "addressee")
    early = api(cast.manager).post("reports/", {"objective": germany.objective.pk, "as_of": "2026-10-21"})
    assert (early.status_code, errors(early)[0][0]) == (400, "as_of")


def test_the_paper_is_one_page_and_the_kept_one_stays_the_same(api, cast, draft):
    manager = api(cast.manager)
    fresh = manager.get(f"reports/{draft.pk}.pdf?language=en")
    assert "not frozen" in PdfReader(io.BytesIO(fresh.content)).pages[0].extract_text()
    report = manager.post(f"reports/{draft.pk}/submit/", {}).json()
    kept = {one["language"]: one["sha256"] for one in report["documents"]}
    paper = manager.get(f"reports/{draft.pk}.pdf?language=zh-hans")
    assert paper["Content-Type"] == "application/pdf"
    assert paper["ETag"] == f'"{kept["zh-hans"]}"'
    assert len(PdfReader(io.BytesIO(paper.content)).pages) == 1


def test_an_ask_decided_by_the_api_counts_on_the_report(api, cast, draft):
    api(cast.manager).post(f"reports/{draft.pk}/submit/", {})
    ask = money_ask(draft)
    answer = api(cast.boss).post(f"asks/{ask.pk}/decide/", {"answer": "approve"})
    assert answer.status_code == 200, answer.content
    facts = api(cast.manager).read(f"reports/{draft.pk}/facts/")
    assert next(one for one in facts["asks"] if one["key"] == ask.pk)["state"] == "approved"
    assert api(cast.manager).post(f"reports/{draft.pk}/withdraw/", {}).status_code == 409
