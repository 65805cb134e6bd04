"""What a browser can measure of a page's accessibility, besides axe."""

from __future__ import annotations

from playwright.sync_api import Page

TARGET = 44
"""Pixels: the least height and width of what is pressed (WCAG 2.2 asks for 24)."""

_SMALL = """least => [...document.querySelectorAll(
    "a[href], button, summary, textarea, input:not([type=hidden]), select")]
  .filter(found => found.checkVisibility({ visibilityProperty: true }))
  .filter(found => !found.closest("[inert]") && !found.matches(".ds-skip-link"))
  // A link in running text is as high as its line: WCAG 2.5.8 leaves it out.
  .filter(found => getComputedStyle(found).display !== "inline")
  .map(found => ({ found, box: found.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
  .map(({ found, box }) => `${found.outerHTML.slice(0, 120)} ${box.width}×${box.height}`)"""

_SIDEWAYS = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const out = found => found.checkVisibility() && found.getBoundingClientRect().right > room + 1;
  return [...document.querySelectorAll("body *")]
    .filter(found => out(found) && ![...found.children].some(out))
    .map(found => `${found.outerHTML.slice(0, 120)} to ${found.getBoundingClientRect().right}`)
    .slice(0, 5);
}"""

_CUT = """() => [...document.querySelectorAll(
    "button, a[href], summary, h1, h2, h3, p, dd, li, .ds-tag, .bubble")]
  .filter(found => found.checkVisibility() && found.clientWidth > 1)
  .filter(found => !found.closest(".visually-hidden, svg"))
  .filter(found => ["hidden", "clip"].includes(getComputedStyle(found).overflowX))
  .filter(found => found.scrollWidth > found.clientWidth + 1)
  .map(found => found.outerHTML.slice(0, 120))"""

_SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
  * { word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }
"""


def small_targets(page: Page) -> list[str]:
    """What can be pressed and is smaller than 44 px."""
    found: list[str] = page.evaluate(_SMALL, TARGET)
    return found


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    found: list[str] = page.evaluate(_SIDEWAYS)
    return found


def cut(page: Page) -> list[str]:
    """Text that does not fit where it stands."""
    found: list[str] = page.evaluate(_CUT)
    return found


def reflow_faults(page: Page) -> dict[str, list[str]]:
    """What breaks at 320 px, with text at 200 %, and with WCAG 1.4.12's spacing."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    found = {"320 px": sideways(page) + cut(page)}
    page.set_viewport_size({"width": 360, "height": 740})
    _root(page, "setProperty", "font-size", "200%")
    found["200 % text"] = sideways(page) + cut(page)
    _root(page, "removeProperty", "font-size")
    # A policy against inline styles does not reach what the browser's own tools construct.
    page.evaluate(
        """css => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets = [sheet];
        }""",
        _SPACING,
    )
    found["text spacing"] = sideways(page) + cut(page)
    page.evaluate("document.adoptedStyleSheets = []")
    if before is not None:
        page.set_viewport_size(before)
    return {name: faults for name, faults in found.items() if faults}


def _root(page: Page, method: str, *arguments: str) -> None:
    page.evaluate(
        "([method, given]) => document.documentElement.style[method](...given)",
        [method, list(arguments)],
    )
