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
        "{rule_error} for the best simple rule ({rule}); {coverage} of the weeks lay in the 80 % band.",
    ),
}
