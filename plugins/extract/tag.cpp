#include "plugins/extract/tag.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace claimwatch {
namespace {

constexpr std::uint8_t kBlock = 1;
constexpr std::uint8_t kVoid = 2;
constexpr std::uint8_t kFormatting = 4;
constexpr std::uint8_t kRaw = 8;
constexpr std::uint8_t kNever = 16;

struct Row {
  std::string_view name;
  std::uint8_t traits;
};

// One row for each HtmlTag, in its order; names ascend from the third row on.
constexpr Row kRows[] = {
    {"", 0},
    {"#text", 0},
    {"a", kFormatting},
    {"abbr", 0},
    {"address", kBlock},
    {"area", kVoid},
    {"article", kBlock},
    {"aside", kBlock},
    {"audio", kNever},
    {"b", kFormatting},
    {"base", kVoid},
    {"big", kFormatting},
    {"blockquote", kBlock},
    {"body", kBlock},
    {"br", kVoid},
    {"button", kNever},
    {"canvas", kNever},
    {"caption", kBlock},
    {"center", kBlock},
    {"cite", 0},
    {"code", kFormatting},
    {"col", kVoid},
    {"colgroup", 0},
    {"dd", kBlock},
    {"del", 0},
    {"details", kBlock},
    {"dialog", kBlock},
    {"div", kBlock},
    {"dl", kBlock},
    {"dt", kBlock},
    {"em", kFormatting},
    {"embed", kVoid},
    {"fieldset", kBlock},
    {"figcaption", kBlock},
    {"figure", kBlock},
    {"font", kFormatting},
    {"footer", kBlock},
    {"form", kBlock},
    {"h1", kBlock},
    {"h2", kBlock},
    {"h3", kBlock},
    {"h4", kBlock},
    {"h5", kBlock},
    {"h6", kBlock},
    {"head", kBlock | kNever},
    {"header", kBlock},
    {"hgroup", kBlock},
    {"hr", kBlock | kVoid},
    {"html", kBlock},
    {"i", kFormatting},
    {"iframe", kRaw | kNever},
    {"img", kVoid},
    {"input", kVoid | kNever},
    {"ins", 0},
    {"label", 0},
    {"legend", kBlock},
    {"li", kBlock},
    {"link", kVoid},
    {"main", kBlock},
    {"mark", 0},
    {"menu", kBlock},
    {"meta", kVoid},
    {"nav", kBlock},
    {"nobr", kFormatting},
    {"noembed", kRaw | kNever},
    {"noframes", kRaw | kNever},
    {"noscript", kNever},
    {"object", kNever},
    {"ol", kBlock},
    {"optgroup", kBlock | kNever},
    {"option", kBlock | kNever},
    {"p", kBlock},
    {"param", kVoid},
    {"picture", 0},
    {"pre", kBlock},
    {"q", 0},
    {"s", kFormatting},
    {"script", kRaw | kNever},
    {"section", kBlock},
    {"select", kNever},
    {"small", kFormatting},
    {"source", kVoid},
    {"span", 0},
    {"strike", kFormatting},
    {"strong", kFormatting},
    {"style", kRaw | kNever},
    {"sub", 0},
    {"summary", kBlock},
    {"sup", 0},
    {"svg", kNever},
    {"table", kBlock},
    {"tbody", kBlock},
    {"td", 0},
    {"template", kNever},
    {"textarea", kRaw | kNever},
    {"tfoot", kBlock},
    {"th", 0},
    {"thead", kBlock},
    {"time", 0},
    {"title", kBlock | kRaw | kNever},
    {"tr", kBlock},
    {"track", kVoid},
    {"tt", kFormatting},
    {"u", kFormatting},
    {"ul", kBlock},
    {"video", kNever},
    {"wbr", kVoid},
    {"xmp", kBlock | kRaw},
};

static_assert(std::size(kRows) == static_cast<std::size_t>(HtmlTag::kXmp) + 1);

constexpr std::size_t kLongestName = 10;

bool Has(HtmlTag tag, std::uint8_t trait) {
  return (kRows[static_cast<std::size_t>(tag)].traits & trait) != 0;
}

}  // namespace

HtmlTag TagForName(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) {
    return HtmlTag::kUnknown;
  }
  const Row* const first = std::begin(kRows) + 2;
  const Row* const found =
      std::lower_bound(first, std::end(kRows), name,
                       [](const Row& row, std::string_view wanted) { return row.name < wanted; });
  if (found == std::end(kRows) || found->name != name) {
    return HtmlTag::kUnknown;
  }
  return static_cast<HtmlTag>(found - std::begin(kRows));
}

std::string_view TagName(HtmlTag tag) {
  return kRows[static_cast<std::size_t>(tag)].name;
}

bool IsBlockTag(HtmlTag tag) {
  return Has(tag, kBlock);
}

bool IsVoidTag(HtmlTag tag) {
  return Has(tag, kVoid);
}

bool IsFormattingTag(HtmlTag tag) {
  return Has(tag, kFormatting);
}

bool IsRawTag(HtmlTag tag) {
  return Has(tag, kRaw);
}

bool IsNeverText(HtmlTag tag) {
  return Has(tag, kNever);
}

bool IsHeading(HtmlTag tag) {
  return tag >= HtmlTag::kH1 && tag <= HtmlTag::kH6;
}

}  // namespace claimwatch
