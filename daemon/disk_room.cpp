#include "daemon/disk_room.h"

#include <fmt/format.h>

#include "core/log.h"

namespace claimwatch {
namespace {

// With less than this part of its size the ballast is needed now.
constexpr std::uint64_t kScarce = 4;

}  // namespace

DiskRoom::DiskRoom(const std::filesystem::path& dir, const StorageConfig& config)
    : dir_(dir),
      least_(config.disk_free_min),
      ballast_(dir / "ballast", config.ballast) {}

// A ballast that was given up has to be taken again first: else fetching would go on at the moment
// when nothing is left to give up.
bool DiskRoom::IsLow(Bytes free, bool held) const {
  return free.count < least_.count + (held ? 0 : ballast_.size().count);
}

Room DiskRoom::Look() const {
  std::error_code unknown;
  const std::uintmax_t available = std::filesystem::space(dir_, unknown).available;
  if (unknown) {
    return {{}, false, ballast_.IsHeld(), "not known"};
  }
  Room room{{available}, false, ballast_.IsHeld(), ""};
  const bool scarce = available < ballast_.size().count / kScarce;
  if (scarce && room.ballast_held) {
    const Status released = ballast_.Release();
    room.ballast_held = !released.ok();
    LogWarning("{}: {} free; the ballast is {}", dir_.string(), FormatBytes(room.free),
               released.ok() ? "given up, so that what is owed can be delivered"
                             : released.error().message());
  }
  room.low = IsLow(room.free, room.ballast_held);
  if (!room.low && !room.ballast_held) {
    room.ballast_held = ballast_.Hold().ok();  // when it fails, the next look tries again
  }
  room.words = fmt::format("{} free", FormatBytes(room.free));
  if (room.low) {
    room.words +=
        fmt::format(", less than {} (storage.disk_free_min{})",
                    FormatBytes({least_.count + (room.ballast_held ? 0 : ballast_.size().count)}),
                    room.ballast_held ? "" : " and the ballast, which is given up");
  }
  return room;
}

}  // namespace claimwatch
