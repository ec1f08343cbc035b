#include "plugins/extract/asides.h"

#include <algorithm>
#include <string>

#include "core/text.h"

namespace claimwatch {

bool IsNotice(const Dom& dom, NodeId id) {
  return CallsItself(dom, id, {"class", "id"},
                     {"cookie", "consent", "gdpr", "onetrust", "ot-sdk", "didomi", "qc-cmp",
                      "usercentrics", "sp_message_container", "iubenda", "cmplz-"});
}

namespace {

// What may have a foot of its own.
bool IsPart(const Dom& dom, NodeId id) {
  return dom[id].tag == HtmlTag::kArticle || dom[id].tag == HtmlTag::kMain ||
         dom[id].tag == HtmlTag::kHeader;
}

}  // namespace

bool IsPageFoot(const Dom& dom, NodeId id) {
  if (dom[id].attribute_count == 0) {
    return false;
  }
  const std::string names = AsciiLower(std::string(dom.Attribute(id, "class")) + " " +
                                       std::string(dom.Attribute(id, "id")));
  const std::vector<std::string_view> all = Split(names, ' ');
  const bool foot = std::any_of(all.begin(), all.end(), [](std::string_view name) {
    return name == "footer" || name.starts_with("footer-") || name.starts_with("footer_") ||
           name == "site-footer" || name == "page-footer" || name == "colophon";
  });
  return foot && NearestAround(dom, id, IsPart) == 0;
}

bool IsKeyPoints(const Dom& dom, NodeId id) {
  return CallsItself(dom, id, {"class"},
                     {"keypoints", "key-points", "key_points", "keytakeaways", "key-takeaways"});
}

bool IsHidden(const Dom& dom, NodeId id) {
  if (dom[id].attribute_count == 0) {
    return false;
  }
  std::string style = AsciiLower(dom.Attribute(id, "style"));
  std::erase(style, ' ');
  return dom.HasAttribute(id, "hidden") || style.find("display:none") != std::string::npos;
}

bool IsCapitalLink(const PageView& page, std::size_t block) {
  constexpr std::uint32_t kWords = 4;
  const Block& one = page.blocks[block];
  const TextFacts& facts = page.map.facts[block];
  return one.linked * 10 >= one.text.size() * 9 && facts.words >= kWords &&
         facts.upper * 10 >= facts.letters * 9 && !IsHeading(page.dom[one.node].tag);
}

bool IsUnderPicture(const PageView& page, std::size_t block) {
  constexpr std::uint32_t kMostWords = 20;
  const Block& one = page.blocks[block];
  const TextFacts& facts = page.map.facts[block];
  const bool line = one.slanted * 10 >= one.text.size() * 9 && facts.words <= kMostWords &&
                    facts.sentence_ends == 0;
  NodeId id = block == 0 ? 0 : page.blocks[block - 1].first;
  while (line && id < one.first && page.dom[id].tag != HtmlTag::kImg) {
    ++id;
  }
  return line && id < one.first;
}

}  // namespace claimwatch
