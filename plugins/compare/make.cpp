#include "plugins/compare/make.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "plugins/compare/figures.h"
#include "plugins/compare/rules.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr double kSubjectFrom = 0.5;  // lighter terms name no subject
constexpr std::size_t kKeyTerms = 4;

constexpr double kGuessShare =
    0.9;  // of the heaviest term: where nothing is named only the subject itself is taken
constexpr std::size_t kBeside = 24;  // bytes between a number and its noun

bool IsCount(const Figure& figure) {
  return figure.kind == FigureKind::kCount || figure.kind == FigureKind::kNumber;
}

using Weighted = std::vector<std::pair<double, std::string>>;

// Heaviest first, equal weights by name: the order must not hang on the language's word order.
void SortHeaviest(Weighted& terms) {
  std::sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
}

std::vector<std::string> Names(const Weighted& terms, std::size_t most) {
  std::vector<std::string> names;
  for (const auto& [weight, name] : terms) {
    if (names.size() < most) {
      names.push_back(name);
    }
  }
  return names;
}

bool IsSubject(const Term& term) {
  return term.weight >= kSubjectFrom && term.kind != Term::Kind::kVerb &&
         term.kind != Term::Kind::kEntity && term.kind != Term::Kind::kName;
}

Weighted TermsIn(const Clause& clause, Span span) {
  Weighted terms;
  for (const Term& term : clause.terms) {
    if (span.Covers(term.span) || term.span.Covers(span)) {
      terms.emplace_back(term.weight, term.key);
    }
  }
  return terms;
}

// The counted noun stood elsewhere (an ellipsis): read its words anew.
Weighted TermsOfWords(std::string_view counted) {
  const Glossary& glossary = Glossary::Builtin();
  const std::vector<Word> words = SplitWords(counted, 0);
  Weighted terms;
  for (std::size_t i = 0; i < words.size();) {
    const auto match = glossary.Find(words, i);
    if (match && glossary.Entry(match->id).kind != Term::Kind::kFunction) {
      terms.emplace_back(glossary.Entry(match->id).weight, glossary.Entry(match->id).key);
    }
    i += match ? match->length : 1;
  }
  return terms;
}

std::string_view ComparatorWords(const Figure& figure) {
  switch (figure.comparator) {
    case Comparator::kMore:
      return "more than ";
    case Comparator::kAtLeast:
      return "at least ";
    case Comparator::kLess:
      return "less than ";
    case Comparator::kAtMost:
      return "at most ";
    case Comparator::kAbout:
      return figure.approx == Approx::kBelow ? "nearly " : "about ";
    default:
      return "";
  }
}

}  // namespace

Excerpt ExcerptOf(const Sentence& sentence) {
  return {sentence.text, sentence.span, sentence.paragraph};
}

Finding MakeFinding(std::string_view rule, const Sentence* sentence, const Sentence* other) {
  Finding finding;
  SetRule(finding, rule);
  if (sentence != nullptr) {
    finding.sentence = ExcerptOf(*sentence);
  }
  if (other != nullptr) {
    finding.other = ExcerptOf(*other);
  }
  return finding;
}

namespace {

// What is counted stands directly behind the figure.
bool HasNounBehind(const Figure& figure) {
  return figure.counted_span.size() > 0 && figure.counted_span.start >= figure.span.end &&
         figure.counted_span.start - figure.span.end <= kBeside;
}

// "Passed the 200 mark", "рубеж": what is counted stands elsewhere.
bool IsLevel(std::string_view counted) {
  constexpr std::array<std::string_view, 9> kLevels = {
      "mark", "threshold", "milestone", "barrier", "отметк", "рубеж", "大关", "关口", "level"};
  return std::any_of(kLevels.begin(), kLevels.end(),
                     [counted](std::string_view level) { return counted.starts_with(level); });
}

void AddSubjects(const Clause& clause, Weighted& terms) {
  for (const Term& term : clause.terms) {
    if (IsSubject(term)) {
      terms.emplace_back(term.weight, term.key);
    }
  }
}

}  // namespace

std::vector<std::string> CountedConcepts(const Figure& figure, const Clause& clause) {
  Weighted terms;
  const bool level = IsLevel(figure.counted);
  if (figure.counted_span.size() > 0 && !level) {
    terms = TermsIn(clause, figure.counted_span);
  }
  if (terms.empty() && !figure.counted.empty() && !level) {
    terms = TermsOfWords(figure.counted);
  }
  const bool guessed = (terms.empty() && (figure.counted.empty() || level)) ||
                       (IsCount(figure) && (level || !HasNounBehind(figure)));
  if (guessed) {
    AddSubjects(clause, terms);
  }
  SortHeaviest(terms);
  if (guessed && IsCount(figure)) {
    std::erase_if(terms, [most = terms.empty() ? 0 : terms.front().first](const auto& term) {
      return term.first < kGuessShare * most;
    });
  }
  return Names(terms, kKeyTerms);
}

bool Counts(const Figure& figure, const Clause& clause, std::string_view asked) {
  if (SameConcept(asked, figure.counted)) {
    return true;
  }
  const Weighted terms = TermsOfWords(asked);
  const std::vector<std::string> counted = CountedConcepts(figure, clause);
  return !terms.empty() && std::all_of(terms.begin(), terms.end(), [&counted](const auto& term) {
    return std::find(counted.begin(), counted.end(), term.second) != counted.end();
  });
}

std::string FigureKeyOf(const Figure& figure, const Clause& clause) {
  const std::vector<std::string> concepts = CountedConcepts(figure, clause);
  const std::string subject = concepts.empty() ? "-" : concepts.front();
  const std::string value = figure.when.empty() ? figure.value.ToString() : figure.when;
  const std::string high = figure.high ? "-" + figure.high->ToString() : figure.when_high;
  return fmt::format("figure:{}:{}:{}{}", subject, figure.unit, value, high);
}

std::string ClaimKeyOf(std::string_view prefix, const Sentence& sentence) {
  Weighted terms;
  bool negative = false;
  for (const Clause& clause : sentence.clauses) {
    negative = negative != (clause.polarity == Polarity::kNegative);
    for (const Term& term : clause.terms) {
      terms.emplace_back(term.weight, term.key);
    }
  }
  SortHeaviest(terms);
  std::vector<std::string> names = Names(terms, kKeyTerms);
  std::sort(names.begin(), names.end());
  return fmt::format("{}:{}:{}", prefix, negative ? "-" : "+", fmt::join(names, ":"));
}

std::string FigureWords(const Figure& figure) {
  std::string words = fmt::format("{}{}", ComparatorWords(figure), figure.text);
  if (!figure.counted.empty()) {
    words += " " + figure.counted;
  }
  return words;
}

bool HasSignal(const Finding& finding, std::string_view signal) {
  return std::find(finding.signals.begin(), finding.signals.end(), signal) != finding.signals.end();
}

}  // namespace claimwatch
