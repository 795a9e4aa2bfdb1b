"""The page "What it needs and what there is": every resource line by line, what binds, and the ways out."""

from dataclasses import dataclass
from datetime import date

from objectives.core.vocabulary import Resource
from objectives.models import Objective
from objectives.models.labels import label
from objectives.queries.evidence import Evidence, evidence_of
from objectives.queries.ways import Ways, ways_of
from objectives.words import basics
from objectives.words import means as words
from okrplan.people.models import User


@dataclass(frozen=True, slots=True)
class ResourceCard:
    """One resource: what is still to be answered, and its checks (of stock one a product)."""

    name: str
    question: str
    is_needed: bool
    checks: tuple[words.CheckWords, ...]


@dataclass(frozen=True, slots=True)
class MeansPage:
    evidence: Evidence
    target: str  # empty while there is none
    money: ResourceCard
    people: ResourceCard
    stock: ResourceCard
    verdict: str
    tone: str
    decides: str  # the constraint that binds, and the largest target that fits
    ways: Ways

    @property
    def cards(self) -> tuple[ResourceCard, ...]:
        return self.money, self.people, self.stock


def page_of(user: User, objective: Objective, today: date) -> MeansPage:
    """Everything on the page, for somebody who sees the objective's money."""
    evidence = evidence_of(objective, today, user)
    shown = words.Shown(evidence.means, evidence.own, evidence.feasibility)
    own, found = evidence.own, evidence.feasibility
    has_target = own is not None and own.target is not None
    return MeansPage(
        evidence=evidence,
        target=basics.exact(own.target, own.unit, own.unit_other) if own and own.target and has_target else "",
        money=_card(Resource.MONEY, shown),
        people=_card(Resource.PEOPLE, shown),
        stock=_card(Resource.STOCK, shown),
        verdict=str(label(found.verdict)),
        tone=words.TONES[found.verdict],
        decides=basics.sentences([words.binding_words(shown), words.largest_words(shown)]),
        ways=ways_of(user, objective, evidence, today),
    )


def _card(resource: Resource, shown: words.Shown) -> ResourceCard:
    frame = shown.rows.frame
    return ResourceCard(
        name=str(label(resource)),
        question=words.question(resource, shown),
        is_needed=frame is None or bool(getattr(frame, f"needs_{resource.value}")),
        checks=tuple(words.check_words(one, shown) for one in shown.found.of(resource)),
    )
