"""Words of the notebook that tells the model."""

from simlib.locale.entry import Entry

STORY: dict[str, Entry] = {
    # chapters
    "story.begin.head": Entry("Le modèle, raconté", "The model, told"),
    "story.begin.text": Entry(
        "Ce carnet montre comment le simulateur fait vivre une facture, de la commande à l’encaissement, et selon "
        "quelles règles. Tout y est calculé par les règles mêmes du simulateur, à partir du scénario « {name} ». "
        "Chaque phrase du modèle, numérotée, se trouve dans `docs/model.md`.",
        "This notebook shows how the simulator lets an invoice live, from the order to the cash, and by which "
        "rules. All of it is computed by the simulator’s own rules, from the scenario “{name}”. Every sentence of "
        "the model, numbered, stands in `docs/model.md`.",
    ),
    "story.life.head": Entry("Une facture, jour après jour", "One invoice, day by day"),
    "story.life.text": Entry(
        "Voici la vie d’une facture d’une petite entreprise semblable à celle du scénario : relancée, appelée, "
        "promise, payée en retard. Le moteur de référence l’a vécue ; aucune de ces dates n’est écrite d’avance. La "
        "commande `simlib trace SCENARIO --invoice NUMÉRO` raconte toute autre facture, comme "
        '`story.follow("NUMÉRO")` ici.',
        "This is the life of an invoice of a small firm much like the scenario’s: reminded, called about, promised, "
        "paid late. The reference engine has lived it; none of these dates was written beforehand. The command "
        '`simlib trace SCENARIO --invoice NUMBER` tells any other invoice, as `story.follow("NUMBER")` does here.',
    ),
    "story.rules.head": Entry("Les règles en clair", "The rules in plain words"),
    "story.rules.text": Entry(
        "Une règle est une petite fonction, écrite une seule fois, que les deux moteurs appellent. En voici les "
        "principales ; la dernière colonne cite le code.",
        "A rule is a small function, written once, that both engines call. These are the main ones; the last column "
        "quotes the code.",
    ),
    "story.chance.head": Entry("La chance quotidienne de paiement", "The daily chance of payment"),
    "story.chance.text": Entry(
        "Chaque jour ouvré, une facture due a une chance d’être approuvée, selon son retard. Le jour de l’échéance, "
        "beaucoup paient : c’est le pic. Ensuite la chance est faible, et elle baisse encore après quelques "
        "semaines. Ces chances valent sans aucune relance, pour une facture que rien ne retient.",
        "On each business day an invoice that is due has a chance to be approved, by its lateness. On the due day "
        "many pay: that is the peak. Then the chance is small, and smaller still after some weeks. These chances "
        "hold without any reminder, for an invoice that nothing holds up.",
    ),
    "story.touch.head": Entry("Ce que fait une relance", "What a reminder does"),
    "story.touch.text": Entry(
        "Une relance reçue multiplie la chance de chaque jour pendant quelques jours ouvrés, puis s’efface. La même "
        "relance répétée porte moins. Déplacez-la, changez de canal : la courbe dit combien de factures sont "
        "approuvées, et quand. On y suit toutes les factures, avec leurs raisons de retard, litiges exceptés.",
        "A reminder that got there multiplies the chance of each day for some business days, then fades. Repeated, "
        "the same reminder does less. Move it, take another channel: the curve says how many invoices are approved, "
        "and when. All invoices are followed, with their reasons to be late, disputes excepted.",
    ),
    "story.classes.head": Entry("Pourquoi une facture est en retard", "Why an invoice is late"),
    "story.classes.text": Entry(
        "Le modèle connaît sept raisons de retard, et chacune répond autrement aux relances. Une facture oubliée "
        "part dès qu’on la rappelle ; qui attend la relance ne paie rien avant ; qui ménage sa trésorerie ne cède "
        "qu’à la mise en demeure ; qui ne paiera jamais ne cède à rien. Les litiges sont à part : tant qu’ils "
        "durent, rien n’est payé.",
        "The model knows seven reasons to be late, and each answers reminders in its own way. A forgotten invoice "
        "goes once it is recalled; who waits for the reminder pays nothing before; who spares its cash yields to a "
        "formal notice only; who will never pay yields to nothing. Disputes stand apart: while they last, nothing "
        "is paid.",
    ),
    "story.travel.head": Entry("De l’accord à l’encaissement", "From the yes to the cash"),
    "story.travel.text": Entry(
        "Une facture approuvée n’est pas encore encaissée : elle attend la campagne de paiement du client, voyage "
        "jusqu’à la banque, puis jusqu’à son lettrage. Tant qu’elle n’est pas lettrée, elle compte dans l’encours "
        "et peut être relancée à tort.",
        "An invoice that is approved is not yet cash: it waits for the customer’s payment run, travels to the bank, "
        "then until it is matched. Until it is matched it counts as receivable and may be reminded wrongly.",
    ),
    "story.end.head": Entry("Et ensuite", "And then"),
    "story.end.text": Entry(
        "`simlib cockpit`, ou le carnet `explore.ipynb`, fait vivre des milliers de ces factures et montre ce que "
        "les leviers changent au DSO, à l’encours et à la trésorerie.",
        "`simlib cockpit`, or the notebook `explore.ipynb`, lets thousands of such invoices live and shows what the "
        "levers do to DSO, receivables and cash.",
    ),
    # the life of an invoice
    "story.none": Entry(
        "Aucune facture de ce scénario n’est à la fois relancée, appelée, promise et payée en retard ; en voici une "
        "autre.",
        "No invoice of this scenario is reminded, called about, promised and paid late; here is another.",
    ),
    "story.life.title": Entry("Facture {invoice} : {amount}, {late}", "Invoice {invoice}: {amount}, {late}"),
    "story.life.late": Entry("payée {days} jours après l’échéance", "paid {days} days after the due date"),
    "story.life.early": Entry("payée à l’échéance ou avant", "paid by the due date"),
    "story.life.unpaid": Entry("pas encore payée", "not paid yet"),
    "story.life.subtitle": Entry(
        "Ce que la facture attend, et les relances qu’elle reçoit, par date",
        "What the invoice waits for, and the reminders it gets, by date",
    ),
    "story.life.due": Entry("échéance", "due date"),
    "story.column.date": Entry("Date", "Date"),
    "story.column.due": Entry("Échéance", "Due date"),
    "story.column.what": Entry("Ce qui arrive", "What happens"),
    "story.column.rule": Entry("Règle", "Rule"),
    "story.column.plain": Entry("En clair", "In plain words"),
    "story.column.code": Entry("Dans le code", "In the code"),
    "story.stage.hold": Entry("Commande bloquée", "Order on hold"),
    "story.stage.billing": Entry("À facturer", "To be billed"),
    "story.stage.transit": Entry("En chemin", "In the post"),
    "story.stage.approval": Entry("Attend l’accord du client", "Waits for the customer’s yes"),
    "story.stage.dispute": Entry("En litige", "In dispute"),
    "story.stage.plan": Entry("En échéancier", "In instalments"),
    "story.stage.legal": Entry("Agence ou tribunal", "Agency or court"),
    "story.stage.run": Entry("Attend la campagne de paiement", "Waits for the payment run"),
    "story.stage.bank": Entry("Vers la banque", "On its way to the bank"),
    "story.stage.match": Entry("À lettrer", "To be matched"),
    "story.reminders": Entry("Relances", "Reminders"),
    # what each event says
    "story.kind.ordered": Entry(
        "Le client commande : {amount} TTC seront facturés.",
        "The customer orders: {amount} with VAT will be billed.",
    ),
    "story.kind.issued": Entry("La facture est émise : {amount}.", "The invoice is issued: {amount}."),
    "story.kind.received": Entry("Le client reçoit la facture.", "The customer receives the invoice."),
    "story.kind.approved": Entry("Le client accepte de payer {amount}.", "The customer agrees to pay {amount}."),
    "story.kind.transferred": Entry(
        "Le client ordonne le paiement : {amount}.",
        "The customer orders the payment: {amount}.",
    ),
    "story.kind.paid": Entry("L’argent arrive en banque : {amount}.", "The money reaches the bank: {amount}."),
    "story.kind.applied": Entry("Le paiement est lettré : {amount}.", "The payment is matched: {amount}."),
    "story.kind.reminded": Entry("Relance par {what} pour {amount}.", "Reminded by {what} of {amount}."),
    "story.kind.written": Entry("Un écrit part : {what}.", "A written touch goes out: {what}."),
    "story.kind.delivered": Entry("La relance est reçue ({what}).", "The reminder got there ({what})."),
    "story.kind.called": Entry(
        "Appel au sujet de la facture, n° {what} du jour.",
        "Call about the invoice, number {what} of the day.",
    ),
    "story.kind.rang": Entry("Personne ne répond ({what} min).", "Nobody answers ({what} min)."),
    "story.kind.talked": Entry("Le client est joint ({what} min).", "The customer is reached ({what} min)."),
    "story.kind.opened": Entry("Ouverte au début : {amount}.", "Open at the start: {amount}."),
    "story.kind.held": Entry(
        "La commande dépasse la limite de crédit et attend.",
        "The order is above the credit limit and waits.",
    ),
    "story.kind.lost": Entry("La commande est perdue ({what}).", "The order is lost ({what})."),
    "story.kind.factored": Entry("La facture est cédée au factor.", "The invoice is sold to the factor."),
    "story.kind.rejected": Entry("Le prélèvement revient impayé : {amount}.", "The direct debit comes back: {amount}."),
    "story.kind.interest": Entry(
        "Le client règle aussi {amount} de pénalités.",
        "The customer also pays {amount} of late fees.",
    ),
    "story.kind.credited": Entry(
        "Un avoir de {amount} est accordé ({what}).",
        "A credit note of {amount} is given ({what}).",
    ),
    "story.kind.clerked": Entry(
        "Un comptable lettre {amount} à la main ({what} min).",
        "A clerk matches {amount} by hand ({what} min).",
    ),
    "story.kind.overpaid": Entry("Le client a payé {amount} de trop.", "The customer has paid {amount} too much."),
    "story.kind.refunded": Entry(
        "Le trop-perçu est rendu : {amount}.",
        "What was paid too much is refunded: {amount}.",
    ),
    "story.kind.disputed": Entry(
        "Le client conteste {amount} ({what}) ; personne ne le sait encore.",
        "The customer disputes {amount} ({what}); nobody knows yet.",
    ),
    "story.kind.noted": Entry("L’entreprise apprend le litige ({what}).", "The firm learns of the dispute ({what})."),
    "story.kind.taken": Entry("Quelqu’un prend le litige en charge.", "Someone takes the dispute up."),
    "story.kind.settled": Entry("Le litige est réglé.", "The dispute is settled."),
    "story.kind.promised": Entry(
        "Le client promet {amount} pour le {what}.",
        "The customer promises {amount} for {what}.",
    ),
    "story.kind.kept": Entry("La promesse de {amount} est tenue.", "The promise of {amount} is kept."),
    "story.kind.broken": Entry("La promesse de {amount} est rompue.", "The promise of {amount} is broken."),
    "story.kind.planned": Entry(
        "Un échéancier est convenu : {amount} en {what} fois.",
        "Instalments are agreed: {amount} in {what} parts.",
    ),
    "story.kind.lapsed": Entry(
        "Une mensualité manque : l’échéancier tombe, {amount} restent dus.",
        "An instalment is missed: the plan ends, {amount} are left.",
    ),
    "story.kind.wrongful": Entry(
        "La relance était à tort pour {amount} : déjà en banque, ou en litige.",
        "The reminder was wrong about {amount}: in the bank already, or disputed.",
    ),
    "story.kind.handed": Entry("Le dossier part : {what}, {amount}.", "The case is handed over: {what}, {amount}."),
    "story.kind.charged": Entry("Frais de recouvrement : {amount}.", "Cost of recovery: {amount}."),
    "story.kind.written_off": Entry("Passée en perte ({what}) : {amount}.", "Written off ({what}): {amount}."),
    "story.kind.vat_back": Entry(
        "La TVA de la créance perdue revient : {amount}.",
        "The VAT of the bad debt comes back: {amount}.",
    ),
    "story.kind.insolvent": Entry(
        "Le client fait défaillance en devant {amount}.",
        "The customer fails, owing {amount}.",
    ),
    "story.kind.diverted": Entry(
        "Un fraudeur détourne le paiement de {amount}.",
        "A swindler gets the payment of {amount}.",
    ),
    "story.cause.1": Entry("erreur de facture", "error of the invoice"),
    "story.cause.2": Entry("biens ou service", "goods or service"),
    "story.cause.3": Entry("prétexte", "pretext"),
    "story.lost.1": Entry("relation usée", "worn goodwill"),
    "story.lost.2": Entry("limite de crédit", "credit limit"),
    "story.lost.3": Entry("défaillance", "insolvency"),
    "story.credit.1": Entry("litige", "dispute"),
    "story.credit.2": Entry("escompte", "discount"),
    "story.where.1": Entry("société de recouvrement", "collection agency"),
    "story.where.2": Entry("tribunal", "court"),
    "story.loss.1": Entry("défaillance", "insolvency"),
    "story.loss.2": Entry("abandon", "given up"),
    "story.loss.3": Entry("fraude", "fraud"),
    "story.loss.4": Entry("tribunal perdu", "lost in court"),
    # the rules
    "story.rule.due_day": Entry(
        "L’échéance est fixée à l’émission : jours nets, ou fin de mois dans ses deux lectures.",
        "The due day is fixed at issue: net days, or the end of the month in both its readings.",
    ),
    "story.rule.dispute_cause": Entry(
        "À la réception, la facture est contestée pour une erreur, pour la livraison ou par prétexte, ou ne l’est pas.",
        "On receipt the invoice is disputed for an error, for the delivery, as a pretext, or not at all.",
    ),
    "story.rule.lateness": Entry(
        "Le retard compte les jours ouvrés depuis l’échéance ; il est négatif avant.",
        "Lateness counts business days from the due day; it is negative before.",
    ),
    "story.rule.daily_hazard": Entry(
        "La chance d’un jour : celle de son retard, fois le tempérament du client, le mois, et les relances en cours.",
        "The chance of a day: that of its lateness, times the customer’s temper, the month, and the touches in force.",
    ),
    "story.rule.patience": Entry(
        "Chaque facture a sa patience, tirée avec la commande ; elle est approuvée quand les chances cumulées "
        "l’atteignent.",
        "Each invoice has its patience, drawn with the order; it is approved when the chances added up reach it.",
    ),
    "story.rule.class_factor": Entry(
        "La raison du retard freine ou arrête le paiement, jusqu’à une relance ou une mise en demeure.",
        "The reason of the delay slows payment down or stops it, until a reminder or a formal notice.",
    ),
    "story.rule.touch_effect": Entry(
        "Une relance reçue multiplie la chance quotidienne ; la suivante, par le même canal, porte moins.",
        "A delivered touch multiplies the daily chance; the next one by the same channel does less.",
    ),
    "story.rule.may_write": Entry(
        "Deux écrits au même client gardent leur distance ; une mise en demeure n’attend pas.",
        "Two written touches of one customer keep their distance; a formal notice does not wait.",
    ),
    "story.rule.call_score": Entry(
        "Qui est appelé d’abord : le plus gros montant, le plus vieux retard, le premier arrivé, ou le plus fort "
        "gain attendu.",
        "Who is called first: the largest amount, the oldest delay, the first come, or the largest expected gain.",
    ),
    "story.rule.is_missed": Entry(
        "Une mensualité peut manquer ; un échéancier rompu l’est en entier.",
        "An instalment may be missed; a plan that fails, fails as a whole.",
    ),
    "story.rule.bank_delay": Entry(
        "Le moyen de paiement décide du voyage : instantané, carte, virement ou chèque.",
        "The means of payment decides on the journey: instant, card, transfer or cheque.",
    ),
    "story.rule.late_fee": Entry(
        "Les pénalités : un intérêt sur les jours de retard, et 40 € par facture.",
        "Late fees: interest on the days late, and EUR 40 per invoice.",
    ),
    "story.rule.is_over_limit": Entry(
        "Une commande passe si, avec elle, le client reste sous sa limite de crédit.",
        "An order passes if with it the customer stays within its credit limit.",
    ),
    "story.rule.restored": Entry(
        "La relation qu’usent les relances se répare avec le temps, de moitié à chaque période.",
        "Goodwill that reminders wear comes back with time, by half in each period.",
    ),
    "story.rule.success_rate": Entry(
        "L’agence et le tribunal réussissent plus ou moins, selon la raison de l’impayé.",
        "Agency and court succeed more or less, by why it was not paid.",
    ),
    # the figures
    "story.chance.title": Entry(
        "Le jour de l’échéance pèse plus que tous les autres : {low} à {high} sont approuvées ce jour-là",
        "The due day weighs more than all others: {low} to {high} are approved on it",
    ),
    "story.chance.subtitle": Entry(
        "Chance d’approbation par jour ouvré selon le retard, sans relance, par segment ; échelle logarithmique",
        "Chance of approval per business day by lateness, without reminders, by segment; logarithmic scale",
    ),
    "story.axis.lateness": Entry("jours ouvrés depuis l’échéance", "business days from the due date"),
    "story.axis.days": Entry("jours depuis l’échéance", "days from the due date"),
    "story.axis.chance": Entry("chance par jour ouvré", "chance per business day"),
    "story.axis.approved": Entry("factures approuvées", "invoices approved"),
    "story.axis.travel": Entry("jours, en moyenne", "days, on average"),
    "story.touch.title": Entry(
        "{days} jours après l’échéance, {touched} des factures sont approuvées au lieu de {untouched}",
        "{days} days after the due date {touched} of invoices are approved instead of {untouched}",
    ),
    "story.touch.subtitle": Entry(
        "Factures approuvées sans relance, en gris, et avec une relance reçue ({channel})",
        "Invoices approved without a reminder, in grey, and with one delivered ({channel})",
    ),
    "story.touch.without": Entry("Sans relance", "Without"),
    "story.touch.with": Entry("Avec la relance", "With the reminder"),
    "story.touch.window": Entry("la relance agit", "the reminder acts"),
    "story.classes.title": Entry(
        "Ce que fait une relance dépend de la raison du retard",
        "What a reminder does depends on why the invoice is late",
    ),
    "story.classes.subtitle": Entry(
        "Factures approuvées par raison de retard : un e-mail reçu, puis une mise en demeure",
        "Invoices approved by reason of the delay: an e-mail delivered, then a formal notice",
    ),
    "story.class.ordinary": Entry("Ordinaire", "Ordinary"),
    "story.class.oversight": Entry("Oubliée", "Forgotten"),
    "story.class.admin": Entry("Bloquée dans un circuit", "Held up by paperwork"),
    "story.class.waits": Entry("Attend la relance", "Waits for the reminder"),
    "story.class.strategic": Entry("Retardée à dessein", "Delayed on purpose"),
    "story.class.hardship": Entry("Client en difficulté", "Customer in hardship"),
    "story.class.never": Entry("Jamais payée de plein gré", "Never paid willingly"),
    "story.travel.title": Entry(
        "De l’accord au lettrage : {fastest} jours au plus vite, {slowest} au plus lent",
        "From the yes to the books: {fastest} days at the fastest, {slowest} at the slowest",
    ),
    "story.travel.subtitle": Entry(
        "Jours calendaires, en moyenne sur un an, par moyen de paiement ; le lettrage est automatique",
        "Calendar days, on average over a year, by means of payment; matched without a clerk",
    ),
    "story.means.transfer": Entry("Virement", "Transfer"),
    "story.means.cheque": Entry("Chèque", "Cheque"),
    "story.means.card": Entry("Carte", "Card"),
    "story.means.instant": Entry("Instantané", "Instant"),
    "story.means.link": Entry("Lien de paiement", "Payment link"),
    # the knobs
    "story.knobs": Entry("À vous", "Your turn"),
    "story.reset": Entry("Comme au début", "As at first"),
    "story.first": Entry("au début :", "at first:"),
    "story.knob.segment": Entry("Segment", "Segment"),
    "story.knob.segment.help": Entry(
        "Les clients dont on regarde la facture.",
        "The customers whose invoice is looked at.",
    ),
    "story.knob.channel": Entry("Canal", "Channel"),
    "story.knob.channel.help": Entry("Par quoi la facture est rappelée.", "What the invoice is recalled by."),
    "story.knob.day": Entry("Jour de réception", "Day of delivery"),
    "story.knob.day.help": Entry(
        "Jours depuis l’échéance, négatif avant elle ; la relance agit dès le jour ouvré suivant.",
        "Days from the due date, negative before it; the reminder acts from the next business day.",
    ),
    "story.knob.earlier": Entry("Relances déjà reçues par ce canal", "Reminders already had by this channel"),
    "story.knob.earlier.help": Entry(
        "Elles n’agissent plus, mais lassent : la nouvelle porte moins.",
        "They act no more, but weary: the new one does less.",
    ),
    "story.knob.reminder": Entry("Jour de l’e-mail", "Day of the e-mail"),
    "story.knob.reminder.help": Entry("Jours après l’échéance.", "Days after the due date."),
    "story.knob.notice": Entry("Jour de la mise en demeure", "Day of the formal notice"),
    "story.knob.notice.help": Entry("Jours après l’échéance.", "Days after the due date."),
    "story.knob.runs": Entry("Campagnes de paiement du client", "The customer’s payment runs"),
    "story.knob.runs.help": Entry(
        "Les jours où le client paie ce qu’il a approuvé.",
        "The days on which the customer pays what it has approved.",
    ),
    "story.runs.any": Entry("tous les jours ouvrés", "any business day"),
    "story.runs.weekly": Entry("chaque jeudi", "every Thursday"),
    "story.runs.twice_monthly": Entry("le 15 et en fin de mois", "on the 15th and at month end"),
    "story.runs.monthly": Entry("en fin de mois", "at month end"),
}
