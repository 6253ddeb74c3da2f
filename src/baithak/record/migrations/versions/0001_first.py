"""The first tables."""

from alembic import op

from baithak.record.schema import metadata
from baithak.record.search import create_search

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    metadata.create_all(op.get_bind())
    create_search(op.get_bind())
