"""Who works at the demo company, and the frame they plan in."""

from datetime import date
from typing import NamedTuple

from okrplan.people.roles import Role


class T(NamedTuple):
    """A text in both languages, written in Chinese."""

    zh: str
    en: str


class PersonStory(NamedTuple):
    key: str
    name: str
    email: str
    department: str | None
    role: Role | None
    is_administrator: bool = False


COMPANY = T("蓝鲸出海", "Blue Whale Trading")

# key: (name, key of the department above, country and region of its calendar)
DEPARTMENTS = {
    "company": (COMPANY, None, ("CN", "")),
    "europe": (T("欧洲事业部", "Europe"), "company", ("CN", "")),
    "germany": (T("德国站", "Germany site"), "europe", ("CN", "")),
    "france": (T("法国站", "France site"), "europe", ("CN", "")),
    "supply": (T("供应链部", "Supply chain"), "company", ("CN", "")),
}

CALENDARS = {
    ("CN", ""): "中国 China",
    ("DE", "NW"): "德国北威州 Germany (NW)",
}

PEOPLE = [
    PersonStory("manager", "陈莉 Chen Li", "manager@demo.example", "germany", Role.MANAGER),
    PersonStory("staff", "王敏 Wang Min", "staff@demo.example", "germany", Role.STAFF),
    PersonStory("boss", "周伟 Zhou Wei", "boss@demo.example", "europe", Role.BOSS),
    PersonStory("admin", "林静 Lin Jing", "admin@demo.example", None, None, is_administrator=True),
    PersonStory("ads", "刘芳 Liu Fang", "liu.fang@demo.example", "germany", Role.STAFF),
    PersonStory("stock", "赵磊 Zhao Lei", "zhao.lei@demo.example", "supply", Role.STAFF),
    PersonStory("europe", "孙岩 Sun Yan", "sun.yan@demo.example", "europe", Role.MANAGER),
    PersonStory("france", "何静 He Jing", "he.jing@demo.example", "france", Role.MANAGER),
    PersonStory("french", "吴婷 Wu Ting", "wu.ting@demo.example", "france", Role.STAFF),
    PersonStory("supply", "马超 Ma Chao", "ma.chao@demo.example", "supply", Role.MANAGER),
    PersonStory("chief", "郑凯 Zheng Kai", "zheng.kai@demo.example", "company", Role.BOSS),
]

CYCLES = {
    "2026": ("year", date(2026, 1, 1), date(2026, 12, 31), None),
    "2026 Q3": ("quarter", date(2026, 7, 1), date(2026, 9, 30), "2026"),
    "2026 Q4": ("quarter", date(2026, 10, 1), date(2026, 12, 31), "2026"),
}

STRATEGIES = {
    "brand": T("深耕欧洲品牌", "Build the brand in depth in Europe"),
    "supply": T("供应链零断货", "No stock-outs"),
}

# key: (name, definition, formula, unit, source)
METRICS = {
    "new_gmv": (
        T("新客GMV", "new-customer GMV"),
        T(
            "过去24个月内首次下单客户的成交额，含税，不含退款。",
            "Order value of customers whose first order in 24 months falls in the period; tax in, refunds out.",
        ),
        "Σ order value − refunds",
        T("EUR", "EUR"),
        "ERP",
    ),
    "conversion": (
        T("新客转化率", "new-customer conversion"),
        T("新客广告订单数除以广告点击数。", "Advertised orders of new customers divided by ad clicks."),
        "orders ÷ clicks",
        T("%", "%"),
        "Amazon Ads",
    ),
    "acos": (
        T("ACOS", "ACOS"),
        T("广告花费除以广告带来的销售额。", "Ad spend divided by the sales the ads bring."),
        "ad spend ÷ ad sales",
        T("%", "%"),
        "Amazon Ads",
    ),
    "stockout": (
        T("断货率", "stock-out rate"),
        T("前100个SKU中当天不可售的比例。", "Share of the top 100 SKUs that cannot be bought on a day."),
        "SKUs out ÷ 100",
        T("%", "%"),
        "WMS",
    ),
}
