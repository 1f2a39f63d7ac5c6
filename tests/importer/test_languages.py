"""Sheets in Spanish, Portuguese and French: their form, their days, their names, their sentences. One row for each wording."""

import datetime as dt
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from builder.days import day_of, is_day
from builder.facets import Donor, Facets, Pillar, PillarTranslation, Translation
from builder.formwords import load_form_words, plain, word_key
from builder.importer.facts.beneficiaries import countries
from builder.importer.facts.donors import donor_names, donors
from builder.importer.facts.doubts import contradictions
from builder.importer.facts.titles import find_title
from builder.importer.facts.units import unit
from builder.importer.language.labels import TITLES, Labels, labels_of, shipped
from builder.importer.language.languages import language_of
from builder.importer.language.names import Names, names_of, pillar
from builder.importer.layout.cues import evidence
from builder.importer.layout.prose import sentences
from builder.importer.read import as_json, read
from builder.importer.sheet import Booklet
from builder.problems import Problem
from builder.program import SECTIONS

from .conftest import SETS, facets, known_names, together, truth

TEXTS = {
    "en": (
        ("PROGRAM SUMMARY", "OBJECTIVES", "RESULTS"),
        "The Harbor Lights Program supports port workers. It was created in 2016 to make their nights safer.",
        "To make the work at night safer for everybody who works in a port of the region.",
        "Among the results, 120 workers were trained in the use of lamps, and three ports bought new ones.",
    ),
    "es": (
        ("RESUMEN DEL PROGRAMA", "OBJETIVOS", "RESULTADOS"),
        "El Programa Luces de Puerto apoya a los trabajadores. Fue creado en 2016 para que sus noches sean más seguras.",
        "Hacer más seguro el trabajo nocturno de todas las personas que trabajan en un puerto de la región.",
        "Entre los resultados, 120 trabajadores fueron capacitados en el uso de las lámparas y tres puertos compraron otras.",
    ),
    "pt": (
        ("RESUMO DO PROGRAMA", "OBJETIVOS", "RESULTADOS"),
        "O Programa Luzes do Porto apoia os trabalhadores. Foi criado em 2016 para que suas noites sejam mais seguras.",
        "Tornar mais seguro o trabalho noturno de todas as pessoas que trabalham em um porto da região.",
        "Entre os resultados, 120 trabalhadores foram capacitados no uso das lâmpadas e três portos compraram outras.",
    ),
    "fr": (
        ("RÉSUMÉ DU PROGRAMME", "OBJECTIFS", "RÉSULTATS"),
        "Le Programme Lumières du port aide les travailleurs. Il a été créé en 2016 pour rendre leurs nuits plus sûres.",
        "Rendre plus sûr le travail de nuit de toutes les personnes qui travaillent dans un port de la région.",
        "Parmi les résultats, 120 travailleurs ont été formés à l’usage des lampes et trois ports en ont acheté d’autres.",
    ),
}


def sheet(language: str, form: str, known: Names | None = None) -> dict[str, Any]:
    headings, *texts = TEXTS[language]
    printed = "".join(f" {heading} \n\n{text} \n\n" for heading, text in zip(headings, texts, strict=True)) + form
    (found,) = read([Booklet("unstated/booklet.txt", None, printed)], known or known_names())
    return as_json(found)


# --- the form ---

LABELS = [
    # the label in any of its forms: "language", what it names
    ("pillar", ["Pilar de la OEA", "PILAR DE LA OEA", "Pilar da OEA", "Pilier de l'OEA", "Pilier de l’OEA", "Pillar:"]),
    ("name", ["Nombre de la Actividad", "Nombre de la actividad:", "Nome da Atividade", "Nom de l’activité", "Activity Name"]),
    ("beneficiaries", ["Beneficiarios", "Beneficiarios Meta", "Beneficiarios directos", "Población beneficiaria", "Poblacion Beneficiaria", "Beneficiários", "BENEFICIARIOS", "Bénéficiaires", "Public cible", "Público-alvo"]),
    ("donors", ["Países Donantes", "Países donantes", "País Donante", "Paises donantes", "Donantes", "Países Doadores", "País doador", "Pays donateurs", "Pays Donateur", "Bailleurs de fonds", "Donors"]),
    ("link", ["Información Adicional", "Más información", "Mas informacion", "Informações Adicionais", "Informations complémentaires", "Plus d'informations", "More Information"]),
    ("start", ["Inicio", "Fecha de inicio", "Fecha de Inicio:", "Início", "Data de início", "Début", "Date de début", "Start Date"]),
    ("end", ["Conclusión", "Finalización", "Fecha de finalización", "Fecha de término", "Fecha de conclusión", "Término", "Data de término", "Conclusão", "Achèvement", "Fin", "Date d’achèvement", "End Date"]),
    ("date", ["Fecha", "Data", "Date", "Période"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("means", "words"), [(means, words) for means, listed in LABELS for words in listed], ids=lambda each: str(each)
)
def test_labels(means: str, words: str) -> None:
    assert shipped().label_of(words) == means
    printed = shipped().printed(f"{words} 12345")
    assert printed
    assert (printed.means, printed.rest) == (means, "12345")
    decomposed = unicodedata.normalize("NFD", words)
    assert shipped().label_of(decomposed) == means


HEADINGS = [
    ("RESUMEN DEL PROGRAMA", ("summary",), ""),
    ("Resumen del programa:", ("summary",), ""),
    ("RESUMO DO PROGRAMA", ("summary",), ""),
    ("RÉSUMÉ DU PROGRAMME", ("summary",), ""),
    ("RESUME DU PROGRAMME", ("summary",), ""),
    ("OBJETIVOS RESULTADOS", ("objectives", "results"), ""),
    ("OBJECTIFS Renforcer les ports.", ("objectives",), "Renforcer les ports."),
    ("R É S U L T A T S", ("results",), ""),
    ("Resultados de la encuesta", (), "Resultados de la encuesta"),
    ("Objetivos y metas del año", (), "Objetivos y metas del año"),
]


@pytest.mark.parametrize(("line", "sections", "rest"), HEADINGS, ids=[row[0] for row in HEADINGS])
def test_headings(line: str, sections: tuple[str, ...], rest: str) -> None:
    assert shipped().headings(line) == (sections, rest)


FIELDS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("values above their labels", "es", "Seguridad Multidimensional \n\nPilar de la OEA \n\nCurso de lámparas \n\nNombre de la Actividad \n\nTrabajadores portuarios \n\nBeneficiarios \n\nCanadá \n\nPaís Donante \n", {"pillar": "security", "name": "Curso de lámparas", "beneficiaries": "Trabajadores portuarios", "donors": ["canada"]}),
    ("values on their labels' lines", "es", "Pilar de la OEA: Derechos Humanos \nNombre de la Actividad: Apoyo al Faro y a la Costa \nDonantes: EE.UU. y España \n", {"pillar": "human-rights", "name": "Apoyo al Faro y a la Costa", "donors": ["united-states", "spain"]}),
    ("without accents", "es", "Pilar de la OEA: Democracia \nPaises Donantes: Mexico, Peru y Belice \n", {"pillar": "democracy", "donors": ["mexico", "peru", "belize"]}),
    ("the last day goes on", "es", "Información Adicional \n\nFecha de inicio 3/4/2017 \nFecha de finalización En curso \n", {"start": "2017-04-03", "end": None, "ongoing": True}),
    ("both days on one line", "es", "8/5/2017 Fecha 12/5/2017 \n", {"start": "2017-05-08", "end": "2017-05-12"}),
    ("from and to", "es", "Del 8/5/2017 al 12/5/2017 \n", {"start": "2017-05-08", "end": "2017-05-12"}),
    ("in words", "es", "Fecha: 12 de abril de 2017 al 3 de mayo del 2017 \n", {"start": "2017-04-12", "end": "2017-05-03"}),
    ("not applicable", "es", "Países Donantes: No aplica \n", {"donors": []}),
    ("a pillar of another word", "pt", "Pilar da OEA: Segurança Multidimensional \n", {"pillar": "security"}),
    ("Portuguese fields", "pt", "Desenvolvimento Integral \n\nPilar da OEA \n\nOficina de lâmpadas \n\nNome da Atividade \n\nPescadores \n\nBeneficiários \n\nEspanha e Canadá \n\nPaíses Doadores \n\n1/6/2017 Data 30/6/2017 \n", {"pillar": "development", "name": "Oficina de lâmpadas", "beneficiaries": "Pescadores", "donors": ["spain", "canada"], "start": "2017-06-01", "end": "2017-06-30"}),
    ("Portuguese, under way", "pt", "Início: 5/6/2018 \nConclusão: Em andamento \n", {"start": "2018-06-05", "ongoing": True}),
    ("French fields", "fr", "Droits de l’homme \n\nPilier de l’OEA \n\nAtelier sur les lampes \n\nNom de l’activité \n\nPêcheurs \n\nBénéficiaires \n\nPays-Bas et États-Unis \n\nPays donateurs \n\nDu 1/6/2017 au 30/6/2017 \n", {"pillar": "human-rights", "name": "Atelier sur les lampes", "beneficiaries": "Pêcheurs", "donors": ["netherlands", "united-states"], "start": "2017-06-01", "end": "2017-06-30"}),
    ("French, in words, under way", "fr", "Date de début : 1er juin 2017 \nDate de fin : En cours \n", {"start": "2017-06-01", "ongoing": True}),
    ("an English form of other words", "en", "Pillar: Security \nActivity Name: Lamp Course \nBeneficiaries: Port workers \nDonors: Canada \nStart Date: April 12, 2017 \nEnd Date: May 3rd, 2017 \n", {"pillar": "security", "name": "Lamp Course", "beneficiaries": "Port workers", "donors": ["canada"], "start": "2017-04-12", "end": "2017-05-03"}),
    ("a small word inside a value is no word of the form", "en", "Name of Activity: Support to Ports \nTarget Beneficiaries: Watchers of the Start and End Lights \n", {"name": "Support to Ports", "beneficiaries": "Watchers of the Start and End Lights"}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "language", "form", "expected"), FIELDS, ids=[row[0] for row in FIELDS])
def test_fields(title: str, language: str, form: str, expected: dict[str, Any]) -> None:
    found = sheet(language, form)
    assert {field: found[field] for field in expected} == expected
    assert found["language"] == language
    assert found["results"] == TEXTS[language][3]


def test_decomposed_accents_are_accents() -> None:
    form = "Países Donantes: Canadá y Haití \nFecha de finalización: En ejecución \n"
    headings, *texts = TEXTS["es"]
    printed = "".join(f" {heading} \n\n{text} \n\n" for heading, text in zip(headings, texts, strict=True)) + form
    (found,) = read([Booklet("unstated/b.txt", None, unicodedata.normalize("NFD", printed))], known_names())
    assert (as_json(found)["donors"], found.ongoing) == (["canada", "haiti"], True)
    assert found.texts["summary"] == (texts[0],)


PROSE = [
    ("es", "Los donantes y beneficiarios explicaron el nombre de la actividad, la fecha y el inicio del curso."),
    ("es", "Beneficiarios de la costa y donantes de la capital se reunieron en la fecha prevista para ello."),
    ("es", "Fin del proyecto y comienzo de otro."),
    ("pt", "Os doadores explicaram o nome da atividade, a data e o início do curso a todos os beneficiários."),
    ("fr", "Les donateurs ont expliqué le nom de l’activité, la date et le début du cours à tous les bénéficiaires."),
    ("fr", "Du côté des donateurs, la fin du projet est attendue."),
    ("en", "Donors and beneficiaries of the pillar met again on the website."),
    ("en", "Conclusion of the work and end of the year came together."),
]


@pytest.mark.parametrize(("language", "sentence"), PROSE)
def test_the_forms_words_inside_prose_are_prose(language: str, sentence: str) -> None:
    found = sheet(language, f"{sentence} {TEXTS[language][1]}\n")
    assert sentence in found["results"]


def test_an_editor_teaches_the_form_another_word(tmp_path: Path) -> None:
    form = "Países Cooperantes: Canadá \nDonorlanden: Chile \n"
    assert "Cooperantes" in sheet("es", form)["results"]
    source = "es:\n  labels: {donors: [Países Cooperantes]}\nnl:\n  labels: {name: [Naam]}\n"
    (tmp_path / "labels.yml").write_text(source, "utf-8")
    problems: list[Problem] = []
    labels = labels_of(load_form_words(tmp_path, problems))
    assert problems == []
    found = sheet("es", "Países Cooperantes: Canadá \nNaam: Lámparas \n", names_of(facets(), labels))
    assert (found["donors"], found["name"]) == (["canada"], "Lámparas")
    assert shipped().label_of("Países Cooperantes") is None


def test_every_word_of_the_form_means_one_thing() -> None:
    labels: Labels = shipped()
    assert set(labels.fields.values()) == set(TITLES)
    assert not set(labels.fields) & set(labels.sections)
    assert not set(labels.fields) & set(labels.days)
    assert not set(labels.kinds) & labels.no_value
    assert {language for languages in labels.spoken.values() for language in languages} == {"en", "es", "pt", "fr"}


@pytest.mark.parametrize(
    ("text", "expected"), [("Países", "Paises"), ("œuvre ß", "œuvre ß"), ("ação", "acao"), ("plain", "plain")]
)
def test_accents_leave_every_letter_in_its_place(text: str, expected: str) -> None:
    assert plain(text) == expected
    assert len(plain(text)) == len(text)
    assert word_key(f" {text} : ") == expected.casefold()


# --- days ---

DAYS = [
    ("12 de abril de 2017", (2017, 4, 12)),
    ("12 DE ABRIL DE 2017", (2017, 4, 12)),
    ("3 de mayo del 2017", (2017, 5, 3)),
    ("15 de setiembre de 2016", (2016, 9, 15)),
    ("April 12, 2017", (2017, 4, 12)),
    ("May 2nd, 2017", (2017, 5, 2)),
    ("12 April 2017", (2017, 4, 12)),
    ("12-abr-2017", (2017, 4, 12)),
    ("1º de março de 2018", (2018, 3, 1)),
    ("1er août 2018", (2018, 8, 1)),
    ("12 fevrier 2018", (2018, 2, 12)),
    ("2017-04-12", (2017, 4, 12)),
    ("31 de junio de 2017", None),
    ("abril de 2017", None),
    ("2017", None),
    ("12 de abril", None),
    ("12 lámparas 2017", None),
]


@pytest.mark.parametrize(("text", "expected"), DAYS, ids=[row[0] for row in DAYS])
def test_days_in_words(text: str, expected: tuple[int, int, int] | None) -> None:
    day = dt.date(*expected) if expected else None
    assert day_of(text, "day") == day_of(text, "month") == day
    assert is_day(text) or not expected


def test_days_in_figures_have_an_order() -> None:
    assert day_of("4/12/2017", "month") == dt.date(2017, 4, 12)
    assert day_of("4/12/2017", "day") == dt.date(2017, 12, 4)
    assert day_of("13.4.17", "day") == dt.date(2017, 4, 13)
    assert day_of("13.4.17", "month") is None


ORDERS: list[tuple[str, str, str, str | None, str | None]] = [
    # language, form, first day, what the review says of it
    ("day first without a doubt", "es", "3/4/2017 Fecha 5/6/2017 \n", "2017-04-03", None),
    ("day first, and it could be no other", "es", "13/4/2017 Fecha 5/6/2017 \n", "2017-04-13", None),
    ("only month first explains it", "es", "3/4/2017 Fecha 6/25/2017 \n", "2017-03-04", "only with the month first"),
    ("the same in Portuguese", "pt", "3/4/2017 Data 6/25/2017 \n", "2017-03-04", "only with the month first"),
    ("the same in French", "fr", "Début : 3/4/2017 \nFin : 6/25/2017 \n", "2017-03-04", "only with the month first"),
    (
        "an English form around a Spanish text",
        "es",
        "OAS Pillar \n\nName of Activity \n\nDonor Countries \n\nTarget Beneficiaries \n\n3/4/2017 Completion 5/6/2017 \n",
        "2017-03-04",
        "not certain",
    ),
    ("an English form", "en", "3/4/2017 Completion 5/6/2017 \n", "2017-03-04", "not certain"),
    (
        "English headings over a Spanish form",
        "en",
        "Pilar de la OEA \n\nNombre de la Actividad \n\nPaíses Donantes \n\nFecha de inicio 3/4/2017 \n\nConclusión 5/6/2017 \n",
        "2017-04-03",
        None,
    ),
    ("no word of the form tells", "es", "3/4/2017 \n\n5/6/2017 \n", "2017-04-03", None),
    ("a month is no day", "es", "Fecha de inicio: abril de 2017 \n", None, "abril de 2017"),
]


@pytest.mark.parametrize(
    ("language", "form", "start", "doubt"), [row[1:] for row in ORDERS], ids=[row[0] for row in ORDERS]
)
def test_the_forms_language_tells_what_comes_first(
    language: str, form: str, start: str | None, doubt: str | None
) -> None:
    found = sheet(language, form)
    assert found["start"] == start
    told = [line for line in found["review"] if "dates:" in line or "not certain" in line or "abril" in line]
    assert [doubt in line for line in told] == ([True] * len(told) if doubt else [])
    assert bool(told) == bool(doubt)


# --- names ---

DONOR_FIELDS = [
    ("Canadá", {"canada": "Canada"}),
    ("España", {"spain": "Spain"}),
    ("Espagne", {"spain": "Spain"}),
    ("Gobierno de España", {"spain": "Spain"}),
    ("Gouvernement de l’Espagne", {"spain": "Spain"}),
    ("Governo do Canadá", {"canada": "Canada"}),
    ("Gobierno canadiense", {"canada": "Canada"}),
    ("Reino Unido y los Países Bajos", {"united-kingdom": "United Kingdom", "netherlands": "Netherlands"}),
    ("EE. UU.; Corea", {"united-states": "United States", "republic-of-korea": "Republic of Korea"}),
    ("Unión Europea e Italia", {"european-union": "European Union", "italy": "Italy"}),
    ("la República de Corea", {"republic-of-korea": "Republic of Korea"}),
    ("Alemanha, Suécia e Noruega", {"germany": "Germany", "sweden": "Sweden", "norway": "Norway"}),
    ("Allemagne et Suède", {"germany": "Germany", "sweden": "Sweden"}),
    ("República Dominicana", {"dominican-republic": "Dominican Republic"}),
    ("Trinidad y Tobago", {"trinidad-and-tobago": "Trinidad and Tobago"}),
    ("Trinité-et-Tobago", {"trinidad-and-tobago": "Trinidad and Tobago"}),
    ("Saint-Vincent-et-les Grenadines", {"saint-vincent-and-the-grenadines": "Saint Vincent and the Grenadines"}),
    ("San Cristóbal y Nieves", {"saint-kitts-and-nevis": "Saint Kitts and Nevis"}),
    ("Ministerio de Relaciones Exteriores y Culto", {"ministerio-de-relaciones-exteriores-y-culto": "Ministerio de Relaciones Exteriores y Culto"}),
    ("Fundación Luz (FL)", {"fundacion-luz": "Fundación Luz"}),
    ("South Korea and the UK", {"republic-of-korea": "Republic of Korea", "united-kingdom": "United Kingdom"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DONOR_FIELDS, ids=[row[0] for row in DONOR_FIELDS])
def test_donors_have_one_slug_in_all_languages(text: str, expected: dict[str, str]) -> None:
    assert donor_names(text, known_names()) == expected


def test_facets_know_their_own_translations() -> None:
    bank = Donor(name="Inter-American Development Bank", translations={"es": Translation(name="Banco Interamericano de Desarrollo", also=("BID",))})  # fmt: skip
    light = Pillar(name="Light", description="Lamps.", translations={"fr": PillarTranslation(name="Lumière")})
    known = names_of(Facets(countries={}, donors={"idb": bank}, pillars={"light": light}, units={}))
    assert list(donor_names("BID y Banco Interamericano de Desarrollo", known)) == ["idb"]
    assert pillar("lumiere", known) == "light"
    assert pillar("Seguridad", known) is None


PILLARS = [
    ("Democracia", "democracy"),
    ("Démocratie", "democracy"),
    ("DERECHOS HUMANOS", "human-rights"),
    ("Direitos Humanos", "human-rights"),
    ("Droits de l'homme", "human-rights"),
    ("Droits de la personne", "human-rights"),
    ("Seguridad Multidimensional", "security"),
    ("Segurança Multidimensional", "security"),
    ("Sécurité multidimensionnelle", "security"),
    ("Desarrollo Integral", "development"),
    ("Desenvolvimento Integral", "development"),
    ("Développement intégré", "development"),
    ("Bienestar", None),
]


@pytest.mark.parametrize(("text", "expected"), PILLARS, ids=[row[0] for row in PILLARS])
def test_pillars(text: str, expected: str | None) -> None:
    assert pillar(text, known_names()) == expected


# --- languages ---

TOLD = [
    ("en", "The workshop strengthened the capacity of port officers to respond to threats."),
    ("es", "El taller fortaleció la capacidad de los oficiales portuarios para responder a las amenazas."),
    ("pt", "A oficina fortaleceu a capacidade dos oficiais portuários para responder às ameaças."),
    ("fr", "L’atelier a renforcé la capacité des agents portuaires à répondre aux menaces."),
    ("es", "Se capacitaron 40 inspectores de aduana en tres puertos del Caribe en 2016."),
    ("pt", "Foram capacitados 40 inspetores de alfândega em três portos do Caribe em 2016."),
    ("fr", "Quarante inspecteurs des douanes ont été formés dans trois ports des Caraïbes en 2016."),
    ("en", "The Programa de Luces of the Ministerio de Puertos is a project of the OAS."),
    ("es", "Contribuir a la reducción de la violencia y la delincuencia en las Américas."),
    ("pt", "Contribuir para a redução da violência e da criminalidade nas Américas e no Caribe."),
]


@pytest.mark.parametrize(("language", "text"), TOLD)
def test_language(language: str, text: str) -> None:
    assert language_of(text, "?") == language


def test_few_words_are_in_the_language_of_their_form() -> None:
    assert language_of("Puerto Belice 2017", "pt") == "pt"
    text = " RESUMO DO PROGRAMA \n\nLuz Total. \n\nPaíses Doadores: Canadá \n"
    (found,) = read([Booklet("unstated/b.txt", None, text)], known_names())
    assert found.language == "pt"


# --- sentences ---

NAMED: list[tuple[str, str, str | None]] = [
    ("es", "El Programa de Seguridad Marítima brinda asistencia a los puertos.", "Programa de Seguridad Marítima"),
    ("es", "El Programa de seguridad portuaria (PSP) brinda asistencia.", "Programa de seguridad portuaria"),
    ("es", "A través del Programa de Luces de la OEA, el CICTE visita los puertos.", "Programa de Luces"),
    ("es", "El proyecto “Puertos Más Seguros para Todos” fue creado en 2015.", "Puertos Más Seguros para Todos"),
    ("es", "El Programa fue creado para apoyar a los puertos.", None),
    ("es", "El programa ofrece cursos y becas a los puertos.", None),
    ("es", "El Programa ofrece cursos y Becas a los puertos.", None),
    ("es", "En el marco de la Estrategia de Luces del Caribe se realizó un taller.", None),
    ("es", "La Red de Educación, Ciencia y Tecnología reúne a los puertos.", "Red de Educación, Ciencia y Tecnología"),
    ("pt", "O Programa de Luzes dos Portos oferece cursos.", "Programa de Luzes dos Portos"),
    ("pt", "O projeto “Portos Mais Seguros para Todos” foi criado em 2015.", "Portos Mais Seguros para Todos"),
    ("fr", "Le Programme de sécurité des ports (PSP) offre des cours.", "Programme de sécurité des ports"),
    ("fr", "Le Réseau d’information des petits ports offre des cours.", "Réseau d’information des petits ports"),
    ("fr", "Le projet « Des ports plus sûrs pour tous » a été créé en 2015.", "Des ports plus sûrs pour tous"),
    ("fr", "Le Programme a été créé pour aider les ports.", None),
]


@pytest.mark.parametrize(("language", "text", "expected"), NAMED, ids=[row[1] for row in NAMED])
def test_titles(language: str, text: str, expected: str | None) -> None:
    found, _ = find_title(sentences(text), known_names().speaking(language))
    assert (found.text if found else None) == expected


WHERE: list[tuple[str, str, list[str]]] = [
    ("es", "Se capacitó a 40 oficiales de Honduras.", ["honduras"]),
    ("es", "Cuarenta inspectores hondureños aprobaron el curso.", ["honduras"]),
    ("es", "En Belice, el proyecto apoyó a las aduanas.", ["belize"]),
    ("es", "El Gobierno de Haití adoptó el protocolo.", ["haiti"]),
    ("es", "Capacita a instituciones de Belice, Costa Rica y República Dominicana.", ["belize", "costa-rica", "dominican-republic"]),
    ("es", "La reunión fue celebrada en Asunción, Paraguay.", []),
    ("es", "El curso se llevó a cabo en la sede de la policía de Panamá.", []),
    ("es", "Expertos de Chile dictaron las clases.", []),
    ("es", "Es financiado por el Gobierno de Canadá.", []),
    ("es", "Instituto con sede en Costa Rica.", []),
    ("pt", "Foram capacitados 40 técnicos do Brasil.", ["brazil"]),
    ("pt", "No Suriname, 35 famílias abriram restaurantes.", ["suriname"]),
    ("pt", "A reunião foi realizada em Assunção, Paraguai.", []),
    ("pt", "Especialistas do Chile deram as aulas.", []),
    ("fr", "Quarante agents d’Haïti ont été formés.", ["haiti"]),
    ("fr", "Vingt techniciens de Sainte-Lucie et de la Dominique ont achevé la formation.", ["dominica", "saint-lucia"]),
    ("fr", "Des juges haïtiens ont suivi le cours.", ["haiti"]),
    ("fr", "La réunion s’est tenue à Bridgetown, à la Barbade.", []),
    ("fr", "Des experts du Chili ont donné les cours.", []),
    ("en", "Dominique and Chili ate with officers from Barbade.", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), WHERE, ids=[row[1] for row in WHERE])
def test_countries(language: str, text: str, expected: list[str]) -> None:
    assert sorted(countries(sentences(text), known_names().speaking(language), None).slugs) == expected


WHO_PAYS: list[tuple[str, str, list[str]]] = [
    ("es", "Es un proyecto financiado por el Gobierno de Canadá.", ["canada"]),
    ("es", "Se realizó con el apoyo financiero de España y de los Estados Unidos.", ["spain", "united-states"]),
    ("es", "Fue posible gracias a una contribución del Gobierno de Italia.", ["italy"]),
    ("es", "Fue posible gracias al apoyo del Gobierno de Francia.", ["france"]),
    ("es", "El Gobierno de China aportó recursos para las lámparas.", ["china"]),
    ("es", "La Agencia Española de Cooperación Internacional para el Desarrollo (AECID) financia los cursos.", ["agencia-espanola-de-cooperacion-internacional-para-el-desarrollo"]),
    ("es", "Recibió US$ 200.000 de la Fundación Luz.", ["fundacion-luz"]),
    ("es", "Se realizó con el apoyo de AMERIPOL.", []),
    ("es", "Es financiado por la OEA.", []),
    ("es", "El Gobierno del Perú acogió la reunión.", []),
    ("pt", "O projeto é financiado pelo Governo do Canadá e pela Espanha.", ["canada", "spain"]),
    ("pt", "Conta com recursos da União Europeia.", ["european-union"]),
    ("pt", "É realizado com o apoio da AMERIPOL.", []),
    ("fr", "Le projet est financé par le Canada et par l’Espagne.", ["canada", "spain"]),
    ("fr", "Il est mené avec l’appui financier de la Suède.", ["sweden"]),
    ("fr", "Grâce à une contribution du Gouvernement des États-Unis, il a commencé.", ["united-states"]),
    ("fr", "Il est mené avec l’appui d’AMERIPOL.", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), WHO_PAYS, ids=[row[1] for row in WHO_PAYS])
def test_donors(language: str, text: str, expected: list[str]) -> None:
    found, said = donors(sentences(text), known_names().speaking(language))
    assert sorted(found) == expected
    assert bool(said) == bool(expected)


BODIES = [
    ("es", "El Departamento de Seguridad Pública (DSP) lo ejecuta.", "dps"),
    ("es", "Lo ejecuta el comité interamericano contra el terrorismo.", "cicte"),
    ("es", "Con el apoyo del DSP, la CIDH lo dirige. La CIDH decide.", "iachr"),
    ("pt", "A Comissão Interamericana para o Controle do Abuso de Drogas o executa.", "cicad"),
    ("fr", "Le Comité interaméricain contre le terrorisme l’exécute.", "cicte"),
    ("fr", "Le Département de l'inclusion sociale l’exécute.", "dsi"),
]


@pytest.mark.parametrize(("language", "text", "expected"), BODIES, ids=[row[1] for row in BODIES])
def test_units(language: str, text: str, expected: str) -> None:
    assert unit(sentences(text), known_names().speaking(language)).slugs == (expected,)


AT_HOME = [
    ("summary", "El Programa de Luces fue creado en 2010 por el Comité y consta de tres componentes."),
    ("summary", "La iniciativa nació de la preocupación de los puertos pequeños."),
    ("objectives", "Fortalecer la capacidad de los puertos para prevenir accidentes."),
    ("objectives", "El objetivo del proyecto es reducir los accidentes en los puertos."),
    ("results", "Se realizaron tres talleres en los que participaron 120 trabajadores."),
    ("results", "A la fecha, más de 300 personas recibieron lámparas."),
    ("results", "El segundo taller se llevará a cabo en 2019, y se espera que asistan 40 funcionarios."),
    ("summary", "O Programa de Luzes foi criado em 2010 e compreende três fases."),
    ("objectives", "Fortalecer a capacidade dos portos para prevenir acidentes."),
    ("results", "Foram realizadas três oficinas, das quais participaram 120 trabalhadores."),
    ("summary", "Le Programme de lumières a été créé en 2010 et comporte trois volets."),
    ("objectives", "Renforcer la capacité des ports à prévenir les accidents."),
    ("results", "Trois ateliers ont été organisés et 120 travailleurs y ont participé."),
]


@pytest.mark.parametrize(("section", "text"), AT_HOME, ids=[row[1] for row in AT_HOME])
def test_words_tell_a_section(section: str, text: str) -> None:
    said = dict(zip(SECTIONS, evidence(text), strict=True))
    assert max(said, key=lambda each: said[each]) == section
    assert sorted(said.values())[-1] - sorted(said.values())[-2] >= 1


CONTRADICTIONS = [
    ("es", ["Fue lanzado en 2016."], ["La Red fue lanzada el 2 de mayo de 2017."], "2 de mayo de 2017"),
    ("es", ["Fue inaugurado en mayo de 2018."], ["La inauguración tendrá lugar en julio de 2018."], "still to be"),
    ("es", ["Fue lanzado en 2016."], ["Fue lanzado en mayo de 2016."], None),
    ("pt", ["Foi lançado em 2016."], ["A Rede foi lançada em 2 de maio de 2017."], "2 de maio de 2017"),
    ("fr", ["Il a été lancé en 2016."], ["Le Réseau a été lancé le 2 mai 2017."], "2 mai 2017"),
]


@pytest.mark.parametrize(("language", "summary", "results", "expected"), CONTRADICTIONS)
def test_contradictions(language: str, summary: list[str], results: list[str], expected: str | None) -> None:
    told = contradictions({"summary": summary, "results": results}, language)
    assert (expected in told[0]) if expected else told == []


# --- whole booklets ---

FLAGS = {
    "link is announced": "announced, but its address is missing",
    "last sentence is cut off": "last sentence is cut off",
    "month first": "only with the month first do they make sense",
}
BOOKLETS = [(name, ref) for name in SETS if name.startswith("languages") for ref in truth(name)]


@pytest.mark.parametrize(("name", "ref"), BOOKLETS, ids=[ref for _, ref in BOOKLETS])
def test_booklets(name: str, ref: str) -> None:
    """The rest of what a person reads is compared with that of all other booklets."""
    expected, found = truth(name)[ref], together(name)[ref]
    assert found["language"] == expected["language"]
    for flag in expected.get("flags", ()):
        assert [line for line in found["review"] if FLAGS[flag] in line]
