"""The Portuguese of the sheets."""

from builder.importer.language.lexicon import Lexicon

PORTUGUESE = Lexicon(
    code="pt",
    the=r"(?:o|a|os|as)\s+",
    of=r"(?:d[eoa]s?\s+)",
    into=r"(?:em|n[oa]s?)\s+(?:(?:o|a|os|as)\s+)?",
    by=r"(?:por|pel[oa]s?)\s+(?:parte\s+d[eoa]s?\s+)?(?:(?:o|a|os|as)\s+)?",
    ands="e",
    links="de do da dos das e em no na nos nas para por pelo pela com contra a à ao aos às o os as sobre entre desde "
    "sem",
    heads="Programa Projet[oa]s? Projecto Rede Iniciativa Plano Sistema Observatório Fórum Campanha Aliança "
    "Plataforma Mecanismo Bolsas? "
    "Agenda Estratégia Escola Curso Missão Missões Prêmio Prémio Portal Diálogo Laboratório Academia Jogos Orquestra "
    "Registro Fundo "
    "Relatoria Desafio Concurso Competição Certificação Cátedra Índice Feira Modelo Corredor",
    kinds="programa projeto projecto iniciativa campanha rede curso plano componente oficina sistema plataforma "
    "concurso",
    called="chamad[oa] denominad[oa] intitulad[oa] conhecid[oa]_como sob_o_nome_de de é sobre",
    verbs="é são era eram foi foram será tem têm teve está estão busca buscam oferece oferecem apoia apoiam apóia "
    "promove promovem "
    "procura pretende contribui contribuem assiste ajuda ajudam compreende consta consiste reúne permite permitem "
    "nasceu nasce "
    "surge surgiu opera trabalha trabalham facilita facilitam fortalece fortalecem contempla conta contam inclui "
    "incluem abrange "
    "proporciona desenvolve desenvolvem organiza capacita executa persegue responde forma constitui representa "
    "acompanha "
    "acompanham funciona começou começa iniciou inicia visa visam aspira concede impulsiona fomenta realiza realizam "
    "realizou presta "
    "coordena conecta vincula articula se lançou criou recebe recebeu atende aborda ensina gera combina integra "
    "assessora divulga "
    "entrega estimula avalia financia implementa lidera melhora observa patrocina premia prepara publica põe "
    "reconhece reforça "
    "serve supervisiona utiliza aproxima agrupa analisa leva dá faz",
    stops="que quem cujo cuja qual onde mediante como quando durante assim segundo também não",
    makes=r"implement\w* execut\w* lanç\w* cri[oa]\w* criação_d[eoa]s? estabele\w* desenvolv\w* projet(?:ou|ad[oa]) "
    r"inici\w* começ\w* administr\w* dirig\w* "
    r"lider\w* oferec\w* coorden\w* mediante por_meio_d[eoa]s? através_d[eoa]s? chamad[oa] denominad[oa] intitulad[oa] "
    r"conhecid[oa]_como impulsion\w*",
    within="no_âmbito_d[eoa]s? no_marco_d[eoa]s? no_quadro_d[eoa]s? no_contexto_d[eoa]s? dentro_d[eoa]s? "
    "como_parte_d[eoa]s? "
    "parte_d[eoa]s? de_acordo_com em_conformidade_com conforme "
    "com_o_apoio_d[eoa]s? em_coordenação_com em_cooperação_com em_colaboração_com em_parceria_com junto_com "
    "contribui_para inspirad[oa]_em "
    "semelhante_a assim_como além_d[eoa]s?",
    through="por_meio_d[eoa]s? através_d[eoa]s? mediante com há_.{3,20} desde_.{3,20} em_\\d{4},?",
    own="OEA Organização_dos_Estados_Americanos Secretaria-Geral Secretaria_Geral Estados_membros Estados_Membros "
    "Estado_membro Estado_Membro",
    bodies="Departamento Comissão Comitê Comité Secretaria Escritório Unidade Seção Instituto Secretaria-Geral "
    "Secretaria_Executiva Organização Grupo "
    "Centro Agência Ministério Governo",
    paid=r"financiad[oa]s? cofinanciad[oa]s? patrocinad[oa]s? subvencionad[oa]s? custead[oa]s? doad[oa]s? pag[oa]s? "
    r"subsidiad[oa]s?",
    payers="Banco Fundo Fundação Agência União Corporação Embaixada Cooperação",
    pays="financia financiam financiou financiaram financiará (?:está|estão)_financiando cofinancia cofinanciou "
    "patrocina patrocinou custeia custeou doou doa doaram pagou paga",
    gives="aporta aportou aportaram contribuiu_com contribui_com contribuíram_com concedeu concede proporcionou "
    "forneceu deu destinou destina alocou",
    money="fundos? recursos? financiamento contribuiç(?:ão|ões) doaç(?:ão|ões) donativos? subvenç(?:ão|ões) aportes? "
    "apoio_financeiro ajuda_financeira "
    "assistência_financeira apoio_econômico patrocínio generosidade verbas? dinheiro",
    given=r"foi foram são (?:tem|têm)_sido provenientes? procedentes? oriund[oa]s? concedid[oa]s? feit[oa]s? "
    r"fornecid[oa]s? recebid[oa]s? "
    r"financeir[oa]s? voluntári[oa]s? generos[oa]s? adicionais "
    r"US\$ R\$ \$ [\d.,]+ dólares milhões de mil",
    costs="gastos? custos? despesas? honorários salários? viagens? passagens",
    backing="apoio respaldo assistência cooperação ajuda colaboração",
    thanks="graças_ao? graças_à graças_a_uma graças_a_um",
    government=r"[Gg]overnos?\s+(?:d[eoa]s?\s+)",
    donor="doador(?:es|a)?",
    receives="recebeu recebe receberam obteve",
    source=r"(?:(?:d[eoa]s?|por|pel[oa]s?)\s+)(?:(?:o|a|os|as)\s+)?",
    gathering=r"celebr\w+ realizad[oa]s? realizou-se realizaram-se foi_realizad[oa] teve_lugar tiveram_lugar ocorreu "
    r"reuni(?:ão|ões|u|ram) conferências? assembleias? "
    r"sess(?:ão|ões) cúpulas? seminários? fóruns? eventos? encontros? congressos? simpósios? lançad[oa]s? "
    r"aprovad[oa]s? assinad[oa]s? adotad[oa]s? inaugurad[oa]s? "
    r"sede com_sede sediad[oa]s? visit\w+ viaj\w+ estud(?:ou|aram) cerimônia feiras? mesa_redonda oficina_foi "
    r"curso_foi ministrad[oa]s? apresentad[oa]s? organizad[oa]s? "
    r"terá_lugar será_realizad[oa]",
    training="oficinas? cursos? capacitaç(?:ão|ões) treinamentos? seminários? aulas formaç(?:ão|ões)",
    visits="visit(?:a|as|ou|aram) viag(?:em|ens) viaj(?:ou|aram) miss(?:ão|ões)_a intercâmbio_em",
    visitors=r"especialistas? peritos? contrapartes? delegad[oa]s? delegaç(?:ão|ões) representantes? instrutor(?:es|"
    r"as?)? assessor(?:es|as?)? observador(?:es|as?)? "
    r"palestrantes? consultor(?:es|as?)? visitantes? apoio contribuiç(?:ão|ões) fundos? financiamento embaixadas? "
    r"universidades? banco experiências? cientistas? "
    r"pesquisador(?:es|as?)? mentor(?:es|as?)? mediador(?:es|as?)? comissári[oa]s? colegas voluntári[oa]s "
    r"metodologias? modelos? engenheir[oa]s? cooperação colaboração",
    persons=r"funcionári[oa]s? oficiais participantes? pessoas? estudantes? alun[oa]s professor(?:es|as)? docentes? "
    r"juíz(?:es|as) mulheres homens jovens cidadãos "
    r"inspetor(?:es|as)? profissionais técnic[oa]s bolsistas empreendedor(?:es|as) agricultor(?:es|as) líderes "
    r"famílias comunidades população instituiç(?:ão|ões) agências? "
    r"autoridades? polícias? empresas municípios prefeituras escolas centros? vítimas crianças ministéri[oa]s? "
    r"departamentos? secretarias? tribunais judiciário promotor(?:es|as) "
    r"migrantes operador(?:es|as) nacionais residentes facilitador(?:es|as) artesã[os]s? artesãos produtor(?:es|as) "
    r"registros? capacidades? universidades intern[oa]s sistema "
    r"adolescentes advogad[oa]s enfermeir[oa]s candidat[oa]s jornalistas pescador(?:es|as) hotéis portos? "
    r"aeroportos? aldeias empregad[oa]s servidor(?:es|as) alfândegas "
    r"governos? cidades território regiões estados costa defensor(?:es|as) equipes?",
    helps=r"oferec\w+ assist\w+ ajud\w+ assessor\w+ solicit\w+ acompanh\w+ permit\w+ equip\w+ convid\w+ capacit\w+ "
    r"para com benefici\w+ fortalec\w+ apoi\w+ "
    r"solicitação pedido prest\w+ entreg\w+ ao a",
    benefits=r"(?:envi|prest|conced|entreg|oferec|dirig|destin)\w+(?:_[^\s.;,]+){0,3}?_(?:ao|à|a) para em n[oa]s? "
    r"benefici(?:a|am|ou|aram) assist(?:e|iu) apoi(?:a|ou) ajud(?:a|ou) permit(?:e|iu)_a "
    "em_favor_d[eoa]s? em_benefício_d[eoa]s?",
    begins="Em N[oa]s? Para A_pedido_d[eoa]s? Por_solicitação_d[eoa]s? Desde",
    is_done=r"(?:,[^,]*,)?\s+(?:tem|têm|foi|foram|é|são|está|estão|será|começou|conta|adotou|aprovou|se|"
    r"(?!financiou|doou|contribuiu|patrocinou|organizou|enviou|ofereceu|emprestou|participou|apoiou|sediou|"
    r"acolheu)\w+(?:ou|eu|iu|aram|eram|iram))\b",
    supports="apoio cooperação coordenação colaboração parceria conjuntamente participação assistência junto",
    aim="objetivos? objectivos? metas? propósitos? fins? finalidades? objeto",
    infinitive=r"(?!(?:lugar|mulher|familiar|similar|particular|bem-estar|mar|par|lar|qualquer|setor|"
    r"valor)\b)[a-záéíóúâêôãõç]{2,}(?:ar|er|ir|por|pôr)(?:-se|-l[oa]s?)?\b",
    seeks=r"busca buscam pretende pretendem procura procuram aspira visa visam persegue se_propõe propõe-se "
    r"tem_(?:por|como)_(?:objetivo|objeto|finalidade|meta|propósito) "
    r"tem_o_(?:objetivo|propósito)_de teve_(?:por|como)_objetivo está_(?:dirigid|orientad|destinad)[oa] destina-se_a "
    r"foi_concebid[oa]_para",
    in_order="a_fim_de com_o_fim_de com_o_objetivo_de com_vistas_a para_que com_o_propósito_de busca-se pretende-se "
    "de_modo_a",
    hoped="busca-se pretende-se procura-se deseja-se é_o_propósito",
    outcomes="resultados? êxitos? conquistas? produtos? avanços? realizações",
    so_far="até_o_momento até_agora até_hoje até_a_data até_a_presente_data a_partir_d[eoa]s? como_resultado "
    "graças_a[os]? ao_final ao_término desde_(?:o_)?seu_(?:início|lançamento) desde_sua_criação",
    around="aproximadamente cerca_de cerca_d[eoa]s? em_torno_de uns umas mais_de quase um_total_de ao_todo pelo_menos",
    numbers=r"\d[\d.,]* cem duzent[oa]s trezent[oa]s centenas_de dezenas_de dois duas três quatro cinco seis sete "
    r"oito nove dez onze doze treze catorze quatorze quinze "
    r"dezesseis dezessete dezoito dezenove vinte(?:_e_\w+)? trinta(?:_e_\w+)? quarenta(?:_e_\w+)? "
    r"cinquenta(?:_e_\w+)? sessenta(?:_e_\w+)? setenta(?:_e_\w+)? "
    r"oitenta(?:_e_\w+)? noventa(?:_e_\w+)?",
    when="em durante desde entre a_partir_de ao_longo_d[eoa]s? no na de",
    done=r"\b(?:tem|têm)\s+sido\s+\w+[ai]d[oa]s?\b"
    r"|\b(?:foi|foram)\s+(?!criad|lançad|estabelecid|concebid|financiad|desenvolvid)\w+[ai]d[oa]s?\b|\b(?!criou|"
    r"lançou|estabeleceu)\w{3,}(?:ou|aram|eram|iram)-se\b|\b(?:foi|foram)\s+(?:aberta?s?|feit[oa]s?|ganh[oa]s?|"
    r"entregues?)\b",
    took_part=r"\w{3,}(?:aram|eram|iram)\b|participou|recebeu|concluiu|completou|aumentou|melhorou|obteve|abriu",
    to_come="prevê-se espera-se_que espera-se está_previst[oa] estão_previst[oa]s será(?:_|o_)?\\w+[ai]d[oa]s? serão "
    "terá_lugar terão_lugar se_realizará continuará",
    changed="aument(?:ou|aram) cresce(?:u|ram) diminu(?:iu|íram) reduzi(?:u|ram) ca(?:iu|íram) subi(?:u|ram) "
    "dobr(?:ou|aram) pass(?:ou|aram)_de",
    men_and_women="homens mulheres",
    founded=r"(?:foi|foram)\s+(?:criad|estabelecid|lançad|desenvolvid|concebid|fundad|iniciad|instituíd)[oa]s?",
    arose="nasceu nasce surge surgiu se_origina originou-se provém",
    frames="no_(?:âmbito|marco|quadro|contexto)_d[eoa]s? em_conformidade_com em_resposta_a em_resposta_à "
    "em_cumprimento_(?:ao|à|d[eoa]) diante_d[eoa]s? dad[oa]s?_(?:o|a|que) considerando reconhecendo após_[oa]",
    runs=r"(?:tem|têm)_\w+[ai]do criou desenvolveu lançou estabeleceu executa coordena administra oferece presta "
    r"assiste apoia implementa lidera trabalha iniciou impulsiona dirige gerencia acompanha",
    consists="consta_de é_compost[oa]_(?:por|d[eoa]) compõe-se_de compreende compreendem consiste_em estrutura-se_em "
    "está_estruturad[oa]_em abrange",
    parts="componentes? fases? projetos? linhas?(?:_de_(?:ação|trabalho))? etapas? partes? pilares? módulos? eixos?",
    events=(
        (r"lanç(?:ou|ad[oa]s?|aram|amento)", r"lanç(?:ad[oa]s?|amento|ará|arão)"),
        (r"criad[oa]s?|criou|estabelecid[oa]s?|estabeleceu|fundad[oa]s?", ""),
        (r"iniciou|iniciad[oa]s?|começou|começaram", ""),
        (r"assin(?:ou|ad[oa]s?|aram)|firm(?:ou|ad[oa]s?)", r"assinatura|assinad[oa]s?"),
        (r"conclu(?:iu|íram|íd[oa]s?)|finaliz(?:ou|ad[oa]s?)|termin(?:ou|ad[oa]s?)", ""),
        (r"inaugur(?:ou|ad[oa]s?|aram)|abriu", r"inaugura\w*|abertura"),
    ),
    will="será serão prevê-se espera-se está_previst[oa] estão_previst[oa]s ainda_não vai \\w+ará \\w+arão \\w+erá "
    "\\w+irá",
    will_happen="será serão prevê-se espera-se está_previst[oa] terá_lugar se_realizará ainda_não lançará inaugurará "
    "assinará",
)
