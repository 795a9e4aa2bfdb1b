"""How long a text takes to read, and how it is made shorter without harming a figure.

Reading speed: 260 Chinese characters or 238 English words a minute (means of silent reading of prose), and half a
second more for each number, because a number is looked at, not skimmed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

CHARACTERS_A_MINUTE = 260
WORDS_A_MINUTE = 238
SECONDS_A_NUMBER = 0.5

_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_FIGURE = r"(?:\b[A-Z]{3} )?[+−±≤≥<>-]?[0-9]+(?:[.,:/][0-9]+)*(?: ?%|万亿|万|亿)?"
_WORD = r"[^\W\d_](?<![\u3400-\u9fff\uf900-\ufaff])(?:(?![\u3400-\u9fff\uf900-\ufaff])[\w'’&-])*"
_TOKEN = re.compile(rf"(?P<figure>{_FIGURE})|(?P<word>{_WORD})|(?P<han>{_HAN})|(?P<space>\s+)|(?P<mark>.)", re.DOTALL)
_CURRENCY = re.compile(r"[A-Z]{3} ")
_CLAUSE_ENDS = ",.;:!?\u3002\uff0c\uff1b\uff1a\uff01\uff1f\u3001"
_RESULT_VERB = re.compile(
    r"(?<=\S) (?:(?:is|are|opened|open|opens|launched|launches|live|converts?|reach(?:es)?|grows?|rises?|falls?|drops?"
    r"|stays?|stocked|delivered|hired|trained|ready|built)\b|(?:from|at|to|above|below|under|over) (?:[A-Z]{3} )?[0-9])"
    r"|(?<=\S)\s*(?:开通|开业|上线|启动|提升|提高|达到|达成|增至|增长|升至|降至|降到|下降|降低|控制|保持|稳定|完成|到位"
    r"|建成|备货|入仓|不低于|不高于|超过|实现)"
)


@dataclass(frozen=True, slots=True)
class Size:
    """What a text consists of: Chinese characters, words of letters, numbers."""

    han: int = 0
    words: int = 0
    numbers: int = 0

    @property
    def seconds(self) -> float:
        """Time to read it."""
        return self.han * 60 / CHARACTERS_A_MINUTE + self.words * 60 / WORDS_A_MINUTE + self.numbers * SECONDS_A_NUMBER

    @property
    def all_words(self) -> int:
        """Words and numbers together, as a word limit counts them."""
        return self.words + self.numbers

    def within(self, limit: "Limit") -> bool:
        return self.han <= limit.han and self.all_words <= limit.words

    def __add__(self, other: "Size") -> "Size":
        return Size(self.han + other.han, self.words + other.words, self.numbers + other.numbers)


@dataclass(frozen=True, slots=True)
class Limit:
    """How much a text may hold: Chinese characters, and words with numbers."""

    han: int
    words: int


@lru_cache(maxsize=8192)  # a page too long is laid out several times, mostly of the same texts
def size(text: str) -> Size:
    """Counts of a text. A figure with its unit is one number ("EUR 100,000" is a word and a number)."""
    han = words = numbers = 0
    for token in _TOKEN.finditer(text):
        han += token.lastgroup == "han" or sum(map(token.group().count, "万亿")) * (token.lastgroup == "figure")
        words += token.lastgroup == "word" or bool(token.lastgroup == "figure" and _CURRENCY.match(token.group()))
        numbers += token.lastgroup == "figure"
    return Size(han, words, numbers)


def reading_seconds(text: str) -> float:
    """Seconds to read a text."""
    return size(text).seconds


@lru_cache(maxsize=1024)
def shorten(text: str, limit: Limit) -> str:
    """The text within a limit: whole clauses, else whole words, then an ellipsis; words never end on a figure.

    A cut inside or right behind a number would change what it says ("晚30" of "晚30天"), so the number goes too.
    """
    if size(text).within(limit):
        return text
    kept, end = _fitting(text, limit)
    clause = max((kept.rfind(mark) for mark in _CLAUSE_ENDS if kept.rfind(mark) >= end // 2), default=-1)
    while clause > 0 and _splits_figure(text, clause):
        clause = max((kept.rfind(mark, 0, clause) for mark in _CLAUSE_ENDS), default=-1)
    if clause > end // 2:
        return kept[:clause].rstrip() + "…"
    return _without_last_figure(kept).rstrip(_CLAUSE_ENDS + " (\uff08-–") + "…"


def _fitting(text: str, limit: Limit) -> tuple[str, int]:
    total, end = Size(), 0
    for token in _TOKEN.finditer(text):
        total += size(token.group())
        if not total.within(limit):
            break
        end = token.end()
    return text[:end], end


def _splits_figure(text: str, position: int) -> bool:
    return any(token.start() < position < token.end() for token in _TOKEN.finditer(text) if token.lastgroup == "figure")


def _without_last_figure(text: str) -> str:
    tokens = [token for token in _TOKEN.finditer(text) if token.lastgroup != "space"]
    while tokens and tokens[-1].lastgroup == "figure":
        text = text[: tokens.pop().start()]
    return text


def first_clause(text: str) -> str:
    """The text up to its first pause."""
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "mark" and token.group() in _CLAUSE_ENDS and token.start():
            return text[: token.start()].rstrip()
    return text


def shorten_to_name(text: str) -> str:
    """What a title is about: a result's title up to the verb that says what happens to it.

    "TikTok Shop Germany opened and trading" is about "TikTok Shop Germany". A title that begins with its verb, or has
    none of the usual ones, stays whole.
    """
    found = _RESULT_VERB.search(text)
    name = text[: found.start()].rstrip(" ,\uff0c:\uff1a") if found else ""
    return name if name and size(name).within(Limit(han=16, words=8)) else text
