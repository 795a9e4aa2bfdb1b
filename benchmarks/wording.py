"""How well the rules of `objectives.core.reading` read objectives and key results: precision, recall and F1 per label.

    python benchmarks/wording.py            both parts, both languages; exit code 1 when the scored part misses a limit
    python benchmarks/wording.py tuning     the tuning part only

How the score is protected. `tests/data/wording/scored_*.csv` was written and committed before the rules. It is read
here and nowhere else, and this script prints sums only, never a line, an id or a word of it; no test reads it. Rules
and word lists are worked on with `tuning_*.csv` and with what one knows of the two languages. Who changes a rule runs
this script when the change is finished, not to find out which line it got wrong.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from objectives.core.reading import LineKind, TextCode, read  # noqa: E402

DATA = ROOT / "tests" / "data" / "wording"
TODAY = date(2026, 9, 1)
LANGUAGES = ("zh", "en")
MEASURED = (TextCode.NO_NUMBER, TextCode.NO_DATE, TextCode.NO_OWNER, TextCode.NO_BASELINE)
VAGUE = (TextCode.VAGUE_VERB, TextCode.VAGUE_DEGREE, TextCode.VAGUE_TIME)
LEAST_F1 = 0.95
LEAST_F1_VAGUE = 0.85
MOST_FALSE_ALARMS = 0.05


@dataclass
class Score:
    """Counts of one part in one language."""

    right: Counter[TextCode] = field(default_factory=Counter)
    too_many: Counter[TextCode] = field(default_factory=Counter)
    missed: Counter[TextCode] = field(default_factory=Counter)
    good: int = 0
    alarmed: int = 0

    def add(self, expected: set[TextCode], found: set[TextCode]) -> None:
        self.right.update(expected & found)
        self.too_many.update(found - expected)
        self.missed.update(expected - found)
        self.good += not expected
        self.alarmed += bool(not expected and found)

    def figures(self, *codes: TextCode) -> tuple[float, float, float]:
        """Precision, recall and F1 of some labels together; 1 where there is nothing to find and nothing found."""
        right = sum(self.right[code] for code in codes)
        too_many = sum(self.too_many[code] for code in codes)
        missed = sum(self.missed[code] for code in codes)
        precision = right / (right + too_many) if right + too_many else 1.0
        recall = right / (right + missed) if right + missed else 1.0
        f1 = 2 * right / (2 * right + too_many + missed) if right + too_many + missed else 1.0
        return precision, recall, f1

    @property
    def false_alarms(self) -> float:
        """Share of good lines with any finding."""
        return self.alarmed / self.good if self.good else 0.0

    def misses(self) -> Iterator[str]:
        """The limits this score does not meet."""
        for code in MEASURED:
            if self.figures(code)[2] < LEAST_F1:
                yield f"{code} under {LEAST_F1}"
        if self.figures(*VAGUE)[2] < LEAST_F1_VAGUE:
            yield f"vague wording under {LEAST_F1_VAGUE}"
        if self.false_alarms > MOST_FALSE_ALARMS:
            yield f"false alarms above {MOST_FALSE_ALARMS:.0%}"


def score(part: str, language: str) -> Score:
    """Read every line of a part and count."""
    result = Score()
    with (DATA / f"{part}_{language}.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            reading = read(row["text"], LineKind(row["kind"]), owner=row["owner"], today=TODAY)
            result.add({TextCode(label) for label in row["flaws"].split()}, set(reading.codes))
    return result


def table(part: str, scores: dict[str, Score]) -> str:
    lines = [f"{part} part", f"{'':16}" + "".join(f"{language:>12} P    R    F1" for language in scores)]
    for name, codes in [*((code.value, (code,)) for code in TextCode), ("vague wording", VAGUE)]:
        cells = ("".join(f"{figure:5.2f}" for figure in each.figures(*codes)) for each in scores.values())
        lines.append(f"{name:16}" + "".join(f"{cell:>22}" for cell in cells))
    alarms = "".join(f"{f'{each.alarmed} of {each.good}: {each.false_alarms:.1%}':>22}" for each in scores.values())
    return "\n".join([*lines, f"{'false alarms':16}{alarms}"])


def main(parts: list[str]) -> int:
    missed = []
    for part in parts or ["tuning", "scored"]:
        scores = {language: score(part, language) for language in LANGUAGES}
        print(table(part, scores), end="\n\n")
        if part == "scored":
            missed = [f"{language}: {miss}" for language, each in scores.items() for miss in each.misses()]
    if missed:
        print("\n".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
