"""What dateparser makes of the corpus.

It is no dependency: `uv run --with dateparser python -m tests.actions.time_wishes.rival`.
It is read as kindly as can be: each expression that it finds is an alternative, and stands for the
whole minute, day, week, month or year that dateparser says it is about.
"""

from importlib import import_module
from typing import Any

from tests.actions.time_wishes.corpus import Answer, Case, candidates
from tests.actions.time_wishes.figures import DEVELOP, REPORT, figures_of

_FORMATS = {
    "time": "%Y-%m-%d %H:%M",
    "day": "%Y-%m-%d",
    "week": "%G-%V",
    "month": "%Y-%m",
    "year": "%Y",
}


def rival_answer(case: Case) -> Answer:
    """The times that are in any period that dateparser finds in the text."""
    settings = {
        "RELATIVE_BASE": case.now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "future",
        "RETURN_TIME_AS_PERIOD": True,
        "DATE_ORDER": "DMY",
    }
    dates, search = import_module("dateparser.date"), import_module("dateparser.search")
    parser = dates.DateDataParser(languages=["sv"], settings=settings)
    whole = parser.get_date_data(case.text)
    found = search.search_dates(case.text, languages=["sv"], settings=settings) or []
    parts = [parser.get_date_data(text) for text, _ in found]
    periods = {_period(data) for data in ([whole] if whole.date_obj else parts)} - {None}
    fitting = [
        time
        for time in candidates(case)
        if any(time.strftime(form) == value for form, value in filter(None, periods))
    ]
    return Answer(
        understood=bool(periods),
        ambiguous=False,
        nothing_said=not periods,
        matches=tuple(fitting),
    )


def _period(data: Any) -> tuple[str, str] | None:
    if data.date_obj is None or data.period is None:
        return None
    form = _FORMATS[data.period]
    return form, data.date_obj.strftime(form)


def main() -> None:
    """Prints dateparser's figures."""
    for name in (DEVELOP, REPORT):
        print(f"{name} | {figures_of(name, rival_answer)}")


if __name__ == "__main__":
    main()
