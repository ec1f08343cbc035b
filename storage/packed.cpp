#include "storage/packed.h"

#include "storage/pack.h"
#include "storage/records.h"

namespace claimwatch {

Result<std::string> ReadPacked(const Engine& engine, Family family, std::string_view key) {
  const std::optional<std::string> bytes = CW_TRY(engine.Get(family, key));
  if (!bytes) {
    return Error(Errc::kNotFound, "no such record");
  }
  const PackedRecord record = CW_TRY(DecodePacked(*bytes));
  if (record.base.empty()) {
    return Unpack(record.packed, "");
  }
  const std::optional<std::string> base_bytes = CW_TRY(engine.Get(family, record.base));
  if (!base_bytes) {
    return Error(Errc::kCorrupt, "the record this one was packed against is missing");
  }
  // A base stands alone, so this goes one step and no further.
  const PackedRecord base_record = CW_TRY(DecodePacked(*base_bytes));
  const std::string base = CW_TRY(Unpack(base_record.packed, ""));
  return Unpack(record.packed, base);
}

}  // namespace claimwatch
