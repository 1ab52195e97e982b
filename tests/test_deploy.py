"""The files of a deployment: what they promise, and the steps of the plain server's unit in a fresh environment."""

import ast
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from importlib.metadata import distribution

import pytest
import yaml
from packaging.specifiers import SpecifierSet
from streamlit import config as st_config

from tests.browser.conftest import free_port, wait_until_healthy
from tests.places import ROOT
from tests.supply import HEAD, LOCK, advised, known_faults, licence, pins, tell_faults, unfit

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


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_installs_on_the_oldest_python_that_is_promised(file):
    """Debian 12 has 3.11.2."""
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needs = {name: distribution(name).metadata.get("Requires-Python") or "" for name in pins(ROOT / file)}
    assert len(needs) > 10
    assert {name: need for name, need in needs.items() if "3.11.0" not in SpecifierSet(need)} == {}


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


AUDITOR = """#!{python}
import json, sys
lines = open(sys.argv[-1]).read().splitlines()
told = {answer}
if told is not None:
    print(json.dumps({{"dependencies": [{{"name": line.partition("==")[0], **told}} for line in lines]}}))
sys.exit(1)
"""


@pytest.fixture
def auditor(tmp_path):
    """A pip-audit that answers the same of every package, or nothing."""

    def answering(answer):
        path = tmp_path / "auditor"
        path.write_text(AUDITOR.format(python=sys.executable, answer=answer), encoding="utf-8")
        path.chmod(0o755)
        return path

    return answering


@pytest.mark.parametrize("answer", [{"skip_reason": "not found"}, None])
def test_where_the_service_of_advisories_is_silent_the_audit_says_so_and_not_that_all_is_well(auditor, capsys, answer):
    assert tell_faults(auditor(answer)) == 0
    told = capsys.readouterr().err
    assert "NOT looked up" in told and str(len(pins())) in told


def test_a_known_fault_stops_the_audit_and_none_does_not(auditor, capsys):
    assert advised(["alpha==1 --hash=sha256:00", "beta==2 --hash=sha256:00"], auditor({"vulns": []})) == ({}, [])
    assert tell_faults(auditor({"vulns": []})) == 0 and capsys.readouterr().err == ""
    found, unknown = known_faults(auditor({"vulns": [{"id": "PYSEC-1"}]}))
    assert len(found) == len(pins()) and unknown == []
    assert tell_faults(auditor({"vulns": [{"id": "PYSEC-1"}]})) == 1
    assert "PYSEC-1" in capsys.readouterr().err


def test_every_setting_of_the_stack_and_the_unit_is_one_that_the_product_reads():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "data_access").rglob("*.py"))
    text = "".join((DEPLOY / name).read_text(encoding="utf-8") for name in ("Containerfile", "compose.yaml"))
    names = set(re.findall(r"\bOBSERVATORY_\w+", text + UNIT))
    assert len(names) >= 4
    assert {name for name in names if f'"{name}"' not in code} == set()
    known = {f"STREAMLIT_{key.replace('.', '_')}".upper() for key in map(_snake, st_config.get_config_options())}
    assert set(re.findall(r"\bSTREAMLIT_\w+", text)) <= known


def _snake(key):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key)


def test_the_instructions_of_the_image_are_known_and_copy_only_what_is_there():
    text = re.sub(r"\\\n", " ", (DEPLOY / "Containerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert {line.partition(" ")[0] for line in lines} <= {
        "FROM", "ENV", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD",
    }  # fmt: skip
    assert re.fullmatch(r"FROM docker\.io/library/python:3\.\d+-slim-\w+", lines[0]), "a version, never `latest`"
    command = json.loads(next(line for line in lines if line.startswith("CMD")).partition(" ")[2])
    assert (ROOT / command[-1]).is_file()
    [check] = [line for line in lines if line.startswith("HEALTHCHECK")]
    ast.parse(json.loads(check[check.index("CMD") + 4 :])[2])
    assert "/_stcore/health" in check and f":{re.search(r'EXPOSE ([0-9]+)', text)[1]}/" in check


def test_the_stacks_services_fit_each_other():
    services = STACK["services"]
    for name, told in services.items():
        assert "image" in told or (DEPLOY / told["build"]["context"] / told["build"]["dockerfile"]).is_file(), name
        assert ":latest" not in told.get("image", "") and not told.get("privileged"), name
        assert set(told["networks"]) <= set(STACK["networks"])
        assert set(told.get("depends_on", [])) <= set(services)
        for volume in told.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in STACK["volumes"] or source == "./secrets.toml" or (DEPLOY / source).is_file(), source
    assert services["app"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert "healthcheck" in services["database"]
    place = services["app"]["environment"]["OBSERVATORY_RECORDS"]
    assert re.fullmatch(r"postgresql://observatory:\$\{POSTGRES_PASSWORD:\?set it\}@database/observatory", place)
    assert {services["database"]["environment"][name] for name in ("POSTGRES_USER", "POSTGRES_DB")} == {"observatory"}
    assert "app:8501" in (DEPLOY / "Caddyfile").read_text(encoding="utf-8")


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
        wait_until_healthy(address, lambda: process.poll() is None, 120)
        assert urllib.request.urlopen(f"{address}/readyz", timeout=30).status == 200
        assert [_upgraded(port, host) for host in ("energia.example.it", "evil.test")] == [101, 403]
    finally:
        process.terminate()
        process.wait(20)
