"""Papers of the plan as tagged PDF: the minutes of a table, with a fingerprint, and the report of a year."""

import hashlib

from contract.local_time import told_day
from contract.stakeholders import FigureLink, Meeting
from contract.translations import mark, translate
from indicators.catalogue.registry import get_indicator
from indicators.progress.city_plan import ACTIONS
from indicators.progress.money import money_rows, money_sums
from indicators.progress.reasons import reasons
from indicators.progress.standing import STATES, action_shares
from reports.numbers import euro, percent, quantity
from reports.progress.overview import Overview
from reports.renovations.sheet import Sheet, SheetPart, sheet_pdf


def minutes_pdf(meeting: Meeting, language: str) -> bytes:
    """The minutes of one table, the same bytes for the same table."""

    def told(sentence: str, **values: object) -> str:
        """A sentence in the language of the minutes."""
        return translate(sentence, language, **values)

    decisions = [[told(mark("Decision")), told(mark("Who")), told(mark("By when")), told(mark("Figures"))]]
    for each in meeting.decisions:
        due = told_day(each.due)[language] if each.due else told(mark("not stated"))
        figures = "; ".join(figure_words(link, language) for link in each.figures)
        decisions.append([each.text, each.owner, due, figures or "–"])
    parts = (
        SheetPart(told(mark("Agenda")), lines=meeting.agenda),
        SheetPart(told(mark("Who took part, by role")), lines=meeting.people),
        SheetPart(told(mark("Decisions")), rows=tuple(tuple(row) for row in decisions)),
    )
    actions = ", ".join(f"{name}. {told(ACTIONS[name])}" for name in meeting.actions if name in ACTIONS)
    footer = f"Benessere Energetico · {meeting.meeting_id}"
    return sheet_pdf(Sheet(language, meeting.title, actions, told_day(meeting.day)[language], "", "", footer, parts))


def fingerprint_of(minutes: bytes) -> str:
    """SHA-256 of the minutes (64 hexadecimal digits): whoever holds the PDF can prove that it is the one."""
    return hashlib.sha256(minutes).hexdigest()


def figure_words(link: FigureLink, language: str) -> str:
    """A frozen figure in words: indicator, area, edition, estimate."""
    indicator = get_indicator(link.indicator_id)
    shown = quantity(link.estimate, indicator.unit, language) if link.state == "shown" else translate(
        mark("not shown"), language
    )  # fmt: skip
    return f"{translate(indicator.label, language)}, {link.area_name}, {link.edition}: {shown}"


def year_report_pdf(overview: Overview, language: str) -> bytes:
    """How the plan stands on the day of `overview`, activity by activity, and its money by year."""

    def told(sentence: str, **values: object) -> str:
        """A sentence in the language of the report."""
        return translate(sentence, language, **values)

    shares = action_shares(overview.standings)
    parts = []
    for action, title in ACTIONS.items():
        own = [each for each in overview.standings if each.activity.action_id == action]
        rows = [(told(mark("Activity")), told(mark("How it stands")), told(mark("Progress")), told(mark("Why")))]
        rows += [
            (f"{each.activity.activity_id} {told(each.activity.title)}", told(STATES[each.state]),
             percent(each.share, language), " ".join(one.sentence(language) for one in reasons(each, overview.today)))
            for each in own
        ]  # fmt: skip
        head = f"{action}. {told(title)} ({percent(shares.get(action), language)})"
        parts.append(SheetPart(head, rows=tuple(rows)))
    parts.append(_money(overview, language))
    day = told_day(overview.today)[language]
    verdict = told(mark("Activities that are late: {late}, of which without a reason: {unexplained}. Of all: {total}."),
                   late=sum(each.state == "late" for each in overview.standings),
                   unexplained=len(overview.unexplained), total=len(overview.standings))  # fmt: skip
    name = told(mark("Verso il benessere energetico: how the plan stands"))
    return sheet_pdf(
        Sheet(
            language, name, day, verdict, "", overview.caveat(language), f"Benessere Energetico · {day}", tuple(parts)
        )
    )


def _money(overview: Overview, language: str) -> SheetPart:
    head = translate(mark("Money against plan"), language)
    sums = money_sums(money_rows(each.activity for each in overview.standings), ["year"])
    if sums.empty:
        return SheetPart(head, lines=(translate(mark("No money is stated for any activity."), language),))
    rows = [tuple(translate(told, language) for told in (mark("Year"), mark("Planned"), mark("Spent")))]
    rows += [(str(row.year), euro(row.planned_eur, language), euro(row.spent_eur, language))
             for row in sums.itertuples()]  # fmt: skip
    return SheetPart(head, rows=tuple(rows))
