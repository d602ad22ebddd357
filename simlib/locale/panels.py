"""Words of the page's panels: own scenarios, own data, the report, the glossary."""

from simlib.locale.entry import Entry

PANELS: dict[str, Entry] = {
    "tab.studies": Entry("Mes scénarios", "My scenarios"),
    "panel.cancel": Entry("Annuler", "Cancel"),
    # own scenarios
    "studies.intro": Entry(
        "Gardez le scénario affiché sous un nom. Seuls ses écarts avec aujourd’hui sont écrits, dans le dossier « {folder} » à côté du "
        "fichier de l’entreprise ; vous pourrez le reprendre, le comparer ou le supprimer.",
        "Keep the scenario on the page under a name. Only its differences from today are written, to the folder “{folder}” beside the "
        "firm’s file; you can take it up again, compare it or delete it.",
    ),
    "studies.name": Entry("Nom du scénario", "Name of the scenario"),
    "studies.save": Entry("Enregistrer", "Save"),
    "studies.replace": Entry("Le remplacer", "Replace it"),
    "studies.mine": Entry("Scénarios enregistrés", "Scenarios kept"),
    "studies.none": Entry("Aucun scénario enregistré pour l’instant.", "No scenario kept so far."),
    "studies.compare": Entry("Côte à côte", "Side by side"),
    "studies.pick": Entry(
        "Cochez jusqu’à trois scénarios pour les voir côte à côte avec aujourd’hui.",
        "Tick up to three scenarios to see them side by side with today.",
    ),
    "studies.load": Entry("Reprendre", "Take up"),
    "studies.remove": Entry("Supprimer", "Delete"),
    "studies.really": Entry("Supprimer pour de bon ?", "Really delete?"),
    "studies.changes": Entry("Ce qui change", "What changes"),
    "studies.saved": Entry("Enregistré le", "Saved on"),
    "studies.figure": Entry("Chiffre clé", "Key figure"),
    "studies.today": Entry("Aujourd’hui", "Today"),
    "studies.here": Entry("Scénario affiché", "Scenario on the page"),
    "studies.computing": Entry("Calcul des scénarios…", "Computing the scenarios…"),
    "studies.now": Entry("Le scénario affiché change {n} valeurs.", "The scenario on the page changes {n} values."),
    "studies.now_one": Entry("Le scénario affiché change une valeur.", "The scenario on the page changes one value."),
    "studies.now_none": Entry(
        "Le scénario affiché est la situation d’aujourd’hui : rien n’est changé.",
        "The scenario on the page is today: nothing is changed.",
    ),
    "studies.change": Entry("{what} : {before} → {after}", "{what}: {before} → {after}"),
    "studies.more": Entry("et {n} de plus", "and {n} more"),
    "studies.of_firm": Entry("Autre entreprise : {firm}", "Another firm: {firm}"),
    "studies.kept": Entry("« {name} » est enregistré ({file}).", "“{name}” is saved ({file})."),
    "studies.loaded": Entry(
        "« {name} » est repris : les leviers et les chiffres sont les siens.",
        "“{name}” is taken up: levers and figures are its own.",
    ),
    "studies.removed": Entry("« {name} » est supprimé.", "“{name}” is deleted."),
    "studies.there": Entry("« {name} » existe déjà.", "“{name}” is there already."),
    "studies.gone": Entry(
        "« {name} » n’est plus dans le dossier ; enregistrez-le à nouveau.",
        "“{name}” is no longer in the folder; save it again.",
    ),
    "studies.kept_back": Entry("« {name} » ne peut pas être supprimé ({why}).", "“{name}” cannot be deleted ({why})."),
    "studies.no_folder": Entry(
        "Le dossier {folder} ne peut pas être créé ({why}).", "The folder {folder} cannot be made ({why})."
    ),
    "studies.too_many": Entry(
        "Au plus {most} scénarios côte à côte : décochez-en un.", "At most {most} scenarios side by side: untick one."
    ),
    "studies.other_firm": Entry(
        "« {name} » porte sur une autre entreprise que « {firm} » : reprenez-le pour voir ses chiffres.",
        "“{name}” is about another firm than “{firm}”: take it up to see its figures.",
    ),
    "studies.name_none": Entry("Le scénario n’a pas de nom : écrivez-en un.", "The scenario has no name: write one."),
    "studies.name_long": Entry(
        "Le nom a {n} caractères ; {most} au plus.", "The name has {n} characters; at most {most}."
    ),
    "studies.name_signs": Entry(
        "Le nom contient des signes qui ne s’affichent pas ; écrivez-le sur une ligne.",
        "The name holds signs that cannot be shown; write it on one line.",
    ),
    "studies.name_unfit": Entry(
        "« {name} » ne convient pas comme nom ; il faut au moins une lettre ou un chiffre.",
        "“{name}” will not do as a name; it needs a letter or a digit.",
    ),
    # own data
    "tab.import": Entry("Mes données", "My data"),
    "imports.intro": Entry(
        "Apportez votre grand livre clients : factures (CSV, Excel, Parquet) ou FEC, et si besoin un fichier de paiements. Jusqu’à {sent} "
        "Mo "
        "par envoi ; jusqu’à {named} Mo en indiquant où se trouve le fichier sur cette machine. Rien ne quitte cette machine.",
        "Bring your receivables ledger: invoices (CSV, Excel, Parquet) or a French FEC, and a file of payments if need be. Up to {sent} MB "
        "when sent; up to {named} MB by naming where the file lies on this machine. Nothing leaves this machine.",
    ),
    "imports.files_head": Entry("1. Le grand livre", "1. The ledger"),
    "imports.columns_head": Entry("2. Les colonnes", "2. The columns"),
    "imports.check_head": Entry("3. Ce qui a été lu", "3. What was read"),
    "imports.plan_head": Entry("4. Vos relances d’aujourd’hui", "4. Your reminders today"),
    "imports.learn_head": Entry("5. Caler le simulateur", "5. Calibrate the simulator"),
    "imports.file": Entry("Envoyer un fichier", "Send a file"),
    "imports.path": Entry("ou son emplacement sur cette machine", "or where it lies on this machine"),
    "imports.take": Entry("Lire", "Read"),
    "imports.role": Entry("Ce que contient le fichier", "What the file holds"),
    "imports.role_invoices": Entry("Factures ou FEC", "Invoices or FEC"),
    "imports.role_payments": Entry("Paiements", "Payments"),
    "imports.drop": Entry("Retirer", "Remove"),
    "imports.size": Entry("{size} Mo", "{size} MB"),
    "imports.reading": Entry("Lecture…", "Reading…"),
    "imports.too_large": Entry(
        "{name} fait {size} Mo ; {most} Mo au plus de cette façon : découpez-le, par année par exemple.",
        "{name} has {size} MB; at most {most} MB this way: split it, by year for example.",
    ),
    "imports.too_large_here": Entry(
        "Le fichier dépasse {most} Mo : indiquez plutôt son emplacement sur cette machine.",
        "The file is larger than {most} MB: name where it lies on this machine instead.",
    ),
    "imports.torn": Entry(
        "{name} est arrivé incomplet : envoyez-le à nouveau.", "{name} arrived incomplete: send it again."
    ),
    "imports.no_path": Entry("Indiquez l’emplacement d’un fichier.", "Name where a file lies."),
    "imports.no_file": Entry(
        "{name} : aucun fichier à cet endroit ; indiquez un fichier CSV, Excel, Parquet ou FEC.",
        "{name}: no file is there; name a CSV, Excel, Parquet or FEC file.",
    ),
    "imports.field": Entry("Donnée", "Field"),
    "imports.column": Entry("Colonne du fichier", "Column of the file"),
    "imports.cells": Entry("Exemples", "Examples"),
    "imports.needed": Entry("nécessaire", "needed"),
    "imports.not_read": Entry("– non lue –", "– not read –"),
    "imports.others": Entry("Autres données, facultatives", "Other fields, optional"),
    "imports.unread": Entry("Colonnes non lues : {columns}.", "Columns not read: {columns}."),
    "imports.fec": Entry(
        "Un FEC : ses colonnes sont fixées par la loi, il n’y a rien à faire correspondre.",
        "A FEC: the law sets its columns, there is nothing to map.",
    ),
    "imports.order": Entry("Dates", "Dates"),
    "imports.order_auto": Entry("d’après les cellules", "told by the cells"),
    "imports.order_day_first": Entry("jour d’abord (31/12)", "day first (31/12)"),
    "imports.order_month_first": Entry("mois d’abord (12/31)", "month first (12/31)"),
    "imports.mark": Entry("Décimales", "Decimal mark"),
    "imports.terms": Entry(
        "Délai de paiement, si le FEC ne le dit pas (net30, eom45…)",
        "Payment terms where the FEC tells none (net30, eom45…)",
    ),
    "imports.states_intro": Entry(
        "Ce que disent les valeurs du statut : vous seul le savez.", "What the values of the status say: only you know."
    ),
    "imports.value": Entry("Valeur", "Value"),
    "imports.means": Entry("Veut dire", "Means"),
    "imports.state_unknown": Entry("rien de particulier", "nothing in particular"),
    "imports.state_open": Entry("encore due", "still owed"),
    "imports.state_paid": Entry("payée", "paid"),
    "imports.state_cancelled": Entry("soldée sans encaissement", "closed without cash"),
    "imports.state_ignored": Entry("à laisser de côté", "to be left out"),
    "imports.field_customer_id": Entry("Client", "Customer"),
    "imports.field_invoice_id": Entry("N° de facture", "Invoice number"),
    "imports.field_issue_date": Entry("Date d’émission", "Date of issue"),
    "imports.field_due_date": Entry("Échéance", "Due date"),
    "imports.field_amount": Entry("Montant TTC", "Amount, tax included"),
    "imports.field_currency": Entry("Devise", "Currency"),
    "imports.field_paid_date": Entry("Date de paiement", "Date of payment"),
    "imports.field_paid_amount": Entry("Montant payé", "Amount paid"),
    "imports.field_disputed": Entry("Litige", "Disputed"),
    "imports.field_promised_date": Entry("Date promise", "Promised date"),
    "imports.field_payment_method": Entry("Moyen de paiement", "Means of payment"),
    "imports.field_segment": Entry("Segment", "Segment"),
    "imports.field_credit_limit": Entry("Limite de crédit", "Credit limit"),
    "imports.field_kind": Entry("Facture ou avoir", "Invoice or credit note"),
    "imports.field_status": Entry("Statut", "Status"),
    "imports.field_payment_id": Entry("N° de paiement", "Payment number"),
    "imports.rows": Entry("Lignes", "Rows"),
    "imports.read": Entry("Lues", "Read"),
    "imports.accepted": Entry("Acceptées", "Accepted"),
    "imports.rejected": Entry("Rejetées", "Rejected"),
    "imports.ignored": Entry("Ignorées", "Ignored"),
    "imports.rejects": Entry("Lignes rejetées", "Rejected rows"),
    "imports.rejects_file": Entry("Télécharger les lignes rejetées", "Download the rejected rows"),
    "imports.line": Entry("Ligne", "Line"),
    "imports.reason": Entry("Raison", "Reason"),
    "imports.row": Entry("Contenu", "Content"),
    "imports.plan_intro": Entry(
        "Les relances que vos clients ont reçues pendant la période du grand livre : c’est sans elles que le simulateur apprend comment "
        "ils "
        "paient, puis avec elles qu’il montre aujourd’hui.",
        "The reminders that your customers got in the time of the ledger: the simulator learns how they pay without them, and shows today "
        "with them.",
    ),
    "imports.bad_day": Entry(
        "Une relance n’a pas de jour : écrivez un nombre entier.", "A reminder has no day: write a whole number."
    ),
    "imports.bad_plan": Entry("Cette relance n’est pas possible : {why}", "This reminder cannot be: {why}"),
    "imports.many_days": Entry("{most} relances au plus.", "At most {most} reminders."),
    "imports.name": Entry("Nom de l’entreprise", "Name of the firm"),
    "imports.learn": Entry("Apprendre de mon grand livre", "Learn from my ledger"),
    "imports.learn_intro": Entry(
        "Une demi-minute environ, pendant laquelle la page reste utilisable. Elle montrera ensuite votre entreprise, avec ses clients et "
        "ses "
        "factures ouvertes ; trésorerie et coûts restent ceux de l’entreprise de départ, à régler avec les leviers.",
        "About half a minute, during which the page can be used. It then shows your firm, with its customers and open invoices; cash and "
        "costs stay those of the firm at hand, to be set with the levers.",
    ),
    "imports.learning": Entry("Calage en cours… {share}", "Calibrating… {share}"),
    "imports.learnt": Entry(
        "La page montre maintenant « {name} » et ses {customers} clients.",
        "The page now shows “{name}” and its {customers} customers.",
    ),
    "imports.learnt_short": Entry("« {name} » est calée et affichée.", "“{name}” is calibrated and shown."),
    "imports.stopped": Entry(
        "Calage arrêté ; rien n’est perdu, vous pouvez recommencer.",
        "Calibration stopped; nothing is lost, you can start again.",
    ),
    "imports.nothing_read": Entry(
        "Aucun grand livre n’est lu : apportez-en un d’abord.", "No ledger is read: bring one first."
    ),
    "imports.not_written": Entry(
        "{folder} : l’entreprise ne peut pas y être écrite ({why}).",
        "{folder}: the firm cannot be written there ({why}).",
    ),
    "imports.report": Entry("Télécharger le compte rendu du calage", "Download the calibration report"),
    # the report
    "tab.export": Entry("Rapport", "Report"),
    "exports.intro": Entry(
        "Un document prêt à envoyer, fait à partir de la page telle qu’elle est. Il est aussi gardé dans le dossier « {folder} », à côté "
        "du "
        "fichier de l’entreprise.",
        "A document ready to be sent, made from the page as it is. It is kept in the folder “{folder}” as well, beside the firm’s file.",
    ),
    "exports.template": Entry("Rapport", "Report"),
    "exports.template_scenario": Entry("Rapport complet", "Full report"),
    "exports.about_scenario": Entry(
        "Résumé, chiffres clés, courbes, ce qui change et les limites.",
        "Summary, key figures, curves, what changes and the limits.",
    ),
    "exports.template_onepage": Entry("Une page", "One page"),
    "exports.about_onepage": Entry(
        "L’essentiel sur une page, pour un comité.", "The essentials on one page, for a board."
    ),
    "exports.template_comparison": Entry("Comparaison de scénarios", "Comparison of scenarios"),
    "exports.about_comparison": Entry("Les scénarios cochés, côte à côte.", "The scenarios ticked, side by side."),
    "exports.template_treasury": Entry("Trésorerie", "Treasury"),
    "exports.about_treasury": Entry(
        "Plan de trésorerie à 13 semaines et 12 mois.", "Cash plan over 13 weeks and 12 months."
    ),
    "exports.template_calibration": Entry("Calage", "Calibration"),
    "exports.about_calibration": Entry(
        "Ce que le grand livre a appris, et ce que valent les prévisions.",
        "What the ledger taught, and how good the forecasts are.",
    ),
    "exports.formats": Entry("Formats", "Formats"),
    "exports.format_html": Entry("Page web", "Web page"),
    "exports.format_pdf": Entry("PDF", "PDF"),
    "exports.format_pptx": Entry("Diapositives", "Slides"),
    "exports.format_xlsx": Entry("Classeur Excel", "Excel workbook"),
    "exports.lang_fr": Entry("Français", "French"),
    "exports.lang_en": Entry("Anglais", "English"),
    "exports.compared": Entry("Ce qui est comparé", "What is compared"),
    "exports.more": Entry("Y ajouter des scénarios enregistrés", "Add scenarios kept"),
    "exports.with_scenario": Entry("Aujourd’hui et le scénario affiché.", "Today and the scenario on the page."),
    "exports.today_only": Entry(
        "Aujourd’hui seul : bougez un levier, ou cochez un scénario enregistré, pour qu’il y ait une comparaison.",
        "Today alone: move a lever, or tick a scenario kept, for there to be a comparison.",
    ),
    "exports.make": Entry("Faire le rapport", "Make the report"),
    "exports.making": Entry("Rapport en cours… {share}", "Making the report… {share}"),
    "exports.made": Entry("Documents", "Documents"),
    "exports.keep": Entry("Télécharger", "Download"),
    "exports.done": Entry(
        "Documents faits : {n}, gardés dans « {folder} ».", "Documents made: {n}, kept in “{folder}”."
    ),
    "exports.stopped": Entry("Rapport arrêté.", "Report stopped."),
    "exports.no_format": Entry("Cochez au moins un format.", "Tick at least one format."),
    "exports.too_many": Entry(
        "Au plus {most} scénarios enregistrés dans un rapport.", "At most {most} kept scenarios in a report."
    ),
    "exports.gone": Entry(
        "{name} n’est plus là : refaites le rapport.", "{name} is no longer there: make the report again."
    ),
}
