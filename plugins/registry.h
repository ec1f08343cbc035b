// The plugins of one configuration by name, each started and introduced.
//
// What is built in stands in plugins/builtin; here is what a configuration adds to it. Nothing is
// loaded that the configuration does not name.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "plugins/outside.h"

namespace claimwatch {

// Fixed once made; any thread may call. Shared by the workers and the sinks of one configuration,
// and gone with the last of them.
class Registry {
 public:
  Registry() = default;

  // Starts each of `all`, whose names are unique. `clock` must outlive it. kConfig with one line
  // for every plugin that is refused, not only for the first.
  static Result<std::shared_ptr<const Registry>> Start(const std::vector<PluginOptions>& all,
                                                       const Clock& clock);

  // nullptr: none of that name and stage.
  std::shared_ptr<Plugin> Find(std::string_view name, std::string_view stage) const;

  // In the order of the configuration.
  const std::vector<std::shared_ptr<Plugin>>& all() const { return all_; }

 private:
  std::vector<std::shared_ptr<Plugin>> all_;
};

}  // namespace claimwatch
