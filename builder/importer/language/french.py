"""The French of the sheets."""

from builder.importer.language.lexicon import Lexicon

FRENCH = Lexicon(
    code="fr",
    the=r"(?:(?:le|la|les)\s+|l[’'´]\s?)",
    of=r"(?:du\s+|des\s+|de\s+(?:la\s+|l[’'´]\s?)?|d[’'´]\s?)",
    into=r"(?:(?:en|à|au|aux|dans)\s+(?:(?:le|la|les)\s+|l[’'´]\s?)?)",
    by=r"par\s+(?:(?:le|la|les)\s+|l[’'´]\s?)?",
    ands="et",
    links="de du des la le les l d et en pour par avec contre à au aux sur entre depuis sans dans chez vers",
    heads="Programme Projet Réseau Initiative Plan Système Observatoire Forum Campagne Alliance Plateforme "
    "Plate-forme Mécanisme Bourses? "
    "Agenda Stratégie École Cours Mission Prix Portail Dialogue Laboratoire Académie Jeux Orchestre Registre Fonds "
    "Rapporteuse "
    "Défi Concours Compétition Certification Chaire Indice Partenariat Foire Diplôme Corridor",
    kinds="programme projet initiative campagne réseau cours plan composante atelier système plateforme concours",
    called="appelée? dénommée? intitulée? baptisée? connue?_sous_le_nom_de sous_le_nom_de de est",
    verbs="est sont était étaient fut sera a ont avait aura vise visent cherche cherchent offre offrent apporte "
    "apportent appuie appuient "
    "soutient soutiennent promeut promeuvent contribue contribuent aide aident comprend comprennent comporte "
    "consiste réunit permet "
    "permettent naît opère travaille travaillent facilite renforce renforcent prévoit compte inclut incluent couvre "
    "fournit développe "
    "organise forme exécute poursuit répond constitue représente accompagne accompagnent fonctionne commence "
    "commença débute aspire octroie "
    "encourage réalise fait prête coordonne relie met mettent donne se s assure accorde associe reçoit traite aborde "
    "enseigne génère "
    "combine intègre conseille diffuse stimule évalue finance améliore observe parraine prépare publie reconnaît "
    "sert supervise utilise "
    "rassemble analyse bénéficie dispose lutte repose propose tend doit peut favorise sensibilise",
    stops="qui que dont où quand comme lorsque pendant ainsi selon afin ne n y grâce",
    makes=r"mis_en_œuvre met_en_œuvre mettre_en_œuvre mise_en_œuvre exécut\w* lanc\w* cré(?:er|é|ée|és|a|"
    r"ation_d(?:e|u|es)?)? établi\w* développ\w* conç\w* commenc\w* administr\w* dirig\w* "
    r"offr\w* coordonn\w* grâce_au? à_travers par_le_biais_d(?:e|u|es)? au_moyen_d(?:e|u|es)? appelée? dénommée? "
    r"intitulée? gér\w+",
    within="dans_le_cadre_d(?:e|u|es)? au_sein_d(?:e|u|es)? dans_le_contexte_d(?:e|u|es)? faisant_partie_d(?:e|u|"
    "es)? partie_d(?:e|u|es)? "
    "conformément_au? avec_l[’']appui_d(?:e|u|es)? avec_le_soutien_d(?:e|u|es)? "
    "en_coordination_avec en_coopération_avec en_collaboration_avec en_partenariat_avec de_concert_avec avec "
    "contribue_au? inspirée?_d(?:e|u|es)? similaire_au? ainsi_que",
    through="à_travers par_le_biais_d(?:e|u|es)? au_moyen_d(?:e|u|es)? grâce_au? par avec depuis_.{3,20} en_\\d{4},?",
    own="OEA Organisation_des_États_américains Organisation_des_États_Américains Secrétariat_général "
    "Secrétariat_Général États_membres État_membre États_Membres",
    bodies="Département Commission Comité Secrétariat Bureau Unité Section Institut Secrétariat_exécutif "
    "Secrétariat_général Organisation Groupe Centre Agence Ministère Gouvernement",
    paid=r"financée?s? cofinancée?s? parrainée?s? subventionnée?s? payée?s? sponsorisée?s? prise?s?_en_charge "
    r"couverte?s?",
    payers="Banque Fonds Fondation Agence Union Société Ambassade Coopération Caisse Université Fédération Conseil "
    "Service",
    pays="finance financent (?:a|ont)_financé financera cofinance cofinancent (?:a|ont)_cofinancé parraine "
    "parrainent (?:a|ont)_parrainé subventionne (?:a|ont)_donné_des_fonds paie paye (?:a|ont)_payé",
    gives="apporte apportent (?:a|ont)_apporté (?:a|ont)_versé verse versent (?:a|ont)_accordé accorde (?:a|"
    "ont)_fourni fournit fournissent (?:a|ont)_alloué (?:a|ont)_fait",
    money="fonds ressources? financements? contributions? dons? subventions? apports? appui_financier "
    "soutien_financier aide_financière concours_financier assistance_financière parrainage générosité argent",
    given=r"est sont (?:a|ont)_été provenant émanant accordée?s? versée?s? fournie?s? reçue?s? financière?s? "
    r"financiers? volontaires? "
    r"généreuse?s? supplémentaires? US\$ \$ [\d.,]+ dollars millions de",
    costs="frais coûts? dépenses? honoraires salaires? voyages?",
    backing="appui soutien assistance coopération aide collaboration concours",
    thanks="grâce_aux? grâce_à_l[’'] grâce_à_la grâce_à_une? grâce_à",
    government=r"[Gg]ouvernements?\s+(?:du\s+|des\s+|de\s+(?:la\s+|l[’'´]\s?)?|d[’'´]\s?)",
    donor="donateurs? bailleurs?(?:_de_fonds)?",
    receives="(?:a|ont)_reçu reçoit (?:a|ont)_obtenu",
    source=r"(?:(?:du|des|par)\s+|de\s+(?:la\s+part\s+d(?:e\s+|u\s+))?|d[’'´]\s?)(?:(?:le|la|les)\s+|l[’'´]\s?)?",
    gathering=r"tenue?s? s[’']est_tenue? se_sont_tenue?s? a_eu_lieu ont_eu_lieu aura_lieu organisée?s? célébrée?s? "
    r"réuni\w* réunions? conférences? assemblées? sessions? sommets? séminaires? forums? "
    r"événements? rencontres? congrès symposiums? lancée?s? approuvée?s? adoptée?s? signée?s? inaugurée?s? siège "
    r"ayant_son_siège basée?s? visit\w+ voyag\w+ étudié cérémonie foires? "
    r"table_ronde donnée?s? présentée?s? se_tiendra accueillie?s?",
    training="ateliers? cours formations? stages? séminaires?",
    visits="visit(?:e|es|é) voyages? missions?_(?:en|au|à) échange_avec s[’']est_rendue?",
    visitors=r"experte?s? homologues? déléguée?s? délégations? représentante?s? instruct(?:eurs?|rices?) "
    r"spécialistes? format(?:eurs?|rices?) conseill(?:ers?|ères?) observat(?:eurs?|rices?) "
    r"conférenc(?:iers?|ières?) consultante?s? visiteurs? appui soutien contributions? fonds financement ambassades? "
    r"universités? banque expériences? scientifiques? cherch(?:eurs?|euses?) "
    r"mentors? médiat(?:eurs?|rices?) commissaires? collègues pairs bénévoles? volontaires? méthodologies? modèles? "
    r"ingénieurs? coopération collaboration",
    persons=r"fonctionnaires? agents? officiers? participante?s? personnes? étudiante?s? élèves enseignante?s? "
    r"professeurs? juges? femmes hommes jeunes citoyen(?:ne)?s? inspect(?:eurs?|rices?) "
    r"professionnel(?:le)?s? technicien(?:ne)?s? boursi(?:ers?|ères?) entrepreneurs? agricult(?:eurs?|rices?) "
    r"leaders familles communautés population institutions? agences? autorités? police "
    r"entreprises municipalités communes écoles centres? victimes enfants ministères? départements? secrétariats? "
    r"tribuna(?:l|ux) pouvoir_judiciaire procureurs? migrants opérat(?:eurs?|rices?) "
    r"ressortissante?s? résidente?s? facilitat(?:eurs?|rices?) artisane?s? product(?:eurs?|rices?) registres? "
    r"capacités? universités détenue?s? système adolescente?s? avocate?s? infirmi(?:ers?|ères?) "
    r"candidate?s? journalistes? pêcheurs? hôtels ports? aéroports? villages? employée?s? douanes gouvernements? "
    r"villes? territoire régions côtes? défenseurs? équipes? cadres?",
    helps=r"offr\w+ assist\w+ aid\w+ conseill\w+ demand\w+ accompagn\w+ permet\w* équip\w+ invit\w+ form\w+ pour "
    r"avec bénéfici\w+ renforc\w+ appu\w+ souten\w+ soutien\w* au à aux",
    benefits="pour en au aux à dans bénéficie_au? assiste appuie aide permet_au? en_faveur_d(?:e|u|es)? "
    "au_profit_d(?:e|u|es)?",
    begins="En Au Aux À Dans Pour À_la_demande_d(?:e|u|es)? Depuis",
    is_done=r"(?:,[^,]*,)?\s+(?:a|ont|avait|est|sont|fut|sera|compte|dispose|s[’'´]\s?est|se)\b(?!\s+(?:financé|"
    r"contribué|versé|donné|accordé|parrainé|organisé|envoyé|offert|prêté|participé|appuyé|accueilli|soutenu|"
    r"apporté))",
    supports="appui soutien coopération coordination collaboration partenariat conjointement participation "
    "assistance concours",
    aim="objectifs? buts? finalités? fins",
    infinitive=r"(?!(?:entre|notre|votre|quatre|octobre|septembre|novembre|décembre|centre|autre|premier|dernier|"
    r"janvier|février|après|contre|outre|livre|titre|nombre|ministère|hiver|hier|cher|maître|mettre_à_jour)\b)"
    r"[a-zàâäçéèêëîïôöùûü]{2,}(?:er|ir|oir|re)\b",
    seeks=r"vise visent cherche_à cherchent_à tend_à aspire_à poursuit se_propose a_pour_(?:objectifs?|but|objet|"
    r"finalité|vocation) ont_pour_(?:objectifs?|but) avait_pour_(?:objectif|but) "
    r"est_destinée?_à est_conçue?_pour",
    in_order="afin_de afin_d[’'] dans_le_but_de en_vue_de pour_que de_manière_à de_façon_à afin_que",
    hoped="il_s[’']agit_de on_cherche_à il_est_souhaité l[’']on_souhaite",
    outcomes="résultats? réalisations? acquis produits? succès progrès",
    so_far="à_ce_jour jusqu[’']à_présent jusqu[’']ici à_la_date_d(?:e|u|es)? en_conséquence grâce_aux? grâce_à "
    "à_l[’']issue "
    "au_terme depuis_sa_création depuis_son_lancement à_la_fin",
    around="environ près_de quelque quelques plus_de presque un_total_de au_total au_moins",
    numbers=r"\d[\d.,\s]* cent deux_cents? trois_cents? centaines_de dizaines_de deux trois quatre cinq six sept "
    r"huit neuf dix onze douze treize quatorze quinze seize dix-\w+ vingt(?:[-_]\w+)* "
    r"trente(?:[-_]\w+)? quarante(?:[-_]\w+)? cinquante(?:[-_]\w+)? soixante(?:[-_]\w+)*",
    when="en durant depuis entre le au_cours_d(?:e|u|es)? à_partir_de du pendant dès",
    done=r"\b(?:a|ont)\s+été\s+(?!créé|lancé|conçu|établi|financé|mis\b|mise\b)\w+(?:é|i|u|is|it|rt)(?:e?s?)\b|"
    r"\b(?:s[’'´]\s?est|se\s+sont)\s+(?:tenu|réuni|déroulé)\w*\b|\b(?:a|ont)\s+eu\s+lieu\b",
    took_part=r"(?:a|ont)\s+(?:\w+ment\s+)?(?!pour\b)\w+(?:é|i|u|is|it|ert)(?:e?s?)\b",
    to_come="il_est_prévu est_prévue? sont_prévue?s aura_lieu auront_lieu sera_\\w+ seront_\\w+ on_prévoit "
    "se_tiendra se_tiendront devrait devraient",
    changed="(?:a|ont)_augmenté (?:a|ont)_diminué (?:a|ont)_baissé (?:a|ont)_doublé (?:est|sont)_passée?s?_de (?:a|"
    "ont)_progressé (?:a|ont)_réduit",
    men_and_women="hommes femmes",
    founded=r"(?:a|ont)\s+été\s+(?:créée?s?|établie?s?|lancée?s?|conçue?s?|fondée?s?|instituée?s?|"
    r"mise?s?\s+(?:en\s+place|sur\s+pied))|(?:fut|est)\s+(?:créée?|lancée?|mise?\s+en\s+œuvre)",
    arose="est_née?_d(?:e|u|es)? naît_d(?:e|u|es)? découle trouve_son_origine",
    frames="dans_le_cadre_d(?:e|u|es)? conformément_(?:à|au|aux) en_réponse_(?:à|au|aux) en_application_d(?:e|u|es)? "
    "face_(?:à|au|"
    "aux) compte_tenu_d(?:e|u|es)? considérant reconnaissant à_la_suite_d(?:e|u|es)?",
    runs=r"(?:a|ont)_(?:créé|lancé|mis|établi|conçu|développé|élaboré) exécute coordonne administre offre appuie "
    r"aide assiste gère met dirige travaille accompagne anime pilote",
    consists="se_compose_d(?:e|u|es)? est_composée?_d(?:e|u|es)? comprend comporte consiste_en s[’']articule_autour "
    "est_structurée?_en",
    parts="composantes? volets? phases? projets? axes? étapes? parties? piliers? modules?",
    events=(
        (r"lanc(?:ée?s?|ement|a)", r"lanc(?:ée?s?|ement|era)"),
        (r"créée?s?|créa|établie?s?|fondée?s?", ""),
        (r"commencé|débuté|commença", ""),
        (r"signée?s?|signa", r"signature|signée?s?"),
        (r"achevée?s?|terminée?s?|conclue?s?", ""),
        (r"inaugurée?s?|ouverte?s?", r"inaugur\w+|ouverture"),
    ),
    will="sera seront il_est_prévu est_prévue? pas_encore va doit \\w+era \\w+eront aura",
    will_happen="sera seront il_est_prévu est_prévue? aura_lieu se_tiendra pas_encore lancera inaugurera signera",
)
