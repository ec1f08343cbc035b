#include "plugins/compare/quotation.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "plugins/compare/figures.h"
#include "plugins/compare/make.h"
#include "plugins/compare/term_diff.h"
#include "plugins/compare/words.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr double kOneQuote = 0.6;        // of the words of two quotations, for them to be one
constexpr std::size_t kLeastCommon = 4;  // words, or signs of Chinese

using Words = std::vector<Word>;

std::vector<std::size_t> HashesOf(const Words& words) {
  std::vector<std::size_t> hashes;
  std::transform(words.begin(), words.end(), std::back_inserter(hashes),
                 [](const Word& word) { return std::hash<std::string>()(word.stem); });
  return hashes;
}

// Words that turn or soften a statement carry no subject and still say something.
bool Turns(const Words& words, std::size_t at) {
  constexpr std::array kCues = {Cue::kNot, Cue::kHedge, Cue::kPlan, Cue::kDemand, Cue::kOnly};
  return std::any_of(kCues.begin(), kCues.end(), [&](Cue cue) {
    return Glossary::Builtin().FindCue(cue, words, at).has_value();
  });
}

bool Says(const Words& words, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    const auto match = Glossary::Builtin().Find(words, i);
    const bool function =
        match && Glossary::Builtin().Entry(match->id).kind == Term::Kind::kFunction;
    if (!function || Turns(words, i)) {
      return true;
    }
  }
  return false;
}

bool AreMisprints(const Words& a, const Words& b, const Hunk& hunk) {
  const auto first = [](const Words& words, std::size_t at) {
    return words.begin() + static_cast<std::ptrdiff_t>(at);
  };
  return std::equal(first(a, hunk.before_start), first(a, hunk.before_end),
                    first(b, hunk.after_start), first(b, hunk.after_end),
                    [](const Word& x, const Word& y) { return IsMisprint(x.plain, y.plain); });
}

// At either end only one side goes on: a part of the quotation was printed.
bool IsCut(const Hunk& hunk, const Words& a, const Words& b) {
  const bool end = (hunk.before_start == 0 && hunk.after_start == 0) ||
                   (hunk.before_end == a.size() && hunk.after_end == b.size());
  return end && (hunk.before_start == hunk.before_end || hunk.after_start == hunk.after_end);
}

// "… [the farmers] …": the outlet says that it left something out or put something in.
bool IsMarked(std::string_view quote) {
  constexpr std::array<std::string_view, 3> kMarks = {"...", "…", "["};
  return std::any_of(kMarks.begin(), kMarks.end(), [quote](std::string_view mark) {
    return quote.find(mark) != std::string_view::npos;
  });
}

bool IsAltered(const Words& a, const Words& b, const std::vector<Hunk>& hunks) {
  return std::any_of(hunks.begin(), hunks.end(), [&](const Hunk& hunk) {
    const bool says =
        Says(a, hunk.before_start, hunk.before_end) || Says(b, hunk.after_start, hunk.after_end);
    return says && !IsCut(hunk, a, b) && !AreMisprints(a, b, hunk);
  });
}

// Whether the quotations are one, in other words.
bool DiffersFrom(const Quote& before, const Quote& after) {
  const Words a = SplitWords(before.text, 0);
  const Words b = SplitWords(after.text, 0);
  const std::vector<Hunk> hunks = DiffSequences(HashesOf(a), HashesOf(b));
  std::size_t gone = 0;
  for (const Hunk& hunk : hunks) {
    gone += hunk.before_end - hunk.before_start;
  }
  const std::size_t common = a.size() - gone;
  const auto shorter = static_cast<double>(std::min(a.size(), b.size()));
  return common >= kLeastCommon && static_cast<double>(common) >= kOneQuote * shorter &&
         !IsMarked(after.text) && IsAltered(a, b, hunks);
}

// Where the words of `quote` begin in the text of `reading`.
std::size_t StartOf(const Quote& quote, const Reading& reading) {
  return std::min(reading.text.find(quote.text, quote.span.start), reading.text.size());
}

std::vector<const Figure*> FiguresOf(const Quote& quote, const Reading& reading) {
  std::vector<const Figure*> figures;
  for (const Figure& figure : reading.figures) {
    if (quote.span.Covers(figure.span)) {
      figures.push_back(&figure);
    }
  }
  return figures;
}

// The words of a quotation outside its figures.
std::vector<std::string> FrameOf(const Quote& quote, const Reading& reading) {
  const std::vector<const Figure*> figures = FiguresOf(quote, reading);
  std::vector<std::string> frame;
  for (const Word& word : SplitWords(quote.text, StartOf(quote, reading))) {
    if (std::none_of(figures.begin(), figures.end(),
                     [&word](const Figure* figure) { return figure->span.Covers(word.span); })) {
      frame.push_back(word.stem);
    }
  }
  return frame;
}

// "Half an hour", "30 minutes": only the figures are printed otherwise.
bool AreInOtherFigures(const Held& held, const Quote& quote, const Quote& other) {
  const auto here = FiguresOf(quote, held.reading);
  const auto there = FiguresOf(other, held.baseline);
  return !here.empty() &&
         std::equal(here.begin(), here.end(), there.begin(), there.end(),
                    [](const Figure* a, const Figure* b) {
                      return CompareFigures(*b, *a, {}).relation == FigureRelation::kSame;
                    }) &&
         FrameOf(quote, held.reading) == FrameOf(other, held.baseline);
}

// Two persons that are both known; a ministry may speak through its minister.
bool AreOthers(const Quote& a, const Quote& b) {
  return a.speaker.starts_with("person:") && b.speaker.starts_with("person:") &&
         a.speaker != b.speaker;
}

const Sentence& SentenceOf(const Quote& quote, const Reading& reading) {
  return *std::find_if(
      reading.sentences.begin(), reading.sentences.end(),
      [&quote](const Sentence& sentence) { return sentence.span.Covers(quote.span); });
}

// Whether the baseline has the quotation as it is printed here, or a part of it.
bool IsPrinted(const Quote& quote, const Reading& baseline) {
  return std::any_of(baseline.quotes.begin(), baseline.quotes.end(), [&quote](const Quote& other) {
    return other.text.find(quote.text) != std::string::npos;
  });
}

Finding QuoteFinding(const Held& held, const Quote& quote, const Quote& other) {
  Finding finding = MakeFinding("CW-QUO-001", &held.sentence, &SentenceOf(other, held.baseline));
  finding.reason = fmt::format("the baseline quotes '{}', here it is '{}'", other.text, quote.text);
  finding.confidence = 0.8;  // he may have said it twice
  finding.key = ClaimKeyOf("quote", held.sentence);
  return finding;
}

}  // namespace

std::optional<Finding> FindAlteredQuote(const Held& held) {
  if (held.reading.language != held.baseline.language) {
    return std::nullopt;
  }
  for (const Quote& quote : held.reading.quotes) {
    if (!held.sentence.span.Covers(quote.span) || IsPrinted(quote, held.baseline)) {
      continue;
    }
    const auto other = std::find_if(held.baseline.quotes.begin(), held.baseline.quotes.end(),
                                    [&](const Quote& one) {
                                      return !AreOthers(one, quote) && DiffersFrom(one, quote) &&
                                             !AreInOtherFigures(held, quote, one);
                                    });
    if (other != held.baseline.quotes.end()) {
      return QuoteFinding(held, quote, *other);
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
