"""What keeps a plan from being confirmed: a missing number, date or owner, or a baseline that is the target.

A key result without a measure lacks its number; a plan that is led by its key results can be computed only from at
least one of them with a weight. Everything else is a question that somebody may answer in a sentence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from objectives.core.smart import CONFIRMATION_NEEDS, SmartResult
from objectives.core.vocabulary import Basis, SmartCode, Verdict


@dataclass(frozen=True, slots=True)
class KeyResultFacts:
    key: int
    weight: int
    is_measured: bool
    is_owned: bool  # by somebody who is active


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that is missing; `key_result` where it is missing there."""

    code: SmartCode
    key_result: int | None = None


def blockers(missing: Iterable[SmartCode], basis: Basis, key_results: Sequence[KeyResultFacts]) -> tuple[Blocker, ...]:
    """Everything that is missing at once: what the letters miss first, then the key results in their order."""
    found = [Blocker(code) for code in missing]
    if basis is Basis.KEY_RESULTS:
        if not key_results:
            found.append(Blocker(SmartCode.NO_KEY_RESULT))
        elif not any(one.weight for one in key_results):
            found.append(Blocker(SmartCode.NO_WEIGHT))
    for one in key_results:
        if not one.is_measured:
            found.append(Blocker(SmartCode.KEY_RESULT_WITHOUT_MEASURE, one.key))
        if not one.is_owned:
            found.append(Blocker(SmartCode.KEY_RESULT_WITHOUT_OWNER, one.key))
    return tuple(found)


def open_questions(result: SmartResult) -> tuple[SmartCode, ...]:
    """Codes of the findings that may be answered in a sentence, in the order of the letters."""
    return tuple(
        finding.code
        for letter in result.letters
        for finding in letter.findings
        if finding.verdict is not Verdict.PASS and finding.code not in CONFIRMATION_NEEDS
    )
