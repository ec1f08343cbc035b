#include "plugins/compare/event.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

#include "core/text.h"
#include "plugins/compare/words.h"
#include "plugins/read/clause.h"
#include "plugins/read/figure.h"
#include "plugins/read/glossary.h"
#include "plugins/read/phrases.h"

namespace claimwatch {
namespace {

// Classes that name a kind of event.
constexpr std::array<std::string_view, 3> kEventWords = {"summit", "meeting", "talks"};

constexpr std::size_t kBeside = 6;  // bytes between words of one name: a quote and a space
constexpr std::size_t kLongestName = 4;
constexpr int kCluster = 14;  // days that a report's own dates span
constexpr int kSlack = 2;     // arrivals and wraps belong to it
constexpr int kFar = 21;      // days from here on are another event's

bool IsEventWord(const Term& term) {
  return std::find(kEventWords.begin(), kEventWords.end(), term.key) != kEventWords.end();
}

bool IsParty(const Term& term) {
  return term.key.starts_with("group:") || term.key.starts_with("country:");
}

// The terms that follow `at` without a gap: "second | China–Central Asia | summit".
std::vector<const Term*> NameAfter(const Clause& clause, std::size_t at) {
  std::vector<const Term*> name;
  for (const Term& term : clause.terms) {
    const bool next = term.span.start >= at && term.span.start - at <= kBeside;
    if (next && name.size() < kLongestName) {
      name.push_back(&term);
      at = term.span.end;
    }
  }
  return name;
}

// The group beside a word for a meeting, before it or after it; nullptr when there is none.
const Term* FormatOf(const Clause& clause, std::size_t word) {
  const auto beside = [&clause](std::size_t left, std::size_t right) {
    return clause.terms[right].span.start - clause.terms[left].span.end <= kBeside;
  };
  if (word > 0 && clause.terms[word - 1].key.starts_with("group:") && beside(word - 1, word)) {
    return &clause.terms[word - 1];
  }
  const bool last = word + 1 >= clause.terms.size();
  return !last && clause.terms[word + 1].key.starts_with("group:") && beside(word, word + 1)
             ? &clause.terms[word + 1]
             : nullptr;
}

// The groups that stand beside a word for a meeting, one for each such word.
std::vector<std::string_view> FormatsIn(const Clause& clause) {
  std::vector<std::string_view> formats;
  for (std::size_t i = 0; i < clause.terms.size(); ++i) {
    const Term* format = IsEventWord(clause.terms[i]) ? FormatOf(clause, i) : nullptr;
    if (format != nullptr) {
      formats.push_back(format->key);
    }
  }
  return formats;
}

// Of "2026-09-17".
int MonthOf(std::string_view when) {
  constexpr int kTen = 10;
  return (when[5] - '0') * kTen + when[6] - '0';
}

bool IsFullDate(const Figure& figure) {
  return figure.kind == FigureKind::kDate && figure.when.size() == 10 && figure.when.front() != 'X';
}

// What stands before the first clause, without the brackets and the dash: it is read like any other
// text.
std::string_view DatelineText(const Reading& reading) {
  const std::size_t clause =
      reading.sentences.empty() ? 0 : reading.sentences.front().clauses.front().span.start;
  const std::string_view skipped = std::string_view(reading.text).substr(0, clause);
  constexpr std::array<std::string_view, 5> kMarks = {"(", "/", " -", " –", " —"};
  std::size_t end = skipped.size();
  for (const std::string_view mark : kMarks) {
    end = std::min(end, skipped.find(mark));
  }
  return Trim(skipped.substr(0, end));
}

// The last days that the document dates, with those shortly before them.
void FindDays(const Reading& reading, EventIdentity& event) {
  std::vector<std::pair<int, std::string>> days;  // with the date as it was read
  std::vector<Figure> figures = ReadFigures(DatelineText(reading), reading.language);
  figures.insert(figures.end(), reading.figures.begin(), reading.figures.end());
  for (const Figure& figure : figures) {
    if (const auto span = IsFullDate(figure) ? DaysOf(figure, 0) : std::nullopt) {
      days.emplace_back(span->last, figure.when);
    }
  }
  if (days.empty()) {
    return;
  }
  const auto [last, when] = *std::max_element(days.begin(), days.end());
  event.days = DaySpan{last, last};
  event.year = YearOf(when);
  event.month = MonthOf(when);
  for (const auto& [day, unused] : days) {
    if (day >= last - kCluster) {
      event.days->first = std::min(event.days->first, day);
    }
  }
}

void AddNames(const Clause& clause, EventIdentity& event) {
  for (const Entity& entity : clause.entities) {
    event.known.insert(entity.key);
  }
  for (const std::string_view format : FormatsIn(clause)) {
    event.formats.emplace(format);
  }
}

// A rank, and where the words end that give it.
struct Rank {
  std::size_t end = 0;
  std::int64_t value = 0;
};

// "Second", "24th", and "inaugural" for the first.
std::vector<Rank> RanksIn(const Clause& clause, const std::vector<Figure>& figures) {
  std::vector<Rank> ranks;
  for (const std::size_t i : clause.figures) {
    const Figure& figure = figures[i];
    const std::optional<std::int64_t> value =
        figure.kind == FigureKind::kOrdinal ? figure.value.ToInt() : std::nullopt;
    if (value) {
      ranks.push_back({figure.span.end, *value});
    }
  }
  for (const Term& term : clause.terms) {
    if (term.key == "inaugural") {
      ranks.push_back({term.span.end, 1});
    }
  }
  return ranks;
}

// Whether `rank` counts a meeting whose name fits the event's format.
bool CountsMeeting(const Rank& rank, const Clause& clause, const EventIdentity& event) {
  bool meeting = false;
  for (const Term* term : NameAfter(clause, rank.end)) {
    meeting = meeting || IsEventWord(*term);
    if (IsParty(*term) && !event.known.contains(term->key)) {
      return false;
    }
  }
  return meeting;
}

// A group that the document does not know, next to the word for a meeting.
bool NamesForeignFormat(const Clause& clause, const EventIdentity& event) {
  const std::vector<std::string_view> formats = FormatsIn(clause);
  return std::any_of(formats.begin(), formats.end(),
                     [&event](std::string_view format) { return !event.known.contains(format); });
}

bool NamesThisEvent(const Sentence& sentence, const std::vector<Figure>& figures,
                    const EventIdentity& event) {
  return std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [&](const Clause& clause) {
    const std::vector<std::string_view> formats = FormatsIn(clause);
    const bool format = std::any_of(formats.begin(), formats.end(), [&event](std::string_view one) {
      return event.formats.contains(one);
    });
    const bool days = std::any_of(clause.figures.begin(), clause.figures.end(), [&](std::size_t i) {
      return DaysIn(figures[i], event) == EventDays::kOwn;
    });
    return format || days || NumberIn(clause, figures, event) == EventNumber::kOwn;
  });
}

bool LooksBack(const Clause& clause, const EventIdentity& event) {
  const int year = clause.time.empty() ? 0 : YearOf(clause.time);
  return year != 0 && event.year != 0 && year < event.year && HasEventWord(clause);
}

bool NamesStranger(const Sentence& sentence, const EventIdentity& event, std::string_view role) {
  return std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [&](const Clause& clause) {
    return std::any_of(clause.entities.begin(), clause.entities.end(), [&](const Entity& entity) {
      return entity.role == role && !event.known.contains(entity.key);
    });
  });
}

// Kazakhstan is one of Central Asia.
bool IsMemberOf(const Term& country, const Term& group) {
  const auto& members = Glossary::Builtin().CoveredBy(group.key);
  return std::any_of(members.begin(), members.end(),
                     [&country](const Glossary::Covered& row) { return row.key == country.key; });
}

// What is done where people meet.
bool IsDeedOfMeeting(const Clause& clause) {
  constexpr std::array<std::string_view, 5> kDeeds = {"pledge", "hold", "host", "sign", "agree"};
  return HasEventWord(clause) ||
         std::any_of(kDeeds.begin(), kDeeds.end(), [&clause](std::string_view key) {
           return std::binary_search(clause.concepts.begin(), clause.concepts.end(), key);
         });
}

// "In April the EU met the five in Samarkand and promised …", "in Tianjin China pledged … to the
// Shanghai group": another group at another place meets there, whatever it is called.
bool TellsOtherMeeting(const Sentence& sentence, const EventIdentity& event) {
  return NamesStranger(sentence, event, "group") && NamesStranger(sentence, event, "place") &&
         std::any_of(sentence.clauses.begin(), sentence.clauses.end(), IsDeedOfMeeting);
}

// "The first one, in Xi'an in May 2023, ended with …": an earlier one of its kind, at its place.
// What has grown "since" then is no part of it.
bool TellsEarlierMeeting(const Sentence& sentence, const EventIdentity& event) {
  constexpr std::array<std::string_view, 4> kSince = {"since", "after", "с тех пор", "以来"};
  const bool since = std::any_of(kSince.begin(), kSince.end(), [&sentence](std::string_view word) {
    return sentence.text.find(word) != std::string::npos;
  });
  return !since && NamesStranger(sentence, event, "place") &&
         std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [&](const Clause& clause) {
           const int year = clause.time.empty() ? 0 : YearOf(clause.time);
           const bool first = std::any_of(
               clause.terms.begin(), clause.terms.end(),
               [](const Term& term) { return term.key == "first" || term.key == "inaugural"; });
           return year != 0 && year < event.year && (first || HasEventWord(clause));
         });
}

}  // namespace

LoneLine ReadLoneLine(std::string_view text, const std::string& language) {
  LoneLine line;
  line.figures = ReadFigures(text, language);
  line.clauses = ReadClauses(text, {0, text.size()}, line.figures);
  return line;
}

bool HasEventWord(const Clause& clause) {
  return std::any_of(clause.terms.begin(), clause.terms.end(), IsEventWord);
}

bool TellsNextMeeting(const Sentence& sentence) {
  constexpr std::array<std::string_view, 8> kNext = {"next ",  "Next ", "следующ", "Следующ",
                                                     "下一届", "下届",  "下次",    "下一次"};
  constexpr std::size_t kReach = 60;  // bytes: "next China–Central Asia summit"
  return std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [&](const Clause& clause) {
    const bool told =
        clause.modality != Modality::kQuestion && clause.modality != Modality::kOpinion;
    return told && std::any_of(clause.terms.begin(), clause.terms.end(), [&](const Term& term) {
             const std::size_t at = term.span.start - sentence.span.start;
             const std::size_t from =
                 std::max(clause.span.start - sentence.span.start, at - std::min(at, kReach));
             const std::string_view text = sentence.text;
             return IsEventWord(term) && HasOneOf(text.substr(from, at - from), kNext);
           });
  });
}

bool TellsNextMeeting(const Reading& reading) {
  return std::any_of(reading.sentences.begin(), reading.sentences.end(),
                     [](const Sentence& sentence) { return TellsNextMeeting(sentence); });
}

EventIdentity IdentifyEvent(const Reading& reading) {
  EventIdentity event;
  FindDays(reading, event);
  for (const Sentence& sentence : reading.sentences) {
    for (const Clause& clause : sentence.clauses) {
      AddNames(clause, event);
    }
  }
  for (const Sentence& sentence : reading.sentences) {
    for (const Clause& clause : sentence.clauses) {
      for (const Rank& rank : RanksIn(clause, reading.figures)) {
        if (CountsMeeting(rank, clause, event)) {
          event.numbers.insert(static_cast<long>(rank.value));
        }
      }
    }
  }
  return event;
}

bool NamesOtherPartner(const Clause& clause, const EventIdentity& event) {
  const auto partners = [&event](const Term& one, const Term& group) {
    return one.key.starts_with("country:") && !event.known.contains(one.key) &&
           group.key.starts_with("group:") && !IsMemberOf(one, group);
  };
  bool other = false;
  for (std::size_t i = 1; i < clause.terms.size(); ++i) {
    const Term& left = clause.terms[i - 1];
    const Term& right = clause.terms[i];
    if (event.formats.contains(right.key) || event.formats.contains(left.key)) {
      return false;
    }
    const bool pair = partners(left, right) || partners(right, left);
    other = other || (pair && right.span.start - left.span.end <= kBeside);
  }
  return other && HasEventWord(clause);
}

EventNumber NumberIn(const Clause& clause, const std::vector<Figure>& figures,
                     const EventIdentity& event) {
  EventNumber found = EventNumber::kNone;
  if (NamesOtherPartner(clause, event)) {
    return found;
  }
  for (const Rank& rank : RanksIn(clause, figures)) {
    if (event.numbers.empty() || !CountsMeeting(rank, clause, event)) {
      continue;
    }
    if (event.numbers.contains(static_cast<long>(rank.value))) {
      return EventNumber::kOwn;
    }
    found = rank.value < *event.numbers.begin() ? EventNumber::kLower : EventNumber::kHigher;
  }
  return found;
}

EventDays DaysIn(const Figure& figure, const EventIdentity& event) {
  const bool day = figure.kind == FigureKind::kDate && figure.when.size() >= 7;
  if (!day || !event.days) {
    return EventDays::kNone;
  }
  const std::optional<DaySpan> span = DaysOf(figure, event.year);
  if (!span || span->last - span->first > 2 * kFar) {
    return EventDays::kNone;
  }
  const bool within =
      span->first <= event.days->last + kSlack && event.days->first - kSlack <= span->last;
  if (within) {
    return figure.when.size() == 10 ? EventDays::kOwn : EventDays::kNone;
  }
  const bool far = span->last < event.days->first - kFar || span->first > event.days->last + kFar;
  return far ? EventDays::kOther : EventDays::kNone;
}

Dateline DatelineOf(const Reading& reading, const EventIdentity& event) {
  Dateline dateline;
  const std::string_view line = DatelineText(reading);
  if (line.empty()) {
    return dateline;
  }
  const LoneLine read = ReadLoneLine(line, reading.language);
  for (const Figure& figure : read.figures) {
    const EventDays days = DaysIn(figure, event);
    dateline.days = days != EventDays::kNone ? days : dateline.days;
  }
  for (const Clause& said : read.clauses) {
    std::copy_if(said.entities.begin(), said.entities.end(), std::back_inserter(dateline.places),
                 [](const Entity& entity) { return entity.role == "place"; });
  }
  return dateline;
}

Aside AsideOf(const Sentence& sentence, const std::vector<Figure>& figures,
              const EventIdentity& event) {
  Aside aside = Aside::kNone;
  for (const Clause& clause : sentence.clauses) {
    const EventNumber number = NumberIn(clause, figures, event);
    const bool own_day =
        std::any_of(clause.figures.begin(), clause.figures.end(),
                    [&](std::size_t i) { return DaysIn(figures[i], event) == EventDays::kOwn; });
    if (number == EventNumber::kOwn || own_day) {
      return Aside::kNone;
    }
    if (NamesForeignFormat(clause, event)) {
      aside = Aside::kRival;
    } else if (number != EventNumber::kNone || LooksBack(clause, event)) {
      aside = std::max(aside, Aside::kOtherTime);
    }
  }
  return aside;
}

std::vector<Aside> AsidesOf(const Reading& reading, const EventIdentity& event) {
  std::vector<Aside> asides;
  Aside carried = Aside::kNone;
  for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
    const Sentence& sentence = reading.sentences[i];
    const bool opens = i == 0 || reading.sentences[i - 1].paragraph != sentence.paragraph;
    const Aside own = AsideOf(sentence, reading.figures, event);
    if (opens) {
      carried = own;
    } else if (NamesThisEvent(sentence, reading.figures, event)) {
      carried = Aside::kNone;
    }
    // What follows such a sentence may be news again.
    const bool meeting = TellsOtherMeeting(sentence, event) || TellsEarlierMeeting(sentence, event);
    asides.push_back(meeting && !NamesThisEvent(sentence, reading.figures, event)
                         ? Aside::kRival
                         : std::max(own, carried));
  }
  return asides;
}

bool TellsHistory(const Sentence& sentence, const EventIdentity& event) {
  bool earlier = false;
  for (const Clause& clause : sentence.clauses) {
    const int year = clause.time.empty() || event.year == 0 ? 0 : YearOf(clause.time);
    if (year >= event.year && year != 0) {
      return false;
    }
    earlier = earlier || year != 0;
  }
  if (earlier) {
    return true;
  }
  const std::vector<Word> words = SplitWords(sentence.text, 0);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (Glossary::Builtin().FindCue(Cue::kPast, words, i)) {
      return true;
    }
  }
  return false;
}

}  // namespace claimwatch
