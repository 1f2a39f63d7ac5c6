"""The command line, and nothing else."""

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from builder import importer
from builder.problems import Problem, ProblemsError, errors, report

if TYPE_CHECKING:
    from builder.generator import Built
    from builder.importer.programs.write import Imported

ROOT = Path(__file__).parent
DONE, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives back the exit status."""
    options = _parser().parse_args(arguments)
    try:
        problems: Sequence[Problem] = options.run(options)
    except ProblemsError as error:
        problems = error.problems
    if problems:
        print(report(problems), file=sys.stderr)
    return PROBLEMS if errors(problems) else DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="Turns program sheets into a catalogue site.")
    # left out after the command, an option leaves the one before the command alone
    everywhere = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    for options in (parser, everywhere):
        options.add_argument("--content", type=Path, metavar="DIR", help="the editors' folder (content)")
        options.add_argument("--site", type=Path, metavar="DIR", help="where the site is written (site)")
        options.add_argument(
            "--date", type=_day, metavar="DAY", help="the day that counts as today, such as 2026-11-23"
        )
    parser.set_defaults(run=_build, content=Path("content"), site=Path("site"))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", description="without one, the site is built")

    command = commands.add_parser("import", parents=[everywhere], help="sheets to Markdown")
    command.add_argument("paths", nargs="+", type=Path, metavar="FILE|DIR", help="booklets, or folders of them")
    command.add_argument("--country", metavar="SLUG", help="the member state whose booklets these are")
    command.add_argument("--verify", action="store_true", help="tell every word of theirs that reached no text or fact")
    command.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    command.set_defaults(run=_import)

    command = commands.add_parser(
        "sheets", parents=[everywhere], help="what the importer reads in each sheet; nothing is written"
    )
    command.add_argument("paths", nargs="+", type=Path, metavar="FILE|DIR", help="booklets, or folders of them")
    command.add_argument("--country", metavar="SLUG", help="the member state whose booklets these are")
    command.add_argument("--json", action="store_true", help="as JSON, with the texts")
    command.set_defaults(run=_sheets)

    command = commands.add_parser("check", parents=[everywhere], help="every problem in content/; nothing is written")
    command.set_defaults(run=_check)

    command = commands.add_parser("serve", parents=[everywhere], help="build, and show the site at a local address")
    command.add_argument("--port", type=_port, default=8000, metavar="NUMBER", help="(8000)")
    command.set_defaults(run=_serve)
    return parser


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date; write it as 2026-11-23") from None


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 2**16:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is no port; write a number up to 65535, such as 8000")


def _today(options: argparse.Namespace) -> dt.date:
    if options.date:
        return options.date  # type: ignore[no-any-return]
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
        except (ValueError, OverflowError, OSError):
            _parser().error(f"SOURCE_DATE_EPOCH is '{epoch}'; it must be seconds since 1970-01-01")
    return dt.datetime.now().astimezone().date()


def _build(options: argparse.Namespace) -> Sequence[Problem]:
    return _built(options, "; 'make serve' shows them").warnings


def _built(options: argparse.Namespace, hint: str = "") -> "Built":
    from builder import generator

    built = generator.build(options.content, ROOT / "templates", options.site, _today(options))
    print(f"{built.programs} programs on {built.pages} pages in {options.site}/{hint}")
    return built


def _import(options: argparse.Namespace) -> Sequence[Problem]:
    with _progress() as progress:
        done = importer.import_booklets(
            options.content, options.paths, options.country, progress, dry_run=options.dry_run
        )
    in_color = _is_terminal() and "NO_COLOR" not in os.environ
    for change in done.changes:
        if options.dry_run:
            for line in importer.diff_lines(change):
                print(_colored(line) if in_color else line)
        elif change.path.suffix == ".md":
            print(f"wrote {change.path}")
    for line in importer.detail_lines(done):
        print(line)
    if _is_terminal():
        _print_table(done)
    else:
        for line in importer.count_lines(done):
            print(line)
    return (*done.problems, *(_verified(options, done) if options.verify else ()))


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar for the pages as they are read, on a terminal."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TimeRemainingColumn

    columns = ("{task.description}", BarColumn(), "{task.completed} of {task.total} pages", TimeRemainingColumn())
    # without its own refreshing, which needs a thread, the workers that read start faster
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("Reading", total=None, visible=False)

        def told(done: int, total: int) -> None:
            what = "Making sense of" if done >= total else "Reading"
            bar.update(task, completed=done, total=total, description=what, visible=True, refresh=True)

        yield told


def _is_terminal() -> bool:
    return sys.stdout.isatty() and not os.environ.get("CI")


_COLORS = {"+": "32", "-": "31", "@": "36"}
"""By the first character of a diff's line: green, red and cyan for terminals."""


def _colored(line: str) -> str:
    color = _COLORS.get(line[:1])
    return f"\033[{color}m{line}\033[0m" if color else line


def _print_table(done: "Imported") -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    for what, numbers in importer.counts(done):
        for position, (number, name) in enumerate(numbers):
            last = position == len(numbers) - 1
            table.add_row(what if position == 0 else "", str(number), name, end_section=last)
    Console().print(table)


def _verified(options: argparse.Namespace, done: "Imported") -> Sequence[Problem]:
    verification = importer.verify_booklets(options.content, done.sheets, done.entries)
    print(verification)
    return verification.problems


def _sheets(options: argparse.Namespace) -> Sequence[Problem]:
    with _progress() as progress:
        found, problems = importer.read_sheets(options.content, options.paths, options.country, progress)
    sheets = [sheet for sheet in found if not sheet.rejected]
    if options.json:
        print(json.dumps([importer.as_json(sheet) for sheet in sheets], ensure_ascii=False, indent=2))
        return problems
    for sheet in found:
        if sheet.rejected:
            print(f"{sheet.ref}: no sheet: {sheet.rejected}")
            continue
        print(f"{sheet.ref}: {sheet.title or 'no title'} ({', '.join(sheet.countries) or 'no country stated'})")
        for line in sheet.review:
            print(f"    {line}")
    print(f"{len(sheets)} sheets; --json shows all of each")
    return problems


def _check(options: argparse.Namespace) -> Sequence[Problem]:
    from builder.checking import check

    checked = check(options.content, ROOT / "templates", _today(options))
    if not checked.problems:
        print(f"{checked.programs} programs, no problems")
    return checked.problems


def _serve(options: argparse.Namespace) -> Sequence[Problem]:
    from builder import generator

    built = _built(options)
    with generator.Server(options.site, built.url, options.port) as server:
        print(f"{server.url} (Ctrl+C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return built.warnings


if __name__ == "__main__":
    sys.exit(main())
