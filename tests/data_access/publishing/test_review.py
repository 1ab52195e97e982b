"""What is told before publishing of counts that will not be shown: for privacy, or because nobody knows them."""

from data_access.disclosure import PrivacyRule
from data_access.publishing.review import review
from tests.data_access.small_city import YEAR, SmallCity


def notices(city, **rule):
    """Notices of the count above 10% that areas do not show, and the values of each."""
    faults = review(YEAR, city.paths(), city.mapping, PrivacyRule(**rule), city.folder / "editions").faults
    return {fault.code: fault.values for fault in faults if fault.code.startswith(("withheld_", "unknown_"))}


def test_an_empty_count_is_told_as_not_known_and_not_as_withheld_for_privacy(tmp_path):
    city = SmallCity(tmp_path)
    city.cell(5, city.mapping.part("households").columns["above_10"], "")
    told = notices(city)
    assert {code: values["count"] for code, values in told.items()} == {
        "unknown_section": "1",
        "unknown_nil": "1",
        "unknown_municipio": "1",
        "unknown_city": "1",
    }


def test_sections_below_the_least_base_are_told_as_withheld_for_privacy(tmp_path):
    # sections have 100, 101, … 115 households: five of sixteen have fewer than 105
    told = notices(SmallCity(tmp_path), least_base=105)
    assert {code: values["share"] for code, values in told.items()} == {"withheld_section": "31"}
