from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.db.models.signals import post_migrate, pre_migrate


class OkrplanConfig(AppConfig):
    """The house itself: template tags, the shell of every page, the audit, commands that belong to no noun."""

    name = "okrplan"
    label = "okrplan"
    default = True  # of several in this module; without it Django takes none of them, and no trigger is installed

    def ready(self) -> None:
        from okrplan import triggers

        pre_migrate.connect(triggers.before_migration, sender=self, dispatch_uid="triggers dropped")
        post_migrate.connect(triggers.after_migration, sender=self, dispatch_uid="triggers installed")


class StaticFiles(StaticFilesConfig):
    """Leaves out what packages bring and no page of ours uses: a second API browser, and one that is off."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "redoc", "rest_framework"]
