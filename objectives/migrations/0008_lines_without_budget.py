from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("objectives", "0007_means_of_the_lines")]

    operations = [
        migrations.RemoveConstraint(model_name="feasibilityline", name="feasibility_budget_not_negative"),
        migrations.RemoveField(model_name="feasibilityline", name="budget_available"),
        migrations.RemoveField(model_name="feasibilityline", name="currency"),
        migrations.RemoveField(model_name="feasibilityline", name="source"),
    ]
