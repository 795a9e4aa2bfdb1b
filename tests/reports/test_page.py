"""One page: what must be read takes thirty seconds, the rest keeps its limits, and what does not fit is named."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from objectives.core.vocabulary import AskState, CauseKind, Language
from reports.core.facts import Finding, NextStep, Text
from reports.core.page import WHOLE_PAGE, by_loss, lay_out
from reports.core.reading import Limit, Size, first_clause, reading_seconds, shorten, shorten_to_name, size
from reports.core.sentences import Tone, plain
from tests.reports import situations as sit
from tests.reports.german_case import AS_OF

EN, ZH = Language.ENGLISH, Language.CHINESE
WORDY = Text(
    "The supplier was late by 30 days, because the mould broke and 12,500 units missed the vessel of 3 October "
    "and the whole launch moved behind the peak season",
    "供应商因模具损坏延误30天\uff0c首批1.25万件未能赶上10月3日的船期\uff0c整个上市计划因此错过旺季并影响后续排期",
)


def crowded(rows=10, asks=5, steps=6):
    """Ten long key results, five long asks, six long steps."""
    ask = replace(sit.QUANTIFIED.asks[0], title=WORDY, risk=WORDY, fallback=WORDY, amount=D(123456))
    return sit.changed(
        title=WORDY,
        key_results=tuple(
            replace(
                (sit.KR1, sit.KR2)[n % 2],
                code=f"KR{n + 1}",
                title=WORDY,
                weight=10,
                finding=Finding(CauseKind.RESOURCES, WORDY),
            )
            for n in range(rows)
        ),
        asks=tuple(replace(ask, key=n) for n in range(asks)),
        next_steps=tuple(NextStep(WORDY, "Maximilian Oberhauser", AS_OF) for _ in range(steps)),
    )


CROWDED = crowded()
EVERY = {**sit.ALL, "crowded": CROWDED}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("缺口10万欧元", Size(han=5, numbers=1)),
        ("EUR 100,000 short", Size(words=2, numbers=1)),
        ("By 20 Oct 35% done, don't wait", Size(words=5, numbers=2)),
        ("KR1 at Q4", Size(words=3)),
        ("", Size()),
    ],
)
def test_a_text_is_counted_as_it_is_read(text, expected):
    assert size(text) == expected


def test_reading_takes_a_minute_for_260_characters_or_238_words_and_half_a_second_a_number():
    assert reading_seconds("字" * 260) == pytest.approx(60)
    assert reading_seconds("word " * 238) == pytest.approx(60)
    assert reading_seconds("1 2 3 4") == pytest.approx(2)


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("language", [EN, ZH])
def test_every_page_reads_in_time_and_keeps_its_limits(name, language):
    page = lay_out(EVERY[name], language)
    assert page.must_read_seconds <= 30
    assert page.size.within(WHOLE_PAGE)
    assert page.fits
    assert len(page.asks) <= 3
    assert all(size(plain(ask.title)).within(Limit(15, 15)) for ask in page.asks)


def test_the_german_page_holds_everything():
    page = lay_out(sit.GERMAN, EN)
    assert [row.code for row in page.rows] == ["KR1", "KR2"]
    assert [plain(ask.title) for ask in page.asks] == [
        "EUR 5,000 for TikTok paid traffic",
        "1 person for 4 weeks: HR recruiter for local hiring",
    ]
    assert [step.who_and_when for step in page.steps] == ["Wang Min · by Sat 24 Oct"]
    assert page.kicker == "Germany site · 2026 Q4 · target EUR 500,000"
    assert page.imprint == "As of 20 Oct 2026 · Chen Li · version 1"
    assert page.status == "At risk"
    assert lay_out(sit.changed(lowered_by="KR1"), ZH).status == "有风险 · KR1"
    assert (page.rows_note, page.steps_note, page.asks_note, page.appendix) == ("", "", "", ())


def test_key_results_with_the_largest_loss_come_first():
    assert [line.code for line in by_loss(sit.TEN.key_results)][:3] == ["KR7", "KR3", "KR1"]
    assert [row.code for row in lay_out(sit.TEN, ZH).rows][:2] == ["KR7", "KR3"]


def test_what_does_not_fit_is_counted_and_listed_in_the_appendix():
    page = lay_out(sit.TEN, EN)
    hidden = 10 - len(page.rows)
    assert page.rows_note == f"and {hidden} more in the appendix"
    assert len(page.appendix) == hidden
    assert page.appendix[0].startswith("KR")


def test_of_five_asks_three_are_shown_and_two_announced():
    english, chinese = lay_out(sit.FIVE_ASKS, EN), lay_out(sit.FIVE_ASKS, ZH)
    assert [ask.key for ask in english.asks] == [1, 2, 3]
    assert english.asks_note == "and 2 more in the appendix"
    assert chinese.asks_note == "另有2项见附件"
    assert english.appendix == ("EUR 5,000 for Ask 4", "EUR 5,000 for Ask 5")


def test_asks_that_wait_for_an_answer_come_before_those_that_have_one():
    first, *rest = sit.FIVE_ASKS.asks
    page = lay_out(sit.changed(asks=(replace(first, state=AskState.APPROVED), *rest)), EN)
    assert [ask.key for ask in page.asks] == [2, 3, 4]


def test_without_asks_or_key_results_the_page_says_so():
    assert lay_out(sit.NO_ASKS, EN).asks_note == "No asks: nothing here needs a decision."
    assert lay_out(sit.NO_KEY_RESULTS, ZH).rows_note == "尚未设定关键结果。"
    assert lay_out(sit.NO_KEY_RESULTS, EN).chart is None


def test_a_lede_that_its_author_rewrote_keeps_the_tone_of_the_figures():
    own = {"lede": "With EUR 5,000 of traffic we are back at 96% by the end, 196% of last year."}
    page = lay_out(sit.QUANTIFIED, EN, own)
    assert plain(page.lede) == own["lede"]
    assert [piece.text for piece in page.lede if piece.tone is Tone.FIGURE] == ["EUR 5,000", "96%"]
    assert plain(lay_out(sit.QUANTIFIED, EN, {"lede": "  "}).lede).startswith("All of the gap")


def test_a_shortened_text_ends_on_a_clause_or_word_and_never_on_a_figure():
    assert shorten(WORDY.en, Limit(45, 9)) == "The supplier was late by 30 days…"
    assert shorten("We lost 30 days in June and July and August", Limit(9, 2)) == "We lost…"
    assert shorten("We lost 12,500 units in June", Limit(9, 3)) == "We lost…"
    assert shorten("首批1.25万件未能赶上船期", Limit(3, 9)) == "首批…"
    assert shorten("short", Limit(9, 9)) == "short"


FIGURES = st.lists(
    st.sampled_from(["EUR 12,500", "1.25万", "30", "2.0%", "late", "units", "延误", "件", ",", "\uff0c"])
)


@given(FIGURES, st.integers(1, 12))
def test_shortening_keeps_within_the_limit_and_keeps_each_figure_whole_or_leaves_it_out(parts, limit):
    text = " ".join(parts)
    short = shorten(text, Limit(limit, limit))
    assert size(short).within(Limit(limit, limit))
    kept = short.removesuffix("…")
    assert text.startswith(kept)
    if kept != text and kept:
        following = text[len(kept) :]
        assert not (kept[-1].isdigit() and following[:1] in "0123456789.,%万" and following.strip(", \uff0c"))


def test_a_title_is_named_by_what_it_is_about():
    assert shorten_to_name("TikTok Shop Germany opened and trading") == "TikTok Shop Germany"
    assert shorten_to_name("TikTok Shop德国站开通并正式运营") == "TikTok Shop德国站"
    assert shorten_to_name("亚马逊SP广告新客转化率提升至2.0%") == "亚马逊SP广告新客转化率"
    assert shorten_to_name("Repurchase rate from 25% to 35%") == "Repurchase rate"
    assert shorten_to_name("Go to market in Germany") == "Go to market in Germany"
    assert first_clause("模具损坏\uff0c延误30天") == "模具损坏"


def test_the_drawing_reaches_from_the_first_day_to_the_forecast_and_says_so_in_words():
    chart = lay_out(sit.GERMAN, EN).chart
    kinds = [line.kind.value for line in chart.lines]
    assert kinds == ["grid"] * 3 + ["plan", "done", "forecast"] + ["gap"] * 3
    done, forecast = chart.lines[4], chart.lines[5]
    assert forecast.points[0] == done.points[-1] == chart.dot
    assert {label.text for label in chart.labels} >= {"1 Oct", "20 Oct", "31 Dec", "done 35%", "forecast 80%", "gap"}
    assert chart.alt == "Completion from 1 Oct to 31 Dec: 35% done, plan 30%, forecast 80%."
    assert done.svg.startswith("44,128 ")


@pytest.mark.parametrize("name", EVERY)
def test_every_drawing_stays_on_its_sheet(name):
    chart = lay_out(EVERY[name], ZH).chart
    if chart:
        points = [point for line in chart.lines for point in line.points] + [
            (label.x, label.y) for label in chart.labels
        ]
        assert all(0 <= x <= chart.width and 0 <= y <= chart.height for x, y in points)


words = st.text(alphabet="ab 1,天延误\uff0c", max_size=200).map(str.strip)


@settings(max_examples=25, deadline=None)
@given(words, words, words, st.integers(0, 10), st.integers(0, 6))
def test_whatever_people_write_the_page_keeps_its_limits(cause, title, lede, rows, asks):
    text = Text(title or "x", title or "x")
    facts = crowded(rows, asks)
    facts = replace(
        facts,
        key_results=tuple(
            replace(line, title=text, finding=Finding(CauseKind.TEAM, Text(cause, cause))) for line in facts.key_results
        ),
        asks=tuple(replace(ask, title=text, risk=Text(cause, cause)) for ask in facts.asks),
    )
    for language in (EN, ZH):
        page = lay_out(facts, language, {"lede": lede})
        assert page.size.within(WHOLE_PAGE)
        assert page.must_read_seconds <= 30, page.must_read
