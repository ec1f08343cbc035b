// A bundle that shows to somebody without claimwatch, and without the store, that one version was
// logged before a checkpoint was signed: `tests/proof/verify_proof.py` needs nothing else.
#pragma once

#include "core/json.h"
#include "core/signed_note.h"
#include "storage/checkpoint.h"
#include "storage/log_head.h"

namespace claimwatch {

struct Version;  // core/article.h

// "format": "claimwatch-proof-1". Bytes are base64: "record" (the hash of 0x00 and these bytes is
// the leaf), "version", "capture" and "body" with the hashes that the record commits to, "path"
// from the leaf upwards; "checkpoint" is the signed note, "public_key" the key to hold it against.
// `prove` adds "timestamp", the answer of a time-stamp authority for the note, when there is one.
// `original` is the version as it was read when it was stored.
Json ProofJson(const VersionProof& proof, const Version& original,
               const SignedCheckpoint& checkpoint, const VerifierKey& key);

}  // namespace claimwatch
