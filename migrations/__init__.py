"""Migrations of the warehouse, for Alembic; found with importlib.resources as package ``waqai_migrations``."""
