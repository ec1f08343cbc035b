// Character references of XML and HTML: "&lt;", "&nbsp;", "&#8217;", "&#x2019;".
//
// Feeds use HTML's names without declaring them, and bare ampersands ("AT&T", "?x=1&copy=3"). A
// name counts only with its semicolon and only when HTML knows it; everything else stays as it is.
// Entities that a DTD declares are never expanded, so output is never longer than input.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace claimwatch {

// What browsers read for a control character U+0080 … U+009F: the one that windows-1252 has there,
// or the control itself where it has none.
char32_t OfC1(char32_t control);

// The text of "eacute" (UTF-8); empty when HTML has no such name.
std::string_view EntityText(std::string_view name);

// One reference at the start of `text` ("&…"): its bytes appended to `out`, its length returned. 0
// when there is none; then nothing is appended. A reference to a control character has a length and
// appends nothing.
std::size_t DecodeReference(std::string_view text, std::string& out);

// `text` with its references replaced once, appended to `out`.
void AppendDecoded(std::string_view text, std::string& out);
std::string DecodeReferences(std::string_view text);

// `text` with &, <, > and " as references, appended to `out`.
void AppendEscaped(std::string_view text, std::string& out);

}  // namespace claimwatch
