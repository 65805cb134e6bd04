"""What a visit with nothing cached transfers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.load.pages import PAGES, visit
from tests.system import System

MOST_BYTES = 60_000


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light(page: str, site: System, browser: Browser) -> None:
    number, path = PAGES[page]

    found = visit(browser, site.url, number, path)

    assert found["transferred_bytes"] <= MOST_BYTES
