// alerts replay: one alert made again from the stored bytes.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/open_store.h"
#include "cli/output.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "core/clock.h"
#include "core/text.h"
#include "daemon/replay.h"
#include "daemon/topics.h"
#include "plugins/parser.h"

namespace claimwatch {
namespace {

Json ReplayJson(const Alert& alert, const Replay& replay) {
  Json differences = Json(Json::Array{});
  for (const std::string& difference : replay.differences) {
    differences.Push(difference);
  }
  Json checked = Json(Json::Array{});
  for (const std::string& fact : replay.checked) {
    checked.Push(fact);
  }
  return Json::Of({{"alert", alert.sequence},
                   {"id", alert.id},
                   {"identical", replay.Same()},
                   {"checked", std::move(checked)},
                   {"differences", std::move(differences)}});
}

std::string ForPeople(const Alert& alert, const Replay& replay, const Style& style) {
  std::string out =
      replay.Same()
          ? style.Paint(Tone::kBold,
                        fmt::format("#{} comes out the same, byte for byte", alert.sequence)) +
                "\n"
          : style.Paint(Tone::kCritical, fmt::format("#{} comes out differently", alert.sequence)) +
                "\n";
  for (const std::string& difference : replay.differences) {
    out += "  " + EscapeControls(difference) + "\n";
  }
  for (const std::string& fact : replay.checked) {
    out += "  " + style.Paint(Tone::kFaint, EscapeControls(fact)) + "\n";
  }
  return out;
}

Result<Exit> MakeAgain(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const Config config = CW_TRY(ReadConfig(arguments));
  const std::unique_ptr<Store> store = CW_TRY(OpenStoreFor(arguments));
  const Alert alert = CW_TRY(store->FindAlert(arguments.positionals.front()));
  const SystemClock clock;
  const std::vector<Topic> topics = CW_TRY(LoadTopics(config, *store, clock, *MakeParser()));
  const Replay replay = CW_TRY(ReplayAlert(config, topics, *store, alert));
  if (output.format != Format::kPeople) {
    output.PrintOne(ReplayJson(alert, replay));
  } else {
    Print(ForPeople(alert, replay, output.style));
  }
  return replay.Same() ? Exit::kDone : Exit::kIntegrity;
}

}  // namespace

void AddReplayVerb(std::vector<Verb>& verbs) {
  verbs.push_back({"alerts replay", "alerts", "ALERT",
                   "make one alert again from the stored bytes and compare the records",
                   "Exit status 0 when they are the same, 5 when they differ; each difference is a "
                   "line. The program and the configuration must be those of the time.",
                   WithStoreOptions({}), MakeAgain});
}

}  // namespace claimwatch
