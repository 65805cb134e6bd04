"""How pages hold: on paper, in the reader's own colours, without motion, at their size of text."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import axe, checks
from tests.browser.conftest import Open
from tests.browser.visitor import ALVE, ATHENA, MARIA, PROTECTED, Visitor

_UNMARKED = """() => [...document.querySelectorAll(
    ".bubble, .ds-card, .ds-button, .chip, .person, .slot, .menu > summary, .ds-input")]
  .filter(found => found.checkVisibility() && !found.matches('[data-variant="tertiary"]'))
  .filter(found => parseFloat(getComputedStyle(found).borderTopWidth) < 1)
  .map(found => found.outerHTML.slice(0, 120))"""

_HIDDEN_BEHIND = """() => {
  const found = document.activeElement;
  if (found === document.body || found.closest(".composer")) return null;
  const composer = document.getElementById("composer").getBoundingClientRect();
  const box = found.getBoundingClientRect();
  return box.bottom > composer.top + 1 && box.top < composer.bottom
    ? found.outerHTML.slice(0, 160) : null;
}"""

_OUTLINE = """() => document.activeElement === document.body
  ? 99 : parseFloat(getComputedStyle(document.activeElement).outlineWidth)"""


@pytest.mark.parametrize("number", [ALVE, MARIA, ATHENA, PROTECTED])
def test_the_plan_is_printed_on_one_a4_page(number: str, visit: Open) -> None:
    visitor = visit(number)
    visitor.goto("/plan")

    paper = visitor.page.pdf(prefer_css_page_size=True, print_background=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_paper_shows_the_preparations_and_nothing_to_press(visit: Open) -> None:
    visitor = visit(MARIA)
    visitor.goto("/plan")
    visitor.page.evaluate("dispatchEvent(new Event('beforeprint'))")

    visitor.page.emulate_media(media="print")

    expect(visitor.page.get_by_text("Ät inget efter midnatt").first).to_be_visible()
    for hidden in ("nav", "form button", ".menu", ".actions a", ".composer"):
        assert visitor.page.locator(hidden).filter(visible=True).count() == 0


@pytest.mark.parametrize("path", ["/", "/plan", "/times/alve-prov/move", "/contact"])
def test_borders_and_focus_are_seen_in_the_readers_own_colours(path: str, visit: Open) -> None:
    visitor = visit(ALVE, forced_colors="active")
    visitor.goto(path)

    assert visitor.page.evaluate(_UNMARKED) == []
    for _ in range(12):
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate(_OUTLINE) >= 2


def test_the_page_one_is_on_is_told_in_the_readers_own_colours_too(visit: Open) -> None:
    visitor = visit(ALVE, forced_colors="active")
    visitor.goto("/plan")

    colours = visitor.page.evaluate(
        """() => [...document.querySelectorAll(".tabs a")].map(
          found => getComputedStyle(found).borderBottomColor)"""
    )

    assert colours[0] == "rgb(255, 255, 255)"
    assert colours[1] != colours[0]


def test_nothing_moves_where_motion_is_not_wanted(visit: Open) -> None:
    visitor = visit(ALVE, reduced_motion="reduce")
    visitor.goto("/plan")

    moving = visitor.page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(found => {
          const style = getComputedStyle(found);
          return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
        }).map(found => found.outerHTML.slice(0, 100))"""
    )

    assert moving == []


def test_focus_is_seen_and_never_behind_the_field(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.goto("/")
    visitor.say("Vad händer nu?")
    visitor.say("Jag vill flytta provtagningen")

    hidden = []
    for _ in range(20):
        visitor.page.keyboard.press("Shift+Tab")
        assert visitor.page.evaluate(_OUTLINE) >= 2
        hidden.append(visitor.page.evaluate(_HIDDEN_BEHIND))

    assert [one for one in hidden if one] == []


def _choose(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_text(re.compile("^(Meny|Menu)$")).click()
    visitor.page.get_by_role("button", name=name, exact=True).click()


def test_larger_text_is_kept_from_page_to_page_and_still_fits(visit: Open) -> None:
    visitor = visit(ALVE, viewport={"width": 320, "height": 640})
    visitor.goto("/plan")
    before = visitor.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")

    _choose(visitor, "Större")
    visitor.goto("/")

    after = visitor.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert after > 1.4 * before
    assert checks.sideways(visitor.page) + checks.cut(visitor.page) == []


@pytest.mark.parametrize("path", ["/", "/plan", "/times/alve-prov/move"])
def test_the_interface_in_english_has_no_faults_either(path: str, visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.goto(path)
    _choose(visitor, "English")

    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    assert axe.faults(visitor.page) == []


def test_a_calendar_file_is_downloaded_from_the_plan(visit: Open) -> None:
    visitor = visit(ALVE)
    visitor.goto("/plan")

    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="Alla tider till kalendern (ics)").click()

    assert download.value.suggested_filename == "mina-tider.ics"
    assert download.value.path().read_text("utf-8").startswith("BEGIN:VCALENDAR")


def test_help_stands_in_the_same_place_on_every_page(visit: Open) -> None:
    visitor = visit(ALVE)
    places = set()
    for path in ("/", "/plan", "/contact", "/access", "/about", "/times/alve-prov"):
        visitor.goto(path)
        box = visitor.page.get_by_role("complementary", name="Hjälp").bounding_box()
        assert box is not None
        places.add((box["x"], box["y"]))

    assert len(places) == 1
