"""Where a server just started lands when /formazione is opened first: docs/decisions/0002-cold-deep-links.md."""

from ui.entrance.frame import show_app

show_app()
