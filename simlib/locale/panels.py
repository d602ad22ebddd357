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
}
