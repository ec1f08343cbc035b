#include "plugins/compare/part.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "plugins/compare/counted.h"
#include "plugins/compare/make.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr double kDeniedFrom = 0.6;    // share of the clause that the baseline sentence must have
constexpr double kMemberWeight = 0.8;  // a noun from here on can be a member of a list
constexpr double kLightMember = 0.5;   // … in a list of which all members are counted
constexpr double kExchanged = 0.6;     // … and may stand in another's place
constexpr double kMember = 0.6;        // a member of the baseline's list is covered by it this much
constexpr std::int64_t kLongestList = 20;

// "two of the five", "двое из пяти": the figure of a part, beside that of the whole.
const Figure* PartOfAll(const Clause& clause, const Reading& reading) {
  for (std::size_t i = 1; i < clause.figures.size(); ++i) {
    const Figure& part = reading.figures[clause.figures[i - 1]];
    const Figure& whole = reading.figures[clause.figures[i]];
    const std::size_t from = std::min(part.span.end, whole.span.start);
    const std::string between = reading.text.substr(from, whole.span.start - from);
    const bool of = between == " of the " || between == " of " || between == " из ";
    if (of && part.value < whole.value) {
      return &part;
    }
  }
  return nullptr;
}

// Whether a statement is made of all who took part, together.
bool SaysAll(const Sentence& sentence) {
  constexpr std::array<std::string_view, 3> kAll = {"unanimous", "joint", "all_parties"};
  return std::any_of(kAll.begin(), kAll.end(),
                     [&sentence](std::string_view key) { return Says(sentence, key); });
}

// Whether `part` stands beside the word at `word`: behind "only", before "alone".
bool StandsBeside(const Span& part, const Word& word) {
  const bool alone = word.plain == "alone";
  const std::size_t from = alone ? part.end : word.span.end;
  const std::size_t to = alone ? word.span.start : part.start;
  return from <= to && to - from <= 1;
}

// A count of those who took part: "two leaders".
bool CountsActors(const Figure& figure) {
  const bool count = figure.kind == FigureKind::kCount || figure.kind == FigureKind::kNumber;
  return count && figure.value < Decimal(kLongestList);
}

// The party or the count beside a word of exclusion: "only Kazakhstan", "China alone", "only two
// leaders". Empty when there is none.
std::string OnlyPart(const Held& held, const Clause& clause) {
  const std::vector<Word> words =
      SplitWords(std::string_view(held.reading.text).substr(clause.span.start, clause.span.size()),
                 clause.span.start);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!Glossary::Builtin().FindCue(Cue::kOnly, words, i)) {
      continue;
    }
    for (const Entity& entity : clause.entities) {
      const bool party = entity.role == "country" || entity.role == "person";
      if (party && StandsBeside(entity.span, words[i])) {
        return entity.text;
      }
    }
    for (const std::size_t figure : clause.figures) {
      const Figure& one = held.reading.figures[figure];
      if (CountsActors(one) && StandsBeside(one.span, words[i])) {
        return one.text;
      }
    }
  }
  return {};
}

// What the clause says of a part of those who took part; empty when it says nothing of the kind.
std::string PartIn(const Held& held, const Clause& clause) {
  const Figure* part = PartOfAll(clause, held.reading);
  return part != nullptr ? part->text : OnlyPart(held, clause);
}

// A comma, "and", "и", "、", "和": what stands between two members of a list.
bool Separates(std::string_view gap) {
  constexpr std::array<std::string_view, 8> kMarks = {",",    " and ", " и ", "、",
                                                      "以及", "和",    ";",   "；"};
  return std::any_of(kMarks.begin(), kMarks.end(), [gap](std::string_view mark) {
    return gap.find(mark) != std::string_view::npos;
  });
}

// A noun that names a subject by a class of its own: an unknown word may be another one for a
// member.
bool NamesMember(const Term& term, double least = kMemberWeight) {
  return term.kind == Term::Kind::kNoun && term.weight >= least;
}

using Stretch = std::vector<const Term*>;

// ", a researcher said": names who says it and no member.
bool NamesSpeaker(const Sentence& sentence, const Clause& clause) {
  constexpr std::size_t kFew = 4;  // terms
  if (&clause == &sentence.clauses.front() || clause.terms.size() > kFew) {
    return false;
  }
  const std::size_t at = clause.span.start - sentence.span.start;
  const std::vector<Word> words =
      SplitWords(std::string_view(sentence.text).substr(at, clause.span.size()), 0);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (Glossary::Builtin().FindCue(Cue::kSpeech, words, i)) {
      return true;
    }
  }
  return false;
}

// The nouns of a sentence that may be members, by what separates them.
std::vector<Stretch> StretchesOf(const Sentence& sentence, std::size_t from, std::string_view text,
                                 double least = kMemberWeight) {
  std::vector<Stretch> stretches(1);
  std::size_t end = from;
  for (const Clause& clause : sentence.clauses) {
    if (NamesSpeaker(sentence, clause)) {
      continue;
    }
    for (const Term& term : clause.terms) {
      if (term.span.start < end) {
        continue;
      }
      if (Separates(text.substr(end, term.span.start - end))) {
        stretches.emplace_back();
      }
      if (NamesMember(term, least)) {
        stretches.back().push_back(&term);
      }
      end = term.span.end;
    }
  }
  return stretches;
}

bool HasOwn(const Stretch& stretch, std::size_t place, const BaselineIndex& index) {
  return std::any_of(stretch.begin(), stretch.end(),
                     [&](const Term* term) { return ShareIn(*term, place, index) >= kMember; });
}

// The last noun of a stretch that neither the baseline nor a word related to one of its own has.
const Term* StrangerIn(const Stretch& stretch, const BaselineIndex& index) {
  const Term* stranger = nullptr;
  for (const Term* term : stretch) {
    if (!index.Places(term->key).empty()) {
      return nullptr;
    }
    stranger = term;
  }
  return stranger;
}

// The members of two lists: how many of the article's are the baseline's, and the first other one
// beside them.
struct Members {
  std::int64_t own = 0;
  const Term* foreign = nullptr;
};

// Without the word for what the list has: "centers" in "three centers, on …".
void LeaveOutCounted(const Concepts& counted, Stretch& stretch) {
  std::erase_if(stretch, [&counted](const Term* term) {
    return std::find(counted.begin(), counted.end(), term->key) != counted.end();
  });
}

Members MembersOf(std::vector<Stretch> stretches, const Concepts& counted, std::size_t place,
                  const BaselineIndex& index) {
  Members members;
  bool beside = false;
  for (Stretch& stretch : stretches) {
    // "Three centres, on …": the counted noun opens the list, and is no member of it.
    const bool opens = members.own == 0 && HasOwn(stretch, place, index);
    LeaveOutCounted(counted, stretch);
    const bool own = HasOwn(stretch, place, index);
    members.own += own ? 1 : 0;
    const Term* stranger = own || !beside ? nullptr : StrangerIn(stretch, index);
    members.foreign = members.foreign == nullptr ? stranger : members.foreign;
    beside = opens || own || stranger != nullptr;
  }
  return members;
}

// The one member of a list, printed in full, of which the baseline's list says nothing: what the
// baseline speaks of elsewhere is no member of that list either.
const Term* Exchanged(const Held& held, const Figure& size, const Concepts& counted,
                      std::size_t place) {
  const Term* other = nullptr;
  std::int64_t members = 0;
  for (Stretch& stretch :
       StretchesOf(held.sentence, held.sentence.span.start, held.reading.text, kLightMember)) {
    LeaveOutCounted(counted, stretch);
    const bool known = std::any_of(stretch.begin(), stretch.end(), [&](const Term* term) {
      return ShareIn(*term, place, held.index) > 0;
    });
    members += stretch.empty() ? 0 : 1;
    if (stretch.empty() || known) {
      continue;
    }
    if (other != nullptr || !NamesMember(*stretch.back(), kExchanged)) {
      return nullptr;
    }
    other = stretch.back();
  }
  return Decimal(members) == size.value ? other : nullptr;
}

bool IsListSize(const Figure& figure) {
  const bool count = figure.kind == FigureKind::kCount || figure.kind == FigureKind::kNumber;
  return count && figure.comparator == Comparator::kEqual && figure.value > Decimal(2) &&
         figure.value < Decimal(kLongestList);
}

bool CountsSame(const std::vector<std::string>& concepts, const BaselineIndex::Quantity& quantity) {
  return std::any_of(concepts.begin(), concepts.end(), [&quantity](const std::string& key) {
    return std::find(quantity.concepts.begin(), quantity.concepts.end(), key) !=
           quantity.concepts.end();
  });
}

bool Tells(const Clause& clause) {
  return clause.polarity == Polarity::kPositive &&
         (clause.modality == Modality::kFact || clause.modality == Modality::kPlan);
}

Finding MemberFinding(const Held& held, const Term& foreign, const std::string& size,
                      std::size_t place) {
  const std::string printed = held.reading.text.substr(foreign.span.start, foreign.span.size());
  Finding finding = MakeFinding("CW-CLM-004", &held.sentence, &held.baseline.sentences[place]);
  finding.reason = fmt::format("the baseline's list of {} does not have '{}'", size, printed);
  finding.confidence = 0.8;  // another word for a member of the list cannot be excluded
  finding.signals.push_back(fmt::format("member={}", foreign.key));
  finding.key = fmt::format("member:{}:{}", foreign.key,
                            ClaimKeyOf("contradicts", held.baseline.sentences[place]));
  return finding;
}

// The list of `quantity` in the baseline, held against the sentence. All its members and one more
// are a list and something beside it.
std::optional<Finding> OtherMember(const Held& held, const Figure& size, const Concepts& counted,
                                   const BaselineIndex::Quantity& quantity) {
  const std::size_t place = quantity.sentence;
  const Members members =
      MembersOf(StretchesOf(held.sentence, held.sentence.span.start, held.reading.text), counted,
                place, held.index);
  const Term* foreign =
      members.foreign != nullptr ? members.foreign : Exchanged(held, size, counted, place);
  if (foreign == nullptr || members.own < 1 || Decimal(members.own) >= size.value) {
    return std::nullopt;
  }
  return MemberFinding(held, *foreign, size.text, place);
}

// Whether the baseline enumerates what `quantity` counts.
bool IsEnumerated(const Held& held, const BaselineIndex::Quantity& quantity) {
  const Figure& figure = held.baseline.figures[quantity.figure];
  const auto stretches =
      StretchesOf(held.baseline.sentences[quantity.sentence], figure.span.end, held.baseline.text);
  const auto members = std::count_if(stretches.begin(), stretches.end(),
                                     [](const Stretch& stretch) { return !stretch.empty(); });
  return Decimal(members) >= figure.value;
}

// "Is dedicated to", "will deal with": what follows says which member it is.
bool SaysWhichMember(std::string_view text) {
  constexpr std::array<std::string_view, 15> kFor = {
      " is dedicated to ", " is devoted to ", " deals with ", " will deal with ", " focuses on ",
      " will focus on ",   " is about ",      " concerns ",   " covers ",         " will cover ",
      " займётся ",        " займется ",      " посвящён ",   " посвящен ",       " занимается "};
  return std::any_of(kFor.begin(), kFor.end(),
                     [text](std::string_view mark) { return text.starts_with(mark); });
}

// The rank or the part of a list that `figure` gives: "the third", "one of the three".
bool PicksMember(const Figure& figure, std::string_view before) {
  const bool part = figure.kind == FigureKind::kFraction && figure.value < Decimal(1);
  return figure.kind == FigureKind::kOrdinal || part || before.ends_with("ne of the ") ||
         before.ends_with("дин из ");
}

// The verb itself, which stands right behind the member: "is dedicated to".
bool IsVerbBehind(std::string_view text, std::size_t member, const Term& term) {
  constexpr std::size_t kReach = 16;  // bytes of "is", "will be" before it
  const std::string_view gap = text.substr(member, term.span.start - member);
  return gap.size() <= kReach && gap.find_first_of(",;:") == std::string_view::npos;
}

// "The third centre is dedicated to nuclear safety": what is said of one member, of which the
// baseline has nothing. nullptr for none.
const Term* ForeignMatter(const Held& held, const Clause& clause, const Figure& figure,
                          std::size_t place) {
  const std::string_view text = held.reading.text;
  const Term* counted = nullptr;
  const Term* matter = nullptr;
  for (const Term& term : clause.terms) {
    if (term.span.start < figure.span.end) {
      continue;
    }
    if (matter == nullptr && SaysWhichMember(text.substr(term.span.end))) {
      counted = &term;
      continue;
    }
    const bool verb = matter == nullptr && term.kind != Term::Kind::kNoun && counted != nullptr &&
                      IsVerbBehind(text, counted->span.end, term);
    if (counted == nullptr || verb) {
      continue;
    }
    const bool name = term.kind == Term::Kind::kEntity || term.kind == Term::Kind::kName;
    if (name || ShareIn(term, place, held.index) > 0) {
      return nullptr;
    }
    matter = term.weight >= kMemberWeight ? &term : matter;
  }
  return matter;
}

std::optional<Finding> OtherMatter(const Held& held, const Clause& clause, const Figure& figure) {
  const std::string_view before = std::string_view(held.reading.text).substr(0, figure.span.start);
  if (!PicksMember(figure, before)) {
    return std::nullopt;
  }
  const std::vector<std::string> concepts = CountedConcepts(figure, clause);
  for (const BaselineIndex::Quantity& quantity : held.index.quantities()) {
    const Figure& other = held.baseline.figures[quantity.figure];
    if (!IsListSize(other) || !CountsSame(concepts, quantity) || !IsEnumerated(held, quantity)) {
      continue;
    }
    if (const Term* matter = ForeignMatter(held, clause, figure, quantity.sentence)) {
      return MemberFinding(held, *matter, other.text, quantity.sentence);
    }
  }
  return std::nullopt;
}

std::optional<Finding> OtherMemberBeside(const Held& held, const Clause& clause,
                                         const Figure& size) {
  const std::vector<std::string> concepts = CountedConcepts(size, clause);
  for (const BaselineIndex::Quantity& quantity : held.index.quantities()) {
    const Figure& other = held.baseline.figures[quantity.figure];
    if (!IsListSize(other) || other.value != size.value || !CountsSame(concepts, quantity) ||
        !IsEnumerated(held, quantity)) {
      continue;
    }
    if (auto finding = OtherMember(held, size, concepts, quantity)) {
      return finding;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Finding> FindPart(const Held& held, const Clause& clause, const Alignment& own) {
  const Sentence& other = held.baseline.sentences[*own.sentence];
  if (own.coverage < kDeniedFrom || !SaysAll(other) || clause.polarity != Polarity::kPositive) {
    return std::nullopt;
  }
  const std::string part = PartIn(held, clause);
  if (part.empty()) {
    return std::nullopt;
  }
  Finding finding = MakeFinding("CW-CLM-003", &held.sentence, &other);
  finding.reason = fmt::format("the baseline says that all did, here it is {}", part);
  finding.confidence = own.coverage;
  finding.signals.emplace_back("opposite=unanimous/part");
  finding.key = ClaimKeyOf("contradicts", other);
  return finding;
}

std::optional<Finding> FindOtherMember(const Held& held) {
  for (const Clause& clause : held.sentence.clauses) {
    for (const std::size_t i : clause.figures) {
      const Figure& size = held.reading.figures[i];
      auto finding =
          Tells(clause) && IsListSize(size) ? OtherMemberBeside(held, clause, size) : std::nullopt;
      finding = finding || !Tells(clause) ? finding : OtherMatter(held, clause, size);
      if (finding) {
        return finding;
      }
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
