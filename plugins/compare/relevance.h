// The event gate: is this article about what the baseline is about?
//
// An event is a fingerprint of the baseline (who met whom, where, when, named objects, rare
// figures) plus what accepted articles have added to it. No single name is needed; the fingerprint
// of a rival event (another summit, another year) speaks against. On and uncertain articles are
// compared, near and off ones are not.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/article.h"
#include "core/reading.h"
#include "plugins/stage.h"

namespace claimwatch {

// Keys of findings (Finding::key) in articles that were accepted for the topic: they make the next
// article's claim recognisable although the baseline does not have it.
struct EventMemory {
  std::set<std::string, std::less<>> keys;
};

struct Relevance {
  enum State { kOn, kNear, kOff, kUncertain };

  State state = kOff;
  double score = 0;  // 0–1
  std::vector<std::string>
      reasons;  // "names the summit", "3 statements of the baseline", "rival event: tianjin"
};

std::string_view RelevanceName(Relevance::State state);  // "on", "near", "off", "uncertain"

// Whether findings against the baseline may be made.
inline bool IsCompared(Relevance::State state) {
  return state == Relevance::kOn || state == Relevance::kUncertain;
}

// Pure and thread-safe; linear in the article for each baseline.
Relevance JudgeRelevance(const Baseline& baseline, const Article& article, const Reading& reading,
                         const EventMemory& memory);

}  // namespace claimwatch
