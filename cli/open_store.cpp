#include "cli/open_store.h"

#include "cli/read_config.h"

namespace claimwatch {

Result<std::unique_ptr<Store>> OpenStoreFor(const Arguments& arguments) {
  const std::filesystem::path folder = CW_TRY(StateDirFor(arguments));
  return Store::OpenReader(folder);
}

}  // namespace claimwatch
