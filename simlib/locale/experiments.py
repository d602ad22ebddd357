"""What experiments say."""

from simlib.locale.entry import Entry

EXPERIMENTS: dict[str, Entry] = {
    "yes": Entry("oui", "yes"),
    "no": Entry("non", "no"),
    # rankings
    "experiments.ranking": Entry(
        "Classement par « {label} » ; intervalles à 95 % et p corrigés pour {n} comparaisons",
        "Ranking by “{label}”; 95% intervals and p corrected for {n} comparisons",
    ),
    "experiments.frontier": Entry(
        "Frontière : aucun autre scénario n’est meilleur à la fois sur {aims}",
        "Frontier: no other scenario is better in {aims} at once",
    ),
}
