#!/usr/bin/python3
"""A program that misbehaves as its argument says."""
import json
import os
import sys

mode = sys.argv[1]


def hello(question):
    api = 2 if mode == "api" else 1
    return {"id": question["id"], "api": api, "stage": "analyzer", "version": "0.1", "help": "misbehaves"}


def say(answer):
    print(json.dumps(answer), flush=True)


def main():
    if mode == "leave":
        sys.exit(3)
    for line in sys.stdin:
        question = json.loads(line)
        if question["do"] == "hello":
            say(hello(question))
            continue
        if mode == "crash":
            raise RuntimeError("about to fall")
        if mode == "hang":
            os.system("sleep 1000 & sleep 1000")
        if mode == "flood":
            while True:
                sys.stdout.write("x" * 65536)
        if mode == "noise":
            sys.stderr.write("noise\n" * 100000)
        if mode == "lie":
            say({"id": question["id"], "findings": [
                {"rule": 1, "reason": "made up", "text": "words that are not there", "severity": "critical"}]})
            continue
        if mode == "twice":
            say({"id": question["id"], "findings": []})
        if mode == "stale":
            say({"id": question["id"] - 1, "findings": []})
        elif mode == "garbage":
            print("}{", flush=True)
        elif mode == "deep":
            print("[" * 100000, flush=True)
        elif mode == "environment":
            words = " ".join(sorted(os.environ)) + " " + " ".join(sorted(os.listdir("/proc/self/fd")))
            say({"id": question["id"], "error": words})
        else:
            say({"id": question["id"], "findings": []})


main()
