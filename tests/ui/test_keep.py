"""What is kept is told apart by everything that a reader chose."""

from dataclasses import replace

from indicators.basis.assumptions import Box
from indicators.catalogue.registry import Choices
from reports.maps.classes import Look
from ui.kept.keep import keep


def test_a_result_is_worked_out_once_for_each_choice():
    asked = []

    @keep()
    def told(choices: Choices, look: Look) -> tuple:
        asked.append((choices, look))
        return choices, look

    look = Look("estimate", "quantile", 5, "it")
    choices = [Choices(), Choices(cutoff=8), Choices(price_rise=0.26), Choices(box=Box(bill=(0.8, 1.35)))]
    looks = [look, replace(look, k=6), replace(look, language="en"), replace(look, measure="minimum")]
    for _ in range(2):
        for each in choices:
            for seen in looks:
                assert told(each, seen) == (each, seen)
    assert len(asked) == len(choices) * len(looks)
