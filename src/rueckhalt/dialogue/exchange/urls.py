"""Addresses of the exchange: `alliance` below a staff path, `promises` for everybody."""

from django.urls import path

from rueckhalt.dialogue.exchange.views import partners, promise_pages, promises, report, topics

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
    path("zusagen/", promise_pages.promises, name="promises"),
    path("zusagen/neu/", promise_pages.new_promise, name="new_promise"),
    path("zusagen/<slug:promise>/", promise_pages.promise_page, name="promise"),
    path("zusagen/<slug:promise>/stand/", promise_pages.update, name="update_promise"),
    path("zusagen/<slug:promise>/sicht/", promise_pages.other_view, name="other_view"),
    path("zusagen/<slug:promise>/freigeben/", promise_pages.release, name="release_promise"),
    path("zusagen/<slug:promise>/schritte/", promise_pages.new_milestone, name="new_milestone"),
    path("zusagen/<slug:promise>/schritte/<int:milestone>/", promise_pages.reached, name="reached"),
    path("bericht/", report.page, name="report"),
    path("bericht/<slug:half_year>/", report.page, name="report_of"),
    path("bericht/<slug:half_year>/datei/<slug:kind>/", report.file, name="report_file"),
    path("mitglieder/", partners.members, name="members"),
]
public_promises = [
    path("", promises.public_list, name="list"),
    path("bericht/", report.public_page, name="report"),
    path("bericht/<slug:half_year>/", report.public_page, name="report_of"),
    path("bericht/<slug:half_year>/datei/<slug:kind>/", report.public_file, name="report_file"),
    path("<slug:promise>/", promises.public_page, name="promise"),
]
