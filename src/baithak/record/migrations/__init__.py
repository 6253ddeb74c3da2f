"""Alembic's revisions of the record's tables."""
