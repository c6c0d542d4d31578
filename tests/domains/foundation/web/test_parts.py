import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

EVIL = "<script>alert(1)</script>"


class Muster(forms.Form):
    place = forms.CharField(
        label="Ort",
        help_text="Name oder Postleitzahl",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Bitte nennen Sie einen Ort."},
    )
    what = forms.MultipleChoiceField(
        label="Was?", choices=[("a", "Brief"), ("b", EVIL)], widget=forms.CheckboxSelectMultiple
    )


def drawn(source: str, **values) -> str:
    return Template("{% load web %}" + source).render(Context(values))


@pytest.mark.parametrize(
    "source",
    [
        '{% alert "info" text %}{{ text }}{% endalert %}',
        "{% card text %}{{ text }}{% endcard %}",
        "{% details text %}{{ text }}{% enddetails %}",
        "{% step 1 text %}{{ text }}{% endstep %}",
        "{% facts %}{% fact text %}{{ text }}{% endfact %}{% endfacts %}",
    ],
)
def test_what_somebody_typed_never_becomes_markup(source):
    text = drawn(source, text=EVIL)

    assert "<script>" not in text
    assert text.count("&lt;script&gt;") == 2


@pytest.mark.parametrize("name", ["belegt", "Praxis", "offen"])
def test_a_mark_says_its_word_and_has_a_sign_and_a_line_of_its_own(name):
    others = {"belegt", "Praxis", "offen"} - {name}
    text = drawn("{% mark name %}", name=name)

    assert f">{name}</span>" in text
    assert all(drawn("{% mark name %}", name=other) != text for other in others)


@pytest.mark.parametrize(("mistakes", "is_open"), [({}, False), ({"text": ["Fehlt."]}, True)])
def test_what_opens_on_demand_is_open_from_the_start_where_something_is_wrong(mistakes, is_open):
    text = drawn('{% details "Stand" is_open=mistakes %}x{% enddetails %}', mistakes=mistakes)

    assert ('<details class="kern-accordion" open>' in text) is is_open


def test_an_unknown_mark_is_a_mistake_and_not_a_blank():
    with pytest.raises(KeyError):
        drawn('{% mark "sicher" %}')


def test_a_step_says_its_number_aloud_and_its_level():
    text = drawn('{% step 3 "Sichern" mark="offen" level=3 %}x{% endstep %}')

    assert '<span class="kern-sr-only">Schritt </span>3' in text
    assert "<h3" in text


def test_a_text_field_keeps_its_widget_and_names_its_hint_and_error():
    text = drawn("{{ field|drawn }}", field=Muster({})["place"])

    assert 'autocomplete="off"' in text
    assert 'aria-invalid="true"' in text
    for part in ("id_place_helptext", "id_place_error"):
        assert f'id="{part}"' in text
        assert part in text.split('aria-describedby="')[1].split('"')[0]


def test_choices_keep_what_was_ticked_and_escape_what_they_say():
    text = drawn("{{ field|drawn }}", field=Muster({"what": ["b"]})["what"])

    assert 'value="b" id="id_what_1" checked' in text
    assert 'value="a" id="id_what_0">' in text
    assert "<script>" not in text


@pytest.mark.parametrize("name", ["place", "what"])
def test_what_was_answered_is_not_kept_for_the_next_visitor(name):
    def of(form):
        return drawn("{{ field|drawn }}", field=form[name])

    fresh = of(Muster())
    answered = of(Muster({"place": "Kiel", "what": ["b"]}))
    mistaken = of(Muster({}))

    assert len({fresh, answered, mistaken}) == 3
    assert of(Muster()) == fresh


def test_two_fields_of_one_name_keep_their_own_looks():
    class Other(Muster):
        place = forms.CharField(label="Ort", widget=forms.TextInput(attrs={"spellcheck": "false"}))

    forms_of_both = [Muster(), Other(), Muster(auto_id="f_%s")]
    assert len({drawn("{{ field|drawn }}", field=form["place"]) for form in forms_of_both}) == 3


def test_the_summary_links_each_mistake_to_what_mends_it():
    form = Muster({})
    text = render_to_string("web/parts/error_summary.html", {"form": form})

    assert '<a href="#id_place">Ort – Bitte nennen Sie einen Ort.</a>' in text
    assert 'href="#id_what_0"' in text
    assert "autofocus" in text


def test_a_form_without_mistakes_has_no_summary():
    assert not render_to_string("web/parts/error_summary.html", {"form": Muster()}).strip()


def test_a_button_with_an_address_is_a_link_and_else_sends():
    draw = render_to_string
    assert '<a class="kern-btn kern-btn--secondary" href="/x"' in draw(
        "web/parts/button.html", {"label": "x", "kind": "secondary", "href": "/x"}
    )
    assert 'type="submit" name="go" value="1"' in draw(
        "web/parts/button.html", {"label": "x", "name": "go", "value": "1"}
    )
