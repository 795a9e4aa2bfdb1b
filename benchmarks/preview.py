"""How long the server takes to read a sentence that is being typed, and to answer with the fragment.

    python benchmarks/preview.py

Prints median and 95th percentile in milliseconds for sentences as people type them and for texts of 20,000 characters,
for the reading alone (`objectives.core.reading.read`) and for what the page shows of it. No database is asked.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "okrplan.settings")

import django

django.setup()

# Django is set up first, so these stand below.
from django.template.loader import render_to_string  # noqa: E402
from django.utils import translation  # noqa: E402

from objectives.core.reading import LineKind, read  # noqa: E402
from objectives.queries import previews  # noqa: E402

TODAY = date(2026, 10, 20)
LIMIT = 150  # milliseconds
TYPICAL = {
    "English": "Significantly improve GMV of new customers on Amazon Germany and reduce returns as soon as possible",
    "Chinese": "尽快大幅提升德国站新客GMV，同时优化退货流程，由运营部负责",
    "complete": "Raise ad conversion on Amazon DE from 1.5 % to 2.0 % by 30 Nov 2026 (owner: Wang Min)",
    "numbers": "Q4德国站新客GMV从120万欧元提升到200万欧元，ACOS不超过25%，12月31日前完成，负责人：王敏",
}
LONG = 20_000
PASTED = {
    "a sentence again and again": "Improve sales in Germany by 10 % soon, then from 5 to 7 orders by 31 Dec. ",
    "Chinese again and again": "尽快大幅提升德国站的销售额，从120万到200万，12月31日前完成。",
    "one letter": "x",
    "digits": "1234567890",
    "commas in digits": "1,000,",
    "emoji": "🚀",
    "right-to-left marks": "\u202e1e309\u202c ",
    "HTML": "<b onclick=alert(1)>10 %</b> ",
    "spaces": " ",
}


def main() -> None:
    """Time both, and say whether the slowest stays under the limit."""
    texts = {**TYPICAL, **{name: (part * LONG)[:LONG] for name, part in PASTED.items()}}
    print(f"{'':28}{'read median':>12}{'p95':>8}{'shown median':>14}{'p95':>8}   ms")
    slowest = 0.0
    for name, text in texts.items():
        rounds = 200 if name in TYPICAL else 15
        alone = timed(lambda text=text: read(text, LineKind.OBJECTIVE, today=TODAY), rounds)  # type: ignore[misc]
        shown = timed(lambda text=text: fragment(text), rounds)  # type: ignore[misc]
        slowest = max(slowest, shown[1])
        print(f"{name:28}{alone[0]:12.2f}{alone[1]:8.2f}{shown[0]:14.2f}{shown[1]:8.2f}")
    verdict = "under" if slowest < LIMIT else "OVER"
    print(f"slowest p95: {slowest:.1f} ms, {verdict} the limit of {LIMIT} ms")


def fragment(text: str) -> str:
    """What the page asks for, without the request around it."""
    with translation.override("en"):
        preview = previews.preview_of(text, LineKind.OBJECTIVE, today=TODAY)
        found = previews.shown_in(preview, None, None)
        return render_to_string("objectives/guide/_found.html", {"shown": found})


def timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median and 95th percentile of so many rounds, in milliseconds."""
    work()  # the first one loads the words
    taken = []
    for _round in range(rounds):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), sorted(taken)[int(len(taken) * 0.95) - 1]


if __name__ == "__main__":
    main()
