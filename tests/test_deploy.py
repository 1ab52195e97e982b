"""The files of a deployment: what they promise, and the steps of the plain server's unit in a fresh environment."""

import http.client
import os
import re
import shutil
import subprocess
import sys
import urllib.request

import pytest
import yaml

from tests.browser.conftest import free_port, wait_until_healthy
from tests.places import ROOT
from tests.supply import HEAD, LOCK, licence, pins, unfit

DEPLOY = ROOT / "docs" / "deploy"
UNIT = (DEPLOY / "benessere-energetico.service").read_text(encoding="utf-8")
STACK = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def test_every_pin_has_a_hash_and_every_hash_its_pin():
    lines = LOCK.read_text(encoding="utf-8").removeprefix(HEAD).splitlines()
    told = [re.fullmatch(r"([\w.-]+)==([\w.]+) --hash=sha256:[0-9a-f]{64}", line) for line in lines]
    assert all(told), lines

    def plain(name):
        return re.sub(r"[-_.]+", "-", name).lower()

    locked = {plain(each[1]): each[2] for each in told}
    assert locked == {plain(name): version for name, version in pins().items()}, "make audit writes it anew"


def test_every_licence_goes_with_ours():
    assert unfit() == {}
    assert {name for name in pins() if re.search("GPL|MPL|Mozilla", licence(name))} <= {
        "psycopg", "psycopg-binary", "certifi",
    }  # fmt: skip


def test_the_container_is_not_root_and_installs_by_hashes():
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert text.index("\nUSER observatory") < text.index("\nCMD")
    assert "--require-hashes" in text and "HEALTHCHECK" in text
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").split()
    assert {".git", "tests", "sample_data/records", ".streamlit/secrets.toml"} <= set(ignored)
    for source in re.findall(r"^COPY (docs\S+)", text, re.MULTILINE):
        assert (ROOT / source).is_file()


def test_the_stack_writes_nowhere_but_where_it_must_and_only_the_proxy_is_reached():
    services = STACK["services"]
    assert set(services) == {"app", "database", "proxy"}
    for name in ("app", "proxy"):
        assert services[name]["read_only"] and services[name]["cap_drop"] == ["ALL"]
    assert [name for name, told in services.items() if "ports" in told] == ["proxy"]
    assert STACK["networks"]["inside"]["internal"] is True
    proxy = services["proxy"]["networks"]["inside"]["ipv4_address"]
    assert services["app"]["environment"]["OBSERVATORY_PROXIES"] == proxy
    assert "-X-Forwarded-User" in (DEPLOY / "Caddyfile").read_text(encoding="utf-8")


SHUT_IN = ("NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077", "CapabilityBoundingSet=")


@pytest.mark.parametrize("line", SHUT_IN)
def test_the_unit_is_shut_in(line):
    assert line in UNIT.splitlines()
    assert "User=root" not in UNIT


def _upgraded(port, host):
    """What the server answers to whoever opens its socket under a name."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest("GET", "/_stcore/stream", skip_host=True)
    told = {"Host": host, "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    for name, value in (told | {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}).items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse().status


@pytest.mark.skipif("OBSERVATORY_TEST_DEPLOY" not in os.environ, reason="minutes: OBSERVATORY_TEST_DEPLOY=1 runs it")
def test_the_units_steps_run_in_a_fresh_environment_and_an_unwritable_checkout(tmp_path):
    home, state = tmp_path / "opt", tmp_path / "state"
    left = shutil.ignore_patterns(".venv", ".git", "build", "tests", "*_cache")
    shutil.copytree(ROOT, home, ignore=left)
    subprocess.run([sys.executable, "-m", "venv", str(home / ".venv")], check=True)
    install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r", str(LOCK)]
    subprocess.run([home / ".venv/bin/python", *install], check=True)
    shutil.copytree(home / "sample_data" / "editions", state / "editions")
    for path in (home, *(each for each in home.rglob("*") if each.is_dir() and ".venv" not in each.parts)):
        path.chmod(0o555)
    told = dict(re.findall(r"^Environment=(\w+)=(\S+)$", UNIT, re.MULTILINE))
    names = {"STREAMLIT_SERVER_ALLOWED_HOSTS": "energia.example.it 127.0.0.1"}
    environment = {name: value.replace("/var/lib/benessere-energetico", str(state)) for name, value in told.items()}
    environment |= {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"} | names
    before, start = (
        re.search(rf"^{name}=(.*)$", UNIT, re.MULTILINE)[1].replace("/opt/benessere-energetico", str(home)).split()
        for name in ("ExecStartPre", "ExecStart")
    )
    subprocess.run(before, cwd=home, env=environment, check=True)
    port = free_port()
    command = [*start[:-1], str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=home, env=environment, **quiet)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_healthy(address, process, 120)
        assert urllib.request.urlopen(f"{address}/readyz", timeout=30).status == 200
        assert [_upgraded(port, host) for host in ("energia.example.it", "evil.test")] == [101, 403]
    finally:
        process.terminate()
        process.wait(20)
