"""Addresses of the exchange: `alliance` below a staff path, `promises` for everybody."""

from django.urls import path

from rueckhalt.dialogue.exchange.views import partners, promises, topics

alliance = [
    path("", topics.start, name="start"),
    path("themen/", topics.topics, name="topics"),
    path("themen/neu/", topics.new_topic, name="new_topic"),
    path("themen/<slug:topic>/", topics.topic_page, name="topic"),
    path("themen/<slug:topic>/aufnehmen/", topics.take_topic_up, name="take_up"),
    path("themen/<slug:topic>/freigeben/", topics.release, name="release_topic"),
    path("themen/<slug:topic>/antworten/", topics.answer, name="answer"),
    path("themen/<slug:topic>/nachfragen/", topics.again, name="ask_again"),
    path("themen/<slug:topic>/schliessen/", topics.close, name="close"),
    path("mitglieder/", partners.members, name="members"),
]
public_promises = [
    path("", promises.public_list, name="list"),
    path("<slug:promise>/", promises.public_page, name="promise"),
]
