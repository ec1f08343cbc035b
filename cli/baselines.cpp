#include "cli/baselines.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/known_ids.h"
#include "cli/read_config.h"
#include "core/clock.h"
#include "core/text.h"
#include "daemon/topics.h"
#include "plugins/parser.h"
#include "storage/order.h"

namespace claimwatch {
namespace {

bool Fits(const std::string& wanted, const std::string& id) {
  return wanted.empty() || wanted == id;
}

}  // namespace

// The configuration is cut down to the one that is wanted.
Result<Baseline> FindBaseline(const Arguments& arguments, Store& store, const BaselineName& name) {
  Config config = CW_TRY(ReadConfig(arguments));
  CW_TRY(name.topic.empty() ? Ok() : CheckTopic(arguments, store, name.topic));
  std::vector<std::string> known;
  for (const TopicConfig& topic : config.topics) {
    for (const BaselineConfig& baseline : topic.baselines) {
      known.push_back(baseline.id);
      if (Fits(name.topic, topic.id) && Fits(name.baseline, baseline.id)) {
        TopicConfig only = topic;
        only.baselines = {baseline};
        config.topics = {std::move(only)};
        const SystemClock clock;
        std::vector<Topic> topics = CW_TRY(LoadTopics(config, store, clock, *MakeParser()));
        return std::move(topics.front().baselines.front());
      }
    }
  }
  return Error(
      Errc::kNotFound,
      (name.baseline.empty() ? "no baseline"
                             : "no baseline '" + EscapeControls(name.baseline) + "'") +
          (name.topic.empty() ? " in the configuration" : " of topic '" + name.topic + "'") +
          (known.empty() ? "" : ", there are: " + Join(known, ", ")));
}

Result<BaselineName> BaselineOf(const Store& store, const ArticleRecord& article) {
  std::vector<std::uint32_t> order = CW_TRY(OrderOf(store, article));
  std::reverse(order.begin(), order.end());
  for (const std::uint32_t number : order) {
    const std::vector<FindingRecord> findings = CW_TRY(store.Findings(article.id, number));
    for (const FindingRecord& finding : findings) {
      if (!finding.baseline.empty()) {
        return BaselineName{finding.topic, finding.baseline};
      }
    }
  }
  return BaselineName();
}

}  // namespace claimwatch
