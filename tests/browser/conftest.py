"""One browser for all pages under test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.chromium import Chromium


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    browser = Chromium(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.close()


@pytest.fixture
def page(chromium: Chromium) -> Chromium:
    """The browser on an empty page; it notes what pages ask for and complain of from here on."""
    chromium.open("about:blank")
    chromium.listen()
    chromium.forget()
    return chromium
