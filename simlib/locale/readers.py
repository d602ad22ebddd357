"""What the readers of ledgers say."""

from simlib.locale.entry import Entry

READERS: dict[str, Entry] = {
    "reader.warning": Entry("attention : ", "warning: "),
    # totals
    "reader.total.rows": Entry("lignes", "rows"),
    "reader.total.amount": Entry("montant {currency}", "amount {currency}"),
    "reader.total.read": Entry("lues", "read"),
    "reader.total.accepted": Entry("acceptées", "accepted"),
    "reader.total.rejected": Entry("rejetées", "rejected"),
    "reader.total.ignored": Entry("ignorées", "ignored"),
    "reader.total.unreadable": Entry(
        "montants vides ou illisibles : {amounts} ; ils comptent pour 0",
        "{amounts} amounts are blank or cannot be read; they count as 0",
    ),
    "reader.total.ledger": Entry(
        "{invoices} factures et avoirs à {customers} clients, {payments} paiements, du {first} au {last}",
        "{invoices} invoices and credit notes of {customers} customers, {payments} payments, from {first} to {last}",
    ),
    "reader.total.open": Entry("ouvert : {amount} {currency}", "open: {amount} {currency}"),
    "reader.total.reason": Entry("rejet, {times} fois : {reason}", "rejected, {times} times: {reason}"),
    "reader.total.more": Entry("et {reasons} autres motifs", "and {reasons} more reasons"),
    "reader.total.rejects": Entry("les lignes rejetées sont dans {file}", "rejected rows are in {file}"),
    "reader.row": Entry("{rows} ligne", "{rows} row"),
    "reader.rows": Entry("{rows} lignes", "{rows} rows"),
    "reader.invoice_is": Entry("{n} facture est", "{n} invoice is"),
    "reader.invoices_are": Entry("{n} factures sont", "{n} invoices are"),
    # rows
    "reader.copies": Entry(
        "{file} : {n} en copie exacte d’une autre, hors compte", "{file}: {n} written exactly as another one, ignored"
    ),
    "reader.ignored_status": Entry("{file} : {n} hors compte par leur statut", "{file}: {n} ignored for their status"),
    "reader.zero": Entry("{file} : {n} d’un montant nul, hors compte", "{file}: {n} with an amount of zero, ignored"),
    "reader.blank": Entry("{file} : {n} sans contenu, hors compte", "{file}: {n} blank, ignored"),
    "reader.no_paid_amount": Entry(
        "{file} : {n} avec une date de paiement sans montant payé, lu comme impayé",
        "{file}: {n} with a paid date and no paid amount, read as unpaid",
    ),
    "reader.promise_unread": Entry(
        "{file} : {n} dont promised_date est illisible, lu comme vide",
        "{file}: {n} whose promised_date cannot be read, taken as blank",
    ),
    "reader.dispute_unread": Entry(
        "{file} : {n} dont le litige n’est ni oui ni non, lu comme inconnu",
        "{file}: {n} whose cell for disputed says neither yes nor no, taken as unknown",
    ),
    "reader.touches_read": Entry(
        "journal des relances : {rows_read} lignes lues, {rows_accepted} retenues, {rows_rejected} rejetées, "
        "{rows_ignored} laissées de côté",
        "log of touches: {rows_read} rows read, {rows_accepted} accepted, {rows_rejected} rejected, {rows_ignored} ignored",
    ),
    "reader.touches_rejects": Entry(
        "lignes rejetées du journal des relances ({rows}) : {file}",
        "rejected rows of the log of touches ({rows}): {file}",
    ),
    "reader.touch_copy": Entry(
        "{file} : {n} qui redisent une relance déjà lue (même client ou facture, jour et canal), laissées de côté",
        "{file}: {n} that tell a touch again (same customer or invoice, day and channel), left out",
    ),
    "reader.delivery_unread": Entry(
        "{file} : {n} dont la remise n’est ni oui ni non, lue comme inconnue",
        "{file}: {n} whose cell for delivered says neither yes nor no, taken as unknown",
    ),
    "reader.limit_unread": Entry(
        "{file} : {n} dont credit_limit est illisible, lu comme inconnu",
        "{file}: {n} whose credit_limit cannot be read, taken as unknown",
    ),
    "reader.rounded": Entry(
        "{file} : {n} avec des fractions de centime dans {field}, arrondies au centime, la moitié loin de zéro",
        "{file}: {n} with parts of a cent in {field}, each rounded to the cent, halves away from zero",
    ),
    "reader.own_payments": Entry(
        "{file} : ses propres dates et montants payés ne sont pas lus, un fichier de paiements étant donné",
        "{file}: its own paid dates and amounts are not read, since a file of payments is given",
    ),
    "reader.other_customer": Entry(
        "{file} : {n} au nom d’un autre client que la facture, lu au client de la facture",
        "{file}: {n} naming another customer than the invoice, taken for the invoice's",
    ),
    "reader.unlisted_status": Entry(
        "{column} contient {values}, que la correspondance ne range pas : ces lignes se lisent par leurs dates",
        "{column} holds {values}, which the mapping does not list: these rows are read by their dates",
    ),
    "reader.unknown_status": Entry(
        "{column} contient {values}, dont le sens n’est pas connu : ces lignes se lisent par leurs dates, annulées peut-être comprises ; "
        "une correspondance peut le dire, status",
        "{column} holds {values}, whose meaning is not known: these rows are read by their dates, cancelled ones perhaps among them; "
        "a mapping file may tell it, status",
    ),
    # files
    "reader.header_row": Entry(
        "{file} : les en-têtes sont pris à la ligne {row} ; ce qui précède n’est pas lu",
        "{file}: the header is taken from row {row}; the rows above it are no rows",
    ),
    "reader.header_line": Entry(
        "{file} : les en-têtes sont pris à la ligne {line} ; ce qui précède n’est pas lu",
        "{file}: the header is taken from line {line}; the lines above it are no rows",
    ),
    "reader.nul_bytes": Entry(
        "{file} : octets nuls, écrits � dans leurs lignes : {bytes}",
        "{file}: NUL bytes, which stand as � in their rows: {bytes}",
    ),
    "reader.no_utf8": Entry(
        "{file} : octets hors UTF-8, écrits \\x.. dans leurs lignes : {bytes}",
        "{file}: bytes that are no UTF-8, which stand as \\x.. in their rows: {bytes}",
    ),
    # the ledger
    "reader.no_currency": Entry(
        "aucune devise n’est nommée : {currency} est supposé ; une correspondance peut en dire une autre, currency: USD",
        "no currency is named: {currency} is assumed; a mapping file may say another, currency: USD",
    ),
    "reader.no_payment": Entry(
        "aucun paiement n’est connu : donner des dates de paiement, ou un second fichier avec --payments",
        "no payment is known: give paid dates in the ledger, or a second file with --payments",
    ),
    "reader.currencies": Entry(
        "{currencies} devises : les montants sont donnés pour chacune à part",
        "{currencies} currencies: amounts are given for each apart",
    ),
    "reader.due_early": Entry("{n} à échéance avant l’émission", "{n} due before the day of issue"),
    "reader.paid_too_much": Entry(
        "{n} en trop-payé : l’excédent est un crédit du client",
        "{n} paid too much: the excess counts as a credit of the customer",
    ),
    "reader.said_paid": Entry("{n} en statut payé sans aucun paiement", "{n} said to be paid without any payment"),
    # a FEC
    "reader.fec.matched": Entry(
        "factures rapprochées, en montant : {lettering} par lettrage, {amount} par montant égal, {fifo} de la plus ancienne à "
        "la plus récente ; {open} restent ouvertes",
        "invoices matched, by amount: {lettering} by lettering, {amount} by equal amount, {fifo} oldest first; {open} stay open",
    ),
    "reader.fec.terms": Entry(
        "délais de paiement : {usual} pour {customers} clients sur {all} (donnés : {given}, appris du client : {own}, appris de tous : "
        "{pool}, supposés : {assumed}) ; un FEC ne donne pas d’échéance, --terms la fixe",
        "payment terms: {usual} for {customers} of {all} customers (given: {given}, learned from the customer: {own}, from all: {pool}, "
        "assumed: {assumed}); a FEC tells no due date, --terms sets it",
    ),
    "reader.fec.overdue": Entry(
        "échu au dernier jour : {taken} avec ces délais ; avec d’autres : {others}",
        "overdue on the last day: {taken} under these terms; under others: {others}",
    ),
    "reader.fec.dpo": Entry(
        "fournisseurs (401) : {balance} dus pour {purchases} d’achats en un an, soit {days} jours d’achats (DPO)",
        "suppliers (401): {balance} owed for {purchases} bought in a year, that is {days} days of purchases (DPO)",
    ),
    "reader.fec.mended": Entry(
        "{file} : lignes recousues, coupées par un séparateur ou un retour à la ligne dans un libellé : {rows}",
        "{file}: rows put together again that a separator or a line end in a label had cut: {rows}",
    ),
    "reader.fec.mapping": Entry(
        "{file} : c’est un FEC ; du fichier de correspondance, seuls la devise, la décimale et les délais sont lus",
        "{file}: this is a FEC; of the mapping file only currency, decimal mark and terms are read",
    ),
    "reader.fec.both": Entry(
        "{file} : lignes à la fois au débit et au crédit, lues pour leur différence : {rows}",
        "{file}: rows with both a debit and a credit, read as their difference: {rows}",
    ),
    "reader.fec.uneven": Entry(
        "{file} : écritures déséquilibrées : {entries}, pour {amount} en tout",
        "{file}: entries whose debits are not their credits: {entries}, by {amount} in all",
    ),
    "reader.fec.outside": Entry(
        "{file} : lignes datées hors de l’exercice, du {first} au {last} : {rows}",
        "{file}: rows dated outside the year, {first} to {last}: {rows}",
    ),
    "reader.fec.firms": Entry(
        "les fichiers portent les numéros de plusieurs entreprises : {numbers}",
        "the files bear the numbers of several firms: {numbers}",
    ),
    "reader.fec.forward": Entry(
        "{file} : lignes d’à-nouveaux ignorées, que l’exercice précédent donne en détail : {rows}",
        "{file}: rows of balances brought forward, ignored since the year before tells them in detail: {rows}",
    ),
    "reader.fec.gap": Entry(
        "{file} : les à-nouveaux ne sont pas les soldes de l’exercice précédent pour {parties} tiers, {amount} en tout ; la différence "
        "est ajoutée comme régularisation",
        "{file}: balances brought forward are not those of the year before for {parties} third parties, {amount} in all; the difference "
        "is added as an adjustment",
    ),
    "reader.fec.copy": Entry(
        "{file} : copie d’un autre fichier donné, lignes ignorées : {rows}",
        "{file}: a copy of another file given, rows ignored: {rows}",
    ),
    "reader.fec.others": Entry(
        "{file} : lignes d’autres comptes que clients (411, 413) et fournisseurs (401), ignorées une fois les écritures comprises : {rows}",
        "{file}: rows of accounts other than customers (411, 413) and suppliers (401), ignored once the entries are understood: {rows}",
    ),
    "reader.fec.zero": Entry(
        "{file} : lignes sans montant, ignorées : {rows}", "{file}: rows with an amount of zero, ignored: {rows}"
    ),
    "reader.fec.truncated": Entry(
        "factures d’à-nouveaux sans date d’émission : {invoices}, pour {amount} ; elles comptent dans l’encours et n’apprennent rien ; "
        "donner aussi l’exercice précédent",
        "invoices brought forward whose day of issue is unknown: {invoices}, for {amount}; they count in the balance and teach nothing; "
        "give the year before too",
    ),
    "reader.fec.adjustments": Entry(
        "mouvements clients qui ne sont ni vente ni encaissement (virements, pertes, effets non encaissés, arrondis) : {items}, "
        "pour {amount}",
        "customers' movements that are neither sales nor money (transfers, losses, bills not cashed, roundings): {items}, "
        "for {amount}",
    ),
    "reader.fec.early": Entry(
        "encaissements sans lettrage menés à des factures plus récentes : {receipts}, pour {amount} ; les à-nouveaux manquent peut-être",
        "receipts without lettering led to younger invoices: {receipts}, for {amount}; balances brought forward may be missing",
    ),
    "reader.fec.unlettered": Entry(
        "aucun lettrage : les paiements sont rapprochés par montant égal, puis de la facture la plus ancienne à la plus récente",
        "no lettering: payments are matched by equal amount, then to the oldest invoice first",
    ),
    "reader.fec.no_auxiliary": Entry(
        "lignes sans compte auxiliaire, dont le client est le compte 411 lui-même : {rows}",
        "rows without auxiliary account, whose customer is the 411 account itself: {rows}",
    ),
    "reader.fec.strangers": Entry(
        "délais donnés pour des clients que le FEC ne connaît pas : {customers}",
        "terms given for customers that the FEC does not know: {customers}",
    ),
    "reader.terms.given": Entry("donné", "given"),
    "reader.terms.own": Entry("appris de ses paiements", "learned from its payments"),
    "reader.terms.pool": Entry("appris des paiements de tous", "learned from the payments of all"),
    "reader.terms.assumed": Entry("supposé", "assumed"),
    # a mapping to start from
    "reader.suggest.head": Entry(
        "Correspondance proposée pour {file} : à relire ligne à ligne, puis à donner avec --mapping.",
        "A mapping suggested for {file}: look at every line, then give it with --mapping.",
    ),
    "reader.suggest.values": Entry("{values} valeurs, dont {examples}", "{values} values, such as {examples}"),
    "reader.suggest.missing": Entry("aucune colonne trouvée : nommez-la", "no column found: name it"),
    "reader.suggest.others": Entry("colonnes non lues : {columns}", "columns not read: {columns}"),
    "reader.suggest.either": Entry("ambigu dans le fichier : à vérifier", "the file leaves it open: check it"),
    "reader.suggest.currency": Entry("aucune colonne ne la donne", "no column tells it"),
    "reader.suggest.status": Entry(
        "comment se tiennent les factures : rangez les valeurs sous paid, open, cancelled, ignored",
        "how invoices stand: list the values under paid, open, cancelled, ignored",
    ),
    "reader.suggest.terms": Entry(
        "un FEC ne donne pas d’échéance : délais par client, à corriger ; net30, eom45 (fin de mois puis 45 jours), 45eom",
        "a FEC tells no due date: terms by customer, to be corrected; net30, eom45 (end of the month, then 45 days), 45eom",
    ),
    "reader.suggested": Entry("correspondance proposée dans {file}", "a mapping is suggested in {file}"),
    # what distorts
    "reader.terms_unused": Entry(
        "des délais de paiement sont donnés ; ce grand livre porte ses échéances, qui font foi",
        "payment terms are given; this ledger bears its due dates, which count",
    ),
    "reader.one_month_due": Entry(
        "toutes les échéances tombent en {month} : une tranche, non un régime établi ; ni DSO ni saisons ne s’y lisent",
        "every due date falls in {month}: a slice, no steady state; neither DSO nor seasons can be read from it",
    ),
    "reader.short_history": Entry(
        "les factures ne couvrent que {days} jours : les habitudes s’y voient à peine, les saisons pas",
        "the invoices cover only {days} days: habits are hardly seen in them, seasons not at all",
    ),
    "reader.hardly_crossed": Entry(
        "fins de mois que presque aucune facture ouverte ne franchit : {days} ; au {day}, {invoices} ouvertes, contre {usual} avant et "
        "après : des exercices semblent mis bout à bout sans leurs reports, les retards y sont tronqués",
        "month ends that hardly any open invoice crosses: {days}; on {day} {invoices} are open, against {usual} before and after: years "
        "seem put together without what was open between them, lateness is cut short there",
    ),
    "reader.cancelled_paid": Entry(
        "{file} : factures annulées qui portent une date de paiement, lue comme date d’annulation, sans encaissement : {rows}",
        "{file}: cancelled invoices that bear a paid date, read as the day of cancelling, without cash: {rows}",
    ),
}
