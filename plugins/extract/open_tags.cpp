#include "plugins/extract/open_tags.h"

#include <algorithm>

#include "plugins/extract/html_scan.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxDropped = 1U << 20U;
constexpr std::uint32_t kFirstNameKey = 256;

// An open element and a start tag that ends it, when it is the innermost one (the HTML standard's
// "tags that may be left out"). <p> is not in the table: every block ends it.
struct ImpliedEnd {
  HtmlTag open;
  HtmlTag next;
};

constexpr ImpliedEnd kImpliedEnds[] = {
    {HtmlTag::kLi, HtmlTag::kLi},    {HtmlTag::kOption, HtmlTag::kOption},
    {HtmlTag::kA, HtmlTag::kA},      {HtmlTag::kDd, HtmlTag::kDd},
    {HtmlTag::kDd, HtmlTag::kDt},    {HtmlTag::kDt, HtmlTag::kDd},
    {HtmlTag::kDt, HtmlTag::kDt},    {HtmlTag::kTd, HtmlTag::kTd},
    {HtmlTag::kTd, HtmlTag::kTh},    {HtmlTag::kTd, HtmlTag::kTr},
    {HtmlTag::kTd, HtmlTag::kTbody}, {HtmlTag::kTd, HtmlTag::kTfoot},
    {HtmlTag::kTh, HtmlTag::kTd},    {HtmlTag::kTh, HtmlTag::kTh},
    {HtmlTag::kTh, HtmlTag::kTr},    {HtmlTag::kTh, HtmlTag::kTbody},
    {HtmlTag::kTh, HtmlTag::kTfoot}, {HtmlTag::kTr, HtmlTag::kTr},
    {HtmlTag::kTr, HtmlTag::kTbody}, {HtmlTag::kTr, HtmlTag::kTfoot},
};

bool EndsOpen(HtmlTag open, HtmlTag next) {
  if (open == HtmlTag::kP) {
    return IsBlockTag(next);
  }
  return std::any_of(std::begin(kImpliedEnds), std::end(kImpliedEnds),
                     [open, next](const ImpliedEnd& implied) {
                       return implied.open == open && implied.next == next;
                     });
}

std::size_t Bucket(std::uint32_t key) {
  return key % 1024;
}

}  // namespace

OpenTags::Element OpenTags::Make(HtmlTag tag, std::string_view name) {
  if (tag != HtmlTag::kUnknown) {
    return {tag, static_cast<std::uint32_t>(tag)};
  }
  std::uint32_t hash = 2166136261U;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  return {tag, hash | kFirstNameKey};
}

bool OpenTags::Open(HtmlTag tag, std::string_view name) {
  if (IsVoidTag(tag)) {
    return true;
  }
  while (!open_.empty() && EndsOpen(open_.back().tag, tag)) {
    Pop();
  }
  const Element element = Make(tag, name);
  const bool crowded = IsFormattingTag(tag) && formatting_ >= kMaxHtmlFormatting;
  if (open_.size() < kMaxHtmlDepth && !crowded) {
    Push(element);
    formatting_ += IsFormattingTag(tag) ? 1U : 0U;
    return true;
  }
  if (dropped_.size() < kMaxDropped) {
    dropped_.push_back(element);
  }
  return false;
}

bool OpenTags::Close(HtmlTag tag, std::string_view name) {
  const Element element = Make(tag, name);
  if (!dropped_.empty() && dropped_.back() == element) {
    dropped_.pop_back();
    return false;
  }
  if (count_[Bucket(element.key)] == 0) {
    std::uint32_t& left = left_open_[static_cast<std::size_t>(tag)];
    formatting_ -= left > 0 ? 1U : 0U;
    left -= left > 0 ? 1U : 0U;
    return true;
  }
  std::size_t at = open_.size();
  while (at > 0 && open_[at - 1] != element) {
    --at;
  }
  if (at == 0) {
    return true;
  }
  while (open_.size() > at) {
    const HtmlTag inner = open_.back().tag;
    left_open_[static_cast<std::size_t>(inner)] += IsFormattingTag(inner) ? 1U : 0U;
    Pop();
  }
  formatting_ -= IsFormattingTag(tag) ? 1U : 0U;
  Pop();
  return true;
}

void OpenTags::Push(Element element) {
  open_.push_back(element);
  ++count_[Bucket(element.key)];
}

void OpenTags::Pop() {
  --count_[Bucket(open_.back().key)];
  open_.pop_back();
}

}  // namespace claimwatch
