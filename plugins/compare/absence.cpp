#include "plugins/compare/absence.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/text.h"
#include "plugins/compare/actor.h"
#include "plugins/compare/event.h"
#include "plugins/compare/make.h"

namespace claimwatch {
namespace {

constexpr double kThing = 0.5;        // a word from here on names a thing
constexpr double kNamedShare = 0.25;  // a country that a baseline sentence names by its group

bool IsOneOf(const Term& term, std::initializer_list<std::string_view> keys) {
  return std::find(keys.begin(), keys.end(), term.key) != keys.end();
}

bool IsParty(const Term& term) {
  return IsPerson(term) || term.key.starts_with("country:");
}

// Somebody, a body or a place that the baseline does not know: then it may be another meeting.
bool NamesStranger(const Held& held) {
  return std::any_of(
      held.sentence.clauses.begin(), held.sentence.clauses.end(), [&held](const Clause& clause) {
        return std::any_of(clause.entities.begin(), clause.entities.end(),
                           [&held](const Entity& entity) {
                             return entity.role != "name" && entity.role != "document" &&
                                    held.index.Places(entity.key).empty();
                           });
      });
}

bool Tells(const Held& held, const Clause& clause) {
  return clause.modality == Modality::kFact && !TellsEarlier(held, clause);
}

std::string_view Between(const Held& held, std::size_t from, std::size_t to) {
  return std::string_view(held.reading.text).substr(from, std::max(from, to) - from);
}

// "Did not boycott" says nothing of the kind; "не участвовал" is one word of ours.
bool IsDenied(const Held& held, const Clause& clause, const Term& term) {
  const std::string_view own = Between(held, term.span.start, term.span.end);
  const bool inside = own.starts_with("не") || own.starts_with("没") || own.starts_with("未");
  return clause.polarity == Polarity::kNegative && !inside;
}

// The word by which a clause says that its subject was not there; nullptr for none.
const Term* AwayIn(const Held& held, const Clause& clause) {
  for (const Term& term : clause.terms) {
    const bool away = IsOneOf(term, {"boycott", "hide_absent"}) && !IsDenied(held, clause, term);
    const bool joined = term.key == "attend" && clause.polarity == Polarity::kNegative;
    if (away || joined) {
      return &term;
    }
  }
  return nullptr;
}

// Whether `term` is a thing of its own, which the baseline does not know: "of a loan between
// banks".
bool IsOtherThing(const Held& held, const Term& term) {
  return term.weight >= kThing && held.index.Places(term.key).empty();
}

// What the event itself does.
bool IsDoing(const Term& term) {
  return IsOneOf(term, {"summit", "sign", "treaty", "group_photo"});
}

// "В саммите не участвовал": the event's doing right before the word.
const Term* DoingBefore(const Held& held, const Clause& clause, const Term& away) {
  const Term* last = nullptr;
  for (const Term& term : clause.terms) {
    last = term.span.start < away.span.start ? &term : last;
  }
  const bool doing = last != nullptr && IsDoing(*last) && last != &clause.terms.front();
  return doing && Trim(Between(held, last->span.end, away.span.start)).empty() ? last : nullptr;
}

// From what was stayed away: the first word behind that is no name. nullptr when it is none of the
// event's own doings, or something that belongs to one ("the summit's side event").
const Term* OwnDoing(const Held& held, const Clause& clause, const Term& away) {
  const Term* doing = DoingBefore(held, clause, away);
  for (const Term& term : clause.terms) {
    if (term.span.start < away.span.end) {
      continue;
    }
    if (IsOtherThing(held, term)) {
      return nullptr;
    }
    if (doing == nullptr && term.kind != Term::Kind::kEntity) {
      const std::string_view behind = Between(held, term.span.end, clause.span.end);
      const bool own = IsDoing(term);
      if (!own || behind.starts_with("'s ") || behind.starts_with("’s ")) {
        return nullptr;
      }
      doing = &term;
    }
  }
  return doing;
}

// Without what stands between two commas: ", which guards its neutrality, ".
bool IsAside(std::string_view gap) {
  const bool comma = gap.starts_with(",") || gap.starts_with("，");
  return comma && gap.find(',', 1) != std::string_view::npos;
}

// Whether `term`, between `who` and the word for staying away, still speaks of him.
bool GoesOn(const Held& held, const Term& who, const Term& term, const Term& away) {
  const bool of_country = IsPerson(who) && IsParty(term);
  return term.key == who.key || term.key == "head_of_state" || of_country ||
         IsAside(Between(held, who.span.end, away.span.start));
}

// The person or country that opens the sentence and of which `away` is said: "Turkmenistan's
// ambassador" is another.
const Term* WhoIn(const Held& held, const Term& away, const Term& doing) {
  const Term* who = nullptr;
  for (const Clause& clause : held.sentence.clauses) {
    for (const Term& term : clause.terms) {
      if (term.span.start >= away.span.start) {
        return who;
      }
      if (&term == &doing || (who == nullptr && term.key == "head_of_state")) {
        continue;
      }
      // "塔吉克斯坦总统拉赫蒙": the country says whose president he is.
      const bool names = who == nullptr ? IsParty(term) : !IsPerson(*who) && IsPerson(term);
      if (names) {
        who = &term;
      } else if (who == nullptr || !GoesOn(held, *who, term, away)) {
        return nullptr;
      }
    }
  }
  return nullptr;
}

// Whether a baseline sentence has `who` where people meet: a country by its group, too.
bool HasThere(const Held& held, std::size_t place, const Term& who,
              std::initializer_list<std::string_view> doings) {
  const Sentence& other = held.baseline.sentences[place];
  return ShareIn(who, place, held.index) >= kNamedShare &&
         std::any_of(doings.begin(), doings.end(),
                     [&other](std::string_view key) { return Says(other, key); });
}

const Sentence* WhereIsThere(const Held& held, const Term& who,
                             std::initializer_list<std::string_view> doings) {
  for (std::size_t place = 0; place < held.baseline.sentences.size(); ++place) {
    if (HasThere(held, place, who, doings)) {
      return &held.baseline.sentences[place];
    }
  }
  return nullptr;
}

std::string Printed(const Term& term, const Held& held) {
  return held.reading.text.substr(term.span.start, term.span.size());
}

// The country behind "represented".
const Term* RepresentedIn(const Clause& clause, const Term& deed) {
  for (const Term& term : clause.terms) {
    if (term.span.start >= deed.span.end && term.key.starts_with("country:")) {
      return &term;
    }
  }
  return nullptr;
}

// A person before the deed whom the baseline does not know.
const Term* StrangerBefore(const Held& held, const Clause& clause, const Term& deed) {
  for (const Term& term : clause.terms) {
    if (term.span.start < deed.span.start && IsPerson(term) &&
        held.index.Places(term.key).empty()) {
      return &term;
    }
  }
  return nullptr;
}

// "Kyrgyzstan was represented by …".
bool IsPassive(const Held& held, const Term& deed) {
  return Between(held, deed.span.end, held.sentence.span.end).starts_with(" by ");
}

const Term* CountryBefore(const Clause& clause, const Term& deed) {
  const Term* country = nullptr;
  for (const Term& term : clause.terms) {
    const bool before = term.span.start < deed.span.start;
    country = before && term.key.starts_with("country:") ? &term : country;
  }
  return country;
}

// The office below the head of state, or the person whom the baseline does not know, behind the
// deed.
const Term* StandInBehind(const Held& held, const Clause& clause, const Term& deed) {
  for (const Term& term : clause.terms) {
    const bool behind = term.span.start > deed.span.end;
    const bool stranger = IsOneOf(term, {"prime_minister", "foreign_minister", "vice_president",
                                         "deputy_prime_minister", "minister", "ambassador"}) ||
                          (IsPerson(term) && held.index.Places(term.key).empty());
    if (behind && stranger) {
      return &term;
    }
  }
  return nullptr;
}

// "Instead of the president": he did not come himself, whatever it was.
bool IsInstead(const Held& held, const Clause& clause) {
  constexpr std::array<std::string_view, 5> kInstead = {"instead of", "in place of", "вместо",
                                                        "而不是", "代替"};
  const std::string_view text = Between(held, clause.span.start, clause.span.end);
  return std::any_of(kInstead.begin(), kInstead.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

// Whether the sentence speaks of the event: its summit by the format or number, its treaty or
// photo.
bool SpeaksOfEvent(const Held& held, const Clause& clause) {
  const EventIdentity& event = held.index.event();
  const bool format = std::any_of(clause.terms.begin(), clause.terms.end(), [&](const Term& term) {
    return event.formats.contains(term.key) || IsOneOf(term, {"treaty", "group_photo", "summit"});
  });
  const EventNumber number = NumberIn(clause, held.reading.figures, event);
  return format && (number == EventNumber::kNone || number == EventNumber::kOwn);
}

bool NamesOtherStranger(const Held& held, const Clause& clause, const Term& known) {
  return std::any_of(clause.entities.begin(), clause.entities.end(), [&](const Entity& entity) {
    return entity.key != known.key && entity.role != "name" && entity.role != "document" &&
           held.index.Places(entity.key).empty();
  });
}

Finding AwayFinding(const Held& held, const Sentence& other, const Term& who, const Term& away) {
  Finding finding = MakeFinding("CW-CLM-003", &held.sentence, &other);
  finding.reason =
      fmt::format("the baseline has {} there, here '{}'", Printed(who, held), Printed(away, held));
  finding.confidence = 0.8;  // of a meeting on the same day another may be meant
  finding.signals.push_back(fmt::format("absent={}", who.key));
  finding.key = fmt::format("absent:{}:{}", who.key, ClaimKeyOf("contradicts", other));
  return finding;
}

}  // namespace

std::optional<Finding> FindAbsence(const Held& held) {
  for (const Clause& clause : held.sentence.clauses) {
    const Term* away = Tells(held, clause) ? AwayIn(held, clause) : nullptr;
    const Term* doing = away != nullptr ? OwnDoing(held, clause, *away) : nullptr;
    const Term* who =
        doing != nullptr && !NamesStranger(held) ? WhoIn(held, *away, *doing) : nullptr;
    if (who == nullptr) {
      continue;
    }
    const bool paper = IsOneOf(*doing, {"sign", "treaty"});
    const Sentence* other =
        paper && !IsPerson(*who) ? WhereIsThere(held, *who, {"treaty"}) : nullptr;
    other = other != nullptr ? other : WhereIsThere(held, *who, {"group_photo", "attend"});
    if (other != nullptr) {
      return AwayFinding(held, *other, *who, *away);
    }
  }
  return std::nullopt;
}

std::optional<Finding> FindStandIn(const Held& held) {
  for (const Clause& clause : held.sentence.clauses) {
    const auto deed = std::find_if(clause.terms.begin(), clause.terms.end(),
                                   [](const Term& term) { return term.key == "represent"; });
    if (deed == clause.terms.end() || !Tells(held, clause) ||
        clause.polarity != Polarity::kPositive ||
        !(SpeaksOfEvent(held, clause) || IsInstead(held, clause))) {
      continue;
    }
    const bool passive = deed != clause.terms.begin() && IsPassive(held, *deed);
    const Term* stranger =
        passive ? StandInBehind(held, clause, *deed) : StrangerBefore(held, clause, *deed);
    const Term* country = passive ? CountryBefore(clause, *deed) : RepresentedIn(clause, *deed);
    if (stranger == nullptr || country == nullptr || NamesOtherStranger(held, clause, *stranger)) {
      continue;
    }
    const Sentence* other = WhereIsThere(held, *country, {"group_photo", "attend"});
    if (other != nullptr) {
      Finding finding = MakeFinding("CW-ENT-001", &held.sentence, other);
      finding.reason = fmt::format("the baseline does not have {} among those who took part",
                                   Printed(*stranger, held));
      finding.confidence = 0.8;
      finding.signals.push_back(fmt::format("entity={}", stranger->key));
      finding.key = fmt::format("entity:{}:{}", stranger->key, ClaimKeyOf("claim", *other));
      return finding;
    }
  }
  return std::nullopt;
}

}  // namespace claimwatch
