"""The pages of the evidence reader and the small server that shows them on this machine alone."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any
from uuid import UUID

import click
import uvicorn
from jinja2 import Environment, PackageLoader, StrictUndefined
from psycopg2.extensions import connection as Connection  # noqa: N812
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from etl.browse import questions
from etl.browse.questions import Form
from etl.errors import TerminalError, TransientError
from etl.publish.reading import reader_url, reading
from etl.publish.report import days, web_address

HOST = "127.0.0.1"
# A page of another site must not get at the reader under a name of its own that points here.
_HOSTS = [HOST, "localhost"]
_TIMEOUT = "15s"
_LISTS = {"/": "events.html", "/articles": "articles.html"}

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def make_app(url: str) -> Starlette:
    """The reader over the warehouse at ``url``."""
    templates = _templates()

    def page(name: str, status: int = 200, **content: Any) -> HTMLResponse:
        return HTMLResponse(templates.get_template(name).render(**content), status_code=status)

    def listing(request: Request, here: str, ask: Callable[[Connection, Form], dict[str, Any]]) -> Response:
        """A page of ``ask``'s answer; what cannot be asked so is said above the form that asked it."""
        form = Form.read(request.query_params)
        answer: dict[str, Any] = {}
        fault, status = "", 200
        with reading(url, timeout=_TIMEOUT) as connection:
            offered = questions.choices(connection)
            try:
                answer = ask(connection, form)
            except TerminalError as error:
                fault, status = str(error), 400
        return page(_LISTS[here], status, here=here, form=form, fault=fault, **offered, **answer)

    def home(request: Request) -> Response:
        return listing(request, "/", questions.events)

    def articles(request: Request) -> Response:
        return listing(request, "/articles", questions.articles)

    def article(request: Request) -> Response:
        try:
            document_id = UUID(request.path_params["document_id"])
        except ValueError:
            raise HTTPException(404) from None
        with reading(url, timeout=_TIMEOUT) as connection:
            found = questions.article(connection, document_id)
        if found is None:
            raise HTTPException(404)
        return page("article.html", here="/", form=Form(), **found)

    def broken(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 503
        message = "There is no such page." if status == 404 else str(getattr(error, "detail", error))
        return page("fault.html", status, here="/", form=Form(), message=message)

    return Starlette(
        routes=[
            Route("/", home),
            Route("/articles", articles),
            Route("/article/{document_id}", article),
            Mount("/static", StaticFiles(directory=str(files("etl.browse").joinpath("static")))),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS),
            Middleware(BaseHTTPMiddleware, dispatch=_guarded),
        ],
        exception_handlers={HTTPException: broken, TerminalError: broken, TransientError: broken},
    )


async def _guarded(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await answer(request)
    response.headers.update(_HEADERS)
    return response


def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("etl.browse", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["days"] = days
    made.filters["web"] = web_address
    return made


def serve(port: int) -> None:
    """Serve until interrupted; ``port`` 0 takes any free one. Raises TerminalError where the port is taken."""
    app = make_app(reader_url())
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
            # Whoever reads the address below may come at once.
            listening.listen()
        except OSError as error:
            raise TerminalError(f"port {port} cannot be used ({error.strerror}): choose another with --port") from error
        click.echo(f"Reading at http://{HOST}:{listening.getsockname()[1]}/ (Ctrl+C ends it)", err=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])
