"""Words that pages, reports and figures share."""

from simlib.locale.entry import Entry

SHARED: dict[str, Entry] = {
    "and": Entry("et", "and"),
    "interval": Entry("de {} à {}", "{} to {}"),
    "unit.days": Entry("j", "days"),
    "unit.hours": Entry("h", "h"),
    "unit.points": Entry("pt", "pts"),
    "lever.after_due": Entry("échéance +", "due date +"),
    "lever.before_due": Entry("échéance −", "due date −"),
    "lever.on_day": Entry("le", "day"),
    "lever.of_month": Entry("du mois", "of the month"),
    "today": Entry("Aujourd’hui", "Today"),
    # warnings on a scenario
    "warning.net_terms_above_cap": Entry(
        "Segment {segment} : {days} jours nets, au-delà du plafond légal de {most} jours (Code de commerce, art. L441-10).",
        "Segment {segment}: {days} net days, above the legal cap of {most} (French Code de commerce, art. L441-10).",
    ),
    "warning.end_of_month_terms_above_cap": Entry(
        "Segment {segment} : {days} jours et fin de mois, au-delà du plafond légal de {most} jours fin de mois "
        "(Code de commerce, art. L441-10).",
        "Segment {segment}: {days} days with the end of the month, above the legal cap of {most} "
        "(French Code de commerce, art. L441-10).",
    ),
    "warning.classes_above_half": Entry(
        "{share} % des factures ont une raison d’être payées en retard, plus de {most} % : les payeurs ordinaires "
        "deviennent la minorité.",
        "{share}% of invoices have a reason to be paid late, more than {most}%: ordinary payers become the minority.",
    ),
    # headline figures
    "card.alone": Entry("situation d’aujourd’hui", "today’s situation"),
    "card.same": Entry("= comme aujourd’hui", "= as today"),
    "card.change": Entry("{arrow} {change}", "{arrow} {change}"),
    "card.interval": Entry("à 95 % : {interval}", "95%: {interval}"),
    "card.brackets": Entry("[{low} ; {high}]", "[{low}; {high}]"),
    "card.band": Entry("8 fois sur 10 : {low} à {high}", "8 times in 10: {low} to {high}"),
    "card.dso": Entry("Un jour de DSO vaut {day} de trésorerie.", "One day of DSO is worth {day} of cash."),
    "card.overdue": Entry("{ratio} de l’encours clients est échu.", "{ratio} of receivables are overdue."),
    "card.overdue_beside": Entry(
        "{ratio} de l’encours est échu, contre {today} aujourd’hui.",
        "{ratio} of receivables are overdue, against {today} today.",
    ),
    "card.bfr": Entry("Argent immobilisé par l’activité.", "Cash tied up in the business."),
    "card.bfr_freed": Entry("Libère {amount} de trésorerie, une fois.", "Frees {amount} of cash, once."),
    "card.bfr_saved": Entry(
        "Intérêts gagnés : {interest} par an, à {rate}.", "Interest saved: {interest} a year, at {rate}."
    ),
    "card.bfr_tied": Entry("Immobilise {amount} de trésorerie de plus.", "Ties up {amount} more cash."),
    "card.bfr_paid": Entry(
        "Intérêts en plus : {interest} par an, à {rate}.", "Interest added: {interest} a year, at {rate}."
    ),
    "card.bfr_unclear": Entry("Ni libération ni immobilisation nette de trésorerie.", "No clear gain or loss of cash."),
    "card.cash": Entry(
        "Au plus bas {mean}, sous {low} une fois sur dix.", "At its lowest {mean}, below {low} one time in ten."
    ),
    "card.cost": Entry(
        "{hours} h passées ; relances par facture : {touches}.", "{hours} h spent; touches per invoice: {touches}."
    ),
    "card.lowest": Entry(
        "Semaine du {week} le plus souvent ; sous {low} une fois sur dix.",
        "Mostly in the week of {week}; below {low} one time in ten.",
    ),
    "card.breach": Entry("Sous {floor} dans {n} tirages sur {of}.", "Below {floor} in {n} of {of} replications."),
    "card.hours.label": Entry("Temps des équipes", "Hours of the teams"),
    "card.hours.help": Entry(
        "Heures passées dans l’année à relancer et appeler, à lettrer les paiements et à traiter les litiges.",
        "Hours spent in the year on reminding and calling, on matching payments and on disputes.",
    ),
    "card.hours": Entry(
        "Relances {hours_spent} h, lettrage {hours_matching} h, litiges {hours_disputes} h.",
        "Reminders {hours_spent} h, matching {hours_matching} h, disputes {hours_disputes} h.",
    ),
    "card.hours_freed": Entry(
        "{hours} h libérées : relances {hours_spent} h, lettrage {hours_matching} h, litiges {hours_disputes} h.",
        "{hours} h freed: reminders {hours_spent} h, matching {hours_matching} h, disputes {hours_disputes} h.",
    ),
    "card.hours_taken": Entry(
        "{hours} h de plus : relances {hours_spent} h, lettrage {hours_matching} h, litiges {hours_disputes} h.",
        "{hours} h more: reminders {hours_spent} h, matching {hours_matching} h, disputes {hours_disputes} h.",
    ),
    # what to do next about a customer
    "action.claim": Entry("Déclarer la créance", "Declare the claim"),
    "action.call": Entry("Appeler : promesse rompue", "Call: broken promise"),
    "action.resolve": Entry("Résoudre le litige", "Resolve the dispute"),
    "action.review_limit": Entry("Revoir la limite de crédit", "Review the credit limit"),
    "action.leave": Entry("Laisser faire le recouvrement", "Leave it to recovery"),
    "action.await_promise": Entry("Attendre la promesse", "Wait for the promise"),
    "action.follow_plan": Entry("Suivre l’échéancier", "Follow the instalments"),
    "action.remind": Entry("Envoyer la relance", "Send the reminder"),
    "action.escalate": Entry("Passer à l’étape supérieure", "Escalate"),
    "action.next_step": Entry("Poursuivre les relances", "Go on reminding"),
    "action.match": Entry("Lettrer l’encaissement", "Match the receipt"),
    "action.nothing": Entry("Rien à faire", "Nothing to do"),
}
