"""A person's part in a plan, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.core.parts import Part
from objectives.words import basics


def part_words(part: Part) -> str:
    """ "owner of the objective, KR1, 3 tasks" """
    told = [_("owner of the objective")] if part.owns else []
    told += [f"KR{number}" for number in part.key_results]
    told += [_("a department's part of KR%(n)s") % {"n": number} for number in part.contributes]
    if part.measures:
        told.append(ngettext("%(n)s measure", "%(n)s measures", part.measures) % {"n": part.measures})
    if part.responsible:
        told.append(ngettext("%(n)s task", "%(n)s tasks", part.responsible) % {"n": part.responsible})
    if part.accountable:
        told.append(
            ngettext("accountable for %(n)s task", "accountable for %(n)s tasks", part.accountable)
            % {"n": part.accountable}
        )
    if part.consulted:
        told.append(
            ngettext("consulted on %(n)s task", "consulted on %(n)s tasks", part.consulted) % {"n": part.consulted}
        )
    if part.informed:
        told.append(ngettext("informed of %(n)s task", "informed of %(n)s tasks", part.informed) % {"n": part.informed})
    return basics.listed(told)
