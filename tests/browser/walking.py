"""Somebody who opens pages one after the other and notes everything that is wrong with them."""

from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe

from tests.browser.words import TEXTS

PHONE, DESK, HEIGHT = 390, 1240, 900
LANG = {"en": "en", "zh-hans": "zh-Hans"}
# Another project's page about our API: English, and its rules are not ours to mend.
THEIRS = "/api/docs/"
AXE = {
    "preload": False,
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
QUIET = "() => !document.querySelector('.htmx-request')"
UNFOLD = (
    "() => document.querySelectorAll('details.more, details.path, details.part').forEach((one) => (one.open = true))"
)
LINKS = "() => [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href'))"
WIDTH = "() => document.documentElement.scrollWidth"


class Walker:
    """Somebody who opens pages and notes everything that is wrong with them."""

    def __init__(self, page, client, language, english):
        self.page, self.client, self.language, self.english = page, client, language, english
        self.found = []
        self.answers = {}
        self.width, self.other_width = (DESK, PHONE) if language == "en" else (PHONE, DESK)

    def look_at(self, address):
        """Opens one page, unfolds it, and looks at it in both widths."""
        self.address = address
        self.page.set_viewport_size({"width": self.width, "height": HEIGHT})
        self.page.goto(address)
        self._check(urlsplit(self.page.url).path == address, f"leads to {self.page.url}")
        if address != THEIRS:
            self._check(self.page.locator("html").get_attribute("lang") == LANG[self.language], "its language")
            self.page.evaluate(UNFOLD)
            self.page.wait_for_function(QUIET)
            self._words()
            self._links()
            self._rules()
            self._fits(self.width)
            self.page.set_viewport_size({"width": self.other_width, "height": HEIGHT})
            self._fits(self.other_width)
        self.found += [f"{address}: {one}" for one in self.page.watch.troubles]
        self.page.watch.forget()

    def _check(self, holds, what):
        if not holds:
            self.found.append(f"{self.address}: {what}")

    def _words(self):
        if self.language == "zh-hans":
            for text in dict.fromkeys(self.page.evaluate(TEXTS)):
                self._check(not self.english.says(text), f"not translated: {text.strip()!r}")

    def _links(self):
        here = self.page.url
        for href in dict.fromkeys(self.page.evaluate(LINKS)):
            address, fragment = urldefrag(urljoin(here, href))
            parts = urlsplit(address)
            self._check(parts.netloc == urlsplit(here).netloc, f"a link to another host: {href}")
            if fragment and address == urldefrag(here)[0]:
                self._check(self.page.locator(f"[id='{fragment}']").count(), f"a link to nowhere on the page: {href}")
            status = self._status(f"{parts.path}?{parts.query}" if parts.query else parts.path)
            self._check(status < HTTPStatus.BAD_REQUEST, f"a dead link: {href} answers {status}")

    def _status(self, address):
        if address not in self.answers:
            self.answers[address] = self.client.get(address).status_code
        return self.answers[address]

    def _rules(self):
        for one in Axe().run(self.page, options=AXE).response["violations"]:
            if one["impact"] in ("serious", "critical"):
                where = "; ".join(node["html"][:160] for node in one["nodes"][:3])
                self.found.append(f"{self.address}: {one['id']} ({one['help']}): {where}")

    def _fits(self, width):
        wide = self.page.evaluate(WIDTH)
        self._check(wide <= width, f"{wide} px wide on a screen of {width} px")
