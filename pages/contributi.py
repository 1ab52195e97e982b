"""Where a server just started lands on /contributi as the first link: docs/decisions/0002-cold-deep-links.md."""

from ui.entrance.frame import show_app

show_app()
