"""Settings of Superset for the dashboard (docs/exports.md); read through SUPERSET_CONFIG_PATH."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from flask import Flask, Response
from jinja2 import ChoiceLoader, FileSystemLoader

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))
from tiles import Tiles  # noqa: E402

SECRET_KEY = os.environ["DASHBOARD_SECRET_KEY"]
#: Accounts and what was changed in the browser; the dashboard itself is imported from the files at every start.
SQLALCHEMY_DATABASE_URI = f"sqlite:///{os.environ['SUPERSET_HOME']}/superset.db?timeout=30"

#: The SQL of the data sets asks for the chosen actors: an event has several, a filter of the tool compares one value.
FEATURE_FLAGS = {"ENABLE_TEMPLATE_PROCESSING": True}
APP_NAME = "Waqai"
SESSION_COOKIE_SAMESITE = "Strict"

#: What the map lies on: outlines that this server draws, so that nobody else learns where an analyst looks.
DECKGL_BASE_MAP = [["tile:///outlines/{z}/{x}/{y}.svg", "Outlines"]]
#: A page asks this server and nobody else; browsers so refuse the picture by which the tool counts who uses it.
TALISMAN_CONFIG = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}


def FLASK_APP_MUTATOR(app: Flask) -> None:  # noqa: N802
    """Add the tiles of the map (outlines are public, so they need no login), and what every page begins with."""
    app.jinja_loader = ChoiceLoader([FileSystemLoader(FOLDER / "templates"), app.jinja_loader])
    outlines = Path(os.environ["DASHBOARD_OUTLINES"])
    tiles = Tiles.of(json.loads(outlines.read_text(encoding="utf-8")))

    @app.route("/outlines/<int:zoom>/<int:column>/<int:row>.svg")
    def outlines_tile(zoom: int, column: int, row: int) -> Response:
        drawn = tiles.draw(zoom, column, row)
        return Response(drawn, mimetype="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})
