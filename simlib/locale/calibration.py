"""What calibration says: what was learned, what stays an assumption, how well it fits."""

from simlib.locale.entry import Entry

CALIBRATION: dict[str, Entry] = {
    # the story
    "learned.title": Entry("Ce que le grand livre dit des clients", "What the ledger says about customers"),
    "learned.read": Entry(
        "{invoices} factures à {customers} clients, du {first} au {last} : {paid} payées, {open} ouvertes pour {amount}.",
        "{invoices} invoices to {customers} customers, {first} to {last}: {paid} paid, {open} open for {amount}.",
    ),
    "learned.notes": Entry("Ce qui est appris, ce qui reste supposé", "What is learned, what stays an assumption"),
    # notes
    "learned.note.policy_assumed": Entry(
        "Aucune politique de relance n’a été donnée : deux e-mails, à J+7 et J+21, sont supposés, et chaque résultat en dépend.",
        "No reminder policy was given: two e-mails, 7 and 21 days after the due date, are assumed, and every result rests on them.",
    ),
    "learned.note.policy_given": Entry(
        "Les relances de la politique donnée sont tenues pour celles que les clients ont reçues.",
        "The reminders of the policy given are taken for those that customers received.",
    ),
    "learned.note.touches": Entry(
        "L’effet d’une relance n’est pas appris : le grand livre ne dit pas qui fut relancé. Il reste une hypothèse.",
        "What a reminder does is not learned: the ledger does not say who was reminded. It stays an assumption.",
    ),
    "learned.note.touches_log": Entry(
        "Journal des relances : {met} ont trouvé une facture ouverte, {idle} n’en ont trouvé aucune.",
        "Log of touches: {met} found an open invoice, {idle} found none.",
    ),
    "learned.note.touch_learned": Entry(
        "{kind} : reçue, elle multiplie la chance quotidienne de paiement par {value} ({low} à {high}), appris de "
        "{events} paiements dans la "
        "fenêtre de {touches} relances ; le journal seul dit {seen}, l’hypothèse était {prior}.",
        "{kind}: once delivered it multiplies the daily chance of payment by {value} ({low} to {high}), learned from "
        "{events} payments in the "
        "window of {touches} touches; the log alone says {seen}, assumed was {prior}.",
    ),
    "learned.note.touch_few": Entry(
        "{kind} : l’effet reste l’hypothèse de {prior} ; sur {touches} relances, {events} paiements seulement se "
        "comparent à ceux de factures "
        "du même âge sans relance.",
        "{kind}: the effect stays the assumption of {prior}; of {touches} touches, only {events} payments can be held "
        "against invoices of the "
        "same age without one.",
    ),
    "learned.note.touch_unclear": Entry(
        "{kind} : l’effet reste l’hypothèse de {prior} ; les {events} paiements comparables disent entre {low} et "
        "{high}, ce qui ne se distingue "
        "pas d’une absence d’effet.",
        "{kind}: the effect stays the assumption of {prior}; the {events} payments that compare say between {low} and "
        "{high}, which cannot be "
        "told from no effect.",
    ),
    "learned.note.touch_calls": Entry(
        "{kind} : l’effet reste l’hypothèse de {prior} malgré {touches} appels au journal, car on choisit qui appeler.",
        "{kind}: the effect stays the assumption of {prior} in spite of {touches} calls in the log, since people choose whom to call.",
    ),
    "learned.note.touch_caveat": Entry(
        "On relance ceux qui tardent : retard et relances vont ensemble sans que l’un cause l’autre. On a donc comparé "
        "des factures du même âge, "
        "chaque client à son rythme ; ce qu’un chargé de relance savait en plus peut rester dans le chiffre. Seul un "
        "essai au hasard trancherait "
        "(simlib design).",
        "Those who are late get reminded: lateness and reminders go together without one causing the other. So invoices "
        "of the same age were "
        "compared, each customer at its own pace; what a collector knew besides may still be in the figure. Only a "
        "trial by chance would settle "
        "it (simlib design).",
    ),
    "learned.touch.sms": Entry("Relance par SMS", "Reminder by text message"),
    "learned.touch.email": Entry("Relance par e-mail", "Reminder by e-mail"),
    "learned.touch.statement": Entry("Relevé de compte", "Statement of account"),
    "learned.touch.letter": Entry("Relance par courrier", "Reminder by letter"),
    "learned.touch.formal_notice": Entry("Mise en demeure", "Formal notice"),
    "learned.touch.call": Entry("Appel téléphonique", "Telephone call"),
    "learned.touch.before_due": Entry("Rappel avant l’échéance", "Notice before the due date"),
    "learned.note.constant": Entry(
        "Aucun mois ne se distingue sans doute possible (il faut deux ans au moins) : les taux sont des moyennes sur l’année.",
        "No month departs from the others beyond doubt (two years are needed at least): rates are averages over the year.",
    ),
    "learned.note.season_pace": Entry(
        "Saison du rythme de paiement, les autres mois valant 1 : {months}.",
        "Season in the pace of payment, other months being 1: {months}.",
    ),
    "learned.note.season_orders": Entry(
        "Saison des commandes par jour ouvré, les autres mois valant 1 : {months}.",
        "Season of orders on a business day, other months being 1: {months}.",
    ),
    "learned.month": Entry("{month} {value} ({low} à {high})", "{month} {value} ({low} to {high})"),
    "learned.note.disputed": Entry(
        "{share} des factures sont marquées en litige (de {low} à {high}, sur {cases}).",
        "{share} of invoices are marked as disputed ({low} to {high}, of {cases}).",
    ),
    "learned.note.dispute_days": Entry(
        "Une facture en litige est payée {days} plus tard que les autres du même client (de {low} à {high}) ; ce temps est dans "
        "les intensités apprises.",
        "A disputed invoice is paid {days} later than the same customer's others ({low} to {high}); the hazards learned hold that time.",
    ),
    "learned.note.credited": Entry(
        "Les avoirs font {share} du montant facturé.", "Credit notes come to {share} of the amount invoiced."
    ),
    "learned.note.lost": Entry(
        "{share} des factures échues depuis plus d’un an n’ont pas été payées dans l’année (de {low} à {high}, sur {cases}), soit "
        "{amount} du montant.",
        "{share} of invoices due for more than a year were not paid within it ({low} to {high}, of {cases}), {amount} of the amount.",
    ),
    "learned.note.kept": Entry(
        "{share} des promesses notées dont le jour est passé ont été tenues (de {low} à {high}, sur {cases}).",
        "{share} of recorded promises whose day is past were kept ({low} to {high}, of {cases}).",
    ),
    "learned.note.no_disputes": Entry(
        "Le grand livre ne marque pas les litiges : leur part n’est pas apprise.",
        "The ledger does not mark disputes: their share is not learned.",
    ),
    "learned.note.no_promises": Entry(
        "Trop peu de promesses notées : la part des promesses tenues reste une hypothèse.",
        "Too few promises on record: the share kept stays an assumption.",
    ),
    "learned.note.score": Entry(
        "La note de risque, essayée sur {invoices} factures émises depuis le {since} et inconnues d’elle, dont {late} payées avec "
        "plus de 30 jours de retard, classe la plus tardive de deux devant l’autre avec une chance de {auc} (de {low} à {high} ; "
        "0,50 serait le hasard).",
        "The risk score, tried on {invoices} invoices issued since {since} and unknown to it, {late} of them paid more than 30 days "
        "late, ranks the later of two before the other with a chance of {auc} ({low} to {high}; 0.50 would be luck).",
    ),
    "learned.note.no_score": Entry(
        "La note de risque n’a pas pu être essayée : les derniers mois montrent trop peu de retards de plus de 30 jours.",
        "The risk score could not be tried: the last months show too few payments more than 30 days late.",
    ),
    "learned.note.calendar": Entry(
        "Le retard se compte en jours ouvrés ({calendar}).", "Lateness is counted in business days ({calendar})."
    ),
    "learned.note.every_day": Entry(
        "Le retard se compte tous les jours de la semaine : des règlements tombent aussi le samedi et le dimanche.",
        "Lateness is counted on all days of the week: payments fall on Saturdays and Sundays too.",
    ),
    "learned.note.own_rows": Entry(
        "{own} clients sur {customers} ont des habitudes à eux ; les autres suivent leur segment, à leur propre rythme.",
        "{own} of {customers} customers have habits of their own; the others follow their segment at their own pace.",
    ),
    "learned.note.levels": Entry(
        "Les clients suivent leur segment, chacun à son rythme, rapproché de la moyenne quand il est peu connu.",
        "Customers follow their segment, each at its own pace, drawn to the mean where little is known of it.",
    ),
    "learned.note.trend": Entry(
        "Le rythme de paiement a changé de {change} par an ; les taux sont ceux du {until} et n’évoluent plus ensuite.",
        "The pace of payment changed by {change} a year; rates are those of {until} and stay so afterwards.",
    ),
    "learned.note.runs": Entry(
        "{runs} clients sur {customers} ne règlent que certains jours (jour de semaine, jours du mois, fin de mois).",
        "{runs} of {customers} customers pay on certain days only (a weekday, days of the month, month end).",
    ),
    "learned.note.dependence": Entry(
        "Part du hasard commune aux factures d’un client de la même semaine : {a} (de {a_low} à {a_high}) ; à toutes celles "
        "d’une semaine : {b} (de {b_low} à {b_high}).",
        "Chance shared by a customer's invoices of one week: {a} ({a_low} to {a_high}); by all invoices of one week: {b} "
        "({b_low} to {b_high}).",
    ),
    "learned.note.thin": Entry(
        "Segment {segment} : {events} règlements seulement, complétés par l’ensemble des clients.",
        "Segment {segment}: {events} payments only, filled up from all customers.",
    ),
    "learned.note.short": Entry(
        "{months} mois d’historique seulement : les rythmes de commande en sont d’autant moins sûrs.",
        "{months} months of history only: rates of orders are the less sure for it.",
    ),
    "learned.note.truncated": Entry(
        "Les règlements ne sont connus qu’à partir du {day} ; les factures plus anciennes ne comptent que depuis ce jour.",
        "Payments are known from {day} only; older invoices count from that day on.",
    ),
    "learned.note.transmission": Entry(
        "Une facture est tenue pour reçue {days} jours après son émission ; des règlements la suivent de plus près que d’usage.",
        "An invoice is taken as received {days} days after issue; some payments follow it sooner than is usual.",
    ),
    "learned.note.currencies": Entry(
        "{invoices} factures en d’autres devises que {currency} sont laissées de côté.",
        "{invoices} invoices in other currencies than {currency} are left aside.",
    ),
    "learned.note.vat": Entry(
        "Les montants du grand livre sont tenus pour TTC, à {rate} de TVA.",
        "The ledger's amounts are taken to include VAT, at {rate}.",
    ),
    "learned.note.fits": Entry(
        "Le statu quo simulé redonne le passé : {figures}.", "The simulated status quo gives the past back: {figures}."
    ),
    "learned.note.misfits": Entry(
        "Le statu quo simulé s’écarte du passé : {figures}.",
        "The simulated status quo departs from the past: {figures}.",
    ),
    "learned.figure": Entry(
        "{name} {observed} observé, {mean} simulé (de {low} à {high})",
        "{name} {observed} observed, {mean} simulated ({low} to {high})",
    ),
    "learned.figure.days_late": Entry("retard moyen", "mean days late"),
    "learned.figure.late_share": Entry("part en retard", "share late"),
    "learned.figure.days_to_pay": Entry("délai de paiement moyen", "mean days to pay"),
    # tables
    "learned.fit": Entry("Le passé simulé de nouveau", "The past simulated again"),
    "learned.fit.help": Entry(
        "Les factures du grand livre, simulées {replications} fois sous les relances présentes ; intervalle de 5 à 95 %.",
        "The ledger's own invoices, simulated {replications} times under the present reminders; interval from 5 to 95%.",
    ),
    "learned.curve": Entry(
        "Part des factures payées, selon les jours depuis l’échéance",
        "Share of invoices paid, by days since the due date",
    ),
    "learned.observed": Entry("observé", "observed"),
    "learned.simulated": Entry("simulé", "simulated"),
    "learned.segments": Entry("Segments", "Segments"),
    "learned.segments.help": Entry(
        "Intervalles à 90 %. Les montants sont hors taxes.", "Intervals of 90%. Amounts are before VAT."
    ),
    "learned.segment": Entry("segment", "segment"),
    "learned.customers": Entry("clients", "customers"),
    "learned.invoices": Entry("factures", "invoices"),
    "learned.orders": Entry("commandes par client et par an", "orders per customer and year"),
    "learned.amount": Entry("montant moyen", "mean amount"),
    "learned.terms": Entry("échéance", "terms"),
    "learned.terms.net": Entry("{days} jours nets", "{days} days net"),
    "learned.terms.end_of_month_then_days": Entry("fin de mois + {days} jours", "end of month + {days} days"),
    "learned.terms.days_then_end_of_month": Entry("{days} jours fin de mois", "{days} days, end of month"),
    "learned.terms.share": Entry("{terms} ({share} des factures)", "{terms} ({share} of invoices)"),
    "learned.runs": Entry("Paient à jours fixes", "Pay on certain days"),
    "learned.spread": Entry("dispersion entre payeurs", "spread between payers"),
    "learned.hazards": Entry(
        "Chance quotidienne de règlement, sans relance", "Daily chance of payment, without reminders"
    ),
    "learned.hazards.help": Entry(
        "Intensité par jour ouvré selon le retard en jours ouvrés, pour un client moyen du segment ; intervalle à 90 %, compté "
        "sous les relances présentes puis corrigé de leur effet.",
        "Hazard per business day by lateness in business days, for a mean customer of the segment; 90% interval, counted "
        "under the present reminders and then corrected for what they do.",
    ),
    "learned.lateness": Entry("retard", "lateness"),
    "learned.lateness.before": Entry("avant {end}", "before {end}"),
    "learned.lateness.from": Entry("à partir de {start}", "{start} and later"),
    "learned.lateness.span": Entry("{start} à {end}", "{start} to {end}"),
    "learned.lateness.due": Entry("jour d’échéance", "due day"),
    "learned.events": Entry("règlements", "payments"),
    "learned.exposure": Entry("jours exposés", "days at risk"),
    "learned.hazard": Entry("intensité", "hazard"),
    "learned.interval": Entry("intervalle", "interval"),
    "learned.fragment": Entry("Fragment de scénario : {file}", "Scenario fragment: {file}"),
    "learned.report": Entry("Compte rendu : {file}", "Report: {file}"),
}
