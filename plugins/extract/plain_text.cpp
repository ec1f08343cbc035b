#include <algorithm>

#include "core/charset.h"
#include "core/page.h"
#include "core/text.h"
#include "plugins/extract/article.h"
#include "plugins/extract/byline.h"
#include "plugins/extract/date_text.h"
#include "plugins/extract/normalise.h"
#include "plugins/extract/quality.h"
#include "plugins/extract/text_facts.h"
#include "plugins/stage.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxTitleWords = 30;
constexpr std::size_t kMaxTextBytes = 16U << 20U;

bool IsBlank(std::string_view line) {
  return Trim(line).empty();
}

// A headline is short and no sentence; what follows it is the text.
bool IsTitle(std::string_view paragraph) {
  const TextFacts facts = CountText(paragraph);
  return facts.letters > 0 && !facts.ends_sentence && !facts.ends_colon &&
         facts.words <= kMaxTitleWords;
}

Decoded DecodeText(const Page& page) {
  const std::string_view body = std::string_view(page.body).substr(0, kMaxTextBytes);
  const std::string_view marked = EncodingFromBom(body);
  if (!marked.empty()) {
    return Decode(body, marked);
  }
  const std::string declared = EncodingForLabel(CharsetOf(page.content_type));
  return Decode(body, declared.empty() || IsValidUtf8(body) ? GuessEncoding(body) : declared);
}

// "date 2025-06-19 Six leaders sign" → the day, and the line without it: the head of a text that a
// program saved. The word must be there: a headline may begin with a year.
std::optional<Time> TakeDate(std::string& line) {
  const std::size_t day = line.find(' ');
  const std::string word = AsciiLower(std::string_view(line).substr(0, day));
  if (day == std::string::npos || (word != "date" && word != "date:")) {
    return std::nullopt;
  }
  const std::string_view text = std::string_view(line).substr(day + 1);
  const std::string_view digits = text.substr(0, 10);
  const bool iso = digits.size() == 10 && digits[4] == '-' && digits[7] == '-' &&
                   (text.size() == 10 || text[10] == ' ');
  const std::optional<Time> time = iso ? ReadDate(digits) : std::nullopt;
  if (time.has_value()) {
    line = Trim(text.substr(10));
  }
  return time;
}

// Blank lines part paragraphs, lines inside one are joined; without any blank line each line is a
// paragraph.
std::vector<std::string> ReadParagraphs(std::string_view text) {
  const std::vector<std::string_view> lines = Split(text, '\n');
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  const bool parted = std::any_of(lines.begin(), lines.end(), [&](std::string_view line) {
    return IsBlank(line) && line.data() < text.data() + (end == std::string_view::npos ? 0 : end);
  });
  std::vector<std::string> paragraphs;
  std::string current;
  const auto finish = [&] {
    current = FinishNormalised(std::move(current));
    if (!current.empty()) {
      paragraphs.push_back(std::move(current));
    }
    current.clear();
  };
  for (const std::string_view line : lines) {
    AppendNormalised(line, current);
    AppendNormalised(" ", current);
    if (!parted || IsBlank(line)) {
      finish();
    }
  }
  finish();
  return paragraphs;
}

class TextExtractor final : public Extractor {
 public:
  Result<std::optional<Article>> Extract(const Page& page) const override {
    if (FormOf(page) != PageForm::kText) {
      return std::optional<Article>();
    }
    const Decoded decoded = DecodeText(page);
    Article article;
    article.url = page.url.text();
    article.encoding = decoded.encoding;
    article.extractor = "text-1";
    // A headline on the first line may stand directly above the text.
    const std::size_t first_end = decoded.text.find('\n');
    std::string first = Normalise(std::string_view(decoded.text).substr(0, first_end));
    std::string_view rest = decoded.text;
    article.published = TakeDate(first);
    if (article.published.has_value() && first.empty()) {
      rest.remove_prefix(std::min(first_end, rest.size()));
    } else if (first_end != std::string::npos && IsTitle(first) &&
               !IsBlank(rest.substr(first_end))) {
      article.title = first;
      rest.remove_prefix(first_end + 1);
    }
    article.paragraphs = ReadParagraphs(rest);
    article.authors = NamesInText(article.paragraphs);
    article.quality = JudgeTransport(page);
    if (article.paragraphs.empty()) {
      article.quality.score = 0;  // beside what the way of the page says: it may tell why
      article.quality.reasons.emplace_back("no text");
    }
    return std::optional<Article>(std::move(article));
  }
};

}  // namespace

std::unique_ptr<Extractor> MakeTextExtractor() {
  return std::make_unique<TextExtractor>();
}

}  // namespace claimwatch
