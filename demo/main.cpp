// claimwatch-replay: serves the demo's newsroom and steps through its two days in a minute.
#include <charconv>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include <fmt/core.h>
#include <signal.h>

#include "core/time.h"
#include "demo/replay.h"

namespace claimwatch {
namespace {

constexpr std::string_view kUsage =
    "usage: claimwatch-replay --newsroom DIR [--port N] [--step 6s] [--steps 6] [--grace 10s] "
    "[--port-file FILE]\n"
    "\n"
    "Serves the newsroom as an HTTP proxy on 127.0.0.1 (port 0: any free one). The first step "
    "lasts from the first\n"
    "request; after the last one and the grace it ends by itself, or at once on SIGINT or "
    "SIGTERM.\n";

// Nobody asked for so long: the watcher did not start.
constexpr Duration kPatience = std::chrono::minutes(5);

struct Options {
  std::string newsroom;
  std::uint16_t port = 0;
  Duration step = std::chrono::seconds(6);
  Duration grace = std::chrono::seconds(10);
  int steps = 1000;
  std::string port_file;
};

template <typename T>
Status SetNumber(std::string_view name, const std::string& text, T& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return Error(Errc::kInvalid, fmt::format("{}: '{}' is not a number that fits", name, text));
  }
  return Ok();
}

Status SetDuration(std::string_view name, const std::string& text, Duration& duration) {
  const std::optional<Duration> parsed = ParseDuration(text);
  if (!parsed) {
    return Error(Errc::kInvalid, fmt::format("{}: '{}' is not a duration such as 6s", name, text));
  }
  duration = *parsed;
  return Ok();
}

Status SetOption(Options& options, std::string_view name, const std::string& value) {
  if (name == "--newsroom") {
    options.newsroom = value;
  } else if (name == "--port-file") {
    options.port_file = value;
  } else if (name == "--port") {
    return SetNumber(name, value, options.port);
  } else if (name == "--steps") {
    return SetNumber(name, value, options.steps);
  } else if (name == "--step") {
    return SetDuration(name, value, options.step);
  } else if (name == "--grace") {
    return SetDuration(name, value, options.grace);
  } else {
    return Error(Errc::kInvalid, fmt::format("unknown option '{}'", name));
  }
  return Ok();
}

Result<Options> ReadOptions(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 >= argc) {
      return Error(Errc::kInvalid, fmt::format("'{}' needs a value", argv[i]));
    }
    CW_TRY(SetOption(options, argv[i], argv[i + 1]));
  }
  if (options.newsroom.empty()) {
    return Error(Errc::kInvalid, "--newsroom is missing");
  }
  return options;
}

// Waits for SIGINT or SIGTERM; true when one came within `most`.
bool StopAsked(const sigset_t& signals, Duration most) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(most);
  const timespec timeout{seconds.count(), static_cast<long>((most - seconds).count() * 1000)};
  return sigtimedwait(&signals, nullptr, &timeout) > 0;
}

Status WritePort(const std::string& path, std::uint16_t port) {
  const std::string draft = path + ".new";
  std::ofstream(draft) << port << '\n';
  if (std::rename(draft.c_str(), path.c_str()) != 0) {
    return Error(Errc::kIo, fmt::format("{}: cannot be written", path));
  }
  return Ok();
}

void Say(const std::string& line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

// Steps through the timeline until its end or a signal.
void Play(Replay& replay, const Options& options, const sigset_t& signals) {
  const int steps = std::min(options.steps, replay.newsroom().steps());
  Say(fmt::format("replay: newsroom on {} (an HTTP proxy), {} steps of {}", replay.Origin(), steps,
                  FormatDuration(options.step)));
  constexpr Duration kSlice = std::chrono::milliseconds(100);
  for (Duration waited{}; replay.requests() == 0; waited += kSlice) {
    if (waited >= kPatience || StopAsked(signals, kSlice)) {
      return;
    }
  }
  for (int step = 0; step < steps; ++step) {
    replay.SetStep(step);
    Say(fmt::format("replay: step {} of {}: {}", step + 1, steps,
                    replay.newsroom().Describe(step)));
    if (StopAsked(signals, options.step + (step + 1 == steps ? options.grace : Duration::zero()))) {
      return;
    }
  }
}

Status Run(int argc, char** argv) {
  const Options options = CW_TRY(ReadOptions(argc, argv));
  Newsroom newsroom = CW_TRY(Newsroom::Load(options.newsroom));
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before the server's thread starts
  const std::unique_ptr<Replay> replay = CW_TRY(Replay::Start(std::move(newsroom), options.port));
  if (!options.port_file.empty()) {
    CW_TRY(WritePort(options.port_file, replay->port()));
  }
  Play(*replay, options, signals);
  Say(fmt::format("replay: ended after {} requests", replay->requests()));
  return Ok();
}

}  // namespace
}  // namespace claimwatch

int main(int argc, char** argv) {
  if (argc > 1 && (std::string_view(argv[1]) == "--help" || std::string_view(argv[1]) == "-h")) {
    fmt::print("{}", claimwatch::kUsage);
    return 0;
  }
  const claimwatch::Status status = claimwatch::Run(argc, argv);
  if (status.ok()) {
    return 0;
  }
  fmt::print(stderr, "claimwatch-replay: {}\n", status.error().message());
  if (status.error().code() == claimwatch::Errc::kInvalid) {
    fmt::print(stderr, "{}", claimwatch::kUsage);
    return 2;
  }
  return 1;
}
