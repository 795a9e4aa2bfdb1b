"""What the demo company plans: objectives with their paths, key results, measures and what was checked in."""

from datetime import date, timedelta
from typing import Any

from demo.company import T


def weekly(first: date, values: list[str]) -> list[tuple[date, str]]:
    """Check-ins a week apart."""
    return [(first + timedelta(weeks=number), value) for number, value in enumerate(values)]


def measure(name: T, unit: T | str, direction: str, **more: Any) -> dict[str, Any]:
    """A measure; `check_ins` are (day, value)."""
    units = unit if isinstance(unit, T) else T(unit, unit)
    return {"name": name, "unit": units, "direction": direction, "check_ins": [], **more}


ORDERS = T("单", "orders")
UNITS = T("件", "units")
HOURS = T("小时", "hours")

GERMANY: dict[str, Any] = {
    "department": "germany",
    "owner": "manager",
    "cycle": "2026 Q4",
    "strategy": "brand",
    "title": T("德国站Q4新客GMV达到50万欧元", "Win EUR 500,000 of new-customer GMV on the German site in Q4"),
    "note": T("新客是德国品牌资产的起点", "New customers are where the brand in Germany starts"),
    "scope": {
        "sites": T("德国", "Germany"),
        "channels": T("TikTok Shop、亚马逊", "TikTok Shop, Amazon"),
        "products": T("秋冬新品", "autumn and winter range"),
        "segment": T("新客", "new customers"),
    },
    # asked by, on, what: the manager finds it unanswered
    "question": (
        "stock",
        date(2026, 10, 19),
        T("首批新品按哪个渠道先备货？", "Which channel gets the launch stock first?"),
    ),
    "own": measure(
        T("新客GMV", "new-customer GMV"),
        "EUR",
        "increase",
        accumulation="sum",
        baseline="0",
        target="500000",
        metric="new_gmv",
        source="ERP, 2025 Q4",
        as_of=date(2026, 9, 30),
    ),
    "feasibility": {
        "budget_available": "18000",
        "drivers": [{"value_per_customer": "400", "acquisition_cost": "20"}],
        "effort": [
            (T("本地内容与直播", "Local content and live streams"), "38"),
            (T("广告投放与落地页", "Ads and landing pages"), "25"),
            (T("备货与入仓", "Stock into the warehouse"), "12"),
        ],
        "people": [("staff", "100"), ("ads", "60"), ("stock", "30")],
        "stock": [(T("秋冬新品首批", "Launch stock, autumn and winter"), "1250", "1.1", "10", "900", "700")],
    },
    "lead_time": [
        (T("生产", "production"), 30, "working", ("CN", ""), False, date(2026, 8, 3)),
        (T("海运", "sea freight"), 35, "elapsed", ("CN", ""), False, None),
        (T("清关", "customs"), 5, "working", ("DE", "NW"), False, None),
        (T("缓冲", "buffer"), 10, "working", ("DE", "NW"), True, None),
    ],
    "paths": {
        "tiktok": {
            "title": T("开拓TikTok Shop新渠道", "TikTok Shop channel"),
            "estimates": ("14300", "13000", 60, 70, 90, "6000"),
            "person_days": ("70", "75"),
            "sources": {"estimated_cost": "TikTok, Sep 2026"},
        },
        "ads": {
            "title": T("优化亚马逊SP广告，提升新客转化", "Amazon ads, new customers"),
            "estimates": ("22800", "12000", 20, 25, 30, "12000"),
            "person_days": ("40", "30"),
            "sources": {"estimated_return": "Amazon Ads, Q3 2026", "estimated_cost": "Amazon Ads, Q3 2026"},
        },
        "price": {
            "title": T("动态调价与会员复购", "Dynamic pricing, members"),
            "estimates": ("16800", "8000", 45, 50, 50, None),
            "parked": True,
        },
    },
    "key_results": [
        {
            "path": "tiktok",
            "title": T("TikTok Shop德国站开通并正式运营", "TikTok Shop Germany opened and trading"),
            "short": T("TikTok Shop", "TikTok Shop"),
            "owner": "staff",
            "weight": 50,
            "start": date(2026, 9, 6),
            "effective": date(2026, 10, 6),
            "control": 60,
            "impact": 80,
            "cause": ("team", T("本地内容团队搭建延误1个月", "local content team in place a month late")),
            "risk": ("platform", T("", ""), T("改由代运营公司接管店铺内容", "An agency takes over the shop's content")),
            "measures": [
                measure(
                    T("渠道GMV", "GMV of the channel"),
                    "EUR",
                    "increase",
                    accumulation="sum",
                    baseline="0",
                    target="50000",
                    check_ins=weekly(date(2026, 10, 6), ["139", "2570", "5000"]),
                ),
                measure(
                    T("新客订单", "new-customer orders"),
                    ORDERS,
                    "increase",
                    accumulation="sum",
                    baseline="0",
                    target="500",
                    weight=0,
                    check_ins=weekly(date(2026, 10, 6), ["1", "26", "50"]),
                ),
            ],
        },
        {
            "path": "ads",
            "title": T("亚马逊SP广告新客转化率提升至2.0%", "Amazon sponsored products convert new customers at 2.0 %"),
            "short": T("亚马逊广告", "Amazon ads"),
            "owner": "ads",
            "weight": 50,
            "start": date(2026, 10, 1),
            "effective": date(2026, 10, 1),
            "control": 75,
            "impact": 70,
            "measures": [
                measure(
                    T("新客转化率", "new-customer conversion"),
                    "%",
                    "increase",
                    baseline="1.5",
                    target="2.0",
                    metric="conversion",
                    check_ins=weekly(date(2026, 10, 6), ["1.6", "1.7", "1.8"]),
                ),
                measure(
                    T("ACOS", "ACOS"),
                    "%",
                    "at_most",
                    target="25",
                    guardrail=True,
                    metric="acos",
                    check_ins=weekly(date(2026, 10, 20), ["23"]),
                ),
            ],
        },
    ],
    # (code, title, key result, responsible, days, key, buffer, waits for, started, done)
    "tasks": [
        ("1", T("TikTok Shop德国站", "TikTok Shop Germany"), 0, None, 0, False, 0, None, None, None),
        (
            "1.1",
            T("组建本地内容团队", "Content team hired"),
            0,
            "staff",
            25,
            False,
            0,
            None,
            date(2026, 9, 7),
            date(2026, 10, 5),
        ),
        ("1.2", T("店铺开通", "Shop opened"), 0, "ads", 1, False, 0, "1.1", date(2026, 10, 6), date(2026, 10, 6)),
        (
            "1.3",
            T("首批库存调入莱茵仓", "Launch stock in the Rhine warehouse"),
            0,
            "stock",
            15,
            True,
            10,
            "1.2",
            None,
            None,
        ),
        (
            "1.4",
            T("黑五直播与达人合作", "Black Friday live streams with creators"),
            0,
            "staff",
            10,
            False,
            0,
            "1.3",
            None,
            None,
        ),
        ("2", T("亚马逊广告", "Amazon ads"), 1, None, 0, False, 0, None, None, None),
        (
            "2.1",
            T("重构SP广告结构", "Restructure sponsored products"),
            1,
            "ads",
            10,
            False,
            0,
            None,
            date(2026, 10, 5),
            None,
        ),
        ("2.2", T("新客落地页A/B测试", "A/B test of the landing page"), 1, "ads", 15, False, 5, "2.1", None, None),
    ],
}

EUROPE: dict[str, Any] = {
    "department": "europe",
    "owner": "europe",
    "cycle": "2026 Q4",
    "strategy": "brand",
    "title": T("Q4某产品欧洲站点1000万单", "Ten million orders of the product in Europe in Q4"),
    "note": T("规模支撑品牌在欧洲的能见度", "Scale makes the brand visible across Europe"),
    "scope": {
        "sites": T("欧洲五国", "five European markets"),
        "channels": T("亚马逊、TikTok Shop", "Amazon, TikTok Shop"),
        "products": T("主推款", "the lead product"),
        "segment": T("", ""),
    },
    "own": measure(
        T("订单数", "orders"),
        ORDERS,
        "increase",
        accumulation="sum",
        baseline="7200000",
        target="10000000",
        source="ERP, 2025 Q4",
        check_ins=weekly(date(2026, 10, 6), ["610000", "1320000", "2080000"]),
    ),
    "delivery": {
        "by": "sea",
        "goal": T("旺季备货入仓", "peak-season stock in the warehouse"),
        "needed_by": date(2026, 9, 30),
        "started": [
            date(2026, 5, 20),
            date(2026, 5, 28),
            date(2026, 6, 2),
            date(2026, 7, 15),
            date(2026, 7, 22),
            date(2026, 7, 27),
            date(2026, 8, 31),
            date(2026, 9, 11),
            date(2026, 9, 18),
            date(2026, 9, 22),
        ],
    },
    "paths": {
        "channel": {
            "title": T("主力平台冲量并开拓TikTok新平台", "Main platform push and a new TikTok Shop channel"),
            "estimates": ("110000", "100000", 60, 70, 90, "60000"),
        },
        "ads": {
            "title": T("优化亚马逊SP广告结构，提升新客转化", "Restructure Amazon ads and lift new-customer conversion"),
            "estimates": ("95000", "50000", 20, 25, 30, "50000"),
        },
        "stock": {
            "title": T("订单提前储备，防断货、保时效", "Stock early: no stock-outs, delivery on time"),
            "estimates": ("280000", "100000", 55, 30, 60, "80000"),
        },
        "price": {
            "title": T("动态调价与会员复购激活", "Dynamic pricing and member reactivation"),
            "estimates": ("84000", "40000", 45, 50, 50, "40000"),
        },
    },
    "key_results": [
        {
            "path": "channel",
            "title": T(
                "首月开通TikTok Shop，组建专属团队", "TikTok Shop opened in the first month with a team of its own"
            ),
            "short": T("TikTok新渠道", "the new channel"),
            "owner": "europe",
            "weight": 20,
            "start": date(2026, 10, 1),
            "due": date(2026, 10, 31),
            "control": 55,
            "impact": 45,
            "measures": [
                measure(
                    T("TikTok Shop开通", "TikTok Shop opened"), "", "milestone", check_ins=[(date(2026, 10, 12), "1")]
                ),
                measure(T("专属团队到岗", "dedicated team hired"), "", "milestone", stated_finish=date(2026, 10, 30)),
            ],
        },
        {
            "path": "ads",
            "title": T(
                "新客转化率提升至2.0%，ACOS不高于25%", "New-customer conversion at 2.0 % with ACOS at 25 % or less"
            ),
            "short": T("广告转化", "ad conversion"),
            "owner": "ads",
            "weight": 30,
            "start": date(2026, 10, 1),
            "control": 75,
            "impact": 70,
            "measures": [
                measure(
                    T("新客转化率", "new-customer conversion"),
                    "%",
                    "increase",
                    baseline="1.5",
                    target="2.0",
                    metric="conversion",
                    check_ins=weekly(date(2026, 10, 5), ["1.56", "1.61", "1.66"]),
                ),
                measure(
                    T("ACOS", "ACOS"),
                    "%",
                    "at_most",
                    target="25",
                    guardrail=True,
                    metric="acos",
                    check_ins=weekly(date(2026, 10, 5), ["24.1", "24.6", "24.8"]),
                ),
            ],
        },
        {
            "path": "stock",
            "title": T("600万件备货，9月底前到欧", "6,000,000 units stocked, in Europe before October"),
            "short": T("备货", "stock"),
            "owner": "stock",
            "weight": 35,
            "start": date(2026, 6, 1),
            "due": date(2026, 12, 31),
            "effective": date(2026, 6, 1),
            "control": 80,
            "impact": 90,
            "measures": [
                measure(
                    T("国内仓备货量", "units stocked in the domestic warehouse"),
                    UNITS,
                    "increase",
                    accumulation="sum",
                    baseline="0",
                    target="6000000",
                    due=date(2026, 9, 15),
                    check_ins=weekly(date(2026, 8, 25), ["4200000", "5100000", "5700000", "6020000"]),
                ),
                measure(
                    T("库存到欧", "stock in Europe"),
                    "",
                    "milestone",
                    due=date(2026, 9, 30),
                    check_ins=[(date(2026, 9, 28), "1")],
                ),
                measure(
                    T("本地补货时效", "local replenishment"),
                    HOURS,
                    "at_most",
                    target="72",
                    check_ins=weekly(date(2026, 6, 2), ["70"] * 21),
                ),
            ],
        },
        {
            "path": "price",
            "title": T("竞品100%监控，复购率提升至35%", "All rivals monitored, repurchase rate at 35 %"),
            "short": T("复购", "repurchase"),
            "owner": "europe",
            "weight": 15,
            "start": date(2026, 10, 1),
            "control": 60,
            "impact": 55,
            "measures": [
                measure(
                    T("竞品监控覆盖率", "rivals monitored"),
                    "%",
                    "at_least",
                    target="100",
                    guardrail=True,
                    check_ins=weekly(date(2026, 10, 5), ["100", "100", "100"]),
                ),
                measure(
                    T("调价响应", "price response"),
                    HOURS,
                    "at_most",
                    target="2",
                    guardrail=True,
                    check_ins=weekly(date(2026, 10, 5), ["1.5", "1.8", "1.6"]),
                ),
                measure(
                    T("复购率", "repurchase rate"),
                    "%",
                    "increase",
                    baseline="25",
                    target="35",
                    source="2026-09",
                    as_of=date(2026, 9, 30),
                    check_ins=weekly(date(2026, 10, 5), ["25.6", "26.4", "27.3"]),
                ),
            ],
        },
    ],
    "tasks": [],
}

FRANCE: dict[str, Any] = {
    "department": "france",
    "owner": "france",
    "cycle": "2026 Q4",
    "strategy": "brand",
    "title": T("法国站Q4新品销售额达到80万欧元", "EUR 800,000 of new-product sales on the French site in Q4"),
    "note": T("新品带动品牌搜索", "New products drive searches for the brand"),
    "scope": {
        "sites": T("法国", "France"),
        "channels": T("亚马逊", "Amazon"),
        "products": T("秋冬新品", "autumn and winter range"),
        "segment": T("老客", "returning customers"),
    },
    "own": measure(
        T("新品销售额", "new-product sales"),
        "EUR",
        "increase",
        accumulation="sum",
        baseline="520000",
        target="800000",
        source="ERP, 2025 Q4",
        check_ins=weekly(date(2026, 10, 6), ["46000", "108000", "171000"]),
    ),
    "basis": "own_metric",
    "paths": {
        "range": {
            "title": T("加快新品上架", "List the new range faster"),
            "estimates": ("60000", "30000", 35, 30, 60, "30000"),
        }
    },
    "key_results": [
        {
            "path": "range",
            "title": T("60款新品按时上架", "60 new products listed on time"),
            "short": T("新品上架", "new listings"),
            "shared": ("germany", "manager", date(2026, 10, 2)),
            "owner": "french",
            "weight": 60,
            "start": date(2026, 9, 14),
            "due": date(2026, 11, 15),
            "control": 85,
            "impact": 75,
            "measures": [
                measure(
                    T("已上架新品", "products listed"),
                    T("款", "products"),
                    "increase",
                    accumulation="sum",
                    baseline="0",
                    target="60",
                    check_ins=weekly(date(2026, 9, 15), ["4", "11", "19", "24", "28", "33"]),
                    # The German site lists part of the same range: together 26, 33 and 41.
                    shared=("manager", weekly(date(2026, 10, 6), ["2", "5", "8"])),
                )
            ],
        },
        {
            "path": "range",
            "title": T("退货率降至6%", "Return rate down to 6 %"),
            "short": T("退货率", "returns"),
            "owner": "french",
            "weight": 40,
            "start": date(2026, 10, 1),
            "control": 60,
            "impact": 50,
            "measures": [
                measure(
                    T("退货率", "return rate"),
                    "%",
                    "decrease",
                    baseline="9",
                    target="6",
                    source="ERP, 2026-09",
                    as_of=date(2026, 9, 30),
                    check_ins=weekly(date(2026, 10, 5), ["8.8", "8.5", "8.2"]),
                )
            ],
        },
    ],
    "tasks": [],
}

SUPPLY: dict[str, Any] = {
    "department": "supply",
    "owner": "supply",
    "cycle": "2026 Q4",
    "strategy": "supply",
    "title": T("Q4欧洲前100款断货率降至2%", "Stock-out rate of the European top 100 down to 2 % in Q4"),
    "note": T("旺季断货直接损失排名", "A stock-out in peak season costs the ranking"),
    "scope": {
        "sites": T("欧洲", "Europe"),
        "channels": T("亚马逊", "Amazon"),
        "products": T("前100款SKU", "top 100 SKUs"),
        "segment": T("", ""),
    },
    "own": measure(
        T("断货率", "stock-out rate"),
        "%",
        "decrease",
        baseline="6",
        target="2",
        metric="stockout",
        source="WMS, 2026-09",
        as_of=date(2026, 9, 30),
    ),
    "paths": {},
    "key_results": [
        {
            "path": None,
            "title": T("前100款断货率降至2%", "Stock-out rate of the top 100 at 2 %"),
            "short": T("断货率", "stock-outs"),
            "owner": "stock",
            "weight": 70,
            "start": date(2026, 10, 1),
            "control": 65,
            "impact": 85,
            "measures": [
                measure(
                    T("断货率", "stock-out rate"),
                    "%",
                    "decrease",
                    baseline="6",
                    target="2",
                    metric="stockout",
                    check_ins=weekly(date(2026, 10, 6), ["6.1", "5.6", "5.2"]),
                )
            ],
        },
        {
            "path": None,
            "title": T("莱茵仓二期11月前投入使用", "Second Rhine warehouse in use before November"),
            "short": T("莱茵仓二期", "Rhine warehouse"),
            "owner": "supply",
            "weight": 30,
            "start": date(2026, 9, 1),
            "due": date(2026, 10, 31),
            "control": 45,
            "impact": 60,
            "measures": [
                measure(
                    T("仓库投入使用", "warehouse in use"),
                    "",
                    "milestone",
                    stated_finish=date(2026, 10, 30),
                    steps=[
                        (T("租约签署", "lease signed"), 40, date(2026, 9, 18)),
                        (T("货架安装", "racks installed"), 30, date(2026, 10, 14)),
                        (T("系统对接", "system connected"), 30, None),
                    ],
                )
            ],
        },
    ],
    "tasks": [],
}

LAST_QUARTER: dict[str, Any] = {
    "department": "germany",
    "owner": "manager",
    "cycle": "2026 Q3",
    "strategy": "brand",
    "title": T("德国站Q3新客GMV达到30万欧元", "EUR 300,000 of new-customer GMV on the German site in Q3"),
    "note": T("为旺季积累新客", "New customers before the peak season"),
    "scope": {
        "sites": T("德国", "Germany"),
        "channels": T("亚马逊", "Amazon"),
        "products": T("夏季款", "summer range"),
        "segment": T("新客", "new customers"),
    },
    "own": measure(
        T("新客GMV", "new-customer GMV"),
        "EUR",
        "increase",
        accumulation="sum",
        baseline="210000",
        target="300000",
        metric="new_gmv",
        source="ERP, 2025 Q3",
        check_ins=weekly(
            date(2026, 7, 7),
            [
                "18000",
                "39000",
                "61000",
                "84000",
                "108000",
                "129000",
                "153000",
                "176000",
                "199000",
                "224000",
                "247000",
                "271000",
                "290000",
            ],
        ),
    ),
    "basis": "own_metric",
    "paths": {},
    "key_results": [
        {
            "path": None,
            "title": T("新客转化率提升至1.5%", "New-customer conversion at 1.5 %"),
            "short": T("转化率", "conversion"),
            "owner": "ads",
            "weight": 1,
            "start": date(2026, 7, 1),
            "control": 70,
            "impact": 70,
            "measures": [
                measure(
                    T("新客转化率", "new-customer conversion"),
                    "%",
                    "increase",
                    baseline="1.2",
                    target="1.5",
                    metric="conversion",
                    check_ins=weekly(
                        date(2026, 7, 7),
                        [
                            "1.21",
                            "1.24",
                            "1.26",
                            "1.29",
                            "1.31",
                            "1.34",
                            "1.36",
                            "1.38",
                            "1.41",
                            "1.43",
                            "1.46",
                            "1.48",
                            "1.5",
                        ],
                    ),
                )
            ],
        }
    ],
    "tasks": [],
    "closed_on": date(2026, 10, 2),
}

DRAFT: dict[str, Any] = {
    "department": "germany",
    "owner": "manager",
    "cycle": "2026 Q4",
    "strategy": None,
    "title": T("提升德国站会员复购", "More repeat purchases of German members"),
    "note": T("", ""),
    "scope": {"sites": T("德国", "Germany"), "channels": T("", ""), "products": T("", ""), "segment": T("", "")},
    "own": None,
    "delivery": {
        "by": "sea",
        "goal": T("会员礼盒入仓", "member gift boxes in the warehouse"),
        "needed_by": date(2026, 12, 4),
        "started": [date(2026, 8, 17), date(2026, 8, 24), date(2026, 8, 31)],
    },
    "paths": {},
    "key_results": [],
    "tasks": [],
    "draft": True,
}

# The first one is the objective the demo opens on.
OBJECTIVES = [GERMANY, EUROPE, FRANCE, SUPPLY, LAST_QUARTER, DRAFT]
