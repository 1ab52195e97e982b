"""The plausible range of energy poverty: what it is if what nobody knows is not far from what is known."""
