"""The states of pages that every check of looks and access goes through: name, address, status."""

from __future__ import annotations

from typing import Final

STATES: Final[dict[str, tuple[str, int]]] = {
    "home": ("/", 200),
    "results": ("/tim-kiem?q=nong+thon+moi", 200),
    "filtered": ("/tim-kiem?q=hop&year=2024&official=Tr%E1%BA%A7n+Qu%E1%BB%91c+V%C4%A9nh&from=2018", 200),
    "page 2": ("/tim-kiem?page=2", 200),
    "directives": ("/tim-kiem?scope=chi-dao&q=moi", 200),
    "officials": ("/tim-kiem?scope=can-bo", 200),
    "empty": ("/tim-kiem?q=nong+thon+moi&from=2026&year=2018", 200),
    "nearest": ("/tim-kiem?q=nong+thon+xyzzy", 200),
    "offer": ("/tim-kiem?q=%22nong+thon+moi%22", 200),
    "wrong date": ("/tim-kiem?q=hop&from=45/13/2020", 200),
    "too long": ("/tim-kiem?q=" + "x" * 3_000, 400),
    "values": ("/loc/official?q=hop", 200),
    "narrowed values": ("/loc/official?q=hop&loc=tran+v", 200),
    "no values": ("/loc/official?loc=xyzzy", 200),
    "bulletin": ("/ban-tin/SEED?q=nong+thon+moi&tai=2000", 200),
    "facts": ("/ban-tin/SEED?du-kien=1", 200),
    "hostile": ("/ban-tin/hostile-1?du-kien=1", 200),
    "versions": ("/ban-tin/edited-1", 200),
    "version": ("/ban-tin/edited-1/phien-ban/1", 200),
    "directive": ("/chi-dao/SEED-3", 200),
    "directive followed": ("/chi-dao/da893a57f040-4", 200),
    "official": ("/can-bo/tran-quoc-vinh", 200),
    "place": ("/dia-ban/huyen-phu-tan-tinh-ca-mau", 200),
    "help": ("/tro-giup", 200),
    "coverage": ("/do-phu", 200),
    "english": ("/tim-kiem?q=hop&lang=en", 200),
    "english bulletin": ("/ban-tin/SEED?lang=en", 200),
    "not found": ("/khong-co", 404),
    "removed": ("/ban-tin/gone-1", 410),
}
