"""The words of scope that the company uses: markets, channels, products, customer segments."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from objectives.core import tags
from objectives.core.vocabulary import TagKind
from objectives.models.fields import SoftDeleted, Versioned, one_of
from objectives.models.labels import choices
from okrplan.texts import Written

# Where an objective keeps the words of a kind; beside it stands the same with `_other`.
COLUMNS = {
    TagKind.MARKET: "sites",
    TagKind.CHANNEL: "channels",
    TagKind.PRODUCT: "products",
    TagKind.SEGMENT: "segment",
}
TAKEN = _("This word is there already. Merge the two instead.")


class ScopeTag(Written, SoftDeleted, Versioned):
    """A word of one kind, in one language or both.

    Objectives hold their scope as text; a tag knows how a word of it is written and how it is called in the other
    language. `key` and `key_other` are what all spellings of the two names have in common (`core.tags.key`).
    """

    kind = models.CharField(_("kind"), max_length=8, choices=choices(TagKind))
    name = models.CharField(_("name"), max_length=tags.NAME_LENGTH)
    name_other = models.CharField(max_length=tags.NAME_LENGTH, blank=True, default="")
    key = models.CharField(max_length=tags.KEY_LENGTH, editable=False)
    key_other = models.CharField(max_length=tags.KEY_LENGTH, editable=False, blank=True, default="")

    class Meta:
        ordering = ["kind", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(deleted_at__isnull=True),
                name="scope_tag_once",
                violation_error_message=TAKEN,
            ),
            models.UniqueConstraint(
                fields=["kind", "key_other"],
                condition=Q(deleted_at__isnull=True) & ~Q(key_other=""),
                name="scope_tag_translation_once",
                violation_error_message=TAKEN,
            ),
            models.CheckConstraint(condition=one_of("kind", TagKind), name="scope_tag_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name
