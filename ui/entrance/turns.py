"""Whose page is drawn when many press at once: two at a time, the others in line, and nobody waits long for the line.

Python runs one thread at a time: shared among a hundred pages, each is ready about when the last is. In line half of
the readers wait half as long.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

AT_ONCE = 2
"""Pages drawn at once: the line of one that reads a file does not stand still. Median wait of 100 readers who press
together, on two cores: 0.84 s at 2, 1.56 at 4, 1.64 at 8, 1.24 without a line (29 November 2026)."""
LONGEST_WAIT_S = 1.0
"""Then a page is drawn beside those that hold the line up: the first look at a large city takes seconds."""

_line = BoundedSemaphore(AT_ONCE)


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait for one's turn, `LONGEST_WAIT_S` at most, and hold it for the block."""
    is_held = _line.acquire(timeout=LONGEST_WAIT_S)
    try:
        yield
    finally:
        if is_held:
            _line.release()
