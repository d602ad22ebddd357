"""What figures say."""

from simlib.locale.entry import Entry

FIGURES: dict[str, Entry] = {
    # titles
    "point.alone": Entry(
        "{label} : {value} en moyenne des trois dernières fins de mois",
        "{label}: {value} on average over the last three month ends",
    ),
    "point.changed": Entry(
        "{label} : {value}, {change} contre aujourd’hui", "{label}: {value}, {change} against today"
    ),
    "point.same": Entry("{label} : {value}, comme aujourd’hui", "{label}: {value}, as today"),
    "point.unclear": Entry(
        "{label} : {value}, sans écart net avec aujourd’hui ({change})",
        "{label}: {value}, no clear difference from today ({change})",
    ),
    "point.ageing": Entry(
        "{overdue} d’échu, soit {ratio} de l’encours, dont {old} à plus de 60 jours",
        "{overdue} overdue, {ratio} of receivables, of which {old} for more than 60 days",
    ),
    "point.policies": Entry(
        "« {name} » libère le plus de trésorerie : {money} une fois, {days} de DSO",
        "“{name}” frees the most cash: {money} once, {days} of DSO",
    ),
    "point.policies_unclear": Entry(
        "Aucun scénario ne libère nettement de trésorerie par rapport à « {base} »",
        "No scenario clearly frees cash compared with “{base}”",
    ),
    "point.policies_none": Entry("Un seul scénario : rien à comparer", "One scenario only: nothing to compare"),
    # what is drawn
    "subtitle.fan": Entry(
        "Moyenne et bande à 80 % sur {replications} tirages", "Mean and 80% band over {replications} replications"
    ),
    "subtitle.fan_beside": Entry(
        "Moyenne et bande à 80 % sur {replications} tirages, aujourd’hui en gris",
        "Mean and 80% band over {replications} replications, today in grey",
    ),
    "subtitle.ageing": Entry(
        "Moyenne des trois dernières fins de mois, TTC, par jours de retard",
        "Mean of the last three month ends, VAT included, by days past due",
    ),
    "subtitle.cash": Entry(
        "Au plus bas : {mean} en moyenne, sous {low} une fois sur dix",
        "At its lowest: {mean} on average, below {low} one time in ten",
    ),
    "subtitle.policies": Entry(
        "Écart moyen avec « {base} » sur les mêmes tirages, et son intervalle à 95 %",
        "Mean difference from “{base}” on the same draws, and its 95% interval",
    ),
    # axes, legends, marks
    "axis.days": Entry("jours", "days"),
    "legend.scenario": Entry("Scénario", "Scenario"),
    "legend.band": Entry("8 tirages sur 10", "8 draws in 10"),
    "legend.past": Entry("Passé", "Past"),
    "legend.freed": Entry("Trésorerie libérée", "Cash freed"),
    "mark.start": Entry("à partir du {date}", "from {date}"),
    "mark.freed": Entry(
        "<b>Trésorerie libérée</b> contre aujourd’hui, en fin de mois", "<b>Cash freed</b> against today, at month ends"
    ),
    "bracket.not_due": Entry("Non échu", "Not due"),
    "bracket.1_30": Entry("1 à 30 j", "1–30 days"),
    "bracket.31_60": Entry("31 à 60 j", "31–60 days"),
    "bracket.61_90": Entry("61 à 90 j", "61–90 days"),
    "bracket.over_90": Entry("plus de 90 j", "over 90 days"),
    "point.composition": Entry(
        "{money} d’encours en fin de période, dont {late} échus et {disputed} en litige",
        "{money} of receivables at the end of the period, {late} overdue and {disputed} disputed",
    ),
    "subtitle.composition": Entry(
        "Encours TTC en fin de mois, en moyenne des tirages ; ce qui est en litige est aussi compté dans l’échu ou le non échu",
        "Receivables at month ends, VAT included, mean over draws; what is disputed also counts as due or not due",
    ),
    "legend.overdue": Entry("Échu", "Overdue"),
    "legend.disputed": Entry("dont en litige", "of which disputed"),
    "legend.total_today": Entry("Total, aujourd’hui", "Total, today"),
    "point.load": Entry(
        "{hours} h de relances et d’appels dans l’année ; {there} h sont prévues pour appeler",
        "{hours} h of reminding and calling in the year; {there} h are set aside for calls",
    ),
    "point.load_without": Entry(
        "{hours} h de relances dans l’année ; personne n’appelle", "{hours} h of reminding in the year; nobody calls"
    ),
    "subtitle.load": Entry(
        "Heures par mois, en moyenne des tirages ; en tirets, les heures prévues pour les appels",
        "Hours a month, mean over draws; dashed, the hours set aside for calls",
    ),
    "legend.hours_collecting": Entry("Relances et appels", "Reminders and calls"),
    "legend.hours_matching": Entry("Lettrage", "Matching"),
    "legend.hours_disputes": Entry("Litiges", "Disputes"),
    "legend.capacity": Entry("Temps prévu pour les appels", "Time set aside for calls"),
    "axis.hours": Entry("heures par mois", "hours a month"),
    "point.bounds": Entry(
        "{label} : {change} au mieux, tous ces leviers ensemble", "{label}: {change} at best, all these levers together"
    ),
    "subtitle.bounds": Entry(
        "Ce que chaque levier peut donner seul, au mieux, contre aujourd’hui, sur {n} tirages",
        "What each lever can give alone, at best, against today, over {n} replications",
    ),
    "legend.attainable": Entry("Atteignable", "Attainable"),
    "legend.taken": Entry("Pris par le scénario", "Taken by the scenario"),
    "mark.bound": Entry("{change} à {best}", "{change} at {best}"),
    "hover.bound": Entry(
        "Au mieux à {best} (aujourd’hui {today}), intervalle à 95 % {interval}",
        "At best at {best} (today {today}), 95% interval {interval}",
    ),
    # hovering
    "hover.fan": Entry("{middle} (8 fois sur 10 : {low} à {high})", "{middle} (8 times in 10: {low} to {high})"),
    "hover.freed": Entry("{mean} (intervalle à 95 % : {low} à {high})", "{mean} (95% interval: {low} to {high})"),
    "hover.difference": Entry("{change}, intervalle à 95 % {interval}", "{change}, 95% interval {interval}"),
    # customers
    "point.customers": Entry(
        "{n} clients portent {share} de l’échu, soit {money}", "{n} customers owe {share} of the overdue, {money}"
    ),
    "point.customers_one": Entry(
        "Un client porte {share} de l’échu, soit {money}", "One customer owes {share} of the overdue, {money}"
    ),
    "point.customers_none": Entry("Aucune facture n’est échue", "No invoice is overdue"),
    "subtitle.customers": Entry(
        "Échu au {date}, TTC ; à droite, risque de payer une nouvelle facture avec plus de 30 jours de retard, et suite à donner",
        "Overdue on {date}, VAT included; at the right, risk of paying a new invoice more than 30 days late, and what to do",
    ),
    "mark.risk": Entry("risque {risk} · {action}", "risk {risk} · {action}"),
    "hover.customer": Entry(
        "Échu : {overdue}, sur {open} dus. Retard attendu : {days}.",
        "Overdue: {overdue}, of {open} owed. Expected delay: {days}.",
    ),
}
