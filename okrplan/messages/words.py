"""The words of a notice, in its receiver's language, made of the facts it was written with.

A text of a user stands in the facts under the name of its row (`TITLES`), with `…_other` and `language` beside it, as
rows keep it; `by` is the name of the person who caused the notice, `text` a sentence of theirs.
"""

from types import SimpleNamespace

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from okrplan import texts
from okrplan.messages.models import Notice, NoticeKind

TITLES = ("ask", "task", "report", "objective", "key_result")

SENTENCES = {
    NoticeKind.REPORT_SUBMITTED: _("%(by)s reports to you: %(title)s"),
    NoticeKind.ASK_DECIDED: _("%(by)s has decided on your request “%(title)s”: %(state)s"),
    NoticeKind.ASK_ASKED_BACK: _("%(by)s has a question about your request “%(title)s”"),
    NoticeKind.ASK_ANSWERED: _("%(by)s has answered your question about “%(title)s”"),
    NoticeKind.TASK_ASSIGNED: _("%(by)s made you responsible for “%(title)s”"),
    NoticeKind.PLAN_CONFIRMED: _("%(by)s confirmed the plan “%(title)s”, in which you have a part"),
    NoticeKind.PLAN_QUESTION: _("%(by)s asks about “%(title)s”: %(text)s"),
    NoticeKind.PLAN_ANSWERED: _("%(by)s answered your question about “%(title)s”: %(text)s"),
    NoticeKind.SHARE_OFFERED: _("%(by)s asks your department to contribute to “%(title)s”"),
    NoticeKind.SHARE_ACCEPTED: _("%(by)s accepted for their department to contribute to “%(title)s”"),
    NoticeKind.SHARE_ENDED: _("%(by)s declined or ended the sharing of “%(title)s”"),
}

STATES = {
    "approved": _("approved"),
    "trimmed": _("trimmed"),
    "declined": _("declined"),
}


def sentence(notice: Notice) -> str:
    """What has happened, as one line in the language that is spoken now."""
    facts = notice.facts
    words = {
        "by": facts.get("by", ""),
        "title": _title(facts),
        "state": STATES.get(facts.get("state", ""), ""),
        "text": facts.get("text", ""),
    }
    return str(SENTENCES[NoticeKind(notice.kind)] % words)


def mail(notice: Notice, base: str) -> tuple[str, str]:
    """Subject and body of a notice as e-mail, in its receiver's language; `base` is the product's address."""
    with translation.override(notice.user.language or None):
        line = sentence(notice)
        return line.replace("\n", " "), f"{line}\n\n{base}{notice.url}\n\n-- \nOKR Plan\n"


def _title(facts: dict[str, str]) -> str:
    name = next((one for one in TITLES if one in facts), "")
    row = SimpleNamespace(
        text=facts.get(name, ""), text_other=facts.get(f"{name}_other", ""), language=facts.get("language", "en")
    )
    return texts.said(row, "text", translation.get_language() or "en").text
