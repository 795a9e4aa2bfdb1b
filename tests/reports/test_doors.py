"""Who sees a report: managers of the owning department and, once submitted, the bosses above; nobody else."""

import pytest

from objectives.access import Need
from okrplan.refusals import Forbidden, Invisible
from reports import access
from reports.actions import submission
from tests.builders import TODAY
from tests.reports.drafting import make_draft

pytestmark = pytest.mark.django_db

STRANGERS = (
    "staff",
    "colleague",
    "french_manager",
    "american_manager",
    "american_boss",
    "outsider",
    "administrator",
)


@pytest.fixture
def draft(cast, germany):
    return make_draft(cast, germany)


@pytest.mark.parametrize("who", [*STRANGERS, "boss"])
def test_a_draft_does_not_exist_for_anybody_but_the_managers(cast, draft, who):
    with pytest.raises(Invisible):
        access.report_for(getattr(cast, who), draft.pk)
    assert not access.visible_reports(getattr(cast, who)).exists()


@pytest.mark.parametrize("who", STRANGERS)
def test_a_submitted_report_does_not_exist_for_strangers_staff_and_administrators(cast, draft, who):
    submission.submit(report=draft, by=cast.manager, version=None, today=TODAY)
    with pytest.raises(Invisible):
        access.report_for(getattr(cast, who), draft.pk)
    assert not access.visible_reports(getattr(cast, who)).exists()


def test_the_boss_reads_a_submitted_report_and_revises_none(cast, draft):
    submission.submit(report=draft, by=cast.manager, version=None, today=TODAY)
    assert access.report_for(cast.boss, draft.pk) == draft
    with pytest.raises(Forbidden):
        access.report_for(cast.boss, draft.pk, Need.REVISE)


def test_the_manager_sees_both(cast, draft):
    assert access.report_for(cast.manager, draft.pk, Need.REVISE) == draft
    submission.submit(report=draft, by=cast.manager, version=None, today=TODAY)
    assert access.report_for(cast.manager, draft.pk) == draft


def test_an_ask_of_another_report_is_not_found_on_this_one(cast, draft):
    from tests.reports.drafting import money_ask

    ask = money_ask(draft)
    draft.ask_places.all().delete()
    with pytest.raises(Invisible):
        access.ask_on(draft, ask.pk)
