#include "plugins/child/line.h"

#include <cstdio>

namespace claimwatch {
namespace {

// More than the longest question: a page of the usual fetch.max_body, 10 MiB, each byte of which
// is escaped with six. Who allows much longer pages has a plugin that cannot read all of them.
constexpr std::size_t kLongest = std::size_t{256} << 20;

}  // namespace

bool ReadLine(std::string& line) {
  line.clear();
  for (int c = ::getchar_unlocked(); c != EOF; c = ::getchar_unlocked()) {
    if (c == '\n') {
      return true;
    }
    if (line.size() >= kLongest) {
      return false;
    }
    line.push_back(static_cast<char>(c));
  }
  return false;
}

bool SayLine(const std::string& line) {
  return std::fwrite(line.data(), 1, line.size(), stdout) == line.size() &&
         std::fputc('\n', stdout) != EOF && std::fflush(stdout) == 0;
}

}  // namespace claimwatch
