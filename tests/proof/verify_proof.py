#!/usr/bin/env python3
"""Checks a proof that `claimwatch prove` wrote, without claimwatch: Python's standard library alone.

    verify_proof.py BUNDLE.json [--key NAME+HASH+BASE64]

The key should come from somewhere else than the bundle: without --key the bundle's own is used, and
all that is shown is that its parts belong together. Exit status: 0 proven, 1 not proven, 2 usage.

What is checked, each step from the one before:
  1. the checkpoint is signed by the key (C2SP signed-note, Ed25519 of RFC 8032);
  2. the record's leaf stands in the log that the checkpoint names (RFC 9162, 2.1.3.2);
  3. text, stored version, response and body are those whose hashes the record names, and address
     and time are those that stand in them;
  4. a time stamp (RFC 3161) is of this checkpoint. Who signed it is for `openssl ts -verify` to say.
"""
import base64
import datetime
import hashlib
import json
import sys


# --- Ed25519, RFC 8032 section 6, verification only ---
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(s, p):
    q = (0, 1, 1, 0)
    while s > 0:
        if s & 1:
            q = add(q, p)
        p, s = add(p, p), s >> 1
    return q


def equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def recover_x(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P != 0:
        return None
    return P - x if (x & 1) != sign else x


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def is_signed(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return equal(times(s, BASE), add(r, times(h, a)))


# --- the bundle ---
class NotProven(Exception):
    pass


def need(condition, why):
    if not condition:
        raise NotProven(why)


def decode(text):
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        raise NotProven("a part of the bundle is not base64") from None


def sha256(data):
    return hashlib.sha256(data).digest()


def signed_text(note, verifier_key):
    """The text of a note that the key signed."""
    name, key_hash, encoded = verifier_key.split("+", 2)
    algorithm_and_key = decode(encoded)
    need(algorithm_and_key[:1] == b"\x01", "the key is not for Ed25519")
    expected = sha256(name.encode() + b"\n" + algorithm_and_key)[:4]
    need(expected.hex() == key_hash, "the key's own hash does not fit it")
    text, gap, signatures = note.partition("\n\n")
    need(gap, "the checkpoint has no signature")
    text += "\n"
    for line in signatures.split("\n"):
        if line.startswith("— " + name + " "):
            signature = decode(line.rsplit(" ", 1)[1])
            if signature[:4] == expected and is_signed(algorithm_and_key[1:], text.encode(),
                                                       signature[4:]):
                return text
    raise NotProven("the checkpoint is not signed by " + verifier_key)


def root_of(leaf, index, size, path):
    """RFC 9162, 2.1.3.2."""
    need(0 <= index < size, "the place in the log is not below its size")
    fn, sn, node = index, size - 1, leaf
    for sibling in path:
        need(sn != 0, "the path is longer than the tree is high")
        if fn & 1 or fn == sn:
            node = sha256(b"\x01" + sibling + node)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = sha256(b"\x01" + node + sibling)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "the path is shorter than the tree is high")
    return node


class Reader:
    """A record's bytes: a format number, varints (zigzag when signed), texts with their length."""

    def __init__(self, data):
        self.data, self.at = data, 1

    def take(self, count):
        need(self.at + count <= len(self.data), "the record ends too early")
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self):
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def signed(self):
        value = self.number()
        return value >> 1 ^ -(value & 1)

    def text(self):
        return self.take(self.number()).decode()


def fields_of(record):
    reader = Reader(record)
    fields = {"article": reader.text(), "version": reader.number(), "retrieved": reader.signed(),
              "raw_hash": reader.text(), "text_hash": reader.text(),
              "version_hash": reader.take(32), "capture_hash": reader.take(32)}
    reader.take(32)  # the leaf of the article's version before
    need(reader.at == len(record), "the record has more in it than it should")
    return fields


def address_in_version(record):
    reader = Reader(record)
    reader.text(), reader.number(), reader.signed()  # article, version, time
    for _ in ("source", "raw_hash", "text_hash", "capture"):
        reader.text()
    return reader.text()


def addresses_in_capture(record):
    reader = Reader(record)
    reader.text()  # raw_hash
    return [reader.text(), reader.text()]  # that answered, that was asked


def time_text(microseconds):
    epoch = datetime.datetime(1970, 1, 1)
    text = (epoch + datetime.timedelta(microseconds=microseconds)).isoformat()
    return text + "Z"


def tagged(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def check(bundle, key):
    need(bundle.get("format") == "claimwatch-proof-1", "not a claimwatch-proof-1 bundle")
    lines = signed_text(bundle["checkpoint"], key).split("\n")
    size, root = int(lines[1]), decode(lines[2])
    need(size == bundle["size"], "the checkpoint is of another size")
    record = decode(bundle["record"])
    path = [decode(node) for node in bundle["path"]]
    need(root_of(sha256(b"\x00" + record), bundle["index"], size, path) == root,
         "the record is not in the log that was signed")
    fields = fields_of(record)
    for name in ("article", "version", "raw_hash", "text_hash"):
        need(fields[name] == bundle[name], f"'{name}' is not what the record says")
    need(time_text(fields["retrieved"]) == bundle["retrieved"],
         "'retrieved' is not the time that was logged")
    if not bundle.get("erased"):
        need(tagged((bundle["title"] + "\n\n" + bundle["text"]).encode()) == fields["text_hash"],
             "title and text are not those that were logged")
        need(sha256(decode(bundle["version_record"])) == fields["version_hash"],
             "the stored version is not the one that was logged")
    need(sha256(decode(bundle["capture_record"])) == fields["capture_hash"],
         "the response's headers and address are not those that were logged")
    fetched_from = addresses_in_capture(decode(bundle["capture_record"]))
    known = (fetched_from if bundle.get("erased")
             else [address_in_version(decode(bundle["version_record"]))])
    need(bundle["url"] in known, "'url' is not the address that was logged")
    if "body" in bundle:
        need(tagged(decode(bundle["body"])) == fields["raw_hash"],
             "the response's body is not the one that was logged")
    if "timestamp" in bundle:
        need(sha256(bundle["checkpoint"].encode()) in decode(bundle["timestamp"]),
             "the time stamp is of another checkpoint")
    return lines, fetched_from[0]


def main():
    arguments = sys.argv[1:]
    key = None
    if "--key" in arguments and arguments.index("--key") + 1 < len(arguments):
        at = arguments.index("--key")
        key = arguments[at + 1]
        del arguments[at:at + 2]
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            bundle = json.load(file)
        lines, fetched_from = check(bundle, key or bundle["public_key"])
    except NotProven as why:
        print(f"NOT PROVEN: {why}")
        return 1
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        print(f"NOT PROVEN: the bundle cannot be read: {type(error).__name__}: {error}")
        return 1
    stamp = [line.split(" ", 1)[1] for line in lines if line.startswith("claimwatch-time ")]
    print(f"PROVEN: {bundle['url']} version {bundle['version']}, retrieved {bundle['retrieved']}")
    if fetched_from != bundle["url"]:
        print(f"  fetched from {fetched_from}")
    print(f"  text      {bundle['text_hash']}{' (erased; only its hash is proven)' if bundle.get('erased') else ''}")
    print(f"  response  {bundle['raw_hash']}{'' if 'body' in bundle else ' (body not in the bundle)'}")
    print(f"  in a log of {bundle['size']} versions, signed by {lines[0]} at {stamp[0] if stamp else 'a time it does not say'}")
    if "timestamp" in bundle:
        print("  with a time stamp of that checkpoint; `openssl ts -verify` says whose and when")
    if key is None:
        print("  the key is the bundle's own; compare it with one from elsewhere (--key)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
