"""A page for each test, in the one browser."""

from __future__ import annotations

import pytest

from tests.browser.chromium import Chromium


@pytest.fixture
def page(chromium: Chromium) -> Chromium:
    """The browser on an empty page; it notes what pages ask for and complain of from here on."""
    chromium.open("about:blank")
    chromium.listen()
    chromium.forget()
    return chromium
