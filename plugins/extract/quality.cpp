#include "plugins/extract/quality.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/embedded.h"
#include "core/text.h"
#include "plugins/extract/hints.h"
#include "plugins/extract/text_facts.h"

namespace claimwatch {
namespace {

// Pages with more words of their own than this are no walls, whatever they say.
constexpr std::uint32_t kWallWords = 220;
constexpr std::uint32_t kWholePageWords = 900;
constexpr std::uint32_t kStubWords = 260;
constexpr std::uint32_t kShortWords = 25;
constexpr std::uint32_t kStoryWords = 60;

class Judge {
 public:
  explicit Judge(const QualityView& view) : view_(view) {
    for (const std::string& paragraph : view.article.paragraphs) {
      words_ += CountText(paragraph).words;
    }
    for (const Block& block : view.blocks) {
      page_words_ += CountText(block.text).words;
    }
  }

  Quality Run() {
    Transport();
    Walls();
    Shape();
    Paywall();
    End();
    quality_.score = std::clamp(quality_.score, 0.0, 1.0);
    return std::move(quality_);
  }

 private:
  // A reason that leaves at most `ceiling` of the score.
  void Cap(double ceiling, std::string reason) {
    quality_.score = std::min(quality_.score, ceiling);
    quality_.reasons.push_back(std::move(reason));
  }

  void Transport();
  void Walls();
  void Shape();
  void Paywall();
  void End();
  bool HasType(std::string_view end) const;
  bool HasPassword() const;
  std::string_view WallKind() const;

  const QualityView& view_;
  std::uint32_t words_ = 0;
  std::uint32_t page_words_ = 0;
  Quality quality_;
};

void Judge::Transport() {
  const Page& page = view_.page;
  if (page.status >= 400) {
    Cap(0.05, fmt::format("status {}", page.status));
  }
  const bool home = !page.url.empty() && page.url.path() == "/" && page.url.query().empty();
  if (home && !page.requested.empty() && page.requested.path() != "/") {
    Cap(0.1, "redirected to the home page");
  }
  if (page.truncated) {
    Cap(0.4, "the page ended before its declared end");
  }
}

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

// The kind of wall whose words stand in the title or in what little text the page has.
std::string_view Judge::WallKind() const {
  std::string text = view_.article.title;
  for (const Block& block : view_.blocks) {
    text.append("\n").append(block.text);
  }
  text = LowerCase(text);
  for (const std::string_view line : Split(Embedded("extract/walls.tsv"), '\n')) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos && !line.starts_with('#') &&
        text.find(line.substr(tab + 1)) != std::string::npos) {
      return line.substr(0, tab);
    }
  }
  return {};
}

void Judge::Walls() {
  if (words_ > kWallWords || page_words_ > kWholePageWords) {
    return;
  }
  // Paragraphs of its own make a page more than a wall, whatever its banner says.
  const bool story = words_ > kStoryWords || (!view_.linked.type.empty() && words_ > kShortWords);
  const std::string_view kind = WallKind();
  if (kind == "paywall stub" && words_ < kStubWords && !story) {
    Cap(0.35, std::string(kind));
  } else if (!kind.empty() && !story) {
    Cap(0.1, std::string(kind));
  } else if (HasPassword() && words_ < kStoryWords) {
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
  const bool video =
      HasType("VideoObject") || MetaContent(view_.dom, "og:type").starts_with("video");
  if (words_ < 80 && video) {
    Cap(0.45, "video page");
  } else if (words_ < 80 && (HasType("ImageGallery") || HasType("MediaGallery"))) {
    Cap(0.45, "gallery");
  }
  std::size_t linked = 0;
  std::size_t bytes = 1;
  for (const Block& block : view_.blocks) {
    linked += block.linked;
    bytes += block.text.size();
  }
  const bool index = linked * 10 > bytes * 6 && words_ * 8 < page_words_ && page_words_ > 400;
  if (index && view_.linked.type.empty() && words_ < kWallWords) {
    Cap(0.35, "index page");
  } else if (words_ < kShortWords) {
    Cap(0.5, "very short text");
  }
}

void Judge::Paywall() {
  const bool locked = view_.article.free.has_value() && !*view_.article.free;
  const std::uint32_t linked_words = CountText(view_.linked.body).words;
  if (locked && words_ < kStubWords) {
    Cap(0.35, "paywall stub");
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

Quality JudgeQuality(const QualityView& view) {
  return Judge(view).Run();
}

}  // namespace claimwatch
