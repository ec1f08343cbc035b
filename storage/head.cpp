#include "storage/head.h"

#include "storage/keys.h"

namespace claimwatch {

Result<Head> ReadHead(const Engine& engine) {
  const std::optional<std::string> bytes = CW_TRY(engine.Get(Family::kIndex, keys::kHead));
  if (!bytes) {
    Head empty;
    empty.root = Sha256("");
    return empty;
  }
  return DecodeHead(*bytes);
}

}  // namespace claimwatch
