#include "cli/verb.h"

int main(int argc, char** argv) {
  return claimwatch::RunCommandLine(argc, argv);
}
