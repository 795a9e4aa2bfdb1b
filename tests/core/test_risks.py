"""The core risk: the one thing about an objective that its reader should know first."""

from dataclasses import replace

from objectives.core.assess import assess
from objectives.core.facts import ObjectiveFacts, Reading
from objectives.core.risks import CoreRisk, NamedRisk, core_risk
from objectives.core.vocabulary import RiskKind, RiskReason
from tests.core.measures import day, germany

TODAY = day(10, 20)
CHANNEL, ADS = 1, 2


def on(today=TODAY, facts: ObjectiveFacts | None = None, named=()):
    return core_risk(assess(facts or germany(), today), named)


def with_ads(**changes) -> ObjectiveFacts:
    """Germany with the guardrail of its ads changed."""
    channel, ads = germany().key_results
    measures = tuple(replace(one, **changes) if one.guardrail else one for one in ads.measures)
    return replace(germany(), key_results=(channel, replace(ads, measures=measures)))


def test_the_late_channel_is_the_core_risk_of_germany():
    assert on() == CoreRisk(RiskReason.STARTED_LATE, CHANNEL, days=30)


def test_a_deadly_risk_that_somebody_named_comes_first():
    account = NamedRisk(7, ADS, RiskKind.PLATFORM)
    assert on(named=[account]) == CoreRisk(RiskReason.NAMED, ADS, named=7)


def test_another_named_risk_stands_behind_what_the_figures_say():
    assert on(named=[NamedRisk(8, ADS, RiskKind.OTHER)]).reason is RiskReason.STARTED_LATE


def test_a_broken_guardrail_comes_before_any_loss():
    found = on(facts=with_ads(readings=(Reading(TODAY, germany().key_results[1].measures[-1].target + 5),)))
    assert (found.reason, found.key_result) == (RiskReason.GUARDRAIL_BROKEN, ADS)


def test_silence_is_a_risk_once_nothing_is_lost_by_a_late_start():
    channel, ads = germany().key_results
    in_time = replace(
        channel, measures=tuple(replace(one, effective_start=one.planned_start) for one in channel.measures)
    )
    found = on(day(11, 20), replace(germany(), key_results=(in_time, ads)))
    assert (found.reason, found.days) == (RiskReason.STALE, 31)
