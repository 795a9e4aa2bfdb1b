from typing import Any

from django.db import migrations


def to_means(apps: Any, schema_editor: Any) -> None:
    """The budget that stood on the one line of an objective is the objective's own."""
    Means = apps.get_model("objectives", "Means")
    for line in apps.get_model("objectives", "FeasibilityLine").objects.order_by("id"):
        values = {"currency": line.currency, "budget_available": line.budget_available, "source": line.source}
        Means.objects.get_or_create(objective_id=line.objective_id, defaults=values)


def to_lines(apps: Any, schema_editor: Any) -> None:
    Line = apps.get_model("objectives", "FeasibilityLine")
    for means in apps.get_model("objectives", "Means").objects.all():
        Line.objects.filter(objective_id=means.objective_id).update(
            currency=means.currency, budget_available=means.budget_available, source=means.source
        )


class Migration(migrations.Migration):
    dependencies = [("objectives", "0006_means")]

    operations = [migrations.RunPython(to_means, to_lines)]
