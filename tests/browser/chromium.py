"""Chromium without a window, driven over its own DevTools protocol: no driver program beside the browser."""

from __future__ import annotations

import base64
import itertools
import json
import subprocess
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

from websockets.sync.client import connect

Found = TypeVar("Found")


def wait_for(what: str, condition: Callable[[], Found], seconds: float = 30) -> Found:
    """What ``condition`` gives once it is true. Raises AssertionError if that takes too long."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for {what}"
        time.sleep(0.2)
    return found


class Chromium:
    """One page of a browser of its own, with its profile in ``folder``."""

    def __init__(self, program: str, folder: Path, size: str = "1400,900") -> None:
        arguments = [
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--lang=en", f"--window-size={size}", f"--user-data-dir={folder}", "--remote-debugging-port=0",
            "about:blank",
        ]  # fmt: skip
        self._process = subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        port_file = folder / "DevToolsActivePort"
        wait_for("Chromium", lambda: port_file.exists() and port_file.read_text())
        port = int(port_file.read_text().split()[0])
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
            page = next(target for target in json.load(answer) if target["type"] == "page")
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(page["webSocketDebuggerUrl"], max_size=None))
        self._numbers = itertools.count(1)

    def close(self) -> None:
        self._open.close()
        self._process.terminate()
        self._process.wait(timeout=15)

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=60))
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, address: str) -> None:
        """Go to ``address``; what is there is to be waited for."""
        self._call("Page.navigate", url=address)

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression in the page."""
        done = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def text(self) -> str:
        """What the page shows."""
        return str(self.run("document.body ? document.body.innerText : ''"))

    def wait_for_text(self, text: str, seconds: float = 30) -> None:
        wait_for(f"{text!r} on the page", lambda: text in self.text(), seconds)

    def click(self, selector: str, text: str = "", seconds: float = 30) -> None:
        """Click with the mouse on the first visible element of ``selector`` that shows ``text``."""
        find = (
            f"(() => {{ const e = [...document.querySelectorAll({json.dumps(selector)})]"
            f".find(e => e.innerText.includes({json.dumps(text)}) && e.getClientRects().length && !e.disabled);"
            " if (!e) return null; e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2] })()"
        )
        x, y = wait_for(f"{selector} {text!r}", lambda: self.run(find), seconds)
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, selector: str, text: str) -> None:
        """Replace what is written in the field ``selector``."""
        self.click(selector)
        self.run(f"document.querySelector({json.dumps(selector)}).select()")
        self._call("Input.insertText", text=text)

    def screenshot(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self._call("Page.captureScreenshot", format="png")["data"]))
