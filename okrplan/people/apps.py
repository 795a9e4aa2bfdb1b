from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "okrplan.people"
    label = "people"
