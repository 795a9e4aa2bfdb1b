"""English on a Chinese page: text of ours whose translation was not used."""

import re
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.po"
PLACE = re.compile(r"%\(\w+\)[sd]|%%")
WORD = re.compile(r"[A-Za-z]{3,}")
TAG = re.compile(r"<[^>]+>")

# Every text of the page, shown or folded away, but for texts that say themselves that they are English.
TEXTS = """() => {
  const skipped = (one) => one.closest("script, style, template, noscript, code, .code, [lang=en]");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [document.title];
  while (walker.nextNode()) if (!skipped(walker.currentNode.parentElement)) found.push(walker.currentNode.data);
  const names = ["placeholder", "aria-label", "title", "alt", "data-label", "data-done", "data-offline", "data-failed"];
  names.push("data-returned");
  for (const name of names)
    for (const one of document.querySelectorAll(`[${name}]`)) if (!skipped(one)) found.push(one.getAttribute(name));
  return found;
}"""


def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN")


class English:
    """Recognises our English sentences, also with names and numbers filled in."""

    def __init__(self):
        self.whole, self.patterns = set(), []
        for message in catalogue():
            if message.id:
                translated = message.string if isinstance(message.string, str) else message.string[0]
                for english in [message.id] if isinstance(message.id, str) else message.id:
                    self._learn(english, translated)

    def _learn(self, english, translated):
        pieces = TAG.split(english)
        for piece in map(plain, pieces):
            fixed = PLACE.sub("", piece)
            if not WORD.search(fixed) or piece in map(plain, TAG.split(translated)):
                continue
            if PLACE.search(piece):
                self.patterns.append(re.compile(".+".join(map(re.escape, PLACE.split(piece)))))
            else:
                self.whole.add(piece)

    def says(self, text):
        """Whether `text` is one of our English texts."""
        text = plain(text)
        if not WORD.search(text):
            return False
        return text in self.whole or any(one.fullmatch(text) for one in self.patterns)


def plain(text):
    return " ".join(text.split())
