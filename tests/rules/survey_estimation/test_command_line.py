"""The command line, from file to table."""

import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from survey_estimation.__main__ import main
from survey_estimation.errors import SurveyError
from survey_estimation.files import progress_line, read_sample

ROWS = """w;land;ags;hit;x
1;A;01001;1;2,5
1;A;01002;0;
2;B;11000;1;3
2;B;11000;NA;4
"""


@pytest.fixture
def wave(tmp_path: Path) -> str:
    path = tmp_path / "wave.csv"
    path.write_text(ROWS.replace(",5", ".5"), encoding="utf-8")
    return str(path)


def test_reads_numbers_text_and_missing(wave: str) -> None:
    sample = read_sample(Path(wave))
    np.testing.assert_array_equal(sample["x"], [2.5, np.nan, 3, 4])
    assert sample["land"] == ["A", "A", "B", "B"]
    assert sample["ags"] == ["01001", "01002", "11000", "11000"]


def test_text_table(wave: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([wave, "--weight", "w", "--items", "hit", "--by", "land", "--missing", "omit"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:5] == ["item", "level", "land", "estimate", "se"]
    assert lines[1].split()[:3] == ["hit", "A", "0.5"]


def test_json_and_total(wave: str, capsys: pytest.CaptureFixture[str]) -> None:
    line = [
        wave,
        "--weight",
        "w",
        "--items",
        "x",
        "--stat",
        "mean",
        "--missing",
        "omit",
        "--format",
    ]
    assert main([*line, "json", "--by", "land", "--total"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["land"] for row in rows] == [None, "A", "B"]
    assert rows[0]["estimate"] == pytest.approx((2.5 + 6 + 8) / 5)
    assert rows[1]["deff"] is None


def test_csv_ratio_and_crossed(wave: str, capsys: pytest.CaptureFixture[str]) -> None:
    line = [wave, "--weight", "w", "--stat", "ratio", "--items", "x/w", "--missing", "omit"]
    assert main([*line, "--by", "land,ags", "--empty", "keep", "--format", "csv"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("item,level,land,ags,estimate")
    assert out[1].startswith("x / w,,A,01001,2.5,")


def test_minimum_hides(wave: str, capsys: pytest.CaptureFixture[str]) -> None:
    line = [wave, "--weight", "w", "--items", "hit", "--missing", "omit", "--minimum", "10"]
    assert main([*line, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["status"] == "small"


def test_mistake_is_told_without_a_traceback(wave: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([wave, "--weight", "v", "--items", "hit"]) == 2
    assert capsys.readouterr().err.startswith("error: There is no column 'v'.")


def test_runs_as_a_module(wave: str) -> None:
    line = [sys.executable, "-m", "survey_estimation", wave, "--weight", "w", "--items", "land"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "item"


@pytest.mark.parametrize("large", [[], ["--large"]])
def test_parquet(tmp_path: Path, capsys: pytest.CaptureFixture[str], large: list[str]) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    pytest.importorskip("duckdb")
    path = tmp_path / "wave.parquet"
    parquet.write_table(pyarrow.table({"w": [1.0, 3.0], "hit": [1, 0]}), path)
    assert main([str(path), "--weight", "w", "--items", "hit", "--format", "csv", *large]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("hit,,0.25,")


@pytest.mark.parametrize(("name", "text", "message"), [
    ("a.csv", "w,y\n", "has no rows"),
    ("a.csv", "w,w\n1,2\n", "two columns 'w'"),
    ("a.csv", "w,y\n1,2\n3\n", "Line 3 has 1 values"),
    ("a.xlsx", "", "neither CSV nor Parquet"),
])  # fmt: skip
def test_file_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(SurveyError, match=message):
        read_sample(tmp_path / name)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="There is no file"):
        read_sample(tmp_path / "none.csv")


def test_progress_line_shows_rows_once_work_is_long() -> None:
    stream = io.StringIO()
    progress_line(stream, after=-1, every=-1)(1_200_000)
    progress_line(stream, after=60)(5)
    assert stream.getvalue() == "\r1,200,000 rows read in 0 s"
