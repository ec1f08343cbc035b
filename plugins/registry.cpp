#include "plugins/registry.h"

#include <algorithm>

namespace claimwatch {

Result<std::shared_ptr<const Registry>> Registry::Start(const std::vector<PluginOptions>& all,
                                                        const Clock& clock) {
  auto registry = std::make_shared<Registry>();
  std::string refusals;
  for (const PluginOptions& options : all) {
    Result<std::shared_ptr<Plugin>> plugin = Plugin::Start(options, clock);
    if (!plugin.ok()) {
      refusals += (refusals.empty() ? "" : "\n") + plugin.error().message();
      continue;
    }
    registry->all_.push_back(std::move(plugin).value());
  }
  if (!refusals.empty()) {
    return Error(Errc::kConfig, refusals);
  }
  return std::shared_ptr<const Registry>(std::move(registry));
}

std::shared_ptr<Plugin> Registry::Find(std::string_view name, std::string_view stage) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& one) {
    return one->name() == name && one->stage() == stage;
  });
  return found == all_.end() ? nullptr : *found;
}

}  // namespace claimwatch
