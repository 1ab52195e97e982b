"""What the app stands on: `python -m tests.supply` writes the requirements with the hash of each package, and says
which licences do not go with the EUPL-1.2; `python -m tests.supply faults` asks for what is known against them."""

import json
import re
import subprocess
import sys
import tempfile
from importlib.metadata import distribution

from tests.places import ROOT

REQUIREMENTS, LOCK = ROOT / "requirements.txt", ROOT / "docs" / "deploy" / "requirements.lock"
HEAD = "# requirements.txt with hashes, for Linux on x86-64 and Python 3.11: made by `make audit`.\n"


ACCEPTED = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|BSD|0BSD|Apache|ISC|PSF|PSF-2\.0|Python Software|Zlib|CC0|HPND|Unlicense|MPL|Mozilla|LGPL)",
    re.I,
)
"""Permissive licences, and those of the EUPL's appendix that our dependencies have (LGPL as a library, MPL 2.0)."""

UNTOLD = {"vl-convert-python": "BSD-3-Clause"}
"""Licences that the package's own papers tell and its metadata do not."""


def pins(requirements=REQUIREMENTS):
    """Version of each package, by name as it is written."""
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", requirements.read_text(encoding="utf-8"), re.MULTILINE))


def licence(name):
    """What a package's metadata say of its licence."""
    told = distribution(name).metadata
    classifiers = [each for each in told.get_all("Classifier", []) if each.startswith("License ::")]
    parts = [told.get("License-Expression") or "", *classifiers, (told.get("License") or "")[:200]]
    return UNTOLD.get(name) or " ".join(filter(None, parts))


def unfit():
    """Packages whose licence does not go with ours, or is not told."""
    return {name: told for name in pins() if not ACCEPTED.search(told := licence(name))}


def locked():
    """The requirements with the hash of the archive that pip would take for each."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--no-deps", "--quiet",
               "--only-binary", ":all:", "--report", "-", "-r", str(REQUIREMENTS)]  # fmt: skip
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return written(told)


def written(report):
    """The text of the file, from pip's report."""
    lines = []
    for each in report["install"]:
        of = each["metadata"]
        digest = each["download_info"]["archive_info"]["hashes"]["sha256"]
        lines.append(f"{of['name'].lower()}=={of['version']} --hash=sha256:{digest}\n")
    return HEAD + "".join(sorted(lines))


AUDITOR = ROOT / "build" / "audit" / "bin" / "pip-audit"


def advised(lines, auditor=AUDITOR):
    """Known faults of packages of the lock, by name, and the names of which the service of advisories said nothing."""
    names = [line.partition("==")[0] for line in lines]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(lines))
        file.flush()
        command = [str(auditor), "--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off",
                   "--requirement", file.name]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        told = {each["name"]: each.get("vulns") for each in json.loads(done.stdout)["dependencies"]}
    except ValueError:
        told = {}
    found = {name: [each["id"] for each in faults] for name, faults in told.items() if faults}
    return found, [name for name in names if told.get(name) is None]


def known_faults(auditor=AUDITOR):
    """What `advised` says of the whole lock. Where it knows nothing of the first package, nothing else is asked for:
    the service does not answer here, and its "no known vulnerabilities" would say nothing."""
    lines = LOCK.read_text(encoding="utf-8").removeprefix(HEAD).splitlines()
    found, unknown = advised(lines[:1], auditor)
    return (found, [line.partition("==")[0] for line in lines]) if unknown else advised(lines, auditor)


def tell_faults(auditor=AUDITOR):
    """Print what is known against the packages, and of how many nothing could be asked; 1 where there is a fault."""
    found, unknown = known_faults(auditor)
    for name, faults in found.items():
        print(f"{name}: {', '.join(faults)}", file=sys.stderr)
    if unknown:
        told = f"of {len(unknown)} packages the service of advisories said nothing: run it where pypi.org is reached"
        print(f"known faults were NOT looked up: {told}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["faults"]:
        sys.exit(tell_faults())
    LOCK.write_text(locked(), encoding="utf-8")
    for package, said in unfit().items():
        print(f"{package}: {said or 'no licence told'}", file=sys.stderr)
    sys.exit(1 if unfit() else 0)
