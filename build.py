"""The command line, and nothing else."""

import argparse
import atexit
import datetime as dt
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from builder import reports
from builder.problems import Problem, ProblemsError, errors

if TYPE_CHECKING:
    from builder.generator import History
    from builder.importer.programs.write import Imported

ROOT = Path(__file__).parent
CACHE = ROOT / ".cache"
"""What the last build made, and what other sites answered; may be deleted."""
DONE, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives back the exit status."""
    options = _parser().parse_args(arguments)
    try:
        problems: Sequence[Problem] = options.run(options)
    except ProblemsError as error:
        problems = error.problems
    _tell(problems, getattr(options, "format", "text"))
    return PROBLEMS if errors(problems) else DONE


def _tell(problems: Sequence[Problem], form: str) -> None:
    if form == "json":
        print(reports.as_json(problems))
    elif problems and form == "github":
        print(reports.for_github(problems, Path.cwd()))
    if not problems or form == "json":
        return
    if sys.stderr.isatty() and "CI" not in os.environ:
        print(reports.on_terminal(problems, reports.lines_of, color="NO_COLOR" not in os.environ), file=sys.stderr)
    else:
        print(reports.as_text(problems), file=sys.stderr)


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
    parser.add_argument(
        "--workers", type=_workers, metavar="NUMBER", help="how many processes share the work (as many as processors)"
    )
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="let the workers of a Dask cluster share the work: tcp://HOST:8786"
    )
    parser.add_argument("--no-search", action="store_true", help="leave the search index out of the build")
    parser.add_argument("--profile", action="store_true", help="tell how long each stage of the build took")
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

    command = commands.add_parser("check", parents=[everywhere], help="every problem in content/, and every dead link")
    command.add_argument(
        "--fix", action="store_true", help="first mend what has one right cure, such as missing quotes"
    )
    command.add_argument("--external", action="store_true", help="also ask the addresses of other sites")
    command.add_argument("--format", choices=("text", "github", "json"), default="text", help="how it is told (text)")
    command.set_defaults(run=_check)

    command = commands.add_parser("new", parents=[everywhere], help="start a program's file, every field explained")
    command.add_argument("title", metavar="TITLE", help="the program's name, in quotes")
    command.set_defaults(run=_new)

    command = commands.add_parser(
        "rename", parents=[everywhere], help="give a program another address; the old one works on"
    )
    command.add_argument("old", metavar="OLD", help="its slug: the file's name without .md")
    command.add_argument("new", metavar="NEW", help="the new one")
    command.set_defaults(run=_rename)

    command = commands.add_parser(
        "schema", parents=[everywhere], help="write the JSON Schemas and the field reference anew"
    )
    command.set_defaults(run=_schema)

    command = commands.add_parser(
        "serve", parents=[everywhere], help="show the site at a local address, with drafts and problems, as you write"
    )
    command.add_argument("--port", type=_port, default=8000, metavar="NUMBER", help="(8000)")
    command.set_defaults(run=_serve)
    return parser


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date; write it as 2026-11-23") from None


def _workers(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= 256:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is no number of processes; write 1, 2, or up to 256")


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
    from builder import generator

    watch = _Stopwatch()
    watch.begins("read the history")
    with generator.team(options.workers, options.cluster) as team:
        built = generator.build(
            options.content,
            ROOT / "templates",
            options.site,
            _today(options),
            history=_history(options),
            searched=not options.no_search,
            team=team,
            cache=CACHE,
            begins=watch.begins,
        )
    if options.profile:
        for stage, seconds in watch.stages:
            print(f"{seconds:8.2f} s  {stage}")
    made = f"{_counted(built.programs, 'program')} on {_counted(built.pages, 'page')} in {options.site}/"
    print(f"{made}; 'make serve' shows programs as you write them")
    return built.warnings


class _Stopwatch:
    """How long each stage takes."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, float]] = []
        self._stage, self._since = "", time.perf_counter()

    def begins(self, stage: str) -> None:
        """Ends the stage before."""
        now = time.perf_counter()
        if self._stage:
            self.stages.append((self._stage, now - self._since))
        self._stage, self._since = stage, now


def _history(options: argparse.Namespace) -> "History":
    from builder import generator

    return generator.read_history(options.content, CACHE)


def _import(options: argparse.Namespace) -> Sequence[Problem]:
    from builder import importer

    with _progress() as progress:
        done = importer.import_booklets(
            options.content,
            options.paths,
            options.country,
            progress,
            dry_run=options.dry_run,
            cache=CACHE,
            workers=options.workers,
        )
    in_color = _is_terminal() and "NO_COLOR" not in os.environ
    for change in done.changes:
        if options.dry_run:
            for line in importer.diff_lines(change):
                print(_colored(line) if in_color else line)
        elif change.path.suffix == ".md":
            print(f"wrote {change.path}")
    if done.changes and not options.dry_run:
        _refresh(options)
    for line in importer.detail_lines(done):
        print(line)
    if _is_terminal():
        _print_table(done)
    else:
        for line in importer.count_lines(done):
            print(line)
    return (*done.problems, *(_verified(options, done) if options.verify else ()))


@contextmanager
def _progress(
    doing: str = "Reading", what: str = "pages", after: str = "Making sense of"
) -> Iterator[Callable[[int, int], None]]:
    """A bar for the pages as they are read, on a terminal."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TimeRemainingColumn

    columns = ("{task.description}", BarColumn(), f"{{task.completed}} of {{task.total}} {what}", TimeRemainingColumn())
    # without its own refreshing, which needs a thread, the workers that read start faster
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(doing, total=None, visible=False)

        def told(done: int, total: int) -> None:
            shown = after if done >= total else doing
            bar.update(task, completed=done, total=total, description=shown, visible=True, refresh=True)

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

    from builder import importer

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
    from builder import importer

    verification = importer.verify_booklets(options.content, done.sheets, done.entries)
    print(verification)
    return verification.problems


def _sheets(options: argparse.Namespace) -> Sequence[Problem]:
    from builder import importer

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
    from builder import checking, content, editing, importer
    from builder.content.files import write_whole

    say = partial(print, file=sys.stderr) if options.format == "json" else print
    if options.fix:
        fixed = editing.fix(options.content)
        for file in fixed:
            write_whole(file.path, file.text.encode())
        for mend in editing.mends_of(fixed):
            say(mend)
    try:
        checked = checking.check(options.content, ROOT / "templates", _today(options), _history(options))
    except ProblemsError as error:
        places = {(problem.path, problem.line) for problem in error.problems}
        mends = () if options.fix else editing.mends_of(editing.fix(options.content))
        if any((mend.path, mend.line) in places for mend in mends):
            say("'build.py check --fix' mends what has one right cure")
        known = content.load_programs(options.content, content.load_facets(options.content, []), [])
        return [*error.problems, *importer.unknown_sheets(options.content, known)]
    problems = [*checked.problems, *importer.unknown_sheets(options.content, checked.programs)]
    for path in checked.drafts:
        say(f"{path}: is a draft, and not in the site")
    looked = [_counted(len(checked.programs) - len(checked.drafts), "program"), _counted(checked.links, "link")]
    if options.external:
        with _progress("Asking", "addresses", "Asked") as progress:
            answers = checking.ask(
                checked.external, CACHE / "links.json", now=time.time(), progress=progress, site=checked.url
            )
        problems += checking.told(answers, checked.external)
        looked.append(f"{_counted(len(answers), 'address', 'addresses')} of other sites")
    if not problems:
        say(f"{', '.join(looked)}, no problems")
    return problems


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _new(options: argparse.Namespace) -> Sequence[Problem]:
    from builder import editing

    path = editing.new_program(options.content, options.title)
    _refresh(options)
    print(f"{path} is written; it is a draft until its line 'draft: true' is deleted ('make serve' shows drafts)")
    return ()


def _refresh(options: argparse.Namespace) -> None:
    """The schemas that this project's editors work with name the slugs of their facet files."""
    if options.content.resolve() == (ROOT / "content").resolve():
        from builder import editing

        editing.write_schemas(options.content, ROOT / ".vscode")


def _rename(options: argparse.Namespace) -> Sequence[Problem]:
    from builder import editing

    renamed = editing.rename(options.content, options.old, options.new)
    for old, new in renamed.moved:
        print(f"{old} is now {new}")
    for path, links in renamed.mended:
        print(f"{path}: {_counted(links, 'link')} mended")
    print("the old address leads to the new one")
    return ()


def _schema(options: argparse.Namespace) -> Sequence[Problem]:
    from builder import editing

    written = [
        *editing.write_schemas(options.content, ROOT / ".vscode"),
        *editing.write_reference(ROOT / ".github" / "FIELDS.md"),
    ]
    for path in written:
        print(f"wrote {path.relative_to(ROOT)}")
    if not written:
        print("everything is as it should be")
    return ()


def _serve(options: argparse.Namespace) -> Sequence[Problem]:
    from builder.preview import Preview

    _today(options)  # a wrong setting is told before anything starts
    _refresh(options)

    def told(words: str, problems: Sequence[Problem]) -> None:
        print(f"{dt.datetime.now():%H:%M:%S} {words}", flush=True)
        _tell(problems, "text")

    # a terminal that is closed, or a stop from elsewhere, ends it as Ctrl+C does
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    preview = Preview(options.content, ROOT / "templates", partial(_today, options), options.port, told, CACHE)
    print(f"{preview.url} (Ctrl+C ends it)", flush=True)
    with suppress(KeyboardInterrupt), preview:
        preview.wait()
    print()
    return ()


def _end(status: int) -> NoReturn:
    """Ends the program at once: to give back the memory of 10,000 programs piece by piece takes half a second."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream:
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    _end(main())
