"""The report of the year as slides: one for the whole plan, one for each action, in the look of every deck."""

from contract.local_time import told_day
from contract.translations import mark, translate
from indicators.progress.city_plan import ACTIONS
from indicators.progress.reasons import reasons
from indicators.progress.standing import STATES, action_shares
from reports.decks.deck import WORDS
from reports.decks.slide import Bar, Bars, Body, Deck, Fact, Slide, Table
from reports.numbers import count, percent
from reports.progress.overview import Overview

_TITLE = mark("Verso il benessere energetico: how the plan stands")
_WHOLE = mark("Activities that are late: {late}, of which without a reason: {unexplained}. Of all: {total}.")
_ACTION = mark("Action {action}. {title}")
_SOURCE = mark("Source: records of the plan and editions of the observatory; {today}")
_PROGRESS = mark("Progress by action")


def year_deck(overview: Overview, language: str, server: str = "") -> Deck:
    """How the plan stands on the day of `overview`: the whole, then each action. `server`: address before the page's,
    so that links open."""
    words = {name: translate(word, language) for name, word in WORDS.items()}
    day = told_day(overview.today)[language]
    told = {"late": sum(each.state == "late" for each in overview.standings),
            "unexplained": len(overview.unexplained), "total": len(overview.standings)}  # fmt: skip
    slides = [(translate(_WHOLE, language, **told), _whole(overview, language))]
    slides += [
        (
            translate(_ACTION, language, action=action, title=translate(title, language)),
            _action(overview, action, language),
        )
        for action, title in ACTIONS.items()
    ]
    source, link = translate(_SOURCE, language, today=day), f"{server.rstrip('/')}/piano?lang={language}"
    return Deck(
        language, translate(_TITLE, language), day,
        tuple(Slide(title, body, source, overview.caveat(language), link) for title, body in slides), words,
    )  # fmt: skip


def _whole(overview: Overview, language: str) -> Body:
    shares = action_shares(overview.standings)
    bars = tuple(
        Bar(f"{action}. {translate(title, language)}", shares.get(action) or 0.0, percent(shares.get(action), language))
        for action, title in ACTIONS.items()
    )
    facts = tuple(Fact(count(told, language), label) for told, label in overview.counts(language))
    caption = translate(_PROGRESS, language)
    return Body(caption, bars=Bars(caption, bars, "0%"), facts=facts)


def _action(overview: Overview, action: str, language: str) -> Body:
    heads = (mark("Activity"), mark("Department"), mark("How it stands"), mark("Progress"), mark("Why"))
    rows = tuple(
        (
            f"{each.activity.activity_id} {translate(each.activity.title, language)}",
            each.activity.owner or "–",
            translate(STATES[each.state], language),
            percent(each.share, language),
            " ".join(why.sentence(language) for why in reasons(each, overview.today)[:1]),
        )
        for each in overview.standings
        if each.activity.action_id == action
    )
    title = translate(ACTIONS[action], language)
    return Body(title, table=Table(tuple(translate(head, language) for head in heads), rows))
