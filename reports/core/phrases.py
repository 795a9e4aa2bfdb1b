"""The phrase book of the report: each phrase in English and in Simplified Chinese, side by side.

A phrase is one clause with slots. Which clauses a sentence has, and in which order, follows from the facts and is
decided in `reports.core.wording`; nothing here knows a number.
"""

from collections.abc import Mapping
from typing import Any

from objectives.core.vocabulary import AskState, CauseKind, Language, RiskKind, Status

_PHRASES: dict[str, tuple[str, str]] = {
    # joints
    "comma": (", ", "，"),
    "and": (" and ", "和"),
    "list": (", ", "、"),
    "semicolon": ("; ", "；"),
    "stop": (".", "。"),
    "next_sentence": (" ", ""),
    "n_more": ("{n} more", "另外{n}个"),
    "the_others": ("the other {n}", "其余{n}个关键结果"),
    "dot": (" · ", " · "),
    "labelled": ("{label}: {text}", "{label}：{text}"),
    "bracketed": ("{text} ({aside})", "{text}（{aside}）"),
    # conclusion
    "as_of": ("As of {day}{age}", "截至{day}{age}"),
    "by": ("By {day}{age}", "截至{day}{age}"),
    "age": (" (data of {day})", "（{day}数据）"),
    "age_stale": (" (no check-in for {days})", "（{days}未更新）"),
    "done": ("{by} {share} done", "{by}，完成率{share}"),
    "done_backwards": ("{by} completion is {share}, below the start", "{by}，完成率{share}，低于起点"),
    "nothing_checked_in": ("{by} no check-in yet", "{by}尚无进展更新"),
    "no_key_results": (
        "{by} there is no key result yet, so neither completion nor forecast can be given",
        "{by}尚未设定关键结果，无法给出完成率和预测",
    ),
    "plan": ("plan {share}", "计划{share}"),
    "against_plan": (" against a plan of {share}", "（计划{share}）"),
    "heading_for": (", heading for {share} at the present trend", "，按当前趋势预计达成{share}"),
    "on_target": ("on target", "可按期达成"),
    "target_reached": ("target reached", "已达成目标"),
    "gap": ("{gap} short", "缺口{gap}"),
    "over": ("{over} over", "超出{over}"),
    "ended": ("Closed on {day}{age} at {share}", "{day}收官{age}，完成率{share}"),
    "then_gap": (": {gap}", "，{gap}"),
    "too_early": ("; too early for a forecast", "，为时尚早，暂不预测"),
    "too_little_data": (
        "; no forecast: over a third of the weight has no check-in ({names})",
        "，暂不预测：超过三分之一的权重尚无更新（{names}）",
    ),
    "needed_a_week": ("Needed from here: {pace} a week", "此后每周需{pace}"),
    "leading_milestones": ("Leading milestones: {list}", "先行里程碑：{list}"),
    "milestone": ("{text} by {day}", "{text}（{day}前）"),
    "core_risk": ("Core risk: {risk}", "核心风险：{risk}"),
    "no_core_risk": ("No core risk", "暂无核心风险"),
    # risks
    "risk_started_late": ("{name} started {days} late", "{name}晚启动{days}"),
    "risk_not_started": ("{name} not started, {days} late", "{name}尚未启动，已晚{days}"),
    "risk_guardrail": ("{measure} of {name} at {last}, limit {limit}", "{name}的{measure}为{last}，突破约束{limit}"),
    "risk_backwards": ("{name} went backwards to {share}", "{name}倒退至{share}"),
    "risk_stale": ("{name} without a check-in for {days}", "{name}已{days}未更新"),
    "risk_no_data": ("{name} without any check-in", "{name}尚无进展更新"),
    "risk_loss": ("{name} heading for {share} only", "{name}预计仅达成{share}"),
    # lede
    "gap_all_in": ("All of the gap is in {names}", "缺口全部来自{names}"),
    "gap_mostly_in": ("Most of the gap, {share}, is in {names}", "缺口主要来自{names}（占{share}）"),
    "gap_split": ("The gap is in {names}", "缺口来自{names}"),
    "as_planned_are": ("as planned: {names}", "{names}按计划推进"),
    "all_as_planned": ("All {n} key results run as planned", "{n}个关键结果均按计划推进"),
    "both_as_planned": ("Both key results run as planned", "两个关键结果均按计划推进"),
    "one_as_planned": ("The key result runs as planned", "关键结果按计划推进"),
    "ask_lifts": ("If approved, {ask} lifts the forecast to {share}", "若批准{ask}，预测可升至{share}"),
    "decisions_needed": ("{n} needed", "需您决策{n}"),
    "decisions_needed_by": ("{n} needed by {day}", "需您在{day}前决策{n}"),
    "decisions_overdue": ("{n} overdue since {day}", "{n}待您决策，已于{day}到期"),
    "effect_not_quantified": ("effect not quantified", "效果未量化"),
    "no_decision_needed": ("No decision is needed", "暂无需要您批准的事项"),
    "all_decided": ("All asks are decided", "申请均已批复"),
    # figure strip
    "label_completion": ("Completion", "完成率"),
    "label_forecast": ("Forecast at present trend", "预测"),
    "label_gap": ("Gap to target", "缺口"),
    "label_risk": ("Core risk", "核心风险"),
    "unknown": ("not known", "暂无"),
    "none": ("none", "无"),
    "too_early_short": ("too early", "为时尚早"),
    "from_check_ins": ("from {n}", "基于{n}次更新"),
    "no_range_yet": ("{n}: no range yet", "仅{n}次更新，暂无区间"),
    "no_check_in": ("no check-in yet", "尚无更新"),
    "final": ("final", "最终结果"),
    "data_age": ("data {days} old", "数据已过{days}"),
    "target": ("target {target}", "目标{target}"),
    "pace_needed": ("needs {times} × the present pace", "需达到当前速度的{times}倍"),
    "basis_mean_only": (
        "Completion and gap: mean of {n}; the metric itself has no check-in.",
        "完成率和缺口：{n}个关键结果的均值；目标指标本身尚无更新。",
    ),
    "basis_mean": (
        "Completion and gap: mean of {n}; the metric itself stands at {share}{forecast}.",
        "完成率和缺口：{n}个关键结果的均值；目标指标本身完成{share}{forecast}。",
    ),
    "basis_own": (
        "Completion and gap: the metric itself; the mean of {n} stands at {share}{forecast}.",
        "完成率和缺口：目标指标本身；{n}个关键结果的均值为{share}{forecast}。",
    ),
    "basis_own_only": ("Completion and gap: the metric itself.", "完成率和缺口：目标指标本身。"),
    "basis_forecast": (", forecast {share}", "，预测{share}"),
    "left_out": ("Left out, no check-in: {names}.", "未计入（尚无更新）：{names}。"),
    "status_reason": ("Status set by its owner: {text}.", "状态由负责人设定：{text}。"),
    # the forecast in one sentence
    "at_pace_of": ("At the pace of the last {n} {reaches}", "按最近{n}次更新的速度，{reaches}"),
    "at_present_pace": ("At the present pace {reaches}", "按当前速度，{reaches}"),
    "reaches": ("{name} reaches {share}", "{name}将达成{share}"),
    "reaches_too": ("{name} {share}", "{name}达{share}"),
    "and_with_planned": (" and, with {names} as planned,", "，{names}按计划推进，"),
    "with_planned": ("With {names} as planned", "{names}按计划推进，"),
    "and_so": (" and", "，"),
    "objective_reaches": (" the objective reaches {share} by {day}.", "目标到{day}预计达成{share}。"),
    "large_entry": (
        "One large entry of {amount} is in the trend of {name}; without it {name} reaches {share}.",
        "{name}的趋势中含一笔{amount}的大额更新；剔除后{name}达成{share}。",
    ),
    # key results
    "of": ("{name}: {last} of {target}", "{name} {last} / {target}"),
    "from_baseline": (" (from {baseline})", "（基线{baseline}）"),
    "held": ("{name}: {last}, held {limit}", "{name} {last}，约束{limit}，守住"),
    "broken": ("{name}: {last}, limit {limit} broken", "{name} {last}，突破约束{limit}"),
    "held_periods": (" ({met} of {due} periods)", "（{due}期中{met}期达标）"),
    "measure_missing": ("{name}: no check-in yet, target {target}", "{name}尚无更新，目标{target}"),
    "measure_missing_limit": ("{name}: no check-in yet, limit {limit}", "{name}尚无更新，约束{limit}"),
    "milestone_done": ("{name}: done", "{name}：已完成"),
    "milestone_open": ("{name}: open", "{name}：未完成"),
    "milestone_due": ("{name}: open, due {day}", "{name}：未完成（{day}到期）"),
    "milestone_steps": ("{name}: {done} of {steps} steps", "{name}：{steps}步已完成{done}步"),
    "measure_stale": (", of {day}", "，{day}的数据"),
    "more_measures": ("and {n} more", "另有{n}项"),
    "as_planned": ("As planned", "符合预期"),
    "went_backwards": ("Went backwards: {share}", "出现倒退：{share}"),
    "started_late": ("Started {days} late", "晚启动{days}"),
    "not_started": ("Not started, {days} late", "尚未启动，已晚{days}"),
    "no_check_in_for": ("No check-in for {days}", "已{days}未更新"),
    "cause_missing": ("Root cause not stated", "尚未说明根因"),
    "outlook": ("forecast {share}", "预测{share}"),
    "progress_of_plan": ("{share} done, plan {plan}", "完成{share}，计划{plan}"),
    "weight": ("weight {share}", "权重{share}"),
    # next steps and asks
    "by_day": ("by {day}", "{day}前"),
    "step_done": ("done", "已完成"),
    "ask_people": ("{people} for {weeks}", "{people}×{weeks}"),
    "ask_money": ("{amount} for {text}", "{amount}：{text}"),
    "ask_effect": ("Effect: {points}, forecast {share}", "效果：预测{points}，达{share}"),
    "ask_no_effect": ("Effect not quantified", "效果未量化"),
    "ask_risk": ("Without it: {text}", "不批的风险：{text}"),
    "ask_stays": ("Without it the forecast stays at {share}", "不批则预测停在{share}"),
    "ask_no_risk": ("Risk without it not stated", "未说明不批的风险"),
    "ask_fallback": ("Fallback: {text}", "备选：{text}"),
    "ask_nothing_stated": ("Risk and fallback not stated", "未说明风险和备选方案"),
    "ask_no_fallback": ("No fallback stated", "未说明备选方案"),
    "on_day": (" on {day}", "（{day}）"),
    "answer_trimmed": ("Trimmed to {amount}", "调减至{amount}"),
    "waiting_for": ("waiting for {person}", "待{person}批准"),
    "and_n_more": ("and {n} more in the appendix", "另有{n}项见附件"),
    "no_asks": ("No asks: nothing here needs a decision.", "无申请，暂无需要您批准的事项。"),
    "no_steps": ("No next step entered.", "尚未填写下一步。"),
    "no_rows": ("No key results yet.", "尚未设定关键结果。"),
    # furniture
    "heading_why": ("Why", "原因"),
    "heading_next": ("Next steps and asks", "下一步与申请"),
    "column_key_result": ("Key result", "关键结果"),
    "column_actual": ("Actual against target", "实际 / 目标"),
    "column_progress": ("Progress and plan", "进度与计划"),
    "column_cause": ("Root cause", "根因"),
    "as_of_long": ("As of {day}", "截至{day}"),
    "version": ("version {n}", "第{n}版"),
    "appendix": ("Appendix: {list}", "附件：{list}"),
    "appendix_all": ("all key results, work breakdown, check-ins", "全部关键结果、工作分解、进展更新"),
    "frozen": ("Figures frozen {day} {time}", "数据冻结于{day}{time}"),
    "draft": ("Draft: figures of {day}, not frozen yet", "草稿：数据截至{day}，尚未冻结"),
    "traceable": ("every figure links to its source", "每个数字均可追溯"),
    "chart_target": ("target", "目标"),
    "chart_plan": ("plan", "计划"),
    "chart_gap": ("gap", "缺口"),
    "chart_done": ("done", "完成"),
    "chart_forecast": ("forecast", "预测"),
    "chart_alt": (
        "Completion from {start} to {end}: {done} done, plan {plan}, forecast {forecast}.",
        "{start}至{end}的完成率：已完成{done}，计划{plan}，预测{forecast}。",
    ),
}

_STATUS = {
    Status.ON_TRACK: ("On track", "正常"),
    Status.BEHIND: ("Behind", "落后"),
    Status.AT_RISK: ("At risk", "有风险"),
    Status.TOO_EARLY: ("Too early", "为时尚早"),
    Status.NO_DATA: ("No data", "暂无数据"),
}
_CAUSE = {
    CauseKind.TEAM: ("team", "团队"),
    CauseKind.RESOURCES: ("resources", "资源"),
    CauseKind.ABILITY: ("ability", "能力"),
    CauseKind.EXTERNAL: ("external", "外部"),
}
_RISK = {
    RiskKind.PLATFORM: ("platform", "平台"),
    RiskKind.LOGISTICS: ("logistics", "物流"),
    RiskKind.PAYMENT: ("payment", "支付"),
    RiskKind.COMPLIANCE: ("compliance", "合规"),
    RiskKind.TARIFF: ("tariff", "关税"),
    RiskKind.EXCHANGE_RATE: ("exchange rate", "汇率"),
    RiskKind.OTHER: ("", ""),
}
_ASK_STATE = {
    AskState.DRAFT: ("", ""),
    AskState.SUBMITTED: ("Waiting for an answer", "待批复"),
    AskState.APPROVED: ("Approved", "已批准"),
    AskState.TRIMMED: ("Trimmed", "已调减"),
    AskState.DECLINED: ("Declined", "未批准"),
    AskState.ASKED_BACK: ("Asked back", "已追问"),
    AskState.WITHDRAWN: ("Withdrawn", "已撤回"),
}


def phrase(key: str, language: Language) -> str:
    """The pattern of a phrase."""
    return _PHRASES[key][language is Language.CHINESE]


def word(member: Status | CauseKind | RiskKind | AskState, language: Language) -> str:
    """The word for a member of the vocabulary; empty where nothing needs saying."""
    tables: tuple[Mapping[Any, tuple[str, str]], ...] = (_STATUS, _CAUSE, _RISK, _ASK_STATE)
    table = next(table for table in tables if type(member) is type(next(iter(table))))
    return table[member][language is Language.CHINESE]
