"""Addresses of cases: `person` lives below /fall/, where nobody has an account."""

from django.urls import path

from rueckhalt.support.cases.views import intake, own_acts
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
