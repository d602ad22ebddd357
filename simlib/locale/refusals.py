"""Why a ledger cannot be read or learned from: where, what is wrong, what is allowed, what to do."""

from simlib.locale.entry import Entry

REFUSALS: dict[str, Entry] = {
    # files
    "refusal.no_ledger": Entry(
        "aucun grand livre n’est donné ; donnez un ou plusieurs fichiers CSV, Excel ou Parquet, ou des FEC",
        "no ledger is given; give one or several CSV, Excel or Parquet files, or FEC",
    ),
    "refusal.directory": Entry(
        "{file} est un dossier ; donnez ses fichiers un par un",
        "{file} is a directory; give the files in it one by one",
    ),
    "refusal.not_ordinary": Entry(
        "{file} n’est pas un fichier ordinaire ; donnez un fichier CSV, Excel ou Parquet",
        "{file} is no ordinary file; give a CSV, Excel or Parquet file",
    ),
    "refusal.too_large": Entry(
        "{file} fait {size} Mo ; les fichiers sont lus jusqu’à {most} Mo : découpez-le, par année par exemple",
        "{file} has {size} MB; files up to {most} MB are read: split it, by year for example",
    ),
    "refusal.absent": Entry(
        "{file} n’existe pas ; donnez un fichier CSV, Excel ou Parquet",
        "{file} does not exist; give a CSV, Excel or Parquet file",
    ),
    "refusal.empty": Entry(
        "{file} est vide ; il doit contenir un en-tête et une ligne par facture",
        "{file} is empty; it must hold a header and one row per invoice",
    ),
    "refusal.pdf": Entry(
        "{file} est un document PDF ; exportez le grand livre en CSV ou en Excel",
        "{file} is a PDF document; export the ledger as CSV or Excel",
    ),
    "refusal.packed": Entry(
        "{file} est un fichier compressé ; décompressez-le d’abord", "{file} is a compressed file; unpack it first"
    ),
    "refusal.picture": Entry(
        "{file} est une image ; exportez le grand livre en CSV ou en Excel",
        "{file} is a picture; export the ledger as CSV or Excel",
    ),
    "refusal.database": Entry(
        "{file} est une base de données ; exportez le grand livre en CSV ou en Excel",
        "{file} is a database; export the ledger as CSV or Excel",
    ),
    "refusal.no_text": Entry(
        "{file} n’est pas du texte : exportez le grand livre en CSV, Excel ou Parquet",
        "{file} is no text: export the ledger as CSV, Excel or Parquet",
    ),
    "refusal.too_long": Entry(
        "{file} a {lines} lignes ; on en lit jusqu’à {most} : découpez-le, par année par exemple",
        "{file} has {lines} lines; up to {most} are read: split it, by year for example",
    ),
    "refusal.no_sheet": Entry(
        "{file} ne contient aucune feuille remplie ; il faut un en-tête et une ligne par facture",
        "{file} holds no filled sheet; it must hold a header and one row per invoice",
    ),
    "refusal.unpacks": Entry(
        "{file} occupe {size} Go une fois décompressé ; on lit jusqu’à 2 Go : découpez-le",
        "{file} unpacks to {size} GB; up to 2 GB are read: split it",
    ),
    "refusal.no_parquet": Entry(
        "{file} n’est pas un fichier Parquet lisible ({why})", "{file} is no Parquet file that can be read ({why})"
    ),
    "refusal.no_excel": Entry(
        "{file} n’est pas un fichier Excel lisible ({why})", "{file} is no Excel file that can be read ({why})"
    ),
    "refusal.damaged": Entry(
        "{file} est un fichier Excel endommagé ; enregistrez-le à nouveau ou exportez-le en CSV",
        "{file} is a damaged Excel file; save it again or export it as CSV",
    ),
    "refusal.no_rows": Entry(
        "{file} : il y a un en-tête et aucune ligne dessous", "{file}: there is a header and no row below it"
    ),
    # columns
    "refusal.two_columns": Entry(
        "{file} : {n} colonnes peuvent être {field} : {columns} ; renommez-en une, ou nommez celle à lire dans un fichier de "
        "correspondance",
        "{file}: {n} columns could be {field}: {columns}; rename one, or name the one to read in a mapping file",
    ),
    "refusal.same_name": Entry(
        "{file} : {n} colonnes s’appellent {column} ; renommez toutes celles qui ne sont pas à lire",
        "{file}: {n} columns are called {column}; rename all but the one to read",
    ),
    "refusal.column_absent": Entry(
        "{file} : la correspondance nomme une colonne {column} qui n’existe pas ; {hint}",
        "{file}: the mapping names a column {column}, which is not there; {hint}",
    ),
    "refusal.did_you_mean": Entry("vouliez-vous dire {column} ?", "did you mean {column}?"),
    "refusal.columns_found": Entry("colonnes trouvées : {columns}", "columns found: {columns}"),
    "refusal.columns_missing": Entry(
        "{file} : aucune colonne reconnue pour {what} ; {found} ; nommez-la dans un fichier de correspondance, {section}: {{{lines}}}",
        "{file}: no column is known to hold {what}; {found}; name it in a mapping file, {section}: {{{lines}}}",
    ),
    "refusal.and": Entry(" et ", " and "),
    "refusal.need.customer_id": Entry("le client", "the customer"),
    "refusal.need.invoice_id": Entry("le numéro de facture", "the invoice number"),
    "refusal.need.issue_date": Entry("la date d’émission", "the issue date"),
    "refusal.need.due_date": Entry("la date d’échéance", "the due date"),
    "refusal.need.amount": Entry("le montant", "the amount"),
    "refusal.need.paid_date": Entry("la date de paiement", "the payment date"),
    "refusal.need.paid_amount": Entry("le montant payé", "the amount paid"),
    "refusal.need.touch_date": Entry("la date de la relance", "the date of the touch"),
    "refusal.need.channel": Entry("le canal ou l’étape", "the channel or step"),
    "refusal.need.party": Entry("le client, ou la facture", "the customer, or the invoice"),
    "refusal.payments_without_date": Entry(
        "{where} donne des paiements et aucune colonne reconnue ne porte leur date ; nommez-la dans un fichier de correspondance, "
        "columns: {{paid_date: <colonne>}}, ou laissez les paiements de côté par columns: {{paid_amount: null}}",
        "{where} tells payments and no column is known to hold their date; name it in a mapping file, "
        "columns: {{paid_date: <column>}}, or leave the payments out with columns: {{paid_amount: null}}",
    ),
    # values that could be read two ways
    "refusal.order_mixed": Entry(
        "{where} mêle deux ordres : {day_first} commence par le jour, {month_first} par le mois, si bien que {either} peut être "
        "l’un ou l’autre ; {remedy}",
        "{where} mixes two orders: {day_first} has the day first, {month_first} the month, so that {either} could be either; {remedy}",
    ),
    "refusal.order_unknown": Entry(
        "{where} est ambiguë : {either} peut commencer par le jour ou par le mois, et aucune autre date de la colonne ne tranche ; "
        "{remedy}",
        "{where} is ambiguous: {either} could have the day or the month first and no other date of the column decides; {remedy}",
    ),
    "refusal.order_remedy": Entry(
        'dites-le dans un fichier de correspondance, par exemple date_format: "%d/%m/%Y" ou date_format: month_first',
        'say which in a mapping file, for example date_format: "%d/%m/%Y" or date_format: month_first',
    ),
    "refusal.mark_unknown": Entry(
        "{where} est ambiguë : le signe dans {either} peut séparer les milliers ou les décimales, et aucun autre montant de la colonne "
        'ne tranche ; dites-le dans un fichier de correspondance, par exemple decimal: ","',
        "{where} is ambiguous: the mark in {either} could part thousands or decimals and no other amount of the column decides; "
        'say which in a mapping file, for example decimal: ","',
    ),
    # accounting entries
    "refusal.fec_and_others": Entry(
        "{file} est un FEC et d’autres fichiers n’en sont pas ; donnez des FEC ou des grands livres de factures",
        "{file} is a FEC and other files are not; give either FEC or ledgers of invoices",
    ),
    "refusal.fec_has_payments": Entry(
        "{file} est un FEC, qui contient ses paiements ; ne donnez pas {payments}",
        "{file} is a FEC, which holds its payments; leave {payments} out",
    ),
    "refusal.fec_columns": Entry(
        "{file} : ce fichier des écritures comptables (FEC) n’a pas de colonne {columns} ; colonnes trouvées : {found} ; "
        "exportez-le à nouveau",
        "{file}: this file of accounting entries (FEC) has no column {columns}; columns found: {found}; export it again",
    ),
    "refusal.fec_no_column": Entry(", ni de colonne ", ", no column "),
    "refusal.fec_debit_credit": Entry("Debit et Credit (ou Montant et Sens)", "Debit and Credit (or Montant and Sens)"),
    "refusal.fec_boundless": Entry(
        "{file} : ses montants s’élèvent à {sum}, ce qui n’est pas un grand livre",
        "{file}: its amounts add up to {sum}, which is no ledger",
    ),
    "refusal.fec_no_customer": Entry(
        "{file} : aucune ligne n’est sur un compte client (411) : une comptabilité de trésorerie ne contient pas de factures ; donnez "
        "un grand livre de factures",
        "{file}: no row is on a customer's account (411): books kept on a cash basis hold no invoices; give a ledger of invoices",
    ),
    "refusal.fec_same_year": Entry(
        "{one} et {other} portent tous deux sur l’année commençant le {day} ; donnez l’un des deux",
        "{one} and {other} both tell the year from {day}; give one of them",
    ),
    "refusal.fec_gap": Entry(
        "rien n’est connu entre le {end}, fin de {one}, et le {start}, début de {other} ; donnez aussi les années entre les deux, ou "
        "n’en donnez qu’un",
        "nothing is known between {end}, the end of {one}, and {start}, the start of {other}; give the years between too, or leave one out",
    ),
    # learning
    "refusal.nothing_yet": Entry(
        "grand livre : aucune facture n’était émise au jour demandé ; il faut des factures et leurs paiements pour apprendre",
        "ledger: no invoice was issued by the day asked for; learning needs invoices and their payments",
    ),
    "refusal.no_invoice": Entry(
        "grand livre : il ne contient aucune facture ; il faut des factures et leurs paiements pour apprendre",
        "ledger: it holds no invoice; learning needs invoices and their payments",
    ),
    "refusal.few_payments": Entry(
        "grand livre : {paid} factures payées sont connues ; pour apprendre comment paient les clients, il en faut au moins {fewest} : "
        "donnez un grand livre plus long, ou ses paiements (--payments)",
        "ledger: {paid} paid invoices are known; learning how customers pay needs at least {fewest}: give a longer ledger, or its "
        "payments with --payments",
    ),
}
