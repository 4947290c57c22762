"""Write lexicon/units.tsv from the package vietnamadminunits (MIT): `python -m tests.bench.make_units`.

One row a unit: level, code, name with its type, code of the parent, codes of the units of today that took it over. Rows
of the time before 1 July 2025 have the era "old", those since "new". Needs the package only when the list is made anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from importlib import metadata, resources
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "indexer" / "extraction" / "lexicon" / "units.tsv"
# Successors farther away than this (degrees) are homonyms that the package mixed up.
FAR = 0.25
NOTICE = """# Administrative units of Viet Nam before and since 1 July 2025, made by tests/bench/make_units.py
# from the package vietnamadminunits {version}, whose licence follows.
{licence}
# era, level (1 province, 2 district, 3 commune), code, name, code of the parent, codes of the successors"""

Row = tuple[str, str, str, str, str, str]


def old_key(province: str, district: str, ward: str) -> str:
    """Return the key under which the converter knows a former commune."""
    return f"{province}_{district}_{ward}"


def successors(data: Path) -> dict[str, set[tuple[str, str]]]:
    """Return for each former commune the keys (province, commune) of those of today."""
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                found[old].add((province, ward))
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, news in olds.items():
            for new in news:
                found[old].add((province, new["newWardKey"]))
    return found


def province_successors(data: Path) -> dict[str, str]:
    """Return the key of today's province for that of each former one."""
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    return {old: new for new, olds in converter["DICT_PROVINCE"].items() for old in olds}


def main() -> None:
    """Write the list and print its size."""
    data = Path(str(resources.files("vietnamadminunits"))) / "data"
    base = sqlite3.connect(data / "dataset.db")
    base.row_factory = sqlite3.Row
    new = base.execute("select * from admin_units").fetchall()
    old = base.execute("select * from admin_units_legacy").fetchall()
    package = metadata.distribution("vietnamadminunits")
    licence = (package.read_text("licenses/LICENSE") or "").strip()
    remarks = "\n".join(f"# {line}".rstrip() for line in licence.splitlines())
    text = NOTICE.format(version=package.version, licence=remarks) + "\n"
    rows = sorted(new_rows(new) | old_rows(old, new, data))
    OUT.write_text(text + "\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} units, {OUT.stat().st_size} bytes")


def new_rows(new: list[sqlite3.Row]) -> set[Row]:
    """Return the rows of the units of today."""
    rows: set[Row] = set()
    for unit in new:
        rows.add(("new", "1", unit["provinceCode"], unit["province"], "", ""))
        rows.add(("new", "3", unit["wardCode"], unit["ward"], unit["provinceCode"], ""))
    return rows


def old_rows(old: list[sqlite3.Row], new: list[sqlite3.Row], data: Path) -> set[Row]:
    """Return the rows of the former units with their successors."""
    after = successors(data)
    provinces = province_successors(data)
    by_key = {(unit["provinceKey"], unit["wardKey"]): unit for unit in new}
    code_of_province = {unit["provinceKey"]: unit["provinceCode"] for unit in new}
    rows: set[Row] = set()
    for unit in old:
        code = unit["provinceCode"]
        rows.add(
            ("old", "1", code, unit["province"], "", code_of_province.get(provinces.get(unit["provinceKey"], ""), ""))
        )
        if not unit["district"]:
            continue
        rows.add(("old", "2", unit["districtCode"], unit["district"], code, ""))
        if unit["ward"]:
            key = old_key(unit["provinceKey"], unit["districtKey"], unit["wardKey"])
            news = [by_key[k] for k in after.get(key, ()) if k in by_key]
            near = [n for n in news if is_near(unit, n)] or news
            codes = ",".join(sorted({n["wardCode"] for n in near}))
            rows.add(("old", "3", unit["wardCode"], unit["ward"], unit["districtCode"], codes))
    return rows


def is_near(unit: sqlite3.Row, new: sqlite3.Row) -> bool:
    """Say whether a successor lies where the former unit lay; units without a place are taken on trust."""
    if unit["wardLat"] is None or new["wardLat"] is None:
        return True
    return bool(abs(unit["wardLat"] - new["wardLat"]) < FAR and abs(unit["wardLon"] - new["wardLon"]) < FAR)


if __name__ == "__main__":
    main()
