#include "cli/verb.h"
#include "plugins/child_main.h"

int main(int argc, char** argv) {
  if (const std::optional<int> child = claimwatch::RunAsChild(argc, argv)) {
    return *child;
  }
  return claimwatch::RunCommandLine(argc, argv);
}
