"""What forecasts and back-tests say."""

from simlib.locale.entry import Entry

FORECAST: dict[str, Entry] = {
    "verdict.good": Entry("bon", "good"),
    "verdict.fair": Entry("moyen", "fair"),
    "verdict.poor": Entry("mauvais", "poor"),
    "verdict.short": Entry("historique trop court", "history too short"),
    "rule.due_date": Entry("paiement à l’échéance", "payment on the due date"),
    "rule.median_lateness": Entry(
        "échéance et retard habituel du client", "due date plus the customer’s usual lateness"
    ),
    "rule.ageing": Entry("taux d’encaissement par tranche d’âge", "collection rates by age"),
    "rule.bootstrap": Entry("tirage dans les retards du client", "draws from the customer’s lateness"),
    "rule.model": Entry("le modèle", "the model"),
    "evidence.title": Entry("La prévision essayée sur le passé", "The forecast tried on the past"),
    "evidence.good": Entry(
        "La prévision a été essayée sur le passé de l’entreprise et tient.",
        "The forecast was tried on the firm’s own past, and holds.",
    ),
    "evidence.fair": Entry(
        "La prévision a été essayée sur le passé de l’entreprise : utile, à lire avec prudence semaine par semaine.",
        "The forecast was tried on the firm’s own past: useful, to be read with care week by week.",
    ),
    "evidence.poor": Entry(
        "La prévision a été essayée sur le passé de l’entreprise et ne tient pas : ne vous fiez pas aux montants d’une semaine, "
        "ni aux euros des scénarios ; comparez les scénarios entre eux.",
        "The forecast was tried on the firm’s own past, and does not hold: do not rely on the amounts of a week, nor on the "
        "money of a scenario; compare scenarios with one another.",
    ),
    "evidence.short": Entry(
        "L’historique est trop court pour essayer la prévision sur le passé (essais possibles : {origins}) : "
        "les montants restent des hypothèses.",
        "The history is too short to try the forecast on the past (trials possible: {origins}): amounts remain assumptions.",
    ),
    "evidence.measured": Entry(
        "En {origins} essais, les encaissements des factures ouvertes sur {weeks} semaines ont été manqués de {error} en moyenne, "
        "contre {rule_error} pour la meilleure règle simple ({rule}) ; {coverage} des semaines sont dans la fourchette à 80 %.",
        "In {origins} trials, receipts of open invoices over {weeks} weeks were missed by {error} on average, against "
        "{rule_error} for the best simple rule ({rule}); {coverage} of the weeks lay in the 80% band.",
    ),
    "axis.week": Entry("Semaine commençant le", "Week beginning on"),
    "legend.forecast": Entry("Prévision", "Forecast"),
    "legend.came_inside": Entry("Encaissé, dans la fourchette", "Received, inside the band"),
    "legend.came_outside": Entry("Encaissé, en dehors", "Received, outside"),
    "point.forecast": Entry(
        "Encaissements attendus sur {weeks} semaines : {mean}, et 8 fois sur 10 entre {low} et {high}",
        "Receipts expected over {weeks} weeks: {mean}, and 8 times in 10 between {low} and {high}",
    ),
    "point.forecast_open": Entry(
        "Encaissements attendus des factures ouvertes sur {weeks} semaines : {mean}, et 8 fois sur 10 entre {low} et {high}",
        "Receipts expected of open invoices over {weeks} weeks: {mean}, and 8 times in 10 between {low} and {high}",
    ),
    "subtitle.forecast": Entry(
        "Par semaine, d’après le grand livre arrêté au {date} ; traits : 8 tirages sur 10",
        "By week, from the ledger as it stood on {date}; lines: 8 draws in 10",
    ),
    "point.backtest_good": Entry("Essayée sur le passé, la prévision tient", "Tried on the past, the forecast holds"),
    "point.backtest_fair": Entry(
        "Essayée sur le passé, la prévision est utile, à lire avec prudence",
        "Tried on the past, the forecast is useful, to be read with care",
    ),
    "point.backtest_poor": Entry(
        "Essayée sur le passé, la prévision ne tient pas", "Tried on the past, the forecast does not hold"
    ),
    "point.backtest_short": Entry(
        "L’historique est trop court pour essayer la prévision", "The history is too short to try the forecast"
    ),
    "subtitle.backtest": Entry(
        "Encaissements des factures ouvertes, en {lead}e semaine après la prévision ; {share} des semaines dans la fourchette à 80 % "
        "(1 à {weeks} semaines après)",
        "Receipts of open invoices, in week {lead} after the forecast; {share} of the weeks inside the 80% band "
        "(1 to {weeks} weeks after)",
    ),
    "point.errors": Entry(
        "Le modèle manque {model} des encaissements ; la meilleure des autres méthodes, {other}",
        "The model misses {model} of receipts; the best of the other methods, {other}",
    ),
    "subtitle.errors": Entry(
        "Part des encaissements manquée, semaine par semaine sur {weeks} semaines, moyenne de {origins} essais ; moins vaut mieux",
        "Share of receipts missed, week by week over {weeks} weeks, mean of {origins} trials; less is better",
    ),
    # tables of the commands
    "forecast.read": Entry(
        "Au soir du {date}, {owed} sont dus par les clients.", "At the end of {date} customers owe {owed}."
    ),
    "forecast.promised": Entry(
        "Dont {amount} promis pour un jour à venir ; {kept} des promesses sont supposées tenues.",
        "Of it {amount} are promised for a day to come; {kept} of promises are taken to be kept.",
    ),
    "forecast.stale": Entry(
        "Attention : le grand livre s’arrête au {last}, {days} jours plus tôt ; ce qui a été facturé ou payé depuis manque.",
        "Beware: the ledger ends on {last}, {days} days before; what was billed or paid since is missing.",
    ),
    "forecast.open_only": Entry(
        "Encaissements attendus de ces seules factures :", "Receipts expected from these invoices alone:"
    ),
    "forecast.with_sales": Entry(
        "Encaissements attendus, ventes à venir au rythme passé comprises :",
        "Receipts expected, sales to come at the past pace included:",
    ),
    "forecast.from": Entry("Du", "From"),
    "forecast.to": Entry("Au", "To"),
    "forecast.mean": Entry("Moyenne", "Mean"),
    "forecast.p10": Entry("Dépassé 9 fois sur 10", "Exceeded 9 times in 10"),
    "forecast.p50": Entry("Une fois sur deux", "One time in two"),
    "forecast.p90": Entry("Dépassé 1 fois sur 10", "Exceeded 1 time in 10"),
    "forecast.total": Entry("Ensemble", "Together"),
    "forecast.written": Entry("Écrit : {file}", "Written: {file}"),
    "backtest.method": Entry("Prévision par", "Forecast by"),
    "backtest.error": Entry("Erreur (WAPE)", "Error (WAPE)"),
    "backtest.interval_score": Entry("Score de la fourchette", "Score of the band"),
    "backtest.summary": Entry(
        "Semaines dans la fourchette à 80 % : {coverage} ; CRPS {crps} des encaissements ; clients essayés : {customers} sur {of}. "
        "Erreur : ce qui est manqué, semaine par semaine, sur ce qui est venu. Score : largeur de la fourchette plus dix fois ce qui "
        "en sort, sur ce qui est venu ; moins vaut mieux.",
        "Weeks inside the 80% band: {coverage}; CRPS {crps} of receipts; customers tried: {customers} of {of}. "
        "Error: what was missed, week by week, over what came. Score: width of the band plus ten times what lies outside, over what "
        "came; less is better.",
    ),
    "axis.lateness": Entry("Retard sur l’échéance", "Days after the due date"),
    "point.curve": Entry(
        "La courbe de paiement simulée suit celle du grand livre, à {gap} point près au plus",
        "The simulated payment curve follows the ledger’s, within {gap} points",
    ),
    "subtitle.curve": Entry(
        "Part des factures payées selon le retard ; passé simulé {n} fois avec les relances d’alors",
        "Share of invoices paid by lateness; the past simulated {n} times with the reminders of its time",
    ),
    # the notebook
    "told.check": Entry(
        "## Lire le grand livre\n\nChaque ligne est acceptée, rejetée ou ignorée, et chaque montant avec elle. Rien ne se perd en silence.",
        "## Read the ledger\n\nEvery row is accepted, rejected or ignored, and every amount with it. Nothing is lost in silence.",
    ),
    "told.learn": Entry(
        "## Apprendre\n\nComment chaque client paie, avec ce que le grand livre ne dit pas, et qui reste une hypothèse.",
        "## Learn\n\nHow each customer pays, and what the ledger does not tell, which stays an assumption.",
    ),
    "told.fit": Entry(
        "## Le passé est-il rendu ?\n\nLes factures du grand livre sont simulées à nouveau, avec les relances d’alors.",
        "## Is the past given back?\n\nThe ledger’s own invoices are simulated again, with the reminders of their time.",
    ),
    "told.backtest": Entry(
        "## La prévision aurait-elle été juste ?\n\nAvant toute promesse : la prévision refaite à des dates passées, avec ce qu’on savait "
        "alors, à côté des règles simples d’un trésorier.",
        "## Would the forecast have been right?\n\nBefore any promise: the forecast made again on days of the past, from what was known "
        "then, beside a treasurer’s simple rules.",
    ),
    "told.forecast": Entry(
        "## Prévoir les encaissements\n\nSemaine par semaine, avec une fourchette qui tient 8 fois sur 10.",
        "## Forecast receipts\n\nWeek by week, with a band that holds 8 times in 10.",
    ),
}
