#include "storage/warc_input.h"

#include <algorithm>

#include <fmt/format.h>

namespace claimwatch {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr std::size_t kMagicSize = 3;
constexpr std::string_view kMagic = "\x1F\x8B\x08";
constexpr std::string_view kNextRecord = "\r\n\r\nWARC/1.";
constexpr std::size_t kBreaks = 4;  // of kNextRecord, that belong to the record before

}  // namespace

std::string PlaceText(const WarcPlace& place) {
  return place.inside == 0 ? fmt::format("offset {}", place.file)
                           : fmt::format("offset {} + {} unpacked", place.file, place.inside);
}

WarcInput::WarcInput(std::istream& in) : in_(in) {
  Restart(0);
  while (raw_.size() < kMagicSize && ReadMore()) {
  }
  packed_ = IsGzip(raw_);
}

void WarcInput::Restart(std::uint64_t file) {
  in_.clear();
  in_.seekg(static_cast<std::streamoff>(file));
  raw_.clear();
  raw_start_ = 0;
  raw_end_ = file;
  member_.reset();
  buffer_.clear();
  start_ = 0;
  position_ = 0;
  members_.assign(1, {0, file});
  damage_.clear();
}

bool WarcInput::ReadMore() {
  raw_.erase(0, raw_start_);
  raw_start_ = 0;
  const std::size_t before = raw_.size();
  raw_.resize(before + kPiece);
  in_.read(raw_.data() + before, static_cast<std::streamsize>(kPiece));
  const auto count = static_cast<std::size_t>(std::max<std::streamsize>(in_.gcount(), 0));
  raw_.resize(before + count);
  raw_end_ += count;
  consumed_ = std::max(consumed_, raw_end_);
  return count > 0;
}

bool WarcInput::Fill(std::size_t wanted) {
  while (ahead().size() < wanted && Unpack()) {
  }
  return ahead().size() >= wanted;
}

bool WarcInput::Unpack() {
  if (!damage_.empty()) {
    return false;
  }
  if (start_ > kPiece) {
    buffer_.erase(0, start_);
    start_ = 0;
  }
  if (packed_) {
    return UnpackMember();
  }
  const bool more = ReadMore();
  buffer_ += std::string_view(raw_).substr(raw_start_);
  raw_start_ = raw_.size();
  return more;
}

// What follows a member is another one, or padding of zeros at the end of a tape.
bool WarcInput::BeginMember() {
  while (raw_.size() - raw_start_ < kMagicSize && ReadMore()) {
  }
  const std::string_view next = std::string_view(raw_).substr(raw_start_);
  if (next.empty()) {
    return false;
  }
  const std::uint64_t file = raw_end_ - next.size();
  if (!IsGzip(next)) {
    damage_ = next.find_first_not_of('\0') == std::string_view::npos
                  ? ""
                  : fmt::format("no gzip member begins at offset {}", file);
    raw_start_ = raw_.size();
    return false;
  }
  const Member member{position_ + ahead().size(), file};
  if (!members_.empty() && members_.back().begins == member.begins) {
    members_.back() = member;
  } else {
    members_.push_back(member);
  }
  member_.emplace(Inflater::Format::kGzip);
  return true;
}

bool WarcInput::UnpackMember() {
  if (!member_ && !BeginMember()) {
    return false;
  }
  if (raw_start_ == raw_.size() && !ReadMore()) {
    damage_ = "the file ends within a gzip member";
    return false;
  }
  const Result<Inflater::Step> step =
      member_->Take(std::string_view(raw_).substr(raw_start_), kPiece, buffer_);
  if (!step.ok()) {
    damage_ = step.error().message();
    return false;
  }
  raw_start_ += step->taken;
  if (step->ended) {
    member_.reset();
  }
  return true;
}

void WarcInput::Drop(std::size_t count) {
  count = std::min(count, ahead().size());
  start_ += count;
  position_ += count;
  while (members_.size() > 1 && members_[1].begins <= position_) {
    members_.pop_front();
  }
}

WarcPlace WarcInput::Place() const {
  const Member& member = members_.front();
  const std::uint64_t inside = position_ - member.begins;
  return packed_ ? WarcPlace{member.file, inside} : WarcPlace{member.file + inside, 0};
}

bool WarcInput::Resync() {
  return ResyncInside() || (packed_ && !damage_.empty() && ResyncMember());
}

// Where the next empty line with a version behind it ends, or the next member begins.
bool WarcInput::ResyncInside() {
  Drop(1);
  if (packed_ && Place().inside == 0) {
    return Fill(1);
  }
  while (true) {
    const bool more = Fill(kPiece);
    const std::size_t line = ahead().find(kNextRecord);
    std::size_t to = line == std::string_view::npos ? line : line + kBreaks;
    if (members_.size() > 1) {
      to = std::min<std::size_t>(to, members_[1].begins - position_);
    }
    if (to != std::string_view::npos && to <= ahead().size()) {
      Drop(to);
      return Fill(1);
    }
    if (!more) {
      Drop(ahead().size());
      return false;
    }
    Drop(ahead().size() - kNextRecord.size());
  }
}

// The magic bytes of gzip behind the beginning of the member that is damaged.
bool WarcInput::ResyncMember() {
  Restart(members_.back().file + 1);
  while (true) {
    const bool more = ReadMore();
    const std::size_t at = std::string_view(raw_).find(kMagic);
    if (at != std::string_view::npos) {
      raw_start_ = at;
      members_.assign(1, {0, raw_end_ - (raw_.size() - at)});
      return true;
    }
    if (!more) {
      raw_start_ = raw_.size();
      return false;
    }
    raw_start_ = raw_.size() - std::min(raw_.size(), kMagicSize - 1);
  }
}

bool WarcInput::Seek(const WarcPlace& place) {
  const WarcPlace now = Place();
  // On in the same member: the file that is one member is not unpacked anew for each record.
  const bool onward =
      packed_ && damage_.empty() && now.file == place.file && now.inside <= place.inside;
  std::uint64_t left = onward ? place.inside - now.inside : place.inside;
  if (!onward) {
    Restart(place.file);
  }
  while (left > 0 && Fill(1)) {
    const std::size_t step = std::min<std::uint64_t>(left, ahead().size());
    Drop(step);
    left -= step;
  }
  return left == 0 && Fill(1);
}

}  // namespace claimwatch
