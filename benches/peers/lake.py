"""The counts of skill_frequency in DuckDB SQL on the Parquet files that rolescope reads: group all and every dimension, each way of asking.

Usage: lake.py DIR      DIR holds private/vacancies.parquet and private/vacancy_skills.parquet. Prints CPU seconds, wall seconds, peak memory
and a checksum: the sum of with_skill_n over all rows, and the number of rows.
"""

import resource
import sys
import time

import duckdb

DIMENSIONS = {
    "all": "'all'",
    "country": "country_iso2",
    "employer_type": "employer_type",
    "engagement_mode": "engagement_mode",
    "lang": "lang",
    "quarter": "strftime(coalesce(posted_on, first_seen_on), '%Y') || '-Q' || quarter(coalesce(posted_on, first_seen_on))",
    "region": "region_code",
    "role_family": "role_family",
    "seniority": "seniority",
    "source": "source_id",
    "year": "strftime(coalesce(posted_on, first_seen_on), '%Y')",
}
REQUIREMENTS = {"any": "true", "desired": "has_person_spec AND desired", "duty": "in_duties", "required": "has_person_spec AND required"}


def main(folder):
    db = duckdb.connect()
    db.execute("SET threads = 1")
    vacancies = f"read_parquet('{folder}/private/vacancies.parquet')"
    skills = f"read_parquet('{folder}/private/vacancy_skills.parquet')"
    columns = ", ".join(f"coalesce({value}, 'unknown') AS by_{name}" for name, value in DIMENSIONS.items())
    # Joined once, as one who knows the engine would, with the groups as enums' worth of text.
    db.execute(f"CREATE TEMP TABLE vacancy AS SELECT vacancy_id, coalesce(employer_id, source_id) AS employer, has_person_spec, {columns} FROM {vacancies} WHERE in_scope")
    db.execute(
        f"CREATE TEMP VIEW asked AS SELECT concept_id, mentions_n, required, desired, in_duties, vacancy.* FROM {skills} JOIN vacancy USING (vacancy_id)"
    )
    counts = ", ".join(
        f"count(*) FILTER ({holds}) AS n_{name}, sum(mentions_n) FILTER ({holds}) AS mentions_{name}, count(DISTINCT employer) FILTER ({holds}) AS employers_{name}"
        for name, holds in REQUIREMENTS.items()
    )
    total, rows_n = 0, 0
    for name in DIMENSIONS:
        found = db.execute(f"SELECT by_{name}, concept_id, {counts} FROM asked GROUP BY ALL").fetchall()
        total += sum(row[2] + row[5] + row[8] + row[11] for row in found)
        rows_n += len(found)
    print(f"checksum {total}")
    print(f"rows {rows_n}")


begin = time.monotonic()
main(sys.argv[1])
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"cpu_s {used.ru_utime + used.ru_stime:.2f}")
print(f"wall_s {time.monotonic() - begin:.2f}")
print(f"peak_mb {used.ru_maxrss / 1024:.0f}")
