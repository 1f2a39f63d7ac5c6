"""The Spanish of the sheets."""

from builder.importer.language.lexicon import Lexicon

SPANISH = Lexicon(
    code="es",
    the=r"(?:el|la|los|las)\s+",
    of=r"(?:del\s+|de\s+(?:la\s+|los\s+|las\s+|el\s+)?)",
    into=r"en\s+(?:el\s+|la\s+|los\s+|las\s+)?",
    by=r"por\s+(?:parte\s+de(?:l\s+|\s+la\s+|\s+los\s+|\s+las\s+|\s+))?(?:el\s+|la\s+|los\s+|las\s+)?",
    ands="y e",
    links="de del la las los el y e en para por con contra a al sobre entre desde hacia sin ante",
    heads="Programa Proyecto Red Iniciativa Plan Sistema Observatorio Foro Campaña Alianza Plataforma Mecanismo Becas? "
    "Agenda Estrategia Escuela Curso Misi[oó]n Misiones Premio Portal Diálogo Laboratorio Academia Juegos Orquesta "
    "Registro Fondo Relatoría Desafío Concurso Competencia Certificación Diplomado Cátedra Índice Maratón Feria "
    "Modelo Consultorio Corredor Cumbre",
    kinds="programa proyecto iniciativa campaña red curso plan componente taller sistema plataforma diplomado concurso",
    called="llamad[oa] denominad[oa] titulad[oa] conocid[oa]_como bajo_el_nombre_de de es sobre",
    verbs="es son era eran fue fueron será ha han había está están busca buscan tiene tienen tuvo ofrece ofrecen "
    "brinda "
    "brindan apoya apoyan promueve promueven procura pretende contribuye contribuyen asiste asisten ayuda ayudan "
    "comprende consta consiste reúne permite permiten nació nace surge surgió opera trabaja trabajan facilita "
    "facilitan "
    "fortalece fortalecen contempla cuenta cuentan incluye incluyen abarca proporciona desarrolla desarrollan organiza "
    "capacita ejecuta persigue responde forma constituye representa acompaña acompañan funciona comenzó comienza "
    "inició "
    "inicia aspira otorga impulsa fomenta realiza realizan realizó lleva presta coordina conecta vincula articula se "
    "logró lanzó creó recibe recibió atiende aborda busc[aó] enseña forma genera combina integra adiestra asesora "
    "convoca difunde entrega estimula evalúa extiende financia implementa lidera logra mejora observa patrocina premia "
    "prepara publica pone provee reconoce refuerza sirve supervisa utiliza acerca agrupa analiza suma da hace",
    stops="que quien quienes cuyo cuya cual donde mediante como cuando durante así según también y/o con_el no",
    makes=r"implement\w* ejecut\w* lanz\w* cre[óaá]\w* cread[oa] creación_de estable\w* desarroll\w* diseñ\w* puso_en "
    r"pone_en pusieron_en inici\w* comenz\w* administr\w* dirig\w* lider\w* ofrec\w* coordin\w* mediante a_través_de "
    r"llamad[oa] denominad[oa] titulad[oa] conocid[oa]_como impuls\w* puesta_en_marcha",
    within="en_el_marco_de en_el_ámbito_de en_el_contexto_de dentro_de como_parte_de parte_de de_conformidad_con "
    "de_acuerdo_con conforme_a con_el_apoyo_de en_coordinación_con en_cooperación_con en_colaboración_con "
    "en_alianza_con junto_con contribuye_a siguiendo inspirad[oa]_en similar_a así_como además_de en_apoyo_de "
    "con_arreglo_a",
    through="a_través_de mediante por_medio_de con desde_hace_.{3,20} desde_.{3,20} en_\\d{4},?",
    own="OEA Organización_de_los_Estados_Americanos Secretaría_General Estados_Miembros Estado_Miembro",
    bodies="Departamento Comisión Comité Secretaría Oficina Unidad Sección Instituto Secretaría_Ejecutiva "
    "Secretaría_General Organización Grupo Centro Agencia Ministerio Gobierno",
    paid=r"financiad[oa]s? cofinanciad[oa]s? co-financiad[oa]s? patrocinad[oa]s? subvencionad[oa]s? costead[oa]s? "
    r"sufragad[oa]s? donad[oa]s? pagad[oa]s? auspiciad[oa]s? solventad[oa]s? subsidiad[oa]s?",
    payers="Banco Fondo Fundación Agencia Unión Corporación Embajada Cooperación",
    pays="financia financian financió financiaron financiará (?:ha|han)_financiado (?:está|están)_financiando "
    "cofinancia "
    "cofinancian cofinanció patrocina patrocinan patrocinó sufraga sufragan sufragó costea costean costeó auspicia "
    "auspició "
    "donó dona donaron pagó paga",
    gives="aporta aportan aportó aportaron (?:ha|han)_aportado contribuyó_con contribuye_con contribuyeron_con "
    "(?:ha|han)_contribuido_con otorgó otorga proporcionó proporciona brindó brinda dio destinó asignó asigna",
    money="fondos? recursos? financiamiento financiación contribuci(?:ón|ones) donaci(?:ón|ones) donativos? "
    "subvenci(?:ón|ones) "
    "aportes? aportaci(?:ón|ones) apoyo_financiero ayuda_financiera asistencia_financiera apoyo_económico patrocinio "
    "auspicio generosidad dinero contribuciones_voluntarias",
    given=r"fue(?:ron)? son (?:ha|han)_sido provenientes? procedentes? otorgad[oa]s? aportad[oa]s? hech[oa]s? "
    r"proporcionad[oa]s? recibid[oa]s? "
    r"financier[oa]s? voluntari[oa]s? generos[oa]s? económic[oa]s? adicional(?:es)? US\$ \$ [\d.,]+ dólares millones "
    r"de mil",
    costs="gastos? costos? costes? honorarios salarios? viajes? pasajes",
    backing="apoyo respaldo asistencia cooperación ayuda colaboración",
    thanks="gracias_al? gracias_a_la gracias_a_una gracias_a_un",
    government=r"[Gg]obiernos?\s+(?:del\s+|de\s+(?:la\s+|los\s+|las\s+|el\s+)?)",
    donor="donantes?",
    receives="recibió recibe recibieron obtuvo (?:ha|han)_recibido",
    source=r"(?:del\s+|de\s+(?:parte\s+de(?:l\s+|\s+))?(?:la\s+|los\s+|las\s+|el\s+)?|por\s+(?:parte\s+de(?:l\s+|"
    r"\s+))?(?:el\s+|la\s+|los\s+|las\s+)?)",
    gathering=r"celebr\w+ se_llevó_a_cabo se_llevaron_a_cabo llevad[oa]s?_a_cabo tuvo_lugar tuvieron_lugar "
    r"realizad[oa]s? "
    r"se_realizó se_realizaron se_reun\w+ reuni(?:ón|ones) conferencias? asambleas? sesi(?:ón|ones) cumbres? "
    r"seminarios? foros? "
    r"eventos? encuentros? congresos? simposios? lanzad[oa]s? aprobad[oa]s? firmad[oa]s? adoptad[oa]s? "
    r"inaugurad[oa]s? suscrit[oa]s? "
    r"sede con_sede visit\w+ viaj\w+ estudi(?:ó|aron) ceremonia ferias? mesa_redonda taller_fue curso_fue "
    r"dictad[oa]s? impartid[oa]s? presentad[oa]s? "
    r"organizad[oa]s? tendrá_lugar se_celebrará se_realizará se_llevará_a_cabo acogid[oa]",
    training="taller(?:es)? cursos? capacitaci(?:ón|ones) entrenamientos? seminarios? clases adiestramientos? "
    "diplomados?",
    visits="visit(?:a|as|ó|aron) viaj(?:e|es|ó|aron) misi(?:ón|ones)_a intercambio_en",
    visitors=r"expert[oa]s? contrapartes? delegad[oa]s? delegaci(?:ón|ones) representantes? instructor(?:es|as?)? "
    r"especialistas? "
    r"capacitador(?:es|as?)? asesor(?:es|as?)? observador(?:es|as?)? orador(?:es|as?)? ponentes? conferencistas? "
    r"consultor(?:es|as?)? "
    r"visitantes? apoyo contribuci(?:ón|ones) fondos? financiamiento embajadas? universidad(?:es)? banco "
    r"experiencias? científic[oa]s? "
    r"investigador(?:es|as?)? mentor(?:es|as?)? mediador(?:es|as?)? comisionad[oa]s? colegas pares voluntari[oa]s "
    r"metodologías? modelos? ingenier[oa]s? "
    r"cooperación colaboración donante",
    persons=r"funcionari[oa]s? oficial(?:es)? participantes? personas? estudiantes? maestr[oa]s docentes? "
    r"profesor(?:es|as)? juez(?:as)? jueces mujeres "
    r"hombres jóvenes ciudadan[oa]s inspector(?:es|as)? profesional(?:es)? técnic[oa]s becari[oa]s emprendedor(?:es|"
    r"as) agricultor(?:es|as) "
    r"líderes familias comunidades población instituci(?:ón|ones) agencias? autoridad(?:es)? policías? empresas "
    r"municipios municipalidades escuelas centros? "
    r"víctimas niños niñas ministeri[oa]s? departamentos? secretarías? tribunal(?:es)? poder_judicial fiscal(?:es|"
    r"ías?)? migrantes operador(?:es|as) "
    r"nacionales residentes facilitador(?:es|as) artesan[oa]s productor(?:es|as) mipymes pymes registros? "
    r"capacidad(?:es)? universidades intern[oa]s sistema "
    r"adolescentes abogad[oa]s enfermer[oa]s candidat[oa]s periodistas pescador(?:es|as) hoteles puertos? "
    r"aeropuertos? pueblos? aldeas emplead[oa]s servidor(?:es|as) "
    r"aduanas gobiernos? municipio ciudades territorio regiones provincias departamentos costas? reclus[oa]s "
    r"defensor(?:es|as) legislador(?:es|as) equipos?",
    helps=r"ofrec\w+ asist\w+ ayud\w+ asesor\w+ solicit\w+ acompañ\w+ permit\w+ equip\w+ invit\w+ capacit\w+ para "
    r"con benefic\w+ "
    r"fortalec\w+ apoy\w+ solicitud petición pedido brind\w+ entreg\w+ al a",
    benefits=r"(?:envi|brind|otorg|prest|entreg|ofrec|dirig|destin)\w+(?:_[^\s.;,]+){0,3}?_al? para en benefici(?:a|"
    r"an|ó|aron)_a asist(?:e|ió|irá)_a apoy(?:a|ó|ará)_a ayud(?:a|ó|ará)_a permit(?:e|"
    "ió)_a a_favor_de en_beneficio_de",
    begins="En Para Por_solicitud_de A_solicitud_de A_pedido_de Desde",
    is_done=r"(?:,[^,]*,)?\s+(?:ha|han|había|fue|fueron|es|son|está|están|será|comenzó|cuenta|tiene|participó|se|"
    r"adoptó|aprobó|puso|"
    r"(?!financió|donó|aportó|contribuyó|patrocinó|organizó|envió|ofreció|prestó|participó|apoyó|acogió|"
    r"albergó)\w+(?:ó|aron|ieron))\b",
    supports="apoyo cooperación coordinación colaboración alianza conjuntamente participación asistencia junto",
    aim="objetivos? metas? propósitos? fin(?:es)? finalidad(?:es)? objeto",
    infinitive=r"(?!(?:lugar|mujer|hogar|ayer|par|mar|taller|familiar|similar|particular|alquiler|bienestar|"
    r"poder_judicial)\b)[a-záéíóúñ]{2,}(?:ar|er|ir|ír)(?:se|l[aeo]s?)?\b",
    seeks=r"busca buscan pretende pretenden procura procuran aspira aspiran persigue persiguen se_propone se_proponen "
    r"tiene_(?:por|como)_(?:objetivo|objeto|finalidad|meta|propósito|fin) tiene_el_(?:objetivo|propósito)_de "
    r"tuvo_(?:por|como)_(?:objetivo|objeto) est(?:á|án)_(?:dirigid|orientad|destinad|encaminad)[oa]s? "
    r"está_diseñad[oa]_para",
    in_order="a_fin_de con_el_fin_de con_el_objeto_de con_el_objetivo_de con_miras_a para_que con_el_propósito_de "
    "se_busca se_pretende de_manera_que",
    hoped="se_busca se_pretende se_procura se_desea se_aspira es_el_propósito se_persigue lo_que_se_busca",
    outcomes="resultados? logros? productos? avances? efectos?",
    so_far="a_la_fecha hasta_la_fecha hasta_el_momento hasta_ahora hasta_hoy a_partir_de como_resultado gracias_a "
    "al_cierre "
    "al_finalizar al_término desde_su_(?:inicio|creación|lanzamiento) al_\\d con_la_asistencia",
    around="aproximadamente cerca_de alrededor_de unos unas más_de casi un_total_de en_total al_menos por_lo_menos",
    numbers=r"\d[\d.,]* cien doscient[oa]s trescient[oa]s cientos_de decenas_de dos tres cuatro cinco seis siete "
    r"ocho nueve diez once doce trece "
    r"catorce quince dieciséis diecisiete dieciocho diecinueve veinte veinti\w+ treinta(?:_y_\w+)? cuarenta(?:_y_\w+)? "
    r"cincuenta(?:_y_\w+)? sesenta(?:_y_\w+)? setenta(?:_y_\w+)? ochenta(?:_y_\w+)? noventa(?:_y_\w+)?",
    when="en durante desde entre el a_partir_de a_lo_largo_de hacia",
    done=r"\b(?:se\s+)?(?:ha|han)\s+(?:sido\s+)?(?!creado|diseñado|concebido|financiado|lanzado|"
    r"establecido)\w+[aií]d[oa]s?\b"
    r"|\bse\s+(?!creó|lanzó|estableció|inició|diseñó)\w+(?:ó|aron|ieron)\b(?!\s+(?:en|por)\s+(?:19|20))"
    r"|\bfue(?:ron)?\s+(?!cread|lanzad|establecid|diseñad|concebid|financiad)\w+[aií]d[oa]s?\b",
    took_part=r"\w+(?:aron|ieron)\b|participó|recibió|completó|aumentó|mejoró|se\s+benefici\w+|obtuvo",
    to_come="se_prevé se_espera_que se_tiene_previsto se_realizarán? se_llevarán?_a_cabo será(?:n)?_\\w+[ai]d[oa]s? "
    "tendrán?_lugar "
    "está_previst[oa] están_previst[oa]s se_celebrarán? se_capacitarán? se_entregarán? continuará",
    changed="aument(?:ó|aron) creci(?:ó|eron) disminuy(?:ó|eron) (?:se_)?reduj(?:o|eron) baj(?:ó|aron) subi(?:ó|"
    "eron) (?:se_)?duplic(?:ó|aron) pas(?:ó|aron)_de",
    men_and_women="hombres mujeres varones",
    founded=r"(?:fue|fueron|ha\s+sido)\s+(?:cread|establecid|lanzad|desarrollad|concebid|fundad|iniciad|diseñad|"
    r"instituid|constituid)[oa]s?",
    arose="nació nace surge surgió se_origina se_originó proviene",
    frames="en_el_marco_de(?:l)? de_conformidad_con en_respuesta_a(?:l)? en_cumplimiento_de(?:l)? ante_(?:el|la|los) "
    "dad[oa]s?_(?:el|la|los|que) considerando reconociendo tras_(?:el|la)",
    runs=r"(?:ha|han)_\w+[ai]do creó desarrolló lanzó estableció ejecuta coordina administra ofrece brinda asiste "
    r"apoya implementa lidera trabaja diseñó puso inició impulsa dirige gestiona presta convoca acompaña",
    consists="consta_de se_compone_de está_compuest[oa]_por está_integrad[oa]_por comprende consiste_en "
    "se_estructura_en está_estructurad[oa]_en abarca",
    parts="componentes? fases? proyectos? líneas?(?:_de_(?:acción|trabajo))? etapas? partes? pilares? módulos? ejes?",
    events=(
        (r"lanz(?:ó|ad[oa]s?|aron|amiento)", r"lanz(?:ad[oa]s?|amiento|ará|arán)"),
        (r"cread[oa]s?|creó|establecid[oa]s?|estableció|fundad[oa]s?", ""),
        (r"inició|inici[oa]d[oa]s?|comenzó|comenzaron", ""),
        (r"firm(?:ó|ad[oa]s?|aron)|suscri(?:bió|t[oa]s?)", r"firma|firmad[oa]s?|suscripción"),
        (r"concluy(?:ó|eron)|concluid[oa]s?|finaliz(?:ó|ad[oa]s?)|terminó|terminad[oa]s?", ""),
        (r"inaugur(?:ó|ad[oa]s?|aron)|abrió", r"inaugura\w*|apertura"),
    ),
    will="será serán se_prevé se_espera está_previst[oa] están_previst[oa]s aún_no todavía_no va_a por \\w+ará "
    "\\w+arán \\w+erá \\w+irá",
    will_happen="será serán se_prevé se_espera está_previst[oa] tendrá_lugar se_realizará se_llevará_a_cabo "
    "se_celebrará aún_no todavía_no lanzará inaugurará firmará",
)
