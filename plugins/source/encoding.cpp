#include "plugins/source/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "core/charset.h"
#include "core/text.h"
#include "core/zip.h"
#include "plugins/source/entities.h"
#include "plugins/source/gunzip.h"

namespace claimwatch {
namespace {

// The value of encoding= in the first line of markup; empty without one.
std::string DeclaredLabel(std::string_view text) {
  constexpr std::size_t kHead = 512;
  std::string_view head = text.substr(0, kHead);
  const std::size_t start = head.find("<?xml");
  if (start == std::string_view::npos) {
    return {};
  }
  head = head.substr(start, head.find('>', start) - start);
  std::size_t at = head.find("encoding");
  if (at == std::string_view::npos) {
    return {};
  }
  at = head.find_first_not_of(" \t\r\n=\"'", at + 8);
  if (at == std::string_view::npos) {
    return {};
  }
  return std::string(head.substr(at, head.find_first_of(" \t\r\n\"'?", at) - at));
}

// How an XML document without a mark shows its family in its first four bytes (XML 1.0, F.1).
std::string_view FamilyOf(std::string_view bytes) {
  struct Row {
    std::string_view start;
    std::string_view encoding;
  };

  static constexpr std::array<Row, 6> kRows = {{
      {std::string_view("<\0\0\0", 4), "utf-32le"},
      {std::string_view("\0\0\0<", 4), "utf-32be"},
      {std::string_view("<\0?\0", 4), "utf-16le"},
      {std::string_view("\0<\0?", 4), "utf-16be"},
      {std::string_view("<\0r\0", 4), "utf-16le"},
      {std::string_view("\x4C\x6F\xA7\x94", 4), "ibm-37"},
  }};
  for (const Row& row : kRows) {
    if (bytes.starts_with(row.start)) {
      return row.encoding;
    }
  }
  return {};
}

bool IsAscii(std::string_view bytes) {
  return AsciiPrefix(bytes) == bytes.size();
}

struct Damage {
  std::size_t good = 0;    // well-formed sequences of two and more bytes
  std::size_t bad = 0;     // ill-formed ones
  std::size_t forged = 0;  // of them: a lead byte with a trail byte, so no single-byte text
};

Damage Inspect(std::string_view bytes) {
  Damage damage;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t start = at;
    const char32_t point = NextCodePoint(bytes, at);
    const bool good = point != 0xFFFD || at - start == 3;
    damage.good += good && at - start > 1 ? 1 : 0;
    damage.bad += good ? 0 : 1;
    const auto lead = static_cast<unsigned char>(bytes[start]);
    const bool trail =
        start + 1 < bytes.size() && (static_cast<unsigned char>(bytes[start + 1]) & 0xC0U) == 0x80;
    damage.forged += !good && lead >= 0xC0 && trail ? 1 : 0;
  }
  return damage;
}

// Calls `take(stretch)` for each stretch between two tags, and for the tags.
template <typename Take>
void ForStretches(std::string_view bytes, const Take& take) {
  std::size_t start = 0;
  while (start < bytes.size()) {
    const std::size_t end = std::min(bytes.find_first_of("<>\n", start + 1), bytes.size());
    take(bytes.substr(start, end - start));
    start = end;
  }
}

// A stretch without a single good sequence, in which the bad bytes look like letters.
bool IsForeign(const Damage& damage) {
  return damage.bad > 0 && damage.good == 0 && damage.forged * 4 < damage.bad;
}

// UTF-8 with damage: foreign stretches are decoded alone, other bad sequences become U+FFFD.
std::string RepairLocally(std::string_view bytes) {
  std::string foreign;
  ForStretches(bytes, [&](std::string_view stretch) {
    if (!IsAscii(stretch) && IsForeign(Inspect(stretch))) {
      foreign.append(stretch).push_back('\n');
    }
  });
  constexpr std::size_t kEnoughToGuess = 12;
  const bool enough = Inspect(foreign).bad >= kEnoughToGuess;
  std::string encoding = enough ? GuessEncoding(foreign) : "windows-1252";
  encoding = encoding == "utf-8" ? "windows-1252" : encoding;
  std::string out;
  out.reserve(bytes.size());
  ForStretches(bytes, [&](std::string_view stretch) {
    if (IsAscii(stretch)) {
      out.append(stretch);
    } else if (IsForeign(Inspect(stretch))) {
      out.append(Decode(stretch, encoding).text);
    } else {
      out.append(RepairUtf8(stretch));
    }
  });
  return out;
}

DecodedDocument RepairedDocument(std::string_view bytes) {
  return {
      RepairLocally(bytes), "utf-8", {"bytes that are not UTF-8 were repaired where they stand"}};
}

// Whether the bytes are what `label` says, but for a few.
std::optional<Decoded> TryDecode(std::string_view bytes, const std::string& label) {
  if (label.empty() || EncodingForLabel(label) == "utf-8") {
    return std::nullopt;
  }
  Decoded decoded = Decode(bytes, label);
  if (decoded.encoding == "utf-8") {
    return std::nullopt;
  }
  std::size_t broken = 0;
  for (std::size_t at = decoded.text.find("\xEF\xBF\xBD"); at != std::string::npos;
       at = decoded.text.find("\xEF\xBF\xBD", at + 3)) {
    ++broken;
  }
  const auto high = static_cast<std::size_t>(std::count_if(
      bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
  constexpr std::size_t kTolerated = 50;  // one in fifty
  return broken * kTolerated > high ? std::nullopt : std::optional(std::move(decoded));
}

bool IsLatin1Label(const std::string& label) {
  return EncodingForLabel(label) == "windows-1252";
}

// The name people know: what was declared, where that and the WHATWG name read the bytes alike.
std::string NameFor(std::string_view bytes, const std::string& label, const std::string& encoding) {
  const std::string declared = AsciiLower(Trim(label));
  if (encoding == "gbk") {
    return "gb18030";
  }
  if (encoding != "windows-1252" || EncodingForLabel(declared) != encoding) {
    return encoding;
  }
  if (IsAscii(bytes)) {
    return declared.find("ascii") != std::string::npos ? "us-ascii" : declared;
  }
  const bool has_c1 = std::any_of(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 && byte < 0xA0;
  });
  return has_c1 ? encoding : declared;
}

DecodedDocument Named(Decoded decoded, std::string encoding) {
  DecodedDocument document{std::move(decoded.text), std::move(encoding), {}};
  if (decoded.repaired) {
    document.warnings.push_back("some bytes are not " + document.encoding);
  }
  return document;
}

// ASCII bytes: everybody agrees on the text (but for the seven-bit Asian encodings), so only the
// name is decided. text/* without a charset is US-ASCII by its registration (RFC 3023).
DecodedDocument DecodeAscii(std::string_view bytes, std::string_view content_type,
                            const std::string& http, const std::string& declared) {
  const bool xml_or_text = AsciiLower(content_type).starts_with("text/");
  const std::string label = !http.empty() ? http : xml_or_text ? "us-ascii" : declared;
  const std::string encoding = EncodingForLabel(label);
  if (encoding == "iso-2022-jp" || AsciiLower(label).starts_with("hz")) {
    return Named(Decode(bytes, label), encoding.empty() ? "hz-gb-2312" : encoding);
  }
  const bool wide = encoding.starts_with("utf-16") || encoding.starts_with("utf-32");
  const std::string name = encoding.empty() || wide ? "utf-8" : NameFor(bytes, label, encoding);
  return {std::string(bytes), name, {}};
}

// By the first label that all bytes fit; nullopt when none does.
std::optional<DecodedDocument> DecodeAsLabelled(std::string_view bytes, const std::string& http,
                                                const std::string& declared) {
  // A server's default of Latin-1 knows less than the document.
  const bool trust_http = !http.empty() && !(IsLatin1Label(http) && !declared.empty());
  const std::array<std::string, 2> order = {trust_http ? http : declared,
                                            trust_http ? declared : http};
  for (const std::string& label : order) {
    if (std::optional<Decoded> decoded = TryDecode(bytes, label)) {
      std::string name = NameFor(bytes, label, decoded->encoding);
      return Named(*std::move(decoded), std::move(name));
    }
  }
  return std::nullopt;
}

// Bytes that are no valid UTF-8: damaged UTF-8 when most sequences are whole, else what the labels
// say, else a guess.
DecodedDocument DecodeEightBit(std::string_view bytes, const std::string& http,
                               const std::string& declared) {
  const Damage damage = Inspect(bytes);
  const bool says_utf8 = EncodingForLabel(declared) == "utf-8" || EncodingForLabel(http) == "utf-8";
  const bool says_nothing = declared.empty() && http.empty();
  const std::size_t bad = says_utf8 || says_nothing ? damage.bad : damage.bad * 10;
  if (damage.good >= bad && damage.good > 0) {
    return {
        RepairLocally(bytes), "utf-8", {"bytes that are not UTF-8 were repaired where they stand"}};
  }
  if (std::optional<DecodedDocument> document = DecodeAsLabelled(bytes, http, declared)) {
    return *std::move(document);
  }
  constexpr std::size_t kFew = 3;
  const std::string guess = GuessEncoding(bytes);
  if (guess == "utf-8" || (says_utf8 && damage.bad <= kFew)) {
    return RepairedDocument(bytes);
  }
  DecodedDocument document = Named(Decode(bytes, guess), guess == "gbk" ? "gb18030" : guess);
  document.warnings.push_back("encoding guessed from the bytes: " + document.encoding);
  return document;
}

DecodedDocument DecodeAfterBom(std::string_view bytes, std::string_view bom) {
  if (bom != "utf-8") {
    return Named(Decode(bytes, bom), std::string(bom));
  }
  const std::string_view rest = bytes.substr(3);
  return {IsValidUtf8(rest) ? std::string(rest) : RepairLocally(rest), "utf-8", {}};
}

// By how a declaration begins in it: of EBCDIC only then is it readable which one it is.
DecodedDocument DecodeFamily(std::string_view bytes, std::string_view family) {
  if (family != "ibm-37") {
    return Named(Decode(bytes, family), std::string(family));
  }
  const std::string label = DeclaredLabel(Decode(bytes.substr(0, 512), family).text);
  return Named(Decode(bytes, label.empty() ? family : label), AsciiLower(label));
}

DecodedDocument DecodeAny(std::string_view bytes, std::string_view content_type) {
  if (const std::string_view bom = EncodingFromBom(bytes); !bom.empty()) {
    return DecodeAfterBom(bytes, bom);
  }
  if (const std::string_view family = FamilyOf(bytes); !family.empty()) {
    return DecodeFamily(bytes, family);
  }
  const std::string http = CharsetOf(content_type);
  const std::string declared = DeclaredLabel(bytes);
  if (IsAscii(bytes)) {
    return DecodeAscii(bytes, content_type, http, declared);
  }
  if (!IsValidUtf8(bytes)) {
    return DecodeEightBit(bytes, http, declared);
  }
  DecodedDocument document{std::string(bytes), "utf-8", {}};
  const std::string said = EncodingForLabel(declared.empty() ? http : declared);
  if (!said.empty() && said != "utf-8") {
    document.warnings.push_back("declared as " + said + " but the bytes are UTF-8");
  }
  return document;
}

// C0 controls but TAB and LF, and DEL: never text, and dangerous on terminals. C1 controls are
// windows-1252 that somebody took for Latin-1.
std::string WithoutControls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto next = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : '\0');
    if (byte == '\r') {
      out.append(next == '\n' ? "" : "\n");
    } else if (byte == 0xC2 && next < 0xA0) {
      ++at;
      if (const char32_t point = OfC1(next); point > 0x9F) {
        AppendCodePoint(point, out);
      }
    } else if (byte >= 0x20 ? byte != 0x7F : byte == '\t' || byte == '\n') {
      out.push_back(text[at]);
    }
  }
  return out;
}

constexpr std::array<bool, 256> ControlTable() {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < 0x20; ++i) {
    table[i] = i != '\t' && i != '\n';
  }
  table[0x7F] = true;
  return table;
}

// C1 controls are two bytes that begin with C2, as the no-break space does.
bool HasC1(std::string_view text) {
  if (text.empty()) {
    return false;
  }
  for (std::size_t at = text.find('\xC2'); at < text.size() - 1; at = text.find('\xC2', at + 1)) {
    if (static_cast<unsigned char>(text[at + 1]) < 0xA0) {
      return true;
    }
  }
  return false;
}

bool HasControls(std::string_view text) {
  static constexpr std::array<bool, 256> kControls = ControlTable();
  bool found = false;
  for (const char c : text) {
    found |= kControls[static_cast<unsigned char>(c)];
  }
  return found || HasC1(text);
}

}  // namespace

DecodedDocument DecodeDocument(std::string_view bytes, std::string_view content_type) {
  const std::string unpacked = IsGzip(bytes) ? Gunzip(bytes) : std::string();
  DecodedDocument document = DecodeAny(IsGzip(bytes) ? unpacked : bytes, content_type);
  if (HasControls(document.text)) {
    document.text = WithoutControls(document.text);
  }
  return document;
}

}  // namespace claimwatch
