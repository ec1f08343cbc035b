// A program on this machine that may be asked how two sentences lie to each other: entailment,
// similarity, whatever its owner runs. Off unless `rules.second_opinion` names its address.
//
// It sees the uncertain findings only and can move their confidence, and by that their severity and
// score; it makes no finding, drops none and changes no other. When it does not answer in time, or
// not as agreed, everything stays as it was. An alert that it moved says so in its signals.
#pragma once

#include <vector>

#include "config/config.h"
#include "core/finding.h"
#include "core/time.h"

namespace claimwatch {

class Clock;  // core/clock.h

// The confidences between which a finding is uncertain.
inline constexpr double kUncertainAbove = 0.3;
inline constexpr double kUncertainBelow = 0.7;

// The questions of one article's analysis. One that fails, or a second of waiting in all beyond
// `second_opinion_timeout`, ends them: the other findings of this article stay as they are, however
// many baselines it is compared with. Belongs to one thread.
class SecondOpinion {
 public:
  // Both are borrowed.
  SecondOpinion(const RulesConfig& rules, const Clock& clock);

  // `findings` with the uncertain ones re-ranked; as they are when there is nobody to ask, nothing
  // uncertain, or no answer, which is a line in the log.
  //
  // One POST of {"pairs":[{"type","sentence","other"},…]}, at most 32 pairs; the answer is
  // {"scores":[…]} with as many numbers from 0 (the finding is wrong) to 1 (right). The confidence
  // becomes the mean of the finding's own and the score. Follows no redirect, uses no proxy, reads
  // at most 64 KiB. Blocks up to `second_opinion_timeout`.
  std::vector<Finding> Rerank(std::vector<Finding> findings);

 private:
  const RulesConfig& rules_;
  const Clock& clock_;
  Duration waited_{};
  bool failed_ = false;
};

}  // namespace claimwatch
