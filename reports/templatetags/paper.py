"""Sentences of the report's core in templates: marked figures, links to where they come from, tones as classes."""

from django import template
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from objectives.core.vocabulary import Language
from reports.core.arithmetic import Sum
from reports.core.page import Page
from reports.core.sentences import Piece, Sentence, Tone, plain

register = template.Library()

CLASSES = {Tone.GOOD: "ok", Tone.WARN: "warn", Tone.BAD: "bad"}
CALCULATED = frozenset(["completion", "forecast", "gap", "effect", "needed", "data"])
SUMS = {
    Sum.COMPLETION: gettext_lazy("Completion"),
    Sum.FORECAST: gettext_lazy("Forecast"),
    Sum.GAP: gettext_lazy("Gap to target"),
    Sum.EFFECT: gettext_lazy("Effect"),
}
TAGS = {Language.CHINESE: "zh-Hans", Language.ENGLISH: "en"}


@register.filter
def marked(sentence: Sentence, links: bool = False) -> SafeString:
    """A sentence with its figures marked; with `links` they lead to their source in the appendix."""
    return format_html_join("", "{}", ((_piece(one, links),) for one in sentence))


@register.filter(name="plain")
def as_text(sentence: Sentence) -> str:
    """A sentence as text, for labels."""
    return plain(sentence)


@register.filter
def shade(tone: Tone) -> str:
    """The class of a tone: "ok", "warn", "bad", or none."""
    return CLASSES.get(tone, "")


@register.filter
def html_language(page: Page) -> str:
    """The language of a page as HTML names it."""
    return TAGS[page.language]


@register.filter
def sum_word(kind: Sum) -> Promise:
    """What a calculation is about."""
    return SUMS[kind]


@register.filter
def reading_time(seconds: int) -> str:
    """Time to read something, as one says it."""
    if seconds < 60:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    minutes = round(seconds / 60)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


@register.filter
def in_place(field: BoundField) -> SafeString:
    """A hidden field that takes the place of the one on the page."""
    return field.as_hidden(attrs={"hx-swap-oob": "true"})


def _piece(piece: Piece, links: bool) -> str | SafeString:
    shown = _linked(piece) if links and piece.source else _spoken(piece)
    if piece.tone in CLASSES:
        return format_html('<b class="tone-{}">{}</b>', CLASSES[piece.tone], shown)
    if piece.tone is Tone.FIGURE:
        return format_html("<b>{}</b>", shown)
    return format_html('<span class="muted">{}</span>', shown) if piece.tone is Tone.QUIET else shown


def _linked(piece: Piece) -> SafeString:
    source = "calculation" if piece.source in CALCULATED else piece.source
    return format_html('<a class="source" href="#{}">{}</a>', source, _spoken(piece))


def _spoken(piece: Piece) -> str | SafeString:
    """A text in another language than its page says so to screen readers, and to eyes."""
    if piece.language is None:
        return piece.text
    return format_html(
        '<span class="as-written" lang="{}" title="{}">{}</span>',
        TAGS[piece.language],
        _("Shown as written: there is no translation yet."),
        piece.text,
    )
