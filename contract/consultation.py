"""What citizens proposed on the city's platform of participation (Decidim), and what the City answered."""

from dataclasses import dataclass
from typing import Literal

from contract.errors import Fault
from contract.progress import Kept
from contract.progress_checks import needed_faults
from contract.translations import mark

OBSERVATION = "observation"
SHEET = "consultation_sheet"

Answer = Literal["", "accepted", "partly", "rejected"]
ANSWERS: dict[Answer, str] = {
    "": mark("not answered yet"),
    "accepted": mark("accepted"),
    "partly": mark("accepted in part"),
    "rejected": mark("not accepted"),
}
"""What the City may answer, as it stands in a sentence."""


@dataclass(frozen=True)
class Observation(Kept):
    """One proposal or result of a consultation: its row as the platform wrote it, by column; the answer with its
    reason; ids of the activities that changed for it."""

    source: dict[str, str]
    answer: Answer = ""
    reason: str = ""
    activities: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its title, in the first language that has one."""
        return next((text for name, text in self.source.items() if name.split("/")[0] == "title" and text.strip()), "")


def answer_faults(observation: Observation) -> list[Fault]:
    """What is wrong with an answer: each has its reason."""
    return needed_faults("reason", observation.reason) if observation.answer else []
