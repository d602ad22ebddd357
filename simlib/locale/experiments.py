"""What experiments say."""

from simlib.locale.entry import Entry

EXPERIMENTS: dict[str, Entry] = {
    "yes": Entry("oui", "yes"),
    "no": Entry("non", "no"),
    # rankings
    "experiments.ranking": Entry(
        "Classement par « {label} » ; intervalles à 95 % et p corrigés pour {n} comparaisons",
        "Ranking by “{label}”; 95% intervals and p corrected for {n} comparisons",
    ),
    "experiments.frontier": Entry(
        "Frontière : aucun autre scénario n’est meilleur à la fois sur {aims}",
        "Frontier: no other scenario is better in {aims} at once",
    ),
    # explanations
    "experiments.bridge": Entry(
        "De « {before} » à « {after} » : ce qu’apporte chaque levier (valeurs de Shapley, {n} tirages, intervalles à 95 %)",
        "From “{before}” to “{after}”: what each lever brings (Shapley values, {n} replications, 95% intervals)",
    ),
    "experiments.step": Entry("Étape « {name} »", "Step “{name}”"),
    "experiments.steps": Entry("Étapes du plan commun", "Steps of the common plan"),
    "experiments.plans": Entry("Plans de relance", "Reminder plans"),
    "experiments.total": Entry("Total", "Total"),
    "experiments.together": Entry("Tous ensemble", "All together"),
    "experiments.bound": Entry(
        "Le mieux que chaque levier puisse seul pour « {label} », aujourd’hui {value} ({n} tirages)",
        "The best that each lever can do alone for “{label}”, today {value} ({n} replications)",
    ),
    "experiments.tornado": Entry(
        "Ce que fait à « {label} », aujourd’hui {value}, chaque valeur changée de {share} ({n} tirages)",
        "What each value moved by {share} does to “{label}”, today {value} ({n} replications)",
    ),
    "experiments.decided": Entry("décidé", "decided"),
    "experiments.assumed": Entry("supposé", "assumed"),
    # columns of what commands print
    "experiments.column.lever": Entry("Levier", "Lever"),
    "experiments.column.today": Entry("Aujourd’hui", "Today"),
    "experiments.column.best": Entry("Au mieux", "At best"),
    "experiments.column.difference": Entry("Écart [95 %]", "Difference [95 %]"),
    "experiments.column.kind": Entry("Nature", "Kind"),
    "experiments.column.one_end": Entry("D’un côté [95 %]", "One end [95 %]"),
    "experiments.column.other_end": Entry("De l’autre [95 %]", "Other end [95 %]"),
    "experiments.column.to": Entry("Passe à", "Moves to"),
    "experiments.column.bound": Entry("Limite", "Bound"),
    "experiments.column.effort": Entry("Chemin parcouru", "Share of the way"),
    "experiments.column.months": Entry("Mois", "Months"),
    "experiments.column.effect": Entry("Écart attendu", "Expected effect"),
    "experiments.column.spread": Entry("Écart type", "Spread"),
    "experiments.column.per_arm_by_formula": Entry("Par groupe (formule)", "Per arm (formula)"),
    "experiments.column.per_arm": Entry("Par groupe (retenu)", "Per arm (taken)"),
    "experiments.column.power": Entry("Puissance", "Power"),
    "experiments.column.power_of_all": Entry("Puissance, tous les clients", "Power, all customers"),
    "experiments.end": Entry("{value} : {change}", "{value}: {change}"),
    "experiments.optimum_more": Entry(
        "Les {shown} premières combinaisons sur {n} ; --json les donne toutes, --figure les dessine",
        "The first {shown} combinations of {n}; --json gives all, --figure draws them",
    ),
    # searches
    "experiments.sweep": Entry(
        "Écarts avec « {base} » et intervalles à 95 % ({n} tirages)",
        "Differences from “{base}” with 95% intervals ({n} replications)",
    ),
    "experiments.goal_reached": Entry(
        "« {label} » : de {today} à {mean} en moyenne, l’objectif de {target} est atteint ({share} des mondes, {n} tirages)",
        "“{label}”: from {today} to {mean} on average, the target of {target} is reached ({share} of worlds, {n} replications)",
    ),
    "experiments.goal_missed": Entry(
        "« {label} » : de {today} à {mean} au mieux ; il manque {missing} pour l’objectif de {target} ({n} tirages)",
        "“{label}”: from {today} to {mean} at best; {missing} is missing of the target of {target} ({n} replications)",
    ),
    "experiments.goal_beyond": Entry(
        "Ce qui manque viendrait de l’un de ces leviers, avec l’accord des clients ou contre remise, commandes ou commission :",
        "One of these would bring what is missing, if customers agree, or at a price:",
    ),
    "experiments.goal_nothing_beyond": Entry(
        "Aucun autre levier n’apporterait seul ce qui manque.", "No other lever alone would bring what is missing."
    ),
    "experiments.optimum": Entry(
        "Frontière de {aims} : {tried} combinaisons essayées, {n} tirages",
        "Frontier of {aims}: {tried} combinations tried, {n} replications",
    ),
    # trials on the firm's own customers
    "experiments.design_enough": Entry(
        "Essai de « {b} » contre « {a} » : {per_arm} clients par groupe, {months} mois, du {first} au {last} ; mesure : {label}. "
        "Chance de trouver l’écart attendu : {power} (demandé : {asked}) ; fausses alertes : {false}.",
        "Trial of “{b}” against “{a}”: {per_arm} customers in each arm, {months} months, {first} to {last}; measured: {label}. "
        "Chance of finding the expected difference: {power} (asked: {asked}); false alarms: {false}.",
    ),
    "experiments.design_short": Entry(
        "Essai de « {b} » contre « {a} », mesure : {label}. La firme a trop peu de clients : avec {per_arm} par groupe et {months} mois, "
        "la chance de trouver l’écart attendu est de {power} (demandé : {asked}) ; il en faudrait environ {needed} par groupe. "
        "Fausses alertes : {false}.",
        "Trial of “{b}” against “{a}”, measured: {label}. The firm has too few customers: with {per_arm} in each arm and {months} "
        "months, the chance of finding the expected difference is {power} (asked: {asked}); it would take about {needed} in each arm. "
        "False alarms: {false}.",
    ),
    "experiments.design_shared": Entry(
        "Les deux groupes se partagent les minutes d’appel : un vrai essai mêlerait leurs effets, la simulation ne le fait pas.",
        "Both arms share the minutes of calls: a real trial would mix their effects, the simulation does not.",
    ),
    # figures
    "point.bridge": Entry(
        "{label} : {change}, dont {part} par « {lever} »", "{label}: {change}, of which {part} by “{lever}”"
    ),
    "subtitle.bridge": Entry(
        "Part de chaque levier (valeurs de Shapley exactes, {n} tirages) et son intervalle à 95 %",
        "Part of each lever (exact Shapley values, {n} replications) and its 95% interval",
    ),
    "point.tornado": Entry(
        "{label} : « {lever} » pèse le plus, {swing} d’un bout à l’autre",
        "{label}: “{lever}” matters most, {swing} from end to end",
    ),
    "point.tornado_none": Entry("{label} : rien ne le fait bouger", "{label}: nothing moves it"),
    "subtitle.tornado": Entry(
        "Écart avec aujourd’hui ({value}) quand chaque valeur change de {share}, et son intervalle à 95 %",
        "Difference from today ({value}) when each value moves by {share}, and its 95% interval",
    ),
    "point.frontier": Entry(
        "{on} scénarios sur {n} ne sont battus par aucun autre", "{on} of {n} scenarios are beaten by no other"
    ),
    "subtitle.frontier": Entry("{aims}, moyennes sur {n} tirages", "{aims}, means over {n} replications"),
    "legend.frontier": Entry("Frontière", "Frontier"),
    "legend.beaten": Entry("Battus par un autre", "Beaten by another"),
    # tables
    "table.rank": Entry("Rang", "Rank"),
    "table.scenario": Entry("Scénario", "Scenario"),
    "table.difference": Entry("Écart", "Difference"),
    "table.low": Entry("de", "from"),
    "table.high": Entry("à (95 %, corrigé)", "to (95%, corrected)"),
    "table.p": Entry("p corrigé", "corrected p"),
    "table.best": Entry("Meilleur dans", "Best in"),
    "table.may_be": Entry("Peut être le meilleur", "May be the best"),
}
