"""Pages set without a browser, in the product's letters; in the machine's where those lack a sign."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FONTS = [Path(__file__).resolve().parent / "fonts"]
"""Folders of the product's letters."""

_BREAKS = """#show regex("\\S{27,}"): it => it.text.clusters().join(sym.zws)
"""
"""A word longer than any of Italian's may be broken anywhere: a name of 80 letters ran off the sheet."""

_PDF = {"pdf_standards": "ua-1", "timestamp": 0}


def tagged_pdf(template: Path, inputs: Mapping[str, Any], has_machine_fonts: bool = False) -> bytes:
    """`template` with `inputs` (each as JSON) as a tagged PDF (PDF/UA), the same bytes for the same inputs.

    Signs that the product's letters lack, as of a name in Chinese, are set in the machine's. A sign that no letters
    have stands as an empty box: the file is tagged still, and is no PDF/UA.
    """
    import typst

    forms = ((has_machine_fonts, _PDF), (True, _PDF), (True, {"timestamp": 0}))
    for with_machine, form in forms[:-1]:
        try:
            return typeset(template, inputs, form, with_machine)
        except typst.TypstError as error:
            if "could not be displayed" not in str(error):
                raise
    return typeset(template, inputs, forms[-1][1], has_machine_fonts=True)


def typeset(
    template: Path, inputs: Mapping[str, Any], form: Mapping[str, Any], has_machine_fonts: bool = False
) -> bytes:
    """`template` with `inputs` (each as JSON), in the `form` that typst is told."""
    import typst

    told = {name: json.dumps(content) for name, content in inputs.items()}
    source = (_BREAKS + template.read_text(encoding="utf-8")).encode()
    return bytes(
        typst.compile(source, sys_inputs=told, font_paths=FONTS, ignore_system_fonts=not has_machine_fonts, **form)
    )
