"""Statements: sentences of the catalogue with the values that fill them, to be told in either language."""

from dataclasses import dataclass, field

from contract.translations import translate


@dataclass(frozen=True)
class Statement:
    """A sentence of the catalogue: `values` fill it as they are, `labels` after they are translated themselves.

    A label is one sentence of the catalogue or several, told one after the other with commas between.
    """

    id: str
    message: str
    values: dict[str, object] = field(default_factory=dict)
    labels: dict[str, str | tuple[str, ...]] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """The statement in one line of `language` ("it" or "en")."""
        told = {name: _told(label, language) for name, label in self.labels.items()}
        values = {name: _written(value, language) for name, value in self.values.items()}
        return translate(self.message, language, **values, **told)


def _written(value: object, language: str) -> object:
    """A number with decimals as the language writes it."""
    return str(value).replace(".", ",") if isinstance(value, float) and language == "it" else value


def _told(label: str | tuple[str, ...], language: str) -> str:
    labels = (label,) if isinstance(label, str) else label
    return ", ".join(translate(each, language) for each in labels)
