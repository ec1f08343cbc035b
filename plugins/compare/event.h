// Which event does a text speak of? Its format ("China–Central Asia"), its number ("second"), its
// place and its days.
//
// Pledges, participants and phrases are alike from summit to summit; number, days and format tell
// them apart. None of them is needed: what a text does not say neither speaks for nor against.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/reading.h"
#include "plugins/compare/figure_interval.h"

namespace claimwatch {

// A headline or a dateline: one line that is read by itself, because the reading of the article
// leaves it out. The places of its clauses count from its own first byte.
struct LoneLine {
  std::vector<Figure> figures;
  std::vector<Clause> clauses;  // whose figures are places in `figures`
};

// `language` may be empty: guessed.
LoneLine ReadLoneLine(std::string_view text, const std::string& language);

// The event that a document reports. Empty sets when it reports none.
struct EventIdentity {
  std::set<std::string, std::less<>> formats;  // groups printed next to the word for a meeting
  std::set<std::string, std::less<>> known;    // every entity of the document
  std::set<long> numbers;                      // 2 for "the second summit"
  std::optional<DaySpan> days;                 // of its latest cluster of full dates
  int year = 0;                                // of the last of these days; 0 when there are none
  int month = 0;                               // … and its month
};

// Whether a sentence says something of a meeting that is still to come: "the next summit",
// 下届峰会.
bool TellsNextMeeting(const Sentence& sentence);
bool TellsNextMeeting(const Reading& reading);

// Whether a clause speaks of a summit, a meeting or talks.
bool HasEventWord(const Clause& clause);

// Which event `reading` reports. Formats count only beside a word for a meeting, days only when all
// of year, month and day are given.
EventIdentity IdentifyEvent(const Reading& reading);

// How the number of a meeting in a text lies to the event's own.
enum class EventNumber { kNone, kOwn, kLower, kHigher };

// "Italy, Central Asia hold second summit", "the second Russia–Central Asia summit": a meeting of
// one of the groups with a country that the baseline does not know, whatever its number.
bool NamesOtherPartner(const Clause& clause, const EventIdentity& event);

// "the second China–Central Asia Summit" against "the 24th meeting of the council". A number of
// another format's meeting is kNone: the format itself tells them apart.
EventNumber NumberIn(const Clause& clause, const std::vector<Figure>& figures,
                     const EventIdentity& event);

// Whether a date lies in the event's days (kOwn), well before or after them (kOther), or says
// neither: no day, a day nearby, a year alone.
enum class EventDays { kNone, kOwn, kOther };

EventDays DaysIn(const Figure& figure, const EventIdentity& event);

// Whether the text was written where and when another event was, or this one: "XI'AN, May 19
// (Agency) --". The reader leaves datelines out of its clauses, for they state nothing.
struct Dateline {
  EventDays days = EventDays::kNone;
  std::vector<Entity> places;
};

// What stands in `reading` before its first clause; neither days nor places without a dateline.
Dateline DatelineOf(const Reading& reading, const EventIdentity& event);

// Whether a sentence speaks of this event (kNone), looks back or ahead to another one of its kind
// (kOtherTime: what it says is background, though a figure in it may be news), or tells of another
// format's (kRival: nothing it says is about this event).
enum class Aside { kNone, kOtherTime, kRival };

Aside AsideOf(const Sentence& sentence, const std::vector<Figure>& figures,
              const EventIdentity& event);

// The same for every sentence of `reading`, by paragraphs: where the first sentence of a paragraph
// speaks of another event, so do those after it, until one names this event by its number, its days
// or its format.
std::vector<Aside> AsidesOf(const Reading& reading, const EventIdentity& event);

// Whether a sentence tells history: it looks back in words ("two years ago", "自古") or is dated to
// an earlier year than the event, and to none of its own.
bool TellsHistory(const Sentence& sentence, const EventIdentity& event);

}  // namespace claimwatch
