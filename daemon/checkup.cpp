#include "daemon/checkup.h"

#include <array>
#include <cstdio>
#include <memory>
#include <set>

#include <fmt/core.h>
#include <netdb.h>
#include <sys/timex.h>
#include <unistd.h>

#include "config/load.h"
#include "core/clock.h"
#include "core/decimal.h"
#include "core/json.h"
#include "core/text.h"
#include "core/url.h"
#include "daemon/control.h"
#include "daemon/orders.h"
#include "daemon/survey.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSystemCertificates = "/etc/ssl/certs/ca-certificates.crt";
constexpr std::array<const char*, 3> kUnitPlaces = {"/etc/systemd/system/claimwatchd.service",
                                                    "/usr/lib/systemd/system/claimwatchd.service",
                                                    "/usr/local/lib/systemd/system/"
                                                    "claimwatchd.service"};
constexpr Duration kDaemonPatience = std::chrono::seconds(3);

std::string_view GradeName(Grade grade) {
  switch (grade) {
    case Grade::kGood:
      return "good";
    case Grade::kNote:
      return "note";
    case Grade::kBad:
      return "bad";
  }
  return "bad";
}

std::string CountOf(const Json& count, std::string_view one, std::string_view many = {}) {
  return Counted(static_cast<std::uint64_t>(count.AsInt()), one, many);
}

Diagnosis Good(std::string area, std::string what) {
  return {std::move(area), Grade::kGood, std::move(what), {}, {}};
}

Diagnosis ExamineFolder(const std::string& area, const fs::path& named, const std::string& key) {
  const fs::path folder = named.empty() ? "." : named;  // the parent of a bare file name
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (!fs::is_directory(status)) {
    return {area, Grade::kBad, folder.string() + " is no folder",
            "the daemon keeps its things there",
            "start the daemon, which makes it, or correct " + key};
  }
  if (::access(folder.c_str(), R_OK | X_OK) != 0) {
    return {area, Grade::kNote, folder.string() + " cannot be read by you",
            "claimwatch(1) reads the store itself",
            "join the group: usermod -aG claimwatch NAME, or use sudo"};
  }
  if ((status.permissions() & fs::perms::others_read) != fs::perms::none) {
    return {area, Grade::kNote, folder.string() + " can be read by everybody",
            "it holds what is watched and what was found", "chmod o-rwx " + folder.string()};
  }
  return Good(area, folder.string() + " is there and closed to others");
}

Diagnosis ExamineRoom(const Config& config) {
  std::error_code error;
  const fs::space_info space = fs::space(config.daemon.state_dir, error);
  const Bytes least = config.storage.disk_free_min;
  if (!error && space.available < least.count) {
    return {
        "disk", Grade::kBad,
        fmt::format("{} free on the disk of the store", FormatBytes({space.available})),
        fmt::format("fetching pauses below {} (storage.disk_free_min)", FormatBytes(least)),
        "make room: claimwatch gc, or a larger disk; fetching goes on by itself within seconds"};
  }
  if (!error && space.available < 2 * least.count) {
    return {"disk", Grade::kNote,
            fmt::format("{} free on the disk of the store", FormatBytes({space.available})),
            fmt::format("fetching will pause at {}", FormatBytes(least)), "make room in time"};
  }
  return Good("disk", error ? "not known" : FormatBytes({space.available}) + " free");
}

std::string AdviceFor(std::string_view state, const SourceConfig& source) {
  if (state == "moving") {
    return fmt::format("look at it and confirm: claimwatch source move {} URL", source.id);
  }
  if (state == "duplicate") {
    return "remove one of the two entries";
  }
  if (state == "retired") {
    return "it is not asked any more: correct its url or disable it";
  }
  return "look at it: claimwatch source test " + source.url;
}

// One failed poll is the weather; three in a row are a trouble that somebody should look at.
Grade GradeOf(const SourceState& one) {
  constexpr std::int64_t kTrouble = 3;
  const bool passing =
      one.in_row > 0 && one.in_row < kTrouble && one.state != "moving" && one.state != "retired";
  return passing || one.state == "duplicate" ? Grade::kNote : Grade::kBad;
}

Diagnosis ExamineSource(const SourceState& one) {
  const std::string area = "source " + one.source->id;
  if (one.state.starts_with("ok") || one.state == "disabled") {
    return Good(area, one.state);
  }
  if (one.state == "new") {
    return {area, Grade::kNote, "was never asked", "the daemon has not come to it yet",
            "see claimwatch source list"};
  }
  return {area, GradeOf(one), one.state,
          one.error.empty() ? "it brings nothing new" : Ellipsize(one.error, 200),
          AdviceFor(one.state, *one.source)};
}

Diagnosis ExamineSink(const Json& sink) {
  const std::string name(sink["name"].AsString());
  const std::string area = "sink " + name;
  if (sink["dead"].AsInt() > 0) {
    return {area, Grade::kBad, CountOf(sink["dead"], "dead letter"),
            "alerts that it refused or could not take for too long",
            fmt::format("claimwatch alerts dead; then alerts retry --sink {0} or drop --sink {0}",
                        name)};
  }
  if (sink["failures"].AsInt() > 0) {
    return {area, Grade::kBad,
            fmt::format("failed {}, since {}", CountOf(sink["failures"], "time"),
                        sink["failing_since"].AsString()),
            Ellipsize(sink["error"].AsString(), 200),
            fmt::format("{} kept; correct the other side or the sink",
                        CountOf(sink["waiting"], "alert waits and is", "alerts wait and are"))};
  }
  return Good(area, CountOf(sink["waiting"], "alert") + " waiting");
}

// What the survey of an open store says.
Status ExamineContents(const Config& config, const Store& store, const Clock& clock,
                       std::vector<Diagnosis>& found) {
  const Json survey = CW_TRY(SurveyJson(config, store, clock));
  const std::vector<SourceState> sources = CW_TRY(SurveySources(config, store, clock));
  found.push_back(
      Good("store", fmt::format("{}, {}, {}, schema {}", CountOf(survey["articles"], "article"),
                                CountOf(survey["versions"], "version"),
                                CountOf(survey["alerts"], "alert"), survey["schema"].AsInt())));
  if (survey["owed_analyses"].AsInt() > 0) {
    found.push_back({"store", Grade::kNote,
                     CountOf(survey["owed_analyses"], "analysis is owed", "analyses are owed"),
                     "their alerts come when they are made",
                     "a daemon that starts takes them up; look at its log when they stay"});
  }
  if (survey["gc"].Has("error")) {
    found.push_back({"store", Grade::kBad, "what is kept no longer is not dropped",
                     Ellipsize(survey.At("gc.error").AsString(), 200),
                     "look at the disk; claimwatch gc tries it at once"});
  }
  if (survey["timestamp"].Has("error") && !config.storage.timestamp_url.empty()) {
    found.push_back({"time stamp", Grade::kBad, "the authority does not vouch for the log",
                     Ellipsize(survey.At("timestamp.error").AsString(), 200),
                     "correct storage.timestamp_url or timestamp_roots; claimwatch timestamp "
                     "--ask URL tries it at once"});
  }
  for (const SourceState& one : sources) {
    found.push_back(ExamineSource(one));
  }
  for (const Json& sink : survey["sinks"].Items()) {
    found.push_back(ExamineSink(sink));
  }
  return Ok();
}

// When the newest version of the store came; nullopt without one, or without a store.
std::optional<Time> LastChange(const Config& config) {
  const Result<std::unique_ptr<Store>> store = Store::OpenReader(config.daemon.state_dir);
  ArticleQuery newest;
  newest.limit = 1;
  const std::vector<ArticleRecord> last =
      store.ok() ? (*store)->Articles(newest).value_or({}) : std::vector<ArticleRecord>();
  return last.empty() ? std::nullopt : std::optional(last.front().last_changed);
}

// What the store has seen cannot lie in the future.
Diagnosis ExamineClock(const Config& config, const Clock& clock) {
  timex state = {};
  const bool kept = ::adjtimex(&state) >= 0 && (state.status & STA_UNSYNC) == 0;
  const std::optional<Time> last = LastChange(config);
  if (last && *last > clock.Now()) {
    return {"clock", Grade::kBad,
            fmt::format("is behind: the store has a version of {}", FormatTime(*last)),
            "what is seen first and last would be wrong", "set the clock; timedatectl status"};
  }
  if (!kept) {
    return {"clock", Grade::kNote, "is not kept by NTP, as far as the kernel knows",
            "times in evidence are only as good as the clock", "timedatectl set-ntp true"};
  }
  return Good("clock", "is kept by NTP");
}

std::set<std::string> SomeHosts(const Config& config) {
  constexpr std::size_t kMost = 3;
  std::set<std::string> hosts;
  for (const SourceConfig& source : config.sources) {
    const Result<Url> url = Url::Parse(source.url);
    if (url.ok() && source.enabled && hosts.size() < kMost) {
      hosts.insert(url->host());
    }
  }
  return hosts;
}

Diagnosis ExamineName(const std::string& host) {
  addrinfo* answer = nullptr;
  const int error = ::getaddrinfo(host.c_str(), nullptr, nullptr, &answer);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(answer, &::freeaddrinfo);
  if (error != 0) {
    return {"dns", Grade::kBad, fmt::format("{}: {}", host, ::gai_strerror(error)),
            "a name that is not found cannot be asked",
            "check /etc/resolv.conf; a name server in a private network wants IPAddressAllow= in a "
            "drop-in of the unit"};
  }
  return Good("dns", host + " is found");
}

Diagnosis ExamineCertificates(const Config& config) {
  const fs::path file =
      config.fetch.ca_file.empty() ? fs::path(kSystemCertificates) : fs::path(config.fetch.ca_file);
  std::error_code error;
  if (fs::file_size(file, error) > 0 && !error && ::access(file.c_str(), R_OK) == 0) {
    return Good("certificates", file.string() + " can be read");
  }
  return {"certificates", Grade::kBad, file.string() + " is missing, empty or not readable",
          "without trusted certificates no https source can be asked",
          config.fetch.ca_file.empty() ? "apt install ca-certificates" : "correct fetch.ca_file"};
}

// Standard output of a command whose words are all our own; empty when it failed.
std::string OutputOf(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(
      ::popen(command.c_str(), "r"), ::pclose);  // NOLINT(cert-env33-c): nothing from outside in it
  std::string text;
  std::array<char, 4096> bytes = {};
  while (pipe != nullptr && text.size() < (std::size_t{1} << 20U)) {
    const std::size_t got = std::fread(bytes.data(), 1, bytes.size(), pipe.get());
    if (got == 0) {
      break;
    }
    text.append(bytes.data(), got);
  }
  return text;
}

// "1.0" from systemd's table; empty when there is none.
std::string ExposureOf(const std::string& unit) {
  const std::string text = OutputOf("systemd-analyze security --no-pager --offline=true " + unit +
                                    " 2>/dev/null | grep 'Overall exposure level'");
  const std::size_t colon = text.rfind(": ");
  return colon == std::string::npos ? ""
                                    : text.substr(colon + 2, text.find(' ', colon + 2) - colon - 2);
}

}  // namespace

Json DiagnosisJson(const Diagnosis& diagnosis) {
  return Json::Of({{"area", diagnosis.area},
                   {"grade", GradeName(diagnosis.grade)},
                   {"what", diagnosis.what},
                   {"why", diagnosis.why},
                   {"todo", diagnosis.todo}});
}

std::vector<Diagnosis> ExamineConfig(const fs::path& file) {
  const Result<Config> config = LoadConfig(file);
  if (config.ok()) {
    return {Good("configuration", fmt::format("{} is good; topics: {}, sources: {}", file.string(),
                                              config->topics.size(), config->sources.size()))};
  }
  std::vector<Diagnosis> found;
  for (const std::string_view line : Split(config.error().message(), '\n')) {
    found.push_back({"configuration", Grade::kBad, std::string(line),
                     "a daemon that starts on it ends with status 78",
                     "correct it; claimwatch config check says when it is good"});
  }
  return found;
}

std::vector<Diagnosis> ExaminePermissions(const Config& config) {
  std::vector<Diagnosis> found = {
      ExamineFolder("permissions", config.daemon.state_dir, "daemon.state_dir")};
  if (!config.alerts.file.empty()) {
    found.push_back(ExamineFolder("permissions", config.alerts.file.parent_path(), "alerts.file"));
  }
  return found;
}

std::vector<Diagnosis> ExamineStore(const Config& config, const Clock& clock) {
  std::vector<Diagnosis> found = {ExamineRoom(config)};
  const Result<std::unique_ptr<Store>> store = Store::OpenReader(config.daemon.state_dir);
  const Status read =
      store.ok() ? ExamineContents(config, **store, clock, found) : Status(store.error());
  if (!read.ok()) {
    const bool none = read.error().code() == Errc::kNotFound;
    found.push_back(
        {"store", none ? Grade::kNote : Grade::kBad, read.error().message(),
         none ? "nothing was stored so far" : "nothing can be read",
         none ? "start the daemon" : "claimwatch fsck; restore from a backup if it says so"});
  }
  return found;
}

std::vector<Diagnosis> ExamineDaemon(const Config& config) {
  const Result<Json> status =
      AskDaemon(SocketPath(config.daemon),
                Json::Of({{"verb", "status"}, {"store", StoreName(config.daemon.state_dir)}}),
                kDaemonPatience);
  if (!status.ok()) {
    const bool silent = status.error().code() == Errc::kBusy;
    return {{"daemon", silent ? Grade::kBad : Grade::kNote, status.error().message(),
             silent ? "it runs and does not answer" : "nothing is watched while none runs",
             silent ? "look at its log; systemd's watchdog ends one that hangs"
                    : "start it (systemctl start claimwatchd); why it stopped: journalctl -u "
                      "claimwatchd"}};
  }
  const Json& daemon = (*status)["daemon"];
  std::vector<Diagnosis> found = {
      Good("daemon", fmt::format("claimwatchd {} answers, pid {}", daemon["version"].AsString(),
                                 daemon["pid"].AsInt()))};
  if (daemon["paused"].AsBool()) {
    found.push_back({"daemon", Grade::kBad, "fetching is paused", "the disk is nearly full",
                     "make room: claimwatch gc, or a larger disk"});
  }
  if (daemon["version"].AsString() != CW_VERSION) {
    found.push_back({"daemon", Grade::kNote, "it is another version than this command, " CW_VERSION,
                     "an upgrade takes effect when the daemon starts",
                     "systemctl restart claimwatchd"});
  }
  return found;
}

std::vector<Diagnosis> ExamineSurroundings(const Config& config, const Clock& clock) {
  std::vector<Diagnosis> found = {ExamineClock(config, clock), ExamineCertificates(config)};
  if (config.fetch.proxy.empty()) {  // else the proxy finds the names
    for (const std::string& host : SomeHosts(config)) {
      found.push_back(ExamineName(host));
    }
  }
  return found;
}

std::vector<Diagnosis> ExamineUnit() {
  for (const char* place : kUnitPlaces) {
    if (::access(place, R_OK) != 0) {
      continue;
    }
    const std::string exposure = ExposureOf(place);
    if (!exposure.empty() && Decimal::Parse(exposure).value_or(Decimal()) > Decimal(1)) {
      return {{"unit", Grade::kNote, fmt::format("{}: exposure {}", place, exposure),
               "the unit that comes with claimwatch has 1.0", "compare it with the shipped one"}};
    }
    return {Good("unit", fmt::format("{} is installed, exposure {}", place,
                                     exposure.empty() ? "not known" : exposure))};
  }
  return {{"unit", Grade::kNote, "claimwatchd.service is not installed",
           "nothing starts the daemon at boot", "install the package, or cmake --install"}};
}

}  // namespace claimwatch
