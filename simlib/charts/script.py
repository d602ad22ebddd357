"""The plotly.js of the installed package, with months and days in the locale: one script, for pages and documents that open offline."""

import json
from functools import lru_cache

from babel import Locale
from plotly.offline import get_plotlyjs

from simlib import words

ITS_OWN = "en"
"""The language that plotly.js knows, and falls back to."""

DAYS = (6, 0, 1, 2, 3, 4, 5)
"""Plotly's week starts on Sunday, Babel counts from Monday."""


@lru_cache(maxsize=1)
def plotly_script() -> str:
    """Return plotly.js, 5 MB, with the words of every language registered."""
    return f"{get_plotlyjs()};\n" + "\n".join(locale_script(lang) for lang in words.languages if lang != ITS_OWN)


def locale_script(lang: str) -> str:
    """Return the statement that teaches plotly.js a language's months, days and formats."""
    locale = Locale.parse(words.LOCALES[lang])
    months, days = locale.months["format"], locale.days["format"]
    found = {
        "moduleType": "locale",
        "name": lang,
        "dictionary": {},
        "format": {
            "months": [months["wide"][month] for month in range(1, 13)],
            "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
            "days": [days["wide"][day] for day in DAYS],
            "shortDays": [days["abbreviated"][day] for day in DAYS],
            "date": "%d/%m/%Y",
            "decimal": locale.number_symbols["latn"]["decimal"],
            "thousands": locale.number_symbols["latn"]["group"],
        },
    }
    return f"globalThis.Plotly.register({json.dumps(found, ensure_ascii=False)});"
