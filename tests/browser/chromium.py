"""Chromium without a window, driven over its own DevTools protocol: no driver program beside the browser."""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

import pytest
from websockets.sync.client import connect

Found = TypeVar("Found")

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
#: For modules whose tests need the browser.
needs_chromium = pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed here")

DESKTOP, PHONE = (1400, 900), (390, 844)
_SCREENSHOTS = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
#: Key -> its code on the keyboard and its number, for those that a browser acts upon.
_KEYS = {"Enter": ("Enter", 13), "Tab": ("Tab", 9), "Escape": ("Escape", 27)}
#: A page that comes is there in one second; on a machine with other work it may take many.
PATIENCE_SECONDS = 90


def wait_for(what: str, condition: Callable[[], Found], seconds: float = PATIENCE_SECONDS, pause: float = 0.2) -> Found:
    """What ``condition``, asked every ``pause`` seconds, gives once it is true.

    Raises AssertionError if that takes too long.
    """
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for {what}"
        time.sleep(pause)
    return found


#: What Chromium says where the page was left before it had answered, and how often it is asked again.
_LEFT = ("navigated", "context")
_AGAIN = 25


class PageLeftError(Exception):
    """The page was left while it was asked."""


class Chromium:
    """One page of a browser of its own, with its profile in ``folder``."""

    def __init__(self, folder: Path) -> None:
        assert PROGRAM
        arguments = [
            PROGRAM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--lang=en", "--hide-scrollbars", "--window-size=1400,900", f"--user-data-dir={folder}",
            # Nothing that pages under test do not ask for: no renderer in reserve, no extensions, no errands.
            "--disable-features=SpareRendererForSitePerProcess", "--disable-extensions", "--disable-component-update",
            "--disable-component-extensions-with-background-pages", "--disable-background-networking",
            "--remote-debugging-port=0", "about:blank",
        ]  # fmt: skip
        self._process = subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        port_file = folder / "DevToolsActivePort"
        wait_for("Chromium", lambda: port_file.exists() and port_file.read_text())
        port = int(port_file.read_text().split()[0])
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
            page = next(target for target in json.load(answer) if target["type"] == "page")
        self._heard: list[dict[str, Any]] = []
        self._open = ExitStack()
        # Nobody reads while a test is busy elsewhere: what the browser tells may pile up, and no ping is answered.
        unhurried = connect(page["webSocketDebuggerUrl"], max_size=None, max_queue=None, ping_interval=None)
        self._socket = self._open.enter_context(unhurried)
        self._numbers = itertools.count(1)

    def close(self) -> None:
        self._open.close()
        self._process.terminate()
        self._process.wait(timeout=PATIENCE_SECONDS)

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=60))
            if answer.get("id") == number:
                if any(word in answer.get("error", {}).get("message", "") for word in _LEFT):
                    raise PageLeftError(answer["error"])
                assert "error" not in answer, answer
                return answer["result"]
            self._heard.append(answer)

    def listen(self) -> None:
        """From now on note what pages ask the network for and what they complain of."""
        for domain in ("Network", "Runtime", "Log"):
            self._call(f"{domain}.enable")

    def requests(self) -> list[str]:
        """Addresses asked for since :meth:`listen`, in order; what a page holds itself (``data:``) is none."""
        asked = [e["params"]["request"]["url"] for e in self._heard if e.get("method") == "Network.requestWillBeSent"]
        return [url for url in asked if not url.startswith("data:")]

    def complaints(self) -> list[str]:
        """Uncaught errors, and errors and warnings on the console since :meth:`listen`."""
        self.run("0")
        found: list[str] = []
        for event in self._heard:
            said = event.get("params", {})
            if event.get("method") == "Runtime.exceptionThrown":
                found.append(json.dumps(said["exceptionDetails"]))
            elif event.get("method") == "Runtime.consoleAPICalled" and said["type"] in {"error", "warning", "assert"}:
                found.append(json.dumps(said["args"]))
            elif event.get("method") == "Log.entryAdded" and said["entry"]["level"] in {"error", "warning"}:
                found.append(f"{said['entry']['text']} {said['entry'].get('url', '')}")
        return found

    def forget(self) -> None:
        """Begin :meth:`requests` and :meth:`complaints` anew."""
        self._heard.clear()

    def become(self, size: tuple[int, int], *, dark: bool = False, media: str = "") -> None:
        """Take on a size in CSS pixels (:data:`PHONE` touches), a colour scheme, and a medium other than the usual."""
        width, height = size
        is_phone = size == PHONE
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=is_phone,
        )  # fmt: skip
        self._call("Emulation.setTouchEmulationEnabled", enabled=is_phone)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self._call("Emulation.setEmulatedMedia", media=media, features=[scheme, still])

    def open(self, address: str) -> None:
        """Go to ``address``; what is there is to be waited for."""
        self._call("Page.navigate", url=address)

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression in the page; asked again where one page gives way to the next."""
        for _ in range(_AGAIN):
            try:
                done = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
                break
            except PageLeftError:
                time.sleep(0.2)
        else:
            raise AssertionError(f"no page stays long enough to answer {script!r}")
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def text(self) -> str:
        """What the page shows."""
        return str(self.run("document.body ? document.body.innerText : ''"))

    def wait_for_text(self, text: str, seconds: float = PATIENCE_SECONDS) -> None:
        wait_for(f"{text!r} on the page", lambda: text in self.text(), seconds)

    def click(self, selector: str, text: str = "", seconds: float = PATIENCE_SECONDS) -> None:
        """Click with the mouse on the first visible element of ``selector`` that shows ``text``."""
        x, y = self._middle(selector, text, seconds)
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def point_at(self, selector: str, text: str = "", seconds: float = PATIENCE_SECONDS) -> None:
        """Move the mouse there."""
        x, y = self._middle(selector, text, seconds)
        self._call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def _middle(self, selector: str, text: str, seconds: float) -> list[float]:
        find = (
            f"(() => {{ const e = [...document.querySelectorAll({json.dumps(selector)})]"
            f".find(e => e.textContent.includes({json.dumps(text)}) && e.getClientRects().length && !e.disabled);"
            " if (!e) return null; e.scrollIntoView({block: 'center'}); const r = e.getClientRects()[0];"
            " return [r.x + r.width / 2, r.y + r.height / 2] })()"
        )
        return wait_for(f"{selector} {text!r}", lambda: self.run(find), seconds)

    def type(self, selector: str, text: str) -> None:
        """Replace what is written in the field ``selector``."""
        self.click(selector)
        self.run(f"document.querySelector({json.dumps(selector)}).select()")
        self.insert(text)

    def press(self, key: str) -> None:
        """Press and release a key: a character, or one of Enter, Tab, Escape."""
        code, number = _KEYS.get(key, ("", ord(key[0].upper())))
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        named = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        self._call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **named)
        self._call("Input.dispatchKeyEvent", type="keyUp", **named)

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.run("document.scrollingElement.scrollWidth - document.documentElement.clientWidth"))

    def nameless(self) -> list[str]:
        """Controls of the page that a screen reader would have no name for, as HTML."""
        self._call("Accessibility.enable")
        nodes = self._call("Accessibility.getFullAXTree")["nodes"]
        # Else the browser keeps the tree of every page that follows.
        self._call("Accessibility.disable")
        roles = {"link", "button", "textbox", "searchbox", "combobox", "checkbox", "img", "image", "navigation", "Date"}
        found = [
            node for node in nodes
            if not node["ignored"] and node["role"]["value"] in roles and not node.get("name", {}).get("value")
        ]  # fmt: skip
        return [
            self._call("DOM.getOuterHTML", backendNodeId=node["backendDOMNodeId"])["outerHTML"][:200] for node in found
        ]

    def insert(self, text: str) -> None:
        """Write at the cursor, as an input method does."""
        self._call("Input.insertText", text=text)

    def scripts(self, allowed: bool) -> None:
        """Whether pages opened from now on may run scripts of their own."""
        self._call("Emulation.setScriptExecutionDisabled", value=not allowed)

    def screenshot(self, file: Path, *, whole: bool = False) -> None:
        """Write what is seen, or the ``whole`` page, as PNG."""
        shot = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=whole, optimizeForSpeed=False)
        file.write_bytes(base64.b64decode(shot["data"]))

    def keep(self, name: str) -> None:
        """Renew ``docs/screenshots/<name>.png`` where WAQAI_KEEP_SCREENSHOTS is set."""
        if os.environ.get("WAQAI_KEEP_SCREENSHOTS"):
            self.screenshot(_SCREENSHOTS / f"{name}.png")
