import re
import shutil
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont

from rueckhalt.foundation.web import assets, catalogue, fonts

NAMES = "ẞß Őrség Łódź Čapek Şahin Ğül Ďurič Nguyễn Þór Ǧ ȘȚ – „“ ‚‘ … → 0123456789 €§"


def test_what_is_up_to_date_is_not_built_again_and_a_second_build_gives_the_same_bytes(
    built, tmp_path, monkeypatch
):
    shutil.copytree(built.parent, tmp_path, dirs_exist_ok=True)
    assert assets.build(tmp_path) is False

    for file in contents(tmp_path):
        (tmp_path / file).unlink()
    monkeypatch.setattr(assets, "fingerprint", lambda: "another version of KERN")
    assert assets.build(tmp_path) is True
    assert contents(tmp_path) == contents(built.parent)


def contents(folder: Path) -> dict[Path, bytes]:
    """What a build wrote, but for the name of the version that it was made from."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != ".fingerprint")
    return {file.relative_to(folder): file.read_bytes() for file in files}


def test_there_are_one_sheet_two_fonts_and_two_licences(built):
    assert sorted(file.name for file in built.iterdir()) == [
        "KERN.txt", "OFL.txt", "sans-400.woff2", "sans-600.woff2", "sheet.css",
    ]  # fmt: skip


def test_the_sheet_loads_nothing_but_our_fonts_and_its_own_icons(built):
    css = (built / "sheet.css").read_text()
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]{0,12})", css)

    assert "@import" not in css
    assert {a for a in addresses if not a.startswith("data:image/")} == {
        "sans-400.wof",
        "sans-600.wof",
    }


def test_the_sheet_follows_the_device_and_leaves_out_the_rest_of_kern(built):
    css = (built / "sheet.css").read_text()

    assert "prefers-color-scheme:dark" in css.replace(" ", "")
    for unused in ("kern-row", "kern-kopfzeile", "data-kern-theme", "kern-loader"):
        assert unused not in css


def test_each_custom_property_that_is_read_is_also_set(built):
    css = (built / "sheet.css").read_text()
    read_without_fallback = set(re.findall(r"var\(\s*(--[\w-]+)\s*\)", css))

    assert read_without_fallback <= set(re.findall(r"(--[\w-]+)\s*:", css))


@pytest.mark.parametrize("name", assets.FONTS)
def test_a_cut_font_has_the_letters_of_german_names(built, name):
    has = TTFont(built / name).getBestCmap()

    assert [sign for sign in NAMES if ord(sign) not in has] == []


@pytest.mark.parametrize("name", assets.FONTS)
def test_a_cut_font_keeps_its_licence_but_not_the_reserved_name(built, name):
    names = {record.nameID: record.toUnicode() for record in TTFont(built / name)["name"].names}

    assert "Open Font License" in names[13]
    assert names[1] == fonts.FAMILY
    assert not any("Fira" in names.get(number, "") for number in (1, 3, 4, 6, 16))


def test_the_first_visit_is_small(built, client):
    page = len(client.get("/").content)  # pages leave the house as they are
    sheet = len(brotli.compress((built / "sheet.css").read_bytes()))
    faces = sum((built / name).stat().st_size for name in assets.FONTS)

    assert page + sheet + faces < 70_000


def test_whole_fonts_for_paper_lie_apart_with_their_licence_and_are_never_served(built, settings):
    paper = built.parent / "fonts"

    assert sorted(file.name for file in paper.iterdir()) == [
        "NotoSans-Bold.ttf", "NotoSans-Regular.ttf", "OFL.txt",
    ]  # fmt: skip
    assert [prefix for prefix, _ in settings.STATICFILES_DIRS] == ["web"]


def test_the_catalogue_is_compiled_beside_them_and_renewed_when_it_changes(
    built, tmp_path, monkeypatch
):
    compiled = built.parent / "locale/en/LC_MESSAGES/django.mo"
    assert compiled.read_bytes() == catalogue.compiled()

    before, changed = assets.fingerprint(), tmp_path / "django.po"
    changed.write_bytes(catalogue.SOURCE.read_bytes() + b'\nmsgid "Neu"\nmsgstr "New"\n')
    monkeypatch.setattr(catalogue, "SOURCE", changed)
    assert assets.fingerprint() != before
