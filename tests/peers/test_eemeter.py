"""eemeter 2.10.11 beside our engine, on its own samples. It runs in an environment of its own, made on demand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.savings.engine import assess_meter
from tests.indicators.savings.test_engine import EEMETER_WORKS, METERS, needs_meters, sample
from tests.places import ROOT

ENVIRONMENT = ROOT / ".peers" / "eemeter-2.10.11"
PACKAGES = ("eemeter==2.10.11", "pandas==2.2.3", "setuptools<80")
SWITCH = "OBSERVATORY_PEERS"
RECORDED = {
    "billing_monthly": {"balance_point_f": 61, "counterfactual": 824.9036, "saved": 64.0136},
    "daily": {"balance_point_f": 60, "counterfactual": 1043.8665, "saved": 83.6465},
}
"""What eemeter says, in therm; made by this very test in November 2026 with Python 3.11, numpy 2.4.6, pandas 2.2.3."""

pytestmark = [pytest.mark.real_data, needs_meters]


@pytest.fixture(scope="session")
def peer():
    """Python of eemeter's environment; made if it is not there and the switch is on."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        if os.environ.get(SWITCH) != "1":
            pytest.skip(f"eemeter's environment is not there: {SWITCH}=1 makes it in a minute (package registry)")
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        made = subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", *PACKAGES], capture_output=True, text=True, check=False
        )
        if made.returncode:
            python.unlink()
            pytest.skip(f"eemeter's environment cannot be made here: {made.stderr[-300:]}")
    return python


@pytest.mark.parametrize("kind", list(RECORDED))
def test_eemeter_still_says_what_was_recorded(peer, kind):
    script = Path(__file__).with_name("eemeter_figures.py")
    files = [str(METERS / f"il-gas-hdd-only-{kind}.csv.gz"), str(METERS / "il-tempF.csv.gz")]
    run = subprocess.run([str(peer), str(script), *files, kind], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == pytest.approx(RECORDED[kind], abs=1e-3)


@pytest.mark.parametrize("kind", list(RECORDED))
def test_our_interval_holds_what_eemeter_finds(kind):
    saving, _ = assess_meter(*sample(f"hdd-only-{kind}"), EEMETER_WORKS)
    recorded = RECORDED[kind]
    share = recorded["saved"] / recorded["counterfactual"]
    assert saving.avoided_share.estimate == pytest.approx(share, abs=0.015)
    assert saving.avoided_share.low <= share <= saving.avoided_share.high
    balance = (recorded["balance_point_f"] - 32) / 1.8
    assert saving.signature_before.balance_point_c == pytest.approx(balance, abs=0.6)
