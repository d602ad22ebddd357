"""Words of the page with the sliders."""

from simlib.locale.entry import Entry

PAGE: dict[str, Entry] = {
    "page.title": Entry("Simulateur de trésorerie clients", "Receivables what-if"),
    "page.period": Entry("du {first} au {last}", "{first} to {last}"),
    "page.controls": Entry("Leviers", "Levers"),
    "page.cards": Entry("Chiffres clés", "Key figures"),
    "page.charts": Entry("Graphiques", "Charts"),
    "page.reset": Entry("Revenir à aujourd’hui", "Back to today"),
    "page.reset_one": Entry("Remettre à la valeur d’aujourd’hui", "Put back to today’s value"),
    "page.today": Entry("aujourd’hui :", "today:"),
    "page.opening": Entry("Le simulateur s’ouvre…", "Opening the simulator…"),
    "page.waiting": Entry("Simulation en cours…", "Simulating…"),
    "page.updating": Entry("Mise à jour…", "Updating…"),
    "page.language": Entry("Langue", "Language"),
    "page.help": Entry("Que veut dire ce terme ?", "What does this mean?"),
    "status.starting": Entry(
        "Première simulation… (une demi-minute la première fois)", "First simulation… (half a minute the first time)"
    ),
    "status.draft": Entry(
        "Ébauche : {replications} tirages, affinage…", "Draft: {replications} replications, refining…"
    ),
    "status.refined": Entry("{replications} tirages", "{replications} replications"),
    "status.failed": Entry(
        "Impossible à simuler : {message} Les chiffres sont ceux d’avant.",
        "It cannot be simulated: {message} The figures are the previous ones.",
    ),
    "tab.dso": Entry("DSO", "DSO"),
    "tab.receivables": Entry("Encours", "Receivables"),
    "tab.ageing": Entry("Balance âgée", "Ageing"),
    "tab.bfr": Entry("BFR", "Working capital"),
    "tab.cash": Entry("Trésorerie", "Cash"),
    "group.customers": Entry("Activité", "Activity"),
    "group.billing": Entry("Facturation", "Billing"),
    "group.terms": Entry("Délais de paiement", "Payment terms"),
    "group.reminders": Entry("Relances", "Reminders"),
    "group.calls": Entry("Appels", "Calls"),
    "group.disputes": Entry("Litiges", "Disputes"),
    "group.escalation": Entry("Pénalités, recouvrement et contentieux", "Late fees, agency and court"),
    "group.credit": Entry("Crédit clients", "Customer credit"),
    "group.behaviour": Entry("Comportement des clients", "Customers’ behaviour"),
    "group.cash": Entry("Encaissement", "From payment to cash"),
    "group.financing": Entry("Escompte et affacturage", "Discount and factoring"),
    "group.shocks": Entry("Chocs", "Shocks"),
    "group.alerts": Entry("Alertes", "Alerts"),
    "group.simulation": Entry("Simulation", "Simulation"),
    "group.before": Entry("Politique d’avant le début", "Policy before the start"),
    "group.treasury": Entry("Stocks et fournisseurs", "Stock and suppliers"),
}
