// doctor: is everything well with this installation, and if not, what to do.
#include <algorithm>

#include <fmt/format.h>

#include "cli/output.h"
#include "cli/read_config.h"
#include "cli/store_options.h"
#include "cli/verbs.h"
#include "config/config.h"
#include "core/clock.h"
#include "core/json.h"
#include "core/text.h"
#include "daemon/checkup.h"

namespace claimwatch {
namespace {

void Append(std::vector<Diagnosis> more, std::vector<Diagnosis>& all) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

std::vector<Diagnosis> ExamineAll(const Arguments& arguments) {
  std::vector<Diagnosis> found = ExamineConfig(ConfigPath(arguments));
  const Result<Config> config = ReadConfig(arguments);
  if (config.ok()) {
    const SystemClock clock;
    Append(ExaminePermissions(*config), found);
    Append(ExamineDaemon(*config), found);
    Append(ExamineStore(*config, clock), found);
    Append(ExamineSurroundings(*config, clock), found);
  }
  Append(ExamineUnit(), found);
  return found;
}

std::string Lines(const Diagnosis& one, const Style& style) {
  const Tone tone = one.grade == Grade::kBad    ? Tone::kCritical
                    : one.grade == Grade::kNote ? Tone::kWarning
                                                : Tone::kAdded;
  const char* mark = one.grade == Grade::kBad ? "BAD" : one.grade == Grade::kNote ? "note" : "ok";
  std::string out = style.Paint(tone, fmt::format("{:<5}", mark)) +
                    style.Paint(Tone::kBold, fmt::format("{:<18}", one.area)) + "  " +
                    style.Paint(Tone::kPlain, EscapeControls(one.what)) + "\n";
  out += one.why.empty() ? "" : Wrap("why: " + EscapeControls(one.why), TerminalWidth(), 6);
  out += one.todo.empty() ? "" : Wrap("do:  " + EscapeControls(one.todo), TerminalWidth(), 6);
  return out;
}

Result<Exit> Examine(const Arguments& arguments) {
  const Output output = CW_TRY(Output::From(arguments));
  const std::vector<Diagnosis> found = ExamineAll(arguments);
  std::vector<Json> items;
  for (const Diagnosis& one : found) {
    items.push_back(DiagnosisJson(one));
    if (output.format == Format::kPeople &&
        (one.grade != Grade::kGood || !arguments.Has("quiet"))) {
      Print(Lines(one, output.style));
    }
  }
  if (output.format != Format::kPeople) {
    output.PrintItems(items);
  }
  const bool bad = std::any_of(found.begin(), found.end(),
                               [](const Diagnosis& one) { return one.grade == Grade::kBad; });
  return bad ? Exit::kFound : Exit::kDone;
}

}  // namespace

void AddDoctorVerb(std::vector<Verb>& verbs) {
  std::vector<Option> options = OutputOptions();
  options.insert(options.begin(), StoreOptions().front());
  options.push_back({"--quiet", "", "only what is not good"});
  verbs.push_back({"doctor", "operation", "",
                   "whether this installation is well, and what to do if not",
                   "Looks at configuration, permissions, store, disk, daemon, clock, names, "
                   "certificates, sources, sinks and the unit. Changes nothing. Exit status 1 when "
                   "something is bad.",
                   options, Examine});
}

}  // namespace claimwatch
