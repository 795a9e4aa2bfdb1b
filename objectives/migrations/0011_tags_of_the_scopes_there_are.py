"""The scope that objectives have becomes tags; where both languages stand side by side, the tag knows both."""

from typing import Any

from django.db import migrations

from objectives.core import numbers, tags

COLUMNS = {"market": "sites", "channel": "channels", "product": "products", "segment": "segment"}


def make_tags(apps: Any, schema_editor: Any) -> None:
    objective, tag = apps.get_model("objectives", "Objective"), apps.get_model("objectives", "ScopeTag")
    known: set[tuple[str, str]] = set()
    for row in objective.objects.filter(deleted_at__isnull=True).order_by("pk").iterator():
        for kind, column in COLUMNS.items():
            for name, other in pairs(getattr(row, column), getattr(row, f"{column}_other")):
                keys = {(kind, tags.key(one)) for one in (name, other) if one}
                if keys & known or max(len(name), len(other)) > tags.NAME_LENGTH:
                    continue
                known |= keys
                tag.objects.create(
                    kind=kind,
                    name=name,
                    name_other=other,
                    key=tags.key(name),
                    key_other=tags.key(other),
                    language="zh-hans" if numbers.has_han(name) else "en",
                )


def pairs(written: str, other: str) -> list[tuple[str, str]]:
    """Each word with its translation, where both lines have as many words and one of the two is Chinese."""
    words, others = tags.words(written), tags.words(other)
    if len(words) != len(others):
        others = ("",) * len(words)
    return [
        (word, said if numbers.has_han(word) != numbers.has_han(said) else "")
        for word, said in zip(words, others, strict=True)
    ]


class Migration(migrations.Migration):
    dependencies = [("objectives", "0010_scope_tags_and_day_of_the_baseline")]

    operations = [migrations.RunPython(make_tags, migrations.RunPython.noop)]
