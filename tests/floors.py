"""The picture of the floors in docs/architecture.md, drawn from the imports: `python -m tests.floors` draws it anew."""

import ast
import re
from collections import defaultdict
from itertools import product

import networkx as nx

from tests.places import PACKAGES, ROOT

PAGE = ROOT / "docs" / "architecture.md"
BLOCK = re.compile(r"```mermaid\n.*?```", re.DOTALL)
VIEW = ("app.py", "pages")


def room(module):
    """The room that a module lies in, as `package/room`; the package alone where it lies in none."""
    package, *rest = module.split(".")
    return f"{package}/{rest[0]}" if rest and (ROOT / package / rest[0] / "__init__.py").exists() else package


def imported(path):
    """Names of the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def sources():
    """Each file but the command lines, which know all of their package, and where it stands."""
    for place in (*VIEW, *PACKAGES):
        top = ROOT / place
        for path in [top] if top.is_file() else sorted(top.rglob("*.py")):
            if path.stem not in ("__main__", "__init__"):
                module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                yield path, place if place in VIEW else room(module)


def arrows():
    """Who imports whom, room by room, without the arrows that a longer way tells already. No way leads back."""
    graph = nx.DiGraph()
    for path, here in sources():
        there = {room(name) for name in imported(path) if name.split(".")[0] in PACKAGES}
        graph.add_node(here)
        graph.add_edges_from(product([here], there - {here}))
    return nx.transitive_reduction(graph)


def label(place):
    """A name that mermaid takes: `end` and a slash are words of its own."""
    return re.sub(r"\W", "_", place)


def picture():
    """The floors as mermaid draws them: a frame for each package, an arrow from who imports to what is imported."""
    graph, rooms = arrows(), defaultdict(list)
    for place in sorted(graph.nodes):
        rooms[place.split("/")[0]].append(place)
    lines = ["flowchart TD"]
    for package, places in rooms.items():
        own = "beside the rooms" if len(places) > 1 else package
        inside = [f'{label(place)}["{own if place == package else place.split("/")[1]}"]' for place in places]
        frame = [f'  subgraph {label(package)}_frame["{package}"]', *(f"    {each}" for each in inside), "  end"]
        lines += frame if len(places) > 1 else [f"  {each}" for each in inside]
    lines += [f"  {label(start)} --> {label(end)}" for start, end in sorted(graph.edges)]
    return "```mermaid\n" + "\n".join(lines) + "\n```"


if __name__ == "__main__":
    PAGE.write_text(BLOCK.sub(lambda _: picture(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
