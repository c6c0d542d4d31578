"""Addresses of the exchange: `alliance` below a staff path, `promises` for everybody."""

from django.urls import path

from rueckhalt.dialogue.exchange.views import (
    agenda,
    calendar,
    materials,
    meetings,
    papers,
    partners,
    promises,
    results,
    topics,
)

MEETING, ITEM, FILE = "treffen/<slug:meeting>/", "punkte/<slug:item>/", "dateien/<slug:material>/"

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
    path("treffen/", meetings.meetings, name="meetings"),
    path("treffen/neu/", meetings.new_meeting, name="new_meeting"),
    path("treffen/reihe/", meetings.new_series, name="new_series"),
    path(MEETING, meetings.meeting_page, name="meeting"),
    path(f"{MEETING}aendern/", meetings.change, name="change_meeting"),
    path(f"{MEETING}einladen/", meetings.invite, name="invite"),
    path(f"{MEETING}bescheid/", meetings.tell, name="tell_change"),
    path(f"{MEETING}absagen/", meetings.cancel, name="cancel_meeting"),
    path(f"{MEETING}reihe-absagen/", meetings.cancel_series, name="cancel_series"),
    path(f"{MEETING}freigeben/", meetings.release, name="release_meeting"),
    path(f"{MEETING}gehalten/", meetings.held, name="held"),
    path(f"{MEETING}protokoll/", meetings.approve, name="approve"),
    path(f"{MEETING}tagesordnung/", agenda.agenda, name="agenda"),
    path(f"{MEETING}tagesordnung/faellige/", agenda.take_overdue, name="take_overdue"),
    path(f"{MEETING}tagesordnung/<slug:topic>/", agenda.take_topic, name="take_topic"),
    path(f"{MEETING}anwesend/", agenda.presence, name="presence"),
    path(f"{MEETING}zusage/", agenda.own_presence, name="own_presence"),
    path(f"{MEETING}dateien/", materials.add, name="add_material"),
    path(f"{MEETING}einladung.pdf", papers.invitation, name="invitation"),
    path(f"{MEETING}treffen.ics", papers.calendar_file, name="calendar_file"),
    path(f"{MEETING}protokoll.pdf", papers.minutes_pdf, name="minutes_pdf"),
    path(f"{MEETING}ergebnisse.csv", papers.minutes_csv, name="minutes_csv"),
    path(f"{MEETING}oeffentlich.pdf", papers.public_minutes_pdf, name="public_minutes_pdf"),
    path(f"{MEETING}oeffentlich.csv", papers.public_minutes_csv, name="public_minutes_csv"),
    path(f"{ITEM}verschieben/", agenda.move, name="move_item"),
    path(f"{ITEM}leser/", agenda.show_to, name="show_to"),
    path(f"{ITEM}absetzen/", agenda.remove, name="remove_item"),
    path(f"{ITEM}ergebnis/", results.result, name="result"),
    path(f"{ITEM}notizen/", results.keep_notes, name="keep_notes"),
    path(FILE, materials.material, name="material"),
    path(f"{FILE}zurueck/", materials.withdraw, name="withdraw_material"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/weg/", calendar.drop_calendar, name="drop_calendar"),
]
# No session is read here: the secret address is all that a calendar program has.
feed = path("kalender/<str:word>/", calendar.feed, name="feed")
public_promises = [
    path("", promises.public_list, name="list"),
    path("<slug:promise>/", promises.public_page, name="promise"),
]
