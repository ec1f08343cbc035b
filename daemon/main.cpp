// claimwatchd: the service.
#include <array>
#include <cstdio>
#include <cstdlib>

#include <getopt.h>

#include "config/load.h"
#include "core/clock.h"
#include "core/log.h"
#include "core/text.h"
#include "daemon/daemon.h"
#include "daemon/feed_list.h"
#include "daemon/process.h"
#include "daemon/rehearsal.h"
#include "plugins/child_main.h"

namespace claimwatch {
namespace {

// sysexits(3), as the unit's RestartPreventExitStatus knows them.
constexpr int kUsage = 64;
constexpr int kDamaged = 65;
constexpr int kTryAgain = 75;
constexpr int kConfiguration = 78;

constexpr const char* kHelp =
    "Usage: claimwatchd --config FILE [--once] [--check]\n"
    "       claimwatchd --once --feeds FILE --state DIR [--ca FILE]\n"
    "\n"
    "Watches the sources of a configuration, keeps every version of every article, and alerts.\n"
    "\n"
    "  --config FILE  the configuration (claimwatch.toml)\n"
    "  --once         ask every source and every due article once, deliver everything, and end\n"
    "  --check        read the configuration and its baselines, say what is wrong, and end\n"
    "  --feeds FILE   instead of a configuration: addresses of feeds, one a line; only the feeds "
    "are asked\n"
    "  --state DIR    with --feeds: where to keep what is known of them\n"
    "  --ca FILE      with --feeds: certificates to trust instead of the system's\n"
    "  --version, --help\n"
    "\n"
    "Exit status: 0 done, 64 usage, 65 store damaged or newer, 75 try again (store in use, a write "
    "failed), 78 "
    "configuration.\n";

struct Command {
  std::filesystem::path config;
  FeedList feeds;
  bool once = false;
  bool check = false;
  std::optional<int> exit;  // already answered
};

constexpr std::array<option, 9> kOptions = {{{"config", required_argument, nullptr, 'c'},
                                             {"once", no_argument, nullptr, 'o'},
                                             {"check", no_argument, nullptr, 'k'},
                                             {"feeds", required_argument, nullptr, 'f'},
                                             {"state", required_argument, nullptr, 's'},
                                             {"ca", required_argument, nullptr, 'a'},
                                             {"version", no_argument, nullptr, 'v'},
                                             {"help", no_argument, nullptr, 'h'},
                                             {nullptr, 0, nullptr, 0}}};

void TakeOption(int option, Command& command) {
  switch (option) {
    case 'c':
      command.config = optarg;
      break;
    case 'o':
      command.once = true;
      break;
    case 'k':
      command.check = true;
      break;
    case 'f':
      command.feeds.file = optarg;
      break;
    case 's':
      command.feeds.state_dir = optarg;
      break;
    case 'a':
      command.feeds.ca_file = optarg;
      break;
    case 'v':
      std::puts("claimwatchd " CW_VERSION);
      command.exit = 0;
      break;
    case 'h':
      std::fputs(kHelp, stdout);
      command.exit = 0;
      break;
    default:
      command.exit = kUsage;
  }
}

Command ReadCommand(int argc, char** argv) {
  Command command;
  int option = 0;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): before any thread
  while (!command.exit &&
         (option = ::getopt_long(argc, argv, "", kOptions.data(), nullptr)) != -1) {
    TakeOption(option, command);
  }
  const bool feeds = !command.feeds.file.empty();
  const bool complete =
      feeds ? command.once && !command.feeds.state_dir.empty() && command.config.empty()
            : !command.config.empty();
  if (!command.exit && (!complete || optind < argc)) {
    std::fputs(kHelp, stderr);
    command.exit = kUsage;
  }
  return command;
}

int StatusFor(const Error& error) {
  switch (error.code()) {
    case Errc::kCorrupt:
    case Errc::kUnsupported:  // a newer claimwatch wrote it: starting again changes nothing
      return kDamaged;
    case Errc::kConfig:
    case Errc::kNotFound:
    case Errc::kInvalid:
      return kConfiguration;
    default:
      return kTryAgain;
  }
}

int Complain(const Error& error) {
  for (const std::string_view line : Split(error.message(), '\n')) {
    LogError("{}", line);
  }
  return StatusFor(error);
}

Status Check(const Config& config) {
  CW_TRY(Rehearse(config, SystemClock(), Addresses::kAsked));
  std::printf("%s: %zu sources, %zu topics, no errors\n", config.file.c_str(),
              config.sources.size(), config.topics.size());
  return Ok();
}

Status Serve(Config config, const Command& command) {
  const SystemClock clock;
  SetUpLog(config.daemon.log_level, config.daemon.log_target);
  Daemon::Options options;
  options.mode = command.once ? Daemon::Mode::kOnce : Daemon::Mode::kServe;
  options.follow = command.feeds.file.empty() ? Loop::Follow::kArticles : Loop::Follow::kFeedsOnly;
  const std::unique_ptr<Daemon> daemon = CW_TRY(Daemon::Make(std::move(config), options, clock));
  if (!daemon) {
    LogInfo("stopped before it was ready");
    return Ok();
  }
  const Status ran = daemon->Run();
  if (!ran.ok() && ran.error().code() == Errc::kIo) {
    // RocksDB's threads may still be at work on a disk that fails, and nothing that they use may be
    // taken away from under them. What was acknowledged is on the disk; children end with us.
    std::_Exit(Complain(ran.error()));
  }
  CW_TRY(ran);
  if (command.once) {
    std::printf("%s\n", daemon->Summary().c_str());
  }
  return Ok();
}

int Main(int argc, char** argv) {
  KeepHeapSmall();
  if (const std::optional<int> child = RunAsChild(argc, argv)) {
    return *child;
  }
  const Command command = ReadCommand(argc, argv);
  if (command.exit) {
    return *command.exit;
  }
  Result<Config> config =
      command.feeds.file.empty() ? LoadConfig(command.config) : ConfigFor(command.feeds);
  if (!config.ok()) {
    return Complain(config.error());
  }
  const Status done = command.check ? Check(*config) : Serve(std::move(config).value(), command);
  return done.ok() ? 0 : Complain(done.error());
}

}  // namespace
}  // namespace claimwatch

int main(int argc, char** argv) {
  return claimwatch::Main(argc, argv);
}
