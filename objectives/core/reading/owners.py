"""Whether exactly one person answers for it, by the owner field and by the sentence itself.

A person is a name; a group, a department, a role or "everybody" is none, and two people who share are none either.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from objectives.core.reading.lexicon import Found, lexicon

_SHARED = re.compile(r" and |[&+和与及跟]| und | or |或")
_AND_OTHERS = re.compile(r"等人?\Z|等人?[^\u3400-\u9fff]| et al| & co\b|及团队|和团队")
_SPACED = re.compile(r"(?<=\A[\u3400-\u9fff]) (?=[\u3400-\u9fff](?![\u3400-\u9fff]))")  # 王 芳
_SPACED_NAME = re.compile(r"(?<=\A[\u3400-\u9fff]) +(?=[\u3400-\u9fff]{1,2}\Z)")  # 方 晓
_TWO_WORDS = re.compile(r"[\u3400-\u9fff]{2} [\u3400-\u9fff]{1,3}")
_TWO_NAMES = re.compile(r"[\u3400-\u9fff]{2,3} ?/ ?[A-Z][a-z]+|[A-Z][a-z]+ ?/ ?[\u3400-\u9fff]{2,3}")  # 王凯/Kevin
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_PARTS = re.compile(r"[,、/|;()\n]| - |(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_LATIN_WORD = re.compile(r"[^\W\d_\u3400-\u9fff](?:[^\W\d_\u3400-\u9fff]|['’.&-])*")
_CJK_RUN = re.compile(r"[\u3400-\u9fff·]+")
_LATIN_NAME = (
    r"[A-ZÀ-ÞŁŚŻŠŽ][\w'’.-]*(?: (?:van|von|der|de|da|di|del|la|le|bin|al|el|dos|ten) ?)*"
    r"(?: ?[A-ZÀ-ÞŁŚŻŠŽ][\w'’.-]*){0,3}"
)
_LATIN_AT_END = re.compile(rf"(?:{_LATIN_NAME}(?: and | & |, ?))*{_LATIN_NAME}\Z")
_NAMES_SHARED = re.compile(rf"{_LATIN_NAME}(?: ?(?:&|\+|/|,| and | und ) ?{_LATIN_NAME})*")
_FULL_NAME = re.compile(r"[A-ZÀ-ÞŁŚŻŠŽ][\w'’-]+(?: [A-ZÀ-ÞŁŚŻŠŽ][\w'’.-]*){1,3}")
_FIRST_NAME = re.compile(r"[A-ZÀ-ÞŁŚŻŠŽ][a-zß-ÿ]{2,}")
_FIRST_NAME_ALONE = re.compile(rf"{_FIRST_NAME.pattern}(?: [A-Z]\.?)?(?=\.? ?(?:[,;)\n]|\Z))")
_HANDLE = re.compile(r"(?<![\w.])@([a-zA-ZÀ-ÿ][\w.-]*[^\W_]|[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff]))")
_MONTH_IN_NAME = re.compile(
    r"(?:[-/|@,;(.]|owner|resp|responsible|by)[:.]? ?(?:(?!Early|Late|Mid|End|Until|By|In|Before|From|Since|Next|This)"
    r"[A-Z][a-z]+ (Jun|Jan|May|April|June|August|Mar)|(Jan|May|April|June|August) [A-Z][a-z]+)(?=[). ]*\Z)"
)
_OWNS = re.compile(r"(?:\A|[,;.(] ?)([a-z]{2,12}) ?\Z")
_BEFORE_GLUE = re.compile(r"\.? ?(?:person|人)? ?(?:[:=→]|is |are |will be |为|是|- |-)? ?")
_STOP = re.compile(r"[,;。!?\n()]|\.(?: |$)")
_TITLED = re.compile(
    r"(?P<name>[\u3400-\u9fff]{1,3}?)(?:先生|女士|老师|经理|总监|主管|店长|组长|站长|部长|主任|董|同学|专员|助理|小姐"
    r"|负责|牵头|主责|带队|总|姐|哥|(?<=\A.)工)|[老小阿大](?P<nick>[\u3400-\u9fff])"
)
_ALONE = re.compile(r"(?:来|全权|亲自|总体|具体|统一|直接|一人|一个人|独立|单独|主要|全程|本人|对结果|对此|对目标)+\Z")
FAR = 40  # characters after "owner:" that may be a name
_BEGINNINGS = (
    re.compile(r" ?([\u3400-\u9fff]{2,3})(?=带|要|需在|须在|将在|在|Q\d|\d|\x00|带队|必须)"),
    re.compile(r" ?@?([^:,;()\n]{2,30}):"),
    re.compile(r" ?([A-Z][\w'’-]+ [A-Z][\w'’-]+) (?:to|will|should) [a-z]"),
)
_ENDINGS = (
    re.compile(r"(?:[,;。@/|]| --?|--|->|→) ?@?([^,;。@/|()\n-]{2,30})[ .。]*\Z"),
    re.compile(r"(?:[ -]|交给|归口?|找|派|角)([\u3400-\u9fff]{2,3}?)(?:跟|盯|盯着|管|来管)?[ .。]*\Z"),
)
_ALSO_NAMES = frozenset({"na"})  # Li Na
_HEADS = frozenset(
    {"team", "teams", "dept", "department", "group", "manager", "managers", "lead", "leads", "head", "director"}
    | {"office", "staff", "unit", "squad"}
)
_LAST_BRACKETS = re.compile(r"\([^()]{1,20}\) ?\Z")
_DOES = (
    r"(?=完成|办理|提交|跟|带|做|盯|抓|管|主|牵|推进|落实|执行|统筹|操|把|在|于|全|来|组织|实施|承|签|对接|担|挂"
    r"|\x00|[,;。)]|\Z)"
)
_BY_WHOM = re.compile(r"由([\u3400-\u9fff]{2,3}?)" + _DOES)
_HELPS = re.compile(r"(?:协助|配合|支持|协同|辅助|参与|知会|support(?:s|ed by .*)?|assists?)\Z")
_LEADS = re.compile(r"([\u3400-\u9fff]{2,3}?)(?:带队|牵头|带领|带着|带)(?=.)")
_NO_NAME = re.compile(r"[\d%€$£¥,;。\x00]")
_BEFORE_NAME = (
    *("部", "组", "前", "内", "底", "末", "中心", "团队", "运营", "客服", "采购"),
    *("经理", "主管", "总监", "店长", "组长", "指定", "安排", "派", "请", "角", "归口", "交给", "归", "找"),
)
_PLACES_OF_WORK = tuple("仓店站厂办处科课队班室群")
_COMPOUND = ("欧阳", "司马", "诸葛", "上官", "司徒", "尉迟", "皇甫", "慕容", "夏侯", "东方", "令狐")


@dataclass(frozen=True, slots=True)
class Named:
    """Who is named at [start, end) of the folded text: `person` is "" when it is a group or several people."""

    start: int
    end: int
    person: str


def one_person(written: str) -> str:
    """The one person that a field names, "" when it names nobody, a group, or several people."""
    text = unicodedata.normalize("NFKC", written).strip().lstrip("@")
    if not text or _SHARED.search(_BRACKETS.sub(" ", text)):
        return ""
    text = _SPACED_NAME.sub("", text)
    if _AND_OTHERS.search(text):
        return ""
    for said in (_BRACKETS.sub(" ", text), text):  # 王芳(Fiona), Lena Vogt (Ads)
        parts = [part.strip() for part in _PARTS.split(said) if not _HELPS.search(part)]
        people = [person for part in parts if (person := _person(part))]
        if len(people) == 1:
            return people[0]
        if (
            _TWO_WORDS.fullmatch(said.strip())
            and len(people) == 2
            and not (_has_surname(people[1]) or people[1][0] in "小老阿大")
        ):
            return said.strip()  # 佐藤 健一
        if _TWO_NAMES.fullmatch(said.strip()):
            return people[0]
    return ""


def _person(part: str) -> str:
    """A name, freed of the department before or behind it; "" for a group."""
    chinese = [person for run in _CJK_RUN.findall(part) if (person := _chinese_person(run))]
    latin = [word for word in _LATIN_WORD.findall(part) if word.strip(".-")]
    if "@" in part or (chinese and latin and not _is_latin_group(latin)):
        return part
    if chinese:
        return chinese[0] if len(chinese) == 1 else ""
    if not _is_latin_group(latin):
        unnamed = _CJK_RUN.search(part) and (not latin or re.search(r"[组部队班]\Z", part))  # A组
        return "" if unnamed else " ".join(latin)
    rest = [word for word in latin if word.lower().strip(".") not in _group_words()]
    if any(word.lower().strip(".") in _HEADS for word in latin):
        return ""
    if len(rest) == 1 and not all(word.isupper() for word in latin if word not in rest):
        return ""  # "Ads Berlin"; but HR Amy is a person
    named = rest and all(word[:1].isupper() and not word.isupper() and word.lower() not in _places() for word in rest)
    return " ".join(rest) if named else ""


def _is_latin_group(words: list[str]) -> bool:
    groups = _group_words()
    plain = [word.lower().strip(".") for word in words]
    return " ".join(plain) in groups or any(word in groups and word not in _ALSO_NAMES for word in plain)


def _chinese_person(run: str) -> str:
    """王芳, 客服部陆敏 → 陆敏, 李经理; "" for a group."""
    if titled := _TITLED.fullmatch(run):
        if run in _group_words():
            return ""
        return (
            run
            if titled["nick"]
            or run[-1] in "哥姐"
            or (titled["name"][0] in _surnames() and titled["name"] not in _group_words())
            else ""
        )
    if len(run) == 1:
        return run if run in _surnames() else ""
    if leads := _LEADS.match(run):
        return leads.group(1) if _has_surname(leads.group(1)) else ""
    ends = [place + len(group) for group in _chinese_groups() if (place := run.rfind(group)) >= 0]
    rest = run[max(ends, default=0) :]
    if ends:
        return rest if 2 <= len(rest) <= 3 or _has_surname(rest) else ""
    if run.endswith(_PLACES_OF_WORK) and len(run) > 2:
        return ""
    return run if 2 <= len(run) <= 4 or "·" in run else ""


@cache
def _group_words() -> frozenset[str]:
    return frozenset(lexicon().phrases("group"))


@cache
def _chinese_groups() -> tuple[str, ...]:
    return tuple(group for group in _group_words() if not group.isascii())


@cache
def _places() -> frozenset[str]:
    return frozenset((*lexicon().phrases("place"), *lexicon().phrases("channel"), *lexicon().phrases("continent")))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(lexicon().tables["surnames"])


def _has_surname(name: str) -> bool:
    return name[:2] in _COMPOUND or (name[:1] in _surnames() and 2 <= len(name) <= 3)


def named_in(raw: str, chars: str, found: Found) -> list[Named]:
    """Everybody the sentence names as answering for it. `raw` is `chars` with the case as typed."""
    named = [*_after_owner_word(raw, chars, found), *_before_owner_word(raw, chars, found), *_by_whom(raw, found)]
    named += [each for each in _handles(raw, found) if not named]
    if not named:  # brackets and endings are guesses: only where no word says it
        named += [*_in_brackets(raw, found), *_at_the_start(raw, found), *_at_the_end(raw, found)]
    kept: list[Named] = []
    for each in named:
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def _after_owner_word(raw: str, chars: str, found: Found) -> list[Named]:
    named = []
    for mark in found.all("owner_before"):
        glue = _BEFORE_GLUE.match(chars, mark.end)
        begin = glue.end() if glue else mark.end
        pointed = bool(glue and glue.group().strip(" .")) or mark.phrase.endswith(("人", " by", " to"))
        alone = _FIRST_NAME_ALONE.match(raw, begin)
        if alone and not _unknown(alone.group(), found, raw):
            alone = None
        if (
            not pointed
            and not alone
            and not _FULL_NAME.match(raw, begin)
            and not _has_surname(raw[begin : begin + 2].strip())
        ):
            continue
        if not pointed and found.starts_within("group", begin, begin + 2):
            continue
        if begin < len(raw) and _NO_NAME.match(raw, begin):
            continue  # "cost per lead: €14"
        tail = _SPACED.sub("", raw[begin : begin + FAR])
        stop = _STOP.search(tail)
        tail = tail[: stop.start()] if stop else tail
        if match := _NAMES_SHARED.match(tail):
            said = match.group()
            rest = tail[match.end() :]
            if re.match(r" (?:team|dept|department|group|and|&)", rest):
                said = tail
        elif match := re.match(r"[\u3400-\u9fff·、/&+]+", tail):
            said = re.split(r"负责|牵头|跟进", match.group())[0]
        else:
            said = re.split(r"\d|\b(?:by|in|from|to)\b", tail)[0]
        if said.strip():
            named.append(Named(mark.start, begin + len(said), one_person(said)))
    return named


def _before_owner_word(raw: str, chars: str, found: Found) -> list[Named]:
    named = []
    for mark in found.all("owner_after"):
        before = raw[max(0, mark.start - FAR) : mark.start]
        said = _said_before(before, found, raw)
        if said:
            start = max(raw.rfind(said, 0, mark.start), 0)
            start -= 1 if raw[start - 1 : start] == "由" else 0
            named.append(Named(max(start, 0), mark.end, one_person(said)))
    return named


def _by_whom(raw: str, found: Found) -> list[Named]:
    """由金晶提交, 由毛建完成: a family name behind 由."""
    return [
        Named(match.start(), match.end(), one_person(match.group(1)))
        for match in _BY_WHOM.finditer(raw)
        if _has_surname(match.group(1)) and _unknown(match.group(1), found, raw)
    ]


def _handles(raw: str, found: Found) -> list[Named]:
    """@zhaolei, @anna.berg: a handle is one person's unless it is the name of a group."""
    return [
        Named(match.start(), match.end(), "" if _is_group(match.group(1).lower()) else match.group(1))
        for match in _HANDLE.finditer(raw)
    ]


def is_in_a_name(raw: str, place: int) -> bool:
    """Whether the month at a place is a part of a name: "… - Gao Jun", "…, April Wong"."""
    start = max(0, place - FAR)
    match = _MONTH_IN_NAME.search(raw, start)
    return bool(match and place in (match.start(1), match.start(2)))


def _said_before(before: str, found: Found, raw: str) -> str:
    """Who is named right before "负责" or "is responsible": a person, a group or several; "" for nobody."""
    if "由" in before:
        said = _ALONE.sub("", before.rsplit("由", 1)[1].strip())
        if not _NO_NAME.search(said):
            return said if one_person(said) or _is_group(said) else ""
    before = _LAST_BRACKETS.sub("", before)  # 王芳(运营部)负责
    stops = list(_STOP.finditer(before))
    head = _ALONE.sub("", (before[stops[-1].end() :] if stops else before).rstrip(" "))
    if match := _LATIN_AT_END.search(head):
        return match.group() if _unknown(match.group(), found, raw) else ""
    if before.endswith(" ") and (match := _OWNS.search(before)) and _unknown(match.group(1), found, raw):
        return match.group(1)  # "anna owns this"
    name = _name_at_end(head)
    if name and _unknown(name, found, raw):
        shared = re.search(rf"[\u3400-\u9fff]{{2,4}}[、和与跟&]{name}\Z", head)
        return shared.group() if shared else name
    if shared := re.search(r"[\u3400-\u9fff]{2,4}[和与、跟][\u3400-\u9fff]{2,4}(?:共同|一起)?\Z", head):
        return shared.group()
    return head.strip() if _is_group(head) else ""


def _is_group(said: str) -> bool:
    return said.strip() in _group_words() or bool(re.search(r"[、和与及]|and|&", said))


def _name_at_end(head: str) -> str:
    """王芳 at the end of "…12月31日前王芳": a family name and one or two characters more."""
    run = re.search(r"[\u3400-\u9fff]+\Z", head)
    if not run:
        return ""
    chars = run.group()
    if len(chars) <= 4 and (_TITLED.fullmatch(chars) or _has_surname(_strip_group(chars))):
        return one_person(chars)
    for length in (3, 2):
        name, before = chars[-length:], chars[:-length]
        nick = length == 2 and name[0] in "小阿老" and before.endswith(("部", "组", "中心"))
        if (nick or _has_surname(name)) and before.endswith(_BEFORE_NAME):
            return name
    return ""


def _strip_group(chars: str) -> str:
    person = _chinese_person(chars)
    return person or chars


def _in_brackets(raw: str, found: Found) -> list[Named]:
    named = []
    for match in re.finditer(r"[(（\[]([^()（）\[\]\n]{2,40})[)）\]]", raw):
        inside = match.group(1).strip().lstrip("@")
        alone = not raw[match.end() :].strip(" .。") and _FIRST_NAME.fullmatch(inside) and _unknown(inside, found, raw)
        nick = (titled := _TITLED.fullmatch(inside)) and titled["nick"]
        if alone or nick or _looks_like_name(inside, found, raw):
            named.append(Named(match.start(), match.end(), one_person(inside)))
    return named


def _at_the_start(raw: str, found: Found) -> list[Named]:
    """ "Anna Berg: …", 尹航：…"""
    for pattern in _BEGINNINGS:
        match = pattern.match(raw)
        if match and _looks_like_name(match.group(1).strip(), found, raw):
            return [Named(match.start(), match.end(), one_person(match.group(1)))]
    return []


def _at_the_end(raw: str, found: Found) -> list[Named]:
    for pattern in _ENDINGS:
        match = pattern.search(raw)
        inside = match.group(1).strip(" .。") if match else ""
        pointed = match is not None and (raw[: match.start(1)].rstrip(" ")[-1:] in tuple("@-/|>→"))
        first_name = pointed and _FIRST_NAME.fullmatch(inside) and _unknown(inside, found, raw)
        if match and (first_name or _looks_like_name(inside, found, raw)):
            return [Named(match.start(), match.end(), one_person(inside))]
    return []


def _looks_like_name(said: str, found: Found, raw: str) -> bool:
    if _CJK_RUN.fullmatch(said) and _has_surname(said):
        return _unknown(said, found, raw)
    if _NO_NAME.search(said):
        return False
    person = one_person(said)  # 客服部 陆敏, 采购-毛建
    if person and person != said and _has_surname(person) and _CJK_RUN.fullmatch(person):
        return _unknown(person, found, raw)
    return bool(_FULL_NAME.fullmatch(said)) and _unknown(said, found, raw)


KNOWN = (
    "place",
    "continent",
    "channel",
    "segment",
    "topic",
    "metric",
    "day_black_friday",
    "day_cyber_monday",
    "day_season",
    "raise",
    "lower",
    "deliverable",
    "activity",
    "group",
    "state",
    "quality",
    "degree",
    "vague_time",
    "weak",
    "lower",
    "process",
    "fresh",
    "owner_after",
    "reach",
)


def _unknown(said: str, found: Found, raw: str) -> bool:
    """No word of it stands in the lists: then capitals mean a name."""
    if (titled := _TITLED.fullmatch(said)) and (titled["nick"] or titled["name"][0] in _surnames()):
        return True  # 张经理: the title is a listed word, the name is none
    start = raw.find(said)
    return start < 0 or not found.any_within(KNOWN, start, start + len(said))
