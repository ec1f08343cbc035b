#include "storage/warc_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/digest.h"
#include "core/foreign_digest.h"
#include "core/page.h"
#include "core/text.h"
#include "core/whole_number.h"
#include "storage/base32.h"

namespace claimwatch {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr int kMostRewinds = 16;
constexpr std::string_view kVersion = "WARC/1.";

// Behind the empty line that ends a head; npos when it is not there.
std::size_t EndOfHead(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    if (rest.starts_with("\r\n")) {
      return at + 3;
    }
    if (rest.starts_with('\n')) {
      return at + 2;
    }
  }
  return std::string_view::npos;
}

// "name: value" of the lines of a head; a line that begins with a blank continues the one before.
// nullopt: a line is neither.
std::optional<std::vector<std::pair<std::string, std::string>>> FieldsOf(std::string_view lines) {
  std::vector<std::pair<std::string, std::string>> fields;
  for (std::string_view line : Split(lines, '\n')) {
    const bool continues = line.starts_with(' ') || line.starts_with('\t');
    line = Trim(line);
    if (line.empty()) {
      continue;
    }
    if (continues && !fields.empty()) {
      fields.back().second += " " + std::string(line);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) {
      return std::nullopt;
    }
    fields.emplace_back(AsciiLower(Trim(line.substr(0, colon))), Trim(line.substr(colon + 1)));
  }
  return fields;
}

}  // namespace

std::string PlainUri(std::string_view uri) {
  if (uri.size() > 1 && uri.starts_with('<') && uri.ends_with('>')) {
    uri = uri.substr(1, uri.size() - 2);
  }
  return std::string(uri);
}

std::optional<Time> ParseWarcDate(std::string_view text) {
  const std::size_t dot = text.find('.');
  const std::size_t end = text.find_first_not_of("0123456789", dot + 1);
  if (dot == std::string_view::npos || end == std::string_view::npos || end - dot <= 7) {
    return ParseTime(text);
  }
  return ParseTime(std::string(text.substr(0, dot + 7)) + std::string(text.substr(end)));
}

std::string_view WarcRecord::Field(std::string_view name) const {
  return FindHeader(fields, name);
}

std::optional<bool> HasDigest(std::string_view labelled, std::string_view bytes) {
  const std::size_t colon = labelled.find(':');
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  const std::optional<std::string> digest =
      ForeignDigest(AsciiLower(Trim(labelled.substr(0, colon))), bytes);
  if (!digest) {
    return std::nullopt;
  }
  const std::string_view said = Trim(labelled.substr(colon + 1));
  const std::string base32 = Base32(*digest);
  return EqualsIgnoreAsciiCase(said, Hex(*digest)) || EqualsIgnoreAsciiCase(said, base32) ||
         EqualsIgnoreAsciiCase(said, std::string_view(base32).substr(0, base32.find('=')));
}

Error WarcReader::Damaged(Errc code, std::string_view what) const {
  return {code, fmt::format("{}: {}", PlaceText(place_), what)};
}

Result<std::optional<WarcRecord>> WarcReader::Next() {
  if (damaged_) {
    if (!PassDamage()) {
      return std::optional<WarcRecord>();
    }
  } else {
    CW_TRY(SkipBlock());
  }
  SkipBreaks();
  place_ = input_.Place();
  if (!input_.Fill(1) && input_.damage().empty()) {
    return std::optional<WarcRecord>();
  }
  return std::optional<WarcRecord>(CW_TRY(ReadHead()));
}

// A length that leads past the end of the file swallowed what stands behind the record: it is
// looked for from the record on. A file that plays this game has few turns.
bool WarcReader::PassDamage() {
  damaged_ = false;
  left_ = 0;
  if (std::exchange(swallowed_, false) && rewinds_ < kMostRewinds) {
    ++rewinds_;
    input_.Seek(place_);
  }
  return input_.Resync();
}

Result<WarcRecord> WarcReader::At(const WarcPlace& place) {
  place_ = place;
  left_ = 0;
  damaged_ = false;
  if (!input_.Seek(place)) {
    damaged_ = true;
    return Damaged(Errc::kCorrupt, "the file has become shorter");
  }
  return ReadHead();
}

// Two line breaks end a record; files that were put together by hand have fewer or more.
void WarcReader::SkipBreaks() {
  while (input_.Fill(1) && (input_.ahead().front() == '\r' || input_.ahead().front() == '\n')) {
    input_.Drop(1);
  }
}

Result<std::string> WarcReader::TakeHead() {
  input_.Fill(kVersion.size());
  if (!input_.ahead().starts_with(kVersion)) {
    return Damaged(Errc::kCorrupt, input_.damage().empty()
                                       ? "no record of WARC 1.0 or 1.1 begins here"
                                       : std::string_view(input_.damage()));
  }
  std::size_t end = EndOfHead(input_.ahead());
  for (std::size_t look = 1U << 10U; end == std::string_view::npos; look *= 2) {
    if (input_.ahead().size() > limits_.head.count) {
      return Damaged(Errc::kLimit,
                     fmt::format("the record's head is over {}", FormatBytes(limits_.head)));
    }
    const bool more = input_.Fill(look);
    end = EndOfHead(input_.ahead());
    if (!more && end == std::string_view::npos) {
      return Damaged(Errc::kCorrupt, "the record's head ends early");
    }
  }
  if (end > limits_.head.count) {
    return Damaged(Errc::kLimit,
                   fmt::format("the record's head is over {}", FormatBytes(limits_.head)));
  }
  std::string head(input_.ahead().substr(0, end));
  input_.Drop(end);
  return head;
}

Result<WarcRecord> WarcReader::ReadHead() {
  damaged_ = true;  // until it is known to be well
  const std::string head = CW_TRY(TakeHead());
  auto fields = FieldsOf(std::string_view(head).substr(head.find('\n') + 1));
  if (!fields) {
    return Damaged(Errc::kCorrupt, "a line of the record's head is no field");
  }
  if (fields->size() > limits_.fields) {
    return Damaged(Errc::kLimit, fmt::format("the record has over {} fields", limits_.fields));
  }
  WarcRecord record;
  record.place = place_;
  record.fields = *std::move(fields);
  record.type = AsciiLower(record.Field("warc-type"));
  record.id = record.Field("warc-record-id");
  record.uri = PlainUri(record.Field("warc-target-uri"));
  const auto length = ParseWhole<std::uint64_t>(record.Field("content-length"));
  if (!length) {
    return Damaged(Errc::kCorrupt, "the record has no Content-Length");
  }
  const std::optional<Time> date = ParseWarcDate(record.Field("warc-date"));
  if (!date) {
    return Damaged(Errc::kCorrupt, fmt::format("WARC-Date '{}' is no time",
                                               EscapeControls(record.Field("warc-date"))));
  }
  record.length = left_ = *length;
  record.date = *date;
  block_digest_ = record.Field("warc-block-digest");
  damaged_ = false;
  return record;
}

std::string_view WarcReader::PeekBlock(std::size_t most) {
  most = static_cast<std::size_t>(std::min<std::uint64_t>(most, left_));
  input_.Fill(most);
  return input_.ahead().substr(0, most);
}

Result<std::string> WarcReader::ReadBlock() {
  if (left_ > limits_.block.count) {
    return Damaged(Errc::kLimit,
                   fmt::format("its block of {} is over {}", FormatBytes(Bytes{left_}),
                               FormatBytes(limits_.block)));
  }
  const auto size = static_cast<std::size_t>(left_);
  if (!input_.Fill(size)) {
    damaged_ = swallowed_ = true;
    return Damaged(
        Errc::kCorrupt,
        fmt::format("the block ends early, after {} of {} bytes{}{}", input_.ahead().size(), size,
                    input_.damage().empty() ? "" : ": ", input_.damage()));
  }
  std::string block(input_.ahead().substr(0, size));
  input_.Drop(size);
  left_ = 0;
  if (!HasDigest(block_digest_, block).value_or(true)) {
    return Damaged(Errc::kCorrupt, fmt::format("the block is not the one that {} says",
                                               EscapeControls(block_digest_)));
  }
  return block;
}

Status WarcReader::SkipBlock() {
  while (left_ > 0) {
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, left_));
    if (!input_.Fill(step)) {
      damaged_ = swallowed_ = true;
      return Damaged(Errc::kCorrupt,
                     fmt::format("the block ends early, {} bytes are missing{}{}",
                                 left_ - input_.ahead().size(), input_.damage().empty() ? "" : ": ",
                                 input_.damage()));
    }
    input_.Drop(step);
    left_ -= step;
  }
  return Ok();
}

}  // namespace claimwatch
