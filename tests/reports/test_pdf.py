"""The PDF is one A4 page, says what the page says, and can be read aloud."""

import io
import re
import statistics
import time
from dataclasses import replace

import pytest
from pypdf import PdfReader

from objectives.core.vocabulary import Language
from reports.core.facts import Text
from reports.core.page import lay_out
from reports.core.sentences import plain
from reports.pdf import render
from tests.reports import situations as sit
from tests.reports.test_page import CROWDED

EN, ZH = Language.ENGLISH, Language.CHINESE
LONG_NAMES = sit.changed(
    title=Text("W" * 200, "德" * 200),
    author="Maximilian Alexander von und zu Oberhausen-Unterhausen",
    department=Text(
        "Department of everything in Europe, the Middle East and Africa", "欧洲中东及非洲全品类新品新客增长事业部"
    ),
    key_results=(
        replace(sit.KR1, title=Text("X" * 200, "很" * 200), short_title=Text("Y" * 40, "长" * 40)),
        sit.KR2,
    ),
)
PAGES = {**sit.ALL, "crowded": CROWDED, "long_names": LONG_NAMES}


def reader(facts, language):
    return PdfReader(io.BytesIO(render(lay_out(facts, language))))


def squeezed(text):
    """Without the spaces and line ends that setting adds."""
    return re.sub(r"[\s\u200b]", "", text)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", [EN, ZH])
def test_it_is_exactly_one_a4_page_with_the_whole_conclusion_on_it(name, language):
    document = reader(PAGES[name], language)
    assert len(document.pages) == 1
    box = document.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    page = lay_out(PAGES[name], language)
    text = squeezed(document.pages[0].extract_text())
    assert squeezed(plain(page.conclusion)) in text
    for note in (page.rows_note, page.steps_note, page.asks_note, *page.footer):
        assert squeezed(note) in text


def test_it_says_every_figure_of_the_german_case_in_both_languages():
    english = squeezed(reader(sit.GERMAN, EN).pages[0].extract_text())
    for figure in ("35%", "80%", "EUR100,000", "plan30%", "EUR5,000ofEUR50,000", "1.8%of2.0%", "≤25%", "forecast60%"):
        assert figure in english, figure
    chinese = squeezed(reader(sit.GERMAN, ZH).pages[0].extract_text())
    for figure in ("10月20日", "35%", "80%", "10万欧元", "5000/5万欧元", "晚启动30天", "5000欧元", "1人×4周"):
        assert figure in chinese, figure


def heights(document):
    """Each text of the page with its height above the lower edge, in points."""
    found = []

    def note(text, cm, tm, font, size):
        if text.strip():
            found.append((tm[4] * cm[1] + tm[5] * cm[3] + cm[5], text))

    document.pages[0].extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("language", [EN, ZH])
@pytest.mark.parametrize("name", ["german", "crowded", "long_names", "no_key_results"])
def test_nothing_stands_below_or_on_the_footer(name, language):
    document = reader(PAGES[name], language)
    footer = squeezed(lay_out(PAGES[name], language).footer[0])[:6]
    lowest = sorted(heights(document))
    assert lowest[0][0] > 20
    on_the_footer = [height for height, text in lowest if squeezed(text).startswith(footer)]
    assert on_the_footer
    above = [height for height, _ in lowest if height > on_the_footer[0] + 1]
    assert min(above) > on_the_footer[0] + 12


def test_it_is_tagged_for_screen_readers_and_names_its_language():
    document = reader(sit.GERMAN, ZH)
    root = document.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert document.metadata.title.startswith("德国站Q4新客GMV达到50万欧元")


def test_the_same_page_gives_the_same_bytes():
    page = lay_out(sit.GERMAN, EN)
    assert render(page) == render(page)
    assert render(page) != render(lay_out(sit.BEHIND, EN))


def test_markup_that_people_write_is_printed_as_written():
    facts = sit.with_kr1(title=Text('#panic("x") *bold* $x$ @me <a> // no \\ "q"', "#let x = 1"))
    text = squeezed(reader(facts, EN).pages[0].extract_text())
    assert '#panic("x")*bold*$x$@me<a>//no\\"q"' in text


def test_a_warm_page_takes_less_than_sixty_milliseconds():
    pages = [lay_out(sit.changed(author=f"Author {n}"), EN) for n in range(7)]
    render(pages[0])
    taken = []
    for page in pages[1:]:
        start = time.process_time()
        render(page)
        taken.append(time.process_time() - start)
    assert statistics.median(taken) < 0.06 * 2  # two threads of the compiler may work at once


def test_what_the_font_has_no_sign_for_keeps_no_report_from_its_pdf():
    facts = sit.changed(title=Text("Win 🚀 مرحبا", "赢 🚀 مرحبا"))
    for language in (EN, ZH):
        document = reader(facts, language)
        assert len(document.pages) == 1
        assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
