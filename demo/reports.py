"""What the demo company's managers reported, asked for and were answered."""

from datetime import date
from decimal import Decimal
from typing import Any

from demo.company import T

NONE = T("", "")

GERMANY: dict[str, Any] = {
    "objective": "germany",
    "by": "manager",
    "day": date(2026, 10, 20),
    "asks": [
        {
            "kind": "money",
            "title": T("TikTok付费流量冷启动", "TikTok paid traffic"),
            "amount": Decimal(5000),
            "currency": "EUR",
            "needed_by": date(2026, 10, 24),
            "moves": "渠道GMV",
            "unit_cost": Decimal(125),
            "risk": NONE,
            "fallback": T("从品牌广告调3000欧元", "EUR 3,000 from sponsored brands"),
        },
        {
            "kind": "people",
            "title": T("HR协助本地招聘", "HR recruiter for local hiring"),
            "headcount": 1,
            "weeks": 4,
            "needed_by": date(2026, 10, 24),
            "risk": T("内容团队12月才到齐", "content team complete in December only"),
            "fallback": T("外包代理6400欧元", "agency at EUR 6,400"),
        },
    ],
    "steps": [
        (
            T("外包3名德国本土短视频剪辑师", "Hire three German freelance video editors"),
            "staff",
            date(2026, 10, 24),
        ),
        (T("启动TikTok Shop付费流量", "Launch paid traffic on TikTok Shop"), "ads", date(2026, 10, 27)),
        (T("首批库存调入莱茵仓", "Launch stock to the Rhine warehouse"), "stock", date(2026, 10, 31)),
    ],
    "answers": [],
}

FRANCE: dict[str, Any] = {
    "objective": "france",
    "by": "france",
    "day": date(2026, 10, 13),
    "asks": [
        {
            "kind": "money",
            "title": T("新品主图与视频拍摄", "photos and videos of the new range"),
            "amount": Decimal(1800),
            "currency": "EUR",
            "needed_by": date(2026, 10, 16),
            "risk": T("20款新品推迟上架", "20 products listed late"),
            "fallback": T("沿用供应商图片", "use the supplier's pictures"),
        },
    ],
    "steps": [
        (
            T("补齐剩余新品的法语文案", "Finish the French texts of the remaining products"),
            "french",
            date(2026, 10, 23),
        ),
    ],
    "answers": [("boss", "approve", date(2026, 10, 14), "拍完先上主推款。")],
}

REPORTS = [FRANCE, GERMANY]
