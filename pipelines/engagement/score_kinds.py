#!/usr/bin/env python3
"""Score what `rolescope read` understands of labeled real ads: kind of job, place, contract, pay, dates, structure.

    score_kinds.py ROLESCOPE LABELS.jsonl DATA OUT [--confusion] [--wrong FIELD]

LABELS has one object an ad, its `id` that of an ad in DATA/gold/*.jsonl, or `open-…/SLUG` for a file of DATA/postings. A field that is null in
the labels is one that the ad does not state; saying something there is wrong too.
"""
import argparse, collections, json, pathlib, shutil, subprocess

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("rolescope")
ap.add_argument("labels")
ap.add_argument("data", type=pathlib.Path)
ap.add_argument("out", type=pathlib.Path)
ap.add_argument("--confusion", action="store_true", help="print the confusion of role family and seniority")
ap.add_argument("--wrong", default="", help="print what is wrong in this field")
args = ap.parse_args()

PER_YEAR = {"hour": 1950, "day": 260, "week": 52, "month": 12, "year": 1}

labels = {label["id"]: label for label in map(json.loads, open(args.labels, encoding="utf-8"))}


def gather():
    """Puts the ads into a folder as they were found; returns their ids by address."""
    folder = args.out / "ads"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ids = {}
    with open(folder / "gold.jsonl", "w", encoding="utf-8") as gold:
        for file in sorted((args.data / "gold").glob("*.jsonl")):
            for line in open(file, encoding="utf-8"):
                ad = json.loads(line)
                if ad["id"] in labels and "text" in ad:
                    kept = {key: ad[key] for key in ("id", "title", "organisation", "text") if ad.get(key)}
                    gold.write(json.dumps(kept) + "\n")
                    ids[ad["id"]] = ad["id"]
    for index in sorted((args.data / "postings").glob("*/index.jsonl")):
        for line in open(index, encoding="utf-8"):
            entry = json.loads(line)
            name = f"{index.parent.name}/{entry['slug']}"
            if name in labels:
                shutil.copy(index.parent / entry["file"], folder / entry["file"])
                ids[entry["file"]] = name
    return folder, ids


folder, ids = gather()
ended = subprocess.run([args.rolescope, "read", str(folder)], capture_output=True, text=True)
found = {}
for line in ended.stdout.splitlines():
    row = json.loads(line)
    name = ids.get(row["external_id"] or "") or ids.get((row["file"] or "").rsplit("/", 1)[-1].split("#")[0])
    if name:
        found.setdefault(name, row)


def annual(label):
    factor = PER_YEAR.get(label["pay_period"] or "")
    if factor is None or label["pay_min"] is None:
        return None
    return label["pay_min"] * factor, (label["pay_max"] or label["pay_min"]) * factor


def near(a, b):
    return abs(a - b) <= 0.01 * max(abs(a), abs(b), 1)


def words(text):
    return {word for word in "".join(c.lower() if c.isalnum() else " " for c in text or "").split() if word not in ("the", "of", "and", "a", "our", "and/or")}


def same_role(said, label):
    a, b = words(said), words(label)
    return bool(a) and bool(b) and len(a & b) / len(a | b) >= 0.5


def either(field, alt):
    return lambda row, label: (row[field], label[field] if row[field] != label.get(alt) else row[field])


def pay(row, label):
    wanted = annual(label)
    said = row["pay_min_per_year"] and (row["pay_min_per_year"], row["pay_max_per_year"])
    if wanted and said and all(map(near, wanted, said)) and row["currency"] == label["pay_currency"]:
        return wanted, wanted
    return said or None, wanted


def months(field):
    return lambda row, label: (label[field], label[field]) if None not in (row[field], label[field]) and near(row[field], label[field]) else (row[field], label[field])


def fte(row, label):
    close = None not in (row["fte"], label["fte"]) and abs(row["fte"] - label["fte"]) <= 0.05
    return (label["fte"], label["fte"]) if close else (row["fte"], label["fte"])


def reports_to(row, label):
    return (1, 1) if same_role(row["reports_to_raw"], label["reports_to"]) else (row["reports_to_raw"], label["reports_to"])


def plain(field):
    return lambda row, label: (row[field], label[field])


FIELDS = {
    "role_family": either("role_family", "role_family_alt"),
    "seniority": either("seniority", "seniority_alt"),
    "in_scope": plain("in_scope"),
    "engagement_mode": plain("engagement_mode"),
    "country": plain("country_iso2"),
    "work_mode": plain("work_mode"),
    "contract_type": plain("contract_type"),
    "contract_months": months("contract_months"),
    "fte": fte,
    "pay": pay,
    "posted_on": plain("posted_on"),
    "closes_on": plain("closes_on"),
    "reports_to": reports_to,
    "manages_people": plain("manages_people"),
}

missing = sorted(set(labels) - set(found))
print(f"{len(found)} of {len(labels)} ads read" + (f"; not {', '.join(missing)}" if missing else ""))
print(f"{'field':16} {'accuracy':>8} {'said':>5} {'right':>5} {'precision':>9} {'stated':>6} {'recall':>6}")
for name, compare in FIELDS.items():
    key = {"country": "country_iso2", "pay": "pay_min"}.get(name, name)
    pairs = [(ad, *compare(found[ad], labels[ad])) for ad in sorted(found) if key in labels[ad]]
    right = [pair for pair in pairs if pair[1] == pair[2]]
    said = [pair for pair in pairs if pair[1] is not None]
    stated = [pair for pair in pairs if pair[2] is not None]
    hits = [pair for pair in right if pair[2] is not None]
    ratio = lambda part, whole: f"{len(part) / len(whole):.3f}" if whole else "-"
    print(f"{name:16} {ratio(right, pairs):>8} {len(said):5} {len(hits):5} {ratio(hits, said):>9} {len(stated):6} {ratio(hits, stated):>6}")
    if args.wrong == name:
        for ad, a, b in pairs:
            if a != b:
                print(f"    {ad}: said {a}, labeled {b}: {found[ad]['title'][:70]} · {found[ad]['role_reason']}")
sure = [ad for ad in found if not labels[ad].get("scope_borderline")]
agree = [ad for ad in sure if found[ad]["in_scope"] == labels[ad]["in_scope"]]
print(f"in_scope without the borderline ads: {len(agree)} of {len(sure)} = {len(agree) / max(len(sure), 1):.3f}")
if args.confusion:
    for field in ("role_family", "seniority", "in_scope"):
        table = collections.Counter((str(labels[ad][field]), str(found[ad][field])) for ad in found)
        print(f"\n{field}: labeled > said")
        for (label, said), n in sorted(table.items()):
            print(f"  {label:24} > {said:24} {n:3}" + ("" if label == said else "  *"))
