"""Whether the links of the catalogue answer: asked by a command alone, never by the app."""

import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator

from contract.aid_records import Catalogue

SECONDS = 15
_AGENT = {"User-Agent": "Benessere-Energetico link check"}


def links_of(catalogue: Catalogue) -> list[str]:
    """Every address of the catalogue, once."""
    editions = [url for each in catalogue.editions.values() for url in (each.information_url, each.form_url)]
    return list(dict.fromkeys(filter(None, [*(each.website for each in catalogue.providers.values()), *editions])))


def answers_of(urls: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each address with why it does not answer, "" where it does."""
    for url in urls:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=_AGENT), timeout=SECONDS):
                yield url, ""
        except (urllib.error.URLError, OSError, ValueError) as error:
            yield url, str(getattr(error, "code", "") or getattr(error, "reason", "") or error)
