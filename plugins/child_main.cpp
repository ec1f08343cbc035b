#include "plugins/child_main.h"

#include <cstdio>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/time.h"
#include "plugins/child/limits.h"
#include "plugins/host.h"
#include "plugins/parser.h"

namespace claimwatch {
namespace {

constexpr std::string_view kMark = "--child=";
constexpr int kUsage = 64;
constexpr std::size_t kFirst = 5;  // word that is the plugin's own

int Complain(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  return kUsage;
}

Task TaskOf(std::string_view stage) {
  return stage == "sink" ? Task::kBring : Task::kThink;
}

// A program that thinks may need a file of its own for a while; a library has no use for one.
Bytes LargestFile(std::string_view role, std::string_view stage) {
  return stage == "sink" ? 1_GiB : role == "program" ? 16_MiB : Bytes();
}

int Live(std::string_view role, const std::vector<std::string>& words) {
  if (role == "parse") {
    WarmUpParser();
    const Status locked = LockIn(Cage::kPure);
    return locked.ok() ? RunParseChild() : Complain(locked.error().message());
  }
  if (words.size() <= kFirst) {
    return Complain("a plugin's child wants STAGE and FILE or PROGRAM");
  }
  if (role == "host") {
    return RunPluginHost(words[kFirst], TaskOf(words[kFirst - 1]));
  }
  return role == "program" ? BecomeProgram({words.begin() + kFirst, words.end()})
                           : Complain("no such kind of child");
}

}  // namespace

std::optional<int> RunAsChild(int argc, char** argv) {
  const std::vector<std::string> words(argv, argv + argc);
  if (words.size() < 2 || !words[1].starts_with(kMark)) {
    return std::nullopt;
  }
  if (words.size() < kFirst - 1) {
    return Complain("a child wants MEMORY and CPU");
  }
  const std::string_view role = std::string_view(words[1]).substr(kMark.size());
  Limits limits;
  limits.memory = ParseBytes(words[2] + "B").value_or(Bytes());
  limits.cpu = ParseDuration(words[3]).value_or(std::chrono::minutes(1));
  limits.file = LargestFile(role, words.size() < kFirst ? "" : words[kFirst - 1]);
  HandleNoMemory();
  const Status limited = LimitThisProcess(limits);
  return limited.ok() ? Live(role, words) : Complain(limited.error().message());
}

}  // namespace claimwatch
