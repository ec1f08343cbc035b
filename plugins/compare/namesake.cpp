#include "plugins/compare/namesake.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <vector>

#include "plugins/compare/event.h"
#include "plugins/compare/name_forms.h"
#include "plugins/compare/names.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr double kSharedSubject = 1.5;  // what both statements say beside their names
constexpr std::size_t kPrefix = 4;      // letters of a name from which "Tarnauer" is of Tarnau
constexpr std::size_t kBefore = 4;      // bytes between "council" and its name: " of "
constexpr std::size_t kBehind = 1;      // … and between a name and its noun

using WordSet = std::set<std::string, std::less<>>;

bool IsName(const Entity& entity) {
  return entity.role == "name";
}

// What a table knows in all languages and of which one excludes another.
bool IsTelling(const Entity& entity) {
  return entity.role == "country" || entity.role == "place" || entity.role == "person";
}

// "МЧС", "NTSB": letters that stand for a body.
bool IsAcronym(std::string_view text) {
  constexpr std::size_t kMost = 5;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size(); ++letters) {
    if (!IsUpper(NextCodePoint(text, at))) {
      return false;
    }
  }
  return letters <= kMost;
}

// The stems of `text`; those of its words in small letters also to `small`.
void AddWords(std::string_view text, WordSet& words, WordSet& small) {
  for (const Word& word : SplitWords(text, 0)) {
    words.insert(word.stem);
    if (!word.capital) {
      small.insert(word.stem);
    }
  }
}

// The words of a name that no dictionary has: of "Port Velika" the second.
WordSet TellingWords(const Entity& entity) {
  WordSet words;
  for (const Word& word : SplitWords(entity.text, 0)) {
    if (word.plain.size() > 2 && !Glossary::Builtin().IsKnownWord(word.plain)) {
      words.insert(word.stem);
    }
  }
  return words;
}

// "Tarnau" and "Tarnauer", "Velika" and "Velikas".
bool Fits(std::string_view one, std::string_view other) {
  const std::string_view shorter = one.size() < other.size() ? one : other;
  const bool long_enough = ToUtf32(shorter).size() >= kPrefix;
  return one == other ||
         (long_enough && one.substr(0, shorter.size()) == other.substr(0, shorter.size()));
}

bool HasAny(const WordSet& words, const WordSet& wanted) {
  return std::any_of(wanted.begin(), wanted.end(), [&words](const std::string& one) {
    return std::any_of(words.begin(), words.end(),
                       [&one](const std::string& other) { return Fits(one, other); });
  });
}

// "…, сообщило МЧС": who tells of all things of a kind names none of them. `clause` has no more
// than him.
bool IsCommonSource(const Entity& entity, const Clause& clause) {
  constexpr double kLight = 0.3;
  return IsAcronym(entity.text) &&
         std::all_of(clause.terms.begin(), clause.terms.end(), [](const Term& term) {
           return term.kind == Term::Kind::kName || term.weight <= kLight;
         });
}

template <typename Each>
void ForEachEntity(const Sentence& sentence, Each each) {
  for (const Clause& clause : sentence.clauses) {
    for (const Entity& entity : clause.entities) {
      each(entity);
    }
  }
}

// The names of a document that a text can be told by.
struct NamesOfText {
  WordSet words;   // stems of all its text
  WordSet small;   // … of the words without a capital, which are no names: "the ferries"
  WordSet names;   // telling words of names that no table has
  WordSet tables;  // keys of people, places and countries

  void Add(const Sentence& sentence) {
    AddWords(sentence.text, words, small);
    for (const Clause& clause : sentence.clauses) {
      for (const Entity& entity : clause.entities) {
        if (IsName(entity) && !IsCommonSource(entity, clause)) {
          names.merge(TellingWords(entity));
        } else if (IsTelling(entity)) {
          tables.insert(entity.key);
        }
      }
    }
  }

  // Whether a name of another text is none of this one's.
  bool IsStranger(const Entity& entity, const Clause& clause) const {
    if (IsTelling(entity)) {
      return !tables.contains(entity.key);
    }
    const bool name = IsName(entity) && !IsCommonSource(entity, clause);
    const WordSet telling = name ? TellingWords(entity) : WordSet();
    return !telling.empty() && !HasAny(words, telling);
  }
};

NamesOfText NamesIn(const Reading& reading) {
  NamesOfText names;
  for (const Sentence& sentence : reading.sentences) {
    names.Add(sentence);
  }
  return names;
}

enum class Script { kLatin, kCyrillic, kOther };

Script ScriptOf(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = NextCodePoint(text, at);
    if (IsCyrillic(point)) {
      return Script::kCyrillic;
    }
    if (IsLetter(point)) {
      return IsCjk(point) ? Script::kOther : Script::kLatin;
    }
  }
  return Script::kOther;
}

// A place of the tables, and a name that none has, in the same letters: two towns, when both stand
// where a town stands.
bool ArePlaceAndName(const Entity& one, const Entity& other) {
  const bool place = one.role == "place" || other.role == "place";
  return place && (IsName(one) || IsName(other)) && ScriptOf(one.text) == ScriptOf(other.text);
}

// "In Brezno", "под Брезно": a name that says where.
bool SaysWhere(const Entity& entity, const Sentence& sentence) {
  constexpr std::array<std::string_view, 10> kWhere = {" in ",    " near ", " outside ", " at ",
                                                       " в ",     " во ",   " под ",     " близ ",
                                                       " возле ", " около "};
  const std::string_view before =
      std::string_view(sentence.text).substr(0, entity.span.start - sentence.span.start);
  return std::any_of(kWhere.begin(), kWhere.end(),
                     [before](std::string_view word) { return before.ends_with(word); });
}

// Whether one of two names excludes the other: a country another country, a name another one that
// is written in the same letters.
bool AreOfOneKind(const Entity& one, const Entity& other) {
  if (IsName(one) && IsName(other)) {
    return ScriptOf(one.text) == ScriptOf(other.text);
  }
  return IsTelling(one) && one.role == other.role;
}

// What a sentence has in common with one of the baseline, beside names.
double SharedSubject(const std::vector<Clause>& clauses, const BaselineIndex& index,
                     std::size_t place) {
  double shared = 0;
  for (const Clause& clause : clauses) {
    for (const Term& term : clause.terms) {
      const bool name = term.kind == Term::Kind::kEntity || term.kind == Term::Kind::kName;
      for (const BaselineIndex::Place& one : index.Places(term.key)) {
        shared += !name && one.sentence == place ? term.weight * one.share : 0;
      }
    }
  }
  return shared;
}

// The noun that says what a name is of: "ferry" Norna, the "council" of Osk, the Osk "council".
std::vector<std::string_view> HeadsOf(const Entity& entity, const Clause& clause) {
  std::vector<std::string_view> heads;
  for (const Term& term : clause.terms) {
    const bool noun = term.kind == Term::Kind::kNoun || term.kind == Term::Kind::kUnknown;
    const bool before =
        term.span.end <= entity.span.start && entity.span.start - term.span.end <= kBefore;
    const bool behind =
        term.span.start >= entity.span.end && term.span.start - entity.span.end <= kBehind;
    if (noun && (before || behind)) {
      heads.push_back(term.key);
    }
  }
  return heads;
}

// Whether the baseline has a name of its own beside the same noun.
bool HasOwnBeside(const std::vector<std::string_view>& heads, const Entity& entity,
                  const Reading& baseline) {
  const auto shares = [&heads](const std::vector<std::string_view>& other) {
    return std::any_of(other.begin(), other.end(), [&heads](std::string_view head) {
      return std::find(heads.begin(), heads.end(), head) != heads.end();
    });
  };
  for (const Sentence& sentence : baseline.sentences) {
    for (const Clause& clause : sentence.clauses) {
      for (const Entity& other : clause.entities) {
        const bool alike = AreOfOneKind(entity, other) || ArePlaceAndName(entity, other);
        if (alike && shares(HeadsOf(other, clause))) {
          return true;
        }
      }
    }
  }
  return false;
}

// A run of Chinese signs that no table has, right before a noun: 奥斯克|市议会. Names have no
// capitals there, so only what stands before the same noun is taken for one.
struct HanName {
  std::string run;
  std::string_view head;
};

std::vector<HanName> HanNamesIn(const std::vector<Clause>& clauses) {
  constexpr std::size_t kTwoSigns = 6;
  constexpr std::string_view kUnknown = "=";
  std::vector<HanName> names;
  for (const Clause& clause : clauses) {
    for (std::size_t i = 0; i + 1 < clause.terms.size(); ++i) {
      const Term& one = clause.terms[i];
      const Term& next = clause.terms[i + 1];
      const std::string run = one.key.substr(std::min(kUnknown.size(), one.key.size()));
      if (one.kind == Term::Kind::kUnknown && next.kind == Term::Kind::kNoun &&
          one.span.end == next.span.start && run.size() >= kTwoSigns &&
          ScriptOf(run) == Script::kOther) {
        names.push_back({run, next.key});
      }
    }
  }
  return names;
}

// Russian words in Latin letters; of both the choices of a transliteration are made alike.
WordSet InLatin(const WordSet& words) {
  WordSet latin;
  for (const std::string& word : words) {
    const Script script = ScriptOf(word);
    if (script != Script::kOther) {
      latin.insert(NameSounds(script == Script::kCyrillic ? RussianInLatin(word) : word));
    }
  }
  return latin;
}

class NamesakeSearch {
 public:
  NamesakeSearch(const Baseline& baseline, const BaselineIndex& index)
      : baseline_(baseline),
        index_(index),
        own_(NamesIn(baseline.reading)) {
    AddWords(baseline.article.title, own_.words, own_.small);
    std::erase_if(own_.names,
                  [this](const std::string& name) { return own_.small.contains(name); });
  }

  // Whether `article` names anybody or anything that the baseline names. A country has many fires:
  // it is not enough where the baseline has names of its own.
  bool NamesOwn(const Article& article, const Reading& reading) const {
    const NamesOfText here = NamesOf(article, reading);
    const bool any_country = !index_.event().formats.empty() || own_.names.empty();
    const bool known =
        std::any_of(own_.tables.begin(), own_.tables.end(), [&](const std::string& key) {
          return here.tables.contains(key) && (any_country || !key.starts_with("country:"));
        });
    return known || HasAny(here.words, own_.names);
  }

  // How many of the baseline's telling words `article` has.
  std::size_t CountOwn(const Article& article, const Reading& reading) const {
    const WordSet here = InLatin(NamesOf(article, reading).words);
    const WordSet own = InLatin(own_.names);
    return static_cast<std::size_t>(
        std::count_if(own.begin(), own.end(), [&here](const std::string& name) {
          return std::any_of(here.begin(), here.end(),
                             [&name](const std::string& word) { return Fits(word, name); });
        }));
  }

  // `text` is what the clauses' article says.
  std::optional<std::string> Find(const std::vector<Clause>& clauses, std::string_view text) const {
    if (const std::optional<std::string> name = FindHan(clauses, text)) {
      return name;
    }
    for (const Clause& clause : clauses) {
      for (const Entity& entity : clause.entities) {
        if (own_.IsStranger(entity, clause) &&
            (HasOwnBeside(HeadsOf(entity, clause), entity, baseline_.reading) ||
             StandsForOwn(entity, clauses))) {
          return entity.text;
        }
      }
    }
    return std::nullopt;
  }

 private:
  static NamesOfText NamesOf(const Article& article, const Reading& reading) {
    NamesOfText here = NamesIn(reading);
    for (const std::string& line : {article.title, article.standfirst, article.url}) {
      AddWords(line, here.words, here.small);
    }
    return here;
  }

  bool HasNameLike(const Entity& entity, const Sentence& sentence) const {
    bool found = false;
    ForEachEntity(sentence, [&](const Entity& other) {
      const bool alike =
          AreOfOneKind(entity, other) ||
          (ArePlaceAndName(entity, other) && IsName(other) && SaysWhere(other, sentence));
      found = found || (alike && (!IsName(other) || !TellingWords(other).empty()));
    });
    return found;
  }

  // Whether the baseline says the like of a name of its own.
  bool StandsForOwn(const Entity& entity, const std::vector<Clause>& clauses) const {
    const std::vector<Sentence>& sentences = baseline_.reading.sentences;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      if (HasNameLike(entity, sentences[i]) &&
          SharedSubject(clauses, index_, i) >= kSharedSubject) {
        return true;
      }
    }
    return false;
  }

  std::optional<std::string> FindHan(const std::vector<Clause>& clauses,
                                     std::string_view text) const {
    const Reading& own = baseline_.reading;
    const std::vector<HanName> names = HanNamesIn(clauses);
    for (std::size_t i = 0; !names.empty() && i < std::min(kLeadSentences, own.sentences.size());
         ++i) {
      for (const HanName& other : HanNamesIn(own.sentences[i].clauses)) {
        const auto name = std::find_if(names.begin(), names.end(), [&](const HanName& one) {
          return one.head == other.head && text.find(other.run) == std::string_view::npos &&
                 own.text.find(one.run) == std::string::npos;
        });
        if (name != names.end()) {
          return name->run;
        }
      }
    }
    return std::nullopt;
  }

  const Baseline& baseline_;
  const BaselineIndex& index_;
  NamesOfText own_;
};

// "Near Kosice", "под Кошице": where something happened. `text` is what the entity's span counts
// in.
bool StandsNear(const Entity& entity, std::string_view text) {
  constexpr std::array<std::string_view, 6> kNear = {" near ", " outside ", " под ",
                                                     " близ ", " возле ",   " недалеко от "};
  const std::string_view before = text.substr(0, entity.span.start);
  return std::any_of(kNear.begin(), kNear.end(),
                     [before](std::string_view word) { return before.ends_with(word); });
}

// Whether the baseline says so of its own: "near Brezno", "the town of Brezno".
bool NamesScene(const Reading& baseline) {
  const auto is_scene = [&baseline](const Clause& clause) {
    return std::any_of(clause.entities.begin(), clause.entities.end(), [&](const Entity& entity) {
      const std::vector<std::string_view> heads = HeadsOf(entity, clause);
      return IsName(entity) && (StandsNear(entity, baseline.text) ||
                                std::find(heads.begin(), heads.end(), "city") != heads.end());
    });
  };
  return std::any_of(
      baseline.sentences.begin(), baseline.sentences.end(), [&is_scene](const Sentence& sentence) {
        return std::any_of(sentence.clauses.begin(), sentence.clauses.end(), is_scene);
      });
}

Naming NamingOf(const Entity& entity, const Clause& clause, const NamesOfText& own,
                const Reading& baseline, std::string_view text) {
  if (!IsName(entity) || TellingWords(entity).empty()) {
    return Naming::kNone;
  }
  if (!own.IsStranger(entity, clause)) {
    return Naming::kOwn;
  }
  const bool other = HasOwnBeside(HeadsOf(entity, clause), entity, baseline) ||
                     (StandsNear(entity, text) && NamesScene(baseline));
  return other ? Naming::kNamesake : Naming::kNone;
}

// A sentence that names a thing of the baseline's too is about that.
Naming NamingOf(const Sentence& sentence, const NamesOfText& own, const Reading& baseline,
                std::string_view text) {
  Naming naming = Naming::kNone;
  for (const Clause& clause : sentence.clauses) {
    for (const Entity& entity : clause.entities) {
      const Naming one = NamingOf(entity, clause, own, baseline, text);
      if (one == Naming::kOwn) {
        return one;
      }
      naming = std::max(naming, one);
    }
  }
  return naming;
}

}  // namespace

std::optional<std::string> NamesakeOf(const Baseline& baseline, const BaselineIndex& index,
                                      const Article& article, const Reading& reading) {
  const NamesakeSearch search(baseline, index);
  if (search.NamesOwn(article, reading)) {
    return std::nullopt;
  }
  std::optional<std::string> found =
      article.title.empty()
          ? std::nullopt
          : search.Find(ReadLoneLine(article.title, reading.language).clauses, reading.text);
  for (std::size_t i = 0; !found && i < std::min(kLeadSentences, reading.sentences.size()); ++i) {
    found = search.Find(reading.sentences[i].clauses, reading.text);
  }
  return found;
}

std::size_t NamesShared(const Baseline& baseline, const BaselineIndex& index,
                        const Article& article, const Reading& reading) {
  return NamesakeSearch(baseline, index).CountOwn(article, reading);
}

std::vector<Naming> NamingsOf(const Reading& reading, const Reading& baseline) {
  const NamesOfText own = NamesIn(baseline);
  std::vector<Naming> namings;
  for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
    const Sentence& sentence = reading.sentences[i];
    const bool opens = i == 0 || reading.sentences[i - 1].paragraph != sentence.paragraph;
    const Naming one = NamingOf(sentence, own, baseline, reading.text);
    namings.push_back(one == Naming::kNone && !opens ? namings.back() : one);
  }
  return namings;
}

}  // namespace claimwatch
