#!/usr/bin/python3
"""A complete analyzer as a program: reports sentences in which words are printed in capitals.

claimwatch.toml:

    [[plugin]]
    name = "shouting"
    stage = "analyzer"
    command = ["/usr/local/lib/claimwatch/shouting.py"]
"""
import json
import re
import sys

SHOUT = re.compile(r"\b[A-Z]{3,}(?: [A-Z]{3,})+\b")


def analyze(question):
    findings = []
    for shout in SHOUT.finditer(question["article"]["text"]):
        # "start" may be left out: then the first place where the words stand is meant.
        findings.append({"rule": 1, "name": "Shouting", "text": shout.group(0),
                         "reason": "printed in capitals: " + shout.group(0).lower(),
                         "severity": "low", "confidence": 0.9})
    return {"findings": findings}


def main():
    for line in sys.stdin:
        question = json.loads(line)
        if question["do"] == "hello":
            answer = {"api": 1, "stage": "analyzer", "version": "1.0", "help": "words in capitals"}
        else:
            answer = analyze(question)
        answer["id"] = question["id"]
        print(json.dumps(answer), flush=True)


main()
