#include "plugins/extract/quality.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/page_map.h"
#include "plugins/extract/text_facts.h"
#include "plugins/extract/walls.h"

namespace claimwatch {
namespace {

// Pages with more words of their own than this are no walls, whatever they say.
constexpr std::uint32_t kWallWords = 220;
constexpr std::uint32_t kStubWords = 260;
constexpr std::uint32_t kStubProse = 8;  // paragraphs; a stub shows fewer
constexpr std::uint32_t kShortWords = 25;
constexpr std::uint32_t kStoryWords = 60;
constexpr std::uint32_t kStoryProse = 3;  // paragraphs
constexpr std::uint32_t kMediaWords = 80;

constexpr std::string_view kStub = "paywall stub";

void CapScore(double ceiling, std::string reason, Quality& quality) {
  quality.score = std::min(quality.score, ceiling);
  quality.reasons.push_back(std::move(reason));
}

bool IsMargin(const Dom& dom, NodeId id) {
  const HtmlTag tag = dom[id].tag;
  return tag == HtmlTag::kAside || tag == HtmlTag::kNav || tag == HtmlTag::kFooter ||
         tag == HtmlTag::kHeader;
}

// A window over the page, by its role or by what it calls itself.
bool IsWindow(const Dom& dom, NodeId id) {
  return CallsItself(dom, id, {"class", "id", "role"},
                     {"cookie", "consent", "gdpr", "privacy", "modal", "popup", "overlay", "sheet",
                      "dialog", "layer"});
}

bool IsArticle(const Dom& dom, NodeId id) {
  return dom[id].tag == HtmlTag::kArticle;
}

// How many paragraphs speak as walls do.
struct WallTalk {
  std::size_t hits = 0;
  std::size_t spoken = 0;  // paragraphs but for the items of a list
  std::string_view kind;   // of the first hit
};

WallTalk WallsAmong(const std::vector<std::string>& paragraphs, WallRules rules) {
  WallTalk talk;
  for (const std::string& paragraph : paragraphs) {
    const std::string_view found = FindWall(paragraph, rules).kind;
    talk.spoken += !found.empty() || CountText(paragraph).sentence_ends > 0 ? 1U : 0U;
    talk.hits += found.empty() ? 0U : 1U;
    talk.kind = talk.kind.empty() ? found : talk.kind;
  }
  return talk;
}

class Judge {
 public:
  explicit Judge(const QualityView& view) : view_(view) {
    for (const std::string& paragraph : view.article.paragraphs) {
      const TextFacts facts = CountText(paragraph);
      words_ += facts.words;
      sentences_ += facts.sentence_ends;
      prose_ += facts.IsProse() ? 1U : 0U;
    }
    for (const Block& block : view.blocks) {
      page_words_ += CountText(block.text).words;
    }
  }

  Quality Run() {
    quality_ = JudgeTransport(view_.page);
    Walls();
    Shape();
    Paywall();
    End();
    quality_.score = std::clamp(quality_.score, 0.0, 1.0);
    return std::move(quality_);
  }

 private:
  // A reason that leaves at most `ceiling` of the score.
  void Cap(double ceiling, std::string reason) { CapScore(ceiling, std::move(reason), quality_); }

  void Walls();
  void Shape();
  void Media();
  bool IsIndex() const;
  void Paywall();
  void End();
  bool HasType(std::string_view end) const;
  bool HasPassword() const;
  bool CallsItselfArticle() const;
  bool InsideArticle() const;
  std::string_view WallKind() const;
  std::string_view OwnWallKind() const;
  std::string_view PageWallKind() const;
  bool OffersTheRest() const;
  bool IsConsentWindow() const;
  bool IsCaptionsOnly() const;

  const QualityView& view_;
  std::uint32_t words_ = 0;      // of the extracted text
  std::uint32_t sentences_ = 0;  // of it
  std::uint32_t prose_ = 0;      // paragraphs of it that are prose
  std::uint32_t page_words_ = 0;
  Quality quality_;
};

bool Judge::HasType(std::string_view end) const {
  const std::vector<std::string>& types = view_.linked.types;
  return std::any_of(types.begin(), types.end(),
                     [end](const std::string& type) { return type.ends_with(end); });
}

bool Judge::HasPassword() const {
  for (NodeId i = 0; i < view_.dom.size(); ++i) {
    if (view_.dom[i].tag == HtmlTag::kInput &&
        EqualsIgnoreAsciiCase(view_.dom.Attribute(i, "type"), "password")) {
      return true;
    }
  }
  return false;
}

// What a page says of itself that a wall does not: a type, a day of publication.
bool Judge::CallsItselfArticle() const {
  return !view_.linked.type.empty() || view_.article.published.has_value() ||
         EqualsIgnoreAsciiCase(MetaContent(view_.dom, "og:type"), "article");
}

// The text stands in an <article>.
bool Judge::InsideArticle() const {
  const std::vector<bool>& chosen = view_.body.chosen;
  const auto first = std::find(chosen.begin(), chosen.end(), true);
  if (first == chosen.end()) {
    return false;
  }
  const NodeId id = view_.blocks[static_cast<std::size_t>(first - chosen.begin())].node;
  return NearestAround(view_.dom, id, IsArticle) != 0;
}

// What was extracted speaks as a wall does: a third of its paragraphs (of a story in an <article>
// more than two thirds), or its title when there is little else. An article may be about captchas,
// and furniture may speak of cookies on every page.
std::string_view Judge::OwnWallKind() const {
  const WallRules rules = CallsItselfArticle() ? WallRules::kPhrases : WallRules::kAll;
  const auto [hits, spoken, kind] = WallsAmong(view_.article.paragraphs, rules);
  // A headline may speak of walls; the title of a wall says little else.
  const WallHit title = FindWall(view_.article.title, rules);
  const bool whole = title.bytes * 5 >= view_.article.title.size() * 2;
  const bool story = InsideArticle() && prose_ >= kStoryProse;
  if (hits > 0 && (story ? hits * 3 > spoken * 2 : hits * 3 >= spoken)) {
    return whole && !title.kind.empty() ? title.kind : kind;
  }
  const bool bare = words_ < kStoryWords || !CallsItselfArticle();
  return bare && whole ? title.kind : std::string_view();
}

// The same for everything on a page that has hardly any text of its own.
std::string_view Judge::PageWallKind() const {
  if (words_ >= kShortWords || CallsItselfArticle()) {
    return {};
  }
  std::string text;
  for (const Block& block : view_.blocks) {
    text.append("\n").append(block.text);
  }
  const std::string_view kind = FindWall(text).kind;
  const bool news = InsideArticle() && prose_ > 0;  // beside it a page may ask to log in or to pay
  return news ? std::string_view() : kind;
}

// A short text, and beside it words about the rest of it: "keep reading with a digital pass"; or
// the last of it asks the reader to subscribe. What links to another article, or stands in the
// margin, does not count.
bool Judge::OffersTheRest() const {
  if (words_ >= kStoryWords) {
    return false;
  }
  for (std::size_t i = 0; i < view_.blocks.size(); ++i) {
    const Block& block = view_.blocks[i];
    const bool beside = !view_.body.chosen[i] && block.linked * 2 < block.text.size() &&
                        NearestAround(view_.dom, block.node, IsMargin) == 0;
    if (beside && SaysThereIsMore(block.text)) {
      return true;
    }
  }
  const std::vector<std::string>& paragraphs = view_.article.paragraphs;
  return paragraphs.size() > 1 && OffersMembership(paragraphs.back());
}

// All that was extracted stands in a window over the page, which speaks of tracking.
bool Judge::IsConsentWindow() const {
  bool speaks = false;
  for (std::size_t i = 0; i < view_.blocks.size(); ++i) {
    if (view_.body.chosen[i] && NearestAround(view_.dom, view_.blocks[i].node, IsWindow) == 0) {
      return false;
    }
    speaks = speaks || (view_.body.chosen[i] && SpeaksOfTracking(view_.blocks[i].text));
  }
  return speaks && !CallsItselfArticle();
}

// The first that is found; what was extracted speaks before what only stands beside it.
std::string_view Judge::WallKind() const {
  if (const std::string_view own = OwnWallKind(); !own.empty()) {
    return own;
  }
  if (const std::string_view whole = PageWallKind(); !whole.empty()) {
    return whole;
  }
  if (OffersTheRest()) {
    return kStub;
  }
  return IsConsentWindow() ? "consent wall" : "";
}

void Judge::Walls() {
  if (words_ > kWallWords) {
    return;
  }
  const std::string_view kind = WallKind();
  if (!kind.empty()) {
    Cap(kind == kStub ? 0.35 : 0.1, std::string(kind));
  } else if (HasPassword() && words_ < kStoryWords && !CallsItselfArticle()) {
    Cap(0.2, "login page");
  }
}

void Judge::Shape() {
  if (words_ == 0) {
    Cap(0.0, "no text");
    return;
  }
  if (view_.body.guessed) {
    Cap(0.35, "no paragraph is likely to be an article's");
  }
  Media();
  if (IsIndex()) {
    Cap(0.35, "index page");
  } else if (words_ < kShortWords) {
    // A flash of one sentence is news where the page is dated or marked up as an article; else it
    // may be anything.
    const bool told = CallsItselfArticle() ? sentences_ > 0 : prose_ > 0 && InsideArticle();
    Cap(told ? 0.7 : 0.5, "very short text");
  }
}

bool Judge::IsCaptionsOnly() const {
  constexpr unsigned kFew = 3;
  unsigned captions = 0;
  for (std::size_t i = 0; i < view_.blocks.size(); ++i) {
    const bool caption = IsCaption(view_.dom, view_.blocks[i]);
    if (view_.body.chosen[i] && !caption) {
      return false;
    }
    captions += view_.body.chosen[i] ? 1U : 0U;
  }
  return captions >= kFew;
}

// A page whose point is a film or pictures; a story that has them too is a story.
void Judge::Media() {
  if (words_ >= kMediaWords || (CallsItselfArticle() && prose_ > 1)) {
    return;
  }
  if (HasType("VideoObject") || MetaContent(view_.dom, "og:type").starts_with("video")) {
    Cap(0.45, "video page");
  } else if (HasType("ImageGallery") || HasType("MediaGallery") || IsCaptionsOnly()) {
    Cap(0.45, "gallery");
  }
}

// How much of a text is links.
struct Linked {
  std::size_t bytes = 1;
  std::size_t linked = 0;

  void Take(const Block& block) {
    bytes += block.text.size();
    linked += block.linked;
  }

  bool Above(std::size_t tenths) const { return linked * 10 > bytes * tenths; }
};

// A short article among many links is no index: it has prose of its own, or says what it is.
bool Judge::IsIndex() const {
  constexpr std::uint32_t kProse = 3;
  Linked page;
  Linked own;
  for (std::size_t i = 0; i < view_.blocks.size(); ++i) {
    page.Take(view_.blocks[i]);
    if (view_.body.chosen[i]) {
      own.Take(view_.blocks[i]);
    }
  }
  const bool links = page.Above(6) && words_ * 8 < page_words_ && page_words_ > 400;
  const bool poor = words_ < kWallWords && prose_ < kProse && !CallsItselfArticle();
  return own.Above(8) || (links && poor);
}

void Judge::Paywall() {
  const bool locked = view_.article.free.has_value() && !*view_.article.free;
  const std::uint32_t linked_words = CountText(view_.linked.body).words;
  if (locked && words_ < kStubWords && prose_ < kStubProse) {
    Cap(0.35, std::string(kStub));
  } else if (linked_words > 150 && words_ * 2 < linked_words) {
    Cap(0.5, "less than half of the text the page announces");
  }
}

void Judge::End() {
  const std::vector<std::string>& paragraphs = view_.article.paragraphs;
  if (paragraphs.empty()) {
    return;
  }
  const std::string& last = paragraphs.back();
  if (last.ends_with("...") || last.ends_with("…")) {
    quality_.score -= 0.15;
    quality_.reasons.emplace_back("text ends in an ellipsis");
  }
  const bool open = !view_.dom.closed() && !CountText(last).ends_sentence;
  if (open && view_.page.body.size() > 2000 && !view_.page.truncated) {
    Cap(0.5, "the page breaks off");
  }
  const auto broken = std::count_if(
      paragraphs.begin(), paragraphs.end(),
      [](const std::string& one) { return one.find("\xEF\xBF\xBD") != std::string::npos; });
  if (broken > 0) {
    quality_.score -= 0.1;
    quality_.reasons.emplace_back("characters that could not be decoded");
  }
  if (view_.dom.limited()) {
    quality_.score -= 0.2;
    quality_.reasons.emplace_back("page is beyond the limits of the reader");
  }
}

}  // namespace

Quality JudgeTransport(const Page& page) {
  Quality quality;
  if (page.status >= 400) {
    CapScore(0.05, fmt::format("status {}", page.status), quality);
  }
  const bool home = !page.url.empty() && page.url.path() == "/" && page.url.query().empty();
  if (home && !page.requested.empty() && page.requested.path() != "/") {
    CapScore(0.1, "redirected to the home page", quality);
  }
  if (page.truncated) {
    CapScore(0.4, "the page ended before its declared end", quality);
  }
  return quality;
}

Quality JudgeQuality(const QualityView& view) {
  return Judge(view).Run();
}

}  // namespace claimwatch
