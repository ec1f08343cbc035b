#include "plugins/extract/asides.h"

#include <algorithm>
#include <string>

#include "core/embedded.h"
#include "core/rows.h"
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

bool IsAppeal(const Dom& dom, NodeId id) {
  constexpr std::string_view kWords[] = {"newsletter", "promo",   "donate",   "donation",
                                         "signup",     "sign-up", "subscribe"};
  if (dom[id].attribute_count == 0) {
    return false;
  }
  const std::string_view classes = dom.Attribute(id, "class");
  const std::string_view name = dom.Attribute(id, "id");
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
    return HasNameWord(classes, word) || HasNameWord(name, word);
  });
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

namespace {

struct CaptionWords {
  std::vector<std::string_view> begins;
  std::vector<std::string_view> ends;
};

CaptionWords ReadCaptionWords() {
  CaptionWords words;
  ForEachRow(Embedded("extract/captions.tsv"), [&](const std::vector<std::string_view>& fields) {
    (fields.front() == "begin" ? words.begins : words.ends).push_back(fields.back());
  });
  return words;
}

// "（记者 周岚 摄）", "图为…": the words with which a caption ends or begins where no element
// tells.
bool SaysCaption(std::string_view text) {
  static const CaptionWords words = ReadCaptionWords();
  return std::any_of(words.ends.begin(), words.ends.end(),
                     [text](std::string_view end) { return text.ends_with(end); }) ||
         std::any_of(words.begins.begin(), words.begins.end(),
                     [text](std::string_view begin) { return text.starts_with(begin); });
}

}  // namespace

bool IsUnderPicture(const PageView& page, std::size_t block) {
  constexpr std::uint32_t kMostWords = 20;
  const Block& one = page.blocks[block];
  const TextFacts& facts = page.map.facts[block];
  const bool slanted = one.slanted * 10 >= one.text.size() * 9 && facts.sentence_ends == 0;
  const bool line = facts.words <= kMostWords && (slanted || SaysCaption(one.text));
  NodeId id = block == 0 ? 0 : page.blocks[block - 1].first;
  while (line && id < one.first && page.dom[id].tag != HtmlTag::kImg) {
    ++id;
  }
  return line && id < one.first;
}

}  // namespace claimwatch
