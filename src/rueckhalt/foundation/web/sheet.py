"""Takes from a large style sheet only what our pages use."""

import re
from collections.abc import Callable, Iterator

# Strings come first: a data: address may hold braces and semicolons of its own.
_TOKEN = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(/\*.*?\*/)|([{};])""", re.DOTALL)
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
_USE = re.compile(r"var\(\s*(--[\w-]+)")
_DECLARATION = re.compile(r"(?<=[{;])\s*(--[\w-]+)\s*:[^;}]*(;|(?=\}))")
_GAP = r"(?:\s|/\*.*?\*/)"
_SPACE = re.compile(
    rf"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?:{_GAP}|;)*(\}}){_GAP}*|{_GAP}*([{{;,]){_GAP}*|{_GAP}+""",
    re.DOTALL,
)


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Yields (head, body) of each outermost block; statements without a block are left out."""
    css = _TOKEN.sub(lambda token: "" if token[2] else token[0], css)
    depth, start, head = 0, 0, ""
    for token in _TOKEN.finditer(css):
        if token[3] == "{":
            depth += 1
            if depth == 1:
                head, start = css[start : token.start()].strip(), token.end()
        elif token[3] == "}":
            depth -= 1
            if depth == 0:
                yield head, css[start : token.start()].strip()
                start = token.end()
        elif token[3] == ";" and depth == 0:
            start = token.end()


def selectors(head: str) -> list[str]:
    """Returns the selectors of a head; commas inside brackets do not part them."""
    parts, depth = [""], 0
    for sign in head:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def classes(text: str) -> set[str]:
    """Returns the names of all classes that selectors in `text` mention."""
    return set(_CLASS.findall(re.sub(r"\"[^\"]*\"|'[^']*'", "", text)))


def selected(css: str, is_wanted: Callable[[str], bool]) -> str:
    """Returns the rules with a wanted selector, also those inside @media; no other at-rule."""
    kept = []
    for head, body in blocks(css):
        if head.startswith("@media"):
            kept.append((_on_paper(head), _paintable(head, selected(body, is_wanted))))
        elif not head.startswith("@"):
            wanted = [one for one in selectors(head) if is_wanted(one)]
            kept.append((",".join(wanted), body))
    return "\n".join(f"{head}{{{body}}}" for head, body in kept if head and body)


def _on_paper(head: str) -> str:
    """Paper is light, whatever the device likes."""
    if "prefers-color-scheme" not in head:
        return head
    on_screen = head.replace("@media", "@media screen and", 1)
    return on_screen if "dark" in head else on_screen.replace("@media", "@media print,", 1)


def _paintable(head: str, css: str) -> str:
    """White is right in dark high-contrast themes only; the system knows its own text colour."""
    return css.replace("var(--kern-color-white)", "CanvasText") if "forced-colors" in head else css


def without_unused_properties(css: str) -> str:
    """Returns the sheet without custom properties that nothing reads, directly or by another."""
    used = set(_USE.findall(css))
    lean = _DECLARATION.sub(lambda found: found[0] if found[1] in used else "", css)
    return css if lean == css else without_unused_properties(lean)


def minified(css: str) -> str:
    """Returns the sheet without comments and without space that means nothing; strings stay."""
    return _SPACE.sub(lambda found: found[1] or found[2] or found[3] or " ", css).strip()
