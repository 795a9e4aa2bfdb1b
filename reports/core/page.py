"""What stands on the one page: `lay_out` turns facts into a `Page` that HTML, PDF and API show as it is.

Limits: the conclusion holds at most 45 Chinese characters or 40 words; at most three asks are shown, their titles of at
most 15; conclusion, figure strip and ask titles read in 30 seconds; the whole page holds at most 400 Chinese characters
or 220 words. Labels that are the same on every page (headings, axis, kicker, footer) are furniture and do not count.

Key results come with the largest loss of the forecast first. What is too long is laid out again by the next plan of
`HEADS` (the layer of thirty seconds) or `BODIES` (the rest), each smaller than the one before: first fewer things, then
shorter texts. What is left out is counted on the page and listed in the appendix. Texts are shortened at a clause or a
word, and never inside a figure.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TypeVar

from objectives.core.vocabulary import AskState, Language, Status
from reports.core.ask_words import ask_lines, ask_state, ask_title, needed_by, who_and_when
from reports.core.chart import Drawing, draw
from reports.core.facts import AskLine, KeyResultLine, NextStep, ReportFacts
from reports.core.phrases import word
from reports.core.reading import Limit, Size, shorten, size
from reports.core.row_words import actual_lines, cause, outlook, progress
from reports.core.sentences import EMPTY, Piece, Sentence, Tone, joined, plain
from reports.core.situation import Situation, situation, tone
from reports.core.strip import Figure, strip
from reports.core.trend import basis, trend
from reports.core.voice import Voice
from reports.core.wording import CONCLUSION_SECONDS, conclusion, lede

MUST_READ_SECONDS = 30
WHOLE_PAGE = Limit(han=400, words=220)
ASKS = 3
TITLE = Limit(han=15, words=15)
OBJECTIVE = Limit(han=60, words=34)
EDITED = Limit(han=90, words=60)  # of a lede that its author rewrote
LEDE = "lede"


@dataclass(frozen=True, slots=True)
class Head:
    """How much the layer that must be read in thirty seconds may hold."""

    range_note: bool  # how far the forecast can be trusted, in the strip
    names: bool  # of key results in the strip, rather than codes
    title: Limit  # of an ask
    conclusion: float = CONCLUSION_SECONDS


@dataclass(frozen=True, slots=True)
class Body:
    """How much of each kind the rest of the page may hold."""

    rows: int
    measures: int  # a row
    steps: int
    text: Limit  # of a cause, a step, and each line of an ask
    trend: bool = True  # how the forecast comes about, which the appendix says too
    names: bool = True  # of key results in the lede, rather than codes
    risks: bool = True  # risk and fallback of an ask, rather than its effect alone
    title: Limit = TITLE  # of an ask, where that is less than the head allows


HEADS = (
    Head(range_note=True, names=True, title=TITLE),
    Head(range_note=False, names=True, title=TITLE),
    Head(range_note=False, names=False, title=TITLE),
    Head(range_note=False, names=False, title=Limit(12, 10)),
    Head(range_note=False, names=False, title=Limit(10, 8)),
    Head(range_note=False, names=False, title=Limit(8, 7)),
    Head(range_note=False, names=False, title=Limit(6, 4), conclusion=13),
)
BODIES = (
    Body(5, 3, 5, Limit(40, 24)),
    Body(5, 2, 4, Limit(26, 15), trend=False),
    Body(4, 2, 3, Limit(22, 12), title=Limit(15, 12), trend=False),
    Body(3, 2, 3, Limit(18, 10), title=Limit(12, 10), names=False, trend=False),
    Body(3, 2, 2, Limit(16, 8), title=Limit(12, 9), names=False, trend=False),
    Body(2, 2, 1, Limit(14, 8), title=Limit(12, 8), names=False, trend=False),
    Body(2, 2, 2, Limit(14, 8), title=Limit(12, 8), names=False, risks=False, trend=False),
    Body(2, 1, 1, Limit(12, 7), title=Limit(10, 8), names=False, risks=False, trend=False),
    Body(1, 1, 1, Limit(10, 6), title=Limit(8, 6), names=False, risks=False, trend=False),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A key result on the page. `bar` and `expected` are shares in [0, 1]; `progress` says the bar in words."""

    code: str
    title: Sentence
    weight: str
    lines: tuple[Sentence, ...]
    bar: Decimal | None
    expected: Decimal | None
    progress: str
    outlook: Sentence
    status: Status
    tone: Tone
    tag: str
    cause: Sentence


@dataclass(frozen=True, slots=True)
class Step:
    text: Sentence
    who_and_when: str
    done: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """An ask on the page; `key` is what a decision refers to."""

    key: int | None
    title: Sentence
    needed_by: str
    state: AskState
    text: Sentence = EMPTY
    answer: Sentence = EMPTY


@dataclass(frozen=True, slots=True)
class Headings:
    """Furniture of the page in its language."""

    why: str
    next: str
    key_result: str
    actual: str
    progress: str
    cause: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page, in reading order, in words."""

    language: Language
    title: Sentence
    kicker: str
    author: str
    imprint: str  # day, author, version
    status: str
    status_tone: Tone
    situation: Situation
    basis: Sentence
    chart: Drawing | None
    trend: Sentence
    headings: Headings
    footer: tuple[str, str]
    conclusion: Sentence = EMPTY
    lede: Sentence = EMPTY
    strip: tuple[Figure, ...] = ()
    rows: tuple[Row, ...] = ()
    rows_note: str = ""
    steps: tuple[Step, ...] = ()
    steps_note: str = ""
    asks: tuple[Ask, ...] = ()
    asks_note: str = ""
    appendix: tuple[str, ...] = ()  # codes and titles of what did not fit

    @property
    def must_read(self) -> str:
        """What is read in thirty seconds: conclusion, figure strip, title of each ask."""
        cells = [plain(part) for cell in self.strip for part in (cell.value, cell.note)]
        labels = [cell.label for cell in self.strip]
        return "\n".join([plain(self.conclusion), *labels, *cells, *(plain(ask.title) for ask in self.asks)])

    @property
    def must_read_seconds(self) -> float:
        return size(self.must_read).seconds

    @property
    def reads_in_time(self) -> bool:
        return self.must_read_seconds <= MUST_READ_SECONDS

    @property
    def size(self) -> Size:
        """Counts of the whole page without its furniture."""
        rows = [text for row in self.rows for text in (plain(row.title), *map(plain, row.lines), plain(row.cause))]
        steps = [text for step in self.steps for text in (plain(step.text), step.who_and_when)]
        asks = [plain(ask.text) for ask in self.asks]
        body = [self.must_read, plain(self.lede), plain(self.trend), *rows, *steps, *asks]
        return size("\n".join(body))

    @property
    def reading_seconds(self) -> float:
        return self.size.seconds

    @property
    def fits(self) -> bool:
        """Within every limit."""
        return self.reads_in_time and self.size.within(WHOLE_PAGE)


def lay_out(facts: ReportFacts, language: Language, edited_words: Mapping[str, str] | None = None) -> Page:
    """The page of a report in a language.

    `edited_words` holds what its author rewrote in this language, by name. That may be the "lede"; figures in it keep
    the tone that they have in the generated one. The conclusion always follows from the facts.
    """
    rewritten = shorten((edited_words or {}).get(LEDE, "").strip(), EDITED)
    draft = _page(facts, Voice(language))
    page = _first_fitting(draft, HEADS, partial(_with_head, facts), lambda page: page.reads_in_time)
    return _first_fitting(
        page, BODIES, partial(_with_body, facts, rewritten), lambda page: page.size.within(WHOLE_PAGE)
    )


P = TypeVar("P")


def _first_fitting(
    page: Page, plans: Sequence[P], lay: Callable[[Page, P], Page], fits: Callable[[Page], bool]
) -> Page:
    """The page by the first plan that fits, else by the smallest."""
    for plan in plans:
        page = lay(page, plan)
        if fits(page):
            break
    return page


def _page(facts: ReportFacts, voice: Voice) -> Page:
    """What every plan shows alike."""
    language, here = voice.language, situation(facts)
    return Page(
        language=language,
        title=voice.told(facts.title, OBJECTIVE),
        kicker=_kicker(facts, voice),
        author=facts.author,
        imprint=_imprint(facts, voice),
        status=_status(facts, voice),
        status_tone=tone(facts.status),
        situation=here,
        basis=basis(facts, language),
        chart=draw(facts, voice, tone(facts.status), with_forecast=here is Situation.FORECAST),
        trend=trend(facts, language),
        headings=_headings(voice),
        footer=_footer(facts, voice),
    )


def _with_head(facts: ReportFacts, page: Page, head: Head) -> Page:
    voice, asks = Voice(page.language), _asks_in_order(facts.asks)
    return replace(
        page,
        conclusion=conclusion(facts, page.language, seconds=head.conclusion),
        strip=strip(facts, page.language, range_note=head.range_note, names=head.names),
        asks=tuple(_ask(ask, facts, voice, head) for ask in asks[:ASKS]),
        asks_note=_note(len(asks) - ASKS, voice) if asks else voice.text("no_asks"),
    )


def _with_body(facts: ReportFacts, rewritten: str, page: Page, body: Body) -> Page:
    voice, rows = Voice(page.language), by_loss(facts.key_results)
    steps = sorted(facts.next_steps, key=lambda step: step.done)
    asks = _asks_in_order(facts.asks)
    generated = lede(facts, page.language, names=body.names)
    return replace(
        page,
        lede=_rewritten(rewritten, generated) if rewritten else generated,
        trend=trend(facts, page.language) if body.trend else EMPTY,
        rows=tuple(_row(line, facts, voice, body) for line in rows[: body.rows]),
        rows_note=_note(len(rows) - body.rows, voice) if rows else voice.text("no_rows"),
        steps=tuple(_step(step, facts, voice, body) for step in steps[: body.steps]),
        steps_note=_note(len(steps) - body.steps, voice) if steps else voice.text("no_steps"),
        asks=tuple(_told(shown, ask, facts, voice, body) for shown, ask in zip(page.asks, asks, strict=False)),
        appendix=(
            *(plain(joined((line.code, voice.told(line.title)), " ")) for line in rows[body.rows :]),
            *(plain(voice.told(step.text)) for step in steps[body.steps :]),
            *(plain(ask_title(ask, voice, TITLE)) for ask in asks[ASKS:]),
        ),
    )


def by_loss(lines: tuple[KeyResultLine, ...]) -> tuple[KeyResultLine, ...]:
    """Key results with the largest loss × weight first, then those without a forecast, then in their own order."""
    return tuple(sorted(lines, key=lambda line: (-line.loss, line.forecast is not None)))


def _asks_in_order(asks: tuple[AskLine, ...]) -> tuple[AskLine, ...]:
    """Those still waiting for an answer first."""
    return tuple(sorted(asks, key=lambda ask: ask.state.is_decided or ask.state is AskState.WITHDRAWN))


def _rewritten(text: str, generated: Sentence) -> Sentence:
    """The author's sentence with the generated one's figures marked in it."""
    marked = {piece.text: piece for piece in generated if piece.tone is not Tone.PLAIN}
    if not marked:
        return (Piece(text),)
    # The longest first, and never within a longer number: "35%" is no part of "135%".
    pattern = "|".join(re.escape(figure) for figure in sorted(marked, key=len, reverse=True))
    parts = re.split(rf"(?<![0-9.,])({pattern})", text)
    return tuple(marked.get(part, Piece(part)) for part in parts if part)


def _kicker(facts: ReportFacts, voice: Voice) -> str:
    target = voice.say("target", target=voice.target(facts)) if facts.unit and facts.target is not None else EMPTY
    return plain(joined((voice.told(facts.department), facts.cycle, target), voice.text("dot")))


def _imprint(facts: ReportFacts, voice: Voice) -> str:
    day = voice.say("as_of_long", day=voice.day(facts.as_of, year=True))
    return plain(joined((day, facts.author, voice.say("version", n=str(facts.version))), voice.text("dot")))


def _status(facts: ReportFacts, voice: Voice) -> str:
    return plain(joined((word(facts.status, voice.language), facts.lowered_by or ""), voice.text("dot")))


def _headings(voice: Voice) -> Headings:
    return Headings(
        why=voice.text("heading_why"),
        next=voice.text("heading_next"),
        key_result=voice.text("column_key_result"),
        actual=voice.text("column_actual"),
        progress=voice.text("column_progress"),
        cause=voice.text("column_cause"),
    )


def _row(line: KeyResultLine, facts: ReportFacts, voice: Voice, body: Body) -> Row:
    why = cause(line, facts, voice, body.text)
    return Row(
        code=line.code,
        title=voice.told(line.title, replace(body.text, han=max(body.text.han, 14))),
        weight=voice.text("weight", share=f"{line.weight}%"),
        lines=actual_lines(line, voice, body.measures),
        bar=_clamped(line.progress),
        expected=_clamped(line.expected),
        progress=progress(line, voice),
        outlook=outlook(line, voice),
        status=line.status,
        tone=tone(line.status),
        tag=why.tag,
        cause=why.text,
    )


def _clamped(share: Decimal | None) -> Decimal | None:
    return None if share is None else min(max(share, Decimal(0)), Decimal(1))


def _step(step: NextStep, facts: ReportFacts, voice: Voice, body: Body) -> Step:
    when = who_and_when(step.person, step.due_on, step.done, facts, voice)
    return Step(voice.opened(step.text, body.text), when, step.done)


def _ask(ask: AskLine, facts: ReportFacts, voice: Voice, head: Head) -> Ask:
    return Ask(ask.key, ask_title(ask, voice, head.title), needed_by(ask.needed_by, facts, voice), ask.state)


def _told(shown: Ask, ask: AskLine, facts: ReportFacts, voice: Voice, body: Body) -> Ask:
    """The ask with its lines; its title as the head has it, unless the body leaves less room."""
    fits = size(plain(shown.title)).within(body.title)
    return replace(
        shown,
        title=shown.title if fits else ask_title(ask, voice, body.title),
        text=ask_lines(ask, facts, voice, body.text, risks=body.risks),
        answer=ask_state(ask, voice, body.text),
    )


def _note(more: int, voice: Voice) -> str:
    return voice.text("and_n_more", n=str(more)) if more > 0 else ""


def _footer(facts: ReportFacts, voice: Voice) -> tuple[str, str]:
    left = voice.text("appendix", list=voice.text("appendix_all"))
    if facts.frozen_at is None:
        return left, voice.text("draft", day=voice.day(facts.as_of, year=True))
    day = voice.day(facts.frozen_at.date(), year=True)
    frozen = voice.say("frozen", day=day, time=f"{facts.frozen_at:%H:%M}")
    return left, plain(joined((frozen, voice.say("traceable")), voice.text("dot")))
