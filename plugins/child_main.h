// The programs of claimwatch are also the programs of its children: they execute themselves, so the
// two ends of a pipe are never of different versions.
#pragma once

#include <optional>

namespace claimwatch {

// When the first argument is "--child=…", lives that life to its end and returns the exit status;
// nullopt: this is no child. The first thing in main, while there is one thread and no file open.
//
//   --child=parse MEMORY CPU                          reads pages (plugins/parser.h)
//   --child=host MEMORY CPU STAGE FILE                lives with a plugin's library
//   (plugins/host.h)
//   --child=program MEMORY CPU STAGE PROGRAM ARG...   becomes a plugin's program
std::optional<int> RunAsChild(int argc, char** argv);

}  // namespace claimwatch
