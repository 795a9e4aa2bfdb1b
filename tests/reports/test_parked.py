"""A parked key result stands in no report: neither its figures nor its causes, risks and measures."""

from objectives.actions import quadrant
from objectives.actions.recompute import recompute
from objectives.core.vocabulary import Consequence
from reports.queries.dossiers import dossier_of
from tests.builders import TODAY
from tests.reports.drafting import make_draft


def test_a_report_says_nothing_of_what_is_parked(germany, cast):
    quadrant.decide(key_result=germany.key_results[0], by=cast.manager, kind=Consequence.PARK, values={})
    recompute(objective_id=germany.objective.pk, today=TODAY)
    facts = dossier_of(make_draft(cast, germany)).facts
    assert [one.code for one in facts.key_results] == ["KR2"]
