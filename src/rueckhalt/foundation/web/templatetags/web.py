"""Parts of a page with content of their own (docs/entwicklung/oberflaeche.md lists them)."""

from django import template
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rueckhalt.foundation.web.widgets import HintedRadioSelect

register = template.Library()

# icon and KERN's colour of each mark; the word itself says it without either
MARKS = {
    "belegt": ("success", "success"),
    "praxis": ("info", "info"),
    "offen": ("question-mark", "warning"),
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
def details(content: str, title: str) -> SafeString:
    """Draws a text that opens on demand, without script."""
    return _part("details", content, title=title)


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
    """Draws what a sentence rests on: `name` is belegt, Praxis or offen."""
    icon, colour = MARKS[name.lower()]
    return {"name": name, "icon": icon, "colour": colour}


@register.filter
def styled(field: BoundField) -> SafeString:
    """Draws the input of a text field with KERN's class, keeping what Django knows about it."""
    error = " kern-form-input__input--error" if field.errors else ""
    return field.as_widget(attrs={"class": f"kern-form-input__input{error}"})


@register.filter
def hint(option: BoundWidget) -> str:
    """Returns the sentence that stands under a choice, if its widget has one."""
    widget = option.parent_widget
    value = str(option.data["value"])
    return widget.hints.get(value, "") if isinstance(widget, HintedRadioSelect) else ""


@register.filter
def anchor(field: BoundField) -> str:
    """Returns the id of the first thing in a field that can take the focus."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


def _part(name: str, content: str, **values: str | int) -> SafeString:
    return render_to_string(f"web/parts/{name}.html", {"content": content, **values})
