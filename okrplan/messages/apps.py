from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "okrplan.messages"
    label = "notices"
