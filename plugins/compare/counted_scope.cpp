// Whose count a figure is: of two parties among several, of somebody's own list.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "plugins/compare/counted.h"
#include "plugins/compare/held.h"
#include "plugins/compare/words.h"
#include "plugins/read/glossary.h"

namespace claimwatch {
namespace {

std::string_view TextOf(const Clause& clause, std::string_view text) {
  return text.substr(clause.span.start, clause.span.size());
}

// What stands in the clause before the figure.
std::string_view Before(const Clause& clause, const Figure& one, std::string_view text) {
  const std::size_t end = std::max(clause.span.start, one.span.start);
  return text.substr(clause.span.start, end - clause.span.start);
}

constexpr std::size_t kSide = 16;  // bytes: " in favour of"

// What stands behind the first word for a vote; empty when there is none.
std::string_view VotedFor(std::string_view text) {
  constexpr std::array<std::string_view, 4> kVoted = {" voted", " voting", "проголосовал",
                                                      "голосовали"};
  for (const std::string_view word : kVoted) {
    if (const std::size_t at = text.find(word); at != std::string_view::npos) {
      return text.substr(at + word.size());
    }
  }
  return {};
}

// Names, proposes or lists, and does not only speak.
bool ListsBetween(std::string_view gap) {
  constexpr std::array<std::string_view, 20> kLists = {
      " named ",  " proposed ",    " suggested ",  " identified ", " outlined ",
      " listed ", " put forward ", " called for ", " set out ",    " назвал",
      " предлож", " выделил ",     " обозначил",   " определил",   " озвучил",
      "提出",     "列出",          "提议",         "建议",         "列举"};
  constexpr std::array<std::string_view, 4> kThat = {" that ", ", ", "，", ": "};
  return HasOneOf(gap, kLists) && !HasOneOf(gap, kThat);
}

// "Прибыль НЛМК", "turnout in Balti", "five years for Ozols": whose the counted thing is.
bool OwnsFigure(const Entity& entity, const Figure& one, std::string_view text) {
  constexpr std::array<std::string_view, 10> kOf = {" for ", " in ",  "In ", " at ", "At ",
                                                    " of ",  " для ", " в ", "В ",   " у "};
  constexpr std::size_t kPossessive = 3;  // bytes: "'s "
  const std::string_view before = text.substr(0, entity.span.start);
  const Span& counted = one.counted_span;
  const bool behind = counted.size() > 0 && entity.span.start >= counted.end &&
                      entity.span.start - counted.end <= 1;
  const bool ahead = counted.size() > 0 && counted.start >= entity.span.end &&
                     counted.start - entity.span.end <= kPossessive;
  // "В соседнем Новотроицке": one word may stand between.
  const std::string_view near = before.substr(0, Trim(before).rfind(' ') + 1);
  return behind || ahead || std::any_of(kOf.begin(), kOf.end(), [&](std::string_view word) {
           const bool adjective = word != " of " && near.ends_with(word) && near.size() > 1;
           return before.ends_with(word) || adjective;
         });
}

// "Lufthansa cancelled 24 flights": who opens the clause, right before its verb.
bool DoesIt(const Entity& entity, const Clause& clause) {
  return clause.terms.size() > 1 && clause.terms[0].span.start == entity.span.start &&
         clause.terms[1].kind == Term::Kind::kVerb &&
         clause.terms[1].span.start >= entity.span.end &&
         clause.terms[1].span.start - entity.span.end <= 1;
}

// "Северстали", where the text has "Северсталью"; a town is not its region ("Оренбургской").
bool HasFormOf(const std::string& text, const std::string& name) {
  constexpr std::size_t kLong = 7;     // letters; such a name may have an ending of two
  constexpr std::size_t kEndings = 3;  // letters behind the stem that are an ending
  const std::u32string letters = ToUtf32(name);
  if (!IsCyrillic(letters.front())) {
    return text.find(name) != std::string::npos;
  }
  const std::size_t ending = letters.size() >= kLong ? 2 : 1;
  const std::string stem =
      FromUtf32(std::u32string_view(letters).substr(0, letters.size() - ending));
  for (std::size_t at = text.find(stem); at != std::string::npos; at = text.find(stem, at + 1)) {
    std::size_t behind = at + stem.size();
    std::size_t more = 0;
    while (behind < text.size() && IsLetter(NextCodePoint(text, behind))) {
      ++more;
    }
    if (more <= kEndings) {
      return true;
    }
  }
  return false;
}

// "DNB economists expect", "Lufthansa cancelled": a word of English text that is no name to the
// reader, since all sentences open with a capital, and that no dictionary has.
bool OpensWithUnknown(const Clause& clause, const Reading& reading, const Reading& baseline,
                      bool expects) {
  const Term& first = clause.terms.front();
  const std::string word = reading.text.substr(first.span.start, first.span.size());
  if (first.kind != Term::Kind::kUnknown || baseline.text.find(word) != std::string::npos) {
    return false;
  }
  const auto capital = [](char c) {
    return c >= 'A' && c <= 'Z';
  };
  const bool verb = clause.terms.size() > 1 && clause.terms[1].kind == Term::Kind::kVerb &&
                    clause.terms[1].span.start - first.span.end == 1;
  const bool acronym = word.size() > 1 && std::all_of(word.begin(), word.end(), capital);
  const bool name = reading.language == "en" && capital(word.front()) &&
                    !Glossary::Builtin().IsKnownWord(LowerCase(word));
  return (expects && acronym) || (verb && name);
}

}  // namespace

bool IsOfAnotherName(const Clause& clause, const Figure& one, const Reading& reading,
                     const Reading& baseline) {
  if (reading.language != baseline.language || clause.terms.empty()) {
    return false;
  }
  const bool expects = std::binary_search(clause.concepts.begin(), clause.concepts.end(), "expect");
  const auto is_of = [&](const Entity& entity) {
    const bool whose = OwnsFigure(entity, one, reading.text) || DoesIt(entity, clause) ||
                       (expects && entity.span.end <= one.span.start);
    return entity.role == "name" && whose && !HasFormOf(baseline.text, entity.text);
  };
  return OpensWithUnknown(clause, reading, baseline, expects) ||
         std::any_of(clause.entities.begin(), clause.entities.end(), is_of);
}

bool IsOtherVote(std::string_view here, std::string_view there) {
  const std::string_view one = VotedFor(here);
  const std::string_view other = VotedFor(there);
  const auto against = [](std::string_view text) {
    return HasOneOf(text.substr(0, kSide), {" against", " против"});
  };
  if (one.empty() || other.empty()) {
    return false;
  }
  constexpr std::string_view kTo = " to ";
  if (one.starts_with(kTo) || other.starts_with(kTo)) {
    const std::string_view deed = one.starts_with(kTo) ? one : other;
    const std::string_view verb = deed.substr(kTo.size());
    return !HasOneOf(deed == one ? other : one, {verb.substr(0, verb.find_first_of(" .,;"))});
  }
  return against(one) != against(other);
}

bool IsOfTwo(const Clause& clause, std::string_view text) {
  constexpr std::array<std::string_view, 8> kJoined = {" and ", " и ", "和", "与",
                                                       "同",    "-",   "–",  " — "};
  constexpr std::array<std::string_view, 6> kShort = {"中哈", "中吉", "中塔",
                                                      "中土", "中乌", "哈中"};
  std::vector<const Entity*> parties;
  for (const Entity& entity : clause.entities) {
    if (entity.role == "group") {
      return false;
    }
    if (entity.role == "country") {
      parties.push_back(&entity);
    }
  }
  if (parties.size() != 2 || parties[0]->key == parties[1]->key) {
    return parties.empty() && HasOneOf(TextOf(clause, text), kShort);
  }
  const std::size_t from = std::min(parties[0]->span.end, parties[1]->span.start);
  const std::string_view gap = text.substr(from, parties[1]->span.start - from);
  return std::find(kJoined.begin(), kJoined.end(), gap) != kJoined.end();
}

bool IsOwnList(const Clause& clause, const Figure& one, const Sentence& other,
               std::string_view text) {
  constexpr std::array<std::string_view, 4> kOwn = {" own ", "собственн", "自己的", "свои "};
  constexpr std::array<std::string_view, 7> kWorld = {
      " in the world", " worldwide", " globally", " в мире", " по миру", "全球", "全世界"};
  if (HasOneOf(Before(clause, one, text), kOwn) || HasOneOf(TextOf(clause, text), kWorld)) {
    return true;
  }
  return std::any_of(clause.entities.begin(), clause.entities.end(), [&](const Entity& entity) {
    const bool another =
        entity.role == "person" && entity.span.end <= one.span.start &&
        std::none_of(other.clauses.begin(), other.clauses.end(), [&entity](const Clause& there) {
          return std::any_of(there.entities.begin(), there.entities.end(),
                             [&entity](const Entity& named) { return named.key == entity.key; });
        });
    return another && ListsBetween(text.substr(entity.span.end, one.span.start - entity.span.end));
  });
}

bool CountsPapers(const Concepts& here, const Concepts& there) {
  constexpr std::array<std::string_view, 4> kPapers = {"agreement", "document", "memorandum",
                                                       "treaty"};
  const auto papers = [&kPapers](const Concepts& concepts) {
    return std::any_of(concepts.begin(), concepts.end(), [&kPapers](const std::string& key) {
      return std::find(kPapers.begin(), kPapers.end(), key) != kPapers.end();
    });
  };
  return papers(here) && !papers(there);
}

bool IsOfOwnKind(const Figure& one, const Clause& clause, std::size_t place,
                 const BaselineIndex& index) {
  constexpr double kTelling = 0.7;  // weight
  const bool behind = IsCountKind(one.kind) && one.counted_span.start >= one.span.end;
  return behind && std::any_of(clause.terms.begin(), clause.terms.end(), [&](const Term& term) {
           const bool kind = term.kind == Term::Kind::kNoun || term.kind == Term::Kind::kQuality;
           return kind && one.counted_span.Covers(term.span) && term.weight >= kTelling &&
                  ShareIn(term, place, index) == 0;
         });
}

bool ReachesLevel(const Clause& clause, const Figure& one, std::string_view text) {
  constexpr std::array<std::string_view, 12> kReach = {"довест", "довел",  "довёл",  "доведен",
                                                       "увелич", "вырос",  "вырас",  "повыс",
                                                       "возр",   "достич", "сократ", "сниз"};
  return one.comparator == Comparator::kAtMost && HasOneOf(Before(clause, one, text), kReach);
}

}  // namespace claimwatch
