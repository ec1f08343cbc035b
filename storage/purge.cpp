#include "storage/purge.h"

#include <algorithm>

#include "storage/codec.h"
#include "storage/keys.h"

namespace claimwatch {
namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::string_view kLastKey = "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF";

std::string EncodeRanges(const std::vector<KeyRange>& ranges) {
  RecordWriter out(kFormat);
  out.Number(ranges.size());
  for (const KeyRange& range : ranges) {
    out.Number(static_cast<std::uint64_t>(range.family)).Text(range.from).Text(range.to);
  }
  return std::move(out).Take();
}

}  // namespace

void KeyRange::Take(const std::string& key) {
  from = from.empty() || key < from ? key : from;
  to = std::max(to, key);
}

KeyRange RangeOf(Family family, const std::string& prefix) {
  return {family, prefix, prefix + std::string(kLastKey)};
}

Result<std::vector<KeyRange>> OwedPurges(const Engine& engine) {
  std::vector<KeyRange> ranges;
  const std::optional<std::string> bytes = CW_TRY(engine.Get(Family::kIndex, keys::kPurge));
  if (!bytes) {
    return ranges;
  }
  RecordReader in(*bytes, kFormat);
  ranges.resize(in.Count());
  bool known = true;
  for (KeyRange& range : ranges) {
    const std::uint64_t family = in.Number();
    known = known && family < kFamilies;
    range = {known ? static_cast<Family>(family) : Family::kIndex, in.Text(), in.Text()};
  }
  return known ? Checked(in, std::move(ranges), "list of erased ranges")
               : Result<std::vector<KeyRange>>(Damaged("list of erased ranges"));
}

Status OwePurges(const Engine& engine, const std::vector<KeyRange>& ranges, Batch& batch) {
  std::vector<KeyRange> owed = CW_TRY(OwedPurges(engine));
  std::copy_if(ranges.begin(), ranges.end(), std::back_inserter(owed),
               [](const KeyRange& range) { return !range.from.empty(); });
  batch.Put(Family::kIndex, std::string(keys::kPurge), EncodeRanges(owed));
  return Ok();
}

Status SettlePurges(const Engine& engine, const std::vector<KeyRange>& done, Batch& batch) {
  std::vector<KeyRange> owed = CW_TRY(OwedPurges(engine));
  for (const KeyRange& range : done) {
    const auto found = std::find(owed.begin(), owed.end(), range);
    if (found != owed.end()) {
      owed.erase(found);
    }
  }
  if (owed.empty()) {
    batch.Delete(Family::kIndex, std::string(keys::kPurge));
  } else {
    batch.Put(Family::kIndex, std::string(keys::kPurge), EncodeRanges(owed));
  }
  return Ok();
}

}  // namespace claimwatch
