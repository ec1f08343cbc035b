#include "plugins/extract/hints.h"

#include "core/text.h"
#include "plugins/extract/block.h"
#include "plugins/extract/normalise.h"

namespace claimwatch {
namespace {

std::string TitleOf(const Dom& dom) {
  for (const std::string_view name : {"og:title", "twitter:title"}) {
    const std::string_view content = MetaContent(dom, name);
    if (!content.empty()) {
      return Normalise(content);
    }
  }
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].tag == HtmlTag::kTitle) {
      return dom.TextOf(i);
    }
  }
  return {};
}

}  // namespace

std::string_view MetaContent(const Dom& dom, std::string_view name) {
  for (NodeId i = 0; i < dom.size(); ++i) {
    if (dom[i].tag != HtmlTag::kMeta) {
      continue;
    }
    const bool named = EqualsIgnoreAsciiCase(dom.Attribute(i, "property"), name) ||
                       EqualsIgnoreAsciiCase(dom.Attribute(i, "name"), name);
    const std::string_view content = named ? dom.Attribute(i, "content") : std::string_view();
    if (!content.empty()) {
      return content;
    }
  }
  return {};
}

std::string PlainText(std::string_view maybe_html) {
  if (maybe_html.find_first_of("<&") == std::string_view::npos) {
    return std::string(maybe_html);
  }
  const Dom dom = Dom::Parse(maybe_html);
  std::string text;
  for (const Block& block : ReadBlocks(dom)) {
    text += block.text;
    text += '\n';
  }
  return text;
}

BodyHints ReadHints(const Dom& dom, const LinkedArticle& linked) {
  BodyHints hints;
  hints.title = linked.headline.empty() ? TitleOf(dom) : Normalise(PlainText(linked.headline));
  std::string_view description = MetaContent(dom, "og:description");
  description = description.empty() ? MetaContent(dom, "description") : description;
  hints.description = description.empty() ? linked.description : Normalise(description);
  hints.linked_body = PlainText(linked.body);
  return hints;
}

BodyHints ReadHints(const Dom& dom) {
  return ReadHints(dom, ReadLinkedArticle(dom.json_ld()));
}

}  // namespace claimwatch
