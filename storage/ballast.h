// A file that does nothing but take room, so that there is some to give back when the disk is full.
//
// RocksDB cannot even be opened on a disk without a byte to spare (RELIABILITY 4), and alerts that
// are owed need a little to be ticked off. Whoever filled the disk took the rest; this room they
// could not take.
#pragma once

#include <filesystem>

#include "core/bytes.h"
#include "core/result.h"

namespace claimwatch {

// One thread. The file is the state: an object made anew finds what an earlier life left.
class Ballast {
 public:
  // No size: there is no ballast, and the calls below do nothing.
  Ballast(std::filesystem::path file, Bytes size) : file_(std::move(file)), size_(size) {}

  Bytes size() const { return size_; }

  // Whether the file is there in its whole size.
  bool IsHeld() const;
  // Takes the room, really reserved and not only named. kIo when there is not so much: then nothing
  // is left of the attempt.
  Status Hold() const;
  // Gives the room back. Needs none itself.
  Status Release() const;

 private:
  std::filesystem::path file_;
  Bytes size_;
};

}  // namespace claimwatch
