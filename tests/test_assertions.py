"""A test whose every assertion stands in a loop or a branch passes where the loop never ran: each says that it did."""

import ast

import pytest

from tests.places import ROOT

MODULES = sorted((ROOT / "tests").rglob("test_*.py"))
WRAPPERS = {"enumerate", "zip", "sorted", "reversed", "product", "pairwise", "permutations", "combinations"}


def is_written_out(node):
    """Whether it is a literal that is not empty."""
    match node:
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts) | ast.Dict(keys=parts):
            return bool(parts)
    return isinstance(node, ast.Constant)


def surely_runs(iterated, given):
    """Whether it is written out, a constant of the module, so many numbers, or made of such."""
    match iterated:
        case ast.Name(id=name):
            return name.isupper() or name in given
        case ast.Call(func=ast.Attribute(value=of, attr="items" | "values" | "keys")) | ast.Subscript(value=of):
            return surely_runs(of, given)
        case ast.Call(func=ast.Name(id="range"), args=args):
            return any(isinstance(each, ast.Constant | ast.Name) or surely_runs(each, given) for each in args)
        case ast.Call(func=ast.Name(id=name), args=args) if name in WRAPPERS:
            return all(surely_runs(each, given) for each in args)
        case ast.BinOp(left=left, right=right):
            return surely_runs(left, given) or surely_runs(right, given)
    return is_written_out(iterated)


def is_assertion(node):
    """Whether a statement asserts: itself, by a function so named, by the browser's `expect`,
    hypothesis' `assume`, or `pytest.raises`."""
    match node:
        case ast.Assert():
            return True
        case ast.Expr(value=ast.Call(func=called)):
            words = ast.unparse(called)
            return "assert" in words or words == "assume" or words.startswith("expect(")
        case ast.With(items=items):
            return any("raises(" in ast.unparse(each) for each in items)
    return False


def asserts_for_sure(body, given):
    """Whether some statement asserts, whatever is true meanwhile."""
    for node in body:
        match node:
            case _ if is_assertion(node):
                return True
            case ast.With(body=inner) | ast.Try(body=inner) if asserts_for_sure(inner, given):
                return True
            case ast.For(iter=iterated, body=inner) if surely_runs(iterated, given):
                if asserts_for_sure(inner, given):
                    return True
            case ast.If(body=inner, orelse=other) if asserts_for_sure(inner, given):
                if asserts_for_sure(other, given):
                    return True
    return False


def hollow(text):
    """Names of the tests of a module that assert, but perhaps never."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            given = {
                target.id
                for each in ast.walk(node)
                if isinstance(each, ast.Assign) and is_written_out(each.value)
                for target in each.targets
                if isinstance(target, ast.Name)
            }
            has_any = any(isinstance(each, ast.Assert) for each in ast.walk(node))
            if has_any and not asserts_for_sure(node.body, given):
                yield node.name


def test_no_test_asserts_only_where_a_loop_may_not_run():
    assert len(MODULES) > 100
    found = {path: list(hollow(path.read_text(encoding="utf-8"))) for path in MODULES}
    assert {str(path.relative_to(ROOT)): names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("body", "is_hollow"),
    [
        ("for x in found(): assert x", True),
        ("if found(): assert True", True),
        ("kept = []\n    for x in kept: assert x", True),
        ("for x in (1, 2): assert x", False),
        ("for x in ALL.items(): assert x", False),
        ("for x in zip(ALL, found()): assert x", True),
        ("for x in found(): assert x\n    assert found()", False),
        ("if a: assert b\n    else: assert c", False),
        ("with pytest.raises(ValueError): found()\n    for x in found(): assert x", False),
    ],
)
def test_a_loop_that_may_not_run_is_told_from_one_that_does(body, is_hollow):
    assert list(hollow(f"def test_it():\n    {body}")) == ["test_it"] * is_hollow
