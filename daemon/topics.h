// The topics of a configuration, ready for work: baselines read, phrases folded, and the gate that
// decides which topic an article belongs to.
//
// A Topic never changes once loaded; any thread may read it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "core/clock.h"
#include "plugins/compare/relevance.h"
#include "plugins/stage.h"
#include "storage/store.h"

namespace claimwatch {

class Parser;  // plugins/parser.h

// So many keys a topic's memory holds; the gate needs the common ones, not all.
inline constexpr std::size_t kRememberedKeys = 20'000;

struct Topic {
  TopicConfig config;
  std::vector<Baseline> baselines;
  std::vector<std::string> phrases;  // match_any, case folded
};

// Reads every baseline: a text or HTML file, or a URL, which is fetched once and kept in `store`
// for later starts. What they hold is read by `parser`. All that is wrong, a line each: kConfig
// when the operator must mend some of it, otherwise the code of the first (kNetwork, kIo, …), which
// may be over at the next try.
//
// `patience`: for all that has to be fetched, together; nullopt: as long as fetch.timeout allows.
Result<std::vector<Topic>> LoadTopics(const Config& config, Store& store, const Clock& clock,
                                      Parser& parser,
                                      std::optional<Duration> patience = std::nullopt);

// What was accepted for a topic, in all or before a time: what the event gate has learnt.
Result<EventMemory> Remembered(const Store& store, const std::string& topic,
                               const std::optional<Time>& before);

// Whether the topic is told what this source brings.
bool Watches(const Config& config, std::string_view source, const TopicConfig& topic);

// The baselines of `topic` that `article` is to be compared with; empty when it is about something
// else. A phrase of the topic lifts an article that the gate finds near; match.min_score above its
// default asks for more, 0 for nothing.
struct TopicMatch {
  bool relevant = false;
  std::vector<const Baseline*> baselines;
  Relevance nearest;  // to all baselines of the topic, compared or not; without reasons: none
};

TopicMatch MatchTopic(const Topic& topic, const Article& article, const Reading& reading,
                      const EventMemory& memory);

}  // namespace claimwatch
