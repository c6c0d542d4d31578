"""Builds what is not kept in the repository: style sheet and fonts from KERN, and the catalogue."""

import hashlib
from importlib import metadata
from pathlib import Path

from rueckhalt.foundation.web import catalogue, fonts, sheet

KERN_PACKAGE = "mkdocs-kern-ux"
OWN_SHEETS = (
    "frame.css", "text.css", "parts.css", "plan.css", "letter.css", "directory.css", "sheets.css",
    "account.css", "administration.css", "case.css", "desk.css", "meetings.css", "print.css",
)  # fmt: skip
FONTS = {"sans-400.woff2": "FiraSans-Regular.woff2", "sans-600.woff2": "FiraSans-SemiBold.woff2"}
# Whole, because paper must know what people paste; nobody downloads these.
PAPER_FONTS = {"NotoSans-Regular.ttf": "NotoSans-Regular", "NotoSans-Bold.ttf": "NotoSans-Bold"}

# What our pages use of KERN. A test names what is missing here.
COMPONENTS = frozenset({
    "kern-accordion", "kern-alert", "kern-badge", "kern-body", "kern-btn", "kern-description-list",
    "kern-description-list-item", "kern-error", "kern-fieldset", "kern-form-check",
    "kern-form-input", "kern-hint", "kern-icon", "kern-label", "kern-link", "kern-sr-only",
    "kern-table", "kern-table-responsive", "kern-title",
})  # fmt: skip
ICONS = frozenset({
    "arrow-back", "danger", "easy-language", "info", "question-mark", "small", "success",
    "warning",
})  # fmt: skip

_HERE = Path(__file__).parent
_MAKERS = ("assets.py", "catalogue.py", "fonts.py", "sheet.py")


def build(folder: Path) -> bool:
    """Fills web, fonts and locale in `folder` unless they are up to date; says whether it had to."""
    stamp = folder / ".fingerprint"
    if stamp.is_file() and stamp.read_text() == fingerprint():
        return False
    made = {
        "web": _for_pages(),
        "fonts": _for_paper(),
        f"locale/{catalogue.COMPILED}": {"django.mo": catalogue.compiled()},
    }
    for place, contents in made.items():
        (folder / place).mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            _write(folder / place / name, content)
    _write(stamp, fingerprint().encode())
    return True


def fingerprint() -> str:
    """Returns a name for everything that the result depends on."""
    digest = hashlib.sha256()
    for package in (KERN_PACKAGE, "fonttools", "brotli", "babel"):
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    makers = map(_HERE.joinpath, _MAKERS)
    for source in sorted([*_HERE.glob("css/*.css"), *makers, catalogue.SOURCE]):
        digest.update(source.name.encode() + source.read_bytes())
    return digest.hexdigest()


def kern_folder() -> Path:
    """Returns where the installed package keeps KERN whole."""
    place = metadata.distribution(KERN_PACKAGE).locate_file("mkdocs_kern_ux/kern-ux/vendor/kern")
    return Path(str(place))


def style_sheet() -> str:
    """Returns what we use of KERN, followed by our own rules."""
    kern = sheet.selected((kern_folder() / "kern.min.css").read_text("utf-8"), is_used)
    own = "".join((_HERE / "css" / name).read_text("utf-8") for name in OWN_SHEETS)
    notice = "/* KERN UX-Standard, EUPL-1.2, gekürzt (KERN.txt); Schrift: OFL-1.1 (OFL.txt) */\n"
    return notice + sheet.minified(sheet.without_unused_properties(kern + own)) + "\n"


def is_used(selector: str) -> bool:
    """Says whether one of our pages can match a selector of KERN's sheet."""
    if "data-kern-theme" in selector:  # light and dark follow the device
        return False
    return all(_is_used_class(name) for name in sheet.classes(selector))


def _is_used_class(name: str) -> bool:
    block, _, variant = name.partition("--")
    if block == "kern-icon" and variant:
        return variant in ICONS
    return block.partition("__")[0] in COMPONENTS


def _for_pages() -> dict[str, bytes]:
    kern = kern_folder()
    face = kern / "fonts" / "fira-sans"
    return {
        "sheet.css": style_sheet().encode(),
        **{name: fonts.cut(face / source) for name, source in FONTS.items()},
        "KERN.txt": (kern / "LICENSE.txt").read_bytes(),
        "OFL.txt": (face / "OFL.txt").read_bytes(),
    }


def _for_paper() -> dict[str, bytes]:
    face = kern_folder() / "fonts" / "noto-sans"
    unpacked = {
        name: fonts.unpacked(face / f"{source}.woff2") for name, source in PAPER_FONTS.items()
    }
    return {**unpacked, "OFL.txt": (face / "OFL.txt").read_bytes()}


def _write(path: Path, content: bytes) -> None:
    """Replaces a file at once, so that a server never reads half of it."""
    half = path.with_name(path.name + ".part")
    half.write_bytes(content)
    half.replace(path)
