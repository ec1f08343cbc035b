#include "daemon/rehearsal.h"

#include <memory>
#include <string>
#include <vector>

#include "config/config.h"
#include "core/text.h"
#include "daemon/checkpoints.h"
#include "daemon/fetcher.h"
#include "daemon/plugins.h"
#include "daemon/rule_names.h"
#include "daemon/sinks.h"
#include "daemon/topics.h"
#include "plugins/parser.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

// The baselines that stand in files; those with an address are read where `addresses` allows.
Status TryBaselines(Config config, const Clock& clock, Addresses addresses) {
  if (addresses == Addresses::kLeftAlone) {
    for (TopicConfig& topic : config.topics) {
      std::erase_if(topic.baselines, [](const BaselineConfig& one) { return one.file.empty(); });
    }
  }
  const std::unique_ptr<Store> store = CW_TRY(Store::OpenInMemory());
  CW_TRY(LoadTopics(config, *store, clock, *MakeParser()));
  return Ok();
}

class Complaints {
 public:
  void Hear(const Status& tried) {
    if (!tried.ok()) {
      lines_.push_back(tried.error().message());
      only_network_ = only_network_ && tried.error().code() == Errc::kNetwork;
    }
  }

  Status Said() const {
    const Errc code = only_network_ ? Errc::kNetwork : Errc::kConfig;
    return lines_.empty() ? Ok() : Status(Error(code, Join(lines_, "\n")));
  }

 private:
  bool only_network_ = true;
  std::vector<std::string> lines_;
};

template <typename T>
Status StatusOf(const Result<T>& result) {
  return result.ok() ? Ok() : Status(result.error());
}

}  // namespace

Status Rehearse(const Config& config, const Clock& clock, Addresses addresses) {
  Complaints complaints;
  complaints.Hear(TryBaselines(config, clock, addresses));
  for (std::string& line : UnknownRules(config)) {
    complaints.Hear(Error(Errc::kConfig, std::move(line)));
  }
  const Result<std::shared_ptr<const Registry>> plugins = StartPlugins(config, clock);
  complaints.Hear(StatusOf(plugins));
  if (plugins.ok()) {
    complaints.Hear(TrySinks(config.alerts, **plugins));
  }
  complaints.Hear(StatusOf(Fetcher::Make(config.fetch, clock)));
  complaints.Hear(Checkpoints::TryKey(config));
  return complaints.Said();
}

}  // namespace claimwatch
