"""The desk without a window: model, files, analyses and views. Knows no Qt."""

COMMANDS = ("import", "export", "info", "get", "check", "example")  # of `core.cli`, which is imported only when one of them is asked for
