#include "plugins/extract/article.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/charset.h"
#include "core/page.h"
#include "core/text.h"
#include "plugins/extract/aids.h"
#include "plugins/extract/body.h"
#include "plugins/extract/byline.h"
#include "plugins/extract/correction.h"
#include "plugins/extract/date_text.h"
#include "plugins/extract/dom.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/jsonld.h"
#include "plugins/extract/metadata.h"
#include "plugins/extract/names.h"
#include "plugins/extract/quality.h"
#include "plugins/extract/repeated.h"
#include "plugins/extract/rule_on_page.h"
#include "plugins/stage.h"

namespace claimwatch {
namespace {

constexpr std::string_view kHtmlExtractor = "gumbo-1";
constexpr std::string_view kShortened = "+site";  // what the site repeats was left out

bool StartsLikeHtml(std::string_view body) {
  const std::string head = AsciiLower(Trim(body.substr(0, 2048)));
  if (head.starts_with("\xEF\xBB\xBF<") || head.starts_with('<')) {
    return true;
  }
  return head.find("<html") != std::string::npos || head.find("<!doctype") != std::string::npos ||
         head.find("<body") != std::string::npos;
}

// An XML declaration may begin a feed as well as a page in XHTML: what follows it tells.
bool IsFeedOrOtherXml(std::string_view head) {
  if (!head.starts_with("<?xml")) {
    return false;
  }
  head.remove_prefix(std::min(head.size(), head.find("?>")));
  head = Trim(head.substr(std::min<std::size_t>(head.size(), 2)));
  while (head.starts_with("<!--") && head.find("-->") != std::string_view::npos) {
    head = Trim(head.substr(head.find("-->") + 3));
  }
  const std::string begin = AsciiLower(head.substr(0, 16));
  return !(begin.starts_with("<!doctype html") || begin.starts_with("<html"));
}

// Half of UTF-16 text is NUL bytes; they say nothing about its form.
std::string Narrow(std::string_view body) {
  std::string head(body.substr(0, 4096));
  std::erase(head, '\0');
  return head;
}

// What servers send under a type that says nothing, or as text for want of a better one. A charset
// that they declare may be UTF-16, whose letters are made of any bytes.
PageForm FormByBytes(std::string_view head, bool declared) {
  if (head.starts_with("%PDF") || (!declared && IsBinary(head))) {
    return PageForm::kOther;
  }
  return StartsLikeHtml(head) && !IsFeedOrOtherXml(Trim(head)) ? PageForm::kHtml : PageForm::kText;
}

std::string PathOf(const Dom& dom, NodeId id) {
  std::string path;
  for (int level = 0; level < 3 && id != 0; ++level) {
    const std::string_view names = dom.Attribute(id, "class");
    std::string step(TagName(dom[id].tag).empty() ? "?" : TagName(dom[id].tag));
    const std::string_view name = names.substr(0, names.find(' '));
    step.append(name.empty() ? "" : ".").append(name);
    path = path.empty() ? step : step + " > " + path;
    id = dom[id].parent;
  }
  return path;
}

// "By Ann Lee · 2 Jul 2025" without what follows the name, when that is a day.
std::string_view WithoutDay(std::string_view line) {
  for (const std::string_view mark : {" · ", " | ", " • ", " — ", " – ", ", "}) {
    const std::size_t at = line.find(mark);
    if (at != std::string_view::npos && ReadDate(line.substr(at + mark.size())).has_value()) {
      return line.substr(0, at);
    }
  }
  return line;
}

class HtmlReading {
 public:
  HtmlReading(const Page& page, const SiteFacts& site)
      : page_(page),
        decoded_(DecodeHtml(page.body, CharsetOf(page.content_type))),
        dom_(Dom::Parse(decoded_.text, AttributesOf(site.rule))),
        linked_(ReadLinkedArticle(dom_.json_ld())),
        blocks_(ReadBlocks(dom_)),
        rule_(site.rule, dom_, blocks_),
        memory_(site.memory) {}

  Explanation Run();

 private:
  // What became of a block.
  struct Fate {
    bool kept = false;
    bool furniture = false;
    std::string why;
  };

  Fate FateOf(std::size_t i) const;
  void DropBylines(const PageMap& map, const std::vector<std::string>& authors);
  void Describe(Metadata metadata, Article& article);
  void Judge(Article& article) const;

  const Page& page_;
  Decoded decoded_;
  Dom dom_;
  LinkedArticle linked_;
  std::vector<Block> blocks_;
  RuleOnPage rule_;
  Body body_;
  const SiteMemory* memory_;
  std::vector<std::string> signed_;  // its text with those who worked on it
  std::vector<Repeated> repeated_;   // by block; empty: no other page is known
};

HtmlReading::Fate HtmlReading::FateOf(std::size_t i) const {
  const std::string& ruled = rule_.Why(i);
  if (!body_.chosen[i] && !ruled.empty()) {
    return {.why = ruled};
  }
  if (!body_.chosen[i] && IsCaption(dom_, blocks_[i])) {
    return {.why = "caption of a picture"};
  }
  if (!body_.chosen[i]) {
    return {.why = body_.probability[i] > 0.5F ? "headline, byline, reading aid, or printed twice"
                                               : "unlikely"};
  }
  const Repeated repeated = repeated_.empty() ? Repeated::kNowhere : repeated_[i];
  if (repeated == Repeated::kFurniture) {
    return {.furniture = true, .why = "seen on other pages of the site"};
  }
  std::string why = ruled.empty() ? "likely" : ruled;
  why += repeated == Repeated::kInStories ? ", though other pages of the site have it" : "";
  return {.kept = true, .why = std::move(why)};
}

// A line above the text that says no more than who wrote it, by the page's own word, and when.
void HtmlReading::DropBylines(const PageMap& map, const std::vector<std::string>& authors) {
  constexpr std::size_t kMost = 2 * kMaxNameBytes;
  unsigned prose = 0;  // the lead may stand above the byline
  for (std::size_t i = 0; i < blocks_.size() && prose < 2; ++i) {
    const std::string_view text = blocks_[i].text;
    prose += body_.chosen[i] && map.prose[i] ? 1U : 0U;
    const std::string name =
        text.size() > kMost ? std::string()
                            : FoldCase(WithoutWords(WithoutDay(text), WordsOfBylines().before));
    const bool author =
        std::any_of(authors.begin(), authors.end(),
                    [&name](const std::string& one) { return FoldCase(one) == name; });
    body_.chosen[i] = body_.chosen[i] && !author;
  }
}

void HtmlReading::Describe(Metadata metadata, Article& article) {
  article.url = std::move(metadata.url);
  article.title = std::move(metadata.title);
  article.standfirst = std::move(metadata.standfirst);
  article.authors = metadata.authors.empty() ? NamesInText(signed_) : std::move(metadata.authors);
  article.tags = std::move(metadata.tags);
  article.publisher = std::move(metadata.publisher);
  article.published = metadata.published;
  article.modified = metadata.modified;
  article.language = std::move(metadata.language);
  article.free = metadata.free;
  article.encoding = decoded_.encoding;
  article.extractor = std::string(kHtmlExtractor) + rule_.Mark();
}

void HtmlReading::Judge(Article& article) const {
  article.quality = JudgeQuality({page_, dom_, blocks_, body_, linked_, article});
  std::vector<std::string>& reasons = article.quality.reasons;
  if (decoded_.double_encoded) {
    reasons.emplace_back("text was encoded twice; undone");
  }
  reasons.insert(reasons.end(), rule_.notes().begin(), rule_.notes().end());
}

Explanation HtmlReading::Run() {
  const PageMap map = MapPage(dom_, blocks_);
  const BodyHints hints = ReadHints(dom_, linked_);
  body_ = BodyModel::BuiltIn()->Choose({dom_, blocks_, map, hints});
  Metadata metadata = ReadMetadata(dom_, linked_, page_.url);
  DropBylines(map, metadata.authors);
  rule_.Choose(body_, hints.title);
  if (memory_ != nullptr) {
    repeated_ = FindRepeated({dom_, blocks_, map, hints}, body_.chosen, *memory_, page_.url.text());
  }
  rule_.Describe(metadata);
  Explanation out;
  bool shortened = false;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    Fate fate = FateOf(i);
    if (fate.kept) {
      out.article.paragraphs.push_back(blocks_[i].text);
    }
    if (fate.kept || IsCredit(blocks_[i].text)) {
      signed_.push_back(blocks_[i].text);
    }
    shortened = shortened || fate.furniture;
    out.verdicts.push_back({PathOf(dom_, blocks_[i].node), blocks_[i].text,
                            static_cast<double>(body_.probability[i]), fate.kept, fate.furniture,
                            std::move(fate.why)});
  }
  Describe(std::move(metadata), out.article);
  out.article.extractor.append(shortened ? kShortened : "");
  if (!LanguageFits(out.article.language, out.article.Text())) {
    out.article.language.clear();
  }
  out.article.correction_note = FindCorrection(out.article.paragraphs);
  Judge(out.article);
  return out;
}

class HtmlExtractor final : public Extractor {
 public:
  Result<std::optional<Article>> Extract(const Page& page) const override {
    if (FormOf(page) != PageForm::kHtml) {
      return std::optional<Article>();
    }
    return std::optional<Article>(HtmlReading(page, {}).Run().article);
  }
};

Error Unsupported(const Page& page) {
  return {Errc::kUnsupported,
          "neither HTML nor text" +
              (page.content_type.empty() ? "" : ": '" + EscapeControls(page.content_type) + "'")};
}

}  // namespace

PageForm FormOf(const Page& page) {
  const std::string type =
      AsciiLower(Trim(page.content_type.substr(0, page.content_type.find(';'))));
  if (type == "text/html" || type == "application/xhtml+xml") {
    return PageForm::kHtml;
  }
  const std::string head = Narrow(page.body);
  if (type.empty() || type == "text/plain" || type == "application/octet-stream") {
    return FormByBytes(head, !CharsetOf(page.content_type).empty());
  }
  return StartsLikeHtml(head) && type.find("xml") == std::string::npos ? PageForm::kHtml
                                                                       : PageForm::kOther;
}

std::unique_ptr<Extractor> MakeHtmlExtractor() {
  return std::make_unique<HtmlExtractor>();
}

Result<Article> ExtractArticle(const Page& page, const SiteFacts& site) {
  if (FormOf(page) == PageForm::kHtml) {
    return HtmlReading(page, site).Run().article;
  }
  std::optional<Article> article = CW_TRY(MakeTextExtractor()->Extract(page));
  if (!article.has_value()) {
    return Unsupported(page);
  }
  return *std::move(article);
}

Result<Explanation> ExplainArticle(const Page& page, const SiteFacts& site) {
  if (FormOf(page) == PageForm::kHtml) {
    return HtmlReading(page, site).Run();
  }
  Explanation out;
  out.article = CW_TRY(ExtractArticle(page, site));
  for (const std::string& paragraph : out.article.paragraphs) {
    out.verdicts.push_back({"text", paragraph, 1.0, true, false, "plain text is taken as it is"});
  }
  return out;
}

}  // namespace claimwatch
