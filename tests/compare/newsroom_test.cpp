// The fictional newsroom against the shipped baseline: floors that only rise.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/json.h"
#include "core/text.h"
#include "tests/compare/desk.h"

namespace claimwatch {
namespace {

const char kRoom[] = CW_SOURCE_DIR "/tests/data/newsroom/";

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool IsQuietLabel(std::string_view type) {
  return type == "repeated" || type == "reworded" || type == "background";
}

struct Score {
  int right = 0;
  int wrong = 0;
  int missed = 0;
  std::size_t distractor_alerts = 0;
};

// Sentences that are wanted (true) or must stay quiet (false); optional ones are in neither.
std::map<std::string, bool, std::less<>> Wanted(const Json& row) {
  std::map<std::string, bool, std::less<>> wanted;
  std::set<std::string, std::less<>> optional;
  for (const Json& label : row["vs_baseline"].Items()) {
    const std::string sentence(label["sentence"].AsString());
    if (label["optional"].AsBool()) {
      optional.insert(sentence);
    }
    wanted[sentence] = wanted[sentence] || !IsQuietLabel(label["type"].AsString());
  }
  std::erase_if(wanted, [&optional](const auto& entry) { return optional.contains(entry.first); });
  return wanted;
}

void Judge(const Json& row, const Baseline& baseline, Score& score) {
  const std::string text = ReadFile(kRoom + std::string(row["text"].AsString()));
  std::set<std::string, std::less<>> alerted;
  for (const Finding& finding : testing::Alerts(testing::CompareText(baseline, text, ""))) {
    alerted.insert(finding.sentence.text);
  }
  if (row["relevance"].AsString() != "on") {
    score.distractor_alerts += alerted.size();
    return;
  }
  for (const auto& [sentence, wanted] : Wanted(row)) {
    const bool got = alerted.contains(sentence);
    score.right += wanted && got ? 1 : 0;
    score.wrong += !wanted && got ? 1 : 0;
    score.missed += wanted && !got ? 1 : 0;
  }
}

TEST(Newsroom, AlertsStayAboveTheirFloorAndDistractorsSilent) {
  const std::string gold = ReadFile(std::string(kRoom) + "gold.jsonl");
  if (gold.empty()) {
    GTEST_SKIP() << "tests/data/newsroom is not here";
  }
  const Baseline baseline = testing::ShippedBaseline();
  Score score;
  for (const std::string_view line : Split(gold, '\n')) {
    const Result<Json> row = Json::Parse(line);
    if (row.ok()) {
      Judge(*row, baseline, score);
    }
  }
  EXPECT_GE(2.0 * score.right / std::max(1, 2 * score.right + score.wrong + score.missed), 0.97);
  EXPECT_EQ(score.distractor_alerts, 0U);
}

}  // namespace
}  // namespace claimwatch
