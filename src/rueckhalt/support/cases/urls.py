"""Addresses of cases: `person` lives below /fall/, where nobody has an account; `desk` below /arbeit/."""

from django.urls import path

from rueckhalt.support.cases.views import case, intake, manage, own_acts, passing
from rueckhalt.support.cases.views import desk as desks
from rueckhalt.support.cases.views import person as own

person = [
    path("", own.door, name="door"),
    path("neu/", intake.new, name="new"),
    path("frage/", intake.question, name="question"),
    path("mein/", own.own_state, name="own"),
    path("mein/mehr/", own.more, name="more"),
    path("mein/schreiben/", own.write, name="write"),
    path("mein/datei/<uuid:file>/", own.file, name="file"),
    path("mein/schliessen/", own.close, name="close"),
    path("mein/einwilligung/", own_acts.consent, name="consent"),
    path("mein/unterlagen.json", own_acts.export_json, name="export_json"),
    path("mein/unterlagen.pdf", own_acts.export_pdf, name="export_pdf"),
    path("mein/schluessel/", own_acts.words, name="words"),
    path("mein/loeschen/", own_acts.erase, name="erase"),
]

_CASE = "fall/<str:reference>/"
desk = [
    path("", desks.desk, name="desk"),
    path("telefon/", desks.phone, name="phone"),
    path(_CASE, case.case, name="case"),
    path(f"{_CASE}antworten/", case.answer, name="answer"),
    path(f"{_CASE}arbeit/", case.work, name="work"),
    path(f"{_CASE}aufgabe/", case.to_do, name="to_do"),
    path(f"{_CASE}vorfall/", case.incident, name="incident"),
    path(f"{_CASE}erledigt/<uuid:entry>/", case.done, name="done"),
    path(f"{_CASE}gefahr/", case.danger, name="danger"),
    path(f"{_CASE}gefahr/<uuid:entry>/", case.look, name="look"),
    path(f"{_CASE}verlauf/", case.history, name="history"),
    path(f"{_CASE}druck/", case.printed, name="print"),
    path(f"{_CASE}datei/<uuid:file>/", case.file, name="file"),
    path(f"{_CASE}weitergaben/", passing.passing, name="passing"),
    path(f"{_CASE}einwilligung/", passing.consent, name="consent"),
    path(f"{_CASE}einwilligung/<uuid:consent>/", passing.give, name="give"),
    path(f"{_CASE}ohne-einwilligung/", passing.override, name="override"),
    path(f"{_CASE}ohne-einwilligung/<uuid:entry>/", passing.decide, name="decide"),
    path(f"{_CASE}notfall/", passing.emergency, name="emergency"),
    path(f"{_CASE}notfall/<uuid:entry>/", passing.review, name="review"),
    path(f"{_CASE}rueckmeldung/<uuid:entry>/", passing.reply, name="reply"),
    path(f"{_CASE}verwalten/", manage.manage, name="manage"),
    path(f"{_CASE}uebernehmen/", manage.take, name="take"),
    path(f"{_CASE}weitergeben/", manage.hand, name="hand"),
    path(f"{_CASE}mitlesen/", manage.eyes, name="eyes"),
    path(f"{_CASE}mitlesen/<int:account>/", manage.no_eyes, name="no_eyes"),
    path(f"{_CASE}zweitmeinung/", manage.view, name="view"),
    path(f"{_CASE}dringlichkeit/", manage.urgency, name="urgency"),
    path(f"{_CASE}bestaetigen/", manage.confirm, name="confirm"),
    path(f"{_CASE}sperre/", manage.hold, name="hold"),
    path(f"{_CASE}schluessel/", manage.secret, name="secret"),
    path(f"{_CASE}schluessel/<uuid:entry>/", manage.new_secret, name="new_secret"),
]
