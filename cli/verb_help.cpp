// help: the list of verbs and the page of one are made by the parser; here is the rest of it.
#include "cli/manual.h"
#include "cli/output.h"
#include "cli/verbs.h"

namespace claimwatch {
namespace {

// "help" and "help VERB" never come here: RunCommandLine takes them for --help.
Result<Exit> Help(const Arguments& arguments) {
  if (!arguments.Has("roff")) {
    return Error(Errc::kInvalid, "help: which? use claimwatch help VERB");
  }
  Print(OptionsRoff(AllVerbs()));
  return Exit::kDone;
}

}  // namespace

void AddHelpVerb(std::vector<Verb>& verbs) {
  verbs.push_back({"help",
                   "operation",
                   "[VERB...]",
                   "the list of verbs, or all about one",
                   "The same as VERB --help.",
                   {{"--roff", "", "all options, as the section of the manual page"}},
                   Help});
}

}  // namespace claimwatch
