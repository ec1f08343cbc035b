#include "plugins/compare/relevance.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>

#include <fmt/format.h>

#include "plugins/compare/align.h"
#include "plugins/compare/event.h"
#include "plugins/compare/event_tags.h"
#include "plugins/compare/fingerprint.h"
#include "plugins/compare/index.h"
#include "plugins/compare/make.h"
#include "plugins/compare/names.h"
#include "plugins/compare/namesake.h"
#include "plugins/compare/repeated.h"
#include "plugins/compare/revision.h"

namespace claimwatch {
namespace {

constexpr std::size_t kSmallBaseline =
    3;  // a note of a sentence or two has no fingerprint, only statements

constexpr double kOnFrom = 1.2;
constexpr double kUncertainFrom = 0.85;
constexpr double kNearFrom = 0.6;
constexpr double kMargin = 0.4;      // the baseline's event must beat a rival by this
constexpr double kWideMargin = 0.9;  // … by this, when …
constexpr double kStrongRival =
    0.8;  // … the rival weighs so much and nothing names the event itself

constexpr double kOtherFormat =
    2.4;  // of another format's meeting in the lead, where nothing names the event
constexpr double kNamesake = 2.4;  // of another thing of the same kind, where nothing else is named
constexpr double kKnownRival = 0.25;  // of a rival's weight where the event itself is named
constexpr int kAheadDays = 35;        // a preview is not older than this
constexpr std::chrono::hours kAhead{kAheadDays * 24};

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

// "China is Turkmenistan's chief partner": one statement with a name or two is any meeting of
// theirs where nothing tells the event.
void AddFacts(const RepeatedFacts& facts, bool told, Evidence& evidence) {
  if (facts.count == 0) {
    return;
  }
  const bool named = evidence.own > 0 && (told || evidence.named);
  if (named || facts.TieAlone()) {
    evidence.anchored = true;
    evidence.identified = true;
  }
  evidence.For(std::min(facts.weight, 1.8),
               fmt::format("{} statements of the baseline", facts.count));
}

// A format tells its meetings by their number; a topic of one's own has its names and figures.
void AddFingerprint(const Fingerprint& print, bool repeats, Evidence& evidence) {
  constexpr double kName = 0.3;
  constexpr double kMostNames = 0.9;
  constexpr double kMostFigures = 1.2;
  if (print.names > 0) {
    evidence.For(std::min(kName * static_cast<double>(print.names), kMostNames),
                 fmt::format("has {} of the baseline's own names", print.names));
  }
  if (print.figures > 0) {
    evidence.For(std::min(print.rare, kMostFigures),
                 fmt::format("prints {} of its figures", print.figures));
  }
  if (print.Ties() || (repeats && print.names >= 2)) {
    evidence.anchored = true;
    evidence.identified = true;
  }
}

// What is tied by statements alone is tied by what is said of any thing of its kind.
void AddNamesake(const std::optional<std::string>& name, Evidence& evidence) {
  if (name) {
    evidence.Against(kNamesake, "another of its kind: " + *name);
  }
}

void AddOwnNumber(const Names& names, Evidence& evidence) {
  evidence.For(names.number == EventNumber::kOwn ? 0.6 : 0.3, "names the event by its number");
  evidence.anchored = true;
  evidence.identified = true;
  evidence.named = true;
}

void AddOwnDays(const Names& names, Evidence& evidence) {
  evidence.For(names.own_days ? 0.5 : 0.25, "names its days");
  evidence.identified = true;
  evidence.named = true;
}

// The number and the days of another meeting. A lower number may be looking back.
void AddOtherIdentity(const Names& names, Evidence& evidence) {
  if (names.number == EventNumber::kHigher || names.other_partner) {
    evidence.Against(
        1.0, names.other_partner ? "rival event: another partner" : "rival event: another number");
  } else if (names.number == EventNumber::kLower && !names.number_later) {
    evidence.Against(0.6, "rival event: another number");
  }
  if (names.other_days && !names.own_days_later) {
    evidence.Against(0.9, "rival event: on other days");
  }
}

// The number and the days of the event, or those of another one.
void AddIdentity(const Names& names, Evidence& evidence) {
  if (names.number_later && names.number != EventNumber::kHigher) {
    AddOwnNumber(names, evidence);
  }
  if (names.own_days_later) {
    AddOwnDays(names, evidence);
  }
  AddOtherIdentity(names, evidence);
}

// A body that meets under its own name is another event's host in a lead, and a guest below.
double GroupRival(bool lead, bool event, double named) {
  if (!lead) {
    return event ? 0.3 : 0.1;
  }
  return (event ? 1.5 : 1.0) * named;
}

double PlaceRival(bool lead, bool event, double named) {
  if (!event) {
    return 0;
  }
  return lead ? 0.9 * named : 0.15;
}

bool IsParticipant(const std::string& key) {
  return key.starts_with("person:") || key.starts_with("country:");
}

// How strongly a name that the baseline does not know speaks for another event.
double RivalWeight(const std::string& key, bool lead, bool event, double named) {
  if (key.starts_with("group:")) {
    return GroupRival(lead, event, named);
  }
  if (key.starts_with("place:")) {
    return PlaceRival(lead, event, named);
  }
  return lead && event && IsParticipant(key) ? 0.55 * named : 0;
}

// A member of a group that the baseline names is no stranger.
bool IsKnown(const BaselineIndex& index, const std::string& key) {
  return index.Has(key) || !index.Places(key).empty();
}

// "Kazakhstan hosted a Turkic summit", and no word of the event: whoever is there, and wherever,
// meets as others.
bool IsOtherFormat(const std::string& key, const Names& names) {
  return key.starts_with("group:") && names.lead.at(key) > 0 && names.beside_event.at(key) > 0;
}

// Bodies, places and people that the baseline does not know, beside the word for a meeting or in
// the lead.
void AddRivals(const BaselineIndex& index, const Names& names, Evidence& evidence) {
  const bool placed = evidence.named && NamesOwnEvent(index, names);
  const double named = names.NamesEvent() ? kKnownRival : placed ? 0.7 : 1.0;
  const bool told = TellsEvent(index, names);
  for (const auto& [key, count] : names.all) {
    if (!told && !IsKnown(index, key) && IsOtherFormat(key, names)) {
      evidence.Against(kOtherFormat, "rival event: " + key);
      continue;
    }
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
      if (year != 0 && year < event.year && HasEventWord(clause) &&
          !IsBackgroundLead(reading, i, event)) {
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

// The last day that an article itself dates in full.
std::optional<int> LastDay(const EventIdentity& event) {
  return event.days ? std::optional<int>(event.days->last) : std::nullopt;
}

// Last year's report in the same mould is no version of this one.
bool IsDatedApart(const EventIdentity& event, const Reading& reading) {
  const std::optional<int> last = LastDay(IdentifyEvent(reading));
  return last && event.days && std::abs(*last - event.days->last) > kAheadDays;
}

// All but a few amounts of an article stand in the baseline too: its dates alone were changed.
bool HasSameAmounts(const Reading& baseline, const Reading& reading) {
  constexpr double kMost = 0.8;
  std::size_t all = 0;
  std::size_t same = 0;
  for (const Figure& one : reading.figures) {
    const bool amount = one.kind != FigureKind::kDate && one.kind != FigureKind::kTime;
    all += amount ? 1U : 0U;
    same += amount && std::any_of(baseline.figures.begin(), baseline.figures.end(),
                                  [&one](const Figure& other) {
                                    return other.kind == one.kind && other.value == one.value &&
                                           other.unit == one.unit;
                                  })
                ? 1U
                : 0U;
  }
  return static_cast<double>(same) >= kMost * static_cast<double>(all);
}

// A preview is not much older than its event; a report that names the format alone and is of those
// days speaks of this one.
void AddPublished(const EventIdentity& event, const Article& article,
                  const std::optional<int>& last_day, Evidence& evidence) {
  const std::optional<Time> published =
      article.published ? article.published : TimeInUrl(article.url);
  if (!published && event.days && last_day && *last_day < event.days->first - kAheadDays) {
    evidence.Against(2.0, "its last date is earlier");
  }
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

// Tags and keywords move the answer by one step where the text says something of its own, and not
// from off: editors tag by habit, and many sites print the same keywords on every page.
Relevance::State StateWithTags(const BaselineIndex& index, const Article& article,
                               Evidence& evidence) {
  constexpr std::array<Relevance::State, 4> kSteps = {Relevance::kOff, Relevance::kNear,
                                                      Relevance::kUncertain, Relevance::kOn};
  const Relevance::State text = StateOf(evidence);
  const TagEvidence tags = ReadEventTags(index, article.tags, article.language);
  if (text == Relevance::kOff || (tags.own <= 0 && tags.rival <= 0)) {
    return text;
  }
  evidence.own += tags.own;
  evidence.rival += tags.rival;
  evidence.anchored = evidence.anchored || tags.names_event;
  evidence.reasons.insert(evidence.reasons.end(), tags.reasons.begin(), tags.reasons.end());
  const auto at = [&kSteps](Relevance::State state) {
    return std::find(kSteps.begin(), kSteps.end(), state) - kSteps.begin();
  };
  const auto moved = std::clamp(at(StateOf(evidence)), at(text) - 1, at(text) + 1);
  return kSteps.at(static_cast<std::size_t>(moved));
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
  if (AreVersions(baseline.reading, reading) &&
      (!IsDatedApart(index->event(), reading) || HasSameAmounts(baseline.reading, reading)) &&
      !NamesakeOf(baseline, *index, article, reading)) {
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
  const bool names_nothing = evidence.own == 0;
  const RepeatedFacts facts = FactsIn(baseline, *index, reading);
  AddFacts(facts, TellsEvent(*index, names), evidence);
  if (index->event().formats.empty()) {
    AddFingerprint(FingerprintIn(baseline, *index, article, reading), facts.count > 0, evidence);
  }
  if ((names_nothing || index->event().formats.empty()) && evidence.anchored) {
    AddNamesake(NamesakeOf(baseline, *index, article, reading), evidence);
  }
  AddRivals(*index, names, evidence);
  AddTime(index->event(), reading, names, evidence);
  AddPublished(index->event(), article, LastDay(IdentifyEvent(reading)), evidence);
  AddMemory(reading, memory, evidence);

  Relevance relevance;
  relevance.state = StateWithTags(*index, article, evidence);
  relevance.score = std::clamp((evidence.own - evidence.rival) / 3, 0.0, 1.0);
  relevance.reasons = std::move(evidence.reasons);
  return relevance;
}

}  // namespace claimwatch
