"""Where a reader can see, change and question the files behind the pages, on GitHub and GitLab."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from builder.settings import Site

_LONGEST = 200
"""Characters of a title in an address, which hosts do not take at any length."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that site.yml names, or none."""

    url: str
    """Its web address; empty where there is none."""
    host: str
    """`github`, `gitlab`, or nothing where its addresses are not known."""
    branch: str
    """The branch that the site is built from."""
    folder: str
    """Where the content folder stands in it, with a slash at its end."""
    email: str
    """Whom to write to where there is no better way."""

    def edit(self, file: str) -> str:
        """Where an editor changes a file of the content folder, such as `pages/about.md`; empty where nobody knows."""
        return self._at("edit", f"{self.branch}/{self.folder}{file}")

    def commit(self, name: str) -> str:
        """Where a commit shows line by line what it changed; empty where nobody knows."""
        return self._at("commit", name)

    def commits(self, file: str) -> str:
        """Where all commits of a file are listed; empty where nobody knows."""
        return self._at("commits", f"{self.branch}/{self.folder}{file}")

    def report(self, title: str, body: str) -> str:
        """Where a reader tells of a mistake, with the first words already written: an issue, or a letter."""
        title = title if len(title) <= _LONGEST else title[:_LONGEST] + "…"
        if self.host == "github":
            return f"{self.url}/issues/new?title={_value(title)}&body={_value(body)}"
        if self.host == "gitlab":
            # the brackets of the names, as addresses write them
            return f"{self.url}/-/issues/new?issue%5Btitle%5D={_value(title)}&issue%5Bdescription%5D={_value(body)}"
        body = body.replace("\n", "\r\n")
        return f"mailto:{quote(self.email, safe='@')}?subject={_value(title)}&body={_value(body)}"

    def _at(self, what: str, where: str) -> str:
        if not self.host:
            return ""
        return "/".join([self.url, *(["-"] if self.host == "gitlab" else []), what, quote(where)])


def repository(site: Site, folder: str) -> Repository:
    """The site's repository; `folder` is where the content folder stands in it."""
    url = (site.repository or "").rstrip("/").removesuffix(".git")
    name = urlsplit(url).hostname or ""
    host = next((host for host in ("github", "gitlab") if host in name), "")
    return Repository(url, host, site.branch, folder, site.contact.email)


def _value(words: str) -> str:
    return quote(words, safe="")
