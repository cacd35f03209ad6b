"""The evidence reader: a local, read-only web page over the warehouse."""

from __future__ import annotations

from etl.browse.app import make_app, serve

__all__ = ["make_app", "serve"]
