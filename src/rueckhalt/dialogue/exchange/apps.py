from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange of the alliance: partners, topics, meetings, results, promises."""

    name = "rueckhalt.dialogue.exchange"
    label = "exchange"
