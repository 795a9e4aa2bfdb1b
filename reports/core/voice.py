"""A voice: one language with everything needed to say facts in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from objectives.core import numbers
from objectives.core.vocabulary import Direction, Language
from reports.core.facts import KeyResultLine, MeasureLine, ReportFacts, Text
from reports.core.phrases import phrase
from reports.core.reading import Limit, shorten, shorten_to_name
from reports.core.sentences import EMPTY, Piece, Said, Sentence, Tone, compose, concat, pieces, plain

_STOPS = ".\u3002;\uff1b,\uff0c "


@dataclass(frozen=True, slots=True)
class Voice:
    """Says phrases, figures, days and people's texts in its language."""

    language: Language

    @property
    def is_chinese(self) -> bool:
        return self.language is Language.CHINESE

    def say(self, key: str, **slots: Said) -> Sentence:
        """A phrase with its slots filled."""
        return compose(phrase(key, self.language), slots)

    def text(self, key: str, **slots: Said) -> str:
        """A phrase as a string."""
        return plain(self.say(key, **slots))

    def told(self, text: Text, limit: Limit | None = None) -> Sentence:
        """What a person wrote, without its final stop, shortened to a limit and marked when in the other language."""
        words = text.said(self.language).strip().rstrip(_STOPS)
        shown = shorten(words, limit) if limit else words
        return (Piece(shown, language=text.language if text.is_foreign(self.language) else None),) if shown else EMPTY

    def opened(self, text: Text, limit: Limit | None = None) -> Sentence:
        """What a person wrote at the start of a line: with a capital in English."""
        told = self.told(text, limit)
        return tuple(replace(piece, text=piece.text[:1].upper() + piece.text[1:]) for piece in told)

    def name(self, line: KeyResultLine) -> Sentence:
        """A key result's short name: the one given, else what its title is about."""
        if line.short_title:
            return self.told(line.short_title)
        words = shorten_to_name(line.title.said(self.language).strip().rstrip(_STOPS))
        return pieces(Piece(words, language=line.title.language if line.title.is_foreign(self.language) else None))

    def listed(self, parts: Sequence[Said], most: int = 4) -> Sentence:
        """ "A, B and C" / "A、B和C"; of more than `most`, those before the last place and how many more."""
        if len(parts) > most:
            parts = [*parts[: most - 1], self.say("n_more", n=str(len(parts) - most + 1))]
        result: Sentence = ()
        for index, part in enumerate(parts):
            joint = "" if not index else "and" if index == len(parts) - 1 else "list"
            result = concat(result, phrase(joint, self.language) if joint else "", part)
        return result

    def sentences(self, *clauses: Said) -> Sentence:
        """Each non-empty clause closed by a full stop, one after the other."""
        stop, gap = phrase("stop", self.language), phrase("next_sentence", self.language)
        result: Sentence = ()
        for clause in clauses:
            if clause:
                result = concat(result, gap if result else "", clause, stop)
        return result

    def day(self, value: date, *, year: bool = False, near: date | None = None) -> str:
        return numbers.day(value, self.language, year=year, near=near)

    def counted(self, value: int, english: str, chinese: str) -> str:
        """ "30 days" / "30天"; the Chinese classifier stands behind the number."""
        return f"{value}{chinese}" if self.is_chinese else numbers.count(value, english)

    def days(self, value: int) -> str:
        return self.counted(value, "day", "天")

    def check_ins(self, value: int) -> str:
        return str(value) if self.is_chinese else numbers.count(value, "check-in")

    def key_results(self, value: int) -> str:
        return str(value) if self.is_chinese else numbers.count(value, "KR")

    def share(self, value: Decimal, tone: Tone = Tone.FIGURE, source: str | None = None) -> Piece:
        return Piece(numbers.percent(value), tone, source)

    def plan(self, value: Decimal, tone: Tone = Tone.PLAIN) -> Piece:
        """A planned share, in whole percent: a plan is no finer than that."""
        return Piece(numbers.percent(value, whole=True), tone)

    def distance(self, share: Decimal, facts: ReportFacts) -> str:
        """A share of the objective in its unit, or in percentage points where it has none."""
        if facts.span is None or not facts.unit:
            return numbers.points(share * 100, self.language)
        return numbers.difference(share * facts.span, facts.unit, self.language, unit_other=facts.unit_other)

    def target(self, facts: ReportFacts) -> str:
        """The objective's target, exact."""
        return self.exact(facts.target, facts.unit, facts.unit_other) if facts.target is not None else ""

    def exact(self, value: Decimal, unit: str, unit_other: str | None = None, places: int | None = None) -> str:
        return numbers.amount(value, unit, self.language, exact=True, unit_other=unit_other, places=places)

    def reading(self, value: Decimal, measure: MeasureLine) -> str:
        """A value of a measure, with as many decimals as its baseline, target and last value need."""
        return self.exact(value, measure.unit, measure.unit_other, _places(measure))

    def bare(self, value: Decimal, measure: MeasureLine) -> str:
        """A value of a measure without its unit."""
        return numbers.number(value, self.language, exact=True, places=_places(measure))

    def limit(self, measure: MeasureLine) -> str:
        """ "≤ 25%" / "≤25%"."""
        if measure.target is None:
            return ""
        sign = "≤" if measure.direction is Direction.AT_MOST else "≥"
        return f"{sign}{'' if self.is_chinese else ' '}{self.reading(measure.target, measure)}"


def _places(measure: MeasureLine) -> int:
    values = (measure.last, measure.target, measure.baseline)
    return max((numbers.decimals(value) for value in values if value is not None), default=0)
