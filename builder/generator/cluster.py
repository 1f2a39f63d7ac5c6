"""A site made by the workers of a Dask cluster, who share the folders with this machine."""

from collections.abc import Iterator
from contextlib import contextmanager

from builder.generator.record import OTHERS
from builder.kept import maker
from builder.problems import Problem, ProblemsError
from builder.workers import Team

PATIENCE = 30
"""Seconds to wait for a cluster to answer, and as many for a first worker."""

START = "'python -m distributed.cli.dask_worker --nthreads 1 ADDRESS', in a copy of this folder at the same path"
"""How a worker is started."""


@contextmanager
def team(address: str, number: int | None = None) -> Iterator[Team]:
    """The workers of the cluster whose scheduler is at `address`; `number` is in how many shares the work is parted.

    Raises ProblemsError where there is none, or one of them cannot make the same site.
    """
    try:
        from distributed import Client
    except ImportError as error:
        message = "a cluster needs the package 'distributed': pip install -r .requirements/cluster.txt"
        raise _without(message) from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"no scheduler answers at '{address}'; start one with 'python -m distributed.cli.dask_scheduler'"
        raise _without(message) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            message = f"no worker has joined the scheduler at '{address}'; start some with {START}"
            raise _without(message) from error
        makers = client.run(maker, OTHERS, on_error="return")
        others = [where for where, made_by in makers.items() if made_by != maker(OTHERS)]
        if others:
            message = "has another version of this program, of Python or of a package, or none; start it with " + START
            raise _without(message, *others)
        # who joins later was not asked, and gets nothing to do
        yield Team(number or len(makers), client.get_executor(pure=False, workers=[*makers]))


def _without(message: str, *workers: str) -> ProblemsError:
    """What to mend before the cluster, or these workers, can be of help."""
    places = [f"--cluster: {each}" for each in workers] or ["--cluster"]
    return ProblemsError([Problem(each, 0, 0, "", message) for each in places])
