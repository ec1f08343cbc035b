#include "plugins/compare/names.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "plugins/read/glossary.h"

namespace claimwatch {
namespace {

bool SpeaksOfMeeting(const std::vector<Clause>& clauses) {
  return std::any_of(clauses.begin(), clauses.end(), HasEventWord);
}

// A city has many meetings, and few summits.
bool SpeaksOfSummit(const std::vector<Clause>& clauses) {
  return std::any_of(clauses.begin(), clauses.end(), [](const Clause& clause) {
    return std::binary_search(clause.concepts.begin(), clause.concepts.end(), "summit");
  });
}

// What a line is: which of its names count.
struct Line {
  bool lead = false;
  bool meeting = false;
  bool summit = false;
};

// A place stands beside the meeting when any clause of its sentence speaks of one: "the summit,
// which will be held in Xi'an".
void AddName(const Entity& entity, bool event, const Line& line, Names& names) {
  const bool venue = line.lead && line.meeting && entity.role == "place";
  ++names.all[entity.key];
  names.lead[entity.key] += line.lead ? 1U : 0U;
  names.beside_event[entity.key] += event || venue ? 1U : 0U;
  names.summit_lead[entity.key] += line.summit ? 1U : 0U;
}

void Count(const std::vector<Clause>& clauses, bool lead, Names& names) {
  const Line line{lead, SpeaksOfMeeting(clauses), lead && SpeaksOfSummit(clauses)};
  names.event_word = names.event_word || line.meeting;
  for (const Clause& clause : clauses) {
    for (const Entity& entity : clause.entities) {
      AddName(entity, HasEventWord(clause), line, names);
    }
  }
}

// The strongest of what is said: a higher number is another meeting's, a lower one may be looking
// back.
void AddNumber(EventNumber number, bool lead, Names& names) {
  names.number_later = names.number_later || number == EventNumber::kOwn;
  if (lead && number != EventNumber::kNone) {
    const bool weaker = names.number == EventNumber::kHigher ||
                        (names.number == EventNumber::kOwn && number == EventNumber::kLower);
    names.number = weaker ? names.number : number;
  }
}

// "The second summit" is that of the parties whom the title or the lead names.
void DropNumberOfOthers(const EventIdentity& event, Names& names) {
  const bool own = std::any_of(event.formats.begin(), event.formats.end(), [&](const auto& format) {
    const auto at = names.lead.find(format);
    return at != names.lead.end() && at->second > 0;
  });
  names.other_partner = names.other_partner && !own;
  if (names.other_partner) {
    names.number = EventNumber::kNone;
    names.number_later = false;
  }
}

void AddDays(const std::vector<Figure>& figures, std::size_t lead_end, const EventIdentity& event,
             Names& names) {
  for (const Figure& figure : figures) {
    const EventDays days = DaysIn(figure, event);
    const bool lead = figure.span.start < lead_end;
    names.own_days = names.own_days || (lead && days == EventDays::kOwn);
    names.own_days_later = names.own_days_later || days == EventDays::kOwn;
    const bool day = figure.when.size() == 10;
    names.other_days = names.other_days || (lead && day && days == EventDays::kOther);
  }
}

// Where it was written counts like the lead, as long as nothing else is said.
void AddDateline(const Dateline& dateline, Names& names) {
  names.other_days = names.other_days || dateline.days == EventDays::kOther;
  for (const Entity& place : dateline.places) {
    ++names.all[place.key];
    ++names.lead[place.key];
    names.beside_event[place.key] += dateline.days == EventDays::kOther ? 1U : 0U;
  }
}

void AddTitle(const std::string& title, const std::string& language, const EventIdentity& event,
              Names& names) {
  if (title.empty()) {
    return;
  }
  const LoneLine line = ReadLoneLine(title, language);
  Count(line.clauses, true, names);
  for (const Clause& clause : line.clauses) {
    AddNumber(NumberIn(clause, line.figures, event), true, names);
    names.other_partner = names.other_partner || NamesOtherPartner(clause, event);
  }
  AddDays(line.figures, title.size(), event, names);
}

bool IsAsciiLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "…/2025/06/18/china-central-asia-summit-astana.html": the words of the last part, as a headline
// has them. Such words have no capitals, by which names are told; they are given some.
std::string SlugOf(const std::string& url) {
  const std::size_t end = std::min(url.find_first_of("?#"), url.size());
  std::string_view path = std::string_view(url).substr(0, end);
  while (path.ends_with('/')) {
    path.remove_suffix(1);
  }
  std::string slug(path.substr(path.rfind('/') + 1));
  slug.resize(std::min(slug.find('.'), slug.size()));
  bool opens = true;
  for (char& c : slug) {
    const bool letter = IsAsciiLetter(c);
    if (!letter && (c < '0' || c > '9')) {
      c = ' ';
    } else if (opens && letter) {
      c = static_cast<char>(c & ~0x20);  // to upper case
    }
    opens = !letter;
  }
  return slug;
}

// An address is no headline: what it says counts like the body of the text.
void AddSlug(const std::string& url, const EventIdentity& event, Names& names) {
  const std::string slug = SlugOf(url);
  if (slug.find(' ') == std::string::npos) {
    return;  // an id, a single word
  }
  const LoneLine line = ReadLoneLine(slug, "en");
  Count(line.clauses, false, names);
  for (const Clause& clause : line.clauses) {
    AddNumber(NumberIn(clause, line.figures, event), false, names);
  }
}

bool OpensWithEvent(const Sentence& sentence, const EventIdentity& event) {
  return SpeaksOfMeeting(sentence.clauses) &&
         std::any_of(sentence.clauses.begin(), sentence.clauses.end(), [&](const Clause& clause) {
           return std::any_of(clause.entities.begin(), clause.entities.end(),
                              [&event](const Entity& entity) {
                                return entity.role == "place" && event.known.contains(entity.key);
                              });
         });
}

}  // namespace

bool IsBackgroundLead(const Reading& reading, std::size_t sentence, const EventIdentity& event) {
  const Sentence& one = reading.sentences[sentence];
  const bool earlier =
      std::any_of(one.clauses.begin(), one.clauses.end(), [&event](const Clause& clause) {
        const int year = clause.time.empty() ? 0 : YearOf(clause.time);
        return year != 0 && year < event.year;
      });
  return sentence > 0 && earlier && OpensWithEvent(reading.sentences.front(), event) &&
         AsideOf(reading.sentences.front(), reading.figures, event) == Aside::kNone &&
         AsideOf(one, reading.figures, event) != Aside::kNone;
}

Names NamesOf(const Article& article, const Reading& reading, const EventIdentity& event) {
  Names names;
  AddTitle(article.title, reading.language, event, names);
  AddTitle(article.standfirst, reading.language, event, names);
  AddSlug(article.url, event, names);
  std::size_t lead_end = 0;
  for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
    const bool lead = i < kLeadSentences && !IsBackgroundLead(reading, i, event);
    lead_end = lead ? reading.sentences[i].span.end : lead_end;
    Count(reading.sentences[i].clauses, lead, names);
    for (const Clause& clause : reading.sentences[i].clauses) {
      // Who reports an earlier meeting tells at the end when the next one is planned.
      if (lead || clause.modality != Modality::kPlan) {
        AddNumber(NumberIn(clause, reading.figures, event), lead, names);
      }
      names.other_partner = names.other_partner || (lead && NamesOtherPartner(clause, event));
    }
  }
  AddDays(reading.figures, lead_end, event, names);
  AddDateline(DatelineOf(reading, event), names);
  DropNumberOfOthers(event, names);
  return names;
}

namespace {

// How many names of a kind that the baseline has often stand in `where`.
std::ptrdiff_t Often(const std::map<std::string, std::size_t>& where, std::string_view kind,
                     const BaselineIndex& index) {
  constexpr std::size_t kOften = 3;
  return std::count_if(where.begin(), where.end(), [&](const auto& name) {
    return name.second > 0 && name.first.starts_with(kind) && index.Count(name.first) >= kOften;
  });
}

// Whether one of the groups in `where` has `country` as its member.
bool IsMember(const std::string& country, const std::map<std::string, std::size_t>& where) {
  return std::any_of(where.begin(), where.end(), [&country](const auto& name) {
    const auto& members = Glossary::Builtin().CoveredBy(name.first);
    return name.second > 0 && name.first.starts_with("group:") &&
           std::any_of(members.begin(), members.end(),
                       [&country](const Glossary::Covered& row) { return row.key == country; });
  });
}

// Kazakhstan and Central Asia are one party.
std::ptrdiff_t Parties(const std::map<std::string, std::size_t>& where,
                       const BaselineIndex& index) {
  std::map<std::string, std::size_t> countries;
  std::copy_if(where.begin(), where.end(), std::inserter(countries, countries.end()),
               [&where](const auto& name) {
                 return name.first.starts_with("country:") && !IsMember(name.first, where);
               });
  return Often(where, "group:", index) + Often(countries, "country:", index);
}

bool LeadsWithFormat(const Names& names, const BaselineIndex& index) {
  return std::any_of(names.lead.begin(), names.lead.end(), [&index](const auto& name) {
    return name.second > 0 && index.event().formats.contains(name.first);
  });
}

// "The summit in Astana", with both parties anywhere.
bool LeadsWithSummit(const Names& names, const BaselineIndex& index) {
  return Often(names.summit_lead, "place:", index) > 0 && Parties(names.all, index) >= 2;
}

// One of the parties beside the place, or both and the place further down.
bool LeadsWithParties(const Names& names, const BaselineIndex& index) {
  const bool together = Parties(names.lead, index) >= 2 && Often(names.all, "place:", index) > 0;
  return Often(names.lead, "group:", index) > 0 &&
         (together || Often(names.lead, "place:", index) > 0);
}

}  // namespace

bool NamesOwnEvent(const BaselineIndex& index, const Names& names) {
  return LeadsWithFormat(names, index) || LeadsWithSummit(names, index) ||
         LeadsWithParties(names, index);
}

bool TellsEvent(const BaselineIndex& index, const Names& names) {
  const auto& formats = index.event().formats;
  return names.number_later || names.own_days_later || Parties(names.all, index) >= 2 ||
         std::any_of(formats.begin(), formats.end(),
                     [&names](const auto& format) { return names.all.contains(format); });
}

}  // namespace claimwatch
