// claimwatch completion SHELL: the script that lets a shell complete claimwatch's words.
#include "cli/completion.h"
#include "cli/output.h"
#include "cli/verbs.h"
#include "core/text.h"

namespace claimwatch {
namespace {

Result<Exit> PrintCompletion(const Arguments& arguments) {
  const std::string& shell = arguments.positionals.front();
  const std::vector<Verb> verbs = AllVerbs();
  if (shell == "bash") {
    Print(BashCompletion(verbs));
  } else if (shell == "zsh") {
    Print(ZshCompletion(verbs));
  } else if (shell == "fish") {
    Print(FishCompletion(verbs));
  } else {
    return Error(Errc::kInvalid,
                 "completion: '" + EscapeControls(shell) + "' is not bash, zsh or fish");
  }
  return Exit::kDone;
}

}  // namespace

void AddCompletionVerb(std::vector<Verb>& verbs) {
  verbs.push_back({.name = "completion",
                   .group = "operation",
                   .positionals = "SHELL",
                   .summary = "print the completion script for bash, zsh or fish",
                   .description = "For this session: source <(claimwatch completion bash). The "
                                  "package installs all three.",
                   .options = {},
                   .run = PrintCompletion});
}

}  // namespace claimwatch
