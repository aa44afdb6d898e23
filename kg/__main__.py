"""Run the command line: ``python -m kg``."""

from __future__ import annotations


def main() -> None:
    """Run `kg`."""
    from kg.cli import cli

    cli(prog_name="kg")


if __name__ == "__main__":
    main()
