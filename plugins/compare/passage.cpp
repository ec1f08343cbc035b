#include "plugins/compare/passage.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "plugins/compare/words.h"
#include "plugins/read/glossary.h"

namespace claimwatch {
namespace {

// From this share of its words on, a lone sentence is a part of a paired one: it was split off or
// merged.
constexpr double kPartFrom = 0.7;

int CountCue(const std::vector<Word>& words, Cue cue) {
  int count = 0;
  for (std::size_t i = 0; i < words.size();) {
    const auto match = Glossary::Builtin().FindCue(cue, words, i);
    count += match ? 1 : 0;
    i += match ? match->length : 1;
  }
  return count;
}

int SourceOf(const Passage& passage) {
  if (CountCue(passage.words, Cue::kRumour) > 0) {
    return kSourceRumour;
  }
  if (CountCue(passage.words, Cue::kAnonymous) > 0) {
    return kSourceAnonymous;
  }
  if (CountCue(passage.words, Cue::kSpeech) == 0) {
    return kSourceOutlet;
  }
  const bool named = std::any_of(passage.terms.begin(), passage.terms.end(), [](const Term& term) {
    return term.key.starts_with("person:") || term.key.starts_with("body:") ||
           term.kind == Term::Kind::kName;
  });
  if (named || CountCue(passage.words, Cue::kBody) > 0) {
    return kSourceNamed;
  }
  return CountCue(passage.words, Cue::kOfficials) > 0 ? kSourceOfficials : kSourceNamed;
}

using Groups = std::vector<std::pair<std::vector<std::size_t>, std::vector<std::size_t>>>;

// The share of `part`'s words that stand in `whole` but not in `rest`.
double ShareOfRest(std::vector<std::size_t> part, const std::vector<std::size_t>& whole,
                   const std::vector<std::size_t>& rest) {
  if (part.empty()) {
    return 0;
  }
  std::vector<std::size_t> left;
  std::set_difference(whole.begin(), whole.end(), rest.begin(), rest.end(),
                      std::back_inserter(left));
  std::vector<std::size_t> common;
  std::set_intersection(part.begin(), part.end(), left.begin(), left.end(),
                        std::back_inserter(common));
  return static_cast<double>(common.size()) / static_cast<double>(part.size());
}

std::vector<std::vector<std::size_t>> HashesOf(const Reading& reading) {
  std::vector<std::vector<std::size_t>> hashes;
  for (const Sentence& sentence : reading.sentences) {
    hashes.push_back(WordHashes(sentence.text));
  }
  return hashes;
}

// Moves lone sentences into the paired group that they were split from or merged into.
void JoinParts(Groups& groups, const Reading& before, const Reading& after) {
  const auto a = HashesOf(before);
  const auto b = HashesOf(after);
  for (auto& [gone, come] : groups) {
    const bool only_gone = gone.size() == 1 && come.empty();
    const bool only_come = come.size() == 1 && gone.empty();
    for (auto& [other_gone, other_come] : groups) {
      if ((!only_gone && !only_come) || other_gone.size() != 1 || other_come.size() != 1) {
        continue;
      }
      const auto& whole = only_come ? a[other_gone[0]] : b[other_come[0]];
      const auto& rest = only_come ? b[other_come[0]] : a[other_gone[0]];
      const auto& part = only_come ? b[come[0]] : a[gone[0]];
      if (ShareOfRest(part, whole, rest) >= kPartFrom) {
        std::vector<std::size_t>& into = only_come ? other_come : other_gone;
        into.push_back(only_come ? come[0] : gone[0]);
        std::sort(into.begin(), into.end());
        (only_come ? come : gone).clear();
        break;
      }
    }
  }
  std::erase_if(groups,
                [](const auto& group) { return group.first.empty() && group.second.empty(); });
}

std::vector<std::string_view> TextsOf(const Reading& reading) {
  std::vector<std::string_view> texts;
  for (const Sentence& sentence : reading.sentences) {
    texts.emplace_back(sentence.text);
  }
  return texts;
}

}  // namespace

Passage ReadPassage(const Reading& reading, const std::vector<std::size_t>& sentences,
                    const Stemmer& stemmer) {
  Passage passage;
  passage.reading = &reading;
  for (const std::size_t index : sentences) {
    const Sentence& sentence = reading.sentences[index];
    passage.sentences.push_back(&sentence);
    std::vector<Word> words = SplitWords(sentence.text, sentence.span.start, stemmer);
    passage.words.insert(passage.words.end(), std::make_move_iterator(words.begin()),
                         std::make_move_iterator(words.end()));
    for (const Clause& clause : sentence.clauses) {
      passage.terms.insert(passage.terms.end(), clause.terms.begin(), clause.terms.end());
      passage.negations += clause.polarity == Polarity::kNegative ? 1 : 0;
      for (const std::size_t figure : clause.figures) {
        passage.figures.push_back(&reading.figures[figure]);
      }
    }
    for (const Quote& quote : reading.quotes) {
      if (sentence.span.Covers(quote.span)) {
        passage.quotes.push_back(&quote);
      }
    }
  }
  passage.hedges = CountCue(passage.words, Cue::kHedge);
  passage.source = SourceOf(passage);
  return passage;
}

std::vector<std::pair<Passage, Passage>> PairPassages(const Reading& before, const Reading& after) {
  Groups groups;
  for (const auto& [gone, come] : PairSentences(TextsOf(before), TextsOf(after))) {
    groups.emplace_back();
    if (gone) {
      groups.back().first.push_back(*gone);
    }
    if (come) {
      groups.back().second.push_back(*come);
    }
  }
  JoinParts(groups, before, after);
  const Stemmer stemmer;
  std::vector<std::pair<Passage, Passage>> passages;
  for (const auto& [gone, come] : groups) {
    const bool same = gone.size() == 1 && come.size() == 1 &&
                      before.sentences[gone[0]].text == after.sentences[come[0]].text;
    if (!same) {
      passages.emplace_back(ReadPassage(before, gone, stemmer), ReadPassage(after, come, stemmer));
    }
  }
  return passages;
}

}  // namespace claimwatch
