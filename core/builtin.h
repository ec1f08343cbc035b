// What is built in, stage by stage: the one table that `claimwatch plugins`, the check of a
// configuration, its "did you mean" and the manual page claimwatch-plugins(7) read.
//
// An explicit table, because a static library silently drops what registers itself by constructor.
// It stands on the lowest floor because config (which checks) and plugins (which makes) do not know
// each other; a test holds that every sink of it can be made.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace claimwatch {

// One row.
struct Builtin {
  std::string_view stage;  // "source", "extractor", "analyzer", "sink"
  std::string_view name;   // as the configuration and the alerts call it
  std::string_view help;   // one line
  // Keys of the configuration, parted by spaces: of a source's [[source]], of a sink's
  // [[alerts.sink]]. Keys that all of its stage read are not repeated.
  std::string_view needs;  // without which it cannot work
  std::string_view takes;  // and may have
};

// All rows, stage by stage. Lives as long as the program.
std::span<const Builtin> Builtins();

// nullptr: no such row.
const Builtin* FindBuiltin(std::string_view stage, std::string_view name);

// The names of a stage in the order of the table.
std::vector<std::string> BuiltinNames(std::string_view stage);

// The kinds of sinks as the limit of a key: "file|journald|…".
std::string_view SinkKinds();

// What no row has but a sink may be: the name of the kind that is somebody else's.
constexpr std::string_view kPluginSink = "plugin";

}  // namespace claimwatch
