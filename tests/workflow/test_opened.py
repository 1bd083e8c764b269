from datetime import date

import pytest

from letapis.archive.errors import NoArchiveError
from letapis.workflow import open_archive


def test_the_whole_way_in_python(tmp_path):
    report = tmp_path / "paper.txt"
    report.write_text(
        "October 12, 2020\n\nOn 11 October 2020 more than 700 people were arrested in Minsk.\n", encoding="utf-8"
    )
    with pytest.raises(NoArchiveError, match="letapis init"):
        open_archive(tmp_path / "archive")
    archive = open_archive(tmp_path / "archive", create=True, plain=True, by="anna")
    assert archive.add([str(report)]).documents == 1
    assert archive.code().claims >= 1
    figure = archive.figure("detained", date(2020, 10, 11))
    assert (figure.readings[0].low, figure.readings[0].high) == (700, None)
    archive.judge("reject", figure.readings[0].claims, "a misprint")
    assert archive.figure("detained", date(2020, 10, 11)) is None
    assert archive.chronicle(tmp_path / "out").index.exists()
    archive.export(tmp_path / "all")
    assert archive.verify().intact
    assert open_archive(tmp_path / "all").verify().intact
