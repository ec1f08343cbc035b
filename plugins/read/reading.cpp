#include "plugins/read/reading.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/text.h"
#include "core/time.h"
#include "plugins/read/clause.h"
#include "plugins/read/figure.h"
#include "plugins/read/language.h"
#include "plugins/read/quote.h"
#include "plugins/read/sentence.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMaxText = 400 * 1024;
constexpr std::size_t kMaxTitle = 160;

// Cut at a character boundary.
std::string Bounded(std::string text) {
  if (text.size() > kMaxText) {
    std::size_t end = kMaxText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;
    }
    text.resize(end);
  }
  return text;
}

// The share of `words` among the words of the text's beginning.
template <std::size_t kCount>
double ShareOf(const std::array<std::string_view, kCount>& words, std::string_view text) {
  constexpr std::size_t kLook = 4000;
  const std::string lower = LowerCase(text.substr(0, std::min(text.size(), kLook)));
  std::size_t all = 0;
  std::size_t found = 0;
  for (const std::string_view piece : Split(lower, ' ')) {
    ++all;
    found += std::find(words.begin(), words.end(), piece) != words.end() ? 1U : 0U;
  }
  return all > 0 ? static_cast<double>(found) / static_cast<double>(all) : 0;
}

// Detection errs on short texts full of foreign names; the small words of a language do not.
std::string LanguageOf(std::string_view text) {
  constexpr std::array<std::string_view, 14> kEnglish = {
      "the", "of", "and", "in", "to", "a", "for", "was", "by", "on", "with", "were", "is", "at"};
  constexpr std::array<std::string_view, 10> kRussian = {"и",  "в",   "на", "с",  "по",
                                                         "не", "что", "из", "за", "о"};
  constexpr double kEnough = 0.16;
  if (ShareOf(kEnglish, text) >= kEnough) {
    return "en";
  }
  std::string detected = DetectLanguage(text);
  if (detected.empty() && ShareOf(kRussian, text) >= kEnough) {
    return "ru";
  }
  return detected;
}

bool IsOneOf(std::u32string_view marks, char32_t point) {
  return marks.find(point) != std::u32string_view::npos;
}

bool EndsSentence(std::string_view line) {
  std::size_t at = line.size();
  while (at > 0) {
    const char32_t point = PreviousCodePoint(line, at);
    if (!IsOneOf(U"\"')\u201D\u00BB", point)) {
      return IsOneOf(U".!?:;,\u2026\u3002\uFF01\uFF1F\uFF0C", point);
    }
  }
  return true;
}

// "date 2025-06-19 " before the first words: how stored copies of pages note when they were
// printed. Takes it off the line.
std::optional<Time> TakeDateMark(std::string_view& line) {
  constexpr std::size_t kDate = 10;
  for (const std::string_view mark : {"date ", "date: ", "published ", "published: "}) {
    if (!LowerCase(line.substr(0, mark.size())).starts_with(mark)) {
      continue;
    }
    const std::string_view rest = line.substr(mark.size());
    const std::optional<Time> time = ParseTime(rest.substr(0, kDate));
    if (time && (rest.size() == kDate || rest[kDate] == ' ')) {
      line = Trim(rest.substr(kDate));
      return time;
    }
  }
  return std::nullopt;
}

}  // namespace

Reading ReadArticle(const Article& article) {
  Reading reading;
  reading.title = article.title;
  reading.text = Bounded(article.Text());
  reading.language = article.language.empty() ? LanguageOf(reading.text) : article.language;
  reading.figures = ReadFigures(reading.text, reading.language);
  for (const SentencePlace& place : SplitSentences(reading.text)) {
    Sentence sentence;
    sentence.text = reading.text.substr(place.span.start, place.span.size());
    sentence.span = place.span;
    sentence.paragraph = place.paragraph;
    sentence.clauses = ReadClauses(reading.text, place.span, reading.figures);
    for (Quote& quote : ReadQuotes(reading.text, sentence)) {
      for (Clause& clause : sentence.clauses) {
        clause.quoted = clause.quoted || quote.span.Covers(clause.span);
      }
      reading.quotes.push_back(std::move(quote));
    }
    reading.sentences.push_back(std::move(sentence));
  }
  return reading;
}

Article ArticleFromText(std::string_view text) {
  Article article;
  article.extractor = "text-1";
  for (const std::string_view line : Split(text, '\n')) {
    // Only the ends: a no-break space inside a number is part of it.
    std::string_view paragraph = Trim(line);
    if (!article.published && article.paragraphs.empty()) {
      article.published = TakeDateMark(paragraph);
    }
    if (!paragraph.empty()) {
      article.paragraphs.push_back(Nfc(paragraph));
    }
  }
  if (article.paragraphs.size() > 1 && article.paragraphs.front().size() <= kMaxTitle &&
      !EndsSentence(article.paragraphs.front())) {
    article.title = article.paragraphs.front();
    article.paragraphs.erase(article.paragraphs.begin());
  }
  return article;
}

}  // namespace claimwatch
