"""Makes machine code of the extractor by mypyc and the C compiler of this machine, and keeps it in the environment.

It serves as long as the sources stay as they are; once they change, they are read again until this is run anew.
Without a C compiler or the headers of Python nothing is made, and nothing is lost but speed.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import setuptools  # noqa: F401 - mypyc takes its kind of extension where it is loaded
from mypyc.build import mypycify

from ingest.compiled import KEPT, ROOT, SUFFIX, find_folder, is_compiled

TOP = ROOT.parent
# A front, and what reads JSON by the types that it sees at run time.
LEFT = ("__init__.py", "records.py", "evaluation.py", "version.py")
MUTABLE = "dataclass(slots=True)"
"""Classes of data that construct themselves by plain assignment."""
UNDONE = "undone-"
EFFORT = "2"
HIDDEN = "-fvisibility=hidden"
"""Modules share one file, so that no call among them needs to be looked up when it is made."""


def write_out(source: str) -> str:
    """Return a module in which the classes of data construct themselves, as their decorator would make them do.

    What the decorator makes is made at run time, so that it would stay Python. No line moves.
    """
    lines = [*source.splitlines(), ""]  # a class ends in a blank line, if need be in this
    for part in ast.parse(source).body:
        if isinstance(part, ast.ClassDef) and any(ast.unparse(one) == MUTABLE for one in part.decorator_list):
            lines[part.end_lineno or 0] = f"    {constructor(part)}"
    return "\n".join(lines) + "\n"


def constructor(part: ast.ClassDef) -> str:
    """Return the constructor of a class of data, in one line."""
    parameters, steps = ["self"], []
    for one in part.body:
        if not isinstance(one, ast.AnnAssign) or not isinstance(one.target, ast.Name):
            continue
        name, kind, default = one.target.id, ast.unparse(one.annotation), one.value
        options = {}
        if isinstance(default, ast.Call) and ast.unparse(default.func) == "field":
            options = {word.arg: ast.unparse(word.value) for word in default.keywords}
        if options.get("init") == "False":
            continue
        if made := options.get("default_factory"):
            parameters.append(f"{name}: {kind} | None = None")
            steps.append(f"self.{name} = {made}() if {name} is None else {name}")
        else:
            parameters.append(f"{name}: {kind}" + (f" = {ast.unparse(default)}" if default else ""))
            steps.append(f"self.{name} = {name}")
    if any(isinstance(one, ast.FunctionDef) and one.name == "__post_init__" for one in part.body):
        steps.append("self.__post_init__()")
    return f"def __init__({', '.join(parameters)}) -> None: {'; '.join(steps)}"


def generate(folder: Path) -> list[Any]:
    """Write the C sources into a folder, and return the extensions to build of them.

    Raises:
        SystemExit: the compiler of Python refuses them; its message says what.
    """
    shutil.copytree(ROOT, folder / ROOT.name, ignore=shutil.ignore_patterns("__pycache__"))
    os.chdir(folder)  # the compiler names modules by their paths from here
    modules = [path for path in sorted(Path(ROOT.name, "extract").glob("*.py")) if path.name not in LEFT]
    for path in modules:
        path.write_text(write_out(path.read_text("utf-8")), "utf-8")
    options = ["--config-file", str(TOP / "pyproject.toml"), *map(str, modules)]
    said = io.StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            return mypycify(options, opt_level=EFFORT, debug_level="0", multi_file=True, target_dir=str(folder))
    except SystemExit:
        sys.exit(f"{said.getvalue()}The extractor cannot be compiled, see above: it is read as Python.")


def configured(*names: str) -> list[str]:
    """Return words of how this Python was built."""
    return [word for name in names for word in shlex.split(sysconfig.get_config_var(name) or "")]


def find_lack() -> str | None:
    """Return what is lacking to compile, None if nothing is."""
    compiler = configured("CC")
    if not compiler or shutil.which(compiler[0]) is None:
        return "There is no C compiler here"
    headers = Path(sysconfig.get_paths()["include"]) / "Python.h"
    return None if headers.exists() else "The headers of Python are not here"


def run(*command: str) -> None:
    """Run one step of the C compiler, silently if it succeeds."""
    subprocess.run(command, check=True, capture_output=True, text=True)


def compile_source(extension: Any, source: str) -> str:
    """Compile one C source and return its object."""
    made = f"{source}.o"
    include = [f"-I{folder}" for folder in (*extension.include_dirs, sysconfig.get_paths()["include"])]
    flags = [*configured("CFLAGS", "CCSHARED"), *include, *extension.extra_compile_args, "-g0", HIDDEN]
    run(*configured("CC"), *flags, "-c", source, "-o", made)
    return made


def build(extensions: list[Any], folder: Path) -> None:
    """Compile the C sources, the largest first, and link them into a folder."""
    jobs = [(one, source) for one in extensions for source in one.sources]
    jobs.sort(key=lambda job: Path(job[1]).stat().st_size, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        objects = list(workers.map(lambda job: compile_source(*job), jobs))
    for one in extensions:
        made = folder / f"{one.name.replace('.', '/')}{SUFFIX}"
        made.parent.mkdir(parents=True, exist_ok=True)
        parts = [compiled for compiled, (extension, _) in zip(objects, jobs, strict=True) if extension is one]
        run(*configured("LDSHARED"), *parts, "-o", str(made))


def make() -> str:
    """Compile the extractor and return what there is to say.

    Raises:
        SystemExit: something is lacking or failed; its message says what.
    """
    if is_compiled():
        return "The extractor is compiled already."
    if lack := find_lack():
        sys.exit(f"{lack}: the extractor is read as Python, at half the speed.")
    KEPT.mkdir(exist_ok=True)
    other = [path for path in KEPT.iterdir() if not path.name.startswith(UNDONE)]  # made of other sources
    with tempfile.TemporaryDirectory(dir=KEPT, prefix=UNDONE) as work:
        made = Path(work) / "made"
        try:
            build(generate(Path(work)), made)
        except subprocess.CalledProcessError as error:
            sys.exit(f"{error.stderr}\nThe extractor could not be compiled, see above: it is read as Python.")
        made.rename(find_folder())
    for path in other:
        shutil.rmtree(path, ignore_errors=True)
    return "The extractor is compiled."


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only see whether its sources can be compiled")
    if parser.parse_args().check:
        with tempfile.TemporaryDirectory() as work:
            generate(Path(work))
    else:
        print(make(), file=sys.stderr)


if __name__ == "__main__":
    main()
