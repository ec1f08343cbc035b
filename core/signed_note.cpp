#include "core/signed_note.h"

#include <algorithm>

#include <fmt/core.h>

#include "core/digest.h"
#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::string_view kDash = "— ";
constexpr char kEd25519 = '\x01';  // the algorithm's number in C2SP signed-note
constexpr std::size_t kHashSize = 4;
constexpr std::size_t kLongestNote = 64U << 10U;

std::string KeyBytes(const PublicKey& key) {
  return kEd25519 + std::string(key.begin(), key.end());
}

// The first four bytes of SHA-256(NAME, line break, algorithm, key).
std::string KeyHash(std::string_view name, const PublicKey& key) {
  const Digest digest = Sha256(fmt::format("{}\n{}", name, KeyBytes(key)));
  return {digest.begin(), digest.begin() + kHashSize};
}

bool IsName(std::string_view name) {
  return !name.empty() && name.find_first_of(" \t\r\n+") == std::string_view::npos;
}

bool IsBy(const VerifierKey& key, std::string_view line, std::string_view text) {
  const std::string start = fmt::format("{}{} ", kDash, key.name);
  if (!line.starts_with(start)) {
    return false;
  }
  const std::optional<std::string> bytes = FromBase64(line.substr(start.size()));
  return bytes && bytes->starts_with(KeyHash(key.name, key.key)) &&
         IsSignedBy(key.key, text, std::string_view(*bytes).substr(kHashSize));
}

}  // namespace

std::string FormatVerifierKey(const VerifierKey& key) {
  return fmt::format("{}+{}+{}", key.name, Hex(KeyHash(key.name, key.key)),
                     Base64(KeyBytes(key.key)));
}

Result<VerifierKey> ParseVerifierKey(std::string_view text) {
  const std::string_view trimmed = Trim(text);
  const std::size_t first = trimmed.find('+');
  const std::size_t second = trimmed.find('+', std::min(first, trimmed.size() - 1) + 1);
  if (trimmed.empty() || second == std::string_view::npos || !IsName(trimmed.substr(0, first))) {
    return Error(
        Errc::kInvalid,
        fmt::format("'{}' is no public key; it looks like NAME+HASH+BASE64, as `claimwatch "
                    "verify` prints it",
                    EscapeControls(trimmed)));
  }
  const std::optional<std::string> bytes = FromBase64(trimmed.substr(second + 1));
  VerifierKey key;
  key.name = trimmed.substr(0, first);
  if (!bytes || bytes->size() != key.key.size() + 1 || bytes->front() != kEd25519) {
    return Error(Errc::kInvalid,
                 fmt::format("public key '{}': its last part is no Ed25519 key in base64",
                             EscapeControls(key.name)));
  }
  std::copy(bytes->begin() + 1, bytes->end(), key.key.begin());
  if (Hex(KeyHash(key.name, key.key)) != trimmed.substr(first + 1, second - first - 1)) {
    return Error(Errc::kInvalid, fmt::format("public key '{}': its hash does not fit it, so a "
                                             "letter of it is wrong",
                                             EscapeControls(key.name)));
  }
  return key;
}

bool IsSignatureLine(std::string_view line) {
  return line.starts_with(kDash);
}

std::string SignNote(std::string_view text, std::string_view name, const SigningKey& key) {
  const std::string signature = KeyHash(name, key.public_key()) + key.Sign(text);
  return fmt::format("{}\n{}{} {}\n", text, kDash, name, Base64(signature));
}

Result<std::string> OpenNote(std::string_view note, const VerifierKey& key) {
  const std::size_t end = note.find("\n\n");
  if (end == std::string_view::npos || note.size() > kLongestNote) {
    return Error(Errc::kInvalid, "no signed note: an empty line and a signature are missing");
  }
  const std::string_view text = note.substr(0, end + 1);
  const std::vector<std::string_view> lines = Split(note.substr(end + 2), '\n');
  const bool is_signed = std::any_of(lines.begin(), lines.end(),
                                     [&](std::string_view line) { return IsBy(key, line, text); });
  if (!is_signed) {
    return Error(Errc::kCorrupt, fmt::format("not signed by {}", FormatVerifierKey(key)));
  }
  return std::string(text);
}

}  // namespace claimwatch
