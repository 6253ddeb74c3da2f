"""What the documents say is true: the example of the README is read, every command and measure is named.

``python tests/test_docs.py`` writes the README's example anew.
"""

import json
import re
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from baithak.cli import app

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
TEXT = re.compile(r"<!-- example: the text -->\n```text\n(.*?)\n```", re.DOTALL)
RESULT = re.compile(r"(<!-- example: the result -->\n```text\n)(.*?)(```)", re.DOTALL)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "eval").glob("*.md")])


def result_of_the_example() -> str:
    text = TEXT.search(README.read_text("utf-8"))
    shown = CliRunner().invoke(app, ["read", "-"], input=text.group(1))
    lines = [line.rstrip() for line in shown.stdout.strip("\n").splitlines()]
    return "\n".join(line for line in lines if line != "  stdin") + "\n"


def test_the_example_of_the_readme_is_real():
    said = RESULT.search(README.read_text("utf-8"))
    assert said.group(2) == result_of_the_example(), "python tests/test_docs.py writes it anew"


def commands(group, above=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*above, name))
        else:
            yield " ".join((*above, name)), command


def test_every_command_is_in_the_readme_and_has_help():
    readme = README.read_text("utf-8")
    for name, command in commands(get_command(app)):
        assert f"`baithak {name}" in readme
        assert command.help


def test_every_key_of_the_contract_is_described():
    contract = (ROOT / "docs/contract.md").read_text("utf-8")
    schema = json.loads((ROOT / "docs/contract.schema.json").read_text("utf-8"))
    keys = set(schema["properties"]) | set(schema["properties"]["report"]["properties"])
    for part in ("people", "engagements", "commitments"):
        keys |= set(schema["properties"][part]["items"]["properties"])
    assert [k for k in sorted(keys) if f"`{k}" not in contract] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#\s]+)\)", path.read_text("utf-8")):
        assert target.startswith("https://") or (path.parent / target).exists(), target


def test_every_decision_is_listed():
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text("utf-8")
    assert all(f"({p.name})" in index for p in folder.glob("0*.md"))


if __name__ == "__main__":
    readme = README.read_text("utf-8")
    README.write_text(RESULT.sub(lambda m: m.group(1) + result_of_the_example() + m.group(3), readme), "utf-8")
    sys.exit(0)
