// Bytes of unknown encoding → UTF-8, in the order of the WHATWG Encoding and HTML standards.
#pragma once

#include <string>
#include <string_view>

namespace claimwatch {

struct Decoded {
  std::string text;       // valid UTF-8
  std::string encoding;   // WHATWG name, lower case: "utf-8", "windows-1251", "gb18030"
  bool repaired = false;  // some bytes were ill-formed and became U+FFFD
  bool double_encoded =
      false;  // UTF-8 that had been read as windows-1252 and encoded again; undone
};

// The WHATWG encoding for a label ("gb2312" → "gbk", "latin1" → "windows-1252"); empty when
// unknown.
std::string EncodingForLabel(std::string_view label);

// Bytes in a known encoding: a WHATWG name or label, or one of the others that ICU has (EBCDIC and
// DOS pages in old feeds). UTF-8 for a label nobody knows.
Decoded Decode(std::string_view bytes, std::string_view encoding);

// What a byte-order mark says: "utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"; empty
// without one.
std::string_view EncodingFromBom(std::string_view bytes);

// A guess from the bytes alone: valid UTF-8 first, then statistics (uchardet). Never empty.
std::string GuessEncoding(std::string_view bytes);

// HTML: BOM, then `http_charset`, then <meta> in the first 4 KiB, then a guess. A declared charset
// that does not decode loses to valid UTF-8.
Decoded DecodeHtml(std::string_view bytes, std::string_view http_charset);

// Plain text: BOM, then a guess. Bytes that are all but UTF-8 stay it, with U+FFFD for the rest.
Decoded DecodeText(std::string_view bytes);

// Whether bytes are no text in any encoding, by the first 4 KiB: more than one in a hundred is one
// of the binary data bytes of the WHATWG standard MIME Sniffing. NUL bytes tell nothing. UTF-16 is
// text when it has a BOM; without one its Cyrillic looks binary.
bool IsBinary(std::string_view bytes);

// The charset parameter of a Content-Type ("text/html; charset=GBK" → "GBK"); empty without one.
std::string CharsetOf(std::string_view content_type);

}  // namespace claimwatch
