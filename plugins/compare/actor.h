// Who does what in a clause: "announced by President Tokayev", "Xi's announcement",
// "由托卡耶夫宣布". Two reports of one deed that name two doers cannot both be right.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/reading.h"

namespace claimwatch {

// Something done and who did it. Views and pointers into the clause and into static tables.
struct Deed {
  std::string_view act;         // "announce", "sign": one word for its verbs and nouns
  const Term* actor = nullptr;  // a person or an office, never nullptr
  const Term* title = nullptr;  // the office before a person's name: "Prime Minister Li"
  bool former = false;          // who once held it: "former President …"
};

// The deeds of a clause whose doer stands beside the word for the act, or behind "by". `text` is
// what the clause's spans count in.
std::vector<Deed> DeedsIn(const Clause& clause, std::string_view text);

// "Tokayev, who announced it", "it was Tokayev, rather than Xi, who announced it", "Tokayev, not
// Xi, announced it": the deed that opens the clause at `clause`, by the person named before it.
// nullopt for none.
std::optional<Deed> RelativeDeed(const Sentence& sentence, std::size_t clause,
                                 std::string_view text);

// ", pledging to provide …": the deed that opens `clause`, by who did the last of those `before`
// it. nullopt for none.
std::optional<Deed> ParticipleDeed(const Clause& clause, const std::vector<Deed>& before,
                                   std::string_view text);

bool IsPerson(const Term& term);

// "presidents", "foreign ministers": somebody who acts without being named.
bool IsOffice(const Term& term);

// Two offices of which neither is a wording of the other: "the minister" for "the foreign minister"
// only says less.
bool AreOtherOffices(const Term& a, const Term& b);

}  // namespace claimwatch
