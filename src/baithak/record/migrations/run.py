"""Runs the revisions from the program itself; there is no alembic.ini."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def known(revision: str) -> bool:
    """Whether this program has a revision.

    Args:
        revision: Its number.
    """
    try:
        return ScriptDirectory.from_config(_config()).get_revision(revision) is not None
    except CommandError:
        return False


def upgrade(connection: Connection) -> None:
    """Bring a record's tables to the newest revision, inside the caller's transaction.

    Args:
        connection: An open transaction.
    """
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
