#!/usr/bin/env python3
"""Bridges `claimwatch figures` to the conventions of other people's test sets.

  CLAIMWATCH=path/to/claimwatch adapter_figures.py [--convention NAME] < cases.jsonl > figures.jsonl

A case is a JSON line {"id","lang","text","ref"?}; `ref` is the day (and hour) on which the text is read and goes to
`--published`. The answer is a line {"id","figures":[...]} a case. Without --convention the figures are as printed.

--convention recognizers    (Microsoft Recognizers-Text)
    * a range of whole years or months runs from its first day to the first day of its last period, and a quarter or a
      half year is the range up to the first day of the next one; ours are inclusive ("2014..2018", "2019-Q1");
    * a stretch at one end of a period ("the last 3 weeks of 2019", 去年的前10天) ends there on the day behind it, and weeks
      are told as days; a range from a month or year up to a day starts on its first day;
    * an English hour of twelve without "am" or "pm" is the one after noon; ours is the hour as written;
    * "2/29" is a day in a scope of dates, "20161016" too, "two days later" one behind the day of the text, a century its
      years, "end of today" its last second; ours are a fraction, a number, a duration, an ordinal, the day;
    * 个百分点 counts as percent; ours is "pp";
    * a case whose scope is numbers wants both ends of a range as two numbers; only a scope of bounds knows ranges;
    * Spanish, French and German values of that scope, and of percentages, have lost their decimal comma ("un medio"
      is 5): non-integers are printed the same way;
      values from 10^15 on are printed with an exponent, and "1,2732E+15" has lost its comma too;
    * a French trillion is 10^12 there, as in English; ours is 10^18, as French counts;
    * 几 behind a number (二十几万) is left out there; ours is a vague range;
    * a case whose scope is numbers counts every number of a written date, and no number that its unit hangs on ("5ml");
    * an English rate is told without what it is per, unless it is a speed, and so is a Chinese price; "pounds",
      "francs" and "pence" are told as those words, without the country;
    * the French numbers come from two hands: only texts without an accent have lost their decimal comma, and numbers
      written in digits alone have mostly kept it;
    * a case whose scope is one kind of unit tells a range by the end that the unit stands at ("40 - 50 ans" is 50).
--convention duckling
    * amounts of two units are told in the smaller one ("2 yards 7 ft" in feet); ours in the larger one;
    * 斤 and 两 are told in grams, spoons and cc in millilitres, 角 and 分 in cents, a month and a half in days, pairs as two each.
--convention newsquant      (CQE's NewsQuant)
    * "from X to Y" and "to Y from X" under a change verb are one range there and two figures here: neighbours of one unit are
      joined;
    * a fraction is a percentage share, a multiple has no unit;
    * the concept of an amount runs on over what "of", "in" or "for" ties to its noun ("increase in e-cigarette usage");
    * an article is no number ("a pair", "more than a century") and a verb no multiple ("doubled") there;
    * "eight or nine" are two quantities there; "dozens" are 12 to 120, "tens of N" 10 to 100 N.
"""
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

EXE = os.environ.get("CLAIMWATCH", "claimwatch")
CONVENTION = sys.argv[sys.argv.index("--convention") + 1] if "--convention" in sys.argv else ""
BATCH = 200
COMMA = ("es", "de", "fr")


def first_day(when):
    return when + "-01-01" if len(when) == 4 else when + "-01"


def month_after(when):
    year, month = when[:4], int(when[5:7])
    if month < 12:
        return "%s-%02d-01" % (year, month + 1)
    return ("%04d-01-01" % (int(year) + 1)) if year.isdigit() else year + "-01-01"


STRETCH = re.compile(r"[上下]半周|\b(first|last|final)\b.* of |[年月]的?(前|头|最[后後]) ?[\d一二两三四五六七八九十]+ ?个?[周天日月]")


def day_of(when, behind):
    """The first day of a day, ISO week or month; with `behind` the first day behind it."""
    week = re.fullmatch(r"(\d{4})-W(\d\d)", when)
    if week:
        monday = datetime.date.fromisocalendar(int(week.group(1)), int(week.group(2)), 1)
        return str(monday + datetime.timedelta(7 if behind else 0))
    if len(when) == 7:
        return month_after(when) if behind else when + "-01"
    if len(when) == 10 and when[:4].isdigit():
        return str(datetime.date.fromisoformat(when) + datetime.timedelta(1 if behind else 0))
    return when


HALF_OF_DAY = re.compile(r"[ap]\.? ?m\b|morning|noon|night|evening|minute|hour|second|\b0\d|:\d\d:", re.I)


def after_noon(when, text):
    clock = re.fullmatch(r"(.*T)(\d\d)(.*)", str(when))
    if not clock or not 1 <= int(clock.group(2)) <= 11 or HALF_OF_DAY.search(text):
        return when
    return "%s%02d%s" % (clock.group(1), int(clock.group(2)) + 12, clock.group(3))


MORNING = re.compile(r"a\b")


def recognizers_date(figure, lang, text):
    if lang == "en" and not MORNING.match(text.encode("utf-8")[figure["end"]:].decode("utf-8")):
        for key in ("value", "value_high"):
            if figure.get(key):
                later = after_noon(figure[key], figure["text"])
                # "10:30 to 3" begins before noon
                turns = key == "value" and figure.get("value_high") and later > after_noon(figure["value_high"], figure["text"])
                figure[key] = figure[key] if turns else later
    low, high = figure["value"], figure.get("value_high")
    quarter = re.fullmatch(r"(....)-Q([1-4])", str(low))
    late = re.fullmatch(r"(....)-Q([1-4])", str(high))
    if quarter and late:
        low = "%s-%02d-01" % (quarter.group(1), int(quarter.group(2)) * 3 - 2)
        high = "%s-%02d-01" % (late.group(1), int(late.group(2)) * 3 - 2)
    elif quarter and not high:
        month = int(quarter.group(2)) * 3
        low, high = "%s-%02d-01" % (quarter.group(1), month - 2), month_after("%s-%02d" % (quarter.group(1), month))
    elif high and STRETCH.search(figure["text"]) and "T" not in low:
        low, high = day_of(low, False), day_of(high, True)
    elif high and len(low) in (4, 7) and len(high) == 10 and "W" not in low:
        low = first_day(low)
    elif high and len(low) in (4, 7) and len(high) in (4, 7) and "W" not in low:
        half = low[:4] == high[:4] and (low[4:], high[4:]) in (("-01", "-06"), ("-07", "-12"))
        low, high = first_day(low), month_after(high) if half else first_day(high)
    elif re.fullmatch(r"\d{3}X", str(low)):
        low, high = low[:3] + "0-01-01", "%d-01-01" % (int(low[:3]) * 10 + 10)
    elif re.fullmatch(r"XX\dX", str(low)):
        low, high = low[:3] + "0-01-01", "XX%02d-01-01" % ((int(low[2]) * 10 + 10) % 100)
    figure["value"] = low
    if high:
        figure["value_high"] = high
    return figure


def without_comma(value):
    if isinstance(value, (int, float)) and abs(value) >= 1e15:
        mantissa, exponent = ("%.14e" % value).split("e")
        return int(mantissa.rstrip("0").replace(".", "")) * 10 ** int(exponent)
    if not isinstance(value, float) or value == int(value):
        return value
    text = "%.15g" % value
    return value if "e" in text else int(text.replace(".", ""))


SPEED = ("/hour", "/second", "/gallon")
LOCAL_NAME = {"GBP": (r"pounds?|\u00a3", "pound"), "CHF": (r"francs?", "FRF"), "penny": (r"pence|penn", "penny")}


def named_as_there(figure):
    """An English unit without its rate and with its bare name."""
    unit = figure.get("unit") or ""
    if "/" in unit and not unit.endswith(SPEED):
        unit = unit[:unit.index("/")]
    word, name = LOCAL_NAME.get(unit, ("$^", unit))
    figure["unit"] = name if re.search(word, figure["text"], re.I) else unit
    return figure


def numbers_of_date(figure):
    """The digit runs of a written date, each a number."""
    out = []
    for run in re.finditer(r"\d+(?!\d|st\b|nd\b|rd\b|th\b)", figure["text"]):
        start = figure["start"] + len(figure["text"][:run.start()].encode("utf-8"))
        out.append(dict(figure, text=run.group(), start=start, end=start + len(run.group().encode("utf-8")), value=int(run.group()),
                        value_high=None, kind="number"))
    return out


def in_numbers(figure):
    """What a scope of numbers makes of one figure."""
    if figure.get("kind") in ("date", "time"):
        return numbers_of_date(figure)
    hangs = re.fullmatch(r"[\d.,]+[a-z]+", figure["text"]) and figure.get("unit")
    return [] if hangs else [figure]


def ends_apart(figure):
    """A range as its two ends, each on its side of the span."""
    middle = (figure["start"] + figure["end"]) // 2
    low = dict(figure, value_high=None, comparator="=", end=middle)
    return [low, dict(low, value=figure["value_high"], start=middle, end=figure["end"])]


UNIT_SCOPES = ("money", "measure", "age")
IN_DIGITS = re.compile(r"-?\d+,\d+")
TRILLION = re.compile(r"trillion", re.I)
ACCENT = re.compile("[\u00e0-\u00ff]")


MONTH_DAY = re.compile(r"(?<![\d/-])(\d{1,2})/(\d{1,2})(?:( to next |-)(\d{1,2})/(\d{1,2}))?(?![\d/])")
PART_OF_SPAN = re.compile(r"(\d+) (year|month|week|day|hour|minute)s?")
END_OF_DAY = re.compile(r"end of (?:the )?\S*$")
END_OF_YEAR = re.compile(r"end of (\d{4})$")


def month_day(month, day):
    return "XXXX-%02d-%02d" % (int(month), int(day)) if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else None


def slashed_dates(figures, text):
    """What claimwatch reads as fractions, with what it reads behind their hyphen."""
    raw = text.encode("utf-8")
    fractions = {f["start"] for f in figures if f.get("kind") == "fraction"}
    for found in MONTH_DAY.finditer(text):
        start, end = (len(text[:at].encode("utf-8")) for at in found.span())
        low, high = month_day(*found.group(1, 2)), month_day(*found.group(4, 5)) if found.group(3) else None
        if start not in fractions or not low or (found.group(3) and not high):
            continue
        figures = [f for f in figures if f["end"] <= start or f["start"] >= end]
        figures.append({"text": raw[start:end].decode("utf-8"), "start": start, "end": end, "value": low, "value_high": high, "kind": "date",
                        "comparator": "range" if high else "=", "unit": "", "counted": None})
    return sorted(figures, key=lambda f: f["start"])


def later(figure, ref):
    """The day or minute that lies the figure's span of time behind `ref`."""
    parts = {unit: int(count) for count, unit in PART_OF_SPAN.findall(figure["text"])}
    if not parts:
        return figure
    day = datetime.datetime.fromisoformat(ref)
    months = day.month - 1 + parts.get("month", 0) + 12 * parts.get("year", 0)
    day = day.replace(year=day.year + months // 12, month=months % 12 + 1)
    day += datetime.timedelta(**{unit + "s": parts.get(unit, 0) for unit in ("week", "day", "hour", "minute")})
    timed = "hour" in parts or "minute" in parts
    return dict(figure, kind="date", unit="", value=day.strftime("%Y-%m-%dT%H:%M" if timed else "%Y-%m-%d"))


def dates_there(figures, case):
    raw = case["text"].encode("utf-8")
    out = []
    for figure in slashed_dates(figures, case["text"]):
        before, behind = raw[:figure["start"]].decode("utf-8"), raw[figure["end"]:].decode("utf-8")
        value, high = figure.get("value"), str(figure.get("value_high") or "")
        if figure.get("kind") == "count" and re.fullmatch(r"-?(19|20)\d{6}", figure["text"]):
            digits = figure["text"].lstrip("-")
            figure = dict(figure, kind="date", value="%s-%s-%s" % (digits[:4], digits[4:6], digits[6:]))
        elif figure.get("kind") == "duration" and re.match(r" later\b", behind) and case.get("ref"):
            figure = later(figure, case["ref"])
        elif figure.get("kind") == "ordinal" and re.match(r"\s+century", behind):
            figure = dict(figure, kind="date", value="%d-01-01" % (value * 100 - 100), value_high="%d-01-01" % (value * 100))
        elif figure.get("kind") == "date" and len(str(value)) == 10 and not high and END_OF_DAY.search(before + figure["text"][:7]):
            figure = dict(figure, value=value + "T23:59:59")
        elif len(high) == 4 and END_OF_YEAR.search(figure["text"]):
            low = str(int(value) + 1) if END_OF_DAY.search(before) else value
            figure = dict(figure, value=first_day(low), value_high=first_day(str(int(high) + 1)))
        out.append(figure)
    return out


def recognizers(figure, lang, scope, text):
    if isinstance(figure.get("value"), str) and figure.get("kind") in ("date", "time"):
        return recognizers_date(figure, lang, text)
    if lang == "en":
        figure = named_as_there(figure)
    if lang == "zh" and figure.get("unit") == "pp":
        figure["unit"] = "%"
    if lang == "zh" and figure.get("kind") == "money":
        figure["unit"] = figure["unit"].split("/")[0]
    if lang == "zh" and figure.get("vague") and re.search("[^数好][几幾]", figure["text"]):
        unit = (figure["value_high"] - figure["value"]) // 8
        figure.update(value=figure["value"] - unit, value_high=None, comparator=">", vague=False)
    if len(scope) == 1 and scope[0].split(":")[0] in UNIT_SCOPES and figure.get("value_high") is not None and not figure.get("vague"):
        figure.update(value=figure["value_high"], value_high=None, comparator="=")
    if lang == "fr" and TRILLION.search(figure["text"]) and isinstance(figure.get("value"), (int, float)):
        figure["value"] *= 1e6 if figure.get("kind") == "fraction" else 1e-6
    if lang in COMMA and "bounded" not in scope and not (lang == "fr" and (ACCENT.search(text) or IN_DIGITS.fullmatch(text.strip()))):
        for key in ("value", "value_high"):
            if figure.get(key) is not None:
                figure[key] = without_comma(figure[key])
    return figure


SMALLER = {"yard": [("foot", 3), ("inch", 36)], "foot": [("inch", 12)], "mile": [("foot", 5280)], "kilometer": [("meter", 1000)]}


TOLD_IN = {"jin": ("gram", 500), "liang": ("gram", 50), "cubic-centimeter": ("milliliter", 1), "teaspoon": ("milliliter", 5),
           "tablespoon": ("milliliter", 15)}


def told_in(figure, unit, factor):
    for key in ("value", "value_high"):
        if figure.get(key) is not None:
            figure[key] = round(figure[key] * factor, 9)
    figure["unit"] = unit
    return figure


def duckling(figure, lang, text):
    value = figure.get("value")
    behind = text.encode("utf-8")[figure["end"]:].decode("utf-8")
    if lang == "zh" and figure.get("kind") == "count" and re.match("[\u5bf9\u5c0d\u53cc\u96d9]", behind):
        return dict(figure, value=value * 2, end=figure["end"] + 3)
    if lang == "zh" and figure.get("unit") == "month" and isinstance(value, float):
        return told_in(figure, "day", 30)  # a month and a half
    if lang == "zh" and figure.get("unit") in TOLD_IN:
        return told_in(figure, *TOLD_IN[figure["unit"]])
    if figure.get("unit") == "CNY" and re.fullmatch(".*[毛毫角分]", figure["text"]) and not re.search("[元块塊蚊]", figure["text"]):
        return told_in(figure, "cent", 100)
    if not isinstance(value, (int, float)) or value == int(value):
        return figure
    for unit, factor in SMALLER.get(figure.get("unit"), []):
        if abs(value * factor - round(value * factor)) < 1e-6:
            figure.update(value=round(value * factor), unit=unit)
            break
    return figure


def said_without_number(figure):
    """"a pair", "a century", "doubled": what NewsQuant does not count as a quantity."""
    article = re.match(r"an? (pair|couple|century|decade|year|month|week|day|hour)\b", figure["text"], re.I)
    verb = figure.get("kind") == "multiple" and re.fullmatch(r"[a-z]+(?<!fold)", figure["text"], re.I)
    return article or verb


TIED = re.compile(r"(?:\s+(?:[a-z]+ed|found|held|made))?\s+(?:of|in|for|on|from|below)\s+(?:(?:the|an?|its|their|his)\s+)?")
NO_NOUN = re.compile(r"(to|by|between|from|at|was|were|is|are|has|have|rose|fell|and|or|on|with|for|in|of|over|than|grew|up|down|about|more|said|"
                     r"will|would|could|that|which|as|after|\d.*)")
LONGEST = 6  # words that prepositions tie to a noun


def place_of(noun, before, behind):
    """Where the noun stands that the figure between the two texts counts: on the nearer side, a clause mark counting as far."""
    right, left = behind.lower().find(noun), before.lower().rfind(noun)
    far = lambda text: len(text) + 60 * len(re.findall(r"[,;:](?=\s)", text))
    if right >= 0 and (left < 0 or far(behind[:right]) <= far(before[left + len(noun):])):
        return len(before) + right
    return left


def with_complement(figure, text):
    """The counted noun with the words that prepositions tie to it, where it stands in the text."""
    noun = figure.get("counted")
    if not noun or figure.get("kind") in ("count", "ordinal"):
        return figure
    raw = text.encode("utf-8")
    before, behind = raw[:figure["start"]].decode("utf-8"), raw[figure["start"]:].decode("utf-8")
    at = place_of(noun, before, behind)
    words, end = [], at + len(noun)
    tied = TIED.match(text, end) if at >= 0 else None
    while tied and len(words) < LONGEST:
        clause = re.split(r"[,;:.(]\s", text[tied.end():])[0]
        end = tied.end()
        for word in re.finditer(r"[\w’'-]+", clause):
            if NO_NOUN.fullmatch(word.group()) or len(words) == LONGEST:
                break
            words.append(word.group())
            end = tied.end() + word.end()
        tied = TIED.match(text, end) if end > tied.end() else None
    return dict(figure, counted=" ".join([noun] + words))


def newsquant(figures, text):
    figures = [with_complement(f, text) for f in figures if not said_without_number(f)]
    raw = text.encode("utf-8")
    out = []
    for figure in figures:
        if figure.get("kind") == "multiple":
            figure["unit"] = ""
        if figure.get("kind") == "fraction":
            figure["unit"] = "%"
        if figure.get("vague") and figure.get("value_high") is not None:
            figure.update(value=figure["value"] / 2, value_high=120 if "ozens" in figure["text"] else figure["value_high"] + 1)
        if " or " in figure["text"] and figure.get("value_high") is not None:
            out.extend(ends_apart(figure))
            continue
        last = out[-1] if out else None
        between = raw[last["end"]:figure["start"]] if last else b""
        before = raw[:last["start"]].rstrip() if last else b""
        same = last and last.get("unit") in (figure.get("unit"), "") and last.get("value_high") is None and figure.get("value_high") is None
        if same and re.fullmatch(rb"(?: \w+)? from ", between) and before.endswith(b" to"):
            last.update(value=figure["value"], value_high=last["value"], comparator="range", end=figure["end"])
            continue
        if same and re.fullmatch(rb"(?: in \d{4})? to ", between) and re.search(rb"\bfrom(?: up to)?$", before):
            last.update(value_high=figure["value"], comparator="range", unit=figure.get("unit"), kind=figure.get("kind"), end=figure["end"])
            continue
        out.append(figure)
    return out


def bridged(figures, case):
    if CONVENTION == "recognizers":
        scope = case.get("scope") or []
        if "date" in scope and case.get("lang") == "en":
            figures = dates_there(figures, case)
        if "number" in scope:
            figures = [number for f in figures for number in in_numbers(f)]
        figures = [recognizers(f, case.get("lang", "en"), scope, case["text"]) for f in figures]
        apart = "number" in scope and "bounded" not in scope
        ranged = lambda f: apart and f.get("comparator") == "range" and not f.get("vague") and f.get("value_high") is not None
        return [end for f in figures for end in (ends_apart(f) if ranged(f) else [f])]
    if CONVENTION == "duckling":
        several = re.compile(r"\d.*[a-z].*\d|[a-z]+ .* (and )?\w+ [a-z]+")
        lang = case.get("lang", "en")
        return [duckling(f, lang, case["text"]) if lang == "zh" or (several.search(f["text"]) and " point " not in f["text"]) else f for f in figures]
    if CONVENTION == "newsquant":
        return newsquant(figures, case["text"])
    return figures


def main():
    cases = [json.loads(line) for line in sys.stdin if line.strip()]
    groups = {}
    for case in cases:
        groups.setdefault((case.get("lang", "en"), case.get("ref", "")), []).append(case)
    with tempfile.TemporaryDirectory() as folder:
        for (lang, ref), rows in groups.items():
            for at in range(0, len(rows), BATCH):
                names = {}
                for number, case in enumerate(rows[at:at + BATCH]):
                    path = os.path.join(folder, "%d.txt" % number)
                    with open(path, "w", encoding="utf-8", newline="") as file:
                        file.write(case["text"])
                    names[path] = case
                command = [EXE, "figures", "--lang", lang] + (["--published", ref] if ref else []) + list(names)
                answer = subprocess.run(command, stdout=subprocess.PIPE)
                if answer.returncode != 0:
                    sys.exit("claimwatch ended with status %d" % answer.returncode)
                for line in answer.stdout.decode("utf-8").splitlines():
                    row = json.loads(line)
                    case = names[row["file"]]
                    print(json.dumps({"id": case["id"], "figures": bridged(row["figures"], case)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
