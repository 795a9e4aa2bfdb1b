"""A task typed in one line: "Hire three editors @Wang Min 5d".

- "@" and a name, in any part of the line, names the one person responsible. The longest name that fits wins, so that
  "@Wang Min" is not another Wang; a part of a name is enough while only one person has it.
- "5d", "5 days", "5天", "2w", "2周" between spaces is the duration; a week has five working days.
- What is left is the title.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

DAYS_A_WEEK = 5
LONGEST = 1000  # days; the same bound as the field's

_DURATION = re.compile(
    r"(?<!\S)(?P<count>[0-9０-９]{1,4}) ?(?:(?P<days>d|days?|天|个?工作日)|(?P<weeks>w|weeks?|周))(?!\S)", re.IGNORECASE
)
_MENTION = re.compile(r"(?<![\w.-])[@＠]\s?(?=\S)|(?<=[\u3400-\u9fff])[@＠](?=\S)")  # not an e-mail address
_PARTS = re.compile(r"[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class TaskLine:
    """What a line says. `named` are the keys of everybody "@…" may mean; `asked` is what stood there if nobody."""

    title: str
    days: int | None = None  # working days
    named: tuple[int, ...] = ()
    asked: str = ""


def task_line(text: str, names: Mapping[int, str]) -> TaskLine:
    """Read a line with the names that may be mentioned, by key."""
    rest, named, asked = mentioned(text, names)
    found = _DURATION.search(rest)
    days = None
    if found:
        days = min(int(found["count"]) * (DAYS_A_WEEK if found["weeks"] else 1), LONGEST) or None
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    return TaskLine(" ".join(rest.split()), days, named, asked)


def mentioned(text: str, names: Mapping[int, str]) -> tuple[str, tuple[int, ...], str]:
    """(the line without its first mention, everybody it may mean, what was asked for in vain)"""
    text = " ".join(text.split())
    mention = _MENTION.search(text)
    if mention is None:
        return text, (), ""
    before, after = text[: mention.start()], text[mention.end() :]
    length, named = _longest(after.casefold(), names)
    if not named:
        asked = after.split()[0]
        return _closed(before, after[len(asked) :]), (), asked
    return _closed(before, after[length:]), named, ""


def _closed(before: str, after: str) -> str:
    return " ".join(f"{before} {after}".split())


def _longest(text: str, names: Mapping[int, str]) -> tuple[int, tuple[int, ...]]:
    """How much of the text is a name, and whose."""
    best: dict[int, list[int]] = {}
    for key, name in names.items():
        fits = [len(one) for one in _spellings(name.casefold()) if text.startswith(one)]
        if fits:
            best.setdefault(max(fits), []).append(key)
    return (max(best), tuple(best[max(best)])) if best else (0, ())


def _spellings(name: str) -> list[str]:
    """A name as people type it: whole, or one of its parts ("王敏 wang min": "王敏", "wang min", "wang")."""
    parts = _PARTS.findall(name)
    latin = " ".join(one for one in parts if one.isascii())
    return [one for one in (name, latin, *parts) if one]
