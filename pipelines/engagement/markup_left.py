#!/usr/bin/env python3
"""Count markup left in texts, and pay and dates that were read: markup_left.py READ.jsonl, the output of `rolescope read`."""
import json, re, sys

rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
tags = sum(bool(re.search(r"<[a-z]+[ >]", row["text"])) for row in rows)
entities = sum(bool(re.search(r"&[a-z]+;", row["text"])) for row in rows)
with_digit = [row for row in rows if re.search(r"\d", row["pay_raw"] or "")]
with_sum = sum(row["pay_min_per_year"] is not None for row in with_digit)
without = {basis: sum(row["pay_basis"] == basis and row["pay_min_per_year"] is None for row in with_digit) for basis in {row["pay_basis"] for row in with_digit}}
print(f"{len(rows)} postings; tags left in {tags}, entities in {entities}")
print(f"pay with a digit in {len(with_digit)}: {with_sum} with a sum per year; without: " + ", ".join(f"{n} {basis}" for basis, n in sorted(without.items(), key=str) if n))
print(f"posted_on in {sum(row['posted_on'] is not None for row in rows)}, closes_on in {sum(row['closes_on'] is not None for row in rows)}")
