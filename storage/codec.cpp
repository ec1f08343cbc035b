#include "storage/codec.h"

#include <algorithm>
#include <limits>

namespace claimwatch {
namespace {

constexpr unsigned kGroup = 7;
constexpr std::uint64_t kGroupMask = 0x7F;
constexpr std::uint64_t kMore = 0x80;
constexpr unsigned kWidth = 64;

}  // namespace

RecordWriter& RecordWriter::Number(std::uint64_t value) {
  while (value > kGroupMask) {
    bytes_.push_back(static_cast<char>((value & kGroupMask) | kMore));
    value >>= kGroup;
  }
  bytes_.push_back(static_cast<char>(value));
  return *this;
}

// Zigzag: small negative numbers stay short.
RecordWriter& RecordWriter::Signed(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return Number(value < 0 ? ~(bits << 1U) : bits << 1U);
}

RecordWriter& RecordWriter::Text(std::string_view text) {
  Number(text.size());
  bytes_.append(text);
  return *this;
}

RecordWriter& RecordWriter::Texts(const std::vector<std::string>& texts) {
  Number(texts.size());
  for (const std::string& text : texts) {
    Text(text);
  }
  return *this;
}

RecordWriter& RecordWriter::Hash(const Digest& digest) {
  for (const std::uint8_t byte : digest) {
    bytes_.push_back(static_cast<char>(byte));
  }
  return *this;
}

RecordWriter& RecordWriter::MaybeWhen(const std::optional<Time>& time) {
  Flag(time.has_value());
  return time ? When(*time) : *this;
}

RecordReader::RecordReader(std::string_view bytes, std::uint8_t format) : rest_(bytes) {
  ok_ = !bytes.empty() && static_cast<std::uint8_t>(bytes.front()) == format;
  if (ok_) {
    rest_.remove_prefix(1);
  }
}

std::string_view RecordReader::Bytes(std::size_t count) {
  if (!ok_ || count > rest_.size()) {
    ok_ = false;
    return {};
  }
  const std::string_view taken = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return taken;
}

std::uint64_t RecordReader::Number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < kWidth; shift += kGroup) {
    const std::string_view one = Bytes(1);
    if (one.empty()) {
      return 0;
    }
    const auto byte = static_cast<std::uint8_t>(one.front());
    value |= (byte & kGroupMask) << shift;
    if ((byte & kMore) == 0) {
      return value;
    }
  }
  ok_ = false;
  return 0;
}

std::uint32_t RecordReader::Small() {
  const std::uint64_t value = Number();
  ok_ = ok_ && value <= std::numeric_limits<std::uint32_t>::max();
  return ok_ ? static_cast<std::uint32_t>(value) : 0;
}

std::int64_t RecordReader::Signed() {
  const std::uint64_t bits = Number();
  return static_cast<std::int64_t>((bits & 1U) != 0 ? ~(bits >> 1U) : bits >> 1U);
}

std::string RecordReader::Text() {
  return std::string(Bytes(static_cast<std::size_t>(Number())));
}

std::size_t RecordReader::Count() {
  const std::uint64_t count = Number();
  ok_ = ok_ && count <= rest_.size();
  return ok_ ? static_cast<std::size_t>(count) : 0;
}

std::vector<std::string> RecordReader::Texts() {
  std::vector<std::string> texts;
  for (std::size_t left = Count(); left > 0 && ok_; --left) {
    texts.push_back(Text());
  }
  return texts;
}

Digest RecordReader::Hash() {
  Digest digest{};
  const std::string_view bytes = Bytes(digest.size());
  std::transform(bytes.begin(), bytes.end(), digest.begin(),
                 [](char byte) { return static_cast<std::uint8_t>(byte); });
  return digest;
}

std::optional<Time> RecordReader::MaybeWhen() {
  return Flag() ? std::optional<Time>(When()) : std::nullopt;
}

Error Damaged(std::string_view what) {
  return Error(Errc::kCorrupt, std::string("damaged ") + std::string(what) +
                                   " record; run `claimwatch verify` to see how much is affected");
}

}  // namespace claimwatch
