// A passage: the sentences of one version that became the sentences of the next, read for comparing
// word by word.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/reading.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {

inline constexpr std::array kTurningCues = {Cue::kTop,  Cue::kOnly,   Cue::kFormer, Cue::kAll,
                                            Cue::kSome, Cue::kBefore, Cue::kAfter};

// Whether a line of these words says who made the text: "(Web editor: …)", "Reporting by …".
bool IsCreditLine(const std::vector<Word>& words);
// … or that it puts the text right: "Correction: …", «Исправлено: …».
bool IsCorrectionNote(const std::vector<Word>& words);

// Whether a sentence says something beside names, or names two people ("Xi met Tokayev"). Figures
// are not asked.
bool SaysEnough(const Sentence& sentence);

struct Passage {
  const Reading* reading = nullptr;  // what words, terms and figures were read from
  std::shared_ptr<const Reading>
      repaired;  // the passage without its misprints, when it has some; then `reading` is this
  std::vector<const Sentence*> sentences;  // of `reading`
  std::vector<const Sentence*> shown;      // the same as printed
  std::vector<Word> words;
  std::vector<Term> terms;  // of all clauses
  std::vector<const Figure*> figures;
  std::vector<const Quote*> quotes;
  bool live = false;  // of a live blog, in which the times that open its entries are not read
  int negations = 0;  // clauses that deny
  int hedges = 0;
  // How often each of the words that turn a statement without a subject of their own stands there:
  // kTop, kOnly, kFormer, kAll, kSome, kBefore, kAfter.
  std::array<int, kTurningCues.size()> turning = {};
  int source = 0;  // how firmly it is sourced: see kSource…

  bool IsCredit() const { return IsCreditLine(words); }

  bool empty() const { return sentences.empty(); }

  const Sentence& first() const { return *shown.front(); }

  // The words of a term as they were read.
  std::string_view TextOf(const Term& term) const {
    return std::string_view(reading->text).substr(term.span.start, term.span.size());
  }

  // The printed sentence that a figure of `reading` stands in.
  const Sentence& SentenceOf(const Figure& figure) const;
  // `figure` with its place in the printed text.
  Figure AsPrinted(const Figure& figure) const;
};

inline constexpr int kSourceRumour = 0;
inline constexpr int kSourceAnonymous = 1;
inline constexpr int kSourceOfficials = 2;
inline constexpr int kSourceNamed = 3;
inline constexpr int kSourceOutlet = 4;  // nobody is named: the outlet itself says it

// Whether `span` lies in the words that say whose statement it is: "Two traders said that …",
// "…, said the mayor". Offsets of the text that the passage was read from.
bool IsInSource(const Passage& passage, const Span& span);

// Which passages of `before` became which of `after`; one side may be empty. Splits and merges are
// one passage. Words of one side that are misprints of the other's are read as if they were printed
// rightly there.
std::vector<std::pair<Passage, Passage>> PairPassages(const Reading& before, const Reading& after);

// Sentence `old` of `before` and sentence `now` of `after` read as PairPassages reads a pair.
std::pair<Passage, Passage> ReadPair(const Reading& before, std::size_t old, const Reading& after,
                                     std::size_t now);

}  // namespace claimwatch
