#include "plugins/compare/revision_second.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/make.h"
#include "plugins/compare/revision_words.h"
#include "plugins/compare/term_diff.h"
#include "plugins/read/reading.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostPlaces = 3;

// The bytes of the words from `start` to `end`; empty, where the next word begins, when there are
// none.
Span PlaceOf(const Passage& passage, std::size_t start, std::size_t end) {
  const std::vector<Word>& words = passage.words;
  if (start < end) {
    return {words[start].span.start, words[end - 1].span.end};
  }
  const std::size_t at =
      start < words.size() ? words[start].span.start : passage.sentences.front()->span.end;
  return {at, at};
}

// The sentence before, with the words of one place as they are after.
std::string WithPlace(const Passage& before, const Passage& after, const Hunk& place) {
  const Sentence& sentence = *before.sentences.front();
  const Span old = PlaceOf(before, place.before_start, place.before_end);
  const Span now = PlaceOf(after, place.after_start, place.after_end);
  std::string words = after.reading->text.substr(now.start, now.size());
  const bool lone = old.size() == 0 && !words.empty() && !after.words[place.after_start].cjk;
  std::string text = sentence.text;
  text.replace(old.start - sentence.span.start, old.size(), words + (lone ? " " : ""));
  return text;
}

Reading ReadLine(std::string text, const std::string& language) {
  Article article;
  article.language = language;
  article.paragraphs.push_back(std::move(text));
  return ReadArticle(article);
}

struct Told {
  std::string rule;
  std::string reason;
};

std::optional<Told> ReviseAt(const Passage& before, const Passage& after, const Hunk& place) {
  const Reading old = ReadLine(before.sentences.front()->text, before.reading->language);
  const Reading now = ReadLine(WithPlace(before, after, place), before.reading->language);
  if (old.sentences.size() != 1 || now.sentences.size() != 1) {
    return std::nullopt;
  }
  const auto [one, other] = ReadPair(old, 0, now, 0);
  if (const std::optional<Finding> found = ReviseSurely(one, other)) {
    return Told{found->rule, found->reason};
  }
  const std::vector<Hunk> places = PlacesOf(one, other);
  auto office = OtherRank(one, other, places);
  office = office ? office : OtherOffice(one, other, places);
  return office ? std::optional(Told{"CW-ENT-002", *office}) : std::nullopt;
}

// "Орлов" and "Орлова": one word in another case.
bool AreForms(const Word& a, const Word& b) {
  constexpr std::size_t kCommon = 4;  // letters
  const std::u32string one = ToUtf32(a.plain);
  const std::u32string other = ToUtf32(b.plain);
  const std::size_t most = std::max(one.size(), other.size());
  return a.stem == b.stem ||
         (one.size() >= kCommon && most - std::min(one.size(), other.size()) < 3 &&
          one.substr(0, kCommon) == other.substr(0, kCommon));
}

// Whether all words of one side stand somewhere on the other.
bool StandIn(const std::vector<Word>& words, std::size_t start, std::size_t end,
             const std::vector<Word>& others) {
  for (std::size_t i = start; i < end; ++i) {
    if (std::none_of(others.begin(), others.end(),
                     [&](const Word& other) { return AreForms(other, words[i]); })) {
      return false;
    }
  }
  return true;
}

// A name that the sentence has on another place on the other side has changed places.
bool IsMoved(const Passage& before, const Passage& after, const Hunk& place) {
  return StandIn(before.words, place.before_start, place.before_end, after.words) &&
         StandIn(after.words, place.after_start, place.after_end, before.words) &&
         place.before_start < place.before_end && place.after_start < place.after_end;
}

// Nothing came and nothing went: who does what was turned, which takes two places.
bool AreRolesTurned(const Passage& before, const Passage& after) {
  const TermDiff diff = DiffTerms(before, after);
  return diff.gone.empty() && diff.come.empty();
}

}  // namespace

std::optional<Finding> ReviseElsewhere(const Passage& before, const Passage& after,
                                       const std::vector<Hunk>& places, const Finding& told) {
  if (places.size() < 2 || places.size() > kMostPlaces || before.sentences.size() != 1 ||
      after.sentences.size() != 1 || AreRolesTurned(before, after)) {
    return std::nullopt;
  }
  for (const Hunk& place : places) {
    const bool moved = IsMoved(before, after, place);
    const std::optional<Told> found = moved ? std::nullopt : ReviseAt(before, after, place);
    if (found && found->reason != told.reason) {
      Finding finding = MakeFinding(found->rule, &after.first(), &before.first());
      finding.against = told.against;
      finding.confidence = told.confidence;
      finding.reason = found->reason;
      finding.key =
          fmt::format("{}:{}:2", FindingTypeName(finding.type), ClaimKeyOf("claim", after.first()));
      return finding;
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
