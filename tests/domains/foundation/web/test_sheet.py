from rueckhalt.foundation.web import sheet


def test_a_brace_inside_a_string_ends_no_block():
    css = """@charset "UTF-8"; .a{content:"}";mask:url('data:{;}')} /* { */ .b{color:red}"""

    assert [head for head, _ in sheet.blocks(css)] == [".a", ".b"]


def test_a_comma_inside_brackets_parts_no_selector():
    assert sheet.selectors('.a:not(.b, .c), [x="1,2"] .d') == [".a:not(.b, .c)", '[x="1,2"] .d']


def test_only_wanted_selectors_stay_also_in_media_rules():
    css = ".a,.b{x:1}@media print{.a{y:2}.b{y:3}}@media all{.b{z:1}}@font-face{src:url(far)}"

    assert sheet.selected(css, lambda one: one != ".b") == ".a{x:1}\n@media print{.a{y:2}}"


def test_paper_is_light_whatever_the_device_likes():
    css = "@media (prefers-color-scheme: dark){p{a:b}}@media (prefers-color-scheme: light){p{a:c}}"

    assert sheet.selected(css, lambda _: True).splitlines() == [
        "@media screen and (prefers-color-scheme: dark){p{a:b}}",
        "@media print, screen and (prefers-color-scheme: light){p{a:c}}",
    ]


def test_icons_take_the_text_colour_of_a_high_contrast_theme():
    css = "@media (forced-colors: active){.i{background-color:var(--kern-color-white)}}"

    assert "CanvasText" in sheet.selected(css, lambda _: True)


def test_a_property_that_only_an_unused_one_reads_goes_too():
    css = ":root{--a:1;--b:var(--a);--c:var(--d);--d:2}p{x:var(--c)}"

    assert sheet.without_unused_properties(css) == ":root{--c:var(--d);--d:2}p{x:var(--c)}"


def test_minifying_leaves_strings_alone():
    assert sheet.minified('a { b : " ( ;  }" ; /* c */ d: e }') == 'a{b : " ( ;  }";d: e}'


def test_classes_come_from_selectors_and_not_from_strings():
    assert sheet.classes('.a:has(.b--c)::after [x=".d"]') == {"a", "b--c"}
