"""Tables, icons, translations and pictures that come with the program."""

from pathlib import Path


def path(name: str) -> Path:
    """Where the resource `name` lies: in the tree, in a wheel and in the frozen program alike."""
    return Path(__file__).resolve().parent / name
