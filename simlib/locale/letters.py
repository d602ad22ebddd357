"""What letters to customers say around their text."""

from simlib.locale.entry import Entry

LETTERS: dict[str, Entry] = {
    "letters.mark": Entry(
        "Projet à faire relire par un conseil. Rien n’est envoyé par ce programme.",
        "Draft, to be checked by counsel. Nothing is sent by this program.",
    ),
    "letters.title": Entry("Lettres à relire", "Letters to be checked"),
    "letters.lead": Entry(
        "{n} projets au {date}, les plus fermes d’abord.", "{n} drafts of {date}, the firmest first."
    ),
    "letters.none": Entry(
        "Aucune lettre à écrire sur cette période : rien n’est dû, ou tout est en litige, promis, échelonné ou transmis.",
        "No letter to write in this time: nothing is due, or all is disputed, promised, in instalments or handed over.",
    ),
    "letters.how_many": Entry("{n} · {amount}", "{n} · {amount}"),
    "letters.letter": Entry("lettre", "letter"),
    "letters.mail": Entry("texte d’e-mail", "e-mail text"),
    "letters.open_letter": Entry("Lettre à {customer}", "Letter to {customer}"),
    "letters.open_mail": Entry("Texte d’e-mail à {customer}", "E-mail text to {customer}"),
    "letters.back": Entry("Toutes les lettres", "All letters"),
    "letters.subject": Entry("Objet : {subject}", "Subject: {subject}"),
    "letters.on": Entry("le {date}", "{date}"),
    "letters.sender": Entry("[votre société]", "[your company]"),
    "letters.own_address": Entry("[adresse, SIREN]", "[address, company number]"),
    "letters.their_address": Entry("[adresse du client]", "[customer’s address]"),
    "letters.written": Entry("Lettre", "Letter"),
    "letters.count": Entry("Nombre", "Number"),
    "letters.amount": Entry("Montant", "Amount"),
    "letters.kind.before_due": Entry("Avant l’échéance", "Before the due date"),
    "letters.kind.reminder_1": Entry("Première relance", "First reminder"),
    "letters.kind.reminder_2": Entry("Deuxième relance", "Second reminder"),
    "letters.kind.reminder_3": Entry("Dernière relance", "Last reminder"),
    "letters.kind.formal_notice": Entry("Mise en demeure", "Formal notice"),
    "letters.kind.receipt": Entry("Accusé de règlement", "Payment receipt"),
    "letters.column.number": Entry("Facture", "Invoice"),
    "letters.column.issued": Entry("Émise le", "Issued"),
    "letters.column.due": Entry("Échéance", "Due"),
    "letters.column.days_late": Entry("Jours de retard", "Days late"),
    "letters.column.open": Entry("Reste dû TTC", "Outstanding incl. VAT"),
    "letters.column.interest": Entry("Pénalités", "Interest"),
    "letters.column.paid": Entry("Reçu", "Received"),
    "letters.column.paid_on": Entry("Reçu le", "Received on"),
    "letters.column.left": Entry("Reste dû", "Still open"),
}
