#include "cli/store_options.h"

#include "cli/output.h"

namespace claimwatch {

std::vector<Option> StoreOptions() {
  return {{"--config", "FILE",
           "configuration (default $CLAIMWATCH_CONFIG, then /etc/claimwatch/claimwatch.toml)"},
          {"--state-dir", "DIR", "read this store, whatever the configuration says"}};
}

std::vector<Option> WithStoreOptions(std::vector<Option> own) {
  for (const std::vector<Option>& shared : {StoreOptions(), OutputOptions()}) {
    own.insert(own.end(), shared.begin(), shared.end());
  }
  return own;
}

}  // namespace claimwatch
