"""Waqai: raw Arabic news files to rows that say what happened, each traced to its characters."""

__version__ = "0.1.0"
