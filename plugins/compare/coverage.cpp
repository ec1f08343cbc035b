#include "plugins/compare/coverage.h"

#include <algorithm>
#include <array>

#include "plugins/compare/passage.h"
#include "plugins/compare/words.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr double kTwins = 0.6;  // words in common of two baseline sentences that say one thing

Coverage CoverageBy(const Finding& finding) {
  const bool omits = finding.sentence.text.empty();
  const bool doubtful = finding.rule == "CW-SIL-004";
  const bool repeats =
      (IsSilent(finding.type) && !doubtful) || finding.type == FindingType::kMorePrecise;
  return omits ? Coverage::kOmitted : repeats ? Coverage::kRepeated : Coverage::kAltered;
}

// Dates and times alone state nothing.
bool IsAmount(const Figure& figure) {
  return figure.kind != FigureKind::kDate && figure.kind != FigureKind::kTime;
}

bool HasAmount(const Reading& reading, const Clause& clause) {
  return std::any_of(clause.figures.begin(), clause.figures.end(),
                     [&reading](std::size_t i) { return IsAmount(reading.figures[i]); });
}

bool IsName(const Term& term) {
  return term.kind == Term::Kind::kEntity || term.kind == Term::Kind::kName;
}

// "(Xinhua/Yin Bogu)", "(Photo: AFP)": names in brackets and nothing else.
bool IsPhotoCredit(const Sentence& sentence) {
  const bool bracketed = sentence.text.starts_with('(') || sentence.text.starts_with("（");
  const bool names =
      std::all_of(sentence.clauses.begin(), sentence.clauses.end(), [](const Clause& clause) {
        return clause.figures.empty() &&
               std::all_of(clause.terms.begin(), clause.terms.end(), IsName);
      });
  return bracketed && (names || IsCreditLine(SplitWords(sentence.text, 0)));
}

// What a photographer is named under says what a picture shows, and the report says it again where
// it matters: an outlet that prints no picture leaves nothing out.
bool IsCaption(const Reading& reading, const Sentence& sentence) {
  const auto next = std::find_if(
      reading.sentences.begin(), reading.sentences.end(),
      [&sentence](const Sentence& one) { return one.span.start >= sentence.span.end; });
  return next != reading.sentences.end() && next->paragraph == sentence.paragraph &&
         IsPhotoCredit(*next);
}

}  // namespace

bool IsStatement(const Reading& reading, const Sentence& sentence) {
  if (IsCreditLine(SplitWords(sentence.text, 0)) || IsCaption(reading, sentence)) {
    return false;
  }
  return std::any_of(sentence.clauses.begin(), sentence.clauses.end(),
                     [&reading](const Clause& clause) { return HasAmount(reading, clause); }) ||
         SaysEnough(sentence);
}

std::string_view CoverageName(Coverage coverage) {
  constexpr std::array<std::string_view, 3> kNames = {"omitted", "repeated", "altered"};
  return kNames.at(static_cast<std::size_t>(coverage));
}

std::vector<Coverage> CoverageOf(const Baseline& baseline, const std::vector<Finding>& findings) {
  const std::vector<Sentence>& sentences = baseline.reading.sentences;
  std::vector<Coverage> coverage(sentences.size(), Coverage::kOmitted);
  for (const Finding& finding : findings) {
    if (finding.against != Against::kBaseline || finding.other.text.empty()) {
      continue;
    }
    const auto about =
        std::find_if(sentences.begin(), sentences.end(),
                     [&finding](const Sentence& one) { return one.span == finding.other.span; });
    if (about != sentences.end()) {
      Coverage& entry = coverage[static_cast<std::size_t>(about - sentences.begin())];
      entry = std::max(entry, CoverageBy(finding));
    }
  }
  // A caption and the report say one thing twice: who repeats it says both.
  const std::vector<Coverage> told = coverage;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    for (std::size_t other = 0; coverage[i] == Coverage::kOmitted && other < sentences.size();
         ++other) {
      const bool twins = told[other] != Coverage::kOmitted && other != i &&
                         WordOverlap(sentences[i].text, sentences[other].text) >= kTwins;
      coverage[i] = twins ? told[other] : coverage[i];
    }
  }
  return coverage;
}

}  // namespace claimwatch
