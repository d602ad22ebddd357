"""Words of the sections of reports that explain: bridge, sensitivity, benchmark, customers, what was learned; and of their formats."""

from simlib.locale.entry import Entry

REPORT_SECTIONS: dict[str, Entry] = {
    # bridge
    "report.bridge": Entry("D’où vient l’écart", "Where the difference comes from"),
    "report.bridge_help": Entry(
        "L’écart entre « {base} » et « {name} », réparti entre les leviers qui changent (valeurs de Shapley, {n} mondes) : les "
        "parts s’additionnent exactement.",
        "The difference between “{base}” and “{name}”, attributed to the levers that change (Shapley values, {n} worlds): the "
        "parts add up exactly.",
    ),
    "report.bridge_none": Entry(
        "L’écart ne se répartit pas levier par levier : trop de choses changent à la fois, ou elles ne se changent pas une à une.",
        "The difference cannot be attributed lever by lever: too much changes at once, or it cannot be changed piece by piece.",
    ),
    "report.read_bridge": Entry(
        "« {lever} » apporte {part} sur un écart total de {total} ({interval}).",
        "“{lever}” brings {part} of a total difference of {total} ({interval}).",
    ),
    "report.total": Entry("Total", "Total"),
    # sensitivity
    "report.tornado": Entry("Ce qui pèse le plus", "What matters most"),
    "report.tornado_help": Entry(
        "Chaque valeur est changée de {share} dans les deux sens, les autres restant fixes ({n} mondes). En bleu, ce que vous décidez ; "
        "en gris, ce qui est supposé : plus la barre est large, plus l’hypothèse mérite d’être vérifiée.",
        "Each value is moved by {share} either way, the others held ({n} worlds). Blue is what you decide, grey is what is "
        "assumed: the wider the bar, the more the assumption is worth checking.",
    ),
    "report.read_tornado": Entry(
        "« {lever} » déplace le DSO de {swing} entre ses deux bouts.",
        "“{lever}” moves DSO by {swing} between its two ends.",
    ),
    "report.read_tornado_none": Entry(
        "Rien de ce qui a été essayé ne déplace le DSO.", "Nothing that was tried moves DSO."
    ),
    # benchmark
    "report.benchmark": Entry("Face aux payeurs français", "Beside payers in France"),
    "report.benchmark_help": Entry(
        "Retard de paiement moyen de chaque segment aujourd’hui, à côté du retard moyen des payeurs de même taille en France.",
        "Mean days late of each segment today, beside the mean of payers of the same size in France.",
    ),
    "report.segment": Entry("Segment", "Segment"),
    "report.late_here": Entry("Retard ici", "Days late here"),
    "report.peer": Entry("Payeurs comparables", "Comparable payers"),
    "report.peer_days": Entry("France, 1er sem. {year}", "France, first half {year}"),
    "report.peer_gap": Entry("Écart à 2025", "Difference from 2025"),
    "report.peer_on_time": Entry(
        "Ici, {here} des factures échues sont payées à l’heure ; en France, {france} des payeurs paient à l’heure (1er semestre 2025, "
        "{before} un an plus tôt). Les deux parts ne comptent pas la même chose, factures d’un côté, payeurs de l’autre.",
        "Here, {here} of invoices that fall due are paid on time; in France, {france} of payers pay on time (first half of 2025, "
        "{before} a year before). The two shares count different things: invoices here, payers there.",
    ),
    "report.peer_source": Entry("Source : {source}.", "Source: {source}."),
    # customers
    "report.customers": Entry("Les clients qui doivent le plus", "The customers that owe most"),
    "report.customer": Entry("Client", "Customer"),
    "report.read_customers": Entry(
        "{n} clients ont de l’échu au {date}, pour {amount} ; la liste complète est celle de la commande customers.",
        "{n} customers are overdue on {date}, by {amount}; the whole list is that of the command customers.",
    ),
    # what was learned
    "report.learned": Entry("Ce qui a été appris, et ce que cela vaut", "What was learned, and what it is worth"),
    "report.learned_not": Entry(
        "Ce scénario n’a pas été étalonné sur un grand livre : le comportement de paiement est celui de l’hypothèse, sans vérification "
        "sur le passé. La commande calibrate l’apprend d’un grand livre, backtest dit ce qu’il prédit.",
        "This scenario was not calibrated on a ledger: payment behaviour is assumed, and was not checked against the past. The command "
        "calibrate learns it from a ledger, backtest says how well it predicts.",
    ),
    "report.learned_from": Entry(
        "{learned} valeurs sur {all} ont été apprises du grand livre ({file}).",
        "{learned} of {all} values were learned from the ledger ({file}).",
    ),
    "report.backtest": Entry("La prévision face au passé", "The forecast held against the past"),
    "report.backtest_help": Entry(
        "La prévision a été refaite à des dates passées, avec ce qui était connu alors, puis comparée à ce qui a été encaissé.",
        "The forecast was made again on days of the past, with what was known then, and held against what came in.",
    ),
    "report.backtest_not": Entry(
        "La prévision n’a pas été vérifiée sur le passé de cette entreprise ; la commande backtest le fait.",
        "The forecast was not checked against this firm’s past; the command backtest does it.",
    ),
    "report.backtest.wape": Entry("Erreur de la prévision (WAPE)", "Error of the forecast (WAPE)"),
    "report.backtest.coverage": Entry("Semaines dans la bande à 80 %", "Weeks inside the 80% band"),
    "report.backtest.interval_score": Entry(
        "Score de la bande, en part encaissée", "Score of the band, as a share of what came"
    ),
    "report.backtest.bootstrap_interval_score": Entry(
        "Le même, en tirant dans les retards passés", "The same, drawing from past lateness"
    ),
    "report.backtest.crps": Entry("Score de la distribution (CRPS)", "Score of the distribution (CRPS)"),
    "report.risk_auc": Entry(
        "Le risque par client classe bien {auc} fois sur 1 (AUC ; de 0,5, le hasard, à 1 ; {ends}), sur {n} factures mises de côté.",
        "Risk ranks customers with an AUC of {auc} (0.5 is luck, 1 perfect; {ends}), on {n} invoices set aside.",
    ),
    # cash
    "report.cash_plan": Entry("La trésorerie tient-elle ?", "Does the cash hold?"),
    "report.cash_plan_help": Entry(
        "Ce que paient les clients simulés, moins les décaissements à leur date, plus ce que la banque prête dans ses limites.",
        "What the simulated customers pay, less disbursements on their days, plus what the bank lends within its limits.",
    ),
    "report.thirteen_weeks": Entry("Treize semaines", "Thirteen weeks"),
    "report.read_weeks": Entry(
        "De {opening} à l’ouverture à {closing} à la clôture de la semaine {n}, en moyenne.",
        "From {opening} at the opening to {closing} at the close of week {n}, on average.",
    ),
    "report.twelve_months": Entry("Douze mois", "Twelve months"),
    "report.read_months": Entry(
        "Le BFR est au plus haut à {most} ({when}) et au plus bas à {least}.",
        "Working capital need peaks at {most} ({when}) and is lowest at {least}.",
    ),
    "report.in_thousands": Entry(
        "Affiché en milliers ({currency}), moyenne de {n} tirages ; le classeur Excel donne les montants exacts.",
        "Shown in thousands ({currency}), mean of {n} replications; the Excel workbook has the exact amounts.",
    ),
    "report.remedies": Entry("La trésorerie la moins chère", "The cheapest cash"),
    "report.remedies_help": Entry(
        "Chaque remède, seul, sur les mêmes mondes que la situation d’aujourd’hui : ce qu’un euro de trésorerie coûte pendant un an.",
        "Each remedy alone, on the same worlds as today: what a euro of cash costs for a year.",
    ),
    # formats
    "report.register_elsewhere": Entry(
        "Le registre complet, valeur par valeur, est dans le rapport HTML, le PDF et le classeur Excel.",
        "The whole register, value by value, is in the HTML report, the PDF and the Excel workbook.",
    ),
    "report.sheet_policies": Entry("Scénarios", "Scenarios"),
    "report.sheet_before_after": Entry("Avant après", "Before after"),
    "report.sheet_changes": Entry("Ce qui change", "What changes"),
    "report.sheet_bridge": Entry("Pont", "Bridge"),
    "report.sheet_figure": Entry("Fig.", "Fig."),
    "report.part.value": Entry("valeur", "value"),
    "report.part.before": Entry("aujourd’hui", "today"),
    "report.part.change": Entry("écart", "difference"),
    "report.part.low": Entry("écart, bas à 95 %", "difference, low 95%"),
    "report.part.high": Entry("écart, haut à 95 %", "difference, high 95%"),
    "report.part.p10": Entry("bas, 1 fois sur 10", "low, 1 time in 10"),
    "report.part.p90": Entry("haut, 1 fois sur 10", "high, 1 time in 10"),
}
