// How much room there is on the disk of the store, and what follows from it.
//
// Two levels. Below `storage.disk_free_min` nothing new is fetched, so that what was fetched can be
// analysed and delivered. When the disk is all but full nevertheless (others write to it too), the
// ballast is given up; then the store can be opened and what is owed be delivered. It is taken
// again before fetching goes on.
#pragma once

#include <filesystem>
#include <string>

#include "config/config.h"
#include "core/bytes.h"
#include "storage/ballast.h"

namespace claimwatch {

// What one look found.
struct Room {
  Bytes free;
  bool low = false;           // nothing new may be fetched
  bool ballast_held = false;  // true also where there shall be none

  // For people: "12.0 MiB free, …"; with a reason when fetching pauses.
  std::string words;
  bool operator==(const Room&) const = default;
};

// One thread. A disk whose room cannot be told counts as one with enough.
class DiskRoom {
 public:
  DiskRoom(const std::filesystem::path& dir, const StorageConfig& config);

  // Looks, and takes or gives up the ballast.
  Room Look() const;

 private:
  // Whether fetching has to wait. `held` is whether the ballast is.
  bool IsLow(Bytes free, bool held) const;

  std::filesystem::path dir_;
  Bytes least_;
  Ballast ballast_;
};

}  // namespace claimwatch
