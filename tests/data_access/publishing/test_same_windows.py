"""An edition is a function of its windows: extracts that are told alike give the same files, byte for byte.

So nothing in an edition is a hash, an order, a size or a rounding of exact numbers that guesses could be tried on.
"""

import pandas as pd
import pytest

from data_access.intake.mappings import write_mapping
from tests.data_access.publishing.test_publish import fingerprint
from tests.data_access.small_city import SmallCity
from tests.withheld_numbers import run

RENTERS = "N_FAM_AFFITTO"


@pytest.fixture
def published(tmp_path, monkeypatch):
    """Publish, by the command, the small city's extract changed as told; the folder of the edition."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")

    def publish(change):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        city = SmallCity(folder)
        city.extract = change(city.extract)
        city.write()
        (folder / "mappa.toml").write_text(write_mapping(city.mapping), encoding="utf-8")
        code, told = run("publish", city, folder / "editions")
        assert code == 0, told
        return folder / "editions" / "2023"

    return publish


def renter_moved(place):
    """One renter more in a section and one less in the next, of the same neighbourhood: all sums stay."""

    def changed(extract):
        for each, change in ((place, 1), (place + 1, -1)):
            extract.loc[each, RENTERS] = str(int(extract.loc[each, RENTERS]) + change)
        return extract

    return changed


def cells(folder):
    return [pd.read_parquet(folder / f"{name}.parquet") for name in ("households", "areas")]


def test_guesses_that_are_told_alike_give_the_same_files(published):
    first = published(lambda extract: extract)
    others = [published(renter_moved(place)) for place in range(4)]
    is_alike = [all(one.equals(two) for one, two in zip(cells(first), cells(other), strict=True)) for other in others]
    assert any(is_alike) and not all(is_alike)
    assert is_alike == [fingerprint(first) == fingerprint(other) for other in others]


def test_an_extract_sorted_by_a_count_does_not_tell_its_order(published):
    counts = [str(20 + 3 * place % 17) for place in range(16)]
    first = published(lambda extract: extract.assign(**{RENTERS: counts}))
    other = published(lambda extract: extract.assign(**{RENTERS: counts}).sort_values(RENTERS))
    assert fingerprint(first) == fingerprint(other)
