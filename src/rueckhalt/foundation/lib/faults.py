"""Says in German what is wrong with a value that a machine sent; pydantic says it in English."""

import re
from collections.abc import Mapping, Sequence

from rueckhalt.foundation.lib.refusal import gettext_noop

_OTHER = gettext_noop("Diese Angabe passt nicht.")
_NO_NUMBER = gettext_noop("Hier gehört eine ganze Zahl hin.")
_NO_OBJECT = gettext_noop("Hier gehört ein Objekt hin.")
_NO_LIST = gettext_noop("Hier gehört eine Liste hin.")
_NO_WORD = gettext_noop("Dieses Wort kennen wir hier nicht.")
_SENTENCES = {
    "missing": gettext_noop("Diese Angabe fehlt."),
    "extra_forbidden": gettext_noop("Diese Angabe kennen wir nicht."),
    "unexpected_keyword_argument": gettext_noop("Diese Angabe kennen wir nicht."),
    "json_invalid": gettext_noop("Das ist kein gültiges JSON."),
    "string_type": gettext_noop("Hier gehört ein Text hin."),
    "string_unicode": gettext_noop("Der Text enthält Zeichen, die es nicht gibt."),
    "string_too_long": gettext_noop("Der Text ist zu lang, höchstens %(max_length)s Zeichen."),
    "string_pattern_mismatch": gettext_noop("Der Text hat nicht die verlangte Form."),
    "too_long": gettext_noop("Die Liste ist zu lang, höchstens %(max_length)s Einträge."),
    "greater_than_equal": gettext_noop("Die Zahl muss mindestens %(ge)s sein."),
    "less_than_equal": gettext_noop("Die Zahl darf höchstens %(le)s sein."),
    **dict.fromkeys(("enum", "literal_error"), _NO_WORD),
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), _NO_NUMBER),
    **dict.fromkeys(("model_type", "model_attributes_type", "dataclass_type", "dict_type"), _NO_OBJECT),
    **dict.fromkeys(("list_type", "tuple_type"), _NO_LIST),
}  # fmt: skip
# Only a name that we could have given ourselves is named again; all others came from outside.
_OUR_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def fault_in_words(kind: str, values: Mapping[str, object]) -> str:
    """The sentence for a fault of pydantic: its `type` and its `ctx`."""
    return _SENTENCES.get(kind, _OTHER) % values


def place_in_words(where: Sequence[str | int]) -> str:
    """The place of a fault (pydantic's `loc`): "further.2.learned_on"; foreign names are a star."""
    return ".".join(_named(part) for part in where) or "Eingabe"


def _named(part: str | int) -> str:
    if isinstance(part, int):
        return str(part)
    return part if _OUR_NAME.fullmatch(part) else "*"
