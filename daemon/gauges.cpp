#include "daemon/gauges.h"

#include <array>

#include <fmt/core.h>

#include "core/time.h"

namespace claimwatch {
namespace {

struct Gauge {
  std::string_view path;  // of the status document, or of one entry of a list
  std::string_view name;
  std::string_view type;
  std::string_view help;
};

constexpr std::array<Gauge, 22> kOfStatus = {{
    {"articles", "claimwatch_articles", "gauge", "Articles in the store"},
    {"versions", "claimwatch_versions", "gauge", "Versions of all articles in the store"},
    {"captures", "claimwatch_captures", "gauge", "Responses kept as evidence"},
    {"claims", "claimwatch_claims", "gauge", "Entries of the claim ledger"},
    {"alerts", "claimwatch_alerts_raised_total", "counter", "Alerts ever raised"},
    {"owed_analyses", "claimwatch_owed_analyses", "gauge", "Stored versions not analysed yet"},
    {"bytes_on_disk", "claimwatch_store_size_bytes", "gauge", "Size of the store on the disk"},
    {"bytes_free", "claimwatch_disk_free_bytes", "gauge", "Room left on the disk of the store"},
    {"daemon.started_seconds", "claimwatch_start_time_seconds", "gauge",
     "When the daemon started, since the epoch"},
    {"daemon.resident_bytes", "claimwatch_resident_memory_bytes", "gauge",
     "Resident memory of the daemon"},
    {"daemon.heap_bytes", "claimwatch_heap_bytes", "gauge",
     "Memory that the daemon has allocated and not freed"},
    {"daemon.store_memory_bytes", "claimwatch_store_memory_bytes", "gauge",
     "Of it, the store's write buffers and caches, which are bounded"},
    {"daemon.paused", "claimwatch_fetching_paused", "gauge",
     "1 while fetching pauses because the disk is nearly full"},
    {"daemon.fetched", "claimwatch_fetches_total", "counter", "Answers received, of any status"},
    {"daemon.failures", "claimwatch_fetch_failures_total", "counter", "Answers of no use"},
    {"daemon.unchanged", "claimwatch_pages_unchanged_total", "counter",
     "Pages that were as before"},
    {"daemon.new_versions", "claimwatch_versions_stored_total", "counter",
     "Versions stored since the start"},
    {"daemon.refused", "claimwatch_pages_refused_total", "counter",
     "Pages that were no version: walls, truncated bodies"},
    {"daemon.errors", "claimwatch_errors_total", "counter", "Pages whose reading failed"},
    {"daemon.reloads", "claimwatch_config_reloads_total", "counter", "Configurations taken over"},
    {"daemon.reload_refusals", "claimwatch_config_reload_failures_total", "counter",
     "Configurations refused at a reload"},
    {"daemon.jobs_pending", "claimwatch_jobs_pending", "gauge",
     "Pages waiting for a worker or being read"},
}};

constexpr std::array<Gauge, 3> kOfSources = {{
    {"failures", "claimwatch_source_failures", "gauge", "Failed polls in a row"},
    {"asked", "claimwatch_source_polls_total", "counter", "Polls of the source"},
    {"gaps", "claimwatch_source_gaps_total", "counter",
     "Times that entries came and went between two polls"},
}};

constexpr std::array<Gauge, 4> kOfSinks = {{
    {"cursor", "claimwatch_sink_cursor", "gauge",
     "Sequence of the last alert the sink is done with"},
    {"waiting", "claimwatch_sink_waiting", "gauge", "Alerts the sink has not taken yet"},
    {"dead", "claimwatch_sink_dead_letters", "gauge", "Alerts the sink would not take"},
    {"failures", "claimwatch_sink_failures", "gauge", "Failed deliveries in a row"},
}};

std::string Head(const Gauge& gauge) {
  return fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", gauge.name, gauge.help, gauge.type);
}

std::string Value(const Json& value) {
  return value.IsBool() ? (value.AsBool() ? "1" : "0") : value.Dump();
}

// A label's value between quotes.
std::string Quoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') {
      out += '\\';
    }
    out += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out;
}

void AddList(const Json& list, std::string_view label, std::string_view id, const Gauge& gauge,
             std::string& out) {
  std::string rows;
  for (const Json& one : list.Items()) {
    if (one.Has(gauge.path)) {
      rows += fmt::format("{}{{{}=\"{}\"}} {}\n", gauge.name, label, Quoted(one[id].AsString()),
                          Value(one[gauge.path]));
    }
  }
  out += rows.empty() ? "" : Head(gauge) + rows;
}

// One that is not asked on purpose is neither well nor ill.
bool IsWatched(const Json& source) {
  const std::string_view state = source["state"].AsString();
  return state != "disabled" && state != "duplicate";
}

bool IsWell(const Json& source) {
  const std::string_view state = source["state"].AsString();
  return state.starts_with("ok") || state == "new";
}

// 1 for a source that does what it should.
void AddHealth(const Json& sources, std::string& out) {
  constexpr Gauge kHealthy = {
      "", "claimwatch_source_healthy", "gauge",
      "1 for a source without failures, 0 for one that is failing, retired, "
      "moving or degraded"};
  std::string rows;
  for (const Json& one : sources.Items()) {
    if (IsWatched(one)) {
      rows += fmt::format("{}{{source=\"{}\"}} {}\n", kHealthy.name, Quoted(one["id"].AsString()),
                          IsWell(one) ? 1 : 0);
    }
  }
  out += rows.empty() ? "" : Head(kHealthy) + rows;
}

}  // namespace

std::string MetricsText(const Json& status) {
  const Gauge up = {"", "claimwatch_up", "gauge", "1 when the daemon answered"};
  std::string out = Head(up) + fmt::format("{} {}\n", up.name, status.Has("daemon") ? 1 : 0);
  if (const std::string_view version = status.At("daemon.version").AsString(); !version.empty()) {
    const Gauge build = {"", "claimwatch_build_info", "gauge", "Version of the daemon"};
    out += Head(build) + fmt::format("{}{{version=\"{}\"}} 1\n", build.name, Quoted(version));
  }
  for (const Gauge& gauge : kOfStatus) {
    if (const Json& value = status.At(gauge.path); !value.IsNull()) {
      out += Head(gauge) + fmt::format("{} {}\n", gauge.name, Value(value));
    }
  }
  AddHealth(status["sources"], out);
  for (const Gauge& gauge : kOfSources) {
    AddList(status["sources"], "source", "id", gauge, out);
  }
  for (const Gauge& gauge : kOfSinks) {
    AddList(status["sinks"], "sink", "name", gauge, out);
  }
  return out;
}

}  // namespace claimwatch
