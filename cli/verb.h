// One verb of the command line: its words, its options, and what it does. cli/verbs holds the table
// of all; cli/main turns the table into a parser, the help and (docs) the manual page.
//
// A verb holds no logic that a test could not reach below: it reads arguments, calls a room, and
// renders the answer.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace claimwatch {

// Exit status of the program (DESIGN §6).
enum class Exit {
  kDone = 0,
  kFound = 1,
  kUsage = 2,
  kConfig = 3,
  kNotFound = 4,
  kIntegrity = 5,
  kIo = 74,  // EX_IOERR: a file could not be written, the disk is full
  kTryAgain = 75
};

// The status a failure ends with: kNotFound → 4, kIo → 74, kBusy → 75, ….
Exit ExitFor(const Error& error);

struct Option {
  std::string name;   // "--url" or "-o,--output"
  std::string value;  // "URL"; empty: a flag
  std::string help;
  bool repeated = false;
};

// What the person typed, by option name without dashes.
class Arguments {
 public:
  std::vector<std::string> positionals;
  std::map<std::string, std::vector<std::string>> options;

  bool Has(const std::string& name) const { return options.contains(name); }

  std::string Get(const std::string& name, std::string_view fallback = "") const;
  std::vector<std::string> All(const std::string& name) const;
};

struct Verb {
  std::string name;  // "extract"; "alerts list" for a verb below another
  std::string
      group;  // of the help page: stages, read, claims, alerts, sources, evidence, operation
  std::string positionals;  // "FILE..." , "ARTICLE [OTHER]", "" for none
  std::string summary;      // one line
  std::string description;  // more, for `help VERB` and the manual
  std::vector<Option> options;
  std::function<Result<Exit>(const Arguments&)> run;
};

// All verbs in the order of the help page. Each AddXVerbs stands in its own verb_x.cpp.
std::vector<Verb> AllVerbs();

// Runs the command line and returns the exit status; everything main() does.
int RunCommandLine(int argc, char** argv);

}  // namespace claimwatch
