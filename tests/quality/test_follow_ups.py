"""What was read of the links drawn at random: the table says what its heading says."""

from __future__ import annotations

from pathlib import Path

TABLE = Path(__file__).with_name("follow_ups.tsv")


def test_forty_links_were_read_and_three_in_four_are_right() -> None:
    """One verdict for each link, no link twice, and the share of right ones that pages may be shown with."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 5 and all(row) for row in rows)
    assert rows == sorted(rows)
    assert len({(directive, bulletin) for directive, bulletin, *_ in rows}) == 40
    assert {row[2] for row in rows} <= {"reported", "repeated", "criticised"}
    right = [row for row in rows if row[3] == "right"]
    assert {row[3] for row in rows} == {"right", "wrong"}
    assert f"# {len(right)} of {len(rows)} are right" in "\n".join(lines[:3])
    assert len(right) / len(rows) >= 0.75
