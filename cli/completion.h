// Completion scripts for shells, made from the table of verbs, so that they cannot disagree with
// it.
#pragma once

#include <string>
#include <vector>

#include "cli/verb.h"

namespace claimwatch {

// Each offers the words of a verb, then its options; a value that is a file is left to the shell's
// own completion. Install as: bash-completion/completions/claimwatch,
// zsh/vendor-completions/_claimwatch, fish/vendor_completions.d/claimwatch.fish.
std::string BashCompletion(const std::vector<Verb>& verbs);
std::string ZshCompletion(const std::vector<Verb>& verbs);
std::string FishCompletion(const std::vector<Verb>& verbs);

}  // namespace claimwatch
