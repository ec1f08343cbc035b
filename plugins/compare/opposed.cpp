#include "plugins/compare/opposed.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/make.h"
#include "plugins/compare/words.h"
#include "plugins/read/phrases.h"
#include "plugins/read/synonyms.h"

namespace claimwatch {
namespace {

constexpr double kSame = 0.8;        // of a clause beside its verb
constexpr double kSubject = 1.5;     // that it says at least
constexpr double kOwnShare = 0.5;    // a word from here on is the baseline sentence's own
constexpr double kConfidence = 0.8;  // that words of one's own are told of the same deed
constexpr std::size_t kBeside = 1;   // bytes between an office and a name

// A word, or two (or two signs of Chinese) that follow one another, as a report prints them.
struct Piece {
  std::string plain;
  Span span;
};

std::vector<Piece> PiecesOf(std::string_view text, std::size_t offset) {
  std::vector<Piece> pieces;
  const std::vector<Word> words = SplitWords(text, offset);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].cjk) {  // a sign inside a word is none
      pieces.push_back({words[i].plain, words[i].span});
    }
    if (i + 1 < words.size()) {
      const Span both{words[i].span.start, words[i + 1].span.end};
      pieces.push_back({LowerCase(text.substr(both.start - offset, both.size())), both});
    }
  }
  return pieces;
}

// The word of `there` that excludes `word`; nullptr for none.
const Piece* ExcludedIn(const std::vector<Piece>& there, const Piece& word) {
  const auto found = std::find_if(there.begin(), there.end(), [&word](const Piece& other) {
    return HasOppositeInNews(other.plain) && ExcludeInNews(word.plain, other.plain);
  });
  return found != there.end() ? &*found : nullptr;
}

bool HasAlike(const std::vector<Piece>& pieces, std::string_view word) {
  return std::any_of(pieces.begin(), pieces.end(),
                     [word](const Piece& piece) { return AreAlikeInNews(piece.plain, word); });
}

// Whether all that a clause says beside the word at `verb` is the baseline sentence's: most of its
// words, each of its names, each of its amounts.
bool IsOfSameThing(const Held& held, const Clause& clause, const Span& verb, std::size_t place) {
  double weight = 0;
  double covered = 0;
  for (const Term& term : clause.terms) {
    const bool name = term.kind == Term::Kind::kName || term.kind == Term::Kind::kEntity;
    const double share = ShareIn(term, place, held.index);
    if (name && share < kOwnShare) {
      return false;
    }
    const double own = term.span.Overlaps(verb) ? 0 : held.index.WeightOf(term);
    weight += own;
    covered += own * share;
  }
  const Span& other = held.baseline.sentences[place].span;
  const bool amounts =
      std::all_of(clause.figures.begin(), clause.figures.end(), [&](std::size_t i) {
        const Figure& here = held.reading.figures[i];
        return std::any_of(held.baseline.figures.begin(), held.baseline.figures.end(),
                           [&](const Figure& there) {
                             return other.Covers(there.span) && there.value == here.value &&
                                    there.when == here.when;
                           });
      });
  return amounts && weight >= kSubject && covered >= kSame * weight;
}

// The clause of a baseline sentence that has the byte at `at`.
const Clause& ClauseAt(const Sentence& sentence, std::size_t at) {
  const auto found = std::find_if(sentence.clauses.begin(), sentence.clauses.end(),
                                  [at](const Clause& clause) { return at < clause.span.end; });
  return found != sentence.clauses.end() ? *found : sentence.clauses.back();
}

// "Again", "since", "in the meantime": another occasion.
bool TellsLater(std::string_view text) {
  return HasOneOf(LowerCase(text),
                  {"again", "later", "since ", "meantime", "meanwhile", " then ", "снова", "вновь",
                   "позже", "затем", "тем временем", "再次", "后来", "随后", "此后"});
}

bool StatesFact(const Held& held, const Clause& clause) {
  return clause.modality == Modality::kFact && !TellsEarlier(held, clause);
}

Finding OpposedFinding(const Held& held, const Sentence& other, const Piece& here,
                       const Piece& there) {
  Finding finding = MakeFinding("CW-CLM-003", &held.sentence, &other);
  finding.reason = fmt::format("the baseline says '{}', here it is '{}'", there.plain, here.plain);
  finding.confidence = kConfidence;
  finding.signals.push_back(fmt::format("opposite={}/{}", there.plain, here.plain));
  finding.key = ClaimKeyOf("contradicts", other);
  return finding;
}

// The opposite of a word of the baseline sentence at `place`, of the same thing.
std::optional<Finding> ByWord(const Held& held, const Clause& clause, const Piece& word,
                              std::size_t place) {
  const Sentence& other = held.baseline.sentences[place];
  const std::vector<Piece> there = PiecesOf(other.text, other.span.start);
  const Piece* excluded = ExcludedIn(there, word);
  if (excluded == nullptr || HasAlike(there, word.plain) ||
      !IsOfSameThing(held, clause, word.span, place)) {
    return std::nullopt;
  }
  // Who prints the baseline's word too knows of both deeds.
  const bool knows = HasAlike(PiecesOf(held.reading.text, 0), excluded->plain);
  const Clause& told = ClauseAt(other, excluded->span.start);
  const bool alike = told.polarity == clause.polarity && told.modality == clause.modality;
  return alike && !knows ? std::optional<Finding>(OpposedFinding(held, other, word, *excluded))
                         : std::nullopt;
}

std::optional<Finding> ByWords(const Held& held) {
  if (held.reading.language != held.baseline.language || TellsLater(held.sentence.text)) {
    return std::nullopt;
  }
  for (const Clause& clause : held.sentence.clauses) {
    if (!StatesFact(held, clause)) {
      continue;
    }
    const std::string_view text = held.reading.text;
    for (const Piece& word :
         PiecesOf(text.substr(clause.span.start, clause.span.size()), clause.span.start)) {
      if (!HasOppositeInNews(word.plain)) {
        continue;
      }
      for (std::size_t place = 0; place < held.baseline.sentences.size(); ++place) {
        if (std::optional<Finding> finding = ByWord(held, clause, word, place)) {
          return finding;
        }
      }
    }
  }
  return std::nullopt;
}

// An office right before a name, and whether it is a deputy's.
struct Rank {
  const Term* office = nullptr;
  const Term* name = nullptr;
  bool deputy = false;
};

bool AreBeside(const Term& left, const Term& right) {
  return right.span.start >= left.span.end && right.span.start - left.span.end <= kBeside;
}

std::vector<Rank> RanksIn(const Sentence& sentence) {
  std::vector<Rank> ranks;
  for (const Clause& clause : sentence.clauses) {
    for (std::size_t i = 1; i < clause.terms.size(); ++i) {
      const Term& office = clause.terms[i - 1];
      const Term& name = clause.terms[i];
      const bool named = name.kind == Term::Kind::kName || name.key.starts_with("person:");
      if (named && office.kind == Term::Kind::kNoun && AreBeside(office, name)) {
        const bool deputy =
            i > 1 && clause.terms[i - 2].key == "deputy" && AreBeside(clause.terms[i - 2], office);
        ranks.push_back({&office, &name, deputy});
      }
    }
  }
  return ranks;
}

// "Deputy Governor Elena Sorin", who is the governor in the baseline.
std::optional<Finding> ByRank(const Held& held) {
  for (const Rank& here : RanksIn(held.sentence)) {
    const Sentence* other = nullptr;
    bool deputy = !here.deputy;
    for (const Sentence& sentence : held.baseline.sentences) {
      for (const Rank& there : RanksIn(sentence)) {
        const bool same = there.name->key == here.name->key;
        deputy = deputy || (same && there.deputy);
        other = same && there.office->key == here.office->key ? &sentence : other;
      }
    }
    if (other == nullptr || deputy) {
      continue;
    }
    Finding finding = MakeFinding("CW-ENT-001", &held.sentence, other);
    finding.reason = "a deputy here, in the baseline the head";
    finding.confidence = kConfidence;
    finding.key = fmt::format("entity:deputy:{}", ClaimKeyOf("claim", *other));
    return finding;
  }
  return std::nullopt;
}

// "Seven of the nine members voted for it": a vote that was not of one voice.
bool IsSplitVote(const Held& held, const Sentence& sentence) {
  const bool part = HasOneOf(sentence.text, {" of the ", " of ", " из ", " against ", " против "});
  const auto counts = std::count_if(
      held.baseline.figures.begin(), held.baseline.figures.end(), [&sentence](const Figure& one) {
        return sentence.span.Covers(one.span) && one.kind == FigureKind::kCount;
      });
  constexpr std::ptrdiff_t kBoth = 2;
  return part && counts >= kBoth && Says(sentence, "elect");
}

bool IsOfDecision(const Term& term) {
  constexpr std::array<std::string_view, 5> kDecisions = {"decide", "elect", "adopt", "unanimous",
                                                          "agree"};
  return std::find(kDecisions.begin(), kDecisions.end(), term.key) != kDecisions.end();
}

// "The decision was unanimous."
std::optional<Finding> ByOneVoice(const Held& held) {
  const auto one_voice = [&](const Clause& clause) {
    const bool said = std::any_of(clause.terms.begin(), clause.terms.end(),
                                  [](const Term& term) { return term.key == "unanimous"; });
    const bool own = std::all_of(clause.terms.begin(), clause.terms.end(), [&](const Term& term) {
      return IsOfDecision(term) || !held.index.Places(term.key).empty();
    });
    return said && own && clause.polarity == Polarity::kPositive && StatesFact(held, clause);
  };
  if (std::none_of(held.sentence.clauses.begin(), held.sentence.clauses.end(), one_voice)) {
    return std::nullopt;
  }
  const auto split =
      std::find_if(held.baseline.sentences.begin(), held.baseline.sentences.end(),
                   [&held](const Sentence& sentence) { return IsSplitVote(held, sentence); });
  if (split == held.baseline.sentences.end()) {
    return std::nullopt;
  }
  Finding finding = MakeFinding("CW-CLM-003", &held.sentence, &*split);
  finding.reason = "of one voice here, in the baseline the votes were split";
  finding.confidence = kConfidence;
  finding.key = ClaimKeyOf("contradicts", *split);
  return finding;
}

}  // namespace

std::optional<Finding> FindOpposed(const Held& held, bool later) {
  if (std::optional<Finding> rank = ByRank(held)) {
    return rank;
  }
  if (later || IsSaidByStranger(held)) {
    return std::nullopt;
  }
  std::optional<Finding> voice = ByOneVoice(held);
  return voice ? voice : ByWords(held);
}

}  // namespace claimwatch
