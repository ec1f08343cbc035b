#include "plugins/compare/index.h"

#include <algorithm>
#include <set>
#include <utility>

#include "plugins/compare/event.h"
#include "plugins/compare/make.h"
#include "plugins/compare/people_state.h"
#include "plugins/read/glossary.h"
#include "plugins/read/reading.h"

namespace claimwatch {
namespace {

// From this many sentences on a term is common in the document and says less about any one of them.
constexpr std::size_t kCommonFrom = 4;
constexpr double kCommonShare = 0.5;

void AddPlace(std::vector<BaselineIndex::Place>& places, std::size_t sentence, double share) {
  if (!places.empty() && places.back().sentence == sentence) {
    places.back().share = std::max(places.back().share, share);
  } else {
    places.push_back({sentence, share});
  }
}

}  // namespace

BaselineIndex::BaselineIndex(const Reading& reading)
    : rates_(LearnRates(reading.figures, reading.text)),
      event_(std::make_shared<const EventIdentity>(IdentifyEvent(reading))) {
  const Glossary& glossary = Glossary::Builtin();
  for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
    std::set<std::string> keys;
    for (const Clause& clause : reading.sentences[i].clauses) {
      keys.insert(clause.concepts.begin(), clause.concepts.end());
    }
    for (const std::string& key : keys) {
      ++count_[key];
      AddPlace(places_[key], i, 1);
      for (const Glossary::Covered& other : glossary.CoveredBy(key)) {
        AddPlace(places_[other.key], i, other.share);
      }
    }
  }
  for (std::size_t i = 0; i < reading.sentences.size(); ++i) {
    double weight = 0;
    for (std::size_t c = 0; c < reading.sentences[i].clauses.size(); ++c) {
      const Clause& clause = reading.sentences[i].clauses[c];
      for (const Term& term : clause.terms) {
        weight += WeightOf(term);
      }
      for (const std::size_t figure : clause.figures) {
        quantities_.push_back(
            {figure, i, c, CountedConcepts(reading.figures[figure], clause),
             StateOfPeople(reading.figures[figure], reading.sentences[i], reading.figures)});
      }
    }
    weights_.push_back(weight);
  }
}

const std::vector<BaselineIndex::Place>& BaselineIndex::Places(const std::string& key) const {
  static const std::vector<Place> kNone;
  const auto found = places_.find(key);
  return found != places_.end() ? found->second : kNone;
}

std::size_t BaselineIndex::Count(const std::string& key) const {
  const auto found = count_.find(key);
  return found != count_.end() ? found->second : 0;
}

double BaselineIndex::WeightOf(const Term& term) const {
  return Count(term.key) >= kCommonFrom ? term.weight * kCommonShare : term.weight;
}

Baseline MakeBaseline(std::string id, std::string topic, Article article) {
  Baseline baseline;
  baseline.id = std::move(id);
  baseline.topic = std::move(topic);
  baseline.article = std::move(article);
  baseline.reading = ReadArticle(baseline.article);
  baseline.index = std::make_shared<const BaselineIndex>(baseline.reading);
  return baseline;
}

std::shared_ptr<const BaselineIndex> IndexOf(const Baseline& baseline) {
  return baseline.index != nullptr ? baseline.index
                                   : std::make_shared<const BaselineIndex>(baseline.reading);
}

}  // namespace claimwatch
