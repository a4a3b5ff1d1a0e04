"""Parts labelled ads by employer: set_aside.py LABELLED.jsonl READ.jsonl UNREAD.jsonl

A quarter of the employers goes to UNREAD: ads that no author of phrases reads, so that they tell what phrases are worth on other people's ads.
The same employer is always on the same side, whatever the file.
"""

import hashlib
import json
import sys


def is_unread(ad):
    employer = (ad.get("organisation") or ad["id"]).strip().lower()
    return int(hashlib.sha256(employer.encode()).hexdigest(), 16) % 4 == 0


def main(labelled, read, unread):
    with open(labelled, encoding="utf-8") as ads, open(read, "w", encoding="utf-8") as kept, open(unread, "w", encoding="utf-8") as aside:
        for line in ads:
            (aside if is_unread(json.loads(line)) else kept).write(line)


main(*sys.argv[1:])
