#include "daemon/second_opinion.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>

#include "core/json.h"
#include "core/log.h"
#include "plugins/compare/severity.h"

namespace claimwatch {
namespace {

constexpr std::size_t kMostPairs = 32;
constexpr std::size_t kMostBytes = 65'536;

struct Close {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }

  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

bool IsUncertain(const Finding& finding) {
  return !IsSilent(finding.type) && !finding.sentence.text.empty() &&
         finding.confidence > kUncertainAbove && finding.confidence < kUncertainBelow;
}

std::string Question(const std::vector<const Finding*>& findings) {
  Json pairs = Json(Json::Array{});
  for (const Finding* finding : findings) {
    pairs.Push(Json::Of({{"type", FindingTypeName(finding->type)},
                         {"sentence", finding->sentence.text},
                         {"other", finding->other.text}}));
  }
  return Json::Of({{"pairs", std::move(pairs)}}).Dump();
}

// Fewer bytes than it was given stop the transfer.
std::size_t Take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& answer = *static_cast<std::string*>(into);
  if (answer.size() + size * count > kMostBytes) {
    return 0;
  }
  answer.append(bytes, size * count);
  return size * count;
}

void Prepare(CURL* curl, const RulesConfig& rules, const std::string& question,
             std::string& answer) {
  const auto patience =
      std::chrono::duration_cast<std::chrono::milliseconds>(rules.second_opinion_timeout);
  curl_easy_setopt(curl, CURLOPT_URL, rules.second_opinion.c_str());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(question.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, question.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
}

Result<std::string> Post(const RulesConfig& rules, const std::string& question) {
  const std::unique_ptr<CURL, Close> curl(curl_easy_init());
  if (curl == nullptr) {
    return Error(Errc::kLimit, "libcurl cannot start a transfer");
  }
  const std::unique_ptr<curl_slist, Close> headers(
      curl_slist_append(nullptr, "Content-Type: application/json"));
  std::string answer;
  Prepare(curl.get(), rules, question, answer);
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK) {
    return Error(Errc::kNetwork, curl_easy_strerror(code));
  }
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) {
    return Error(Errc::kNetwork, fmt::format("answered {}", status));
  }
  return answer;
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

}  // namespace

Result<std::vector<double>> AskSecondOpinion(const RulesConfig& rules,
                                             const std::vector<const Finding*>& findings) {
  const std::string answer = CW_TRY(Post(rules, Question(findings)));
  return ReadScores(answer, findings.size());
}

std::vector<Finding> Reranked(std::vector<Finding> findings, const RulesConfig& rules) {
  std::vector<Finding*> uncertain;
  for (Finding& finding : findings) {
    if (!rules.second_opinion.empty() && uncertain.size() < kMostPairs && IsUncertain(finding)) {
      uncertain.push_back(&finding);
    }
  }
  if (uncertain.empty()) {
    return findings;
  }
  const Result<std::vector<double>> scores =
      AskSecondOpinion(rules, {uncertain.begin(), uncertain.end()});
  if (!scores.ok()) {
    LogWarning("second opinion {}: {}; the findings stay as they are", rules.second_opinion,
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
