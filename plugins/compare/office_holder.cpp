#include "plugins/compare/office_holder.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "plugins/compare/actor.h"
#include "plugins/compare/make.h"
#include "plugins/compare/words.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr std::size_t kBeside = 4;  // bytes between neighbours: " of ", "'s "

// A person with the country and the office that stand before the name. Keys; the office may be
// empty where its words are those of the person ("Kyrgyz President" is a name of his).
struct Holder {
  std::string person;
  std::string country;
  const Term* office = nullptr;
  Span span;  // from the country to the name
};

// The country of a name that is a title: "Kyrgyz President". Empty for any other.
std::string CountryOfTitle(const Term& term, std::string_view text) {
  const std::vector<Word> words =
      SplitWords(text.substr(term.span.start, term.span.size()), term.span.start);
  constexpr std::size_t kTitle = 2;  // words
  if (words.size() != kTitle) {
    return {};
  }
  const Glossary& glossary = Glossary::Builtin();
  const auto country = glossary.Find({words.front()}, 0);
  const auto office = glossary.Find({words.back()}, 0);
  const std::string key = country ? std::string(glossary.Entry(country->id).key) : std::string();
  const bool title = office && glossary.Entry(office->id).key == "head_of_state";
  return title && key.starts_with("country:") ? key : std::string();
}

bool AreBeside(const Term& left, const Term& right, std::string_view text) {
  const std::size_t from = std::min(left.span.end, right.span.start);
  const std::string_view gap = text.substr(from, right.span.start - from);
  constexpr std::array<std::string_view, 5> kGaps = {"", " ", " of ", "'s ", "’s "};
  return gap.size() <= kBeside + 1 && std::find(kGaps.begin(), kGaps.end(), gap) != kGaps.end();
}

// "In China President Tokayev", «из Китая президент Токаев», 访问中国总统托卡耶夫: the country in
// front of the office is where somebody was.
bool IsWhereabouts(const Term& country, std::string_view text) {
  constexpr std::array<std::string_view, 8> kBeing = {"访问", "抵达", "离开", "飞抵",
                                                      "前往", "在",   "从",   "对"};
  constexpr std::array<std::string_view, 12> kGoverning = {
      " in ",  "In ",        " to ",   " from ", "From ",  " with ",
      "With ", " visiting ", " left ", " via ",  " into ", " at "};
  constexpr std::array<std::string_view, 6> kNouns = {"stan", "ia", "a", "y", "ce", "an"};
  const std::string_view word = text.substr(country.span.start, country.span.size());
  const std::string_view before = text.substr(0, country.span.start);
  const auto ends = [](std::string_view one, const auto& endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [one](std::string_view ending) { return one.ends_with(ending); });
  };
  std::size_t at = 0;
  const char32_t first = NextCodePoint(word, at);
  if (IsCyrillic(first)) {  // an adjective it is, or behind the office
    constexpr std::array<std::string_view, 9> kAdjective = {"ий", "ого", "ому", "им", "ом",
                                                            "ая", "ой",  "ие",  "их"};
    return !ends(word, kAdjective);
  }
  return IsCjk(first) ? ends(before, kBeing) : ends(word, kNouns) && ends(before, kGoverning);
}

// "Former", "acting", "to be": no office that is held now.
bool IsHeldNow(std::string_view text, std::size_t at) {
  constexpr std::size_t kReach = 24;  // bytes
  const std::size_t from = at - std::min(at, kReach);
  return !HasOneOf(text.substr(from, at - from),
                   {"ormer ", "ex-", "cting ", "ast ", "elect", "ывш", "экс-", "сполняющ", "и. о.",
                    "врио", "前", "原", "代"});
}

// The words before the person at `at`: country and office, office and country, or a title.
std::optional<Holder> HolderAt(const Clause& clause, std::size_t at, std::string_view text) {
  const Term& person = clause.terms[at];
  if (at == 0 || !AreBeside(clause.terms[at - 1], person, text)) {
    return std::nullopt;
  }
  const Term& last = clause.terms[at - 1];
  if (IsPerson(last)) {
    const std::string country = CountryOfTitle(last, text);
    return country.empty()
               ? std::nullopt
               : std::optional<Holder>(
                     {person.key, country, nullptr, {last.span.start, person.span.end}});
  }
  if (at < 2 || !AreBeside(clause.terms[at - 2], last, text)) {
    return std::nullopt;
  }
  const Term& first = clause.terms[at - 2];
  const Term& country = IsOffice(last) ? first : last;
  const Term& office = IsOffice(last) ? last : first;
  if (!IsOffice(office) || !country.key.starts_with("country:") ||
      (&country == &first && IsWhereabouts(country, text))) {
    return std::nullopt;
  }
  return Holder{person.key, country.key, &office, {first.span.start, person.span.end}};
}

// "Wang Yi, | who is China's prime minister, | said": a clause of a country and an office alone,
// behind one that a person ends.
std::optional<Holder> HolderBehind(const Clause& before, const Clause& clause) {
  constexpr std::size_t kOffice = 2;  // terms
  const bool person = !before.terms.empty() && IsPerson(before.terms.back()) &&
                      clause.span.start - before.terms.back().span.end <= kOffice;
  if (!person || clause.terms.size() != kOffice || !IsOffice(clause.terms.back()) ||
      !clause.terms.front().key.starts_with("country:")) {
    return std::nullopt;
  }
  return Holder{before.terms.back().key,
                clause.terms.front().key,
                &clause.terms.back(),
                {before.terms.back().span.start, clause.terms.back().span.end}};
}

std::vector<Holder> HoldersIn(const Sentence& sentence, std::string_view text) {
  std::vector<Holder> holders;
  for (std::size_t i = 1; i < sentence.clauses.size(); ++i) {
    const auto holder = HolderBehind(sentence.clauses[i - 1], sentence.clauses[i]);
    if (holder && IsHeldNow(text, holder->span.end) && IsHeldNow(text, holder->span.start)) {
      holders.push_back(*holder);
    }
  }
  for (const Clause& clause : sentence.clauses) {
    for (std::size_t i = 0; i < clause.terms.size(); ++i) {
      const auto holder = IsPerson(clause.terms[i]) ? HolderAt(clause, i, text) : std::nullopt;
      if (holder && IsHeldNow(text, holder->span.start)) {
        holders.push_back(*holder);
      }
    }
  }
  return holders;
}

// Whether both name the same country and offices of which neither excludes the other.
bool Agrees(const Holder& here, const Holder& there) {
  return here.country == there.country && (here.office == nullptr || there.office == nullptr ||
                                           !AreOtherOffices(*here.office, *there.office));
}

// "It is not true that …", "wrongly called him …": who puts an office right names the wrong one.
bool StatesItself(const Held& held) {
  const bool stated = std::all_of(
      held.sentence.clauses.begin(), held.sentence.clauses.end(), [](const Clause& clause) {
        return clause.polarity == Polarity::kPositive && clause.modality != Modality::kOpinion;
      });
  return stated &&
         !HasOneOf(held.sentence.text, {"wrongly", "mistaken", "erroneous", "incorrect", "false",
                                        "шибочно", "неверно", "ложн", "错误", "误称", "不实"});
}

Finding OfficeFinding(const Held& held, const Holder& here, const Sentence& other,
                      std::string_view there) {
  Finding finding = MakeFinding("CW-ENT-001", &held.sentence, &other);
  finding.reason = fmt::format("the baseline has '{}', here it is '{}'", there,
                               held.reading.text.substr(here.span.start, here.span.size()));
  finding.confidence = 0.9;  // somebody may hold two offices
  finding.signals.push_back(fmt::format("office={}", here.country));
  finding.key = fmt::format("office:{}:{}", here.person, here.country);
  return finding;
}

}  // namespace

std::optional<Finding> FindOtherOffice(const Held& held) {
  if (!StatesItself(held)) {
    return std::nullopt;
  }
  for (const Holder& here : HoldersIn(held.sentence, held.reading.text)) {
    const Sentence* other = nullptr;
    Span printed;
    bool agrees = false;
    for (const Sentence& sentence : held.baseline.sentences) {
      for (const Holder& there : HoldersIn(sentence, held.baseline.text)) {
        if (there.person == here.person) {
          agrees = agrees || Agrees(here, there);
          other = &sentence;
          printed = there.span;
        }
      }
    }
    if (other != nullptr && !agrees) {
      return OfficeFinding(held, here, *other,
                           held.baseline.text.substr(printed.start, printed.size()));
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
