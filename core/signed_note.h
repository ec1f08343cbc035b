// A text with the signature of a named key below it: the form in which transparency logs publish
// their checkpoints, readable by people and by the tools of others.
//
// C2SP signed-note: the text ends in a line break; an empty line; then "— NAME BASE64", where the
// bytes are four of the key's hash and the signature of the text. Other people's signatures
// (witnesses) may follow and are let stand.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "core/signature.h"

namespace claimwatch {

// A key as others write it down: "NAME+HASH+BASE64", with its hash so that a slip of the pen shows.
struct VerifierKey {
  std::string name;  // of the log; no white space and no "+"
  PublicKey key{};
  bool operator==(const VerifierKey&) const = default;
};

std::string FormatVerifierKey(const VerifierKey& key);
// kInvalid says what is wrong with it.
Result<VerifierKey> ParseVerifierKey(std::string_view text);

// Whether a line is one that signs what stands above it, whoever did.
bool IsSignatureLine(std::string_view line);

// `text` must end in a line break and hold no empty line.
std::string SignNote(std::string_view text, std::string_view name, const SigningKey& key);

// The text of a note that `key` signed, with its last line break. kInvalid when it is no note;
// kCorrupt when no signature in it is by `key`.
Result<std::string> OpenNote(std::string_view note, const VerifierKey& key);

}  // namespace claimwatch
