#include "cli/baselines.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/open_store.h"
#include "cli/read_config.h"
#include "core/clock.h"
#include "core/text.h"
#include "daemon/topics.h"
#include "plugins/parser.h"
#include "storage/order.h"

namespace claimwatch {

// The configuration is cut down to the one that is wanted, and read as the daemon reads it.
Result<Article> FindBaselineArticle(const Arguments& arguments, Store& store, std::string_view id) {
  Config config = CW_TRY(ReadConfig(arguments));
  std::vector<std::string> names;
  for (TopicConfig& topic : config.topics) {
    for (const BaselineConfig& baseline : topic.baselines) {
      names.push_back(baseline.id);
      if (!id.empty() && baseline.id != id) {
        continue;
      }
      const std::string name = baseline.id;
      topic.baselines = {BaselineConfig(baseline)};
      config.topics = {TopicConfig(topic)};
      const SystemClock clock;
      std::vector<Topic> topics = CW_TRY(LoadTopics(config, store, clock, *MakeParser()));
      Article article = std::move(topics.front().baselines.front().article);
      article.url = name;
      return article;
    }
  }
  return Error(Errc::kNotFound, "no baseline '" + std::string(id) + "' in the configuration" +
                                    (names.empty() ? "" : ", there are: " + Join(names, ", ")));
}

Result<std::string> BaselineOf(const Store& store, const ArticleRecord& article) {
  std::vector<std::uint32_t> order = CW_TRY(OrderOf(store, article));
  std::reverse(order.begin(), order.end());
  for (const std::uint32_t number : order) {
    const std::vector<FindingRecord> findings = CW_TRY(store.Findings(article.id, number));
    for (const FindingRecord& finding : findings) {
      if (!finding.baseline.empty()) {
        return finding.baseline;
      }
    }
  }
  return std::string();
}

}  // namespace claimwatch
