"""A program's page in the words of another language, where a translation stands beside its file."""

from pathlib import Path


def test_a_translation_stands_on_its_programs_page(site: Path) -> None:
    page = (site / "programs/harbor-safety/index.html").read_text("utf-8")
    _, _, after = page.partition('<details lang="es">')
    told, _, _ = after.partition("</details>")
    assert "<summary>En español: Programa de Seguridad de los Puertos &lt;b&gt;</summary>" in told
    assert "<h3 data-pagefind-ignore>Resumen</h3>" in told
    assert "<em>puertos</em>" in told
    assert "<h4>Chile, Haití</h4>" in told
    assert "Objetivos" not in told
    assert "Los piratas se quejan." in told


def test_a_translation_has_no_page_of_its_own(site: Path) -> None:
    assert list(site.glob("programs/*.es*")) == []
    assert "In other languages" not in (site / "programs/ballots/index.html").read_text("utf-8")
