"""What the treasury's tables, figures and files say."""

from simlib.locale.entry import Entry

TREASURY: dict[str, Entry] = {
    # remedies
    "remedy.reminders": Entry("Relancer plus fermement", "Remind more firmly"),
    "remedy.discount": Entry("Escompte pour paiement anticipé", "Early-payment discount"),
    "remedy.factoring": Entry("Affacturage", "Factoring"),
    "remedy.suppliers": Entry("Délais fournisseurs plus longs", "Longer supplier terms"),
    "remedy.overdraft": Entry("Découvert", "Overdraft"),
    "remedy.today": Entry("Aujourd’hui", "Today"),
    "cost.collecting": Entry("recouvrement", "collecting"),
    "cost.discounts": Entry("escomptes", "discounts"),
    "cost.factor": Entry("factor", "factor"),
    "cost.insurance": Entry("assurance-crédit", "credit insurance"),
    "cost.bad_debts": Entry("pertes sur créances", "bad debts"),
    "cost.late_fees": Entry("pénalités reçues", "late fees received"),
    "cost.orders_lost": Entry("marge des ventes perdues", "margin of sales lost"),
    "cost.suppliers": Entry("prix des fournisseurs", "suppliers’ price"),
    "cost.interest": Entry("intérêts", "interest"),
    "remedies.read": Entry(
        "Coût de la trésorerie, du {since} au {until}, sur {n} tirages ; intervalles à 95 %",
        "Cost of cash, {since} to {until}, over {n} replications; 95% intervals",
    ),
    "remedies.none": Entry("pas de trésorerie nette", "no clear gain of cash"),
    "remedies.suppliers_free": Entry(
        "Ce que les fournisseurs demandent pour attendre n’est pas connu : compté pour rien (--supplier-price le dit).",
        "What suppliers ask for waiting is not known: counted as nothing (--supplier-price says it).",
    ),
    "remedies.value_of_a_day": Entry(
        "Un jour de DSO en moins libère {cash} une fois et économise {interest} d’intérêts par an, à {rate}.",
        "One day of DSO less frees {cash} once and saves {interest} of interest a year, at {rate}.",
    ),
    "remedies.value_of_a_day_bare": Entry(
        "Un jour de DSO en moins libère {cash} une fois ; sans taux d’emprunt, il n’économise aucun intérêt.",
        "One day of DSO less frees {cash} once; without a rate of borrowing it saves no interest.",
    ),
    "remedies.column.remedy": Entry("Remède", "Remedy"),
    "remedies.column.cash": Entry("Trésorerie obtenue", "Cash obtained"),
    "remedies.column.cost": Entry("Coût par an", "Cost a year"),
    "remedies.column.a_year": Entry("soit, l’an", "that is, a year"),
    "remedies.column.per_1000": Entry("par jour et par {thousand}", "a day for {thousand}"),
    "remedies.column.a_day_of_dso": Entry("par jour de DSO, l’an", "for a day of DSO, a year"),
    "remedies.column.dso": Entry("DSO", "DSO"),
    "remedies.column.parts": Entry("dont", "of which"),
    # figures
    "point.remedies": Entry(
        "La trésorerie la moins chère : « {name} », {rate} l’an", "The cheapest cash: “{name}”, {rate} a year"
    ),
    "point.remedies_gain": Entry(
        "La trésorerie la moins chère : « {name} », qui rapporte au lieu de coûter",
        "The cheapest cash: “{name}”, which earns instead of costing",
    ),
    "point.remedies_none": Entry("Aucun remède ne libère nettement de trésorerie", "No remedy clearly frees cash"),
    "subtitle.remedies": Entry(
        "Coût d’un euro de trésorerie, en taux annuel (360 jours), et son intervalle à 95 % ; à droite, ce qui est obtenu",
        "Cost of a euro of cash, as a rate a year (360 days), and its 95% interval; at the right, what is obtained",
    ),
    "axis.a_year": Entry("% l’an", "% a year"),
    "mark.remedy": Entry("{rate} · {cash}", "{rate} · {cash}"),
    "hover.remedy": Entry(
        "{rate} l’an ({interval}) ; coûte {cost} par an et libère {cash}",
        "{rate} a year ({interval}); costs {cost} a year and frees {cash}",
    ),
}
