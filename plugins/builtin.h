// Makes what is built in: the rows of core/builtin, by their names.
#pragma once

#include <memory>

#include "core/result.h"
#include "plugins/alert/sinks.h"
#include "plugins/stage.h"

namespace claimwatch {

// The sink of options.kind. kConfig: no such kind, or an option of it is missing or wrong.
Result<std::unique_ptr<AlertSink>> MakeSink(const SinkOptions& options);

}  // namespace claimwatch
