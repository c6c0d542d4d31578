"""A page with every part on it, so that the browser can judge parts that no page shows yet."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

TEMPLATE = """{% extends "web/base.html" %}{% load web %}
{% block title %}Muster{% endblock %}
{% block back %}{% url "start" as start %}{% include "web/parts/back.html" with href=start %}{% endblock %}
{% block content %}
<h1 class="app-title">Muster aller Teile</h1>
{% include "web/parts/error_summary.html" %}
<form class="app-form" method="post" novalidate>
  {{ form.danger|drawn }}
  {{ form.place|drawn }}
  {{ form.note|drawn }}
  {{ form.what|drawn }}
  <div class="app-actions">
    {% include "web/parts/button.html" with label="Weiter" %}
    {% include "web/parts/button.html" with label="Zwischenstand" kind="secondary" name="go" value="save" %}
    {% include "web/parts/button.html" with label="Abbrechen" kind="tertiary" href="/" %}
    {% include "web/parts/button.html" with label="Verwerfen" kind="danger" %}
  </div>
</form>
{% alert "info" "Hinweis" %}<p>Ein Satz.</p>{% endalert %}
{% alert "success" "Erledigt" %}<p>Ein Satz.</p>{% endalert %}
{% alert "warning" "Achtung" %}<p>Ein Satz.</p>{% endalert %}
{% card "Karte" %}<p>Ein Satz.</p>{% endcard %}
{% step 1 "Sichern Sie die Nachricht" mark="belegt" %}
  <p>Machen Sie ein Bild vom ganzen Bildschirm.</p>
  {% facts %}
    {% fact "Wer" %}Sie selbst{% endfact %}
    {% fact "Handeln Sie bis" %}26. Februar 2027{% endfact %}
    {% fact "Anruf" %}<a href="tel:+4930123">030 123</a>{% endfact %}
  {% endfacts %}
  {% details "Warum?" %}<p>Nachrichten verschwinden.
    <a href="https://www.gesetze-im-internet.de/">Zum Gesetz</a></p>{% enddetails %}
{% endstep %}
{% step 2 "Sprechen Sie mit einem Menschen" mark="Praxis" %}<p>Allein ist es schwerer.</p>{% endstep %}
{% step 3 "Fragen Sie Ihr Einwohnermeldeamt nach der Auskunftssperre" mark="offen" %}<p>Es weiß es.</p>{% endstep %}
<div class="kern-table-responsive" tabindex="0" role="region" aria-label="Zeiten">
  <table class="kern-table">
    <caption class="kern-title">Zeiten</caption>
    <thead class="kern-table__head"><tr class="kern-table__row">
      <th class="kern-table__header" scope="col">Tag</th>
      <th class="kern-table__header" scope="col">Offen</th></tr></thead>
    <tbody class="kern-table__body"><tr class="kern-table__row">
      <td class="kern-table__cell">Montag</td>
      <td class="kern-table__cell">9:00 bis 16:00</td></tr></tbody>
  </table>
</div>
{% endblock %}"""


class Muster(forms.Form):
    danger = forms.ChoiceField(
        label="Ist jetzt jemand in Gefahr?",
        choices=[("yes", "Ja"), ("no", "Nein")],
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie Ja oder Nein."},
    )
    place = forms.CharField(
        label="Wo ist es passiert?",
        help_text="Name der Gemeinde oder Postleitzahl",
        error_messages={"required": "Bitte nennen Sie einen Ort."},
    )
    note = forms.CharField(label="Straße", required=False)
    what = forms.MultipleChoiceField(
        label="Was ist passiert?",
        help_text="Sie können mehrere Antworten wählen.",
        choices=[("letter", "Ein Brief"), ("mail", "Eine E-Mail oder eine Nachricht im Netz")],
        widget=forms.CheckboxSelectMultiple,
    )


def muster(request: HttpRequest) -> HttpResponse:
    form = Muster(request.POST if request.method == "POST" else None)
    return HttpResponse(engines["django"].from_string(TEMPLATE).render({"form": form}, request))


urlpatterns = [path("muster/", muster, name="muster"), path("", include("rueckhalt.config.urls"))]
handler400 = "rueckhalt.foundation.web.errors.bad_request"
handler404 = "rueckhalt.foundation.web.errors.not_found"
