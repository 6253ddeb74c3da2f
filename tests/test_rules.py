"""Rules about the code, run instead of remembered."""

import ast
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
SCRIPTS = sorted([*(ROOT / "eval").glob("*.py"), *(ROOT / "bench").glob("*.py")])
INDIC = re.compile("[\u0900-\u0dff\u1cd0-\u1cff\ua8e0-\ua8ff]")
LONGEST_MODULE = 400
USUAL_FUNCTION = 40  # lines that 95 of 100 functions stay under
LONGEST_FUNCTION = 60

_names = [str(p.relative_to(ROOT)) for p in (*SOURCES, *SCRIPTS)]
every_module = pytest.mark.parametrize("path", [*SOURCES, *SCRIPTS], ids=_names)
PRINTING = {"print", "typer.echo", "sys.stdout.write", "sys.stderr.write"}


def tree(path):
    return ast.parse(path.read_text("utf-8"))


def functions(path):
    return [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", SOURCES, ids=_names[: len(SOURCES)])
def test_no_language_in_the_engine(path):
    found = [n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if INDIC.search(line)]
    assert not found, f"language is data: letters of an Indian script in lines {found}"


@every_module
def test_modules_are_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


def test_functions_are_short():
    lengths = sorted((f.end_lineno - f.lineno + 1, f.name) for p in SOURCES for f in functions(p))
    assert lengths[int(len(lengths) * 0.95)][0] < USUAL_FUNCTION
    assert lengths[-1][0] <= LONGEST_FUNCTION, lengths[-1]


@every_module
def test_public_things_say_what_they_are(path):
    module = tree(path)
    silent = [] if ast.get_docstring(module) else ["the module"]
    for node in [module, *(n for n in ast.walk(module) if isinstance(n, ast.ClassDef))]:
        if isinstance(node, ast.ClassDef) and node.name.startswith("_"):
            continue
        for child in node.body:
            named = isinstance(child, ast.FunctionDef | ast.ClassDef) and not child.name.startswith("_")
            if named and not ast.get_docstring(child):
                silent.append(child.name)
    assert not silent


QUIET = [p for p in SOURCES if p.name != "cli.py" and p.parent.name != "commands"]


@pytest.mark.parametrize("path", QUIET, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_only_the_command_line_prints(path):
    prints = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in PRINTING or called.endswith("console.print"):
                prints.append(node.lineno)
    assert not prints


@every_module
def test_no_bare_except(path):
    handlers = [n for n in ast.walk(tree(path)) if isinstance(n, ast.ExceptHandler)]
    assert all(h.type is not None for h in handlers)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_no_address_and_every_hash(name):
    lock = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?:|file:|--index|--find-links|@ ", lock)
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_dev_lock_holds_the_base_lock():
    def pins(name):
        return set(re.findall(r"^([\w.-]+==\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_a_base_install_stays_small():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert not re.search(r"^(pyarrow|pandas|torch|numpy|scipy)==", lock, re.MULTILINE)


def test_importing_the_package_costs_nothing():
    code = "import sys, baithak; sys.exit(bool({'msgspec', 'yaml', 'rich', 'typer', 'trafilatura'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_stage_of_the_flow_has_its_contract():
    contracts = (ROOT / "pyproject.toml").read_text("utf-8")
    package = ROOT / "src/baithak"
    parts = [p.stem for p in package.glob("*.py")] + [p.parent.name for p in package.glob("*/__init__.py")]
    missing = [p for p in sorted(parts) if not p.startswith("__") and f"baithak.{p}" not in contracts]
    assert not missing, "name them in the layers of pyproject.toml"


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.yaml")), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_data_files_repeat_no_key(path):
    """YAML keeps the last of two equal keys without a word; the entry before it would be lost."""
    if path.stat().st_size > 200_000:
        pytest.skip("large tables are checked by their loaders")
    node = yaml.compose(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
    assert not list(_twice(node))


def _twice(node):
    if isinstance(node, yaml.MappingNode):
        keys = sorted((k.value, k.start_mark.line + 1) for k, _ in node.value if isinstance(k, yaml.ScalarNode))
        yield from (b for a, b in pairwise(keys) if a[0] == b[0])
        for _, value in node.value:
            yield from _twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _twice(value)
