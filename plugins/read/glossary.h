// The concept glossary: classes of words and names that mean the same, over languages
// (config/lexicon/claims).
//
// Built once from the embedded tables, then const; any thread may use it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/reading.h"
#include "plugins/read/phrases.h"

namespace claimwatch {

// What a word does to the claim it stands in.
enum class Cue : std::uint8_t {
  kNot,
  kHedge,
  kPlan,
  kDemand,
  kOpinion,
  kAnonymous,
  kRumour,
  kOfficials,
  kBody,
  kSpeech,
  kCorrection,
  kPast,  // "ago", "以来": looks back
  kTop,   // "most important"
  kOnly,
  kFormer,
  kAll,
  kSome,
  kBefore,
  kAfter,
  kCredit,   // "Editing by"
  kVague,    // "opens the way", "важное значение": praise, weight, outlook
  kEither,   // "and", "met": what stands on both sides may change places
  kSetting,  // "on", "during": opens a circumstance
  // What became of people who are counted: two of these count two things.
  kDead,
  kMissing,
  kInjured,
  kRescued,
  kAboard,
  kDetained,
  kEvacuated,
  kCapacity,   // "licensed for": so many may be there
  kAccording,  // "according to": opens whose statement it is
  kFrom,       // "from", "из": whence
  kTowards     // "to", "в": whither
};

struct GlossaryEntry {
  std::string key;
  double weight = 0;
  Term::Kind kind = Term::Kind::kNoun;
  std::string role;  // of an entity: person, place, …
};

class Glossary {
 public:
  static const Glossary& Builtin();

  const GlossaryEntry& Entry(std::size_t id) const { return entries_[id]; }

  std::size_t size() const { return entries_.size(); }

  std::optional<PhraseTable::Match> Find(const std::vector<Word>& words, std::size_t at) const {
    return concepts_.Find(words, at);
  }

  // The cue that starts at word `at`; `id` is a Cue.
  std::optional<PhraseTable::Match> FindCue(Cue cue, const std::vector<Word>& words,
                                            std::size_t at) const;

  // Whether two classes cannot both be true of one thing ("growth", "fall").
  bool AreOpposite(std::string_view a, std::string_view b) const;

  struct Covered {
    std::string key;
    double share = 0;
  };

  // The other classes that a text which has `key` covers too, and how much of them.
  const std::vector<Covered>& CoveredBy(const std::string& key) const;

  // The stem of a word; of an irregular English form ("ran") that of its verb, of a Russian verb
  // that of its perfective ("возбуждали", "возбуждён": "возбудить").
  const std::string& BaseStem(const Word& word) const;

  // Whether a stem is one of those that stand in any text and say little about its subject.
  bool IsCommon(const std::string& stem) const { return common_.contains(stem); }

  // Whether a plain word is one that a dictionary has (then it is no misprint of another).
  bool IsKnownWord(std::string_view plain) const;

 private:
  Glossary();
  void LoadConcepts(std::string_view table);
  void LoadEntities(std::string_view table);
  void LoadFunctionWords(std::string_view table);
  void LoadCues(std::string_view table);
  void LoadPairs();
  void LoadForms(std::string_view table, PhraseTable::First first);
  std::size_t AddEntry(GlossaryEntry entry);
  void AddGenitive(std::string_view form, std::size_t id);
  void AddForms(std::string_view forms, std::size_t id);

  std::vector<GlossaryEntry> entries_;
  std::unordered_map<std::string, std::size_t> ids_;
  PhraseTable concepts_;
  std::vector<PhraseTable> cues_;
  std::unordered_set<std::string> opposites_;  // "a\tb" in both orders
  std::unordered_map<std::string, std::vector<Covered>> covered_by_;
  std::unordered_set<std::string> words_;
  std::unordered_set<std::string> common_;                  // stems
  std::unordered_map<std::string, std::string> irregular_;  // plain form → stem of its verb
  std::unordered_map<std::string, std::string> aspect_;     // stem → that of the perfective
};

}  // namespace claimwatch
