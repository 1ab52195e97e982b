"""A small catalogue of Arabic sentences, as a translator would give it: some sentences, and one with a wrong blank."""

from pathlib import Path

from contract.translations import CATALOGUES

SENTENCES = Path(__file__).with_name("arabic.po")


def speak_arabic(folder, monkeypatch):
    """Let the product find the Arabic sentences beside the Italian ones."""
    (folder / "ar" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "ar" / "LC_MESSAGES" / "messages.po").write_bytes(SENTENCES.read_bytes())
    (folder / "it").symlink_to(CATALOGUES / "it")
    monkeypatch.setattr("contract.translations.CATALOGUES", folder)
