"""Words that stand nowhere else: put into every field, looked for on every disk. All people are invented."""

from __future__ import annotations

CANARIES = {
    "name in Cyrillic": "Хведар Жвірблевіч-Канарэйка",
    "name in Latin": "Zvanimira Quaddelstein",
    "name in Russian": "Ефросинья Щеглоедова",
    "telephone": "+375299990417",
    "mail address": "quaddel.zvan@letapis.invalid",
    "address": "вуліца Снегірыная 417-93",
    "sentence": "чижик под снегом молчал четыреста семнадцать дней",
    "file name": "kanareyka-snegiryova-417",
    "handle": "wrenfinch417",
    "reason": "because the siskin saw seventeen hundred and four lanterns",
    "testimony": "сініца бачыла дзве тысячы сямнаццаць ліхтароў на дзядзінцы",
    "place": "Верхнеснегирёвка-Заканареечная",
    "organisation": "Союз щеглоедов и канареечников",
    "passphrase": "linden-under-april-siskin-seven-417",
}
HANDLES = {
    "keeper": "wrenfinch417",
    "administrator": "dipper-of-the-desk417",
    "second keeper": "goldcrest-kept417",
    "documenter": "nuthatch-noted417",
    "reader": "redstart-reads417",
}
# What only the vault is told: in no report, no list and no judgement.
IDENTITIES = {
    "of the vault": "Ядвіга Зязюлька-Сляпушанка",
    "of a case": "Тадэвуш Мухалоўка-Пярэстая",
    "of another case": "Альжбета Валасянка-Крапіўніца",
}
OTHER_CASE = "delo-volasyanki-418"
CASE = "delo-snegiryova-417"


def phrase(role: str) -> str:
    """The passphrase of somebody."""
    return CANARIES["passphrase"] if role == "keeper" else f"{CANARIES['passphrase']} of {HANDLES[role]}"
