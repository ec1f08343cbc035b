// The built-in plugins, in explicit tables: a static library silently drops what registers itself
// by constructor.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "plugins/alert/sinks.h"
#include "plugins/stage.h"

namespace claimwatch {

// One row of the tables, for people.
struct Builtin {
  std::string_view stage;  // "source", "extractor", "analyzer", "sink"
  std::string_view name;   // as the configuration calls it
  std::string_view help;
};

std::vector<Builtin> Builtins();

// The sink of options.kind. kConfig: no such kind, or an option of it is missing or wrong.
Result<std::unique_ptr<AlertSink>> MakeSink(const SinkOptions& options);

}  // namespace claimwatch
