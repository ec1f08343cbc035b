#include "plugins/host.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <system_error>

#include <fmt/core.h>
#include <unistd.h>

#include "core/json.h"
#include "plugins/child/limits.h"
#include "plugins/child/line.h"
#include "plugins/loader.h"

namespace claimwatch {
namespace {

constexpr int kCannotExecute = 126;

// The answer is the plugin's; the id is put in here, so that no plugin must repeat it.
Json WithId(Json answer, std::int64_t id) {
  return answer.IsObject() ? std::move(answer.Set("id", id))
                           : Json::Of({{"id", id}, {"error", "answered no JSON object"}});
}

Json Told(const Error& error, std::int64_t id) {
  return Json::Of({{"id", id}, {"error", error.message()}});
}

Json Describe(const claimwatch_plugin& facts, std::int64_t id) {
  const auto text = [](const char* one) {
    return std::string(one == nullptr ? "" : one);
  };
  return Json::Of({{"id", id},
                   {"api", static_cast<std::int64_t>(facts.api)},
                   {"stage", text(facts.stage)},
                   {"version", text(facts.version)},
                   {"help", text(facts.help)}});
}

Json AnswerOf(LoadedPlugin& plugin, const std::string& line, std::int64_t id) {
  const Result<std::string> text = plugin.Answer(line);
  if (!text.ok()) {
    return Told(text.error(), id);
  }
  Result<Json> answer = Json::Parse(*text, {.bytes = text->size() + 1, .depth = 32});
  return answer.ok() ? WithId(std::move(answer).value(), id) : Told(answer.error(), id);
}

// Before the library's first instruction.
Status LockInFor(Task task) {
  return task == Task::kBring ? Ok() : LockIn(Cage::kNoNetwork);
}

// A question is our own and as long as the page that it carries, which may be more than Json's
// usual limit of 16 MiB; only an answer is to be feared.
Json Understood(const std::string& line) {
  return Json::Parse(line, {.bytes = line.size() + 1}).value_or(Json());
}

}  // namespace

int RunPluginHost(const std::string& path, Task task) {
  std::optional<LoadedPlugin> plugin;
  const Status locked = LockInFor(task);
  std::string line;
  while (ReadLine(line)) {
    const Json question = Understood(line);
    const std::int64_t id = question["id"].AsInt();
    if (plugin) {
      SayLine(AnswerOf(*plugin, line, id).Dump());
      continue;
    }
    Result<LoadedPlugin> loaded = locked.ok() ? LoadedPlugin::Load(path, question["options"].Dump())
                                              : Result<LoadedPlugin>(locked.error());
    if (!loaded.ok()) {
      SayLine(Told(loaded.error(), id).Dump());
      return EXIT_FAILURE;
    }
    plugin.emplace(std::move(loaded).value());
    SayLine(Describe(plugin->facts(), id).Dump());
  }
  return EXIT_SUCCESS;
}

int BecomeProgram(const std::vector<std::string>& command) {
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  if (!command.empty()) {
    ::execv(arguments.front(), arguments.data());
    std::fprintf(stderr, "%s: %s\n", command.front().c_str(),
                 std::generic_category().message(errno).c_str());
  }
  return kCannotExecute;
}

}  // namespace claimwatch
