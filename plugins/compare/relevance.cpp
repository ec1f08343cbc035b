#include "plugins/compare/relevance.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "plugins/compare/align.h"
#include "plugins/compare/event.h"
#include "plugins/compare/index.h"
#include "plugins/compare/make.h"
#include "plugins/compare/revision.h"

namespace claimwatch {
namespace {

constexpr std::size_t kLeadSentences = 3;
constexpr std::size_t kSmallBaseline =
    3;  // a note of a sentence or two has no fingerprint, only statements

constexpr double kFactFrom =
    0.62;  // coverage from which a sentence repeats a statement of the baseline
constexpr double kFactWeight = 1.8;   // … if it says at least this much
constexpr double kFactSubject = 1.1;  // … and this much of it about something else than names
constexpr double kOnFrom = 1.2;
constexpr double kUncertainFrom = 0.85;
constexpr double kNearFrom = 0.6;
constexpr double kMargin = 0.4;      // the baseline's event must beat a rival by this
constexpr double kWideMargin = 0.9;  // … by this, when …
constexpr double kStrongRival =
    0.8;  // … the rival weighs so much and nothing names the event itself

constexpr double kKnownRival = 0.25;  // of a rival's weight where the event itself is named
constexpr std::chrono::hours kAhead{35 * 24};  // a preview is not older than this

struct Evidence {
  double own = 0;
  double rival = 0;
  bool anchored = false;    // something ties it to this event and not only to those who took part
  bool identified = false;  // … and tells it from the format's other meetings
  bool named = false;       // its place, its number, its days or the day of publication
  std::vector<std::string> reasons;

  void For(double weight, std::string reason) {
    own += weight;
    reasons.push_back(std::move(reason));
  }

  void Against(double weight, std::string reason) {
    rival += weight;
    reasons.push_back(std::move(reason));
  }
};

// Which names an article has, with how often, and which of them stand in its title or lead.
struct Names {
  std::map<std::string, std::size_t> all;
  std::map<std::string, std::size_t> lead;
  std::map<std::string, std::size_t> beside_event;  // in a clause that speaks of a meeting
  bool event_word = false;
  // Of the baseline's event in title and lead, and anywhere.
  EventNumber number = EventNumber::kNone;
  bool number_later = false;
  bool own_days = false;
  bool own_days_later = false;
  bool other_days = false;

  // Title and lead name the event by its number or its days: then others are background.
  bool NamesEvent() const {
    const bool numbered = number == EventNumber::kOwn && (own_days_later || !other_days);
    return number != EventNumber::kHigher && (numbered || own_days);
  }
};

bool SpeaksOfMeeting(const std::vector<Clause>& clauses) {
  return std::any_of(clauses.begin(), clauses.end(), HasEventWord);
}

// A place stands beside the meeting when any clause of its sentence speaks of one: "the summit,
// which will be held in Xi'an".
void Count(const std::vector<Clause>& clauses, bool lead, Names& names) {
  const bool meeting = SpeaksOfMeeting(clauses);
  names.event_word = names.event_word || meeting;
  for (const Clause& clause : clauses) {
    const bool event = HasEventWord(clause);
    for (const Entity& entity : clause.entities) {
      const bool beside = event || (lead && meeting && entity.role == "place");
      ++names.all[entity.key];
      names.lead[entity.key] += lead ? 1U : 0U;
      names.beside_event[entity.key] += beside ? 1U : 0U;
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

Names NamesOf(const Article& article, const Reading& reading, const EventIdentity& event) {
  Names names;
  AddTitle(article.title, reading.language, event, names);
  AddTitle(article.standfirst, reading.language, event, names);
  AddSlug(article.url, event, names);
  std::size_t lead_end = 0;
  for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
    const bool lead = i < kLeadSentences;
    lead_end = lead ? reading.sentences[i].span.end : lead_end;
    Count(reading.sentences[i].clauses, lead, names);
    for (const Clause& clause : reading.sentences[i].clauses) {
      AddNumber(NumberIn(clause, reading.figures, event), lead, names);
    }
  }
  AddDays(reading.figures, lead_end, event, names);
  AddDateline(DatelineOf(reading, event), names);
  return names;
}

// The weight of the names that baseline and article share, by what they name.
struct KnownNames {
  double people = 0;
  double groups = 0;
  double places = 0;

  // `times`: how often the baseline has it; `format`: who meets, in one word.
  void Add(const std::string& key, std::size_t times, bool lead, bool format) {
    const double often = times >= 3 ? 1.0 : 0.5;
    if (key.starts_with("person:")) {
      people += 0.3 * often;
    } else if (key.starts_with("place:")) {
      places = std::max(places, (lead ? 0.6 : 0.45) * often);
    } else if (format) {
      groups += 0.9;
    } else if (key.starts_with("group:") || key.starts_with("country:")) {
      groups += 0.3 * often;
    }
  }
};

// Participants, place and people of the baseline's event that the article names.
void AddNames(const BaselineIndex& index, const Names& names, Evidence& evidence) {
  KnownNames known;
  for (const auto& [key, count] : names.all) {
    if (const std::size_t times = index.Count(key); times > 0) {
      known.Add(key, times, names.lead.at(key) > 0, index.event().formats.contains(key));
    }
  }
  if (known.people > 0) {
    evidence.For(std::min(known.people, 0.5), "names people of the baseline");
  }
  if (known.groups > 0) {
    evidence.For(std::min(known.groups, 0.9), "names the parties");
  }
  if (known.places > 0) {
    evidence.For(known.places, "names the place");
    evidence.identified = true;
    evidence.named = true;
  }
}

// What a clause says beside the names in it: who stands beside whom is no statement.
double SubjectWeight(const Clause& clause) {
  double weight = 0;
  for (const Term& term : clause.terms) {
    weight += term.kind == Term::Kind::kEntity || term.kind == Term::Kind::kName ? 0 : term.weight;
  }
  return weight;
}

// A clause that says enough beside names, and what a statement of the baseline says.
bool RepeatsFact(const Clause& clause, const Alignment& alignment) {
  return alignment.sentence && alignment.coverage >= kFactFrom && alignment.weight >= kFactWeight &&
         SubjectWeight(clause) >= kFactSubject;
}

// Statements of the baseline that the article repeats. One that was repeated counts less again.
void AddFacts(const Baseline& baseline, const BaselineIndex& index, const Reading& reading,
              Evidence& evidence) {
  std::vector<bool> repeated(index.sentences(), false);
  double facts = 0;
  std::size_t count = 0;
  for (const Sentence& sentence : reading.sentences) {
    const SentenceAlignment alignment = Align(reading, sentence, baseline.reading, index);
    for (std::size_t c = 0; c < alignment.clauses.size(); ++c) {
      const Alignment& clause = alignment.clauses[c];
      if (RepeatsFact(sentence.clauses[c], clause)) {
        facts += repeated[*clause.sentence] ? 0.25 : 0.45;
        repeated[*clause.sentence] = true;
        ++count;
      }
    }
  }
  if (facts > 0) {
    evidence.anchored = true;
    evidence.identified = true;
    evidence.For(std::min(facts, 1.8), fmt::format("{} statements of the baseline", count));
  }
}

// Whether the title or the lead names the baseline's own event: its format, its parties together,
// or its place beside one of them. A city alone has many guests.
bool NamesOwnEvent(const BaselineIndex& index, const Names& names) {
  const auto named = [&index](const std::map<std::string, std::size_t>& where, const auto& wanted) {
    return std::count_if(where.begin(), where.end(), [&](const auto& name) {
      return name.second > 0 && index.Count(name.first) > 0 && wanted(name.first);
    });
  };
  const auto often = [&index](std::string_view kind) {
    return [&index, kind](const std::string& key) {
      return key.starts_with(kind) && index.Count(key) >= 3;
    };
  };
  const auto own_format = [&index](const std::string& key) {
    return index.event().formats.contains(key);
  };
  const auto groups = named(names.lead, often("group:"));
  const auto parties = groups + named(names.lead, often("country:"));
  const bool together = parties >= 2 && named(names.all, often("place:")) > 0;
  return named(names.lead, own_format) > 0 ||
         (groups > 0 && (together || named(names.lead, often("place:")) > 0));
}

// The number and the days of the event, or those of another one.
void AddIdentity(const Names& names, Evidence& evidence) {
  const bool higher = names.number == EventNumber::kHigher;
  if (names.number_later && !higher) {
    evidence.For(names.number == EventNumber::kOwn ? 0.6 : 0.3, "names the event by its number");
    evidence.anchored = true;
    evidence.identified = true;
    evidence.named = true;
  }
  if (names.own_days_later) {
    evidence.For(names.own_days ? 0.5 : 0.25, "names its days");
    evidence.identified = true;
    evidence.named = true;
  }
  if (higher || (names.number == EventNumber::kLower && !names.number_later)) {
    evidence.Against(higher ? 1.0 : 0.6, "rival event: another number");
  }
  if (names.other_days && !names.own_days_later) {
    evidence.Against(0.9, "rival event: on other days");
  }
}

// How strongly a name that the baseline does not know speaks for another event.
double RivalWeight(const std::string& key, bool lead, bool event, double named) {
  if (key.starts_with("group:")) {
    return lead ? (event ? 1.5 : 1.0) * named : (event ? 0.3 : 0.1);
  }
  if (key.starts_with("place:")) {
    return event ? (lead ? 0.9 * named : 0.15) : 0;
  }
  const bool participant = key.starts_with("person:") || key.starts_with("country:");
  return participant && lead && event ? 0.55 * named : 0;
}

// A member of a group that the baseline names is no stranger.
bool IsKnown(const BaselineIndex& index, const std::string& key) {
  return index.Has(key) || !index.Places(key).empty();
}

// Bodies, places and people that the baseline does not know, beside the word for a meeting or in
// the lead.
void AddRivals(const BaselineIndex& index, const Names& names, Evidence& evidence) {
  const double named = names.NamesEvent() ? kKnownRival : NamesOwnEvent(index, names) ? 0.7 : 1.0;
  for (const auto& [key, count] : names.all) {
    const double weight = IsKnown(index, key) ? 0
                                              : RivalWeight(key, names.lead.at(key) > 0,
                                                            names.beside_event.at(key) > 0, named);
    if (weight > 0) {
      evidence.Against(weight, "rival event: " + key);
    }
  }
}

// The lead dates its event to an earlier year than the baseline does.
void AddTime(const EventIdentity& event, const Reading& reading, const Names& names,
             Evidence& evidence) {
  if (event.year == 0 || names.NamesEvent()) {
    return;
  }
  for (std::size_t i = 0; i < std::min(kLeadSentences, reading.sentences.size()); ++i) {
    for (const Clause& clause : reading.sentences[i].clauses) {
      const int year = clause.time.empty() ? 0 : YearOf(clause.time);
      if (year != 0 && year < event.year && HasEventWord(clause)) {
        evidence.Against(0.9, "rival event: in " + clause.time);
      }
    }
  }
}

// "/2025/06/18/": the day in an address, where the page gives none.
std::optional<Time> TimeInUrl(const std::string& url) {
  constexpr std::size_t kLength = 10;
  for (std::size_t at = url.find('/'); at != std::string::npos; at = url.find('/', at + 1)) {
    std::string day = url.substr(at + 1, kLength);
    std::replace(day.begin(), day.end(), '/', '-');
    const std::optional<Time> time =
        day.size() == kLength ? ParseTime(day + "T12:00:00Z") : std::nullopt;
    if (time) {
      return time;
    }
  }
  return std::nullopt;
}

// A preview is not much older than its event; a report that names the format alone and is of those
// days speaks of this one.
void AddPublished(const EventIdentity& event, const Article& article, Evidence& evidence) {
  const std::optional<Time> published =
      article.published ? article.published : TimeInUrl(article.url);
  if (!published || !event.days) {
    return;
  }
  const Time opened{std::chrono::hours(24) * event.days->first};
  const Time closed{std::chrono::hours(24) * event.days->last};
  const std::string day = "published " + FormatTime(*published).substr(0, 10);
  if (*published < opened - kAhead) {
    evidence.Against(2.0, day);
  } else if (*published < closed + kAhead) {
    evidence.For(0.2, day);
    evidence.identified = true;
    evidence.named = true;
  }
}

// A learnt fact supports what already speaks for the event. Numbers that count nothing in
// particular are everybody's ("up 35 percent"), and a company's report may share one with the
// summit: memory alone brings no article in.
void AddMemory(const Reading& reading, const EventMemory& memory, Evidence& evidence) {
  std::size_t known = 0;
  for (const Sentence& sentence : reading.sentences) {
    for (const Clause& clause : sentence.clauses) {
      for (const std::size_t figure : clause.figures) {
        const std::string key = FigureKeyOf(reading.figures[figure], clause);
        known += !key.starts_with("figure:-:") && memory.keys.contains(key) ? 1U : 0U;
      }
    }
  }
  if (known == 0 || evidence.own < kNearFrom) {
    return;
  }
  evidence.anchored = true;
  evidence.For(std::min(0.4 * static_cast<double>(known), 0.8),
               "facts learnt from accepted articles");
}

// Participants and phrases are alike from meeting to meeting: where much speaks for another one and
// nothing names this one, they are not enough.
Relevance::State StateOf(const Evidence& evidence) {
  const double needed = evidence.rival >= kStrongRival && !evidence.named ? kWideMargin : kMargin;
  if (evidence.anchored && evidence.own - evidence.rival >= needed) {
    if (evidence.own >= kOnFrom && evidence.identified) {
      return Relevance::kOn;
    }
    if (evidence.own >= kUncertainFrom) {
      return Relevance::kUncertain;
    }
  }
  return evidence.own >= kNearFrom ? Relevance::kNear : Relevance::kOff;
}

Relevance JudgeSmall(const Baseline& baseline, const BaselineIndex& index, const Reading& reading) {
  Relevance relevance;
  for (const Sentence& sentence : reading.sentences) {
    relevance.score =
        std::max(relevance.score, Align(reading, sentence, baseline.reading, index).whole.coverage);
  }
  relevance.state = relevance.score >= 0.4   ? Relevance::kOn
                    : relevance.score >= 0.2 ? Relevance::kUncertain
                                             : Relevance::kOff;
  relevance.reasons.push_back(
      fmt::format("covers {:.0f} % of a short baseline", 100 * relevance.score));
  return relevance;
}

}  // namespace

std::string_view RelevanceName(Relevance::State state) {
  constexpr std::array<std::string_view, 4> kNames = {"on", "near", "off", "uncertain"};
  return kNames.at(static_cast<std::size_t>(state));
}

Relevance JudgeRelevance(const Baseline& baseline, const Article& article, const Reading& reading,
                         const EventMemory& memory) {
  const std::shared_ptr<const BaselineIndex> index = IndexOf(baseline);
  if (AreVersions(baseline.reading, reading)) {
    return {Relevance::kOn, 1, {"a version of the baseline itself"}};
  }
  if (index->sentences() <= kSmallBaseline) {
    return JudgeSmall(baseline, *index, reading);
  }
  Evidence evidence;
  const Names names = NamesOf(article, reading, index->event());
  AddNames(*index, names, evidence);
  evidence.anchored = NamesOwnEvent(*index, names) && names.event_word;
  AddIdentity(names, evidence);
  AddFacts(baseline, *index, reading, evidence);
  AddRivals(*index, names, evidence);
  AddTime(index->event(), reading, names, evidence);
  AddPublished(index->event(), article, evidence);
  AddMemory(reading, memory, evidence);

  Relevance relevance;
  relevance.score = std::clamp((evidence.own - evidence.rival) / 3, 0.0, 1.0);
  relevance.reasons = std::move(evidence.reasons);
  relevance.state = StateOf(evidence);
  return relevance;
}

}  // namespace claimwatch
