// How long a test takes is for whoever runs it to say: rounds, seeds, days.
#pragma once

#include <cstdlib>

namespace claimwatch::testing {

// The number in an environment variable, `otherwise` where it is not set.
template <typename Number>
Number Asked(const char* variable, Number otherwise) {
  const char* asked = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return asked != nullptr ? static_cast<Number>(std::strtoull(asked, nullptr, 10)) : otherwise;
}

}  // namespace claimwatch::testing
