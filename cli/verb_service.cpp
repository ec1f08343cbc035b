// status, reload: how the service fares, and a new configuration for it.
#include <algorithm>

#include <fmt/format.h>

#include "cli/ask_daemon.h"
#include "cli/output.h"
#include "cli/service_status.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/bytes.h"
#include "core/text.h"
#include "daemon/gauges.h"

namespace claimwatch {
namespace {

constexpr Duration kReloadPatience = std::chrono::seconds(55);  // baselines may be many

std::string Line(const Style& style, std::string_view name, std::string_view text) {
  return style.Paint(Tone::kFaint, fmt::format("{:<16}", name)) + style.Paint(Tone::kPlain, text) +
         "\n";
}

std::string DaemonLine(const Json& status, const Style& style) {
  const Json& daemon = status["daemon"];
  if (daemon.IsNull()) {
    return Line(style, "daemon", status["daemon_silent"].AsString());
  }
  return Line(style, "daemon",
              fmt::format(
                  "claimwatchd {}, pid {}, up {}, {} resident, {} open files",
                  daemon["version"].AsString(), daemon["pid"].AsInt(),
                  FormatDuration(std::chrono::seconds(daemon["uptime_seconds"].AsInt())),
                  FormatBytes({static_cast<std::uint64_t>(daemon["resident_bytes"].AsInt())}),
                  daemon["open_files"].AsInt())) +
         Line(style, "since its start",
              fmt::format(
                  "{} fetched, {} unchanged, {} versions, {} alerts, {} refused, {} failures",
                  daemon["fetched"].AsInt(), daemon["unchanged"].AsInt(),
                  daemon["new_versions"].AsInt(), daemon["new_alerts"].AsInt(),
                  daemon["refused"].AsInt(), daemon["failures"].AsInt())) +
         (daemon["paused"].AsBool()
              ? Line(style, "fetching",
                     fmt::format("paused: the disk has {}", daemon["disk"].AsString()))
              : "");
}

std::string StoreLines(const Json& status, const Style& style) {
  std::string out;
  for (const std::string name : {"articles", "versions", "captures", "claims", "alerts",
                                 "owed_analyses", "bytes_on_disk", "bytes_free", "schema"}) {
    if (status.Has(name)) {
      const std::int64_t value = status[name].AsInt();
      std::string label = name;
      std::replace(label.begin(), label.end(), '_', ' ');
      out += Line(style, label,
                  name.starts_with("bytes") ? FormatBytes({static_cast<std::uint64_t>(value)})
                                            : std::to_string(value));
    }
  }
  return out;
}

// What the daemon did for the store, and what failed of it.
std::string UpkeepLines(const Json& status, const Style& style) {
  const auto line = [&](std::string_view name, const Json& record, const std::string& done) {
    const std::string error = EscapeControls(record["error"].AsString());
    return record.IsNull() ? ""
                           : Line(style, name,
                                  fmt::format("{}: {}", record["time"].AsString(),
                                              error.empty() ? done : "failed: " + error));
  };
  const Json& gc = status["gc"];
  const Json& stamp = status["timestamp"];
  return line("last gc", gc,
              fmt::format("dropped {} answers, {} bodies, {} alerts", gc["captures"].AsInt(),
                          gc["bodies"].AsInt(), gc["alerts"].AsInt())) +
         line("time stamp", stamp, fmt::format("the authority says {}", stamp["stamp"].AsString()));
}

std::string SourcesLine(const Json& sources, const Style& style) {
  std::size_t well = 0;
  std::string troubled;
  for (const Json& one : sources.Items()) {
    const std::string_view state = one["state"].AsString();
    const bool bad = state.starts_with("failing") || state == "retired" || state == "degraded" ||
                     state == "moving";
    well += bad ? 0 : 1;
    if (bad) {
      troubled += Line(style, "",
                       fmt::format("{} {}: {}", one["id"].AsString(), state,
                                   Ellipsize(one["error"].AsString(), 120)));
    }
  }
  return Line(style, "sources",
              fmt::format("{} well, {} not", well, sources.Items().size() - well)) +
         troubled;
}

std::string SinkLines(const Json& sinks, const Style& style) {
  std::string out;
  for (const Json& one : sinks.Items()) {
    std::string text = fmt::format("{} waiting", one["waiting"].AsInt());
    if (one["dead"].AsInt() > 0) {
      text += fmt::format(", {} (claimwatch alerts dead)",
                          Counted(static_cast<std::uint64_t>(one["dead"].AsInt()), "dead letter"));
    }
    if (one["failures"].AsInt() > 0) {
      text += fmt::format(", failed {}: {}",
                          Counted(static_cast<std::uint64_t>(one["failures"].AsInt()), "time"),
                          Ellipsize(one["error"].AsString(), 120));
    }
    out += Line(style, "sink " + std::string(one["name"].AsString()), text);
  }
  return out;
}

Result<Exit> ShowStatus(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const Json status = CW_TRY(ServiceStatus(arguments));
  if (arguments.Has("metrics")) {
    Print(MetricsText(status));
  } else if (output.format != Format::kPeople) {
    output.PrintOne(status);
  } else {
    Print(DaemonLine(status, output.style) + StoreLines(status, output.style) +
          UpkeepLines(status, output.style) + SourcesLine(status["sources"], output.style) +
          SinkLines(status["sinks"], output.style));
  }
  return Exit::kDone;
}

Result<Exit> TakeConfigurationAnew(const Arguments& arguments) {
  CW_TRY(AskRunningDaemon(arguments, Json::Of({{"verb", "reload"}}), kReloadPatience));
  if (!arguments.Has("quiet")) {
    Print("the daemon runs on the new configuration\n");
  }
  return Exit::kDone;
}

}  // namespace

void AddServiceVerbs(std::vector<Verb>& verbs) {
  verbs.push_back(
      {"status", "operation", "", "how the service fares: daemon, store, sources, sinks",
       "Asks the daemon that runs; when none does, says so and reads the store.",
       WithStoreOptions({{"--metrics", "", "in the text format of Prometheus"}}), ShowStatus});
  verbs.push_back({"reload",
                   "operation",
                   "",
                   "let the daemon take its configuration anew",
                   "Waits until it is in force. A bad one is refused with all its errors, exit "
                   "status 3, and the one in force stays. For root and the daemon's own user.",
                   {StoreOptions().front(), {"--quiet", "", "say nothing when it is done"}},
                   TakeConfigurationAnew});
}

}  // namespace claimwatch
