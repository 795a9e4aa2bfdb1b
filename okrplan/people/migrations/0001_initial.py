import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=32, null=True, unique=True, verbose_name="phone")),
                ("employee_number", models.CharField(blank=True, max_length=32, null=True, unique=True)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("language", models.CharField(blank=True, default="", max_length=10)),
                ("time_zone", models.CharField(default="Asia/Shanghai", max_length=64)),
                ("is_active", models.BooleanField(default=True)),
                ("is_administrator", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Calendar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "country",
                    models.CharField(max_length=2, validators=[django.core.validators.RegexValidator("^[A-Z]{2}$")]),
                ),
                ("region", models.CharField(blank=True, default="", max_length=10)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("prefix", models.CharField(max_length=12)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("last_used_on", models.DateField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at"],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="calendar",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.calendar",
            ),
        ),
        migrations.CreateModel(
            name="CalendarOverride",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("is_working", models.BooleanField()),
                ("reason", models.CharField(blank=True, default="", max_length=120)),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="overrides", to="people.calendar"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("zh-hans", "中文")], default="zh-hans", max_length=10
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("name_other", models.CharField(blank=True, default="", max_length=120)),
                ("time_zone", models.CharField(default="Asia/Shanghai", max_length=64)),
                (
                    "calendar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.calendar",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="people.department",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(default="OKR Plan", max_length=120)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("on_track_from", models.DecimalField(decimal_places=3, default="0.95", max_digits=4)),
                ("behind_from", models.DecimalField(decimal_places=3, default="0.85", max_digits=4)),
                ("demo_day", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="installation_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("behind_from__gt", 0),
                            ("behind_from__lt", models.F("on_track_from")),
                            ("on_track_from__lte", 1),
                        ),
                        name="installation_bands_ordered",
                        violation_error_message="“Behind” must start below “on track”, and neither may exceed 100 percent.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="leaves", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("boss", "Boss"), ("manager", "Manager"), ("staff", "Staff")], max_length=10
                    ),
                ),
                ("is_primary", models.BooleanField(default=True)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="people.department"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["department__name", "user__name"],
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("email__isnull", False),
                    ("phone__isnull", False),
                    ("employee_number__isnull", False),
                    _connector="OR",
                ),
                name="user_can_sign_in",
                violation_error_message="Give an e-mail address, a phone or an employee number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendaroverride",
            constraint=models.UniqueConstraint(
                fields=("calendar", "day"),
                name="override_once_a_day",
                violation_error_message="This day already has an override.",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.UniqueConstraint(
                fields=("parent", "name"),
                name="department_name_once_a_parent",
                violation_error_message="There is already a department of this name here.",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.UniqueConstraint(
                condition=models.Q(("parent", None)),
                fields=("name",),
                name="department_name_once_at_the_top",
                violation_error_message="There is already a department of this name here.",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="department_not_its_own_parent",
                violation_error_message="A department cannot be its own parent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="leave_ends_after_start",
                violation_error_message="The last day of leave is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "department"),
                name="membership_once_a_department",
                violation_error_message="This person already has a role in this department.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_primary", True)),
                fields=("user",),
                name="membership_one_primary",
                violation_error_message="A person has exactly one primary department.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["boss", "manager", "staff"])), name="membership_role_known"
            ),
        ),
    ]
