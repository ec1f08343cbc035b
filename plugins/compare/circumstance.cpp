#include "plugins/compare/circumstance.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include "plugins/compare/words.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

constexpr double kOwnShare = 0.5;    // a word from here on is the baseline sentence's own
constexpr double kOwnPart = 0.35;    // of what is denied: less of it is another matter
constexpr double kComplement = 0.8;  // a word from here on makes another object of a deed
constexpr double kOwnObject = 0.6;   // of what a deed is done to: less of it is another object
constexpr double kMatter = 0.4;      // a word from here on may be what is denied

using Terms = std::vector<const Term*>;

// From `denial` to the next comma or the end of the clause.
std::string_view ScopeOf(const Held& held, const Clause& clause, const Span& denial) {
  const std::string_view scope =
      std::string_view(held.reading.text).substr(denial.end, clause.span.end - denial.end);
  return scope.substr(0, std::min(scope.find(','), scope.find("，")));
}

bool SaysHowIn(std::string_view scope) {
  constexpr std::array<std::string_view, 21> kHow = {
      "alone",        "immediate", "publicly",  "openly",       "secretly",     "separately",
      "solely",       "merely",    "privately", "unilaterally", "сразу",        "публично",
      "открыто",      "тайно",     "одиночку",  "немедленно",   "единственный", "единственная",
      "единственным", "лишь",      "только"};
  constexpr std::array<std::string_view, 10> kPhrases = {
      " immediately", "唯一",        " at once",     " in public",           " in secret",
      " in private",  " right away", " on the spot", " behind closed doors", " straight away"};
  const std::vector<Word> words = SplitWords(scope, 0);
  return std::any_of(words.begin(), words.end(),
                     [&](const Word& word) {
                       return std::any_of(kHow.begin(), kHow.end(), [&word](std::string_view how) {
                         return word.plain.starts_with(how);
                       });
                     }) ||
         std::any_of(kPhrases.begin(), kPhrases.end(), [scope](std::string_view phrase) {
           return scope.find(phrase) != std::string_view::npos;
         });
}

// "Not the only", "不是唯一": what is denied is told right behind the word that denies.
bool IsNotOnly(std::string_view scope) {
  constexpr std::size_t kReach = 15;  // bytes: five Han characters
  constexpr std::array<std::string_view, 10> kOnly = {" only ", "唯一", "只",   "公开", "单独",
                                                      "立即",   "马上", "当场", "独自", "仅"};
  const std::string_view near = scope.substr(0, kReach);
  return std::any_of(kOnly.begin(), kOnly.end(), [near](std::string_view word) {
    return near.find(word) != std::string_view::npos;
  });
}

// "Friendship, and cooperation alone.": the last word of a list belongs to the whole of it.
bool EndsAlone(const Held& held, const Clause& clause) {
  const std::string_view text =
      std::string_view(held.reading.text).substr(clause.span.start, clause.span.size());
  return text.substr(0, text.find_last_not_of(" .!;,") + 1).ends_with(" alone");
}

Terms TermsIn(const Clause& clause, std::size_t from, std::size_t to) {
  Terms terms;
  for (const Term& term : clause.terms) {
    if (term.span.start >= from && term.span.end <= to) {
      terms.push_back(&term);
    }
  }
  return terms;
}

// The share of `terms` that a baseline sentence has, 0–1; 1 when they say too little.
double CoveredOf(const Held& held, const Terms& terms, std::size_t place) {
  double weight = 0;
  double covered = 0;
  for (const Term* term : terms) {
    const double own = held.index.WeightOf(*term);
    weight += own;
    covered += own * ShareIn(*term, place, held.index);
  }
  return weight >= kMatter ? covered / weight : 1;
}

// Whether the first word of `denied` is none of the baseline sentence's, nor most of the rest.
bool IsOtherMatter(const Held& held, const Terms& denied, std::size_t place) {
  return CoveredOf(held, denied, place) <= kOwnPart &&
         ShareIn(*denied.front(), place, held.index) < kOwnShare;
}

// "Did not sign a military pact", "not opened to visitors": the deed is the baseline's, what it is
// done to is not.
bool HasOtherObject(const Held& held, const Terms& denied, std::size_t place) {
  constexpr std::array<std::string_view, 6> kTo = {" ", "", " a ", " an ", " any ", " to "};
  if (denied.size() < 2 || ShareIn(*denied[0], place, held.index) < kOwnShare) {
    return false;
  }
  const Term& object = *denied[1];
  const std::size_t from = denied[0]->span.end;
  const std::string_view gap =
      std::string_view(held.reading.text).substr(from, object.span.start - from);
  const bool other = object.weight >= kComplement && held.index.Places(object.key).empty() &&
                     std::find(kTo.begin(), kTo.end(), gap) != kTo.end();
  return other && CoveredOf(held, {denied.begin() + 1, denied.end()}, place) < kOwnObject;
}

// "Xi's wife did not": one beside him who is named.
bool IsOfAnother(const Held& held, const Clause& clause, const Span& denial) {
  constexpr std::array<std::string_view, 8> kKin = {"wife",   "husband", "daughter", "жена",
                                                    "супруг", "дочь",    "夫人",     "妻子"};
  const std::string_view text = held.reading.text;
  const Terms before = TermsIn(clause, clause.span.start, denial.start);
  return std::any_of(before.begin(), before.end(), [&](const Term* term) {
    const std::string_view head = text.substr(0, term->span.start);
    const bool possessed = head.ends_with("'s ") || head.ends_with("’s ");
    const bool known = !held.index.Places(term->key).empty();
    return (possessed && !known && term == before.back()) ||
           std::any_of(kKin.begin(), kKin.end(), [&](std::string_view kin) {
             return text.substr(term->span.start, term->span.size()).starts_with(kin);
           });
  });
}

// "Signed it not in the morning": the deed is told before the word that denies.
bool IsToldBefore(const Held& held, const Clause& clause, const Span& denial, std::size_t place,
                  const Terms& denied) {
  const Terms before = TermsIn(clause, clause.span.start, denial.start);
  const auto own = [&](const Term* term) {
    return ShareIn(*term, place, held.index) >= kOwnShare;
  };
  return !denied.empty() && std::none_of(denied.begin(), denied.end(), own) &&
         std::any_of(before.begin(), before.end(), [&](const Term* term) {
           return term->kind == Term::Kind::kVerb && own(term);
         });
}

// "不是在上午而是在下午", "not in the morning but in the afternoon": what is put right is none of
// the baseline sentence's.
bool IsPutRight(const Held& held, const Clause& clause, std::size_t place, const Span& denial,
                std::string_view scope) {
  const std::size_t but = std::min(scope.find("而是"), scope.find(" but "));
  const Terms wrong = TermsIn(clause, denial.end, denial.end + std::min(but, scope.size()));
  return but != std::string_view::npos &&
         std::none_of(wrong.begin(), wrong.end(), [&](const Term* term) {
           return ShareIn(*term, place, held.index) >= kOwnShare;
         });
}

bool IsCircumstance(const Held& held, const Clause& clause, std::size_t place, const Span& denial) {
  const std::string_view scope = ScopeOf(held, clause, denial);
  const Terms denied = TermsIn(clause, denial.end, denial.end + scope.size());
  return SaysHowIn(scope) || IsNotOnly(scope) || EndsAlone(held, clause) ||
         IsOtherMatter(held, denied, place) || HasOtherObject(held, denied, place) ||
         IsOfAnother(held, clause, denial) || IsPutRight(held, clause, place, denial, scope) ||
         IsToldBefore(held, clause, denial, place, denied);
}

// "Do not see it as a way out", "does not want a trade war", "did not say where": who denies to
// want something says what he thinks of it, who does not say something denies nothing.
bool DeniesWish(const Held& held, const std::vector<Span>& denials) {
  constexpr std::array<std::string_view, 45> kWishes = {
      " want",    " see ",    " regard",     " view",     " wish",    " seek",     " хоч",
      " хот",     " вид",     "寻求",        " say ",     " specify", " disclose", " elaborate",
      " mention", " explain", " comment",    " clarify",  " reveal",  " уточн",    " раскры",
      " коммент", " сказал",  " поясн",      " упомина",  " упомяну", "说明",      "透露",
      "提到",     " know",    " understand", " remember", " believe", " think",    " doubt",
      " знал",    " знаю",    " знает",      " знают",    " помн",    " понима",   " думаю",
      " думает",  "知道",     "清楚"};
  const std::string_view text = held.reading.text;
  return std::any_of(denials.begin(), denials.end(), [text, &kWishes](const Span& denial) {
    const std::string_view rest = text.substr(denial.end);
    return std::any_of(kWishes.begin(), kWishes.end(),
                       [rest](std::string_view wish) { return rest.starts_with(wish); });
  });
}

// "Delayed by ten minutes", "postponed to the afternoon": done on the same day.
bool IsWithinDay(std::string_view behind) {
  return !HasOneOf(behind, {" after ", "после", "以后"}) &&
         HasOneOf(behind, {" minute",        " hour",          "to the afternoon",
                           "to the evening", " the afternoon", "until afternoon",
                           "until evening",  " the evening",   "later in the day",
                           "later that day", "later the same", " минут",
                           " час ",          " часа",          " часов",
                           " до вечера",     " на вечер",      " на послеобеденное",
                           "分钟",           "小时",           "到下午",
                           "至下午",         "到晚",           "至晚",
                           "到当天",         "至当天"});
}

// An amount, and no part of a date or a group.
bool HasAmount(const Held& held, const Clause& clause) {
  return std::any_of(clause.figures.begin(), clause.figures.end(), [&held](std::size_t i) {
    const Figure& figure = held.reading.figures[i];
    return figure.kind == FigureKind::kCount && figure.comparator != Comparator::kEqual;
  });
}

// "The power plant agreement was not signed": what is named right before the paper makes it
// another.
bool IsOtherPaper(const Held& held, const Clause& clause, std::size_t place) {
  constexpr std::array<std::string_view, 4> kPapers = {"agreement", "document", "memorandum",
                                                       "plan"};
  constexpr double kTelling = 0.6;  // weight
  for (std::size_t i = 0; i + 1 < clause.terms.size(); ++i) {
    const Term& what = clause.terms[i];
    const Term& paper = clause.terms[i + 1];
    const bool noun = what.kind == Term::Kind::kNoun || what.kind == Term::Kind::kUnknown;
    if (noun && what.weight >= kTelling && paper.span.start - what.span.end <= 1 &&
        std::find(kPapers.begin(), kPapers.end(), paper.key) != kPapers.end() &&
        ShareIn(what, place, held.index) == 0) {
      return true;
    }
  }
  return false;
}

// Something that can be exceeded or missed: "the agreement was not reached" speaks of none.
bool HasLevel(const Clause& clause) {
  return !clause.figures.empty() ||
         std::any_of(clause.terms.begin(), clause.terms.end(),
                     [](const Term& term) { return term.key == "goal" || term.key == "number"; });
}

}  // namespace

bool IsMeasured(const Held& held, const Clause& clause, const Term& term) {
  const std::string_view text = held.reading.text;
  if (term.key == "exceed" || term.key == "below") {
    return HasAmount(held, clause) || !HasLevel(clause);
  }
  return term.key == "delay" &&
         IsWithinDay(text.substr(term.span.end, clause.span.end - term.span.end));
}

bool DeniesCircumstance(const Held& held, const Clause& clause, std::size_t place,
                        const std::vector<Span>& denials) {
  if (DeniesWish(held, denials) || IsOtherPaper(held, clause, place)) {
    return true;
  }
  return !denials.empty() && std::all_of(denials.begin(), denials.end(), [&](const Span& denial) {
    return IsCircumstance(held, clause, place, denial);
  });
}

bool IsOvercome(const Term& term, std::string_view text) {
  constexpr std::array<std::string_view, 5> kAfter = {"after", "despite", "following", "после",
                                                      "несмотря"};
  constexpr std::size_t kReach = 4;   // words: "after a very long delay"
  constexpr std::size_t kBytes = 64;  // that they take, so that a long sentence costs no more
  const std::size_t from = term.span.start - std::min(term.span.start, kBytes);
  const std::string_view near = text.substr(from, term.span.start - from);
  const std::vector<Word> words = SplitWords(near.substr(near.find_last_of(".!?\n") + 1), 0);
  const std::size_t first = words.size() - std::min(words.size(), kReach);
  return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(first), words.end(),
                     [&](const Word& word) {
                       return std::find(kAfter.begin(), kAfter.end(), word.plain) != kAfter.end();
                     });
}

}  // namespace claimwatch
