#include "plugins/compare/index.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/text.h"
#include "plugins/compare/event.h"
#include "plugins/compare/make.h"
#include "plugins/compare/name_forms.h"
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

constexpr double kPartOfName = 0.9;

// "Sorin" of "Elena Sorin": the words of a name, by which it is known too; also as a first word of
// a sentence, which is no name by its capital.
std::vector<std::string> PartsOfName(std::string_view key) {
  constexpr std::string_view kName = "name:";
  std::vector<std::string> parts;
  for (const std::string_view part : key.starts_with(kName) ? Split(key.substr(kName.size()), '-')
                                                            : std::vector<std::string_view>()) {
    parts.push_back("name:" + std::string(part));
    parts.push_back("=" + std::string(part));
  }
  return parts;
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
      for (const std::string& part : PartsOfName(key)) {
        AddPlace(places_[part], i, part == key ? 1 : kPartOfName);
        if (part.starts_with("name:")) {
          sounds_.emplace_back(NameSounds(part.substr(std::string_view("name:").size())), part);
        }
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
  if (const auto found = places_.find(key); found != places_.end()) {
    return found->second;
  }
  // The family name stands last.
  const std::vector<std::string> parts = PartsOfName(key);
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    const auto found = places_.find(*part);
    if (found != places_.end()) {
      return found->second;
    }
    if (const std::string* latin = NameInLatin(*part)) {
      return places_.at(*latin);
    }
  }
  return kNone;
}

const std::string* BaselineIndex::NameInLatin(std::string_view part) const {
  constexpr std::string_view kName = "name:";
  constexpr std::size_t kLeast = 4;  // letters from which "Терене" is of Teren
  std::size_t at = kName.size();
  if (sounds_.empty() || !part.starts_with(kName) || !IsCyrillic(NextCodePoint(part, at))) {
    return nullptr;
  }
  const std::string here = NameSounds(RussianInLatin(part.substr(kName.size())));
  const auto fits = std::find_if(sounds_.begin(), sounds_.end(), [&here](const auto& own) {
    return own.first == here || (own.first.size() >= kLeast && here.starts_with(own.first)) ||
           (here.size() >= kLeast && own.first.starts_with(here));
  });
  return fits != sounds_.end() ? &fits->second : nullptr;
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
