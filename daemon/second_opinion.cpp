#include "daemon/second_opinion.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/clock.h"
#include "core/json.h"
#include "core/log.h"
#include "daemon/post.h"
#include "plugins/compare/severity.h"

namespace claimwatch {
namespace {

constexpr Duration kPatience = std::chrono::seconds(1);  // before the last question
constexpr std::size_t kMostPairs = 32;

bool IsUncertain(const Finding& finding) {
  return !IsSilent(finding.type) && !finding.sentence.text.empty() &&
         finding.confidence > kUncertainAbove && finding.confidence < kUncertainBelow;
}

std::string Question(const std::vector<Finding*>& findings) {
  Json pairs = Json(Json::Array{});
  for (const Finding* finding : findings) {
    pairs.Push(Json::Of({{"type", FindingTypeName(finding->type)},
                         {"sentence", finding->sentence.text},
                         {"other", finding->other.text}}));
  }
  return Json::Of({{"pairs", std::move(pairs)}}).Dump();
}

Result<double> ReadScore(const Json& score) {
  const double value = score.IsNumber() ? score.AsDecimal().ToDouble() : -1;
  if (value < 0 || value > 1) {
    return Error(Errc::kInvalid, "a score is not a number from 0 to 1");
  }
  return value;
}

Result<std::vector<double>> ReadScores(const std::string& answer, std::size_t wanted) {
  const Result<Json> json = Json::Parse(answer);
  std::vector<double> scores;
  if (json.ok()) {
    for (const Json& score : json.value()["scores"].Items()) {
      const double value = CW_TRY(ReadScore(score));
      scores.push_back(value);
    }
  }
  if (scores.size() != wanted) {
    return Error(Errc::kInvalid, fmt::format("{} scores for {} pairs", scores.size(), wanted));
  }
  return scores;
}

Result<std::vector<double>> Ask(const RulesConfig& rules, const std::vector<Finding*>& findings) {
  PostOrder order;
  order.url = rules.second_opinion;
  order.schemes = "http";
  order.content_type = "application/json";
  order.body = Question(findings);
  order.timeout = rules.second_opinion_timeout;
  const std::string answer = CW_TRY(Post(order));
  return ReadScores(answer, findings.size());
}

}  // namespace

SecondOpinion::SecondOpinion(const RulesConfig& rules, const Clock& clock)
    : rules_(rules),
      clock_(clock) {}

std::vector<Finding> SecondOpinion::Rerank(std::vector<Finding> findings) {
  const bool may_ask = !rules_.second_opinion.empty() && !failed_ && waited_ <= kPatience;
  std::vector<Finding*> uncertain;
  for (Finding& finding : findings) {
    if (may_ask && uncertain.size() < kMostPairs && IsUncertain(finding)) {
      uncertain.push_back(&finding);
    }
  }
  if (uncertain.empty()) {
    return findings;
  }
  const Duration from = clock_.Steady();
  const Result<std::vector<double>> scores = Ask(rules_, uncertain);
  waited_ += clock_.Steady() - from;
  if (!scores.ok()) {
    failed_ = true;
    LogWarning("second opinion {}: {}; the findings stay as they are", rules_.second_opinion,
               scores.error().message());
    return findings;
  }
  for (std::size_t i = 0; i < uncertain.size(); ++i) {
    Finding& finding = *uncertain[i];
    finding.confidence = (finding.confidence + scores.value()[i]) / 2;
    finding.signals.push_back(fmt::format("second_opinion={:.2f}", scores.value()[i]));
    Grade(finding);
  }
  return findings;
}

}  // namespace claimwatch
