"""Addresses of the exchange: `alliance` below a staff path, the others for everybody."""

from django.urls import path

from rueckhalt.dialogue.exchange.views import oparl, partners, promises, topics

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
    path("ich/", partners.own, name="own"),
    path("ich/<slug:membership>/zustimmen/", partners.consent, name="consent"),
    path("ich/<slug:membership>/zuruecknehmen/", partners.take_back, name="take_consent_back"),
    path("partner/", partners.partners, name="partners"),
    path("partner/<slug:partner>/", partners.partner, name="partner"),
    path("partner/<slug:partner>/einladen/", partners.invite, name="invite_member"),
    path("partner/<slug:partner>/mandat/", partners.mandate, name="give_mandate"),
    path("partner/<slug:partner>/beenden/", partners.leave, name="let_go"),
    path("mandate/<slug:membership>/beenden/", partners.end, name="end_mandate"),
]
public_promises = [
    path("", promises.public_list, name="list"),
    path("<slug:promise>/", promises.public_page, name="promise"),
]
open_data = [
    path("", oparl.system, name="system"),
    path("body/", oparl.bodies, name="bodies"),
    path("body/<slug:body>/", oparl.body, name="body"),
    path("<slug:kind>/", oparl.listed, name="list"),
    path("<slug:kind>/<slug:reference>/", oparl.single, name="thing"),
    path("<path:rest>/", oparl.missing, name="missing"),
]
