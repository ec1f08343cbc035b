// Small files that others read while we write them: feeds, overlays, cursors.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"

namespace claimwatch {

// Who may read a file that is made.
enum class Readers {
  kAsUmask,  // group and others, as far as the umask lets them
  kAll,      // everybody, whatever the umask: what is made for other users' programs
  kOwner     // a secret: nobody else, from its first byte on
};

// The bytes of a file; empty when there is none, it is none (a folder) or it cannot be read.
std::string ReadFile(const std::filesystem::path& path);

// Makes `bytes` the content of `path`, whole or not at all: a reader sees the old file or the new
// one, also after a crash or a power cut. Written to PATH.new beside it first, on the disk when it
// returns; `readers` says for whom. kIo names the file and the reason, and changed nothing.
// Two writers of one path at a time are not held apart.
Status ReplaceFile(const std::filesystem::path& path, std::string_view bytes,
                   Readers readers = Readers::kAsUmask);

}  // namespace claimwatch
