"""Words of the report."""

from simlib.locale.entry import Entry

REPORT: dict[str, Entry] = {
    # the page
    "report.kind.scenario": Entry("Rapport de scénario", "Scenario report"),
    "report.kind.onepage": Entry("Synthèse en une page", "One-page summary"),
    "report.kind.comparison": Entry("Comparaison de politiques", "Comparison of policies"),
    "report.kind.treasury": Entry("Trésorerie à 13 semaines", "Thirteen-week cash plan"),
    "report.kind.calibration": Entry("Apprentissage et vérification", "What was learned, and how well it predicts"),
    "report.and_more": Entry(" et {n} autres", " and {n} others"),
    "report.foreword": Entry("Avant-propos", "Foreword"),
    "report.title": Entry(
        "Trésorerie clients : aujourd’hui et {n} autres scénarios",
        "Receivables and cash: today and {n} other scenarios",
    ),
    "report.title_one": Entry(
        "Trésorerie clients : aujourd’hui et un autre scénario", "Receivables and cash: today and another scenario"
    ),
    "report.title_alone": Entry("Trésorerie clients : la situation d’aujourd’hui", "Receivables and cash: today"),
    "report.page": Entry("Page", "Page"),
    "report.start": Entry("Début", "Start"),
    "report.length": Entry("Durée", "Length"),
    "report.months": Entry("{n} mois", "{n} months"),
    "report.worlds": Entry("Mondes simulés", "Simulated worlds"),
    "report.compared": Entry("Scénarios", "Scenarios"),
    "report.today": Entry("« {name} », la situation d’aujourd’hui", "“{name}”, the situation of today"),
    "report.quoted": Entry("« {name} »", "“{name}”"),
    # the summary
    "report.summary": Entry("L’essentiel", "In short"),
    "report.lead": Entry(
        "Aujourd’hui, les clients doivent {receivables}, soit {dso} de ventes (DSO) ; {overdue} sont échus, soit "
        "{ratio} de "
        "l’encours. Le besoin en fonds de roulement (BFR) immobilise {bfr}. Un jour de DSO vaut {day} de trésorerie.",
        "Today, customers owe {receivables}, which is {dso} of sales (DSO); {overdue} of it is overdue, {ratio} of "
        "receivables. The working capital need (BFR) ties up {bfr}. One day of DSO is worth {day} of cash.",
    ),
    "report.best": Entry(
        "Des scénarios comparés, « {name} » libère le plus de trésorerie.",
        "Of the scenarios compared, “{name}” frees the most cash.",
    ),
    "report.best_one": Entry("« {name} » libère de la trésorerie.", "“{name}” frees cash."),
    "report.no_best": Entry(
        "Aucun des scénarios comparés ne libère nettement de trésorerie.",
        "None of the scenarios compared clearly frees cash.",
    ),
    "report.dso_better": Entry(
        "Le DSO passe de {today} à {value}, soit {change} (intervalle à 95 % : {interval}) ; il est meilleur dans {worlds}.",
        "DSO goes from {today} to {value}, a change of {change} (95% interval: {interval}); it is better in {worlds}.",
    ),
    "report.dso_worse": Entry(
        "Le DSO passe de {today} à {value}, soit {change} (intervalle à 95 % : {interval}) ; il est moins bon dans {worlds}.",
        "DSO goes from {today} to {value}, a change of {change} (95% interval: {interval}); it is worse in {worlds}.",
    ),
    "report.all_worlds": Entry("tous les mondes simulés", "all simulated worlds"),
    "report.share_of_worlds": Entry("{share} des mondes simulés", "{share} of the simulated worlds"),
    "report.dso_unclear": Entry(
        "Le DSO, {value}, ne change pas nettement : {change} (intervalle à 95 % : {interval}).",
        "DSO, {value}, does not clearly change: {change} (95% interval: {interval}).",
    ),
    "report.freed": Entry(
        "{amount} de trésorerie sont libérés, une fois ({interval}).",
        "{amount} of cash is freed, once ({interval}).",
    ),
    "report.tied": Entry(
        "{amount} de trésorerie de plus sont immobilisés ({interval}).",
        "{amount} more cash is tied up ({interval}).",
    ),
    "report.cash_unclear": Entry(
        "La trésorerie immobilisée ne change pas nettement ({interval}).",
        "The cash tied up does not clearly change ({interval}).",
    ),
    "report.overdue_to": Entry(
        "L’échu passe de {today} à {value}, soit {change} ({interval}).",
        "Overdue goes from {today} to {value}, a change of {change} ({interval}).",
    ),
    "report.cost": Entry(
        "Relancer coûte {value} sur {period}, dont {hours} de travail, contre {today} aujourd’hui.",
        "Reminding costs {value} over {period}, {hours} of work included, against {today} today.",
    ),
    "report.cost_alone": Entry(
        "Relancer coûte {value} sur {period}, dont {hours} de travail.",
        "Reminding costs {value} over {period}, {hours} of work included.",
    ),
    "report.cash_alone": Entry(
        "La trésorerie finit à {end} en moyenne, et descend au plus bas à {low} (sous {worst} une fois sur dix).",
        "Cash ends at {end} on average, and is {low} at its lowest (below {worst} one time in ten).",
    ),
    "report.more": Entry(
        "Les {n} autres scénarios sont dans le tableau qui suit.",
        "The {n} other scenarios are in the table that follows.",
    ),
    "report.caution": Entry("À garder en tête", "To bear in mind"),
    "report.caution_effects": Entry(
        "L’effet d’une relance est une hypothèse tirée de publications, pas une mesure chez vos clients : seul un "
        "essai la confirmerait.",
        "The effect of a reminder is an assumption drawn from publications, not a measure of your customers: only a "
        "trial would confirm it.",
    ),
    "report.caution_given": Entry(
        "Le comportement de paiement est celui que donne le scénario ; il n’a pas été appris d’un grand livre.",
        "Payment behaviour is what the scenario gives; it was not learned from a ledger.",
    ),
    "report.caution_learned": Entry(
        "Le comportement de paiement a été appris du grand livre ({file}).",
        "Payment behaviour was learned from the ledger ({file}).",
    ),
    "report.caution_interval": Entry(
        "Les intervalles disent ce que le hasard fait à l’écart moyen, pas ce que valent les hypothèses.",
        "Intervals say what chance does to the mean difference, not how good the assumptions are.",
    ),
    "report.against": Entry("contre {value}", "against {value}"),
    "report.card_of": Entry("Avec « {name} », à côté d’aujourd’hui :", "With “{name}”, beside today:"),
    # the table of scenarios
    "report.side_by_side": Entry("Les scénarios côte à côte", "The scenarios side by side"),
    "report.side_by_side_help": Entry(
        "Sous chaque valeur, l’écart avec « {base} » et, entre crochets, son intervalle à 95 %, sur les mêmes "
        "mondes simulés. Pour « {base} », là où la valeur tombe huit fois sur dix.",
        "Below each value, the difference from “{base}” and, in brackets, its 95% interval, on the same simulated "
        "worlds. For “{base}”, where the value lies eight times in ten.",
    ),
    "report.alone_help": Entry(
        "Sous chaque valeur, là où elle tombe huit fois sur dix.",
        "Below each value, where it lies eight times in ten.",
    ),
    "report.ends": Entry(";", "to"),
    "report.scenario": Entry("Scénario", "Scenario"),
    "report.better_dso": Entry("DSO meilleur", "DSO better"),
    "report.better_dso_help": Entry(
        "Part des mondes simulés où le DSO est meilleur que dans « {base} ».",
        "Share of simulated worlds in which DSO is better than in “{base}”.",
    ),
    "report.how_to_read": Entry("Comment lire", "How to read"),
    "report.stocks_read": Entry(
        "DSO, échu et BFR sont la moyenne des trois dernières fins de mois ; la trésorerie se lit au dernier jour, "
        "le coût sur {period}.",
        "DSO, overdue and BFR are the mean of the last three month ends; cash is read on the last day, cost over "
        "{period}.",
    ),
    # figures and their readings
    "report.month_by_month": Entry("« {name} », mois par mois", "“{name}”, month by month"),
    "report.month_by_month_help": Entry(
        "Les figures montrent « {name} », le scénario le plus favorable à la trésorerie, à côté d’aujourd’hui.",
        "The figures show “{name}”, the scenario that is best for cash, beside today.",
    ),
    "report.month_by_month_one": Entry(
        "Les figures montrent « {name} » à côté d’aujourd’hui.", "The figures show “{name}” beside today."
    ),
    "report.month_by_month_alone": Entry("La situation, mois par mois", "The situation, month by month"),
    "report.read_policies": Entry(
        "Chaque point est un écart moyen avec « {base} », chaque trait son intervalle à 95 %. Un trait tout entier "
        "du même côté de zéro dit un écart net : vert, il est favorable ; orange, défavorable.",
        "Each mark is a mean difference from “{base}”, each line its 95% interval. A line that lies on one side of "
        "zero shows a clear difference: green is favourable, orange is not.",
    ),
    "report.read_dso": Entry(
        "Le {date}, le DSO est de {value} contre {today} aujourd’hui ({change}) ; huit fois sur dix il est entre "
        "{low} et {high}.",
        "On {date}, DSO is {value} against {today} today ({change}); eight times in ten it lies between {low} and "
        "{high}.",
    ),
    "report.read_dso_alone": Entry(
        "Le {date}, le DSO est de {value} ; huit fois sur dix il est entre {low} et {high}.",
        "On {date}, DSO is {value}; eight times in ten it lies between {low} and {high}.",
    ),
    "report.read_ageing": Entry(
        "L’échu passe de {today} à {value}. C’est la tranche « {bracket} » qui change le plus : {change} ({interval}).",
        "Overdue goes from {today} to {value}. The bracket “{bracket}” changes most: {change} ({interval}).",
    ),
    "report.read_ageing_alone": Entry(
        "{value} sont échus, dont {old} depuis plus de 90 jours.",
        "{value} is overdue, {old} of it for more than 90 days.",
    ),
    "report.read_bfr_freed": Entry(
        "{first} sont libérés dès le {first_date}, et {change} le {date} ({interval}){pace}. C’est un gain unique : "
        "il reste tant que la politique tient, et ne se répète pas chaque année.",
        "{first} is freed by {first_date}, and {change} by {date} ({interval}){pace}. It is a gain made once: it "
        "stays as long as the policy does, and does not come again every year.",
    ),
    "report.read_bfr": Entry(
        "Le {date}, le BFR est de {value} contre {today} aujourd’hui, un écart de {change} ({interval}).",
        "On {date}, BFR is {value} against {today} today, a difference of {change} ({interval}).",
    ),
    "report.pace": Entry(
        " ; les trois quarts sont là au bout de {n} mois", "; three quarters of it are there after {n} months"
    ),
    "report.pace_one": Entry(
        " ; les trois quarts sont là dès la première fin de mois",
        "; three quarters of it are there by the first month end",
    ),
    "report.read_bfr_alone": Entry(
        "Le {date}, le BFR est de {value} ; huit fois sur dix il est entre {low} et {high}.",
        "On {date}, BFR is {value}; eight times in ten it lies between {low} and {high}.",
    ),
    "report.read_cash": Entry(
        "Au plus bas, la trésorerie est de {low} en moyenne, contre {today} aujourd’hui ; elle passe sous zéro dans "
        "{below} des mondes simulés, contre {below_today} aujourd’hui.",
        "At its lowest, cash is {low} on average, against {today} today; it falls below zero in {below} of the "
        "simulated worlds, against {below_today} today.",
    ),
    "report.read_cash_alone": Entry(
        "Au plus bas, la trésorerie est de {low} en moyenne ; elle passe sous zéro dans {below} des mondes simulés.",
        "At its lowest, cash is {low} on average; it falls below zero in {below} of the simulated worlds.",
    ),
    # before and after
    "report.before_after": Entry("Avant, après : {months} mois", "Before and after: {months} months"),
    "report.before_after_help": Entry(
        "Valeur d’aujourd’hui → valeur du scénario, lues à la fin du mois ; dessous, l’écart et son intervalle à 95 %.",
        "Value of today → value of the scenario, read at the end of the month; below, the difference and its 95% "
        "interval.",
    ),
    "report.before_after_alone": Entry(
        "Valeur lue à la fin du mois ; dessous, là où elle tombe huit fois sur dix.",
        "Value read at the end of the month; below, where it lies eight times in ten.",
    ),
    "report.cash": Entry("Trésorerie", "Cash"),
    "report.after_months": Entry("{n} mois", "{n} months"),
    "report.after_month": Entry("1 mois", "1 month"),
    "report.indicator": Entry("Indicateur", "Indicator"),
    # assumptions
    "report.assumptions": Entry("Hypothèses", "Assumptions"),
    "report.differs": Entry("Ce qui change", "What changes"),
    "report.differs_help": Entry(
        "Tout le reste est identique : mêmes clients, mêmes commandes, mêmes hasards.",
        "Everything else is the same: same customers, same orders, same luck.",
    ),
    "report.differs_nothing": Entry(
        "Rien : les valeurs sont celles de « {base} ».", "Nothing: the values are those of “{base}”."
    ),
    "report.lever": Entry("Levier", "Lever"),
    "report.all_segments": Entry("Tous les clients", "All customers"),
    "report.plan_of": Entry("Plan de relance · {segment}", "Reminder plan · {segment}"),
    "report.no_plan": Entry("aucune relance", "no reminder"),
    "report.step": Entry("J{day} : {channel}", "D{day}: {channel}"),
    "report.step_minimum": Entry("J{day} : {channel} (dès {amount})", "D{day}: {channel} (from {amount})"),
    "report.step_key": Entry(
        "J+3 : trois jours après l’échéance ; J−5 : cinq jours avant.",
        "D+3: three days after the due date; D−5: five days before.",
    ),
    "report.register": Entry("Registre des valeurs de « {name} »", "Register of the values of “{name}”"),
    "report.register_help": Entry(
        "{all} valeurs : {set} fixées par vous, {learned} apprises de votre grand livre, {prior} a priori du modèle ; "
        "{off} sont sans effet ici. Dans chaque groupe, ce qui diffère de la valeur par défaut vient en premier.",
        "{all} values: {set} set by you, {learned} learned from your ledger, {prior} priors of the model; {off} have no "
        "effect here. In each group, what differs from its default comes first.",
    ),
    "report.register_same": Entry(
        "À leur valeur par défaut : {n} valeurs ({labels}).", "At their default: {n} values ({labels})."
    ),
    "report.register_off": Entry(
        "Sans effet ici, la fonction étant coupée ou remplacée : {n} valeurs ({labels}).",
        "Without effect here, being switched off or replaced: {n} values ({labels}).",
    ),
    "report.register_source": Entry(
        "La source est celle de l’a priori ; une valeur écrite dans un fichier a la sienne dans ce fichier, à la "
        "ligne dite. Fichiers : {files}.",
        "The source is that of the prior; a value written in a file has its own in that file, at the line given. "
        "Files: {files}.",
    ),
    "report.value": Entry("Valeur", "Value"),
    "report.unit": Entry("Unité", "Unit"),
    "report.source": Entry("Source", "Source"),
    "report.plan": Entry("Plan de relance : {name}", "Reminder plan: {name}"),
    "report.where_from": Entry("Origine", "Origin"),
    "report.origin.set": Entry("fixé · {place}", "set · {place}"),
    "report.origin.learned": Entry("appris · {place}", "learned · {place}"),
    # limits
    "report.limits": Entry("Limites du modèle", "Limits of the model"),
    "report.limit.effects": Entry(
        "Ce que fait une relance (effet, part reçue, coordonnées fausses, lassitude) est une hypothèse : un grand "
        "livre ne peut pas le dire. Un essai sur une partie des clients le dirait.",
        "What a reminder does (effect, delivery, wrong contact data, fatigue) is an assumption: a ledger cannot "
        "tell. A trial on some of the customers would.",
    ),
    "report.limit.interval": Entry(
        "Les intervalles mesurent le hasard des mondes simulés, pas l’incertitude des hypothèses.",
        "Intervals measure the luck of the simulated worlds, not the uncertainty of the assumptions.",
    ),
    "report.limit.unpaid": Entry(
        "Litiges, promesses, échéanciers, recouvrement et défaillances suivent des taux moyens par segment ; la faillite "
        "d’un gros client précis se simule à part, avec un scénario de choc.",
        "Disputes, promises, instalment plans, recovery and failures follow mean rates by segment; the failure of one "
        "large customer is simulated apart, by a scenario of shocks.",
    ),
    "report.limit.goodwill": Entry(
        "Trop relancer use la bonne volonté et finit par coûter des commandes, dans la mesure que dit l’hypothèse ; aucun "
        "grand livre ne la mesure.",
        "Too many reminders wear goodwill down and cost orders in the end, as far as the assumption says; no ledger "
        "measures it.",
    ),
    "report.limit.cash": Entry(
        "La trésorerie dépend des décaissements et des financements décrits dans le scénario : ce qui n’y figure pas, un "
        "investissement par exemple, n’est pas dans la courbe.",
        "Cash depends on the disbursements and financing that the scenario describes: what is not there, such as an "
        "investment, is not in the curve.",
    ),
    "report.limit.sales": Entry(
        "Les ventes ne réagissent pas : les commandes sont les mêmes dans tous les scénarios, sauf leviers qui les "
        "changent.",
        "Sales do not react: orders are the same in all scenarios, unless a lever changes them.",
    ),
    "report.limit.behaviour": Entry(
        "Les clients paient demain comme ils paient dans le scénario ; un retournement de conjoncture se simule "
        "avec le levier « Rapidité de paiement ».",
        "Customers pay tomorrow as they do in the scenario; a downturn is simulated with the lever “Speed of payment”.",
    ),
    "report.limit.advice": Entry(
        "Ce document n’est ni un conseil juridique, ni un conseil comptable.",
        "This document is neither legal nor accounting advice.",
    ),
    # provenance
    "report.provenance": Entry("Provenance", "Provenance"),
    "report.provenance_help": Entry(
        "Mêmes fichiers, même graine, mêmes versions : les mêmes chiffres, au centime. La ligne de commande les "
        "redonne avec tous leurs chiffres.",
        "Same files, same seed, same versions: the same numbers, to the cent. The command line gives them again "
        "with all their digits.",
    ),
    "report.digest_of": Entry("Empreinte de « {name} »", "Digest of “{name}”"),
    "report.what": Entry("Quoi", "What"),
    "report.seed": Entry("Graine", "Seed"),
    "report.replications": Entry("Tirages", "Replications"),
    "report.engine": Entry("Moteur", "Engine"),
    "report.engine.compiled": Entry("compilé", "compiled"),
    "report.engine.reference": Entry("de référence", "reference"),
    "report.versions": Entry("Versions", "Versions"),
    "report.period": Entry("Période simulée", "Period simulated"),
    "report.invoices": Entry("Factures simulées", "Invoices simulated"),
    "report.identity": Entry("Rapport", "Report"),
    # sources of priors
    "source: assumption": Entry("hypothèse", "assumption"),
    "source: Altares S1 2025; before the due date: assumption": Entry(
        "Altares S1 2025 ; avant l’échéance : hypothèse", "Altares S1 2025; before the due date: assumption"
    ),
    "source: CGI art. 278 (French standard rate)": Entry(
        "CGI art. 278 (taux normal)", "CGI art. 278 (French standard rate)"
    ),
    "source: shrunk from Gillitzer & Sinning 2020, Cadena & Schoar 2011, Laudenbach et al.: assumption": Entry(
        "hypothèse, ramenée vers « aucun effet » depuis Gillitzer & Sinning 2020, Cadena & Schoar 2011, Laudenbach "
        "et al.",
        "assumption, shrunk towards no effect from Gillitzer & Sinning 2020, Cadena & Schoar 2011, Laudenbach et al.",
    ),
}
