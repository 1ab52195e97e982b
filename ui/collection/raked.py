"""Answers weighted to how the city's households live and heat: experimental, for coordinators."""

import pandas as pd

from data_access.editions import Edition
from indicators.collection.encountered import ENCOUNTERED
from indicators.collection.raking import HEATING, rake, raked_shares
from ui.kept import editions as cached
from ui.words.formats import count, share
from ui.words.i18n import language, t
from ui.words.texts import draw_paragraph, draw_table


def draw_raked(edition: Edition, responses: pd.DataFrame) -> None:
    """Draw the shares as they are and as weighted; nothing where no weights fit, or too few answered."""
    classes, margins = _margins(edition, responses)
    found = raked_shares(responses, rake(classes, margins))
    if found.empty:
        return
    draw_paragraph(
        t(
            "Experimental: the same shares, weighted so that the people met live and heat as the city's households do. "
            "Weights do not mend that people are not drawn by lot."
        )
    )
    labels = {each.id: t(each.label) for each in ENCOUNTERED}
    heads = [t("Among the people met"), t("Share"), t("Weighted share"), t("Answers"), t("Worth as many as")]
    draw_table(heads, [
        [labels[row["indicator"]], share(row["share"], language()), share(row["raked_share"], language()),
         count(row["answers"], language()), count(row["worth"], language())]
        for _, row in found.iterrows()
    ])  # fmt: skip


def _margins(edition: Edition, responses: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """Of each answer the way of heating and, where the edition has it, the widest area; households by each."""
    city = cached.areas(edition, "city").iloc[0]
    classes = pd.DataFrame({"heating": responses["heating_system"].map(HEATING)}, responses.index)
    margins = {"heating": pd.Series({mode: city[f"heating_{mode}"] for mode in sorted(set(HEATING.values()))})}
    if "municipio" in edition.levels:
        classes["place"] = _wide_areas(edition, responses)
        margins["place"] = cached.areas(edition, "municipio")["households"]
    return classes, margins


def _wide_areas(edition: Edition, responses: pd.DataFrame) -> pd.Series:
    """The wider area of each answer's place: of a neighbourhood, that in which most of its households live."""
    sections = pd.DataFrame(cached.sections(edition)).join(cached.areas(edition, "section")["households"])
    estates = cached.table(edition, "complexes").reindex(columns=["complex_id", "section_id"])
    found = {
        ("complex", str(name)): sections["municipio_id"].get(section)
        for name, section in estates.itertuples(index=False)
    }
    if edition.finest == "municipio":
        found |= {("nil", str(wide)): wide for wide in cached.areas(edition, "municipio").index}
    if "nil" in edition.levels:
        most = sections.groupby(["nil_id", "municipio_id"])["households"].sum().sort_values()
        found |= {("nil", str(nil)): wide for nil, wide in most.index}
    places = zip(responses["place_kind"], responses["place_id"], strict=True)
    return pd.Series([found.get(place) for place in places], responses.index, dtype="object")
