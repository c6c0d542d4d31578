"""Makes requests from the OpenAPI document, well-meant and hostile ones, and judges the answers.

The property test sends them inside the process, `python -m bench fuzz` over a real server.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

JSON = "application/json"
HOSTILE = [
    "", "\x00", "\ud800", "\u202e", "😱" * 40, "<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd",
    "{{ 7*7 }}", "%s%n%(x)s", "=1+1", "\r\nSet-Cookie: x=1", "x" * 5000, "٠١٠٠٢٠٠٠", "9" * 400, "Ḩ̐ĵ Łódź",
]  # fmt: skip
RAW = [
    b"", b"{", b"[" * 60_000, b'{"a":' * 10_000, b"\xff\xfe{", b"NaN", b'{"q": 1e999}', b"null", b'"\\ud800"',
    b'{"q": ' + b"9" * 60_000 + b"}", b'{"\\ud800": 1}', '{"q": "Kiel"}'.encode("utf-16"), b"\x00", b"x" * 262_145,
]  # fmt: skip
TYPES = [JSON, f"{JSON}; charset=latin-1", "text/plain", "multipart/form-data; boundary=x", ""]
# Beyond it the web server itself refuses (414) before we see anything; the document says so in words.
LONGEST_ADDRESS = 4000
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
HOSTILE_VALUES = st.one_of(
    st.sampled_from(HOSTILE), st.none(), st.booleans(), st.integers(), st.floats(), st.text(),
    st.integers(10**30, 10**40), st.lists(st.sampled_from(HOSTILE), max_size=3),
    st.dictionaries(st.sampled_from(HOSTILE), st.none(), max_size=3),
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A request, and the path of the document that it was made from ("" for an unknown one)."""

    method: str
    template: str
    address: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    media_type: str
    body: bytes


class Fuzz:
    """Requests and judgements for one document."""

    def __init__(self, document: dict[str, Any]) -> None:
        # As a reader gets it: keys are words, values are plain.
        self.document: dict[str, Any] = json.loads(json.dumps(document))
        self.paths: dict[str, dict[str, Any]] = self.document["paths"]

    def requests(self) -> st.SearchStrategy[Asked]:
        """Well-meant requests, and those that break one thing or everything."""
        operations = [(path, method) for path, some in self.paths.items() for method in some]
        one = st.sampled_from(operations)
        kinds = [self._fitting, self._hostile, self._raw, self._other_method]
        return st.one_of(*(one.flatmap(lambda two, kind=kind: kind(*two)) for kind in kinds), _unknown())  # fmt: skip

    def _fitting(self, path: str, method: str) -> st.SearchStrategy[Asked]:
        operation = self.paths[path][method]
        given = {one["name"]: self._parameter(one) for one in operation["parameters"]}
        schema = self._schema_of_body(operation)
        # Chance alone fills in no form: the example of the document comes, too.
        body = self.values(schema) | st.sampled_from([*self._examples(schema), None])
        return st.builds(
            lambda values, sent: self._asked(path, method, values, _written(sent)),
            st.fixed_dictionaries({}, optional=given) | st.fixed_dictionaries(given),
            body,
        )

    def _parameter(self, parameter: dict[str, Any]) -> st.SearchStrategy[Any]:
        """Values of a parameter, and its example: chance alone finds no key that exists."""
        values = self.values(parameter["schema"])
        return st.just(parameter["example"]) | values if "example" in parameter else values

    def _hostile(self, path: str, method: str) -> st.SearchStrategy[Asked]:
        operation = self.paths[path][method]
        names = [one["name"] for one in operation["parameters"]] + ["fremd"]
        values = st.dictionaries(st.sampled_from(names), st.sampled_from(HOSTILE) | st.text())
        body = self.values(self._schema_of_body(operation)).flatmap(_broken)
        return st.builds(
            lambda given, sent: self._asked(path, method, given, _written(sent)),
            values,
            body | HOSTILE_VALUES,
        )

    def _raw(self, path: str, method: str) -> st.SearchStrategy[Asked]:
        return st.builds(
            lambda body, kind: self._asked(path, method, {}, body, kind),
            st.sampled_from(RAW) | st.binary(max_size=200),
            st.sampled_from([JSON, *TYPES]),
        )

    def _other_method(self, path: str, _: str) -> st.SearchStrategy[Asked]:
        return st.sampled_from(METHODS).map(lambda method: self._asked(path, method, {}, b"{}"))

    def _asked(
        self, path: str, method: str, values: dict[str, Any], body: bytes, kind: str = JSON
    ) -> Asked:
        address, query = path, []
        for name, value in values.items():
            text = _in_address(value)
            if f"{{{name}}}" in address:
                address = address.replace(f"{{{name}}}", quote(text, safe="", errors="replace"))
            else:
                query.append((name, text))
        address = address.replace("{", "%7B").replace("}", "%7D")
        address += "?" + urlencode(query, errors="replace") if query else ""
        return Asked(method.upper(), path, address, body, {"Content-Type": kind})

    def _schema_of_body(self, operation: dict[str, Any]) -> dict[str, Any]:
        if "requestBody" not in operation:
            return {"type": "null"}
        schema: dict[str, Any] = operation["requestBody"]["content"][JSON]["schema"]
        return schema

    def _examples(self, schema: dict[str, Any]) -> list[Any]:
        name = schema.get("$ref", "").rpartition("/")[2]
        found: list[Any] = self.document["components"]["schemas"].get(name, {}).get("examples", [])
        return found

    def values(self, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
        """Values that fit a schema, as far as our documents use the words of JSON Schema."""
        match schema:
            case {"$ref": ref}:
                return self.values(self.document["components"]["schemas"][ref.rpartition("/")[2]])
            case {"anyOf": some} | {"oneOf": some}:
                return st.one_of(*map(self.values, some))
            case {"type": "object"}:
                return self._object(schema)
            case {"type": "array", "items": items}:
                return st.lists(self.values(items), max_size=min(schema.get("maxItems", 4), 9))
        return _plain(schema)

    def _object(self, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
        values = {name: self.values(one) for name, one in schema.get("properties", {}).items()}
        needed = {name: values.pop(name) for name in schema.get("required", [])}
        return st.fixed_dictionaries(needed, optional=values)

    def faults(self, asked: Asked, answered: Answered) -> Iterator[str]:
        """What an answer breaks: a 5xx, no JSON, an undocumented status, another shape."""
        status, where = str(answered.status), f"{asked.method} {asked.template or 'unknown'}"
        if answered.status >= 500:
            yield f"{where}: {status}"
        is_cut = answered.status == 414 and len(asked.address) > LONGEST_ADDRESS
        if asked.method == "HEAD" or is_cut:
            return
        if answered.media_type in self._files(asked, status):
            return
        if answered.media_type != f"{JSON}; charset=utf-8" or b"<" in answered.body:
            yield f"{where}: {answered.media_type or 'no type'}"
            return
        yield from self._shape(asked, answered, where)

    def _files(self, asked: Asked, status: str) -> set[str]:
        """The types that an answer may have instead of JSON."""
        answer = self._responses(asked).get(status, {})
        return set(answer.get("content", {})) - {JSON}

    def _shape(self, asked: Asked, answered: Answered, where: str) -> Iterator[str]:
        responses = self._responses(asked)
        if str(answered.status) not in responses:
            yield f"{where}: undocumented {answered.status}"
            return
        schema = responses[str(answered.status)]["content"][JSON]["schema"]
        whole = {**schema, "components": self.document["components"]}
        validator = Draft202012Validator(whole, format_checker=FormatChecker())
        for error in validator.iter_errors(json.loads(answered.body)):
            yield f"{where}: {answered.status} {error.message[:200]}"

    def _responses(self, asked: Asked) -> dict[str, Any]:
        """The documented answers; a refused method is documented beside the methods there are."""
        methods = self.paths.get(asked.template, {})
        if asked.method.lower() in methods:
            found: dict[str, Any] = methods[asked.method.lower()]["responses"]
            return found
        refusal = next(iter(self.paths.values()))["get"]["responses"]["400"]
        return {"405" if asked.template else "404": refusal}


def _plain(schema: dict[str, Any]) -> st.SearchStrategy[Any]:  # noqa: PLR0911 -- one line a kind
    match schema:
        case {"enum": words}:
            return st.sampled_from(words)
        case {"const": word}:
            return st.just(word)
        case {"type": "string", "pattern": pattern}:
            return st.from_regex(pattern, fullmatch=True)
        case {"type": "string"}:
            days = st.dates().map(str) | st.sampled_from(
                ["gestern", "Anfang März", "Kiel", "24103"]
            )
            return st.text(max_size=schema.get("maxLength", 200)) | days
        case {"type": "integer"}:
            return st.integers(schema.get("minimum"), schema.get("maximum"))
        case {"type": "boolean"}:
            return st.booleans()
    return st.none()


def _broken(value: object) -> st.SearchStrategy[Any]:
    """A value with one thing in it that does not belong there."""
    if not isinstance(value, dict):
        return HOSTILE_VALUES
    names = st.sampled_from([*value, *HOSTILE])
    return st.builds(lambda name, wrong: {**value, name: wrong}, names, HOSTILE_VALUES)


def _unknown() -> st.SearchStrategy[Asked]:
    words = st.sampled_from(["v1", "v2", "bodies", "plan", "..", *HOSTILE]) | st.text(max_size=20)
    return st.builds(
        lambda method, parts: Asked(method, "", "/api/-/" + "/".join(quote(one, safe="", errors="replace") for one in parts)),
        st.sampled_from(METHODS),
        st.lists(words, max_size=4),
    )  # fmt: skip


def _written(value: object) -> bytes:
    return b"" if value is None else json.dumps(value).encode()


def _in_address(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
