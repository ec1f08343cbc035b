#!/usr/bin/python3
"""A complete source as a program: reads a table (CSV) of articles as a feed.

claimwatch fetches the page, politely; this program only reads what came. claimwatch.toml:

    [[plugin]]
    name = "csv"
    stage = "source"
    command = ["/usr/local/lib/claimwatch/csv_source.py"]
    options = ["separator=;"]

    [[source]]
    id = "gazette"
    url = "https://gazette.example/articles.csv"
    plugin = "csv"

The first line of the table names its columns; link and title are needed, id and published are not.
"""
import csv
import io
import json
import sys


def read(page, separator):
    if "body" not in page:
        return {"error": "the page is not text"}
    rows = csv.DictReader(io.StringIO(page["body"]), delimiter=separator)
    if not {"link", "title"} <= set(rows.fieldnames or []):
        return {"error": "no table with the columns link and title"}
    entries = [{"id": row.get("id") or row["link"], "link": row["link"], "title": row["title"],
                "published": row.get("published") or ""} for row in rows]
    return {"title": "Table", "entries": entries}


def main():
    separator = ","
    for line in sys.stdin:
        question = json.loads(line)
        if question["do"] == "hello":
            separator = question["options"].get("separator", ",")
            answer = {"api": 1, "stage": "source", "version": "1.0", "help": "tables (CSV) of articles"}
        else:
            answer = read(question["page"], separator)
        answer["id"] = question["id"]
        print(json.dumps(answer), flush=True)


main()
