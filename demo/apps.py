from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo company: a believable quarter to try the product on. Loaded only where OKRPLAN_DEMO is set."""

    name = "demo"
    label = "demo"
