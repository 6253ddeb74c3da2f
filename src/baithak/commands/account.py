"""Commands that say who may come to the desk: account, token."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from baithak.commands.out import Listing, ListingFormat, RecordPlace, listing, put, say, stop
from baithak.commands.record import now, opened, reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

app = typer.Typer(no_args_is_help=True, help="Who may log in at the desk (baithak serve --auth).")
token_app = typer.Typer(no_args_is_help=True, help="Tokens with which programs come to the desk.")
Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
Role = Annotated[str, typer.Option(help="reader, or editor who may judge and add too.")]
T = TypeVar("T")


def _written(record: str | None, what: Callable[[Connection], T]) -> T:
    """Let something be written, or say why not and leave."""
    from baithak.errors import BaithakError  # noqa: PLC0415

    store = opened(record, create=True)
    try:
        with store.writing() as connection:
            return what(connection)
    except BaithakError as e:
        stop(str(e))
    finally:
        store.engine.dispose()


def _password() -> str:
    """From the person's keyboard, unseen and twice; or the first line of standard input. Never an argument."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    try:
        return sys.stdin.readline(10_000).rstrip("\r\n")
    except UnicodeDecodeError:
        stop("the password on standard input is no UTF-8 text")


# ---------------------------------------------------------------------- accounts


@app.command()
def add(name: Name, role: Role = "reader", record: RecordPlace = None) -> None:
    """Make an account; its password is asked for, or read from standard input."""
    from baithak.record import accounts  # noqa: PLC0415

    password = _password()
    _written(record, lambda connection: accounts.add(connection, name, role, password, now()))
    put(f"{name} may log in as {role}")


@app.command()
def password(name: Name, record: RecordPlace = None) -> None:
    """Give an account another password; its browsers must log in again."""
    from baithak.record import accounts  # noqa: PLC0415

    new = _password()
    _written(record, lambda connection: accounts.change_password(connection, name, new))
    put(f"{name} has a new password")


@app.command()
def remove(name: Name, record: RecordPlace = None) -> None:
    """Take an account away, with its tokens; its judgements stay in its name."""
    from baithak.record import accounts  # noqa: PLC0415

    _written(record, lambda connection: accounts.remove(connection, name))
    put(f"{name} may not log in any more")


@app.command("list")
def listed(record: RecordPlace = None, format: ListingFormat = Listing.TABLE) -> None:  # noqa: A002
    """List the accounts."""
    import msgspec  # noqa: PLC0415

    from baithak.record.accounts import accounts  # noqa: PLC0415

    with reading(record) as connection:
        rows = [msgspec.to_builtins(one) for one in accounts(connection)]
    listing(rows, format, {"name": "name", "role": "role", "added": "since"}, empty="there is no account yet")


# ---------------------------------------------------------------------- tokens


@token_app.command("add")
def issue(
    name: Name,
    role: Annotated[str | None, typer.Option(help="No more than the account's own, which is the default.")] = None,
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
    record: RecordPlace = None,
) -> None:
    """Make a token that acts in the name of an account; it is shown this once."""
    from baithak.record import accounts  # noqa: PLC0415

    id_, secret = _written(record, lambda connection: accounts.issue(connection, name, role, label, now()))
    say(f"token {id_} of {name}; it is shown this once:")
    put(secret)


@token_app.command()
def revoke(
    id: Annotated[str, typer.Argument(metavar="ID", help="As baithak token list gives it.")],  # noqa: A002
    record: RecordPlace = None,
) -> None:
    """Take a token away."""
    from baithak.record import accounts  # noqa: PLC0415

    _written(record, lambda connection: accounts.revoke(connection, id))
    put(f"token {id} opens nothing any more")


@token_app.command("list")
def tokens(record: RecordPlace = None, format: ListingFormat = Listing.TABLE) -> None:  # noqa: A002
    """List the tokens; their secrets are not kept."""
    import msgspec  # noqa: PLC0415

    from baithak.record.accounts import tokens as kept  # noqa: PLC0415

    with reading(record) as connection:
        rows = [msgspec.to_builtins(one) for one in kept(connection)]
    columns = {"id": "id", "account": "account", "role": "role", "added": "since", "label": "for"}
    listing(rows, format, columns, empty="there is no token yet")
