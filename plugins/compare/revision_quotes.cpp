#include "plugins/compare/revision_quotes.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/term_diff.h"
#include "plugins/read/phrases.h"
#include "plugins/read/quote.h"

namespace claimwatch {
namespace {

// "Won't", "we're" as "will not", "we are".
std::string WrittenOut(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kShort = {
      {{"\u2019", "'"},
       {"won't", "will not"},
       {"can't", "cannot"},
       {"can not", "cannot"},
       {"n't", " not"},
       {"'re", " are"},
       {"'ve", " have"},
       {"'ll", " will"},
       {"I'm", "I am"}}};
  for (const auto& [brief, full] : kShort) {
    for (std::size_t at = text.find(brief); at != std::string::npos;
         at = text.find(brief, at + full.size())) {
      text.replace(at, brief.size(), full);
    }
  }
  return text;
}

// The words of a quotation without its misprints.
bool SameWords(const std::string& before, const std::string& after) {
  const std::vector<Word> a = SplitWords(WrittenOut(before), 0);
  const std::vector<Word> b = SplitWords(WrittenOut(after), 0);
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [](const Word& x, const Word& y) { return IsMisprint(x.plain, y.plain); });
}

std::vector<std::string> QuotedIn(const Passage& passage) {
  std::vector<std::string> quoted;
  for (const Sentence* sentence : passage.sentences) {
    for (const Span& span : QuotedParts(passage.reading->text, sentence->span)) {
      quoted.push_back(passage.reading->text.substr(span.start, span.size()));
    }
  }
  return quoted;
}

std::vector<std::string> QuotationsIn(const Passage& passage) {
  std::vector<std::string> quotations = QuotedIn(passage);
  std::erase_if(quotations, [](const std::string& quoted) { return !IsQuotation(quoted); });
  return quotations;
}

// «Металлург», "Saint Aurel": what is quoted is a name.
bool AreTitles(const std::string& before, const std::string& after) {
  constexpr std::size_t kLongest = 3;  // words
  const auto named = [](const std::string& quoted) {
    const std::vector<Word> words = SplitWords(quoted, 0);
    return !words.empty() && words.size() <= kLongest &&
           std::all_of(words.begin(), words.end(), [](const Word& word) { return word.capital; });
  };
  return named(before) && named(after);
}

// A name in another case.
bool SameStems(const std::string& before, const std::string& after) {
  const std::vector<Word> a = SplitWords(before, 0);
  const std::vector<Word> b = SplitWords(after, 0);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Word& x, const Word& y) { return x.stem == y.stem; });
}

QuoteEdit Edited(const std::string& before, const std::string& after) {
  return {"CW-QUO-001", fmt::format("was quoted as '{}', now as '{}'", before, after)};
}

// Whether the two sentences have a part in one quotation of `text`.
bool ShareQuotation(const Span& one, const Span& other, const std::string& text) {
  const Span both{std::min(one.start, other.start), std::max(one.end, other.end)};
  const std::vector<Span> quotations = QuotedParts(text, both);
  return std::any_of(quotations.begin(), quotations.end(), [&](const Span& quotation) {
    return quotation.Overlaps(one) && quotation.Overlaps(other);
  });
}

bool IsOfQuote(const Finding& finding) {
  return finding.type == FindingType::kChangedQuote;
}

}  // namespace

std::optional<QuoteEdit> OtherQuotation(const Passage& before, const Passage& after) {
  const std::vector<std::string> old = QuotationsIn(before);
  const std::vector<std::string> now = QuotationsIn(after);
  for (std::size_t i = 0; i < std::min(old.size(), now.size()); ++i) {
    if (!SameWords(old[i], now[i])) {
      return Edited(old[i], now[i]);
    }
  }
  return std::nullopt;
}

std::optional<QuoteEdit> OtherQuotedWords(const Passage& before, const Passage& after) {
  const std::vector<std::string> old = QuotedIn(before);
  const std::vector<std::string> now = QuotedIn(after);
  for (std::size_t i = 0; old.size() == now.size() && i < old.size(); ++i) {
    if (AreTitles(old[i], now[i]) && !SameWords(old[i], now[i]) && !SameStems(old[i], now[i])) {
      return QuoteEdit{"CW-ENT-002", fmt::format("'{}' became '{}'", old[i], now[i])};
    }
    if (!AreTitles(old[i], now[i]) && !SameWords(old[i], now[i])) {
      return Edited(old[i], now[i]);
    }
  }
  return std::nullopt;
}

void JoinQuotations(const Reading& after, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Span told = findings[i].sentence.span;
    const auto again = [&](const Finding& later) {
      return IsOfQuote(later) && later.sentence.paragraph == findings[i].sentence.paragraph &&
             ShareQuotation(told, later.sentence.span, after.text);
    };
    if (IsOfQuote(findings[i])) {
      findings.erase(std::remove_if(findings.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                    findings.end(), again),
                     findings.end());
    }
  }
}

}  // namespace claimwatch
