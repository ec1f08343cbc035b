// Records as bytes: varints, length-prefixed texts, fixed hashes; the first byte of a record is the
// number of its format.
//
// Stored bytes are hostile input: a reader never reads past its end, never allocates more than the
// record holds, and says once, at the end, whether all was well.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

class RecordWriter {
 public:
  explicit RecordWriter(std::uint8_t format) { bytes_.push_back(static_cast<char>(format)); }

  RecordWriter& Number(std::uint64_t value);
  RecordWriter& Signed(std::int64_t value);
  RecordWriter& Text(std::string_view text);
  RecordWriter& Texts(const std::vector<std::string>& texts);
  RecordWriter& Hash(const Digest& digest);

  RecordWriter& Flag(bool value) { return Number(value ? 1 : 0); }

  RecordWriter& When(Time time) { return Signed(time.time_since_epoch().count()); }

  RecordWriter& MaybeWhen(const std::optional<Time>& time);

  std::string Take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class RecordReader {
 public:
  // Fails at once when the first byte is not `format`.
  RecordReader(std::string_view bytes, std::uint8_t format);

  // After a failure each answers an empty value.
  std::uint64_t Number();
  std::uint32_t Small();  // a number that fits 32 bits
  std::int64_t Signed();
  std::string Text();
  std::vector<std::string> Texts();
  Digest Hash();

  bool Flag() { return Number() != 0; }

  Time When() { return Time(Duration(Signed())); }

  std::optional<Time> MaybeWhen();
  // How many items follow: never more than bytes are left.
  std::size_t Count();

  // Everything was there and nothing is left.
  bool Done() const { return ok_ && rest_.empty(); }

  bool ok() const { return ok_; }

 private:
  std::string_view Bytes(std::size_t count);

  std::string_view rest_;
  bool ok_ = true;
};

// What Decode answers for bytes that are no record of `what`: kCorrupt, with what to do.
Error Damaged(std::string_view what);

// The end of a Decode: `record` when its bytes were read whole, else Damaged.
template <typename Record>
Result<Record> Checked(const RecordReader& in, Record record, std::string_view what) {
  if (!in.Done()) {
    return Damaged(what);
  }
  return record;
}

}  // namespace claimwatch
