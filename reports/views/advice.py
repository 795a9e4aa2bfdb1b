"""The sentences of the composer's advice."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import Language
from reports.core.advice import Advice, Hint
from reports.core.facts import Text

SENTENCES = {
    Advice.NO_CAUSE: _("%(about)s lags and nobody has said why: team, resources or ability?"),
    Advice.ONLY_EXTERNAL: _("%(about)s: only an external cause. What is in our hands?"),
    Advice.NO_NEXT_STEP: _("Something lags and there is no next step: who does what by when?"),
    Advice.ASK_WITHOUT_DAY: _("“%(about)s”: by when is it needed?"),
    Advice.ASK_WITHOUT_RISK: _("“%(about)s”: what happens without it?"),
    Advice.ASK_WITHOUT_FALLBACK: _("“%(about)s”: what do you do if it is declined?"),
    Advice.ASK_WITHOUT_EFFECT: _("“%(about)s”: what does it bring? Name the measure it moves and how."),
    Advice.ASK_TITLE_LONG: _("“%(about)s”: say it in 15 words or characters."),
    Advice.MANY_ASKS: _("Three requests stand on the page; the others go behind it."),
    Advice.TOO_LONG: _("Too much for one page: shorten a cause, a step or a request."),
}


def sentences(hints: Iterable[Hint]) -> list[str]:
    """The hints as sentences in the reader's language."""
    return [str(SENTENCES[one.advice]) % {"about": _about(one.about)} for one in hints]


def _about(about: str | Text) -> str:
    if isinstance(about, str):
        return about
    chinese = (get_language() or "").startswith("zh")
    return about.said(Language.CHINESE if chinese else Language.ENGLISH)
