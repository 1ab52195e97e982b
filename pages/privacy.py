"""Where a server just started lands on a first link to /privacy: docs/decisions/0002-cold-deep-links.md."""

from ui.entrance.frame import show_app

show_app()
