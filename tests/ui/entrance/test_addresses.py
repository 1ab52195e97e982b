"""Links that people have saved or sent: each reopens the view that it opened when it was recorded."""

import json
from urllib.parse import parse_qsl, urlencode

import pytest
from streamlit.testing.v1 import AppTest

from ui.entrance.frame import PAGES
from ui.words.address import FIELDS

RECORDED = (
    "",
    "?lang=en",
    "?year=2022",
    "?area=nil:52",
    "mappa?indicator=renters",
    "mappa?indicator=renters&level=section",
    "mappa?level=municipio&measure=minimum",
    "mappa?measure=maximum&cutoff=15",
    "mappa?cutoff=5&classes=6",
    "mappa?reading=smoothed",
    "mappa?reading=sure&level=section&lang=en",
    "mappa?indicator=shock_exposed&prices=40&incomes=10",
    "mappa?method=jenks&classes=4",
    "mappa?method=fixed&borders=0",
    "mappa?complexes=1&area=municipio:9",
    "mappa?area=section:0151460000012&level=section",
    "mappa?year=2021&indicator=old_and_alone&area=nil:9",
    "concentrazioni?grain=nil",
    "concentrazioni?indicator=renters&grain=nil&lang=en",
    "scenari?electricity=20&gas=13",
    "scenari?gas=-10&heat=30&income=-5",
    "scenari?cutback=10&bonus=0",
    "scenari?heat=1",
    "scenari?level=municipio&electricity=150",
    "confronto?compare=indicators&against=renters",
    "confronto?former=2021&year=2023",
    "confronto?compare=moves&level=municipio",
    "confronto?compare=area&pieces=nil:1.2.3",
    "confronto?compare=area&pieces=section:0151460000012.0151460000013",
    "confronto?zoom=9",
    "definizioni?facet=index",
    "definizioni?facet=index&components=10203",
    "definizioni?facet=capacity",
    "definizioni?facet=summer&lang=en",
    "definizioni?flagged=30&definitions=above_08.gap",
    "riqualificazioni?retrofit=R003",
    "riqualificazioni?order=kwh_per_vulnerable",
    "riqualificazioni?retrofit=2021/via%20Rossi%2C%2012",
    "sportello?complex=C014",
    "sportello?tier1=4&tier2=6&per_municipio=2",
    "sportello?weights=room%3A20%2Ctransit%3A0",
    "sportello?conditions=none&ranking=topsis",
    "sportello?plan=abc-123&complex=C001",
    "sportello?new_venues=3&walk=750&capacity=none",
    "sportello?venues=none",
    "metodo?lang=en",
    "dati?year=2021&lang=en",
    "mappa?indicator=energy_poverty_10&year=2021&tier1=4&gas=13",
    "mappa?imputed=0",
    "?bill=60-120&spread=100-105&odds=33-300",
    "presenta?story=where&slide=3",
    "mappa?names=0",
    "contributi?words=luce&need=electricity&giver=state&standing=open",
    "contributi?ladder=gas&tenure=mm&heated=own",
    "piano?activity=3.1&within=4&department=Direzione%20Casa&stands=late",
    "verifica?number=BE-2026-AB12CD34&fingerprint=0a74172a3a34ad1f0777a7ab425dfdc1812791f93a1384b48942068e33d806e1",
)
"""Page and codes, as the app wrote them in November 2026."""

OLD_NAMES = {"mappa?heat=0": "imputed=0", "mappa?heat=1": "", "mappa?heat=1&measure=estimate&cutoff=8": "cutoff=8"}
"""Recorded before the scenarios took the name of the switch for missing heating bills."""


def reopened(address):
    page, _, codes = address.partition("?")

    def script(path):
        from ui.entrance.frame import PAGES
        from ui.words import address as state

        state.read_address(next((page.fields for page in PAGES if page.address == path), {}))
        state.write_address()

    app = AppTest.from_function(script, kwargs={"path": page})
    for name, code in parse_qsl(codes):
        app.query_params[name] = code
    app.run()
    assert not app.exception
    assert app.session_state["address_unknown"] == []
    shown = {name: code[0] if isinstance(code, list) else code for name, code in app.query_params.items()}
    return app, shown


def not_at_default(codes):
    return {name: code for name, code in parse_qsl(codes) if code != FIELDS[name].default}


@pytest.mark.parametrize("address", RECORDED)
def test_a_link_reopens_its_view_and_stays_the_same_link(address):
    app, shown = reopened(address)
    asked = not_at_default(address.partition("?")[2])
    assert shown == asked, json.dumps(shown)
    codes = app.session_state["address_codes"]
    assert {name: code for name, code in codes.items() if code != FIELDS[name].default} == asked


@pytest.mark.parametrize(("address", "now"), OLD_NAMES.items())
def test_a_link_with_an_old_name_reopens_its_view(address, now):
    _, shown = reopened(address)
    assert urlencode(dict(sorted(shown.items()))) == now


def test_an_address_that_the_session_wrote_earlier_is_not_the_readers_wish():
    app, _ = reopened("scenari?gas=13")
    for code in ("14", "15"):
        app.session_state["address_codes"]["gas"] = code
        app.run()
    app.query_params["gas"] = "13"
    app.run()
    assert app.session_state["address_codes"]["gas"] == "15"
    app.query_params["gas"] = "40"
    app.run()
    assert app.session_state["address_codes"]["gas"] == "40"


def test_a_name_means_the_same_on_every_page():
    meanings = {}
    for page in PAGES:
        for name, field in page.fields.items():
            meanings.setdefault(name, []).append(field)
    assert {name for name, found in meanings.items() if any(each is not found[0] for each in found)} == set()


def test_every_field_is_opened_by_some_recorded_link():
    recorded = {
        name
        for address in (*RECORDED, *OLD_NAMES.values())
        for name, _ in parse_qsl(address.partition("?")[2] or address)
    }
    assert set(FIELDS) <= recorded
    assert all(set(page.fields) <= set(FIELDS) for page in PAGES)
