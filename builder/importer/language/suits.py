"""How well words suit a field of the form, wherever they stand."""

import re

from builder.importer.language import names
from builder.importer.language.labels import Field
from builder.importer.language.names import Names
from builder.importer.language.wording import one_of

_PEOPLE = re.compile(
    r"(?i)\b(?:institution|agenc(?:y|ies)|official|officer|authorit|ministr|police|government|student|teacher|"
    r"women|youth|"
    r"communit|population|people|person|citizen|entrepreneur|farmer|judge|prosecutor|professional|technician|"
    r"personnel|staff|"
    r"organization|municipalit|famil|children|migrant|victim|inmate|leader|compan|enterprise|msme|sme|school|universit|"
    r"journalist|trainer|operator|member state|public servant|civil servant|worker|user|group|nation|secretariat|"
    r"department|"
    r"artisan|artist|producer|nurse|doctor|lawyer|observer|voter|facilitator|expert|bod(?:y|ies)|units?\b"
    r"|institu[cç]|agenc|agência|oficial|funcion|fonctionn|autorid|polic[ií]|gobierno|governo|gouvernement|estudiante|"
    r"estudante|étudiant|élève|alun|maestr|docente|profes|enseignant|mujer|mulher|femme|jóvenes|jeune|joven|comunid|"
    r"communaut|població|populaç|persona|pessoa|ciudadan|cidad[ãa]|citoyen|emprendedor|empreendedor|agricult|juez|jueces|"
    r"juíz|juge|fiscal|promotor|procureur|profissiona|profesional|técnic|technicien|personal|pessoal|organiza[cç]|"
    r"organisation|municip|commune|famíl|famill|niñ|crianç|enfant|víctima|vítima|victime|intern[oa]s|reclus|détenu|"
    r"líder|leader|empresa|entrepris|mipyme|pyme|escuela|escola|école|periodista|jornalista|journaliste|capacitador|"
    r"format(?:eur|rice)|operador|opérateur|estados miembros|estados membros|états membres|servidor|trabajador|"
    r"trabalhador|travailleur|usuari|utilisateur|grupo|groupe|artesan|artesã|producto|produtor|producteur|enfermer|"
    r"infirmi|médic|médecin|abogad|advogad|avocat|observador|observateur|elector|eleitor|électeur|facilita[dt]|experto|"
    r"especialista|pescador|pêcheur|aduana|alfândega|douane|museo|museu|musée|público|public cible)\w*"
)
_DOING = re.compile(
    r"(?i)\b(?:workshop|training|course|assessment|evaluation|seminar|meeting|mission|project|program|study|campaign|"
    r"conference|forum|visit|exchange|design|development of|implementation|strengthening|certification|exercise|survey|"
    r"diagnos\w+|consultanc\w+|assistance|support|installation|pilot|scholarship|award|fair|festival|audit|"
    r"drafting|review"
    r"|taller|oficina (?:de|sobre|para)|atelier|capacita|treinamento|entrenamiento|formation (?:de|des|d[’'])|formação|"
    r"curso|cours|diplomado|evalua|avalia|évaluation|seminario|seminário|séminaire|reuni[óã]|réunion|misi[óo]n|missão|"
    r"proyecto|projeto|projet|programa|estudio|estudo|étude|campaña|campanha|campagne|conferencia|conferência|foro|fórum|"
    r"visita|visite|intercambio|intercâmbio|échange|diseño|desenho|conception|desarrollo de|desenvolvimento de|"
    r"développement d|implementa|mise en|fortalec|renforcement|certifica|ejercicio|exercício|exercice|encuesta|enquête|"
    r"diagn[óo]stic|consultor|asistencia|assistência|apoyo|apoio|appui|instala|piloto|beca|bolsa|bourse|premio|prêmio|"
    r"feria|feira|foire|auditor|redac|revisión|révision|inventario|inventário|inventaire|moderniza)\w*"
)
_COLLECTIVE = re.compile(
    r"(?i)\bmember (?:states?|countries)\b|\ball (?:oas )?(?:states|countries)\b"
    r"|\b(?:estados?|países|pays|états?) (?:miembros?|membros?|membres?)\b|\btodos los (?:estados|países)\b|"
    r"\btodos os (?:estados|países)\b|\btous les (?:états|pays)\b"
)
_PAYER = re.compile(
    rf"\b{one_of(*names.BODIES, 'Government Program Programme Inc Ltd Gobierno Governo Gouvernement')}\b"
)


_VAGUE = re.compile(
    r"(?i)^(?:various|several|multiple|other|others|own|self|internal|regular|pending|different|to be|many"
    r"|vari[oa]s|diversos|distintos|otros|outros|propios|próprios|múltiples|múltiplos|por confirmar|plusieurs|divers|"
    r"différents|autres)\b"
)


def _is_proper(text: str) -> bool:
    """The words may be somebody's name: few, and capitals begin them."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    return not _VAGUE.match(text) and len(words) <= 8 and all(word[0].isupper() for word in words)


def fits(name: Field, text: str, known: Names) -> float:
    """How well the words suit the field: above 0 they do, below 0 they speak against it."""
    if known.labels.is_no_value(text):
        return 0.0
    pillar = names.pillar(text, known) is not None
    countries = names.is_list_of_countries(text, known)
    if name == "pillar":
        return 2.0 if pillar else -2.0
    if pillar:
        return -2.0
    if name == "donors":
        if _COLLECTIVE.search(text):
            return -1.0
        if countries or names.known_donor(text, known):
            return 2.0
        if _PAYER.search(text):
            return 1.0
        if _DOING.search(text) or _PEOPLE.search(text) or not _is_proper(text):
            return -1.0
        return 0.3
    if countries:
        return 0.2 if name == "beneficiaries" else -1.0
    if name == "beneficiaries":
        if _PEOPLE.match(text):
            return 1.5
        return 1.0 if _PEOPLE.search(text) or _COLLECTIVE.search(text) else -0.3 if _DOING.search(text) else 0.3
    return 1.0 if _DOING.search(text) else -0.6 if _COLLECTIVE.search(text) else 0.2
