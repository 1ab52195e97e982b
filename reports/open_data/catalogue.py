"""Editions as a catalogue in DCAT-AP_IT (Turtle), the profile that Italian portals harvest."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from contract.errors import ObservatoryError
from contract.translations import LANGUAGES, mark, translate
from data_access.editions import Edition, list_editions

THEMES = ("ENER", "SOCI")
"""Energy; population and society: codes of the European vocabulary of themes."""

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_PREFIXES = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcatapit: <http://dati.gov.it/onto/dcatapit#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <http://schema.org/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
KEYWORDS = (mark("energy poverty"), mark("energy wellbeing"))
"""What the data are looked for by."""

_TITLE = mark("Energy wellbeing of {city}, edition {year}")
_DESCRIPTION = mark(
    "Figures of energy poverty and precarity by census section, neighbourhood and borough of {city}; spend of {spend}, "
    "income of {income}. Counts are windows, to protect who lives there; each figure has its range."
)
_INVENTED = mark("Demonstration data: invented, not a measure of {city}.")
_CATALOGUE = mark("Observatory on energy wellbeing of {city}")
_SERIES = mark("Energy wellbeing of {city}: yearly editions")
_NO_HOLDER = mark("Nobody is named as the holder of these data: give its name and its IPA code (--holder, --ipa).")
_NO_ADDRESS = mark("The contact must be an e-mail address; found: “{contact}”.")


@dataclass(frozen=True)
class Holder:
    """Who holds the data: its name, its code in the index of public administrations (IPA), whom to write to.

    `contact`: the e-mail address of an office, "" where none is told.
    """

    name: str
    ipa_code: str
    contact: str = ""


HOLDERS = {"015146": Holder("Comune di Milano", "c_f205")}
"""Holders by ISTAT code. IPA code: `c_` and the cadastral code, F205 for Milan; to be verified on indicepa.gov.it."""


@dataclass(frozen=True)
class Distribution:
    """A file or a page that gives the data: its address, its format (a code of the European vocabulary)."""

    address: str
    format: str


def holder_of(edition: Edition, name: str = "", ipa_code: str = "", contact: str = "") -> Holder:
    """Who is named as holder, else the one known for the city. Raises ObservatoryError where there is none."""
    if contact and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", contact):
        raise ObservatoryError(_NO_ADDRESS, contact=contact)
    if name and ipa_code:
        return Holder(name, ipa_code, contact)
    known = HOLDERS.get(str(edition.manifest["city"]["id"]))
    if known is None or name or ipa_code:
        raise ObservatoryError(_NO_HOLDER)
    return replace(known, contact=contact)


def catalogue_ttl(
    distributions: Mapping[str, Sequence[Distribution]], editions: Sequence[Edition], holder: Holder, base: str = ""
) -> str:
    """The catalogue of `editions` as Turtle; `distributions` by name of an edition's folder.

    `base`: address of the catalogue; without one, what it names stands relative to where it lies. Raises
    ObservatoryError where there is no edition.
    """
    if not editions:
        raise ObservatoryError(mark("There are no editions yet: publish one."))
    latest = max(editions, key=lambda each: (each.year, each.revision))
    parts = [f"@base <{base}> .\n" if base else "", _PREFIXES, _catalogue(editions, latest), _agent(holder)]
    parts += [_dataset(edition, holder, distributions[edition.folder.name]) for edition in editions]
    return "\n".join(parts)


def served_catalogue(root: Path, base: str) -> str:
    """The catalogue of the editions in the folder `root`, each at the page of its data below the address `base`.

    "" where there is none, or nobody is known as their holder.
    """
    editions = list_editions(root)
    pages = {each.folder.name: [Distribution(f"{base}dati?year={each.year}", "CSV")] for each in editions}
    try:
        return catalogue_ttl(pages, editions, holder_of(editions[-1]), f"{base}catalogo.ttl") if editions else ""
    except ObservatoryError:
        return ""


def _catalogue(editions: Sequence[Edition], latest: Edition) -> str:
    datasets = ", ".join(f"<#{_id(edition)}>" for edition in editions)
    city = latest.manifest["city"]["name"]
    return f"""<#catalogue> a dcat:Catalog, dcatapit:Catalog ;
  dct:title {_texts(_CATALOGUE, city=city)} ;
  dct:description {_texts(_SERIES, city=city)} ;
  dct:publisher <#holder> ;
  dct:modified {_day(latest)} ;
  dct:language <{_AUTHORITY}/language/ITA>, <{_AUTHORITY}/language/ENG> ;
  dcat:themeTaxonomy <{_AUTHORITY}/data-theme> ;
  dcat:dataset {datasets} .

<#series> a dcat:DatasetSeries ;
  dct:title {_texts(_SERIES, city=city)} ;
  dct:description {_texts(_SERIES, city=city)} .
"""


def _agent(holder: Holder) -> str:
    agent = f"""<#holder> a foaf:Agent, dcatapit:Agent ;
  foaf:name {_literal(holder.name)} ;
  dct:identifier {_literal(holder.ipa_code)} .
"""
    if not holder.contact:
        return agent
    return f"""{agent}
<#contact> a vcard:Kind, vcard:Organization, dcatapit:Organization ;
  vcard:fn {_literal(holder.name)} ;
  vcard:hasEmail <mailto:{quote(holder.contact, safe="@")}> .
"""


def _dataset(edition: Edition, holder: Holder, distributions: Sequence[Distribution]) -> str:
    manifest = edition.manifest
    told = {"city": manifest["city"]["name"], "year": edition.year, **manifest["reference_years"]}
    themes = ", ".join(f"<{_AUTHORITY}/data-theme/{theme}>" for theme in THEMES)
    places = range(1, len(distributions) + 1)
    invented = (_INVENTED,) if edition.is_demonstration else ()
    links = ", ".join(f"<#{_id(edition)}-{place}>" for place in places)
    head = f"""<#{_id(edition)}> a dcat:Dataset, dcatapit:Dataset ;
  dct:identifier {_literal(f"{holder.ipa_code}:{_id(edition)}")} ;
  dct:title {_texts(_TITLE, **told)} ;
  dct:description {_texts(_DESCRIPTION, *invented, **told)} ;
  dcat:theme {themes} ;
  dct:accrualPeriodicity <{_AUTHORITY}/frequency/ANNUAL> ;
  dct:issued {_day(edition)} ;
  dct:modified {_day(edition)} ;
  dct:temporal <#{_id(edition)}-period> ;
  dct:language <{_AUTHORITY}/language/ITA> ;
  dcat:keyword {", ".join(_texts(word) for word in KEYWORDS)} ;
  owl:versionInfo {_literal(f"{edition.year}.{edition.revision}")} ;
  {"dcat:contactPoint <#contact> ;" if holder.contact else ""}
  dct:rightsHolder <#holder> ;
  dct:publisher <#holder> ;
  dcat:inSeries <#series> ;
  dcat:distribution {links} .

<#{_id(edition)}-period> a dct:PeriodOfTime, dcatapit:PeriodOfTime ;
  schema:startDate "{edition.year}-01-01"^^xsd:date ;
  schema:endDate "{edition.year}-12-31"^^xsd:date .
"""
    return f"""{head}{_distributions(edition, distributions)}
<{LICENCE}> a dct:LicenseDocument, dcatapit:LicenseDocument ;
  dct:type <http://purl.org/adms/licencetype/Attribution> ;
  foaf:name "Creative Commons Attribution 4.0 International (CC BY 4.0)" .
"""


def _distributions(edition: Edition, distributions: Sequence[Distribution]) -> str:
    return "".join(
        f"""
<#{_id(edition)}-{place}> a dcat:Distribution, dcatapit:Distribution ;
  dct:title {_literal(each.address)} ;
  dct:format <{_AUTHORITY}/file-type/{each.format}> ;
  dcat:accessURL <{each.address}> ;
  dct:license <{LICENCE}> .
"""
        for place, each in enumerate(distributions, 1)
    )


def _id(edition: Edition) -> str:
    return f"edition-{edition.year}-{edition.revision}"


def _day(edition: Edition) -> str:
    return f'"{str(edition.manifest["created"])[:10]}"^^xsd:date'


def _texts(*sentences: str, **values: object) -> str:
    """Sentences in every language of the product, as Turtle's literals."""
    told = {code: " ".join(translate(each, code, **values) for each in sentences) for code in LANGUAGES}
    return ", ".join(f"{_literal(text)}@{code}" for code, text in told.items())


def _literal(text: str) -> str:
    """A text as Turtle writes it: its escapes are those of JSON, but none stands for half a sign."""
    return json.dumps(text, ensure_ascii=False)
