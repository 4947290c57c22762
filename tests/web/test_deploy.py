"""The files for operators name what exists, and their programs accept them."""

from __future__ import annotations

import configparser
import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

from indexer.settings import SETTINGS
from search_web import serve

DEPLOY = Path(serve.__file__).parent / "deploy"
NAMES = {f"BANTIN_{row.name.upper()}" for row in SETTINGS} | {"BANTIN_BIND", "BANTIN_WORKERS"}


def test_variables_and_settings_in_the_files_exist() -> None:
    """Every BANTIN_ variable, and every setting that nginx's remarks name, is one of the table."""
    for file in DEPLOY.iterdir():
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            assert set(re.findall(r"BANTIN_[A-Z_]+", text)) <= NAMES, file.name
    remarks = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for name in ("base_url", "trusted_hosts", "trusted_proxies"):
        assert name in remarks
        assert f"BANTIN_{name.upper()}" in NAMES


@pytest.mark.parametrize("unit", ["bantin.service", "bantin-index.service", "bantin-index.timer"])
def test_units_are_whole_and_start_commands_that_exist(unit: str) -> None:
    """Sections and keys parse; ExecStart is a command of bantin."""
    from search_web.cli import WholeGroup

    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys of units have capitals
    parser.read(DEPLOY / unit, encoding="utf-8")
    assert "Unit" in parser
    if unit.endswith(".service"):
        command = parser["Service"]["ExecStart"].split()
        assert command[0].endswith("/bantin")
        assert command[1] in WholeGroup.commands_table
        assert parser["Service"]["NoNewPrivileges"] == "yes"


def test_the_container_copies_what_exists_and_runs_as_nobody_special() -> None:
    """Paths of COPY exist beside pyproject.toml; the user is not root; the health check asks /healthz."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    root = DEPLOY.parent.parent
    for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
        for path in line.split()[:-1]:
            assert (root / path).exists() or path == "README.md", path
    assert re.search(r"^USER bantin$", text, re.MULTILINE)
    assert "/healthz" in text


def test_gunicorns_settings_are_python_and_leave_long_queries_to_us() -> None:
    """The file runs, and sets no limit that would answer in English."""
    settings = runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    assert settings["limit_request_line"] == 0
    assert settings["accesslog"] is None


def test_nginx_lets_long_queries_through_to_our_page() -> None:
    """Its buffers are as large as the server's own; its syntax is checked where nginx is installed."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert f"large_client_header_buffers 4 {serve.HEADER_BYTES // 1024}k;" in text
    assert text.count("{") == text.count("}")


def test_nginx_accepts_the_example(tmp_path: Path) -> None:
    """`nginx -t` on the example, with a certificate made for the test."""
    if not (shutil.which("nginx") and shutil.which("openssl")):
        pytest.skip("needs nginx and openssl to check the syntax of the example")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=x",
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = text.replace("/etc/ssl/bantin/fullchain.pem", str(certificate)).replace(
        "/etc/ssl/bantin/privkey.pem", str(key)
    )
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{text}\n}}\n", encoding="utf-8")
    done = subprocess.run(
        ["nginx", "-t", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
