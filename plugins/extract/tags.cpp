// What a page says it is about.
#include <algorithm>

#include "core/text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/metadata.h"
#include "plugins/extract/normalise.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxTags = 24;
constexpr std::size_t kMaxTagBytes = 120;
constexpr std::size_t kMaxListBytes = 4096;

void AddTag(std::string_view text, std::vector<std::string>& tags) {
  std::string tag = Normalise(Trim(text));
  const bool fits = !tag.empty() && tag.size() <= kMaxTagBytes && tags.size() < kMaxTags;
  if (fits && std::find(tags.begin(), tags.end(), tag) == tags.end()) {
    tags.push_back(std::move(tag));
  }
}

// "summit, Central Asia; trade": keywords stand in one string as often as not.
void AddTags(std::string_view text, std::vector<std::string>& tags) {
  constexpr std::string_view kBetween[] = {",", ";", "，", "、", "；"};
  text = text.substr(0, kMaxListBytes);
  while (!text.empty() && tags.size() < kMaxTags) {
    std::size_t end = text.size();
    std::size_t next = text.size();
    for (const std::string_view mark : kBetween) {
      const std::size_t at = text.find(mark);
      if (at < end) {
        end = at;
        next = at + mark.size();
      }
    }
    AddTag(text.substr(0, end), tags);
    text.remove_prefix(next);
  }
}

bool IsTagMeta(const Dom& dom, NodeId id) {
  constexpr std::string_view kNames[] = {"article:tag", "article:section", "keywords",
                                         "news_keywords", "parsely-tags"};
  return dom[id].tag == HtmlTag::kMeta &&
         std::any_of(std::begin(kNames), std::end(kNames), [&](std::string_view name) {
           return EqualsIgnoreAsciiCase(dom.Attribute(id, "property"), name) ||
                  EqualsIgnoreAsciiCase(dom.Attribute(id, "name"), name);
         });
}

}  // namespace

std::vector<std::string> ReadTags(const Dom& dom, const LinkedArticle& linked) {
  std::vector<std::string> tags;
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (IsTagMeta(dom, i)) {
      AddTags(dom.Attribute(i, "content"), tags);
    }
  }
  for (const std::string& topic : linked.topics) {
    AddTags(PlainText(topic), tags);
  }
  return tags;
}

}  // namespace claimwatch
