"""The proof on whole cities: nothing that the gate withheld can be computed, whatever the least count."""

import pytest

from data_access.disclosure import PrivacyRule, told_share
from data_access.editions import list_editions, read_areas
from data_access.intake.mappings import read_mapping
from data_access.intake.sources import read_sources
from data_access.privacy.attack import attack
from data_access.publishing.publish import Publication, publish
from sample_data.assumptions import YEARS
from sample_data.editions import read_sample
from sample_data.sources import write_sources
from tests.data_access.intake.test_sources_real import milan, needs_real_data
from tests.whole_city import whole_city

LEAST_COUNTS = [3, 5, 10]


@whole_city
@needs_real_data
@pytest.mark.real_data
@pytest.mark.parametrize("least_count", LEAST_COUNTS)
def test_nothing_of_the_real_years_can_be_computed(tmp_path, least_count):
    for year in (2021, 2022, 2023):
        sources = read_sources(year, milan(year), read_mapping("diogene"))
        publish(sources, tmp_path, Publication(PrivacyRule(10, least_count)))
    assert attack(tmp_path) == []
    for edition in list_editions(tmp_path):
        assert told_share(read_areas(edition, "section"), "valid_above_10") >= 0.7


@whole_city
@pytest.mark.parametrize("least_count", LEAST_COUNTS[1:])
def test_nothing_of_the_sample_can_be_computed_at_higher_least_counts(tmp_path, least_count):
    write_sources(tmp_path, YEARS)
    for year in YEARS:
        publish(read_sample(tmp_path, year), tmp_path / "editions", Publication(PrivacyRule(10, least_count)))
    assert attack(tmp_path / "editions") == []
