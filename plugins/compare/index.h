// A baseline made ready for comparing: which of its sentences says what.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/article.h"
#include "core/reading.h"
#include "plugins/compare/figures.h"
#include "plugins/stage.h"

namespace claimwatch {

struct EventIdentity;  // plugins/compare/event.h; most who ask the index do not ask for it

// Owns all it tells and keeps no reference to the reading it was made from. Const after it is
// built; any thread may use it. A key is that of Term::key.
class BaselineIndex {
 public:
  explicit BaselineIndex(const Reading& reading);

  struct Place {
    std::size_t sentence = 0;
    double share = 0;  // how much of the term this sentence covers
  };

  // The sentences that cover a term, each once, with its best share: those that have the term, and
  // those that have one that names it in part (config/lexicon/claims/related.tsv says how much).
  const std::vector<Place>& Places(const std::string& key) const;

  // Whether the document has the very term.
  bool Has(const std::string& key) const { return count_.contains(key); }

  // In how many sentences the term stands.
  std::size_t Count(const std::string& key) const;

  std::size_t sentences() const { return weights_.size(); }

  // The weight of all terms of a sentence.
  double Weight(std::size_t sentence) const { return weights_[sentence]; }

  // How much a term says here: its weight, less when it stands all over the document.
  double WeightOf(const Term& term) const;

  // Exchange rates that the document itself states.
  const RateTable& rates() const { return rates_; }

  // Which event the document reports.
  const EventIdentity& event() const { return *event_; }

  // A figure of the document and what it counts.
  struct Quantity {
    std::size_t figure = 0;
    std::size_t sentence = 0;
    std::size_t clause = 0;
    std::vector<std::string> concepts;
    std::string_view state;  // of people who are counted: see compare/people_state.h
  };

  const std::vector<Quantity>& quantities() const { return quantities_; }

 private:
  // The key of the document's own name of which a Russian word is a form; nullptr for none.
  const std::string* NameInLatin(std::string_view part) const;

  std::unordered_map<std::string, std::vector<Place>> places_;
  std::vector<std::pair<std::string, std::string>> sounds_;  // of a name's words, with their keys
  std::unordered_map<std::string, std::size_t> count_;
  std::vector<double> weights_;
  std::vector<Quantity> quantities_;
  RateTable rates_;
  std::shared_ptr<const EventIdentity> event_;
};

// Reads and indexes a baseline. `id` and `topic` are the user's; no language in `article`: guessed.
Baseline MakeBaseline(std::string id, std::string topic, Article article);

// The baseline's own index, or one made for this call; never nullptr.
std::shared_ptr<const BaselineIndex> IndexOf(const Baseline& baseline);

}  // namespace claimwatch
