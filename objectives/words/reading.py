"""What a reader of the sentence would ask back, and what could be written instead.

Each code of the text rules has one sentence in the language of the page: why it matters, then the question. The
suggestion has blanks ("from __ to __") and is written in the language of the sentence it goes into, whatever
language the page is in.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from objectives.core import numbers
from objectives.core.reading import LineKind, Span, TextCode, TextFinding
from objectives.core.vocabulary import Language
from objectives.models.labels import label
from objectives.words.smart import TONES, letter_name

BLANK = "__"
ENDS = " \t\n.,;!?\u3002\uff0c\uff1b\uff01\uff1f"  # of a sentence, in both languages
QUOTED = 40  # characters of a quotation at most


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The sentence as it could be; `label` is what is new in it, `blank` where its first blank begins (-1: none)."""

    label: str
    text: str
    blank: int


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding as pages and the API say it."""

    code: str
    letter: str
    letter_name: str
    verdict: str
    tone: str
    sentence: str
    suggestion: Suggestion | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the sentence; with `reason`, the finding that is about it."""

    text: str
    letter: str = ""
    tone: str = ""
    reason: str = ""


def finding_words(finding: TextFinding, text: str, kind: LineKind) -> FindingWords:
    """One finding about a sentence of this kind."""
    return FindingWords(
        code=finding.code.value,
        letter=finding.letter.value,
        letter_name=letter_name(finding.letter),
        verdict=str(label(finding.verdict)),
        tone=TONES[finding.verdict],
        sentence=_sentence(finding, text, kind),
        suggestion=_suggestion(finding, text, kind),
    )


def marked(text: str, findings: Iterable[FindingWords], spans: Iterable[Iterable[Span]]) -> list[Piece]:
    """The sentence in pieces, the words of each finding marked; where two overlap the worse one has them."""
    owners: list[FindingWords | None] = [None] * len(text)
    for words, places in zip(findings, spans, strict=True):
        for place in places:
            for index in range(max(place.start, 0), min(place.end, len(text))):
                owners[index] = owners[index] or words
    pieces: list[Piece] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or owners[index] is not owners[start]:
            pieces.append(_piece(text[start:index], owners[start]))
            start = index
    return pieces


def _piece(text: str, words: FindingWords | None) -> Piece:
    return Piece(text, words.letter, words.tone, words.sentence) if words else Piece(text)


# --- why, and the question ----------------------------------------------------------------------------------


def _sentence(finding: TextFinding, text: str, kind: LineKind) -> str:
    if finding.code is TextCode.NO_SCOPE and kind is LineKind.KEY_RESULT:
        return _("It does not say of what: what exactly is counted?")
    if finding.code is TextCode.NO_OWNER and not finding.spans:
        return _("Nobody is named: which one person answers for it?")
    return _SENTENCES[finding.code]() % {"words": _quoted(finding, text)}


def _quoted(finding: TextFinding, text: str) -> str:
    place = finding.spans[0] if finding.spans else Span(0, len(text))
    words = text[place.start : place.end].strip()
    return words if len(words) <= QUOTED else f"{words[:QUOTED]}…"


_SENTENCES: dict[TextCode, Callable[[], str]] = {
    TextCode.NO_NUMBER: lambda: _("It does not say how much: by which figure will everybody see that it is reached?"),
    TextCode.NO_UNIT: lambda: _("“%(words)s” of what? A figure without its unit is read in two ways."),
    TextCode.NO_DATE: lambda: _("Without a day nothing can be planned backwards: by when?"),
    TextCode.NO_OWNER: lambda: _("“%(words)s” means nobody: which one person answers for it?"),
    TextCode.NO_BASELINE: lambda: _("A change is measured from somewhere: where does the figure stand today?"),
    TextCode.VAGUE_VERB: lambda: _("“%(words)s” does not say what will be different: from what to what?"),
    TextCode.VAGUE_DEGREE: lambda: _("Everyone reads “%(words)s” differently: how much is it?"),
    TextCode.VAGUE_TIME: lambda: _("“%(words)s” is another day for everyone: which day?"),
    TextCode.NO_SCOPE: lambda: _(
        "It does not say where and with what: which site or channel, which product or customers?"
    ),
    TextCode.TWO_GOALS: lambda: _(
        "Two results in one: if one is reached and the other not, what then? Keep one; the other can be a limit."
    ),
    TextCode.PERCENT_POINTS: lambda: _(
        "“%(words)s” of a rate may mean percent or percentage points: from what to what?"
    ),
    TextCode.ACTIVITY: lambda: _("“%(words)s” is work, not its result: what will have changed once it is done?"),
}


# --- what could be written ----------------------------------------------------------------------------------


def language_of(text: str) -> Language:
    """The language a sentence is written in, by its characters."""
    return Language.CHINESE if numbers.has_han(text) else Language.ENGLISH


def _suggestion(finding: TextFinding, text: str, kind: LineKind) -> Suggestion | None:
    language = language_of(text)
    with override(language.value):
        new = _new_words(finding, text, kind)
    written = _written(finding, text, new, language).strip()
    return Suggestion(new, written, written.find(BLANK))


def _new_words(finding: TextFinding, text: str, kind: LineKind) -> str:
    if finding.code is TextCode.NO_UNIT:
        return f"{_quoted(finding, text)} {BLANK}"
    if finding.code is TextCode.NO_SCOPE and kind is LineKind.KEY_RESULT:
        return _("(of: __)")
    if finding.code is TextCode.NO_DATE and finding.replaces:
        return _NEW[TextCode.VAGUE_TIME]()
    return _NEW[finding.code]()


_NEW: dict[TextCode, Callable[[], str]] = {
    TextCode.NO_NUMBER: lambda: _("from __ to __"),
    TextCode.NO_DATE: lambda: _("by __"),
    TextCode.NO_OWNER: lambda: _("(owner: __)"),
    TextCode.NO_BASELINE: lambda: _("(today: __)"),
    TextCode.VAGUE_VERB: lambda: _("from __ to __"),
    TextCode.VAGUE_DEGREE: lambda: _("from __ to __"),
    TextCode.VAGUE_TIME: lambda: pgettext("instead of soon", "by __"),
    TextCode.NO_SCOPE: lambda: _("(site: __, product: __)"),
    TextCode.TWO_GOALS: lambda: _("while __ stays at or under __"),
    TextCode.PERCENT_POINTS: lambda: _("from __% to __%"),
    TextCode.ACTIVITY: lambda: _("so that __ goes from __ to __"),
}


# The words concerned go, and what is new stands at the end of the sentence.
_TAKEN_AWAY = (TextCode.NO_NUMBER, TextCode.VAGUE_DEGREE, TextCode.PERCENT_POINTS)
_KEPT = (TextCode.VAGUE_VERB, TextCode.NO_BASELINE, TextCode.NO_SCOPE)  # with figures behind it a verb is fine


def _written(finding: TextFinding, text: str, new: str, language: Language) -> str:
    """The sentence with the new words in the place of the old ones, else behind them."""
    if finding.code is TextCode.TWO_GOALS and finding.spans:  # from the second goal on
        return _joined(text[: finding.spans[0].start].rstrip(ENDS), new, language)
    place = finding.replaces
    if place is None or finding.code in _KEPT:
        return _joined(text.rstrip(ENDS), new, language)
    before, after = text[: place.start].rstrip(), text[place.end :].lstrip()
    if finding.code in _TAKEN_AWAY:
        rest = _beside(before.removesuffix(" by"), after, language)
        return _joined(_begun(rest, text).rstrip(ENDS), new, language)
    return _begun(_beside(_beside(before, new, language), after, language), text)


def _begun(text: str, before: str) -> str:
    """A sentence that began with a capital letter still does."""
    return text[:1].upper() + text[1:] if before[:1].isupper() else text


def _joined(text: str, new: str, language: Language) -> str:
    """Words behind a sentence: after a comma in Chinese, unless they stand in brackets."""
    if language is Language.CHINESE and not new.startswith("\uff08"):
        return f"{text}\uff0c{new}"
    return f"{text}{new}" if language is Language.CHINESE else f"{text} {new}"


def _beside(one: str, other: str, language: Language) -> str:
    """Two parts of a sentence; a comma keeps its place."""
    apart = "" if language is Language.CHINESE or not one or other[:1] in tuple(ENDS) else " "
    return f"{one}{apart}{other}"
