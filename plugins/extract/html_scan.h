// A linear pass over HTML that bounds what the parser will see and leaves out what no article is
// made of.
//
// gumbo takes quadratic time and gigabytes for deep nesting, many attributes or many open
// formatting elements (150 KB of nested tables: 3.1 GB). The pass follows the tokenizer of the HTML
// standard, so it reads tags as the parser will, and drops the tags beyond the limits; their text
// stays. It also leaves out scripts, styles, comments, pictures in SVG and attributes that
// extraction never asks for, which is most of a modern page and most of the parser's time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace claimwatch {

inline constexpr std::size_t kMaxHtmlDepth = 512;
inline constexpr std::size_t kMaxHtmlAttributes = 128;
inline constexpr std::size_t kMaxHtmlFormatting = 64;
inline constexpr std::size_t kMaxHtmlElements = 300'000;
inline constexpr std::size_t kMaxHtmlBytes = 16U << 20U;

struct ScannedHtml {
  std::string html;                  // what to parse
  std::vector<std::string> json_ld;  // bodies of <script type="application/ld+json">, in order
  bool limited = false;              // a limit was reached and tags or bytes were dropped
  bool closed = false;               // the source had an end tag for body or html
};

// `html` is UTF-8. Linear in its size, never fails. Attributes in `also` (lower case) are kept
// besides those that extraction asks for.
ScannedHtml ScanHtml(std::string_view html, const std::vector<std::string>& also = {});

}  // namespace claimwatch
