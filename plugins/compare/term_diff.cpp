#include "plugins/compare/term_diff.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

#include "core/text.h"
#include "plugins/compare/name_forms.h"
#include "plugins/read/given_names.h"
#include "plugins/read/glossary.h"
#include "plugins/read/stem.h"
#include "plugins/read/synonyms.h"

namespace claimwatch {
namespace {

constexpr double kRelatedFrom =
    0.6;  // classes that cover one another this much are wordings of one thing

bool AreRelated(const std::string& a, const std::string& b) {
  const Glossary& glossary = Glossary::Builtin();
  const auto covers = [&glossary](const std::string& key, const std::string& other) {
    const auto& covered = glossary.CoveredBy(other);
    return std::any_of(covered.begin(), covered.end(), [&key](const auto& row) {
      return row.key == key && row.share >= kRelatedFrom;
    });
  };
  return covers(a, b) || covers(b, a);
}

// Of a name's word of five letters one may differ, of ten two; "Kim" and "Pak" are two people.
bool AreSpellings(std::string_view a, std::string_view b) {
  constexpr std::size_t kLettersPerSlip = 5;
  const auto letters = [](std::string_view word) {
    std::u32string own = ToUtf32(word);
    std::erase_if(own, IsDigit);  // "М12", "М14": compared as digits
    return own;
  };
  const std::u32string old = letters(a);
  const std::u32string now = letters(b);
  return EditDistance(old, now) <= std::min(old.size(), now.size()) / kLettersPerSlip;
}

// A place named by its country's people: "Kazakh" and "Kazakhstan" share a key already; "zhaparov"
// and "japarov" do not.
bool AreSpellingsOfOneName(const Term& a, const Term& b) {
  if (a.kind != Term::Kind::kName || b.kind != Term::Kind::kName) {
    return false;
  }
  constexpr std::string_view kMark = "name:";
  const auto words = [kMark](std::string_view key) {
    return Split(key.starts_with(kMark) ? key.substr(kMark.size()) : key, '-');
  };
  const std::vector<std::string_view> old = words(a.key);
  const std::vector<std::string_view> now = words(b.key);
  return std::equal(old.begin(), old.end(), now.begin(), now.end(), AreSpellings);
}

// One of them a person, the other a person or a name that no table has.
bool AreNames(const Term& a, const Term& b) {
  const auto person = [](const Term& term) {
    return term.key.starts_with("person:");
  };
  const auto name = [&person](const Term& term) {
    return term.kind == Term::Kind::kName || person(term);
  };
  return name(a) && name(b);
}

// "Финансировал", "профинансировал": what was being done and what was done. Of verbs on "-ировать"
// these prefixes make no other verb.
bool AreAspects(std::string_view a, std::string_view b) {
  constexpr std::array<std::string_view, 5> kPrefixes = {"про", "за", "от", "по", "с"};
  const std::string_view lone = a.size() < b.size() ? a : b;
  const std::string_view longer = a.size() < b.size() ? b : a;
  return lone.find("иров") != std::string_view::npos && longer.ends_with(lone) &&
         std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::string_view prefix) {
           return longer.size() == prefix.size() + lone.size() && longer.starts_with(prefix);
         });
}

bool ArePair(const Term& a, const Passage& before, const Term& b, const Passage& after) {
  if (AreOpposed(a, before, b, after)) {
    return false;
  }
  if (AreNames(a, b) && AreOtherPeople(before.TextOf(a), after.TextOf(b))) {
    return false;
  }
  if (AreNames(a, b)) {
    return AreNameForms(before.TextOf(a), after.TextOf(b)) || AreSpellingsOfOneName(a, b);
  }
  if (a.key == b.key || AreRelated(a.key, b.key) || AreSpellingsOfOneName(a, b)) {
    return true;
  }
  const std::string old = PlainWord(before.TextOf(a));
  const std::string now = PlainWord(after.TextOf(b));
  return IsMisprint(old, now) || AreSynonyms(old, now) || AreAspects(old, now);
}

// Erases from both lists what `same` pairs, equal keys first.
template <typename Same>
void Cancel(std::vector<Term>& gone, std::vector<Term>& come, const Same& same) {
  for (auto it = gone.begin(); it != gone.end();) {
    const auto partner =
        std::find_if(come.begin(), come.end(), [&](const Term& other) { return same(*it, other); });
    if (partner == come.end()) {
      ++it;
      continue;
    }
    come.erase(partner);
    it = gone.erase(it);
  }
}

// A term that is said again elsewhere in the same passage neither came nor went.
void DropRepeated(std::vector<Term>& terms, const std::vector<Term>& same_side,
                  const std::vector<Term>& other_side) {
  std::map<std::string, int> count;
  for (const Term& term : same_side) {
    ++count[std::string(BaseKey(term))];
  }
  std::erase_if(terms, [&](const Term& term) {
    return count[std::string(BaseKey(term))] > 1 &&
           std::any_of(other_side.begin(), other_side.end(),
                       [&](const Term& other) { return BaseKey(other) == BaseKey(term); });
  });
}

// "coast guard" became "coastguard": two words that stand together and the one that they make.
void CancelJoined(std::vector<Term>& two, const Passage& of_two, std::vector<Term>& one,
                  const Passage& of_one) {
  for (std::size_t i = 0; i + 1 < two.size();) {
    const bool beside =
        two[i + 1].span.start >= two[i].span.end && two[i + 1].span.start - two[i].span.end <= 1;
    const std::string both =
        PlainWord(of_two.TextOf(two[i])) + PlainWord(of_two.TextOf(two[i + 1]));
    const auto joined = std::find_if(one.begin(), one.end(), [&](const Term& term) {
      return beside && PlainWord(of_one.TextOf(term)) == both;
    });
    if (joined == one.end()) {
      ++i;
      continue;
    }
    one.erase(joined);
    const auto first = two.begin() + static_cast<std::ptrdiff_t>(i);
    two.erase(first, first + 2);
  }
}

bool IsSigns(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && IsCjk(NextCodePoint(text, at));
}

// 分发 | 车 became 分 | 发车: runs of Chinese words that join to the same signs were only parted
// elsewhere. How many terms from `from` and `other` on; {0, 0} when there are none.
std::pair<std::size_t, std::size_t> SameSigns(const std::vector<Term>& gone, std::size_t from,
                                              const Passage& before, const std::vector<Term>& come,
                                              std::size_t other, const Passage& after) {
  std::string old;
  std::string now;
  std::size_t i = from;
  std::size_t j = other;
  while (old.empty() || old != now) {
    const bool behind = old.size() <= now.size();
    const std::string_view more = behind ? (i < gone.size() ? before.TextOf(gone[i]) : "")
                                         : (j < come.size() ? after.TextOf(come[j]) : "");
    if (!IsSigns(more)) {
      return {};
    }
    (behind ? old : now) += more;
    ++(behind ? i : j);
    if (!old.starts_with(now) && !now.starts_with(old)) {
      return {};
    }
  }
  return {i - from, j - other};
}

void CancelParted(std::vector<Term>& gone, const Passage& before, std::vector<Term>& come,
                  const Passage& after) {
  const auto erase = [](std::vector<Term>& terms, std::size_t from, std::size_t count) {
    const auto first = terms.begin() + static_cast<std::ptrdiff_t>(from);
    terms.erase(first, first + static_cast<std::ptrdiff_t>(count));
  };
  for (std::size_t i = 0; i < gone.size();) {
    bool same = false;
    for (std::size_t j = 0; !same && j < come.size(); ++j) {
      const auto [old, now] = SameSigns(gone, i, before, come, j, after);
      same = old > 0;
      erase(gone, i, old);
      erase(come, j, now);
    }
    i += same ? 0U : 1U;
  }
}

// 办公室主任王芳 became 主任王芳: what is left of the longer one was dropped, and nothing took its
// place. One sign more is another matter: 副市长 is not 市长.
void CancelContained(std::vector<Term>& longer, const Passage& of_longer, std::vector<Term>& parts,
                     const Passage& of_parts) {
  constexpr std::size_t kLeast = 6;  // bytes, two signs
  for (Term& term : longer) {
    const std::string_view whole = of_longer.TextOf(term);
    const auto part = std::find_if(parts.begin(), parts.end(), [&](const Term& one) {
      const std::string_view text = of_parts.TextOf(one);
      return IsSigns(whole) && text.size() >= kLeast && whole.size() >= text.size() + kLeast &&
             whole.ends_with(text);
    });
    if (part != parts.end()) {
      term.span.end -= of_parts.TextOf(*part).size();
      parts.erase(part);
    }
  }
}

// "Ivan Petrov" of "«Vesna» Ivan Petrov", of which the other side lost the marks: a full name that
// the other side prints neither came nor went.
void DropPrinted(std::vector<Term>& terms, const Passage& passage, const Passage& other) {
  std::erase_if(terms, [&](const Term& term) {
    const std::string_view name = passage.TextOf(term);
    const bool full = term.kind == Term::Kind::kName && name.find(' ') != std::string_view::npos;
    return full && std::any_of(other.sentences.begin(), other.sentences.end(),
                               [name](const Sentence* sentence) {
                                 return sentence->text.find(name) != std::string::npos;
                               });
  });
}

// "Ж." of "Ж. Орлова": an initial names nobody.
void DropInitials(std::vector<Term>& terms, const Passage& passage) {
  const std::string_view text = passage.reading->text;
  std::erase_if(terms, [&](const Term& term) {
    const bool dot = term.span.end < text.size() && text[term.span.end] == '.';
    return dot && ToUtf32(passage.TextOf(term)).size() == 1;
  });
}

// "公顷" of "80公顷": what a figure is measured in is compared with the figure.
void DropUnits(std::vector<Term>& terms, const Passage& passage) {
  std::erase_if(terms, [&](const Term& term) {
    return term.kind != Term::Kind::kQuantity &&
           std::any_of(passage.figures.begin(), passage.figures.end(), [&](const Figure* figure) {
             return figure->kind == FigureKind::kMeasure && figure->span.Covers(term.span);
           });
  });
}

double Weight(const std::vector<Term>& terms) {
  double weight = 0;
  for (const Term& term : terms) {
    weight += term.weight;
  }
  return weight;
}

}  // namespace

bool AreOpposed(const Term& a, const Passage& before, const Term& b, const Passage& after) {
  const std::string old = PlainWord(before.TextOf(a));
  const std::string now = PlainWord(after.TextOf(b));
  return Glossary::Builtin().AreOpposite(a.key, b.key) || AreAntonyms(old, now) ||
         ExcludeInNews(old, now);
}

double TermDiff::GoneWeight() const {
  return Weight(gone);
}

double TermDiff::ComeWeight() const {
  return Weight(come);
}

bool IsPrefixNegation(std::string_view a, std::string_view b) {
  struct Prefix {
    std::string_view letters;
    std::size_t least;  // bytes of the word that it denies
  };

  constexpr std::array<Prefix, 9> kPrefixes = {{{"un", 5},
                                                {"in", 6},
                                                {"non", 5},
                                                {"ir", 6},
                                                {"il", 5},
                                                {"im", 6},
                                                {"не", 8},
                                                {"без", 8},
                                                {"бес", 8}}};
  const std::string_view denied = a.size() < b.size() ? a : b;
  const std::string_view longer = a.size() < b.size() ? b : a;
  const bool form = longer.starts_with("i") && (denied.ends_with("ed") || denied.ends_with("ing") ||
                                                denied.ends_with("s"));  // "formed", "informed"
  return !form && std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](const Prefix& prefix) {
    return denied.size() >= prefix.least &&
           longer.size() == prefix.letters.size() + denied.size() &&
           longer.starts_with(prefix.letters) && longer.ends_with(denied);
  });
}

bool IsMisprint(std::string_view a, std::string_view b) {
  if (a == b) {
    return true;
  }
  if (IsPrefixNegation(a, b)) {
    return false;
  }
  const std::u32string old = ToUtf32(a);
  const std::u32string now = ToUtf32(b);
  const std::size_t shorter = std::min(old.size(), now.size());
  const std::size_t longer = std::max(old.size(), now.size());
  const bool digits =
      std::any_of(now.begin(), now.end(), IsDigit) || std::any_of(old.begin(), old.end(), IsDigit);
  if (digits || shorter < 4 || longer > 40 || longer - shorter > 2) {
    return false;
  }
  // One sign of Chinese is a word, or a family name; only signs that changed places are a slip.
  if (std::any_of(old.begin(), old.end(), IsCjk)) {
    return std::is_permutation(old.begin(), old.end(), now.begin(), now.end());
  }
  const Glossary& glossary = Glossary::Builtin();
  if (AreOtherGivenNames(a, b) || (glossary.IsKnownWord(a) && glossary.IsKnownWord(b))) {
    return false;
  }
  return EditDistance(old, now) <= (shorter >= 9 ? 2U : 1U);
}

TermDiff DiffTerms(const Passage& before, const Passage& after) {
  TermDiff diff{JoinNames(before.terms, before.reading->text),
                JoinNames(after.terms, after.reading->text)};
  Cancel(diff.gone, diff.come, [](const Term& a, const Term& b) { return a.key == b.key; });
  Cancel(diff.gone, diff.come,
         [&](const Term& a, const Term& b) { return ArePair(a, before, b, after); });
  CancelJoined(diff.gone, before, diff.come, after);
  CancelJoined(diff.come, after, diff.gone, before);
  CancelParted(diff.gone, before, diff.come, after);
  if (diff.gone.size() == 1 && diff.come.size() == 1) {
    CancelContained(diff.gone, before, diff.come, after);
    CancelContained(diff.come, after, diff.gone, before);
  }
  DropPrinted(diff.gone, before, after);
  DropPrinted(diff.come, after, before);
  DropInitials(diff.gone, before);
  DropInitials(diff.come, after);
  DropUnits(diff.gone, before);
  DropUnits(diff.come, after);
  if (diff.gone.empty() || diff.come.empty()) {
    DropRepeated(diff.gone, before.terms, after.terms);
    DropRepeated(diff.come, after.terms, before.terms);
  }
  return diff;
}

}  // namespace claimwatch
