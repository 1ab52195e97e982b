"""What else may have moved use beside the works, in words: told beside a verdict."""

from dataclasses import dataclass

from contract.translations import mark, mark_count

CAUTIONS = {
    "step_before": mark(
        "In the year before the works use moved by about {size} from {day} on, which the weather does not explain: "
        "people who left or came, another unit, a plant stood still. The saving mixes it in, and its interval is wider."
    ),
    "step_after": mark(
        "In the year after the works use moved by about {size} from {day} on, which the weather does not explain: "
        "people who left or came, another unit, a plant stood still. The saving mixes it in, and its interval is wider."
    ),
    "stretch_before": mark(
        "In the year before the works use was about {size} from {day} to {until}, which the weather does not "
        "explain: homes empty or full for a while, another unit, a plant that stood still or ran on. The saving mixes "
        "it in, and its interval is wider."
    ),
    "stretch_after": mark(
        "In the year after the works use was about {size} from {day} to {until}, which the weather does not "
        "explain: homes empty or full for a while, another unit, a plant that stood still or ran on. The saving mixes "
        "it in, and its interval is wider."
    ),
    "moved_before": mark(
        "At equal weather the year before the works used {size} than the one before it: something else had changed "
        "already (people, plant, units). The interval is wider."
    ),
    "moved_after": mark(
        "At equal weather the second year after the works used {size} than the first: something else has changed since "
        "(people, plant, units). The interval is wider."
    ),
    "flat_before": mark(
        "In the year before the works use does not follow the weather as it does in the year after: bills of equal "
        "amounts (a flat rate, estimates), or heat from another plant. The saving mixes it in."
    ),
    "flat_after": mark(
        "In the year after the works use does not follow the weather as it did in the year before: bills of equal "
        "amounts (a flat rate, estimates), or heat from another plant. The saving mixes it in."
    ),
    "deep_fall": mark(
        "Few works save so much. Before it is told, look at the unit of the readings (MJ, kWh), at another carrier "
        "that took over, at homes that emptied."
    ),
    "weather_apart": mark(
        "The temperatures since the works are further from those before them than Milan's years are from each other: "
        "another station, or a thermometer that was moved. The saving rests on them."
    ),
    "meter_changed": mark(
        "From {day} on another meter is read, which came with the works: if the factor from its cubic metres to energy "
        "is another too, part of the saving is of that. Compare the cubic metres of a bill with the meter."
    ),
    "even_change": mark(
        "At equal weather all use moved alike ({size}): heating, and what does not follow the weather. Works on walls "
        "and plants seldom do that; people who left or came, or another factor from the meter to energy, do. Compare a "
        "bill of before the works and one of after with the meter."
    ),
    "sunlit": mark(
        "Since the works use falls as the sun rises higher, which it did not do before: about {size}, probably because "
        "of photovoltaic or solar panels. If they are not part of these works, the saving mixes them in. Its interval "
        "is wider."
    ),
    "joint_works": mark(
        "The same meters tell all of these works, which lie within a year of each other: what each of them did cannot "
        "be known, and they are judged together."
    ),
    "cooling": mark(
        "Use rises in the hot months more than the model tells: the saving mixes it in, and a cooler or hotter summer "
        "may be taken for an effect of the works."
    ),
    "part_year": mark_count(
        "In the {days} day read since the works use was {size} than expected at equal weather ({low} to {high}): that "
        "is of this day alone, not of a year.",
        "In the {days} days read since the works use was {size} than expected at equal weather ({low} to {high}): that "
        "is of those days alone, not of a year.",
        "days",
    ),
    "occupancy": mark(
        "Of the homes {before} were lived in before the works and {after} since. Had use followed them, it would be "
        "{size} at equal weather and homes; had it not, as said above. The interval holds both."
    ),
    "filled_weather": mark_count(
        "On {days} day the temperature stands still, moves in a straight line or leaps to 0: probably filled in. It "
        "is taken as not known.",
        "On {days} days the temperature stands still, moves in a straight line or leaps to 0: probably filled in. "
        "They are taken as not known.",
        "days",
    ),
}
"""Cautions beside a verdict, by code. `size`: a share with its direction; `day`, `until`: dates; `days`: a count."""

NO_DOUBT = ("joint_works", "part_year", "filled_weather")
"""Cautions that tell what a saving is of; all others name what it may be of beside the works."""


@dataclass(frozen=True)
class Caution:
    """Something found beside a verdict: a code of CAUTIONS, `size` (share saved by the change, below 0 where use rose),
    `occupied` (homes lived in before and after, 0–1), `low`, `high` (ends of its 90% interval), `day` (ISO date from
    which on), `until` (ISO date, no longer moved) and `days`, where the sentence tells them."""

    code: str
    size: float = float("nan")
    day: str = ""
    days: int = 0
    until: str = ""
    low: float = float("nan")
    high: float = float("nan")
    occupied: tuple[float, float] = (float("nan"), float("nan"))

    @property
    def sentence(self) -> str:
        """English entry of the catalogue."""
        return CAUTIONS[self.code]

    @property
    def is_doubt(self) -> bool:
        """Whether the saving may be of something else than the works."""
        return self.code not in NO_DOUBT
