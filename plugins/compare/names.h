// Which names of people, places, groups and countries an article has, and where: the evidence from
// which the gate (compare/relevance) tells one summit from another.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "core/article.h"
#include "core/reading.h"
#include "plugins/compare/event.h"
#include "plugins/compare/index.h"

namespace claimwatch {

// The first sentences of a text: who reports an event names it there.
inline constexpr std::size_t kLeadSentences = 3;

// Whether a sentence of the lead looks back to an earlier year, behind a first one that has a
// meeting at a place of the event: "The first summit was held in Xi'an in May 2023". It names
// another event as background.
bool IsBackgroundLead(const Reading& reading, std::size_t sentence, const EventIdentity& event);

// Which names an article has, with how often, and which of them stand in its title or lead.
struct Names {
  std::map<std::string, std::size_t> all;
  std::map<std::string, std::size_t> lead;
  std::map<std::string, std::size_t> beside_event;  // in a clause that speaks of a meeting
  std::map<std::string, std::size_t> summit_lead;   // in a lead sentence that speaks of a summit
  bool event_word = false;
  // Of the baseline's event in title and lead, and anywhere.
  EventNumber number = EventNumber::kNone;
  bool number_later = false;
  bool other_partner = false;  // title or lead: the group's meeting with another country
  bool own_days = false;
  bool own_days_later = false;
  bool other_days = false;

  // Title and lead name the event by its number or its days: then others are background.
  bool NamesEvent() const {
    const bool numbered = number == EventNumber::kOwn && (own_days_later || !other_days);
    return number != EventNumber::kHigher && (numbered || own_days);
  }
};

// What title, standfirst, address, dateline and text name. Offsets are not kept.
Names NamesOf(const Article& article, const Reading& reading, const EventIdentity& event);

// Whether the title or the lead names the baseline's own event: its format, its parties together,
// or its place beside one of them. A city alone has many guests, but "the summit in Astana" is this
// one where both parties are named further down, as a local paper does that opens with its town.
bool NamesOwnEvent(const BaselineIndex& index, const Names& names);

// Whether anything in an article says that it is this event: its format, its number, its days, or
// two of its parties.
bool TellsEvent(const BaselineIndex& index, const Names& names);

}  // namespace claimwatch
