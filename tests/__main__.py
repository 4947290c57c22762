"""`python3 -m tests`: set up all that the tests need, then run every check. Needs only python3 >= 3.11 with venv.

Debian packages (a browser, text recognition) are installed where that is possible without a question; where it is not,
the tests that need them skip and say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
# program that shows it is there -> Debian package
SYSTEM = {
    "chromium": "chromium",
    "tesseract": "tesseract-ocr",
    "antiword": "antiword",
    "catdoc": "catdoc",
}
ALSO = {"tesseract-ocr": ("tesseract-ocr-vie",), "chromium": ("fonts-noto-core",)}


def say(text: str) -> None:
    print(f"== {text}", flush=True)


def run(*command: str | Path, check: bool = True) -> int:
    """Run a command from the project's folder; a failure ends the run with its exit code."""
    code = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    if check and code:
        say(f"failed ({code}): {' '.join(str(part) for part in command)}")
        sys.exit(code)
    return code


def install_system_packages() -> None:
    """Install what is missing of Debian's packages, where this is Debian and we may."""
    missing = [package for program, package in SYSTEM.items() if not shutil.which(program)]
    missing += [more for package in missing for more in ALSO.get(package, ())]
    if not missing:
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        say(f"not installed, tests that need them will skip: {' '.join(missing)}")
        return
    say(f"installing {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
    ):
        subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


def install_python_packages() -> Path:
    """Make the virtual environment and install the project with its test tools; return its python."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        say(f"making {ENVIRONMENT.name}")
        run(sys.executable, "-m", "venv", ENVIRONMENT)
    say("installing bantin and its test tools")
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", ".[test]")
    return python


def main() -> None:
    """Run everything; options given are passed on to pytest (`python3 -m tests tests/query -k phrase`)."""
    install_system_packages()
    python = install_python_packages()
    chosen = sys.argv[1:]
    if not chosen:
        say("style, types, imports")
        run(python, "-m", "ruff", "check", ".")
        run(python, "-m", "ruff", "format", "--check", ".")
        run(python, "-m", "mypy")
        run(ENVIRONMENT / "bin" / "lint-imports")
    say("tests")
    sys.exit(run(python, "-m", "pytest", *chosen, check=False))


if __name__ == "__main__":
    main()
