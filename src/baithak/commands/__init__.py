"""The commands that work on a record; with ``cli.py`` the only place that prints."""
