"""What kind of thing the facts allow a report to say, and the tone a status gives to a figure."""

from enum import StrEnum

from objectives.core.vocabulary import Status
from reports.core.facts import ReportFacts
from reports.core.sentences import Tone

TONES = {Status.ON_TRACK: Tone.GOOD, Status.BEHIND: Tone.WARN, Status.AT_RISK: Tone.BAD}


class Situation(StrEnum):
    """What kind of conclusion the facts allow."""

    NO_KEY_RESULTS = "no_key_results"
    NO_DATA = "no_data"
    TOO_LITTLE_DATA = "too_little_data"
    TOO_EARLY = "too_early"
    ENDED = "ended"
    REACHED = "reached"
    FORECAST = "forecast"


def situation(facts: ReportFacts) -> Situation:
    """The first that applies, from the least known to the most."""
    if facts.completion is None:
        if not facts.key_results:
            return Situation.NO_KEY_RESULTS
        return Situation.TOO_EARLY if facts.too_early else Situation.NO_DATA
    if facts.has_ended:
        return Situation.ENDED
    if facts.completion >= 1:
        return Situation.REACHED
    if facts.not_enough_data:
        return Situation.TOO_LITTLE_DATA
    return Situation.TOO_EARLY if facts.too_early or facts.forecast is None else Situation.FORECAST


def tone(status: Status) -> Tone:
    return TONES.get(status, Tone.FIGURE)
