"""Estimates from a file: python -m survey_estimation FILE --items ..."""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from survey_estimation.design import Design, Lonely
from survey_estimation.disclosure.cells import Request
from survey_estimation.disclosure.release import release
from survey_estimation.disclosure.rules import Rule
from survey_estimation.errors import SurveyError
from survey_estimation.estimates import Deff, Empty, estimate
from survey_estimation.files import progress_line, read_sample
from survey_estimation.intervals import Interval
from survey_estimation.items import Missing
from survey_estimation.questions import Stat
from survey_estimation.sql.database import ParquetFile
from survey_estimation.tables import Table

EXAMPLES = """examples:
  %(prog)s wave.csv --weight w --strata land size --items hit --by land --by land,size
  %(prog)s wave.csv --strata land --population n_land --items hit --ci beta
  %(prog)s wave.csv --weight w --cluster district person --population m k --stat mean --items age
  %(prog)s wave.csv --weight w --stat ratio --items incidents/years
  %(prog)s wave.parquet --weight w --items hit --by land --minimum 10 --format csv
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    line = argparse.ArgumentParser(
        prog="python -m survey_estimation",
        description="Estimates with standard errors and confidence intervals from a survey file.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    line.add_argument("file", type=Path, help="CSV (, ; or tab) or Parquet with one row a person")
    design = line.add_argument_group("design")
    design.add_argument("--weight", help="column of the weights; without: N / n")
    design.add_argument("--strata", nargs="+", default=(), help="columns, crossed")
    design.add_argument("--cluster", nargs="+", default=(), help="a column for each stage")
    design.add_argument("--population", nargs="+", help="N: a column for each stage, or one number")
    design.add_argument("--nest", action="store_true", help="cluster names repeat across strata")
    design.add_argument("--lonely", choices=get_args(Lonely), default="fail")
    asked = line.add_argument_group("estimates")
    asked.add_argument("--items", nargs="+", required=True, help="columns; for ratios top/bottom")
    asked.add_argument(
        "--by", action="append", default=[], help="breakdown; columns with commas are crossed"
    )
    asked.add_argument("--total", action="store_true", help="with --by: the whole population too")
    asked.add_argument("--where", help="column of 1 and 0 that selects a subpopulation")
    asked.add_argument("--stat", choices=get_args(Stat), default="share")
    asked.add_argument("--quantiles", nargs="+", type=float, default=(0.5,))
    asked.add_argument("--ci", choices=get_args(Interval))
    asked.add_argument("--level", type=float, default=0.95)
    asked.add_argument("--df", type=float, help="degrees of freedom; inf for the normal")
    asked.add_argument("--missing", choices=get_args(Missing), default="fail")
    asked.add_argument("--empty", choices=get_args(Empty), default="fail")
    asked.add_argument("--deff", choices=get_args(Deff), default="without")
    shown = line.add_argument_group("output")
    shown.add_argument("--minimum", type=int, help="hide numbers of fewer respondents, and more")
    shown.add_argument("--format", choices=("text", "csv", "json"), default="text")
    shown.add_argument("--delimiter", help="of the CSV file that is read")
    shown.add_argument(
        "--large", action="store_true", help="leave the Parquet file on disk (duckdb)"
    )
    return line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; 0 if all went well, 2 with a message if the user can put it right."""
    asked = parser().parse_args(arguments)
    try:
        table = _table(asked)
    except SurveyError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    _write(table, asked.format)
    return 0


def _table(asked: argparse.Namespace) -> Table:
    design = Design(
        asked.weight, asked.strata, asked.cluster, _population(asked.population),
        nest=asked.nest, lonely=asked.lonely,
    )  # fmt: skip
    items = [tuple(i.split("/")) if asked.stat == "ratio" else i for i in asked.items]
    by: list[Any] = [tuple(names.split(",")) for names in asked.by]
    by = [(), *by] if asked.total else by
    sample = _sample(asked)
    options = {"ci": asked.ci, "level": asked.level, "df": asked.df, "deff": asked.deff}
    if asked.stat == "quantile":
        options["quantiles"] = asked.quantiles
    if asked.minimum is None:
        return estimate(
            sample, design, items, by=by, stat=asked.stat, missing=asked.missing,
            empty=asked.empty, where=asked.where, **options,
        )  # fmt: skip
    request = Request(items, by, asked.stat, asked.where, asked.missing, options)
    return release(sample, design, [request], rule=Rule(asked.minimum)).tables[0]


def _population(given: list[str] | None) -> Any:
    if given is None:
        return None
    if len(given) == 1:
        try:
            return float(given[0])
        except ValueError:
            return given[0]
    return tuple(given)


def _sample(asked: argparse.Namespace) -> Any:
    if asked.large:
        if asked.minimum is not None:
            raise SurveyError("Disclosure control needs the rows. Leave --large or --minimum out.")
        return ParquetFile(asked.file)
    return read_sample(asked.file, asked.delimiter, progress_line())


def _write(table: Table, form: str) -> None:
    if form == "text":
        print(table)
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows([_plain(value) for value in row.values()] for row in table)
    else:
        rows = [{name: _plain(value) for name, value in row.items()} for row in table]
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1, default=str)
        print()


def _plain(value: Any) -> Any:
    """NaN and infinity as nothing: JSON and most readers of CSV know neither."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


if __name__ == "__main__":
    sys.exit(main())
