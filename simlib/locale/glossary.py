"""The glossary: terms with the words that stand for them, what they mean, and where that comes from."""

from simlib.locale.entry import Entry

GLOSSARY: dict[str, Entry] = {
    "tab.glossary": Entry("Lexique", "Glossary"),
    "glossary.intro": Entry(
        "Les termes de la page. Là où un mot est souligné de pointillés, survolez-le ou atteignez-le au clavier pour "
        "lire ce qu’il veut dire.",
        "The terms of the page. Where a word is underlined with dots, hover over it or reach it by keyboard to read what "
        "it means.",
    ),
    "column.term": Entry("Terme", "Term"),
    "column.meaning": Entry("Ce qu’il veut dire", "What it means"),
    "term.dso": Entry("DSO", "DSO"),
    "meaning.dso": Entry(
        "Délai moyen de règlement des clients : nombre de jours de ventes, TVA comprise, qui restent dues.",
        "Days sales outstanding: the number of days of sales, tax included, that customers still owe.",
    ),
    "defined.dso": Entry(
        "Encours TTC ÷ ventes TTC × jours (formule usuelle des crédits managers)",
        "Receivables ÷ sales, both with tax, × days (the usual formula of credit managers)",
    ),
    "term.count_back": Entry(
        "DSO par épuisement | épuisement | épuisement du chiffre d’affaires",
        "count-back DSO | count-back",
    ),
    "meaning.count_back": Entry(
        "DSO obtenu en remontant les ventes jour par jour, de la fin vers le début, jusqu’à épuiser l’encours ; la "
        "croissance ne le fausse pas.",
        "DSO found by walking back day by day over the latest sales until they exhaust what is owed; growth does not "
        "distort it.",
    ),
    "defined.count_back": Entry(
        "Méthode d’épuisement du chiffre d’affaires (usage des crédits managers)",
        "Count-back (exhaustion) method, usual among credit managers",
    ),
    "term.bfr": Entry("BFR | besoin en fonds de roulement", "working capital | BFR"),
    "meaning.bfr": Entry(
        "Besoin en fonds de roulement : argent immobilisé par l’activité, soit stocks et créances clients moins dettes "
        "fournisseurs.",
        "Working capital requirement: money tied up by the business, stock and receivables less what is owed to suppliers.",
    ),
    "defined.bfr": Entry(
        "Analyse financière usuelle : stocks + créances − dettes d’exploitation",
        "Usual financial analysis: stock + receivables − trade payables",
    ),
    "term.receivables": Entry("encours clients | encours | créances", "receivables"),
    "meaning.receivables": Entry(
        "Factures émises et pas encore payées, échues ou non.",
        "Invoices issued and not yet paid, due or not.",
    ),
    "defined.receivables": Entry("Plan comptable général, compte 411", "French chart of accounts, account 411"),
    "term.overdue": Entry("échu | créances échues", "overdue"),
    "meaning.overdue": Entry(
        "Part de l’encours dont la date d’échéance est passée.",
        "The part of receivables whose due date has passed.",
    ),
    "defined.overdue": Entry(
        "Balance âgée usuelle : jours après l’échéance",
        "Usual aged balance: days past the due date",
    ),
    "term.ageing": Entry("balance âgée", "ageing | aged balance"),
    "meaning.ageing": Entry(
        "Encours réparti par âge : non échu, 1 à 30 jours de retard, 31 à 60, 61 à 90, au-delà.",
        "Receivables by age: not due, 1 to 30 days late, 31 to 60, 61 to 90, beyond.",
    ),
    "defined.ageing": Entry(
        "Usage français : tranches comptées après l’échéance",
        "French practice: bands counted from the due date",
    ),
    "term.dpo": Entry("DPO | délai fournisseurs", "DPO"),
    "meaning.dpo": Entry(
        "Nombre de jours d’achats que l’entreprise doit encore à ses fournisseurs.",
        "The number of days of purchases that the firm still owes its suppliers.",
    ),
    "defined.dpo": Entry(
        "Dettes fournisseurs TTC ÷ achats TTC × jours",
        "Payables ÷ purchases, both with tax, × days",
    ),
    "term.reminder": Entry("relance | relances", "reminder | reminders"),
    "meaning.reminder": Entry(
        "Message envoyé à un client à propos d’une facture : avant l’échéance, c’est un rappel ; après, une relance.",
        "A message to a customer about an invoice, before its due date or after.",
    ),
    "defined.reminder": Entry("Usage du recouvrement amiable", "Usual in amicable collection"),
    "term.formal_notice": Entry("mise en demeure", "formal notice"),
    "meaning.formal_notice": Entry(
        "Lettre qui somme le débiteur de payer et fait courir ses effets de droit ; dernière étape avant le contentieux.",
        "Letter that summons the debtor to pay, with its effects in law; the last step before the courts.",
    ),
    "defined.formal_notice": Entry("Code civil, art. 1344", "French civil code, art. 1344"),
    "term.dispute": Entry("litige | litiges | contestation | contestations", "dispute | disputes | disputed"),
    "meaning.dispute": Entry(
        "Facture que le client conteste (prix, livraison, qualité) et ne paie pas tant que le désaccord n’est pas réglé.",
        "An invoice that the customer contests (price, delivery, quality) and does not pay until that is settled.",
    ),
    "defined.dispute": Entry("Usage des crédits managers", "Usual among credit managers"),
    "term.promise": Entry("promesse | promesses", "promise | promises"),
    "meaning.promise": Entry(
        "Date à laquelle le client s’engage à payer, le plus souvent au téléphone ; elle n’est pas toujours tenue.",
        "The day on which a customer undertakes to pay, mostly by telephone; it is not always kept.",
    ),
    "defined.promise": Entry("Usage du recouvrement amiable", "Usual in amicable collection"),
    "term.terms": Entry("délai de paiement | délais de paiement", "payment terms"),
    "meaning.terms": Entry(
        "Temps accordé au client pour payer : en France, 60 jours au plus après l’émission de la facture, ou 45 jours "
        "fin de mois.",
        "Time granted to the customer to pay: in France at most 60 days from the invoice, or 45 days end of month.",
    ),
    "defined.terms": Entry("Code de commerce, art. L441-10", "French commercial code, art. L441-10"),
    "term.end_of_month": Entry("fin de mois", "end of month"),
    "meaning.end_of_month": Entry(
        "Échéance reportée à la fin d’un mois : 45 jours puis fin de mois, ou fin de mois puis 45 jours.",
        "Due date moved to the end of a month: 45 days then the month’s end, or the month’s end then 45 days.",
    ),
    "defined.end_of_month": Entry("Code de commerce, art. L441-10", "French commercial code, art. L441-10"),
    "term.late_fee": Entry("pénalités de retard | pénalités", "late fees | late fee"),
    "meaning.late_fee": Entry(
        "Intérêts dus dès le lendemain de l’échéance, plus 40 € de frais de recouvrement par facture.",
        "Interest owed from the day after the due date, plus €40 of recovery costs an invoice.",
    ),
    "defined.late_fee": Entry(
        "Code de commerce, art. L441-10 et D441-5",
        "French commercial code, art. L441-10 and D441-5",
    ),
    "term.discount": Entry("escompte", "cash discount | early-payment discount"),
    "meaning.discount": Entry(
        "Réduction accordée au client qui paie avant l’échéance.",
        "A reduction for the customer who pays before the due date.",
    ),
    "defined.discount": Entry(
        "Code de commerce, art. L441-9 (mention sur la facture)",
        "French commercial code, art. L441-9 (stated on the invoice)",
    ),
    "term.factoring": Entry("affacturage | factor", "factoring | factor"),
    "meaning.factoring": Entry(
        "Cession des factures à un factor, qui en avance l’essentiel contre une commission et des intérêts.",
        "Selling invoices to a factor, who advances most of them for a commission and interest.",
    ),
    "defined.factoring": Entry(
        "Code monétaire et financier, art. L313-23 (cession de créances)",
        "French monetary and financial code, art. L313-23 (assignment of claims)",
    ),
    "term.bad_debt": Entry(
        "impayés définitifs | impayé définitif | irrécouvrable",
        "bad debt | bad debts | write-off",
    ),
    "meaning.bad_debt": Entry(
        "Créance que l’on renonce à encaisser ; la TVA peut en être récupérée.",
        "A claim that is given up; its VAT can be recovered.",
    ),
    "defined.bad_debt": Entry("Code général des impôts, art. 272", "French tax code, art. 272"),
    "term.overdraft": Entry("découvert", "overdraft"),
    "meaning.overdraft": Entry(
        "Solde bancaire négatif, admis jusqu’à une limite et payé par des intérêts.",
        "A negative bank balance, borne up to a limit and paid for by interest.",
    ),
    "defined.overdraft": Entry(
        "Code monétaire et financier, art. L313-12",
        "French monetary and financial code, art. L313-12",
    ),
    "term.matching": Entry("lettrage | rapprochement", "cash application | matching"),
    "meaning.matching": Entry(
        "Rattacher chaque encaissement aux factures qu’il paie ; tant que ce n’est pas fait, des clients à jour sont relancés.",
        "Leading each receipt to the invoices it pays; until that is done, customers who have paid are reminded.",
    ),
    "defined.matching": Entry(
        "Plan comptable général, lettrage des comptes de tiers",
        "French chart of accounts, matching of customers’ accounts",
    ),
    "term.fec": Entry("FEC", "FEC"),
    "meaning.fec": Entry(
        "Fichier des écritures comptables : export normalisé de la comptabilité, que toute entreprise française doit "
        "pouvoir remettre.",
        "French standard export of all accounting entries, which every French firm must be able to hand over.",
    ),
    "defined.fec": Entry(
        "Livre des procédures fiscales, art. A47 A-1",
        "French book of tax procedures, art. A47 A-1",
    ),
    "term.vat": Entry("TVA", "VAT"),
    "meaning.vat": Entry(
        "Taxe collectée sur les ventes : sur les biens elle est due à la livraison, même si le client n’a pas payé.",
        "Tax collected on sales: on goods it is due on delivery, even where the customer has not paid.",
    ),
    "defined.vat": Entry("Code général des impôts, art. 269", "French tax code, art. 269"),
    "term.credit_limit": Entry("limite de crédit", "credit limit"),
    "meaning.credit_limit": Entry(
        "Encours maximal accordé à un client ; au-delà, ses commandes attendent.",
        "The most that a customer may owe; beyond it, orders wait.",
    ),
    "defined.credit_limit": Entry("Usage des crédits managers", "Usual among credit managers"),
    "term.replication": Entry("tirage | tirages", "draw | draws | replication | replications"),
    "meaning.replication": Entry(
        "Une version possible de l’avenir. La page en simule beaucoup et montre leur moyenne et leur étendue.",
        "One possible version of the future. The page simulates many and shows their mean and spread.",
    ),
    "defined.replication": Entry("Simulation de Monte-Carlo", "Monte Carlo simulation"),
    "term.interval": Entry("intervalle | intervalle à 95 %", "interval | 95% interval"),
    "meaning.interval": Entry(
        "Fourchette dans laquelle se trouve l’écart moyen, 95 fois sur 100. Si elle contient zéro, l’effet n’est pas établi.",
        "The range that holds the mean change 95 times in 100. Where it contains zero, the effect is not established.",
    ),
    "defined.interval": Entry(
        "Intervalle de confiance d’une différence appariée",
        "Confidence interval of a paired difference",
    ),
    "term.lever": Entry("levier | leviers", "lever | levers"),
    "meaning.lever": Entry(
        "Réglage que l’on peut bouger : une relance, un délai, un moyen, une hypothèse.",
        "A setting that can be moved: a reminder, a term, a means, an assumption.",
    ),
    "defined.lever": Entry("Vocabulaire de cette page", "Vocabulary of this page"),
    "term.scenario": Entry("scénario | scénarios", "scenario | scenarios"),
    "meaning.scenario": Entry(
        "La situation d’aujourd’hui avec les changements demandés, simulée sur les mêmes tirages qu’elle.",
        "Today’s situation with the changes asked for, simulated on the same draws.",
    ),
    "defined.scenario": Entry("Vocabulaire de cette page", "Vocabulary of this page"),
}
