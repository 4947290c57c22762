"""The command group: names and one-line helps here, the commands themselves loaded when called.

The group itself is made in `search_web.cli`, which knows the commands that show pages as well.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any, ClassVar, Final

import click

from indexer.errors import BantinError, UsageError

# name -> (module:function, what it does). `search_web` adds its own.
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "index": ("indexer.cli.index:index", "Đọc, trích xuất, lưu và lập chỉ mục những gì mới hoặc đã đổi."),
    "extract": ("indexer.cli.index:extract", "In ra những gì sẽ trích xuất, mỗi bản tin một dòng JSON."),
    "search": ("indexer.cli.search:search", "Tìm trong các bản tin, chỉ đạo hoặc cán bộ."),
    "run": ("indexer.cli.search:run", "Chạy một tệp câu hỏi, in kết quả dạng TREC."),
    "evaluate": ("indexer.cli.search:evaluate", "Chấm một tệp câu hỏi theo đáp án (MRR, recall, nDCG)."),
    "analyze": ("indexer.cli.search:analyze", "Xem một đoạn chữ được tách từ thế nào."),
    "show": ("indexer.cli.facts:show", "Xem một bản tin: các phần, cán bộ, chỉ đạo."),
    "directives": ("indexer.cli.facts:directives", "Liệt kê và lọc các chỉ đạo."),
    "officials": ("indexer.cli.facts:officials", "Liệt kê cán bộ và chức vụ."),
    "correct": ("indexer.cli.facts:correct", "Hiệu đính một dữ kiện bằng tay."),
    "export": ("indexer.cli.facts:export", "Xuất bản tin, chỉ đạo hoặc cán bộ ra csv, jsonl, xlsx."),
    "status": ("indexer.cli.operations:status", "Tình trạng dữ liệu và chỉ mục."),
    "check": ("indexer.cli.operations:check", "Đối chiếu nguồn, kho và chỉ mục."),
    "rollback": ("indexer.cli.operations:rollback", "Quay lại thế hệ chỉ mục trước."),
    "remove": ("indexer.cli.operations:remove", "Gỡ một bản tin khỏi mọi nơi, có lưu lý do."),
    "unremove": ("indexer.cli.operations:unremove", "Bỏ việc gỡ một bản tin."),
    "backup": ("indexer.cli.operations:backup", "Sao lưu kho dữ liệu."),
    "restore": ("indexer.cli.operations:restore", "Khôi phục kho dữ liệu từ bản sao lưu."),
}

EXAMPLE: Final = """\b
Ví dụ (example):
  bantin index thu-muc-ban-tin/
  bantin search "nong thon moi"
  bantin serve
"""


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is called."""

    commands_table: ClassVar[dict[str, tuple[str, str]]] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands_table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        row = self.commands_table.get(cmd_name)
        if row is None:
            return None
        module, _, function = row[0].partition(":")
        command = getattr(importlib.import_module(module), function)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Các lệnh (commands)"):
            formatter.write_dl([(name, row[1]) for name, row in self.commands_table.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands_table and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], self.commands_table, n=1)
            hint = f" Có phải: bantin {near[0]}" if near else " Xem: bantin --help"
            raise click.UsageError(f"Không có lệnh “{args[0]}”.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and write out what it printed; whoever stops reading (`| head`) ends it without an error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Caught before click does, which would call it a failure; what is left goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return result

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line; map every error that bantin raises to its exit code, without a traceback."""
        kwargs["standalone_mode"] = False
        try:
            result = super().main(*args, **kwargs)
        except BantinError as error:
            sys.exit(tell(error))
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help() if error.ctx else str(error))
            sys.exit(0)
        except click.ClickException as error:
            _tell_usage(error)
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            click.echo("Đã dừng; dữ liệu và chỉ mục vẫn nguyên vẹn.", err=True)
            sys.exit(130)
        except OSError as error:
            where = error.filename or "tệp"
            sys.exit(
                tell(
                    BantinError(
                        f"{where}: không đọc hoặc ghi được ({error.strerror}).",
                        "Xem lại đường dẫn, quyền truy cập và dung lượng đĩa.",
                    )
                )
            )
        except Exception as error:
            if os.environ.get("BANTIN_DEBUG"):
                raise
            click.echo(f"bantin: lỗi không lường trước: {type(error).__name__}: {error}", err=True)
            click.echo("        Dữ liệu vẫn nguyên vẹn. Đặt BANTIN_DEBUG=1 để xem chi tiết, và xin báo lại.", err=True)
            sys.exit(1)
        sys.exit(result if isinstance(result, int) else 0)


def tell(error: BantinError) -> int:
    """Print an error to standard error, as JSON where ``--json`` was given; return its exit code."""
    if "--json" in sys.argv[1:]:
        body = {"type": error.kind, "title": error.message, "detail": error.message, "hint": error.hint}
        click.echo(json.dumps({"schema": 1, "error": body}, ensure_ascii=False), err=True)
    else:
        click.echo(f"bantin: {error.message}" + (f"\n        {error.hint}" if error.hint else ""), err=True)
    return error.exit_code


def _tell_usage(error: click.ClickException) -> None:
    context = getattr(error, "ctx", None)
    tell(UsageError(_in_vietnamese(error), f"Xem: {context.command_path if context else 'bantin'} --help"))


def _in_vietnamese(error: click.ClickException) -> str:
    """Return what click has against a command line; it speaks English alone."""
    match error:
        case click.NoSuchOption():
            near = f" Có phải: {', '.join(error.possibilities)}?" if error.possibilities else ""
            return f"Không có tùy chọn {error.option_name}.{near}"
        case click.BadOptionUsage():
            return f"Tùy chọn {error.option_name} thiếu giá trị, hoặc không nhận giá trị."
        case click.MissingParameter():
            return f"Thiếu {error.param.get_error_hint(error.ctx) if error.param and error.ctx else error.param_hint}."
        case click.BadParameter() if error.param is not None and error.ctx is not None:
            return f"{error.param.get_error_hint(error.ctx)}: {_expected(error.param, error.message)}"
        case click.UsageError() if error.message.startswith("Got unexpected extra argument"):
            return f"Thừa tham số: {error.message.partition('(')[2].rpartition(')')[0] or error.message}."
        case _:
            return error.format_message()


def _expected(parameter: click.Parameter, message: str) -> str:
    """Return what a parameter wants, by its type; a message of our own as it is."""
    match parameter.type:
        case click.Choice():
            return f"chỉ nhận {', '.join(map(str, parameter.type.choices))}."
        case click.IntRange():
            return f"phải là số nguyên từ {parameter.type.min} đến {parameter.type.max}."
        case click.Path():
            name = message.partition("'")[2].rpartition("'")[0]
            return f"không có tệp “{name}”, hoặc không đọc được." if name else message
        case _:
            return message


def existing(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> tuple[Path, ...]:
    """Turn path arguments into paths; ``-`` stands for standard input; a missing one is a usage error that names it."""
    for name in value:
        if name != "-" and not Path(name).exists():
            raise click.BadParameter(f"không có tệp hay thư mục “{name}”.")
    return tuple(Path(name) for name in value)
