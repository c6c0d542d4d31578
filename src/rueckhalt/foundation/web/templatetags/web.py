"""Parts of a page with content of their own (docs/entwicklung/oberflaeche.md lists them)."""

from collections.abc import Mapping
from functools import cache

from django import template
from django.conf import settings
from django.forms import BoundField, Select, Widget
from django.forms.boundfield import BoundWidget
from django.template import Context, Engine, Template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from rueckhalt.foundation.web.widgets import HintedRadioSelect

register = template.Library()

OPTION = """<div class="kern-form-check app-choice">
<input class="kern-form-check__{type}" type="{type}" name="{name}" value="{value}" id="{id}"{checked}{described}>
<label class="kern-label" for="{id}">{label}</label>{hint}
</div>"""
# What a field looks like → its markup; as many as the house has questions.
_unanswered: dict[tuple[object, ...], SafeString] = {}
# icon and KERN's colour of each mark, and its word in the language of the page
MARKS = {
    "belegt": ("success", "success", gettext_lazy("belegt")),
    "Praxis": ("info", "info", gettext_lazy("Praxis")),
    "offen": ("question-mark", "warning", gettext_lazy("offen")),
}


@register.simple_block_tag
def alert(content: str, kind: str, title: str, level: int = 2) -> SafeString:
    """Draws a message: `kind` is info, success, warning or danger."""
    return _part("alert", content, kind=kind, title=title, level=level)


@register.simple_block_tag
def card(content: str, title: str, level: int = 2) -> SafeString:
    """Draws a bordered box with a heading."""
    return _part("card", content, title=title, level=level)


@register.simple_block_tag
def details(content: str, title: str, is_open: object = False) -> SafeString:  # noqa: FBT002 -- a template names it
    """Draws a text that opens on demand, without script; `is_open` if it is open from the start."""
    return _part("details", content, title=title, is_open=bool(is_open))


@register.simple_block_tag
def step(content: str, number: int, title: str, mark: str = "", level: int = 2) -> SafeString:
    """Draws one step of a plan: its number, what to do, its mark, and what stands inside."""
    return _part("step", content, number=number, title=title, mark=mark, level=level)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """Draws a description list of `fact`s."""
    return _part("facts", content)


@register.simple_block_tag
def fact(content: str, key: str) -> SafeString:
    """Draws one pair of a description list."""
    return _part("fact", content, key=key)


@register.inclusion_tag("web/parts/mark.html")
def mark(name: str) -> dict[str, str]:
    """Draws what a sentence rests on: `name` is belegt, Praxis or offen.

    The word stands there as it is; a page in another language says beside it what it means.
    """
    icon, colour, word = MARKS[name]
    told = str(word)
    return {"name": name, "icon": icon, "colour": colour, "told": "" if told == name else told}


@register.simple_tag
def start_page() -> str:
    """Returns the address of the start page in the language of the page."""
    return reverse(settings.START_PAGES[get_language() or settings.LANGUAGE_CODE])


@register.filter
def styled(field: BoundField) -> SafeString:
    """Draws the input of a text field with KERN's class, keeping what Django knows about it."""
    error = " kern-form-input__input--error" if field.errors else ""
    return field.as_widget(attrs={"class": f"kern-form-input__input{error}"})


@register.filter
def selected(field: BoundField) -> SafeString:
    """Draws a list that opens, one choice a line, with KERN's class."""
    return field.as_widget(attrs={"class": "kern-form-input__select"})


@register.filter
def drawn(field: BoundField) -> SafeString:
    """Draws a field with label, hint and mistake.

    One without an answer looks the same for everybody. It is drawn once and kept: a plan asks
    thirty questions, most of them stay open, and drawing them takes a third of its time.
    """
    if field.errors or field.value():
        return _draw(field)
    looks = _looks(field)
    if looks not in _unanswered:
        _unanswered[looks] = _draw(field)
    return _unanswered[looks]


def _looks(field: BoundField) -> tuple[object, ...]:
    """Everything that a field without an answer shows."""
    asked, widget = field.field, field.field.widget
    texts = (field.html_name, field.auto_id, field.label, field.help_text, asked.required)
    choices = tuple(getattr(asked, "choices", ()))
    return (
        get_language(),
        *texts,
        type(widget),
        tuple(widget.attrs.items()),
        choices,
        _hints(widget),
    )


def _hints(widget: Widget) -> tuple[tuple[str, str], ...]:
    return tuple(widget.hints.items()) if isinstance(widget, HintedRadioSelect) else ()


def _draw(field: BoundField) -> SafeString:
    is_list = isinstance(field.field.widget, Select) and not field.use_fieldset
    name = "choices" if field.use_fieldset else "select_field" if is_list else "text_field"
    return _template(name).render(Context({"field": field}))


@register.filter
def options(field: BoundField) -> SafeString:
    """Draws the choices of a field, one a line, each with its hint if its widget has one.

    No template: a plan holds a hundred choices, and as templates they take half of its time.
    """
    hints = dict(_hints(field.field.widget))
    return format_html_join("\n", OPTION, (_option(one, hints) for one in field.subwidgets))


@register.filter
def anchor(field: BoundField) -> str:
    """Returns the id of the first thing in a field that can take the focus."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


def _option(option: BoundWidget, hints: Mapping[str, str]) -> dict[str, str]:
    told, key = option.data, option.id_for_label
    hint = hints.get(str(told["value"]), "")
    return {
        "type": told["type"], "name": told["name"], "value": told["value"], "id": key,
        "label": told["label"], "checked": " checked" if told["selected"] else "",
        "described": format_html(' aria-describedby="{}_hint"', key) if hint else "",
        "hint": format_html('<div class="kern-hint" id="{}_hint">{}</div>', key, hint)
        if hint else "",
    }  # fmt: skip


def _part(name: str, content: str, **values: str | int) -> SafeString:
    return _template(name).render(Context({"content": content, **values}))


@cache
def _template(name: str) -> Template:
    """A part, looked up once: a plan draws thirty of them."""
    return Engine.get_default().get_template(f"web/parts/{name}.html")
