#include "plugins/compare/relevance.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "plugins/compare/align.h"
#include "plugins/compare/analyzers.h"
#include "plugins/compare/index.h"
#include "plugins/compare/make.h"
#include "plugins/read/clause.h"

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
constexpr double kMargin = 0.4;  // the baseline's event must beat a rival by this

// Classes that name a kind of event; a foreign body or place beside one of them is another event.
constexpr std::array<std::string_view, 3> kEventWords = {"summit", "meeting", "talks"};

struct Evidence {
  double own = 0;
  double rival = 0;
  bool anchored = false;  // something ties it to this event and not only to those who took part
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

bool Has(const Clause& clause, std::string_view key) {
  return std::find(clause.concepts.begin(), clause.concepts.end(), key) != clause.concepts.end();
}

bool HasEventWord(const Clause& clause) {
  return std::any_of(kEventWords.begin(), kEventWords.end(),
                     [&clause](std::string_view word) { return Has(clause, word); });
}

// Which names an article has, with how often, and which of them stand in its title or lead.
struct Names {
  std::map<std::string, std::size_t> all;
  std::map<std::string, std::size_t> lead;
  std::map<std::string, std::size_t> beside_event;  // in a clause that speaks of a meeting
  bool event_word = false;
};

void Count(const Clause& clause, bool lead, Names& names) {
  const bool event = HasEventWord(clause);
  names.event_word = names.event_word || event;
  for (const Entity& entity : clause.entities) {
    ++names.all[entity.key];
    names.lead[entity.key] += lead ? 1U : 0U;
    names.beside_event[entity.key] += event ? 1U : 0U;
  }
}

std::vector<Clause> TitleClauses(const std::string& title) {
  if (title.empty()) {
    return {};
  }
  const Stemmer stemmer;
  return ReadClauses(title, {0, title.size()}, {}, stemmer);
}

Names NamesOf(const Article& article, const Reading& reading) {
  Names names;
  for (const Clause& clause : TitleClauses(article.title)) {
    Count(clause, true, names);
  }
  for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
    for (const Clause& clause : reading.sentences[i].clauses) {
      Count(clause, i < kLeadSentences, names);
    }
  }
  return names;
}

// Participants, place and people of the baseline's event that the article names.
void AddNames(const BaselineIndex& index, const Names& names, Evidence& evidence) {
  double people = 0;
  double groups = 0;
  double places = 0;
  for (const auto& [key, count] : names.all) {
    const std::size_t known = index.Count(key);
    if (known == 0) {
      continue;
    }
    const bool lead = names.lead.contains(key) && names.lead.at(key) > 0;
    const double often = known >= 3 ? 1.0 : 0.5;
    if (key.starts_with("person:")) {
      people += 0.3 * often;
    } else if (key.starts_with("place:")) {
      places = std::max(places, (lead ? 0.6 : 0.45) * often);
    } else if (key.starts_with("group:china-")) {
      groups += 0.9;
    } else if (key.starts_with("group:") || key.starts_with("country:")) {
      groups += 0.3 * often;
    }
  }
  if (people > 0) {
    evidence.For(std::min(people, 0.5), "names people of the baseline");
  }
  if (groups > 0) {
    evidence.For(std::min(groups, 0.9), "names the parties");
  }
  if (places > 0) {
    evidence.For(places, "names the place");
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

// Statements of the baseline that the article repeats, each counted once.
void AddFacts(const Baseline& baseline, const BaselineIndex& index, const Reading& reading,
              Evidence& evidence) {
  std::vector<bool> repeated(index.sentences(), false);
  double facts = 0;
  std::size_t count = 0;
  for (const Sentence& sentence : reading.sentences) {
    const SentenceAlignment alignment = Align(reading, sentence, baseline.reading, index);
    for (std::size_t c = 0; c < alignment.clauses.size(); ++c) {
      const Alignment& clause = alignment.clauses[c];
      if (clause.sentence && SubjectWeight(sentence.clauses[c]) >= kFactSubject &&
          clause.coverage >= kFactFrom && clause.weight >= kFactWeight) {
        facts += repeated[*clause.sentence] ? 0.25 : 0.45;
        repeated[*clause.sentence] = true;
        ++count;
      }
    }
  }
  evidence.anchored = evidence.anchored || facts > 0;
  if (facts > 0) {
    evidence.For(std::min(facts, 1.8), fmt::format("{} statements of the baseline", count));
  }
}

// Whether the title or the lead names the baseline's own event: its parties together, or its place.
bool NamesOwnEvent(const BaselineIndex& index, const Names& names) {
  bool own = false;
  bool group = false;
  std::size_t parties = 0;
  for (const auto& [key, count] : names.lead) {
    const std::size_t known = count > 0 ? index.Count(key) : 0;
    own = own || (known >= 3 && (key.starts_with("place:") || key.starts_with("group:china-")));
    group = group || (known >= 3 && key.starts_with("group:"));
    parties += known >= 3 && (key.starts_with("country:") || key.starts_with("group:")) ? 1U : 0U;
  }
  return own || (group && parties >= 2);
}

// How strongly a name that the baseline does not know speaks for another event.
double RivalWeight(const std::string& key, bool lead, bool event, bool own) {
  const double named = own ? 0.5 : 1.0;
  if (key.starts_with("group:")) {
    return lead ? (event ? 1.5 : 1.0) * named : (event ? 0.3 : 0.1);
  }
  if (key.starts_with("place:")) {
    return event ? (lead ? 0.9 * named : 0.15) : 0;
  }
  const bool participant = key.starts_with("person:") || key.starts_with("country:");
  return participant && lead && event ? 0.55 * named : 0;
}

// Bodies, places and people that the baseline does not know, beside the word for a meeting or in
// the lead.
void AddRivals(const BaselineIndex& index, const Names& names, Evidence& evidence) {
  const bool own = NamesOwnEvent(index, names);
  for (const auto& [key, count] : names.all) {
    const double weight = index.Has(key) ? 0
                                         : RivalWeight(key, names.lead.at(key) > 0,
                                                       names.beside_event.at(key) > 0, own);
    if (weight > 0) {
      evidence.Against(weight, "rival event: " + key);
    }
  }
}

// The lead dates its event to another year than the baseline does.
void AddTime(const Baseline& baseline, const Article& article, const Reading& reading,
             Evidence& evidence) {
  std::string year;
  for (const Figure& figure : baseline.reading.figures) {
    if (figure.kind == FigureKind::kDate && figure.when.size() >= 7 && figure.when.front() != 'X') {
      year = figure.when.substr(0, 4);
      break;
    }
  }
  if (year.empty()) {
    return;
  }
  for (std::size_t i = 0; i < std::min(kLeadSentences, reading.sentences.size()); ++i) {
    for (const Clause& clause : reading.sentences[i].clauses) {
      const bool past =
          clause.time.size() >= 4 && clause.time.front() != 'X' && clause.time.substr(0, 4) < year;
      if (past && HasEventWord(clause)) {
        evidence.Against(0.9, "rival event: in " + clause.time);
      }
    }
  }
  if (article.published) {
    const std::string published = FormatTime(*article.published).substr(0, 4);
    if (published < year) {
      evidence.Against(0.5, "published in " + published);
    }
  }
}

// A learnt fact supports what already speaks for the event. Numbers that count nothing in
// particular are everybody's
// ("up 35 percent"), and a company's report may share one with the summit: memory alone brings no
// article in.
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
  const Names names = NamesOf(article, reading);
  AddNames(*index, names, evidence);
  evidence.anchored = NamesOwnEvent(*index, names) && names.event_word;
  AddFacts(baseline, *index, reading, evidence);
  AddRivals(*index, names, evidence);
  AddTime(baseline, article, reading, evidence);
  AddMemory(reading, memory, evidence);

  Relevance relevance;
  const double margin = evidence.own - evidence.rival;
  relevance.score = std::clamp(margin / 3, 0.0, 1.0);
  relevance.reasons = std::move(evidence.reasons);
  if (!evidence.anchored) {
    relevance.state = evidence.own >= kNearFrom ? Relevance::kNear : Relevance::kOff;
  } else if (evidence.own >= kOnFrom && margin >= kMargin) {
    relevance.state = Relevance::kOn;
  } else if (evidence.own >= kUncertainFrom && margin >= kMargin) {
    relevance.state = Relevance::kUncertain;
  } else {
    relevance.state = evidence.own >= kNearFrom ? Relevance::kNear : Relevance::kOff;
  }
  return relevance;
}

}  // namespace claimwatch
