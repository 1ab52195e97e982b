"""A synthetic Milan: sections, households, estates and venues drawn from a seed and a few public facts."""
