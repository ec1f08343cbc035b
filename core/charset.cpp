#include "core/charset.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include <uchardet.h>
#include <unicode/ucnv.h>

#include "core/charset_labels.h"
#include "core/text.h"

namespace claimwatch {
namespace {

using Label = std::pair<std::string_view, std::string_view>;

// Names that stand for themselves.
constexpr auto kNames = std::to_array<std::string_view>(
    {"utf-8",        "utf-16le",     "utf-16be",     "windows-1250", "windows-1251",
     "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
     "windows-1257", "windows-1258", "windows-874",  "iso-8859-2",   "iso-8859-3",
     "iso-8859-4",   "iso-8859-5",   "iso-8859-6",   "iso-8859-7",   "iso-8859-8",
     "iso-8859-10",  "iso-8859-13",  "iso-8859-14",  "iso-8859-15",  "iso-8859-16",
     "koi8-r",       "koi8-u",       "ibm866",       "macintosh",    "x-mac-cyrillic",
     "gbk",          "gb18030",      "big5",         "shift_jis",    "euc-jp",
     "iso-2022-jp",  "euc-kr",       "iso-8859-8-i", "utf-32le",     "utf-32be",
     "ptcp154"});

// What ICU calls the converter that reads the encoding as browsers do.
constexpr auto kConverters = std::to_array<Label>({{"gbk", "gb18030"},
                                                   {"big5", "Big5-HKSCS"},
                                                   {"shift_jis", "ibm-943_P15A-2003"},
                                                   {"euc-kr", "windows-949"},
                                                   {"windows-874", "windows-874-2000"},
                                                   {"ibm866", "ibm-866"},
                                                   {"windows-1252", "ibm-5348_P100-1997"},
                                                   {"iso-8859-8-i", "iso-8859-8"},
                                                   {"x-mac-cyrillic", "x-mac-cyrillic"}});

std::string_view Lookup(std::string_view key, std::span<const Label> table) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Label& row) { return row.first == key; });
  return found != table.end() ? found->second : std::string_view();
}

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

using Converter = std::unique_ptr<UConverter, ConverterCloser>;

Converter OpenConverter(std::string_view encoding) {
  const std::string_view special = Lookup(encoding, kConverters);
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(
      ucnv_open(std::string(special.empty() ? encoding : special).c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

std::string Convert(UConverter& from, std::string_view bytes) {
  std::string out;
  std::array<UChar, 4096> buffer{};
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  std::u16string units;
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    UChar* target = buffer.data();
    ucnv_toUnicode(&from, &target, buffer.data() + buffer.size(), &source, end, nullptr, 1,
                   &status);
    units.append(buffer.data(), target);
  }
  out.reserve(units.size() * 2);
  for (std::size_t i = 0; i < units.size(); ++i) {
    char32_t point = units[i];
    const bool high = point >= 0xD800 && point <= 0xDBFF;
    if (high && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] <= 0xDFFF) {
      point = 0x10000 + ((point - 0xD800) << 10U) + (units[i + 1] - 0xDC00U);
      ++i;
    }
    AppendCodePoint(point, out);
  }
  return out;
}

// Kazakh on old Windows servers (PT154, "cyrillic-asian"), which ICU lacks: 0x80 … 0xBF; above it
// is windows-1251.
constexpr std::array<char32_t, 64> kPt154 = {
    0x0496, 0x0492, 0x04EE, 0x0493, 0x201E, 0x2026, 0x04B6, 0x04AE, 0x04B2, 0x04AF, 0x04A0,
    0x04E2, 0x04A2, 0x049A, 0x04BA, 0x04B8, 0x0497, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x04B3, 0x04B7, 0x04A1, 0x04E3, 0x04A3, 0x049B, 0x04BB, 0x04B9, 0x00A0,
    0x040E, 0x045E, 0x0408, 0x04E8, 0x0498, 0x04B0, 0x00A7, 0x0401, 0x00A9, 0x04D8, 0x00AB,
    0x00AC, 0x04EF, 0x00AE, 0x049C, 0x00B0, 0x04B1, 0x0406, 0x0456, 0x0499, 0x04E9, 0x00B6,
    0x00B7, 0x0451, 0x2116, 0x04D9, 0x00BB, 0x0458, 0x04AA, 0x04AB, 0x049D};

std::string DecodePt154(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const char32_t high = byte < 0xC0 ? kPt154[byte & 0x3FU] : 0x0410U + (byte - 0xC0U);
    AppendCodePoint(byte < 0x80 ? byte : high, out);
  }
  return out;
}

// windows-1252 byte of a code point; -1 when it has none.
int Windows1252Byte(char32_t point) {
  constexpr std::array<char32_t, 32> kHigh = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (point < 0x80 || (point >= 0xA0 && point <= 0xFF)) {
    return static_cast<int>(point);
  }
  const auto* const found = std::find(kHigh.begin(), kHigh.end(), point);
  return found != kHigh.end() ? 0x80 + static_cast<int>(found - kHigh.begin()) : -1;
}

// Undoes UTF-8 → windows-1252 → UTF-8 when the whole text is of that kind. Empty when it is not.
std::string UndoDoubleEncoding(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  std::size_t high = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = NextCodePoint(text, at);
    const int byte = Windows1252Byte(point);
    if (byte < 0) {
      return {};
    }
    high += byte >= 0x80 ? 1 : 0;
    bytes.push_back(static_cast<char>(byte));
  }
  // A few accented letters cannot be UTF-8 by chance, but one or two could.
  constexpr std::size_t kEnough = 8;
  return high >= kEnough && IsValidUtf8(bytes) ? bytes : std::string();
}

std::string_view WithoutBom(std::string_view bytes) {
  const std::string_view encoding = EncodingFromBom(bytes);
  if (encoding.empty()) {
    return bytes;
  }
  return bytes.substr(encoding == "utf-8" ? 3 : encoding.starts_with("utf-32") ? 4 : 2);
}

// The value after `name` = in a tag's text.
std::string AttributeValue(std::string_view tag, std::string_view name) {
  const std::size_t at = AsciiLower(tag).find(name);
  if (at == std::string_view::npos) {
    return {};
  }
  std::string_view rest = tag.substr(at + name.size());
  const std::size_t start = rest.find_first_not_of(" \t\r\n=\"'");
  if (start == std::string_view::npos) {
    return {};
  }
  rest.remove_prefix(start);
  return std::string(rest.substr(0, rest.find_first_of(" \t\r\n\"';>/")));
}

// The charset of <meta charset> or <meta http-equiv=content-type content="…charset=…">
// (HTML 13.2.3.2, simplified).
std::string MetaCharset(std::string_view bytes) {
  constexpr std::size_t kPrescan = 4096;
  const std::string_view head = bytes.substr(0, kPrescan);
  const std::string lower = AsciiLower(head);
  for (std::size_t at = lower.find("<meta"); at != std::string::npos;
       at = lower.find("<meta", at + 5)) {
    const std::size_t end = std::min(lower.find('>', at), head.size());
    std::string charset = AttributeValue(head.substr(at, end - at), "charset");
    if (!EncodingForLabel(charset).empty()) {
      return charset;
    }
  }
  return {};
}

Decoded DecodeKnown(std::string_view bytes, const std::string& encoding) {
  Decoded decoded{{}, encoding, false, false};
  if (encoding == "utf-8") {
    decoded.repaired = !IsValidUtf8(bytes);
    decoded.text = RepairUtf8(bytes);
  } else if (encoding == "ptcp154") {
    decoded.text = DecodePt154(bytes);
  } else if (const Converter converter = OpenConverter(encoding)) {
    decoded.text = Convert(*converter, bytes);
    decoded.repaired = decoded.text.find("\xEF\xBF\xBD") != std::string::npos;
  } else {
    decoded.encoding = "windows-1252";
    decoded.text = Convert(*OpenConverter("windows-1252"), bytes);
  }
  return decoded;
}

}  // namespace

std::string EncodingForLabel(std::string_view label) {
  std::string lower = AsciiLower(Trim(label));
  if (std::find(kNames.begin(), kNames.end(), lower) != kNames.end()) {
    return lower;
  }
  return std::string(EncodingOfLabel(lower));
}

std::string_view EncodingFromBom(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    return "utf-8";
  }
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) {
    return "utf-32le";
  }
  if (bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) {
    return "utf-32be";
  }
  if (bytes.starts_with("\xFF\xFE")) {
    return "utf-16le";
  }
  return bytes.starts_with("\xFE\xFF") ? std::string_view("utf-16be") : std::string_view();
}

Decoded Decode(std::string_view bytes, std::string_view encoding) {
  const std::string name = EncodingForLabel(encoding);
  const std::string label = AsciiLower(Trim(encoding));
  // ICU overlooks odd bytes in a label; the label is shown to people, so it must be clean.
  const bool clean = AsciiPrefix(label) == label.size();
  if (name.empty() && clean && OpenConverter(label) != nullptr) {
    return DecodeKnown(bytes, label);
  }
  return DecodeKnown(WithoutBom(bytes), name.empty() ? "utf-8" : name);
}

std::string GuessEncoding(std::string_view bytes) {
  if (const std::string_view bom = EncodingFromBom(bytes); !bom.empty()) {
    return std::string(bom);
  }
  if (IsValidUtf8(bytes)) {
    return "utf-8";
  }
  constexpr std::size_t kSample = std::size_t{256} << 10U;
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                       &uchardet_delete);
  uchardet_handle_data(detector.get(), bytes.data(), std::min(bytes.size(), kSample));
  uchardet_data_end(detector.get());
  const std::string name = EncodingForLabel(uchardet_get_charset(detector.get()));
  return name.empty() ? "windows-1252" : name;
}

Decoded DecodeHtml(std::string_view bytes, std::string_view http_charset) {
  std::string encoding(EncodingFromBom(bytes));
  if (encoding.empty()) {
    encoding = EncodingForLabel(http_charset);
  }
  if (encoding.empty()) {
    encoding = EncodingForLabel(MetaCharset(bytes));
    // A <meta> that could be read says the bytes are ASCII-compatible (HTML 13.2.3.2, step 2.5).
    encoding = encoding.starts_with("utf-16") ? "utf-8" : encoding;
  }
  if (encoding.empty()) {
    encoding = GuessEncoding(bytes);
  }
  Decoded decoded = DecodeKnown(WithoutBom(bytes), encoding);
  const bool utf8_after_all =
      encoding != "utf-8" && !encoding.starts_with("utf-16") && IsValidUtf8(bytes);
  if (utf8_after_all ||
      (decoded.repaired && encoding == "utf-8" && GuessEncoding(bytes) != "utf-8" &&
       std::count(decoded.text.begin(), decoded.text.end(), '\xEF') > 20)) {
    decoded = DecodeKnown(WithoutBom(bytes), GuessEncoding(bytes));
  }
  if (std::string undone = UndoDoubleEncoding(decoded.text); !undone.empty()) {
    decoded.text = std::move(undone);
    decoded.double_encoded = true;
  }
  return decoded;
}

bool IsBinary(std::string_view bytes) {
  constexpr std::size_t kHead = std::size_t{4} << 10U;
  const std::string_view head = bytes.substr(0, kHead);
  const auto no_text = [](char c) {
    return (c >= 1 && c <= 8) || c == 0x0B || (c >= 0x0E && c <= 0x1F && c != 0x1B);
  };
  const auto found = std::count_if(head.begin(), head.end(), no_text);
  return EncodingFromBom(head).empty() && static_cast<std::size_t>(found) * 100 > head.size();
}

Decoded DecodeText(std::string_view bytes) {
  std::string encoding(EncodingFromBom(bytes));
  encoding = encoding.empty() ? GuessEncoding(bytes) : encoding;
  Decoded decoded = DecodeKnown(WithoutBom(bytes), encoding);
  return decoded.repaired && encoding != "utf-8" ? DecodeKnown(bytes, "utf-8") : decoded;
}

std::string CharsetOf(std::string_view content_type) {
  return AttributeValue(content_type, "charset");
}

}  // namespace claimwatch
