"""The pages of the evidence reader and the small server that shows them on this machine alone."""

from __future__ import annotations

import re
import socket
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qs
from uuid import UUID

import click
import uvicorn
from jinja2 import Environment, PackageLoader, StrictUndefined
from psycopg2.extensions import connection as Connection  # noqa: N812
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from etl.browse import questions, saved
from etl.browse.explained import explained
from etl.browse.form import Form
from etl.browse.pictures import pictures
from etl.browse.saved import Saved
from etl.browse.wording import LANGUAGES, Words, words
from etl.errors import TerminalError, TransientError, WaqaiError
from etl.publish.export import WRITERS, write_rows
from etl.publish.reading import reader_url, reading
from etl.publish.report import bounds, chart_library, read, web_address
from etl.settings import settings

HOST = "127.0.0.1"
# A page of another site must not get at the reader under a name of its own that points here.
_HOSTS = [HOST, "localhost"]
_TIMEOUT = "15s"
#: Lists and what they are called.
LISTS = {"/": "Events", "/map": "Map and days", "/articles": "Articles"}
_TEMPLATES = {"/": "events.html", "/map": "map.html", "/articles": "articles.html"}
#: Files of what is shown -> their media type.
DOWNLOADS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
_LONGEST_BODY = 8192
_CHUNK = 1 << 16

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """The pages over one warehouse; questions are saved in the folder ``home``."""

    url: str
    home: Path

    def page(self, request: Request, template: str, status: int = 200, **content: Any) -> HTMLResponse:
        t = _language(request)
        root = LANGUAGES[t.language][1]
        here = request.url.path.removeprefix(root) or "/"
        query = f"?{request.url.query}" if request.url.query and request.method == "GET" else ""
        others = [(code, name, f"{prefix}{here}{query}") for code, (name, prefix, _) in LANGUAGES.items()]
        usual = {"form": Form(), "listing": False, "here": here}
        shown = {
            **usual,
            **content,
            "t": t,
            "root": root,
            "languages": others,
            "lists": LISTS,
            "downloads": tuple(DOWNLOADS),
        }
        return HTMLResponse(_templates().get_template(template).render(**shown), status_code=status)

    def listing(self, here: str, request: Request) -> Response:
        """One of :data:`LISTS`; what cannot be asked so is said above the form that asked it."""
        form, t = Form.read(request.query_params), _language(request)
        asked: dict[str, Callable[[Connection, Form], dict[str, Any]]] = {
            "/": questions.events,
            "/map": partial(pictures, words=t),
            "/articles": questions.articles,
        }
        answer: dict[str, Any] = {}
        fault, status = "", 200
        with reading(self.url, timeout=_TIMEOUT) as connection:
            offered = questions.choices(connection)
            try:
                answer = asked[here](connection, form)
            except TerminalError as error:
                fault, status = t.error(error), 400
        kept: dict[str, Any] = {"saved": (), "unsaved": ""}
        try:
            kept["saved"] = saved.saved_in(self.home)
        except TerminalError as error:
            kept["unsaved"] = t.error(error)
        content = {"listing": True, "form": form, "fault": fault, "meant": (), **offered, **answer, **kept}
        return self.page(request, _TEMPLATES[here], status, **content)

    def download(self, request: Request) -> Response:
        """All that a list of events shows, on all its pages and in its order, as a file."""
        kind = request.path_params["kind"]
        if kind not in DOWNLOADS:
            raise HTTPException(404)
        # Deleted when it is closed, however the answer ends.
        file = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            with reading(self.url, timeout=_TIMEOUT) as connection:
                query = questions.hits(connection, Form.read(request.query_params))
                write_rows(file, WRITERS[kind], connection, query)
        except BaseException:
            file.close()
            raise
        headers = {"Content-Disposition": f'attachment; filename="events.{kind}"', "Content-Length": str(file.tell())}
        return StreamingResponse(_chunks(file), media_type=DOWNLOADS[kind], headers=headers)

    def actors(self, request: Request) -> Response:
        """Names to choose from, of actors that are called as what was typed or like it."""
        typed = Form.read({"actor": request.query_params.get("like", "")}).actor
        with reading(self.url, timeout=_TIMEOUT) as connection:
            return JSONResponse(questions.names(connection, typed, _language(request)) if typed else [])

    def article(self, request: Request) -> Response:
        span = re.fullmatch(r"(\d{1,9})-(\d{1,9})", request.query_params.get("span", ""))
        marked = (int(span[1]), int(span[2])) if span and int(span[1]) < int(span[2]) else None
        with reading(self.url, timeout=_TIMEOUT) as connection:
            found = questions.article(connection, _id(request), marked)
        if found is None:
            raise HTTPException(404)
        return self.page(request, "article.html", **found)

    def event(self, request: Request) -> Response:
        event_id = _id(request)
        with reading(self.url, timeout=_TIMEOUT) as connection:
            found = questions.told(connection, [str(event_id)])
        if not found:
            raise HTTPException(404, "There is no such event: a later coding may tell it otherwise.")
        return self.page(request, "event.html", row=found[0], explanation=explained(event_id, self.url))

    def row(self, request: Request) -> Response:
        """Leads to a row of any layer, at its place in its article."""
        row_id = _id(request)
        with reading(self.url, timeout=_TIMEOUT) as connection:
            found = questions.place_of_row(connection, row_id)
        if found is None:
            raise HTTPException(404, "There is no such row: a later coding may read it otherwise.")
        root = LANGUAGES[_language(request).language][1]
        return RedirectResponse(f"{root}/article/{found['document_id']}#at-{row_id}", status_code=302)

    async def save(self, request: Request) -> Response:
        """Keeps or forgets a question, and leads back to it."""
        # No-referrer hides the origin of a form; browsers say here whether it is our own.
        if request.headers.get("sec-fetch-site") != "same-origin":
            raise HTTPException(403, "Only the reader's own pages may save.")
        if int(request.headers.get("content-length", _LONGEST_BODY + 1)) > _LONGEST_BODY:
            raise HTTPException(413, "This is too long to be saved.")
        given = _parameters((await request.body()).decode("utf-8", "replace"))
        path, form = given.get("path", ""), Form.read(_parameters(given.get("query", "")))
        if path not in LISTS:
            raise HTTPException(400, "Only a list can be saved.")
        if "forget" in given:
            await run_in_threadpool(saved.forget, self.home, given["forget"])
        else:
            new = Saved(given.get("name", ""), path, form.query())
            await run_in_threadpool(saved.keep, self.home, new)
        root = LANGUAGES[_language(request).language][1]
        return RedirectResponse(form.address(f"{root}{path}"), status_code=303)

    def broken(self, request: Request, error: Exception) -> Response:
        t = _language(request)
        if isinstance(error, WaqaiError):
            status, said = 400 if isinstance(error, TerminalError) else 503, t.error(error)
        else:
            assert isinstance(error, HTTPException)
            status, detail = error.status_code, error.detail
            said = t.named("There is no such page." if detail == HTTPStatus(status).phrase else detail)
        return self.page(request, "fault.html", status, message=said)

    def routes(self) -> list[BaseRoute]:
        """The pages of one language."""
        return [
            *(Route(path, partial(self.listing, path), name=path) for path in LISTS),
            Route("/events.{kind}", self.download),
            Route("/actors", self.actors),
            Route("/article/{id}", self.article),
            Route("/event/{id}", self.event),
            Route("/row/{id}", self.row),
            Route("/saved", self.save, methods=["POST"]),
        ]


def make_app(url: str, home: Path) -> Starlette:
    """The reader over the warehouse at ``url``."""
    reader = Reader(url, home)
    return Starlette(
        routes=[
            Route("/charts.css", _chart_style),
            Route("/charts.js", _charts),
            Mount("/static", StaticFiles(directory=str(files("etl.browse").joinpath("static")))),
            *(Mount(prefix, routes=reader.routes()) for _, prefix, _ in LANGUAGES.values() if prefix),
            *reader.routes(),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS),
            Middleware(BaseHTTPMiddleware, dispatch=_guarded),
        ],
        exception_handlers={HTTPException: reader.broken, TerminalError: reader.broken, TransientError: reader.broken},
    )


async def _guarded(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await answer(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _chart_style(request: Request) -> Response:
    return Response(read("charts.css"), media_type="text/css")


def _charts(request: Request) -> Response:
    """What draws charts is a megabyte that changes with the program only."""
    headers = {"Cache-Control": "private, max-age=86400"}
    return Response(chart_library() + "\n" + read("report.js"), media_type="text/javascript", headers=headers)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _parameters(written: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(written).items()}


def _language(request: Request) -> Words:
    path = request.url.path
    found = [code for code, (_, prefix, _) in LANGUAGES.items() if prefix and f"{path}/".startswith(f"{prefix}/")]
    return words(found[0] if found else "en")


def _id(request: Request) -> UUID:
    with suppress(ValueError):
        return UUID(request.path_params["id"])
    raise HTTPException(404)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("etl.browse", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["web"] = web_address
    made.globals["bounds"] = bounds
    return made


def serve(port: int) -> None:
    """Serve until interrupted; ``port`` 0 takes any free one. Raises TerminalError where the port is taken."""
    app = make_app(reader_url(), settings().home)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
            # Whoever reads the address below may come at once.
            listening.listen()
        except OSError as error:
            raise TerminalError(
                "port {port} cannot be used ({why}): choose another with --port", port=port, why=error.strerror
            ) from error
        click.echo(f"Reading at http://{HOST}:{listening.getsockname()[1]}/ (Ctrl+C ends it)", err=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])
