"""The catalogue of aids: packaged content, sheets that come in and go out, and its command."""
