"""What the schedule of reports says, on its page and in its list."""

from simlib.locale.entry import Entry

SCHEDULE: dict[str, Entry] = {
    "schedule.title": Entry("Rapports", "Reports"),
    "schedule.lead": Entry(
        "Les rapports programmés, les plus récents en tête. Tout s’ouvre hors ligne, depuis ce dossier.",
        "The reports on schedule, newest first. Everything opens offline, from this folder.",
    ),
    "schedule.other_language": Entry("In English", "En français"),
    "schedule.name": Entry("Rapport", "Report"),
    "schedule.when": Entry("Prévu", "Due"),
    "schedule.next": Entry("Prochain", "Next"),
    "schedule.last": Entry("Dernier", "Last"),
    "schedule.state": Entry("État", "State"),
    "schedule.scenarios": Entry("Scénarios", "Scenarios"),
    "schedule.formats": Entry("Formats", "Formats"),
    "schedule.daily": Entry("chaque jour à {at}", "every day at {at}"),
    "schedule.weekly": Entry("chaque {day} à {at}", "every {day} at {at}"),
    "schedule.monthly": Entry("le {day} de chaque mois à {at}", "on day {day} of each month at {at}"),
    "schedule.last_business_day": Entry(
        "le dernier jour ouvré du mois à {at}", "on the last business day of the month at {at}"
    ),
    "schedule.state.new": Entry("pas encore échu", "not due yet"),
    "schedule.state.waiting": Entry("en attente", "waiting"),
    "schedule.state.running": Entry("en cours", "being made"),
    "schedule.state.done": Entry("fait", "done"),
    "schedule.state.failed": Entry("échec", "failed"),
    "schedule.state.removed": Entry("fait, puis retiré", "done, removed since"),
    "schedule.attempts": Entry("tentative {n} sur {of}", "attempt {n} of {of}"),
    "schedule.log": Entry("journal", "log"),
    "schedule.older": Entry("{n} plus anciens", "{n} older"),
    "schedule.none_yet": Entry("Aucun rapport pour l’instant.", "No report yet."),
    "schedule.no_longer": Entry("Ce rapport n’est plus programmé.", "This report is no longer on schedule."),
}
