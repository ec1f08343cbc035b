#include "plugins/compare/actor.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

// Bytes between neighbours of one phrase: more is another phrase.
constexpr std::size_t kBeside = 24;
// Titles and places that may stand between the act and a name: "president of Uzbekistan S. M.".
constexpr std::size_t kMostBetween = 4;

// Acts that have one doer or one group of doers. Attending, supporting and saying have many.
std::string_view ActOf(const Term& term) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kActs = {
      {{"announce", "announce"},
       {"proposed", "propose"},
       {"initiative", "propose"},
       {"sign", "sign"},
       {"designate", "announce"},  // "proclaimed"
       {"pledge", "pledge"}}};
  const auto* act = std::find_if(kActs.begin(), kActs.end(),
                                 [&term](const auto& row) { return row.first == term.key; });
  return act != kActs.end() ? act->second : std::string_view();
}

// "Announced that he would …": says something, and does nothing by it.
bool OnlySays(const Term& act, std::string_view text) {
  constexpr std::array<std::string_view, 3> kThat = {" that ", ", что ", ", that "};
  const std::string_view rest = text.substr(std::min(act.span.end, text.size()));
  return std::any_of(kThat.begin(), kThat.end(),
                     [rest](std::string_view that) { return rest.starts_with(that); });
}

// What may stand between an act and the name of who did it.
bool IsTitle(const Term& term) {
  return IsOffice(term) || term.key.starts_with("country:") || term.key.starts_with("group:") ||
         term.key == "country" || term.key == "joint" || term.key == "neighbour" ||
         term.key == "region";
}

bool IsSetting(const Term& term) {
  return term.key.starts_with("place:") || term.key == "summit" || term.key == "meeting";
}

std::string_view Between(const Term& left, const Term& right, std::string_view text) {
  const std::size_t from = std::min(left.span.end, right.span.start);
  return text.substr(from, right.span.start - from);
}

// A comma ends the phrase: "announced on Tuesday, President Tokayev said".
bool AreBeside(const Term& left, const Term& right, std::string_view text) {
  const std::string_view gap = Between(left, right, text);
  return gap.size() <= kBeside && gap.find_first_of(",;:") == std::string_view::npos;
}

// The way from an act to its doer: a person ends it, an office is taken when no person follows.
struct Search {
  const Term* actor = nullptr;
  bool over = false;

  void Visit(const Term& term, bool passable) {
    if (IsPerson(term)) {
      actor = &term;
      over = true;
      return;
    }
    over = !passable;
    actor = actor == nullptr && IsOffice(term) ? &term : actor;
  }
};

// The doer among the terms from `at` on.
const Term* ActorFrom(const Clause& clause, std::size_t at, std::string_view text) {
  Search search;
  const std::size_t end = std::min(clause.terms.size(), at + kMostBetween);
  for (std::size_t i = at; i < end && !search.over; ++i) {
    if (i > 0 && !AreBeside(clause.terms[i - 1], clause.terms[i], text)) {
      break;
    }
    search.Visit(clause.terms[i], IsTitle(clause.terms[i]));
  }
  return search.actor;
}

// The doer that stands before the act: "Tokayev in Astana announced".
const Term* ActorBefore(const Clause& clause, std::size_t act, std::string_view text) {
  Search search;
  const std::size_t least = act - std::min(act, kMostBetween);
  for (std::size_t i = act; i > least && !search.over; --i) {
    const Term& term = clause.terms[i - 1];
    if (!AreBeside(term, clause.terms[i], text)) {
      break;
    }
    const bool name = term.kind == Term::Kind::kName;  // "Prime Minister Adylbek Kasymaliev"
    search.Visit(term, name || IsTitle(term) || IsSetting(term));
  }
  return search.actor;
}

// "the signing of a treaty … by the heads of state": the doer stands far behind the act.
bool FollowsBy(const Clause& clause, std::size_t at, std::string_view text) {
  if (at == 0) {
    return false;
  }
  const std::string_view gap = Between(clause.terms[at - 1], clause.terms[at], text);
  return gap.size() <= kBeside && gap.find(" by ") != std::string_view::npos;
}

std::string_view LastActBefore(const Clause& clause, std::size_t at) {
  std::string_view act;
  for (std::size_t i = 0; i < at; ++i) {
    const std::string_view own = ActOf(clause.terms[i]);
    act = own.empty() ? act : own;
  }
  return act;
}

// The office that stands before `actor`: "former president Nursultan Nazarbayev".
const Term* TitleOf(const Clause& clause, const Term& actor, std::string_view text) {
  const auto at = static_cast<std::size_t>(&actor - clause.terms.data());
  const bool titled = IsPerson(actor) && at > 0 && IsOffice(clause.terms[at - 1]) &&
                      AreBeside(clause.terms[at - 1], actor, text);
  return titled ? &clause.terms[at - 1] : nullptr;
}

// Whether a word for who once held an office stands right before it.
bool IsFormer(const Term& title, std::string_view text) {
  constexpr std::size_t kReach = 24;  // bytes of such a word
  const std::size_t from = title.span.start - std::min(title.span.start, kReach);
  const std::vector<Word> words = SplitWords(text.substr(from, title.span.start - from), from);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto cue = Glossary::Builtin().FindCue(Cue::kFormer, words, i);
    if (cue && i + cue->length == words.size()) {
      return true;
    }
  }
  return false;
}

void AddDeed(std::string_view act, const Term* actor, const Clause& clause, std::string_view text,
             std::vector<Deed>& deeds) {
  const bool known = std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
    return deed.act == act && deed.actor == actor;
  });
  if (!act.empty() && actor != nullptr && !known) {
    const Term* title = TitleOf(clause, *actor, text);
    deeds.push_back({act, actor, title, title != nullptr && IsFormer(*title, text)});
  }
}

// Whether one of them names the other in part (config/lexicon/claims/related.tsv).
bool NamesInPart(const Term& a, const Term& b) {
  const auto& covered = Glossary::Builtin().CoveredBy(a.key);
  return std::any_of(covered.begin(), covered.end(),
                     [&b](const Glossary::Covered& row) { return row.key == b.key; });
}

bool OpensRelative(std::string_view clause) {
  constexpr std::array<std::string_view, 4> kWho = {"who ", "который ", "которая ", "которые "};
  return std::any_of(kWho.begin(), kWho.end(),
                     [clause](std::string_view who) { return clause.starts_with(who); });
}

// "It was Tokayev, rather than Xi, who": the first that is named. Else the last, right before.
const Term* AntecedentIn(const Clause& clause, std::size_t relative, std::string_view text) {
  constexpr std::size_t kComma = 2;  // bytes between: ", "
  const bool cleft = text.substr(clause.span.start).starts_with("It was ");
  for (const Term& term : clause.terms) {
    const std::string_view before = text.substr(0, term.span.start);
    if (cleft && IsPerson(term) && !before.ends_with(" not ")) {
      return &term;
    }
  }
  const Term* last = clause.terms.empty() ? nullptr : &clause.terms.back();
  const bool person = last != nullptr && IsPerson(*last) && relative >= last->span.end;
  return person && !cleft && relative - last->span.end <= kComma ? last : nullptr;
}

// "Tokayev, not Xi, | announced": the first of two, of whom the other is set apart.
const Term* FirstOfTwo(const Clause& clause, std::string_view text) {
  constexpr std::array<std::string_view, 5> kNot = {" not ", "rather than ", " а не ", "而不是",
                                                    "而非"};
  if (clause.terms.size() != 2 || !IsPerson(clause.terms[0]) || !IsPerson(clause.terms[1])) {
    return nullptr;
  }
  const std::string_view before = text.substr(0, clause.terms[1].span.start);
  const bool apart = std::any_of(
      kNot.begin(), kNot.end(), [before](std::string_view word) { return before.ends_with(word); });
  return apart ? clause.terms.data() : nullptr;
}

// Whether a clause opens with "pledging", "объявив".
bool OpensWithParticiple(const Clause& clause, std::string_view text) {
  constexpr std::array<std::string_view, 5> kEndings = {"ing", "ав", "ив", "ая", "яя"};
  if (clause.terms.empty() || clause.terms.front().span.start != clause.span.start) {
    return false;
  }
  const Span& act = clause.terms.front().span;
  const std::string_view word = text.substr(act.start, act.size());
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [word](std::string_view ending) { return word.ends_with(ending); });
}

}  // namespace

bool IsPerson(const Term& term) {
  return term.key.starts_with("person:");
}

bool IsOffice(const Term& term) {
  constexpr std::array<std::string_view, 13> kOffices = {
      "head_of_state", "minister",           "ambassador",         "deputy",         "diplomat",
      "governor",      "secretary_general",  "speaker_parliament", "vice_president", "consul",
      "crown_office",  "head_of_government", "special_envoy"};
  return term.key.ends_with("_minister") ||
         std::find(kOffices.begin(), kOffices.end(), term.key) != kOffices.end();
}

bool AreOtherOffices(const Term& a, const Term& b) {
  return IsOffice(a) && IsOffice(b) && a.key != b.key && !NamesInPart(a, b) && !NamesInPart(b, a);
}

std::optional<Deed> RelativeDeed(const Sentence& sentence, std::size_t clause,
                                 std::string_view text) {
  const Clause& own = sentence.clauses[clause];
  const std::string_view said = text.substr(own.span.start, own.span.size());
  if (clause == 0 || own.terms.empty()) {
    return std::nullopt;
  }
  const Clause& before = sentence.clauses[clause - 1];
  const Term& act = own.terms.front();
  const Term* actor =
      OpensRelative(said) ? AntecedentIn(before, own.span.start, text) : FirstOfTwo(before, text);
  if (actor == nullptr || ActOf(act).empty() || OnlySays(act, text)) {
    return std::nullopt;
  }
  return Deed{ActOf(act), actor, nullptr, false};
}

std::optional<Deed> ParticipleDeed(const Clause& clause, const std::vector<Deed>& before,
                                   std::string_view text) {
  const std::string_view act = before.empty() || !OpensWithParticiple(clause, text)
                                   ? std::string_view()
                                   : ActOf(clause.terms.front());
  return act.empty() ? std::nullopt
                     : std::optional<Deed>(Deed{act, before.back().actor, nullptr, false});
}

std::vector<Deed> DeedsIn(const Clause& clause, std::string_view text) {
  std::vector<Deed> deeds;
  for (std::size_t i = 0; i < clause.terms.size(); ++i) {
    if (FollowsBy(clause, i, text)) {
      // The gap before the doer holds "by": it is read from the doer on.
      const Term* actor = ActorFrom(clause, i, text);
      AddDeed(LastActBefore(clause, i), actor, clause, text, deeds);
      continue;
    }
    const std::string_view act = ActOf(clause.terms[i]);
    if (!act.empty() && !OnlySays(clause.terms[i], text)) {
      const Term* before = ActorBefore(clause, i, text);
      AddDeed(act, before != nullptr ? before : ActorFrom(clause, i + 1, text), clause, text,
              deeds);
    }
  }
  return deeds;
}

}  // namespace claimwatch
