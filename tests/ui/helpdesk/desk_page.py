"""Driving the page of the help-desk as a manager does, by labels."""

import re

from tests.ui.test_pages import opened, words

__all__ = ["button", "codes_of", "fill", "opened", "text_of", "unfolded", "words"]


def unfolded(*folds, **codes):
    """The page with these folds open."""
    return opened("plan", folds, **codes)


def text_of(app):
    """What the page says below its header, without tags."""
    told = words(app).split("class='question'")[1]
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", told)).replace("&#x27;", "'")


def fill(app, label, value, kind="text_input"):
    """Write `value` into the widget called `label`, the last of that name."""
    [*_, found] = [each for each in getattr(app, kind) if each.label == label]
    return found.set_value(value)


def named(app):
    """Say who is at work, in every form that asks."""
    for each in app.text_input:
        if each.label == "Your name":
            each.set_value("Ada")
    return app


def button(app, label):
    """Press the button called `label`, and run."""
    [*_, found] = [each for each in app.button if each.label == label]
    found.click().run()
    assert not app.exception, app.exception
    return app


def codes_of(app):
    """The codes in the address."""
    return {name: code[0] if isinstance(code, list) else code for name, code in app.query_params.items()}
