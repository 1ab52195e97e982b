"""Whether the links of the catalogue answer: asked by a command alone, never by the app."""

import re
import string
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from http.client import HTTPException
from urllib.parse import quote, urlsplit, urlunsplit

from contract.aid_records import Catalogue

LINKS = ("website", "information_url", "form_url")
"""Columns of addresses on the web."""

SECONDS = 15
_AGENT = {"User-Agent": "Benessere-Energetico link check"}


def links_of(catalogue: Catalogue) -> list[str]:
    """Every address of the catalogue, once."""
    editions = [url for each in catalogue.editions.values() for url in (each.information_url, each.form_url)]
    return list(dict.fromkeys(filter(None, [*(each.website for each in catalogue.providers.values()), *editions])))


def names_a_site(url: str) -> bool:
    """Whether an address has the name of a site that a browser could look for, and a port that can be."""
    try:
        parts = urlsplit(url)
        return re.search(r"\w", parts.hostname or "") is not None and parts.port != 0
    except ValueError:
        return False


def _as_sent(url: str) -> str:
    """The address as browsers send it: accents of the site's name in its own letters, those of the rest as bytes."""
    parts = urlsplit(url)
    return quote(urlunsplit(parts._replace(netloc=parts.netloc.encode("idna").decode())), safe=string.punctuation)


def answers_of(urls: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each address with why it does not answer, "" where it does."""
    for url in urls:
        try:
            with urllib.request.urlopen(urllib.request.Request(_as_sent(url), headers=_AGENT), timeout=SECONDS):
                yield url, ""
        except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
            yield url, str(getattr(error, "code", "") or getattr(error, "reason", "") or error)
