// The command line as a person types it, in this process.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/verb.h"

namespace claimwatch::testing {

struct Typed {
  int status = 0;
  std::string out;
  std::string err;
};

// `words` after "claimwatch".
inline Typed Type(std::vector<std::string> words) {
  words.insert(words.begin(), "claimwatch");
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  Typed answer;
  answer.status = RunCommandLine(static_cast<int>(argv.size()), argv.data());
  answer.out = ::testing::internal::GetCapturedStdout();
  answer.err = ::testing::internal::GetCapturedStderr();
  return answer;
}

}  // namespace claimwatch::testing
