"""The one-page report as a PDF: exactly one A4 sheet, tagged for screen readers (PDF/UA), the same words as the page.

Typst sets it from `typst/report.typ`. The page travels as JSON, so nothing that people wrote is ever read as markup.
One compiler is kept a process: fonts and template are read once, and a page then takes tens of milliseconds.
"""

import json
import threading
from functools import cache
from pathlib import Path
from typing import Any

import manimgx_fonts_cjk
import typst

from objectives.core.vocabulary import Language
from reports.core import json_form
from reports.core.page import Page
from reports.core.sentences import plain

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
STANDARD = "ua-1"
NO_SIGN = "could not be displayed with font"  # how typst refuses the standard where a sign is missing

_one_at_a_time = threading.Lock()


def render(page: Page) -> bytes:
    """The PDF of a page. The same page gives the same bytes, so that its checksum says whether it was changed.

    Where people wrote what the font has no sign for (emoji, Arabic) it shows a box, and the page cannot promise the
    standard; it is tagged all the same.
    """
    data = json.dumps(_data(page))
    with _one_at_a_time:
        try:
            return _set(data, [STANDARD])
        except typst.TypstError as error:
            if NO_SIGN not in str(error):
                raise
            return _set(data, [])


def _set(data: str, standards: list[str]) -> bytes:
    pdf = _compiler().compile(format="pdf", sys_inputs={"page": data}, pdf_standards=standards, timestamp=0)
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single document")
    return pdf


@cache
def _compiler() -> Any:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(Path(manimgx_fonts_cjk.__file__).parent)],
    )
    return typst.Compiler(input=str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts, ignore_system_fonts=True)


def _data(page: Page) -> dict[str, Any]:
    form: dict[str, Any] = json_form.dump(page)
    stop = "\uff1a" if page.language is Language.CHINESE else ": "
    return {**form, "document_title": f"{plain(page.title)}{stop}{plain(page.conclusion)}", "author": page.author}
