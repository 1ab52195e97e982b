"""What the observatory must not lose: each figure measured in one run beside a named peer. `python -m benchmarks`."""
