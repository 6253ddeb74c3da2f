"""Who may come to the desk: accounts with hashed passwords, sessions of browsers, tokens of programs.

Secrets are random and long, so that a fast hash keeps them; passwords are people's, so that only a slow one does.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, select, update

from baithak.errors import BaithakError
from baithak.record.schema import account, session, token

ROLES: Final = ("reader", "editor")
SHORTEST, LONGEST = 10, 200  # letters of a password
STAY = timedelta(days=14)  # after which a browser must log in again
_NAME = re.compile(r"\w[\w.@-]{0,63}")
_MARK = "bt_"  # by which a leaked token is known for one


class AccountError(BaithakError):
    """An account or token cannot be made or found; the message says why."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may come in."""

    name: str
    role: str
    added: str = ""

    @property
    def edits(self) -> bool:
        """Whether they may judge and add."""
        return self.role == "editor"


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A token as it is listed: its secret was shown once."""

    id: str
    account: str
    role: str
    label: str
    added: str


# ---------------------------------------------------------------------- accounts


def add(connection: Connection, name: str, role: str, password: str, at: str) -> None:
    """Make an account.

    Args:
        connection: A writing transaction.
        name: Its name.
        role: ``reader`` or ``editor``.
        password: The password.
        at: Now, ISO 8601 UTC.

    Raises:
        AccountError: The name is taken or is none, the role is none, the password is too short or too long.
    """
    if not _NAME.fullmatch(name):
        raise AccountError(f"{name[:64]!r} is no name of an account: letters, digits, . _ @ -, at most 64 of them")
    _role(role)
    if connection.scalar(select(account.c.name).where(account.c.name == name)) is not None:
        raise AccountError(f"there is an account {name} already; change it with: baithak account password {name}")
    row = {"name": name, "role": role, "password": _hashed(password), "added": at}
    connection.execute(account.insert(), row)


def change_password(connection: Connection, name: str, password: str) -> None:
    """Give an account another password; its browsers must log in again, its tokens stay.

    Args:
        connection: A writing transaction.
        name: The account.
        password: The new password.

    Raises:
        AccountError: There is no such account, or the password is too short or too long.
    """
    done = connection.execute(update(account).where(account.c.name == name).values(password=_hashed(password)))
    if not done.rowcount:
        raise _missing(name)
    connection.execute(delete(session).where(session.c.account == name))


def remove(connection: Connection, name: str) -> None:
    """Take an account away, with its sessions and tokens; its judgements stay in its name.

    Args:
        connection: A writing transaction.
        name: The account.

    Raises:
        AccountError: There is no such account.
    """
    if not connection.execute(delete(account).where(account.c.name == name)).rowcount:
        raise _missing(name)


def accounts(connection: Connection) -> list[Account]:
    """All accounts by their names.

    Args:
        connection: A transaction.
    """
    asked = select(account.c.name, account.c.role, account.c.added).order_by(account.c.name)
    return [Account(**row._mapping) for row in connection.execute(asked)]


def _role(role: str) -> None:
    if role not in ROLES:
        raise AccountError(f"{role!r} is no role; there are: {', '.join(ROLES)}")


def _missing(name: str) -> AccountError:
    return AccountError(f"there is no account {name[:64]!r}; see: baithak account list")


# ---------------------------------------------------------------------- passwords


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash to check against where there is no account, so that the time taken does not tell."""
    return _hasher().hash(secrets.token_urlsafe())


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(f"a password has {SHORTEST} to {LONGEST} letters")
    return _hasher().hash(password.encode("utf-8", "surrogatepass"))


def verified(connection: Connection, name: str, password: str) -> Account | None:
    """The account of a name and its password; None where either is wrong.

    Args:
        connection: A transaction.
        name: The name.
        password: The password.
    """
    row = connection.execute(select(account).where(account.c.name == name[:64])).first()
    kept = row.password if row else _nobody()
    try:
        _hasher().verify(kept, password[: LONGEST + 1].encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return None
    return Account(name=row.name, role=row.role, added=row.added) if row else None


# ---------------------------------------------------------------------- sessions


def begin(connection: Connection, name: str, at: str) -> str:
    """Begin the session of a browser; those that are over are cleared away.

    Args:
        connection: A writing transaction.
        name: The account.
        at: Now, ISO 8601 UTC.

    Returns:
        The secret that the browser keeps.
    """
    secret = secrets.token_urlsafe(32)
    until = (datetime.fromisoformat(at).astimezone(UTC) + STAY).isoformat(timespec="seconds").replace("+00:00", "Z")
    connection.execute(delete(session).where(session.c.until <= at))
    connection.execute(session.insert(), {"secret": _digest(secret), "account": name, "added": at, "until": until})
    return secret


def end(connection: Connection, secret: str) -> None:
    """End a session.

    Args:
        connection: A writing transaction.
        secret: What the browser kept.
    """
    connection.execute(delete(session).where(session.c.secret == _digest(secret)))


def of_session(connection: Connection, secret: str, at: str) -> Account | None:
    """Whose session it is, None where it is over or none.

    Args:
        connection: A transaction.
        secret: What the browser sends.
        at: Now, ISO 8601 UTC.
    """
    asked = select(account.c.name, account.c.role, account.c.added).join(session, session.c.account == account.c.name)
    row = connection.execute(asked.where(session.c.secret == _digest(secret), session.c.until > at)).first()
    return Account(**row._mapping) if row else None


# ---------------------------------------------------------------------- tokens


def issue(connection: Connection, name: str, role: str | None, label: str, at: str) -> tuple[str, str]:
    """Make a token for a program.

    Args:
        connection: A writing transaction.
        name: The account in whose name it acts.
        role: No more than the account's own; the same by default.
        label: What it is for.
        at: Now, ISO 8601 UTC.

    Returns:
        Its id, and the secret, which is shown this once.

    Raises:
        AccountError: There is no such account, or it may do less than that.
    """
    own = connection.scalar(select(account.c.role).where(account.c.name == name))
    if own is None:
        raise _missing(name)
    role = role or str(own)
    _role(role)
    if ROLES.index(role) > ROLES.index(str(own)):
        raise AccountError(f"{name} is a {own}: a token can do no more than its account")
    id_, secret = secrets.token_hex(4), _MARK + secrets.token_urlsafe(32)
    row = {"id": id_, "secret": _digest(secret), "account": name, "role": role, "label": label[:200], "added": at}
    connection.execute(token.insert(), row)
    return id_, secret


def revoke(connection: Connection, id: str) -> None:  # noqa: A002
    """Take a token away.

    Args:
        connection: A writing transaction.
        id: Its id.

    Raises:
        AccountError: There is none.
    """
    if not connection.execute(delete(token).where(token.c.id == id)).rowcount:
        raise AccountError(f"there is no token {id[:8]!r}; see: baithak token list")


def tokens(connection: Connection) -> list[Token]:
    """All tokens, by account and time.

    Args:
        connection: A transaction.
    """
    t = token.c
    asked = select(t.id, t.account, t.role, t.label, t.added).order_by(t.account, t.added, t.id)
    return [Token(**row._mapping) for row in connection.execute(asked)]


def of_token(connection: Connection, secret: str) -> Account | None:
    """In whose name a token acts, with the token's role; None where there is none.

    Args:
        connection: A transaction.
        secret: What the program sends.
    """
    asked = select(account.c.name, account.c.role, token.c.role.label("least"), account.c.added)
    asked = asked.join(token, token.c.account == account.c.name).where(token.c.secret == _digest(secret))
    row = connection.execute(asked).first()
    return Account(name=row.name, role=min(row.role, row.least, key=ROLES.index), added=row.added) if row else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
