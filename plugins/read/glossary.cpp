#include "plugins/read/glossary.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/embedded.h"
#include "core/rows.h"
#include "core/text.h"
#include "plugins/read/stem.h"

namespace claimwatch {
namespace {

constexpr std::array<std::string_view, 34> kCueNames = {
    "not",       "hedge",     "plan",     "demand",     "opinion", "anonymous", "rumour",
    "officials", "body",      "speech",   "correction", "past",    "top",       "only",
    "former",    "all",       "some",     "before",     "after",   "credit",    "vague",
    "either",    "setting",   "dead",     "missing",    "injured", "rescued",   "aboard",
    "detained",  "evacuated", "capacity", "according",  "from",    "towards"};

constexpr std::array<std::string_view, 8> kConceptTables = {
    "claims/diplomacy.tsv", "claims/economy.tsv", "claims/general.tsv",    "claims/industry.tsv",
    "claims/society.tsv",   "claims/offices.tsv", "claims/statistics.tsv", "claims/reporting.tsv"};

// Entities say less than subjects do: an event's people and places stand in most of its sentences.
double EntityWeight(std::string_view role) {
  if (role == "country" || role == "group") {
    return 0.35;
  }
  return role == "document" || role == "name" ? 1.1 : 0.6;
}

Term::Kind KindOf(std::string_view letter) {
  if (letter == "v") {
    return Term::Kind::kVerb;
  }
  if (letter == "a") {
    return Term::Kind::kQuality;
  }
  if (letter == "f") {
    return Term::Kind::kFunction;
  }
  return letter == "q" ? Term::Kind::kQuantity : Term::Kind::kNoun;
}

double NumberOf(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The cases of a Russian name whose nominative Snowball stems otherwise ("Астана", "в Астане").
// Empty for others.
std::vector<std::string> RussianCases(std::string_view name) {
  std::size_t last = name.size();
  if (name.empty() || !IsCyrillic(PreviousCodePoint(name, last))) {
    return {};
  }
  const std::string_view end = name.substr(last);
  const bool vowel = end == "а" || end == "я" || end == "ь";
  const std::string stem(vowel ? name.substr(0, last) : name);
  std::vector<std::string> cases;
  for (const std::string_view ending : {"а", "у", "е", "ы", "и", "ом", "ой", "ою", "ю", "ем"}) {
    cases.push_back(stem + std::string(ending));
  }
  return cases;
}

PhraseTable::First FirstOf(bool capital) {
  return capital ? PhraseTable::First::kCapital : PhraseTable::First::kStem;
}

std::string PairKey(std::string_view a, std::string_view b) {
  std::string key(a);
  key += '\t';
  key += b;
  return key;
}

}  // namespace

const Glossary& Glossary::Builtin() {
  static const Glossary glossary;
  return glossary;
}

Glossary::Glossary() : cues_(kCueNames.size()) {
  LoadEntities(Embedded("claims/entities.tsv"));
  LoadEntities(Embedded("claims/world.tsv"));
  for (const std::string_view table : kConceptTables) {
    LoadConcepts(Embedded(table));
  }
  LoadFunctionWords(Embedded("claims/function_words.tsv"));
  LoadCues(Embedded("claims/cues.tsv"));
  LoadPairs();
  LoadForms(Embedded("claims/irregular_en.tsv"), PhraseTable::First::kForm);
  LoadForms(Embedded("claims/aspect_ru.tsv"), PhraseTable::First::kStem);
  for (const std::string_view word : Split(Embedded("claims/common_en.txt"), '\n')) {
    common_.insert(StemOf(word));
  }
  for (const std::string_view word : Split(Embedded("claims/words_en.txt"), '\n')) {
    words_.emplace(word);
  }
}

std::size_t Glossary::AddEntry(GlossaryEntry entry) {
  const auto known = ids_.find(entry.key);
  if (known != ids_.end()) {
    return known->second;
  }
  ids_.emplace(entry.key, entries_.size());
  entries_.push_back(std::move(entry));
  return entries_.size() - 1;
}

void Glossary::AddForms(std::string_view forms, std::size_t id) {
  const bool entity = !entries_[id].role.empty();
  for (std::string_view form : Split(forms, ',')) {
    const bool exact = form.starts_with('=');
    form.remove_prefix(exact ? 1 : 0);
    const std::vector<Word> words = SplitWords(form, 0);
    if (words.empty()) {
      continue;
    }
    concepts_.Add(words, id,
                  exact ? PhraseTable::First::kForm : FirstOf(entity && words.front().capital));
    if (!entity && words.size() == 1) {
      AddGenitive(form, id);
    }
    for (const std::string& other :
         entity&& words.size() == 1 ? RussianCases(form) : std::vector<std::string>()) {
      concepts_.Add(SplitWords(other, 0), id, FirstOf(words.front().capital));
    }
    for (const Word& word : words) {
      words_.insert(word.plain);
    }
  }
}

// Snowball takes "ит" and "ет" for a verb's ending: "саммит" and "саммита" have two stems.
void Glossary::AddGenitive(std::string_view form, std::size_t id) {
  constexpr std::array<std::string_view, 4> kEndings = {"ит", "ет", "ат", "ят"};
  const bool verbal = std::any_of(kEndings.begin(), kEndings.end(),
                                  [form](std::string_view end) { return form.ends_with(end); });
  if (verbal && StemOf(form) != LowerCase(form)) {
    concepts_.Add(SplitWords(std::string(form) + "а", 0), id, PhraseTable::First::kStem);
  }
}

void Glossary::LoadConcepts(std::string_view table) {
  ForEachRow(table, [&](const std::vector<std::string_view>& fields) {
    if (fields.size() < 4) {
      return;
    }
    const std::size_t id =
        AddEntry({std::string(fields[0]), NumberOf(fields[1]), KindOf(fields[2]), ""});
    for (std::size_t i = 3; i < fields.size(); ++i) {
      AddForms(fields[i], id);
    }
  });
}

void Glossary::LoadEntities(std::string_view table) {
  ForEachRow(table, [&](const std::vector<std::string_view>& fields) {
    if (fields.size() < 3) {
      return;
    }
    const std::size_t id = AddEntry({std::string(fields[0]), EntityWeight(fields[1]),
                                     Term::Kind::kEntity, std::string(fields[1])});
    for (std::size_t i = 2; i < fields.size(); ++i) {
      AddForms(fields[i], id);
    }
  });
}

void Glossary::LoadFunctionWords(std::string_view table) {
  const std::size_t id = AddEntry({"", 0, Term::Kind::kFunction, ""});
  ForEachRow(table, [&](const std::vector<std::string_view>& fields) {
    if (fields.size() == 2) {
      AddForms(fields[1], id);
    }
  });
}

void Glossary::LoadCues(std::string_view table) {
  ForEachRow(table, [&](const std::vector<std::string_view>& fields) {
    for (std::size_t cue = 0; fields.size() == 3 && cue < kCueNames.size(); ++cue) {
      if (fields[0] != kCueNames[cue]) {
        continue;
      }
      for (std::string_view form : Split(fields[2], ',')) {
        const bool exact = form.starts_with('=');
        form.remove_prefix(exact ? 1 : 0);
        cues_[cue].Add(SplitWords(form, 0), cue,
                       exact ? PhraseTable::First::kForm : PhraseTable::First::kStem);
      }
    }
  });
}

void Glossary::LoadPairs() {
  ForEachRow(Embedded("claims/opposites.tsv"), [this](const auto& fields) {
    if (fields.size() == 2) {
      opposites_.insert(PairKey(fields[0], fields[1]));
      opposites_.insert(PairKey(fields[1], fields[0]));
    }
  });
  ForEachRow(Embedded("claims/related.tsv"), [this](const auto& fields) {
    if (fields.size() == 3) {
      covered_by_[std::string(fields[1])].push_back({std::string(fields[0]), NumberOf(fields[2])});
    }
  });
}

// After the tables of classes: a form that one of them has stays there. `first`: whether a form
// stands for itself or for all of its stem.
void Glossary::LoadForms(std::string_view table, PhraseTable::First first) {
  const bool stems = first == PhraseTable::First::kStem;
  ForEachRow(table, [&](const std::vector<std::string_view>& fields) {
    if (fields.size() != 2) {
      return;
    }
    const std::vector<Word> base = SplitWords(fields[0], 0);
    const auto entry = concepts_.Find(base, 0);
    for (const std::string_view form : Split(fields[1], ',')) {
      const std::vector<Word> words = SplitWords(form, 0);
      (stems ? aspect_ : irregular_)
          .emplace(stems ? std::string_view(words.front().stem) : form, base.front().stem);
      if (entry && !concepts_.Find(words, 0)) {
        concepts_.Add(words, entry->id, first);
      }
    }
  });
}

const std::string& Glossary::BaseStem(const Word& word) const {
  if (const auto found = irregular_.find(word.plain); found != irregular_.end()) {
    return found->second;
  }
  const auto found = aspect_.find(word.stem);
  return found != aspect_.end() ? found->second : word.stem;
}

std::optional<PhraseTable::Match> Glossary::FindCue(Cue cue, const std::vector<Word>& words,
                                                    std::size_t at) const {
  // In the middle of a sentence "May" is a month and "Will" a name.
  const bool name = at > 0 && words[at].capital && !words[at].after_mark;
  if (name && (cue == Cue::kHedge || cue == Cue::kPlan)) {
    return std::nullopt;
  }
  return cues_[static_cast<std::size_t>(cue)].Find(words, at);
}

bool Glossary::AreOpposite(std::string_view a, std::string_view b) const {
  return opposites_.contains(PairKey(a, b));
}

const std::vector<Glossary::Covered>& Glossary::CoveredBy(const std::string& key) const {
  static const std::vector<Covered> kNone;
  const auto found = covered_by_.find(key);
  return found != covered_by_.end() ? found->second : kNone;
}

bool Glossary::IsKnownWord(std::string_view plain) const {
  return words_.contains(std::string(plain));
}

}  // namespace claimwatch
