#include "plugins/compare/revision.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/correction.h"
#include "plugins/compare/furniture.h"
#include "plugins/compare/make.h"
#include "plugins/compare/passage.h"
#include "plugins/compare/regrouped.h"
#include "plugins/compare/revision_figures.h"
#include "plugins/compare/revision_places.h"
#include "plugins/compare/revision_quotes.h"
#include "plugins/compare/revision_second.h"
#include "plugins/compare/revision_words.h"
#include "plugins/compare/words.h"

namespace claimwatch {
namespace {

constexpr double kSameSentence = 0.6;     // of its words are the other's
constexpr std::size_t kFewSentences = 8;  // a text so short may have been changed in all of them
constexpr double kMostOf = 0.6;           // of the longer text's sentences are in both

// A credit line, "Wang said so": a sentence that states nothing.
bool IsEmptyTalk(const Sentence& sentence) {
  const bool figures = std::any_of(sentence.clauses.begin(), sentence.clauses.end(),
                                   [](const Clause& clause) { return !clause.figures.empty(); });
  return !figures && !SaysEnough(sentence);
}

// The figure of a lone sentence that readers would check first: an amount before a year.
const Figure* AmountOf(const Passage& passage, const Sentence& sentence) {
  const Figure* amount = nullptr;
  for (const Figure* figure : passage.figures) {
    const bool better = amount == nullptr ||
                        (amount->kind == FigureKind::kDate && figure->kind != FigureKind::kDate);
    if (better && sentence.span.Covers(figure->span) && IsNewsworthy(*figure, sentence)) {
      amount = figure;
    }
  }
  return amount;
}

Finding Added(const Sentence& sentence, const Figure* amount) {
  Finding finding =
      MakeFinding(amount != nullptr ? "CW-FIG-008" : "CW-CLM-006", &sentence, nullptr);
  finding.reason = "this sentence was added";
  if (amount != nullptr) {
    finding.figure = *amount;
  }
  return finding;
}

Finding Gone(const Sentence& sentence, const Figure* amount) {
  Finding finding =
      MakeFinding(amount != nullptr ? "CW-FIG-007" : "CW-CLM-005", nullptr, &sentence);
  finding.reason = "this sentence is gone";
  if (amount != nullptr) {
    finding.other_figure = *amount;
  }
  return finding;
}

// A passage that only one version has.
std::vector<Finding> Lone(const Passage& passage, bool added) {
  std::vector<Finding> findings;
  if (IsFurniture(passage)) {
    return findings;
  }
  for (const Sentence* sentence : passage.sentences) {
    if (IsEmptyTalk(*sentence)) {
      continue;
    }
    const Figure* amount = AmountOf(passage, *sentence);
    Finding finding = added ? Added(*sentence, amount) : Gone(*sentence, amount);
    finding.against = Against::kPrevious;
    finding.confidence = 0.9;
    finding.key = amount != nullptr ? FigureKeyOf(*amount, ClauseOf(*amount, *sentence))
                                    : ClaimKeyOf("claim", *sentence);
    finding.key.insert(0, added ? "" : "omitted:");
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::size_t DigitsFrom(std::string_view text, std::size_t from) {
  const std::size_t end = text.find_first_not_of("0123456789", from);
  return std::min(end, text.size()) - std::min(from, text.size());
}

// The text without white space and without the commas that group digits in threes.
std::string Compact(const Passage& passage) {
  std::string compact;
  for (const Sentence* sentence : passage.shown) {
    for (const char32_t point : ToUtf32(sentence->text)) {
      if (!IsSpace(point)) {
        AppendCodePoint(point, compact);
      }
    }
  }
  for (std::size_t at = compact.find(','); at != std::string::npos; at = compact.find(',', at)) {
    if (at > 0 && DigitsFrom(compact, at - 1) == 1 && DigitsFrom(compact, at + 1) == 3) {
      compact.erase(at, 1);
    } else {
      ++at;
    }
  }
  return compact;
}

std::vector<Finding> Reworded(const Passage& before, const Passage& after) {
  Finding finding = MakeFinding("CW-SIL-002", &after.first(), &before.first());
  finding.against = Against::kPrevious;
  finding.reason = "the words changed, what they say did not";
  finding.key = ClaimKeyOf("claim", after.first());
  return {finding};
}

// "May 18-19" and "18 May-19": the same few words beside one another, in another order.
bool IsDateTurned(const Passage& before, const Passage& after) {
  constexpr std::size_t kLongest = 3;  // words
  if (before.words.size() != after.words.size()) {
    return false;
  }
  const auto same = [](const Word& a, const Word& b) {
    return a.plain == b.plain;
  };
  const auto first =
      std::mismatch(before.words.begin(), before.words.end(), after.words.begin(), same);
  const auto last =
      std::mismatch(before.words.rbegin(), before.words.rend(), after.words.rbegin(), same);
  const auto from = static_cast<std::size_t>(first.first - before.words.begin());
  const auto to =
      before.words.size() - static_cast<std::size_t>(last.first - before.words.rbegin());
  if (from >= to || to - from > kLongest) {
    return false;
  }
  const bool dated =
      std::any_of(before.figures.begin(), before.figures.end(), [&](const Figure* figure) {
        return figure->kind == FigureKind::kDate && figure->span.Covers(before.words[from].span);
      });
  return dated &&
         std::is_permutation(before.words.begin() + static_cast<std::ptrdiff_t>(from),
                             before.words.begin() + static_cast<std::ptrdiff_t>(to),
                             after.words.begin() + static_cast<std::ptrdiff_t>(from), same);
}

constexpr std::string_view kTurned = "CW-CLM-007";

// Words came, went or were exchanged. Beside a changed figure that says no more than the figure.
bool IsContentOnly(const Finding& words) {
  return words.rule.starts_with("CW-CLM-00") && words.rule != kTurned;
}

// "Rose 5 percent" became "fell 5 percent": the figure stayed, and still is what turned.
void ShowTurnedFigure(const Passage& before, const Passage& after, Finding& words) {
  const auto [old, now] = TurnedFigure(before, after);
  if (now != nullptr && words.rule == kTurned) {
    words.figure = after.AsPrinted(*now);
    words.other_figure = *old;
    words.relation = "changed";
  }
}

// "Two traders said": the figure counts who says it.
bool CountsSpeakers(const Figure& figure, const Passage& after) {
  return std::any_of(after.figures.begin(), after.figures.end(), [&](const Figure* one) {
    return after.AsPrinted(*one).span.start == figure.span.start && IsInSource(after, one->span);
  });
}

// 30 that became 300: the gravest of edits, told as such wherever it stands.
bool IsTenfold(const Finding& finding) {
  if (finding.type != FindingType::kChangedFigure || !finding.figure || !finding.other_figure) {
    return false;
  }
  const Decimal& now = finding.figure->value;
  const Decimal& old = finding.other_figure->value;
  return now >= old * Decimal(10) || old >= now * Decimal(10);
}

// Takes out what `words` tells better: the figure of who says it, those of an edited quotation, and
// what was exchanged together with the words.
void DropTold(const Passage& before, const Passage& after, const std::vector<Hunk>& places,
              const Finding& words, std::vector<Finding>& findings) {
  if (words.type == FindingType::kChangedAttribution) {
    std::erase_if(findings, [&after](const Finding& finding) {
      return finding.rule == "CW-FIG-008" && finding.figure &&
             CountsSpeakers(*finding.figure, after);
    });
  }
  if (words.type == FindingType::kChangedQuote && AreInQuotes(before, after, places) &&
      !FiguresTellAll(before, after, places, findings)) {
    std::erase_if(findings, [](const Finding& finding) { return !IsTenfold(finding); });
  }
  if (words.rule == kTurned) {
    DropExchangedFigures(before, after, places, findings);
  }
}

// Adds what the words say, and a second edit beside one that accuses.
void AddTold(const Passage& before, const Passage& after, const std::vector<Hunk>& places,
             Finding words, std::vector<Finding>& findings) {
  ShowTurnedFigure(before, after, words);
  const bool accuses = words.rule == kTurned || words.rule == "CW-ENT-002";
  auto second = accuses ? ReviseElsewhere(before, after, places, words) : std::nullopt;
  findings.push_back(std::move(words));
  if (second) {
    findings.push_back(std::move(*second));
  }
}

// What the words say beside the figures: neither tells again what the other told.
void AddWords(const Passage& before, const Passage& after, std::vector<Finding>& findings) {
  std::optional<Finding> words = ReviseWords(before, after);
  const std::vector<Hunk> places = PlacesOf(before, after);
  if (words) {
    DropTold(before, after, places, *words, findings);
  }
  const bool told = FiguresTellAll(before, after, places, findings);
  if (words && !told && (findings.empty() || !IsContentOnly(*words))) {
    AddTold(before, after, places, std::move(*words), findings);
  }
  ShowExchangedFigures(before, after, places, findings);
}

std::vector<Finding> Changed(const Passage& before, const Passage& after) {
  if (AreFurniture(before, after) || Compact(before) == Compact(after) ||
      IsDateTurned(before, after)) {
    return Reworded(before, after);
  }
  std::vector<Finding> findings = ReviseFigures(before, after);
  AddWords(before, after, findings);
  if (std::optional<Finding> turned =
          findings.empty() ? ReviseDirection(before, after) : std::nullopt) {
    findings.push_back(std::move(*turned));
  }
  return findings.empty() ? Reworded(before, after) : findings;
}

// A headline that the page moved into its text, or out of it, was neither added nor dropped.
bool IsMovedTitle(const Finding& finding, const Article& before, const Article& after) {
  constexpr double kSameLine = 0.8;  // of the words
  const bool added = finding.other.text.empty();
  const std::string& line = added ? finding.sentence.text : finding.other.text;
  const std::string& title = added ? before.title : after.title;
  const bool lone = added || finding.sentence.text.empty();
  return lone && !title.empty() && WordOverlap(line, title) >= kSameLine;
}

// The publisher's note that the version before did not have; empty when there is none.
std::string NewNote(const Article* before, const Article* after) {
  const bool old =
      after == nullptr || (before != nullptr && before->correction_note == after->correction_note);
  return old ? std::string() : after->correction_note;
}

// `before` is nullptr where only its reading is known.
std::vector<Finding> ReviseArticle(const Article* before, const Reading& reading_before,
                                   const Comparison& comparison) {
  std::vector<Finding> findings =
      Revise(reading_before, *comparison.reading, NewNote(before, comparison.article));
  if (before != nullptr && comparison.article != nullptr) {
    std::erase_if(findings, [&](const Finding& finding) {
      return IsMovedTitle(finding, *before, *comparison.article);
    });
  }
  return findings;
}

// `reading` without its notes that `other` does not have, which go to `notes`; nothing when there
// are none.
std::optional<Reading> WithoutNotes(const Reading& reading, const Reading& other,
                                    std::vector<std::string>& notes) {
  const std::vector<bool> found = NotesIn(reading);
  std::set<std::string_view> known;
  for (const Sentence& sentence : other.sentences) {
    known.insert(sentence.text);
  }
  std::vector<Sentence> rest;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Sentence& sentence = reading.sentences[i];
    if (found[i] && !known.contains(sentence.text)) {
      notes.push_back(sentence.text);
    } else {
      rest.push_back(sentence);
    }
  }
  if (rest.size() == reading.sentences.size()) {
    return std::nullopt;
  }
  Reading apart = reading;
  apart.sentences = std::move(rest);
  return apart;
}

void Append(std::vector<Finding> more, std::vector<Finding>& findings) {
  findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
}

// The edits between two texts; sentences that only come to admit one go to `notes`.
std::vector<Finding> Edits(const Reading& before, const Reading& after,
                           std::vector<std::string>& notes) {
  std::vector<Finding> findings;
  const std::vector<PassagePair> pairs = PairPassages(before, after);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto& [old, now] = pairs[i];
    if (i + 1 < pairs.size() && AreRegrouped(pairs[i], pairs[i + 1])) {
      Append(Reworded(old, now), findings);
      Append(Reworded(pairs[i + 1].first, pairs[i + 1].second), findings);
      ++i;
      continue;
    }
    if (old.empty() && IsCorrectionNote(now.words)) {
      for (const Sentence* sentence : now.shown) {
        notes.push_back(sentence->text);
      }
      continue;
    }
    Append(
        old.empty() || now.empty() ? Lone(old.empty() ? now : old, old.empty()) : Changed(old, now),
        findings);
  }
  JoinQuotations(after, findings);
  return findings;
}

// What an edited copy of the baseline left as it was: its outlet repeats it.
std::vector<Finding> Unchanged(const Reading& baseline, const Reading& article) {
  std::map<std::string_view, const Sentence*> texts;
  for (const Sentence& sentence : baseline.sentences) {
    texts.emplace(sentence.text, &sentence);
  }
  std::vector<Finding> findings;
  for (const Sentence& sentence : article.sentences) {
    const auto same = texts.find(sentence.text);
    if (same != texts.end()) {
      Finding finding = MakeFinding("CW-SIL-001", &sentence, same->second);
      finding.reason = "says what the baseline says";
      finding.confidence = 1;
      finding.key = ClaimKeyOf("claim", *same->second);
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace

// A brief that quotes half of a long report is another article and no edit of it; so is a report of
// one's own on the same events, some of whose sentences read alike.
bool AreVersions(const Reading& a, const Reading& b) {
  const Reading& small = a.sentences.size() <= b.sentences.size() ? a : b;
  const Reading& large = &small == &a ? b : a;
  const std::size_t all = large.sentences.size();
  if (small.sentences.size() * 2 < all || small.sentences.empty()) {
    return false;
  }
  std::set<std::string_view> texts;
  for (const Sentence& sentence : large.sentences) {
    texts.insert(sentence.text);
  }
  std::vector<const Sentence*> rest;
  for (const Sentence& sentence : small.sentences) {
    if (!texts.contains(sentence.text)) {
      rest.push_back(&sentence);
    }
  }
  const std::size_t exact = small.sentences.size() - rest.size();
  if (exact == small.sentences.size()) {
    return true;  // it grew
  }
  if (exact == 0 && all > kFewSentences) {
    return false;
  }
  std::vector<std::vector<std::size_t>> hashes;
  for (const Sentence& sentence : large.sentences) {
    hashes.push_back(WordHashes(sentence.text));
  }
  std::size_t same = exact;
  for (const Sentence* sentence : rest) {
    const std::vector<std::size_t> own = WordHashes(sentence->text);
    same += std::any_of(hashes.begin(), hashes.end(), [&own](const auto& other) {
      return HashOverlap(own, other) >= kSameSentence;
    });
  }
  return (same == small.sentences.size() && exact * 2 >= same) ||
         static_cast<double>(same) >= static_cast<double>(all) * kMostOf;
}

std::vector<Finding> Revise(const Reading& before, const Reading& after, const std::string& note) {
  std::vector<std::string> notes;
  if (!note.empty()) {
    notes.push_back(note);
  }
  // A note repeats what it corrects: paired with that sentence it would look like its edit. A note
  // that was written anew takes the place of the old one; one that is gone is missed.
  std::vector<std::string> old_notes;
  const auto now = WithoutNotes(after, before, notes);
  const auto old = now ? WithoutNotes(before, after, old_notes) : std::nullopt;
  std::vector<Finding> findings = Edits(old ? *old : before, now ? *now : after, notes);
  LinkCorrections(notes, findings);
  return findings;
}

std::vector<Finding> RevisionAnalyzer::Analyze(const Comparison& comparison) const {
  if (comparison.previous_reading != nullptr) {
    return ReviseArticle(comparison.previous, *comparison.previous_reading, comparison);
  }
  if (comparison.baseline != nullptr &&
      AreVersions(comparison.baseline->reading, *comparison.reading)) {
    std::vector<Finding> findings =
        ReviseArticle(&comparison.baseline->article, comparison.baseline->reading, comparison);
    std::vector<Finding> same = Unchanged(comparison.baseline->reading, *comparison.reading);
    findings.insert(findings.end(), std::make_move_iterator(same.begin()),
                    std::make_move_iterator(same.end()));
    for (Finding& finding : findings) {
      finding.against = Against::kBaseline;
    }
    return findings;
  }
  return {};
}

}  // namespace claimwatch
