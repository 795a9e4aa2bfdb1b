"""The templates of lead times that an installation starts with; the company edits them, and nothing overwrites that."""

from typing import Any

from django.db import migrations

ASSUMED = ("Assumption: put your supplier's figure here", "假设值\uff1a请换成供应商确认的天数")
OWN = ("Assumption: put your own experience here", "假设值\uff1a请换成本公司的实际天数")
FORWARDER = ("Usual transit time: ask the forwarder for this season's", "常见运输时间\uff1a旺季请向货代确认")
BROKER = ("Usual time without an inspection: ask the customs broker", "无查验时的常见时间\uff1a请向报关行确认")
WAREHOUSE = ("Usual time of receiving: ask the warehouse", "常见上架时间\uff1a请向仓库确认")
CONGESTION = ("Assumption: ports and yards are full before the season", "假设值\uff1a旺季前港口与堆场拥堵")

CHINA, GERMANY = ("CN", ""), ("DE", "NW")
CALENDARS = {CHINA: "中国 China", GERMANY: "德国北威州 Germany (NW)"}

BEFORE = [
    (("Specification", "规格确认"), 5, "working", CHINA, False, OWN),
    (("Order", "下单"), 3, "working", CHINA, False, OWN),
    (("Production", "生产"), 30, "working", CHINA, False, ASSUMED),
    (("Quality control", "质检"), 5, "working", CHINA, False, OWN),
]
TEMPLATES = [
    (
        ("By sea, China to Germany", "海运\uff08中国到德国\uff09"),
        "sea",
        [
            *BEFORE,
            (("Export customs", "出口报关"), 3, "working", CHINA, False, BROKER),
            (("Sea freight", "海运"), 35, "elapsed", CHINA, False, FORWARDER),
            (("Congestion buffer", "拥堵缓冲"), 10, "working", GERMANY, True, CONGESTION),
            (("Import customs", "进口清关"), 5, "working", GERMANY, False, BROKER),
            (("Drayage", "港口拖车"), 2, "working", GERMANY, False, FORWARDER),
            (("Inbound", "入仓上架"), 5, "working", GERMANY, False, WAREHOUSE),
        ],
    ),
    (
        ("By rail, China to Germany", "铁路\uff08中国到德国\uff09"),
        "rail",
        [
            *BEFORE,
            (("Export customs", "出口报关"), 3, "working", CHINA, False, BROKER),
            (("Rail freight", "铁路运输"), 20, "elapsed", CHINA, False, FORWARDER),
            (("Buffer", "缓冲"), 5, "working", GERMANY, True, OWN),
            (("Import customs", "进口清关"), 4, "working", GERMANY, False, BROKER),
            (("Delivery to the warehouse", "送仓"), 2, "working", GERMANY, False, FORWARDER),
            (("Inbound", "入仓上架"), 5, "working", GERMANY, False, WAREHOUSE),
        ],
    ),
    (
        ("By air, China to Germany", "空运\uff08中国到德国\uff09"),
        "air",
        [
            *BEFORE,
            (("Export customs", "出口报关"), 2, "working", CHINA, False, BROKER),
            (("Air freight", "空运"), 6, "elapsed", CHINA, False, FORWARDER),
            (("Buffer", "缓冲"), 2, "working", GERMANY, True, OWN),
            (("Import customs", "进口清关"), 2, "working", GERMANY, False, BROKER),
            (("Delivery to the warehouse", "送仓"), 1, "working", GERMANY, False, FORWARDER),
            (("Inbound", "入仓上架"), 5, "working", GERMANY, False, WAREHOUSE),
        ],
    ),
]


def make(apps: Any, _schema: Any) -> None:
    template_of = apps.get_model("objectives", "LeadTimeTemplate")
    step_of = apps.get_model("objectives", "LeadTimeTemplateStep")
    calendars = {place: _calendar(apps, place) for place in CALENDARS}
    for (name, name_other), transport, steps in TEMPLATES:
        template = template_of.objects.create(name=name, name_other=name_other, language="en", transport=transport)
        for position, ((title, title_other), days, unit, place, is_buffer, (source, source_other)) in enumerate(
            steps, 1
        ):
            step_of.objects.create(
                template=template,
                position=position,
                language="en",
                title=title,
                title_other=title_other,
                days=days,
                unit=unit,
                calendar=calendars[place],
                is_buffer=is_buffer,
                source=source,
                source_other=source_other,
            )


def _calendar(apps: Any, place: tuple[str, str]) -> Any:
    """The company's calendar of a place, made where it has none."""
    rows = apps.get_model("people", "Calendar").objects
    there = rows.filter(country=place[0], region=place[1]).order_by("pk").first()
    return there or rows.create(country=place[0], region=place[1], name=CALENDARS[place])


class Migration(migrations.Migration):
    dependencies = [("objectives", "0004_lead_time_templates"), ("people", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
