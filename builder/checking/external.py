"""Many web addresses asked at once, politely, with a memory of what they answered."""

import contextlib
import json
import math
import os
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urldefrag, urlsplit

from builder.checking.addresses import malformed
from builder.checking.asking import Answer, Asker, State

__all__ = ["Answer", "ask"]

AT_ONCE = 8
"""How many hosts are asked at a time."""

_DAY = 24 * 60 * 60
_KEPT: Mapping[State, float] = {"ok": 7 * _DAY, "moved": 7 * _DAY, "dead": _DAY}
"""How long an answer counts; what nobody could tell is asked again."""
_OLDEST = 30 * _DAY
_FORM = "answers of web addresses, form 1"
_FEW_HOSTS = 3


def ask(
    addresses: Iterable[str],
    cache: Path,
    *,
    now: float,
    asker: Callable[[str], Answer] | None = None,
    progress: Callable[[int, int], None] | None = None,
    site: str = "",
) -> tuple[Answer, ...]:
    """Asks each http(s) address once, and gives an answer for each in the order in which they first come.

    `cache` is the file of answers, which need not exist and is written anew, also where this is broken off; `now` is in
    seconds, by the clock that wrote it; `progress` is called with how many are answered, of how many; `site` is the
    address of the site that has the links, for those who wonder who asks. Raises OSError where the cache cannot be
    written.
    """
    asks = asker or Asker(site=site)
    # the place on a page is not sent, so two places are one question
    wanted = {address: urldefrag(address).url for address in addresses}
    kept = _read(cache, now)
    answers = {bare: kept[bare].answer for bare in wanted.values() if bare in kept and kept[bare].counts(now)}
    total = len(set(wanted.values()))
    cache.parent.mkdir(parents=True, exist_ok=True)
    fresh: dict[str, Answer] = {}
    try:
        for answer in _asked([bare for bare in dict.fromkeys(wanted.values()) if bare not in answers], asks):
            fresh[answer.address] = answer
            if progress:
                progress(len(answers) + len(fresh), total)
    finally:
        fresh = _doubted(fresh)
        learned = {bare: _Kept(answer, now) for bare, answer in fresh.items() if answer.state in _KEPT}
        _write(cache, {**kept, **learned})
    answers |= fresh
    return tuple(_for(address, answers[bare]) for address, bare in wanted.items())


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer that is remembered."""

    answer: Answer
    """What came of asking."""
    time: float
    """When."""

    def counts(self, now: float) -> bool:
        """Whether it still does."""
        return now - self.time < _KEPT.get(self.answer.state, 0)


def _for(address: str, answer: Answer) -> Answer:
    """An answer about a page, as one about a place on it."""
    place = urldefrag(address).fragment
    target = f"{answer.target}#{place}" if answer.target and place else answer.target
    return replace(answer, address=address, target=target)


def _asked(addresses: Sequence[str], asker: Callable[[str], Answer]) -> Iterator[Answer]:
    """The answers as they come.

    The program may end while these threads wait: whoever breaks this off need not sit through the silence of slow
    hosts, as with a pool of threads.
    """
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[_host(address)].append(address)
    work: SimpleQueue[list[str]] = SimpleQueue()
    for share in sorted(hosts.values(), key=len, reverse=True):
        work.put(share)
    told: SimpleQueue[Answer | BaseException] = SimpleQueue()
    over = threading.Event()

    def run() -> None:
        while not over.is_set():
            try:
                share = work.get_nowait()
            except Empty:
                return
            for address in share:
                if over.is_set():
                    return
                try:
                    told.put(asker(address))
                except BaseException as error:  # a bug belongs to whoever asked
                    told.put(error)
                    return

    for _ in range(min(AT_ONCE, len(hosts))):
        threading.Thread(target=run, daemon=True).start()
    try:
        for _ in addresses:
            answer = _next(told)
            if isinstance(answer, BaseException):
                raise answer
            yield answer
    finally:
        over.set()


def _next(told: "SimpleQueue[Answer | BaseException]") -> Answer | BaseException:
    while True:
        # where waiting without an end cannot be interrupted, as on Windows, this can
        with contextlib.suppress(Empty):
            return told.get(timeout=0.2)


def _doubted(fresh: Mapping[str, Answer]) -> dict[str, Answer]:
    """Where of several hosts not one answered, it is this computer that is cut off, and not they."""
    if any(answer.status for answer in fresh.values()) or len({_host(each) for each in fresh}) < _FEW_HOSTS:
        return dict(fresh)
    words = "could not be asked now: no host answered at all, so this computer may be offline"
    return {
        bare: replace(answer, state="unsure", words=words) if answer.state == "dead" and not malformed(bare) else answer
        for bare, answer in fresh.items()
    }


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _read(cache: Path, now: float) -> dict[str, _Kept]:
    """What is remembered and not too old; nothing where the file is another's, or damaged."""
    try:
        held = json.loads(cache.read_bytes())
        if held["form"] != _FORM:
            return {}
        entries = held["answers"].items()
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    read = {bare: kept for bare, entry in entries if (kept := _entry(bare, entry))}
    return {bare: kept for bare, kept in read.items() if 0 <= now - kept.time < _OLDEST}


def _entry(bare: str, entry: object) -> _Kept | None:
    match entry:
        case {
            "state": "ok" | "moved" | "dead" as state,
            "words": str(words),
            "target": str(target),
            "status": int(status),
            "time": int() | float() as time,
        } if math.isfinite(time):
            return _Kept(Answer(bare, state, words, target, status), time)
    return None


def _write(cache: Path, kept: Mapping[str, _Kept]) -> None:
    answers = {
        bare: {
            "state": each.answer.state,
            "words": each.answer.words,
            "target": each.answer.target,
            "status": each.answer.status,
            "time": each.time,
        }
        for bare, each in sorted(kept.items())
    }
    text = json.dumps({"form": _FORM, "answers": answers}, ensure_ascii=False, indent=1) + "\n"
    with tempfile.NamedTemporaryFile("wb", dir=cache.parent, prefix=f".{cache.name}.", delete=False) as beside:
        try:
            beside.write(text.encode("utf-8", "surrogatepass"))
            beside.close()
            os.replace(beside.name, cache)  # noqa: PTH105 - the same with a Path, and shorter
        except BaseException:
            Path(beside.name).unlink(missing_ok=True)
            raise
