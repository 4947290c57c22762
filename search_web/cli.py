"""The command line of the whole: indexer's commands, `serve` and `demo`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import click

from indexer.cli.main import COMMANDS, EXAMPLE, LazyGroup


class WholeGroup(LazyGroup):
    """indexer's commands, and those that show pages."""

    commands_table: ClassVar[dict[str, tuple[str, str]]] = {
        **COMMANDS,
        "serve": ("search_web.serve:serve", "Mở trang tìm kiếm (máy chủ web)."),
        "demo": ("search_web.demo:demo", "Thử ngay với các bản tin đi kèm."),
    }


@click.group(
    cls=WholeGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXAMPLE,
    no_args_is_help=True,
)
@click.version_option(package_name="bantin", prog_name="bantin")
def bantin() -> None:
    """bantin: tìm kiếm toàn văn trong bản tin của cơ quan nhà nước (search official bulletins in Vietnamese)."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    bantin.main(args=list(arguments) if arguments is not None else None)
