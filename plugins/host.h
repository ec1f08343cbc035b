// The process that a plugin's shared library lives in, and the one that becomes a plugin that is a
// program. Both ends of the conversation are described in docs/plugins.md.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"

namespace claimwatch {

// What a plugin may touch follows from its stage: a sink brings alerts to somewhere, the others
// think about what they are given.
enum class Task { kThink, kBring };

// Loads the library at `path` when the greeting comes, which has its options, and answers one
// question after the other until standard input ends. A library that thinks has no network, no
// further process and no file to write. A greeting it cannot take is answered with an error;
// returns the process's exit status.
int RunPluginHost(const std::string& path, Task task);

// Becomes the program `command[0]` with its arguments. Returns only when that fails: an exit
// status.
int BecomeProgram(const std::vector<std::string>& command);

}  // namespace claimwatch
