"""What GitHub and GitLab do with a change."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
GITHUB, GITLAB = ROOT / ".github/workflows/site.yml", ROOT / ".gitlab-ci.yml"
COMMANDS = Path(sys.executable).parent
TARGETS = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)

LINTERS = {
    # what actionlint checks (jactionlint is its fork with the program inside the package), and a security audit
    "jactionlint": ["--no-color", "--no-hints", "--strict-exit"],
    "zizmor": ["--offline", "--no-config", "--no-progress", "--color=never", "--persona=pedantic"],
}


def _run(name: str, *options: str) -> tuple[int, str]:
    """How a command of the environment ends, and what it says."""
    done = subprocess.run([COMMANDS / name, *options], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _lint(linter: str, file: Path) -> tuple[int, str]:
    """How the linter ends, and what it says."""
    return _run(linter, *LINTERS[linter], str(file))


def _validate(schema: str, file: Path) -> tuple[int, str]:
    """How the comparison with a schema that comes with check-jsonschema ends, and what it says."""
    return _run("check-jsonschema", "--builtin-schema", schema, str(file))


def _damaged(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize("linter", LINTERS)
def test_the_workflow_has_no_finding(linter: str) -> None:
    code, told = _lint(linter, GITHUB)
    assert code == 0, told


FINDINGS = [
    # title, linter, what stands in the workflow, what stands there instead, what the linter says
    ("a property that is none", "jactionlint", "github.event_name", "github.event_nam", '"event_nam" is not defined'),
    ("a job that is none", "jactionlint", "needs: site", "needs: sight", '"sight"'),
    ("an hour that is none", "jactionlint", "23 5 * * *", "23 25 * * *", "cron"),
    ("an input that the action lacks", "jactionlint", "fetch-depth", "fetch-deep", '"fetch-deep" is not defined'),
    ("a key that is none", "jactionlint", "timeout-minutes", "timeout-minute", '"timeout-minute"'),
    ("an action by its tag", "zizmor", "checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 #", "checkout@v7 #", "unpinned-uses"),
    ("every permission", "zizmor", "permissions:\n  contents: read", "permissions: write-all", "excessive-permissions"),
    ("a token left on the disk", "zizmor", "          persist-credentials: false\n", "", "artipacked"),
    ("words of a stranger in a shell", "zizmor", "run: make site", "run: make site TITLE=${{ github.event.pull_request.title }}", "template-injection"),
    ("a trigger that gives strangers rights", "zizmor", "pull_request:", "pull_request_target:", "dangerous-triggers"),
]  # fmt: skip


@pytest.mark.parametrize(("linter", "old", "new", "told"), [row[1:] for row in FINDINGS], ids=[row[0] for row in FINDINGS])  # fmt: skip
def test_a_linter_finds(linter: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    (folder / "site.yml").write_text(_damaged(GITHUB.read_text("utf-8"), old, new), "utf-8")
    code, words = _lint(linter, folder / "site.yml")
    assert code != 0
    assert told in words


SCHEMAS = [
    (GITHUB, "vendor.github-workflows", "runs-on:", "runs-with:"),
    (GITLAB, "vendor.gitlab-ci", "expire_in:", "expires:"),
]


@pytest.mark.parametrize(("file", "schema", "old", "new"), SCHEMAS, ids=[row[0].name for row in SCHEMAS])
def test_the_schema_is_kept(file: Path, schema: str, old: str, new: str, tmp_path: Path) -> None:
    code, told = _validate(schema, file)
    assert code == 0, told
    (tmp_path / file.name).write_text(_damaged(file.read_text("utf-8"), old, new), "utf-8")
    assert _validate(schema, tmp_path / file.name)[0] != 0


PIN = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
STEP = re.compile(r"make ([a-z]+)( [A-Z]+=[a-z]+)?")


def _complaints(text: str) -> Iterator[str]:
    """Where a workflow is not what this project promises."""
    workflow: dict[Any, Any] = yaml.safe_load(text)
    events = workflow[True]  # YAML 1.1 reads the key "on" so
    if events.get("push") != {"branches": ["main"]} or not {"pull_request", "schedule", "workflow_dispatch"} <= set(events):  # fmt: skip
        yield "it does not run when it should"
    if workflow["permissions"] != {"contents": "read"}:
        yield "it may do more than read"
    if "github.ref" not in workflow["concurrency"]["group"]:
        yield "deployments may overlap"
    for name, job in workflow["jobs"].items():
        uses = {step["uses"].partition("@")[0]: step.get("with", {}) for step in job["steps"] if "uses" in step}
        deploys = "actions/deploy-pages" in uses
        if job.get("permissions") != ({"pages": "write", "id-token": "write"} if deploys else None):
            yield f"{name}: its permissions are not the least"
        if deploys and not {"github.event_name != 'pull_request'", "github.ref == 'refs/heads/main'"} <= set(job["if"].split(" && ")):  # fmt: skip
            yield f"{name}: it publishes what nobody merged"
        if "timeout-minutes" not in job:
            yield f"{name}: it may run for ever"
        for step in job["steps"]:
            runs = STEP.fullmatch(step.get("run", "make site"))
            if not runs or runs[1] not in TARGETS:
                yield f"{name}: '{step['run']}' is no target of the Makefile"
        for action, options in uses.items():
            if action == "actions/checkout" and (options.get("fetch-depth"), options.get("persist-credentials")) != (0, False):  # fmt: skip
                yield f"{name}: it lacks the history, or keeps a token"
    for line in text.splitlines():
        if "uses:" in line and not PIN.fullmatch(line.partition("uses:")[2].strip()):
            yield f"{line.partition('uses:')[2].strip()} is not pinned"


def test_the_workflow_keeps_its_promises() -> None:
    assert list(_complaints(GITHUB.read_text("utf-8"))) == []


COMPLAINTS = [
    # title, what stands in the workflow, what stands there instead, what is wrong then
    ("no pull requests", "  pull_request:\n", "", "it does not run when it should"),
    ("every branch", "    branches: [main]", "    branches: ['**']", "it does not run when it should"),
    ("no schedule", '  schedule:\n    - cron: "23 5 * * *"', "", "it does not run when it should"),
    ("more rights for all", "permissions:\n  contents: read", "permissions:\n  contents: write", "it may do more than read"),
    ("more rights for a job", "pages: write", "contents: write", "deploy: its permissions are not the least"),
    ("one group for all", "group: site-${{ github.ref }}", "group: ${{ github.run_id }}", "deployments may overlap"),
    ("any branch", " && github.ref == 'refs/heads/main'", "", "deploy: it publishes what nobody merged"),
    ("no end", "    timeout-minutes: 10\n", "", "deploy: it may run for ever"),
    ("a step of its own", "run: make site", "run: make site && rm -r content", "site: 'make site && rm -r content' is no target of the Makefile"),
    ("a target that is none", "run: make site", "run: make sight", "site: 'make sight' is no target of the Makefile"),
    ("no history", "fetch-depth: 0", "fetch-depth: 1", "site: it lacks the history, or keeps a token"),
    ("no version", " # v5.0.0", "", "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 is not pinned"),
    ("a stranger's action", "actions/cache@", "someone/cache@", "someone/cache@55cc8345863c7cc4c66a329aec7e433d2d1c52a9 # v6.1.0 is not pinned"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "complaint"), [row[1:] for row in COMPLAINTS], ids=[row[0] for row in COMPLAINTS])  # fmt: skip
def test_a_broken_promise_is_noticed(old: str, new: str, complaint: str) -> None:
    assert complaint in list(_complaints(_damaged(GITHUB.read_text("utf-8"), old, new)))


def test_gitlab_does_the_same() -> None:
    pipeline: dict[str, Any] = yaml.safe_load(GITLAB.read_text("utf-8"))
    assert pipeline["variables"]["GIT_DEPTH"] == "0"
    steps = {name: job["script"] for name, job in pipeline.items() if isinstance(job, dict) and "script" in job}
    assert steps == {
        "test": ["bash .ci/run"],
        "check": ["make check", "make site"],
        "pages": ["make check", "make site", "cp -r site public"],
    }
    assert pipeline["pages"]["artifacts"]["paths"] == ["public/"]
