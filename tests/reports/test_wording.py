"""What the report says: the sentences of every situation, written out in both languages."""

# ruff: noqa: E501  (a sentence that people read stands on one line)

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from objectives.core.vocabulary import AskKind, AskState, Direction, Language, Status
from reports.core import facts as report_facts
from reports.core import phrases
from reports.core.ask_words import ask_lines, ask_state, ask_title
from reports.core.facts import Text
from reports.core.page import lay_out
from reports.core.reading import Limit, size
from reports.core.row_words import actual_lines, cause, outlook
from reports.core.sentences import Tone, plain
from reports.core.strip import strip
from reports.core.trend import basis, trend
from reports.core.voice import Voice
from reports.core.wording import CONCLUSION, conclusion, lede
from tests.reports import situations as sit
from tests.reports.german_case import CASE, german_facts

EN, ZH = Language.ENGLISH, Language.CHINESE

CONCLUSIONS = {
    "german": (
        "By 20 Oct 35% done, heading for 80% at the present trend: EUR 100,000 short. Core risk: TikTok Shop Germany started 30 days late (local content team in place a month late).",
        "截至10月20日，完成率35%，按当前趋势预计达成80%，缺口10万欧元；核心风险：TikTok Shop德国站晚启动30天（本地内容团队搭建延误1个月）。",
    ),
    "on_track": (
        "By 20 Oct 62% done, heading for 100% at the present trend: on target. No core risk.",
        "截至10月20日，完成率62%，按当前趋势预计达成100%，可按期达成；暂无核心风险。",
    ),
    "nearly": (
        "By 20 Oct 62% done, heading for 97% at the present trend: EUR 15,000 short. No core risk.",
        "截至10月20日，完成率62%，按当前趋势预计达成97%，缺口1.5万欧元；暂无核心风险。",
    ),
    "behind": (
        "By 20 Oct 35% done, heading for 90% at the present trend: EUR 50,000 short. Core risk: TikTok Shop Germany started 30 days late (local content team in place a month late).",
        "截至10月20日，完成率35%，按当前趋势预计达成90%，缺口5万欧元；核心风险：TikTok Shop德国站晚启动30天（本地内容团队搭建延误1个月）。",
    ),
    "too_early": (
        "By 5 Oct 3% done against a plan of 5%; too early for a forecast. Needed from here: EUR 39,000 a week. Leading milestones: Content team on site by 12 Oct, Shop opened by 19 Oct.",
        "截至10月5日，完成率3%（计划5%），为时尚早，暂不预测；此后每周需3.9万欧元；先行里程碑：本地团队到岗（10月12日前）。",
    ),
    "too_early_unchecked": (
        "By 5 Oct no check-in yet against a plan of 5%; too early for a forecast. Needed from here: EUR 40,200 a week.",
        "截至10月5日尚无进展更新（计划5%），为时尚早，暂不预测；此后每周需4.02万欧元。",
    ),
    "no_data": (
        "By 20 Oct no check-in yet against a plan of 30%. Needed from here: EUR 48,600 a week. Core risk: TikTok Shop Germany without any check-in.",
        "截至10月20日尚无进展更新（计划30%）；此后每周需4.86万欧元；核心风险：TikTok Shop德国站尚无进展更新。",
    ),
    "too_little": (
        "By 20 Oct 35% done against a plan of 30%; no forecast: over a third of the weight has no check-in (KR2). Needed from here: EUR 31,600 a week.",
        "截至10月20日，完成率35%（计划30%），暂不预测：超过三分之一的权重尚无更新（KR2）；此后每周需3.16万欧元。",
    ),
    "no_key_results": (
        "As of 20 Oct there is no key result yet, so neither completion nor forecast can be given.",
        "截至10月20日尚未设定关键结果，无法给出完成率和预测。",
    ),
    "aged": (
        "By 27 Oct (data of 20 Oct) 35% done, heading for 80% at the present trend: EUR 100,000 short. Core risk: TikTok Shop Germany started 30 days late (local content team in place a month late).",
        "截至10月27日（10月20日数据），完成率35%，按当前趋势预计达成80%，缺口10万欧元；核心风险：KR1晚启动30天（本地内容团队搭建延误1个月）。",
    ),
    "stale": (
        "By 10 Nov (no check-in for 21 days) 35% done, heading for 80% at the present trend: EUR 100,000 short. Core risk: TikTok Shop Germany without a check-in for 21 days.",
        "截至11月10日（21天未更新），完成率35%，按当前趋势预计达成80%，缺口10万欧元；核心风险：TikTok Shop德国站已21天未更新。",
    ),
    "reached": (
        "By 20 Oct 100% done: target reached.",
        "截至10月20日，完成率100%，已达成目标。",
    ),
    "over": (
        "By 20 Oct 112% done: target reached, EUR 60,000 over.",
        "截至10月20日，完成率112%，已达成目标，超出6万欧元。",
    ),
    "backwards": (
        "By 20 Oct completion is −12%, below the start, heading for 5% at the present trend: EUR 475,000 short. Core risk: TikTok Shop Germany went backwards to −20%.",
        "截至10月20日，完成率−12%，低于起点，按当前趋势预计达成5%，缺口47.5万欧元；核心风险：TikTok Shop德国站倒退至−20%。",
    ),
    "guardrail": (
        "By 20 Oct 35% done, heading for 80% at the present trend: EUR 100,000 short. Core risk: ACOS of Amazon sponsored products at 27%, limit ≤ 25%.",
        "截至10月20日，完成率35%，按当前趋势预计达成80%，缺口10万欧元；核心风险：亚马逊SP广告新客转化率的ACOS为27%，突破约束≤25%。",
    ),
    "not_started": (
        "By 20 Oct 35% done, heading for 80% at the present trend: EUR 100,000 short. Core risk: TikTok Shop Germany not started, 44 days late (local content team in place a month late).",
        "截至10月20日，完成率35%，按当前趋势预计达成80%，缺口10万欧元；核心风险：KR1尚未启动，已晚44天（本地内容团队搭建延误1个月）。",
    ),
    "loss": (
        "By 20 Oct 35% done, heading for 80% at the present trend: EUR 100,000 short. Core risk: TikTok Shop Germany heading for 60% only.",
        "截至10月20日，完成率35%，按当前趋势预计达成80%，缺口10万欧元；核心风险：TikTok Shop德国站预计仅达成60%。",
    ),
    "named": (
        "By 20 Oct 35% done, heading for 80% at the present trend: EUR 100,000 short. Core risk: TikTok reviews the seller account.",
        "截至10月20日，完成率35%，按当前趋势预计达成80%，缺口10万欧元；核心风险：TikTok正在复核卖家账号。",
    ),
    "ended_short": (
        "Closed on 31 Dec at 80%: EUR 100,000 short. Core risk: TikTok Shop Germany started 30 days late (local content team in place a month late).",
        "12月31日收官，完成率80%，缺口10万欧元；核心风险：TikTok Shop德国站晚启动30天（本地内容团队搭建延误1个月）。",
    ),
    "ended_over": (
        "Closed on 31 Dec at 110%: target reached, EUR 50,000 over.",
        "12月31日收官，完成率110%，已达成目标，超出5万欧元。",
    ),
    "no_unit": (
        "By 20 Oct 35% done, heading for 80% at the present trend: 20 percentage points short. Core risk: TikTok Shop Germany started 30 days late (local content team in place a month late).",
        "截至10月20日，完成率35%，按当前趋势预计达成80%，缺口20个百分点；核心风险：TikTok Shop德国站晚启动30天（本地内容团队搭建延误1个月）。",
    ),
    "in_percent": (
        "By 20 Oct 35% done, heading for 80% at the present trend: 0.1 percentage points short. Core risk: TikTok Shop Germany started 30 days late (local content team in place a month late).",
        "截至10月20日，完成率35%，按当前趋势预计达成80%，缺口0.1个百分点；核心风险：TikTok Shop德国站晚启动30天（本地内容团队搭建延误1个月）。",
    ),
    "long_cause": (
        "By 20 Oct 35% done, heading for 80% at the present trend: EUR 100,000 short. Core risk: TikTok Shop Germany started 30 days late (The mould at the supplier broke).",
        "截至10月20日，完成率35%，按当前趋势预计达成80%，缺口10万欧元；核心风险：TikTok Shop德国站晚启动30天（供应商模具损坏）。",
    ),
    "only_english": (
        "By 20 Oct 35% done, heading for 80% at the present trend: EUR 100,000 short. Core risk: TikTok Shop Germany started 30 days late (content team a month late).",
        "截至10月20日，完成率35%，按当前趋势预计达成80%，缺口10万欧元；核心风险：TikTok Shop德国站晚启动30天（content team a month late）。",
    ),
    "ten": (
        "By 20 Oct 35% done, heading for 80% at the present trend: EUR 100,000 short. Core risk: Site 1 started 30 days late.",
        "截至10月20日，完成率35%，按当前趋势预计达成80%，缺口10万欧元；核心风险：1号站晚启动30天。",
    ),
}

LEDES = {
    "german": (
        "All of the gap is in TikTok Shop Germany; as planned: Amazon sponsored products. 2 decisions needed by Sat 24 Oct; effect not quantified.",
        "缺口全部来自TikTok Shop德国站；亚马逊SP广告新客转化率按计划推进。需您在10月24日（周六）前决策2项；效果未量化。",
    ),
    "on_track": (
        "Both key results run as planned. 2 decisions needed by Sat 24 Oct; effect not quantified.",
        "两个关键结果均按计划推进。需您在10月24日（周六）前决策2项；效果未量化。",
    ),
    "guardrail": (
        "All of the gap is in TikTok Shop Germany. 2 decisions needed by Sat 24 Oct; effect not quantified.",
        "缺口全部来自TikTok Shop德国站。需您在10月24日（周六）前决策2项；效果未量化。",
    ),
    "ten": (
        "Most of the gap, 67%, is in Site 7; as planned: the other 8. 2 decisions needed by Sat 24 Oct; effect not quantified.",
        "缺口主要来自7号站（占67%）；其余8个关键结果按计划推进。需您在10月24日（周六）前决策2项；效果未量化。",
    ),
    "aged": (
        "All of the gap is in TikTok Shop Germany; as planned: Amazon sponsored products. 2 decisions overdue since Sat 24 Oct; effect not quantified.",
        "缺口全部来自TikTok Shop德国站；亚马逊SP广告新客转化率按计划推进。2项待您决策，已于10月24日（周六）到期；效果未量化。",
    ),
    "no_asks": (
        "All of the gap is in TikTok Shop Germany; as planned: Amazon sponsored products. No decision is needed.",
        "缺口全部来自TikTok Shop德国站；亚马逊SP广告新客转化率按计划推进。暂无需要您批准的事项。",
    ),
    "five_asks": (
        "All of the gap is in TikTok Shop Germany; as planned: Amazon sponsored products. 5 decisions needed by Sat 24 Oct; effect not quantified.",
        "缺口全部来自TikTok Shop德国站；亚马逊SP广告新客转化率按计划推进。需您在10月24日（周六）前决策5项；效果未量化。",
    ),
    "quantified": (
        "All of the gap is in TikTok Shop Germany; as planned: Amazon sponsored products. If approved, EUR 5,000 (TikTok paid traffic) lifts the forecast to 96%.",
        "缺口全部来自TikTok Shop德国站；亚马逊SP广告新客转化率按计划推进。若批准5000欧元（TikTok付费流量），预测可升至96%。",
    ),
    "no_key_results": (
        "",
        "",
    ),
    "reached": (
        "2 decisions needed by Sat 24 Oct; effect not quantified.",
        "需您在10月24日（周六）前决策2项；效果未量化。",
    ),
}

BASES = {
    "german": (
        "Completion and gap: mean of 2 KRs; the metric itself has no check-in.",
        "完成率和缺口：2个关键结果的均值；目标指标本身尚无更新。",
    ),
    "own_metric": (
        "Completion and gap: the metric itself; the mean of 2 KRs stands at 35%, forecast 80%.",
        "完成率和缺口：目标指标本身；2个关键结果的均值为35%，预测80%。",
    ),
    "too_little": (
        "Completion and gap: mean of 2 KRs; the metric itself has no check-in. Left out, no check-in: KR2.",
        "完成率和缺口：2个关键结果的均值；目标指标本身尚无更新。未计入（尚无更新）：KR2。",
    ),
    "no_data": (
        "",
        "",
    ),
}

TRENDS = {
    "german": (
        "At the pace of the last 3 check-ins KR1 reaches 60% and, with KR2 as planned, the objective reaches 80% by 31 Dec.",
        "按最近3次更新的速度，KR1将达成60%，KR2按计划推进，目标到12月31日预计达成80%。",
    ),
    "on_track": (
        "At the pace of the last 3 check-ins KR1 reaches 100% and, with KR2 as planned, the objective reaches 100% by 31 Dec.",
        "按最近3次更新的速度，KR1将达成100%，KR2按计划推进，目标到12月31日预计达成100%。",
    ),
    "ten": (
        "At the pace of the last 3 check-ins KR7 reaches 60%, KR3 60% and, with KR1, KR2, KR4 and 5 more as planned, the objective reaches 80% by 31 Dec.",
        "按最近3次更新的速度，KR7将达成60%、KR3达60%，KR1、KR2、KR4和另外5个按计划推进，目标到12月31日预计达成80%。",
    ),
    "large_entry": (
        "At the pace of the last 3 check-ins KR1 reaches 60% and, with KR2 as planned, the objective reaches 80% by 31 Dec. One large entry of EUR 12,000 is in the trend of KR1; without it KR1 reaches 41%.",
        "按最近3次更新的速度，KR1将达成60%，KR2按计划推进，目标到12月31日预计达成80%。KR1的趋势中含一笔1.2万欧元的大额更新；剔除后KR1达成41%。",
    ),
    "guardrail": (
        "At the pace of the last 3 check-ins KR1 reaches 60%, KR2 100% and the objective reaches 80% by 31 Dec.",
        "按最近3次更新的速度，KR1将达成60%、KR2达100%，目标到12月31日预计达成80%。",
    ),
    "too_early": (
        "",
        "",
    ),
    "reached": (
        "",
        "",
    ),
}


@pytest.mark.parametrize("name", CONCLUSIONS)
def test_the_conclusion_says_what_the_situation_calls_for(name):
    facts = sit.ALL[name]
    assert (plain(conclusion(facts, EN)), plain(conclusion(facts, ZH))) == CONCLUSIONS[name]


@pytest.mark.parametrize("name", LEDES)
def test_the_lede_says_where_the_gap_is_and_what_a_decision_changes(name):
    facts = sit.ALL[name]
    assert (plain(lede(facts, EN)), plain(lede(facts, ZH))) == LEDES[name]


@pytest.mark.parametrize("name", BASES)
def test_completion_and_gap_say_what_they_are_a_figure_of(name):
    facts = sit.ALL[name]
    assert (plain(basis(facts, EN)), plain(basis(facts, ZH))) == BASES[name]


@pytest.mark.parametrize("name", TRENDS)
def test_the_forecast_is_said_in_one_sentence_that_a_reader_can_check(name):
    facts = sit.ALL[name]
    assert (plain(trend(facts, EN)), plain(trend(facts, ZH))) == TRENDS[name]


def test_the_german_conclusion_contains_what_the_case_demands():
    english, chinese = (plain(conclusion(german_facts(), language)) for language in (EN, ZH))
    assert all(part in english for part in CASE["expected"]["conclusion_must_contain_en"])
    assert all(part in chinese for part in CASE["expected"]["conclusion_must_contain_zh"])
    assert CASE["cause"]["text_en"] in english
    assert CASE["cause"]["text_zh"] in chinese


def test_changing_one_check_in_changes_the_sentence():
    other = german_facts(changed={("GMV of the channel", "2026-10-20"): D(6000)})
    assert plain(conclusion(other, EN)).startswith(
        "By 20 Oct 36% done, heading for 86.1% at the present trend: EUR 69,300"
    )
    assert plain(conclusion(other, ZH)).startswith("截至10月20日，完成率36%，按当前趋势预计达成86.1%，缺口6.93万欧元")


def test_a_week_without_a_check_in_keeps_the_forecast_and_marks_its_age():
    later = german_facts(date(2026, 10, 27))
    assert later.forecast == german_facts().forecast
    assert "(data of 20 Oct)" in plain(conclusion(later, EN))
    assert plain(strip(later, EN)[1].note).endswith("data 7 days old")


@pytest.mark.parametrize("name", sit.ALL)
@pytest.mark.parametrize("language", [EN, ZH])
def test_every_conclusion_keeps_its_limit(name, language):
    assert size(plain(conclusion(sit.ALL[name], language))).within(CONCLUSION)


@pytest.mark.parametrize("name", sit.ALL)
def test_chinese_is_set_with_full_width_punctuation(name):
    page = lay_out(sit.ALL[name], ZH)
    texts = [page.conclusion, page.lede, page.basis, page.trend, *(ask.text for ask in page.asks)]
    for sentence in texts:
        assert not re.search(r"[\u4e00-\u9fff][,;:()!?]|[,;:()!?][\u4e00-\u9fff]", plain(sentence)), plain(sentence)


def test_every_phrase_has_the_same_slots_in_both_languages():
    for key, (english, chinese) in phrases._PHRASES.items():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", chinese)), key


def test_figures_carry_their_tone_and_their_source():
    tones = {piece.text: (piece.tone, piece.source) for piece in conclusion(german_facts(), EN)}
    assert tones["35%"] == (Tone.FIGURE, "completion")
    assert tones["80%"] == (Tone.BAD, "forecast")
    assert tones["EUR 100,000 short"] == (Tone.BAD, "gap")
    assert (Tone.WARN, "forecast") in {(piece.tone, piece.source) for piece in conclusion(sit.BEHIND, EN)}
    assert (Tone.GOOD, "forecast") in {(piece.tone, piece.source) for piece in conclusion(sit.ON_TRACK, EN)}


def test_a_text_in_the_other_language_is_shown_as_written_and_marked():
    marked = [piece for piece in conclusion(sit.ONLY_ENGLISH, ZH) if piece.language]
    assert [(piece.text, piece.language) for piece in marked] == [("content team a month late", EN)]
    assert not [piece for piece in conclusion(sit.ONLY_ENGLISH, EN) if piece.language]


def lines(measure, language):
    line = replace(sit.KR1, measures=(measure,))
    return [plain(said) for said in actual_lines(line, Voice(language), 3)]


@pytest.mark.parametrize(
    ("measure", "english", "chinese"),
    [
        (sit.KR1.measures[0], "GMV of the channel: EUR 5,000 of EUR 50,000", "渠道GMV 5000 / 5万欧元"),
        (sit.KR1.measures[1], "New-customer orders: 50 of 500", "新客订单 50 / 500"),
        (
            sit.KR2.measures[0],
            "New-customer conversion: 1.8% of 2.0% (from 1.5%)",
            "新客转化率 1.8% / 2.0%（基线1.5%）",
        ),
        (sit.a_measure(guardrail=True), "ACOS: 23%, held ≤ 25%", "ACOS 23%，约束≤25%，守住"),
        (
            sit.a_measure(guardrail=True, broken=True, last=D(27)),
            "ACOS: 27%, limit ≤ 25% broken",
            "ACOS 27%，突破约束≤25%",
        ),
        (
            sit.a_measure(periods_due=4, periods_met=3),
            "ACOS: 23%, held ≤ 25% (3 of 4 periods)",
            "ACOS 23%，约束≤25%，守住（4期中3期达标）",
        ),
        (sit.a_measure(last=None, last_day=None), "ACOS: no check-in yet, limit ≤ 25%", "ACOS尚无更新，约束≤25%"),
        (
            replace(sit.KR1.measures[1], last=None, last_day=None),
            "New-customer orders: no check-in yet, target 500 orders",
            "新客订单尚无更新，目标500单",
        ),
        (
            sit.a_measure(
                name=Text("Shop opened", "店铺开通"), direction=Direction.MILESTONE, due_on=date(2026, 10, 31)
            ),
            "Shop opened: open, due 31 Oct",
            "店铺开通：未完成（10月31日到期）",
        ),
        (
            sit.a_measure(name=Text("Shop opened", "店铺开通"), direction=Direction.MILESTONE, done=True),
            "Shop opened: done",
            "店铺开通：已完成",
        ),
        (
            sit.a_measure(name=Text("Shop opened", "店铺开通"), direction=Direction.MILESTONE, steps=5, steps_done=3),
            "Shop opened: 3 of 5 steps",
            "店铺开通：5步已完成3步",
        ),
        (
            replace(sit.KR2.measures[0], stale=True, last_day=date(2026, 9, 29)),
            "New-customer conversion: 1.8% of 2.0% (from 1.5%), of 29 Sep",
            "新客转化率 1.8% / 2.0%（基线1.5%），9月29日的数据",
        ),
    ],
)
def test_actual_stands_beside_target(measure, english, chinese):
    assert lines(measure, EN) == [english]
    assert lines(measure, ZH) == [chinese]


def test_of_too_many_measures_the_broken_guardrail_stays():
    measures = (*sit.KR1.measures, sit.a_measure(guardrail=True, broken=True, last=D(27)))
    said = [plain(line) for line in actual_lines(replace(sit.KR1, measures=measures), Voice(EN), 2)]
    assert said == [
        "GMV of the channel: EUR 5,000 of EUR 50,000",
        "ACOS: 27%, limit ≤ 25% broken",
        "and 1 more",
    ]


@pytest.mark.parametrize(
    ("changes", "english", "chinese"),
    [
        ({}, "Local content team in place a month late", "本地内容团队搭建延误1个月"),
        ({"finding": None}, "Started 30 days late", "晚启动30天"),
        ({"finding": None, "started": False}, "Not started, 30 days late", "尚未启动，已晚30天"),
        ({"finding": None, "days_late": 0}, "Root cause not stated", "尚未说明根因"),
        (
            {"finding": None, "days_late": 0, "progress": D("-0.2")},
            "Went backwards: −20%",
            "出现倒退：−20%",
        ),
        (
            {"finding": None, "days_late": 0, "stale": True, "last_day": date(2026, 9, 29)},
            "No check-in for 21 days",
            "已21天未更新",
        ),
        ({"finding": None, "days_late": 0, "status": Status.ON_TRACK}, "As planned", "符合预期"),
        ({"finding": None, "days_late": 0, "status": Status.NO_DATA}, "No data", "暂无数据"),
    ],
)
def test_a_row_says_its_cause_or_what_the_figures_show(changes, english, chinese):
    line = replace(sit.KR1, measures=(), **changes)
    said = [plain(cause(line, sit.GERMAN, Voice(language), Limit(40, 24)).text) for language in (EN, ZH)]
    assert said == [english, chinese]


def test_a_row_that_lags_says_how_much_faster_it_must_go():
    measure = replace(sit.KR1.measures[0], pace_needed=D("2.14"))
    line = replace(sit.KR1, finding=None, days_late=0, measures=(measure,))
    assert plain(cause(line, sit.GERMAN, Voice(EN), Limit(40, 24)).text) == "needs 2.1 × the present pace"
    assert plain(cause(line, sit.GERMAN, Voice(ZH), Limit(40, 24)).text) == "需达到当前速度的2.1倍"


def test_status_is_a_word_beside_the_forecast():
    assert plain(outlook(sit.KR1, Voice(EN))) == "At risk · forecast 60%"
    assert plain(outlook(sit.KR2, Voice(ZH))) == "正常 · 预测100%"


ROOM = Limit(40, 24)
PEOPLE = sit.an_ask(kind=AskKind.PEOPLE, amount=None, headcount=2, weeks=4)


@pytest.mark.parametrize(
    ("ask", "english", "chinese"),
    [
        (sit.an_ask(), "EUR 5,000 for TikTok paid traffic", "5000欧元：TikTok付费流量"),
        (sit.an_ask(amount=D(123456)), "EUR 123,456 for TikTok paid traffic", "123,456欧元：TikTok付费流量"),
        (PEOPLE, "2 people for 4 weeks: TikTok paid traffic", "2人×4周：TikTok付费流量"),
        (replace(PEOPLE, headcount=1, weeks=None), "1 person: TikTok paid traffic", "1人：TikTok付费流量"),
        (sit.an_ask(kind=AskKind.PERMISSION, amount=None), "TikTok paid traffic", "TikTok付费流量"),
    ],
)
def test_an_ask_begins_with_its_exact_quantity(ask, english, chinese):
    assert plain(ask_title(ask, Voice(EN), Limit(15, 15))) == english
    assert plain(ask_title(ask, Voice(ZH), Limit(15, 15))) == chinese


@pytest.mark.parametrize(
    ("ask", "english", "chinese"),
    [
        (
            sit.QUANTIFIED.asks[0],
            "Effect: +16 percentage points, forecast 96%. Without it: Content team complete in December only. "
            "Fallback: Shift EUR 3,000 from sponsored brands.",
            "效果：预测+16个百分点，达96%。不批的风险：内容团队12月才到齐。备选：从品牌广告调3000欧元。",
        ),
        (
            replace(sit.QUANTIFIED.asks[0], risk=Text(), fallback=Text()),
            "Effect: +16 percentage points, forecast 96%. Without it the forecast stays at 80%. No fallback stated.",
            "效果：预测+16个百分点，达96%。不批则预测停在80%。未说明备选方案。",
        ),
        (
            sit.an_ask(fallback=Text("Agency", "外包")),
            "Effect not quantified. Risk without it not stated. Fallback: Agency.",
            "效果未量化。未说明不批的风险。备选：外包。",
        ),
        (sit.an_ask(), "Effect not quantified. Risk and fallback not stated.", "效果未量化。未说明风险和备选方案。"),
    ],
)
def test_an_ask_says_effect_risk_and_fallback_or_that_nobody_stated_them(ask, english, chinese):
    assert plain(ask_lines(ask, sit.GERMAN, Voice(EN), ROOM)) == english
    assert plain(ask_lines(ask, sit.GERMAN, Voice(ZH), ROOM)) == chinese


@pytest.mark.parametrize(
    ("changes", "english", "chinese"),
    [
        ({"state": AskState.DRAFT}, "", ""),
        ({}, "waiting for Lin Tao", "待Lin Tao批准"),
        ({"state": AskState.APPROVED, "decided_on": date(2026, 10, 21)}, "Approved on 21 Oct", "已批准（10月21日）"),
        (
            {"state": AskState.TRIMMED, "granted": D(3000), "answer": Text("half for now", "先批一半")},
            "Trimmed to EUR 3,000: half for now",
            "调减至3000欧元：先批一半",
        ),
        (
            {"state": AskState.DECLINED, "answer": Text("no budget", "没有预算")},
            "Declined: no budget",
            "未批准：没有预算",
        ),
        (
            {"state": AskState.ASKED_BACK, "answer": Text("why now?", "为何现在？")},
            "Asked back: why now?",
            "已追问：为何现在？",
        ),
    ],
)
def test_the_answer_to_an_ask_stands_on_it(changes, english, chinese):
    ask = sit.an_ask(**changes)
    assert plain(ask_state(ask, Voice(EN), ROOM)) == english
    assert plain(ask_state(ask, Voice(ZH), ROOM)) == chinese


def test_the_strip_qualifies_each_figure():
    said = [(cell.label, plain(cell.value), plain(cell.note)) for cell in strip(sit.GERMAN, EN)]
    assert said == [
        ("Completion", "35%", "plan 30%"),
        ("Forecast at present trend", "80%", "3 check-ins: no range yet"),
        ("Gap to target", "EUR 100,000", ""),
        ("Core risk", "TikTok Shop Germany started 30 days late", ""),
    ]
    assert [plain(cell.value) for cell in strip(sit.TOO_EARLY, ZH)] == ["3%", "为时尚早", "暂无", "无"]
    assert strip(sit.NAMED, EN)[3].label == "Core risk · platform"


@pytest.mark.parametrize("name", sit.ALL)
def test_facts_survive_their_frozen_form(name):
    facts = sit.ALL[name]
    assert report_facts.from_json(report_facts.to_json(facts)) == facts


def test_frozen_facts_of_an_earlier_form_take_defaults_for_what_they_lack():
    form = report_facts.to_json(sit.GERMAN)
    del form["milestones"], form["key_results"][0]["short_title"]
    form["something_older"] = 1
    assert report_facts.from_json(form) == sit.GERMAN


def test_the_cause_is_typed():
    assert cause(sit.KR1, sit.GERMAN, Voice(EN), ROOM).tag == "team"
    assert cause(sit.KR1, sit.GERMAN, Voice(ZH), ROOM).tag == "团队"


def test_every_phrase_of_the_book_is_said_somewhere():
    core = Path(phrases.__file__).parent
    code = "".join(file.read_text(encoding="utf-8") for file in core.glob("*.py") if file.name != "phrases.py")
    assert [key for key in phrases._PHRASES if not re.search(f"[\"']{key}[\"']", code)] == []
