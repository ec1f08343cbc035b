// Signals and wake-ups as readable descriptors, so that the loop waits for one thing only.
#pragma once

#include <optional>

#include "core/result.h"

namespace claimwatch {

// Takes SIGTERM, SIGINT, SIGHUP for itself. Make it before any thread starts: they are blocked in
// the calling thread and inherited so. SIGPIPE and SIGXFSZ are ignored in the whole process: a
// closed pipe and a full disk are errors of the call that meets them.
class Signals {
 public:
  static Result<Signals> Make();
  Signals(Signals&& other) noexcept;
  Signals& operator=(Signals&&) = delete;
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals();

  int descriptor() const { return fd_; }

  // The next pending signal; nullopt when there is none.
  std::optional<int> Next() const;

 private:
  explicit Signals(int fd) : fd_(fd) {}

  int fd_;
};

// An alarm bell: any thread rings, one listens.
class Bell {
 public:
  static Result<Bell> Make();
  Bell(Bell&& other) noexcept;
  Bell& operator=(Bell&&) = delete;
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;
  ~Bell();

  int descriptor() const { return fd_; }

  void Ring() const;
  void Silence() const;

 private:
  explicit Bell(int fd) : fd_(fd) {}

  int fd_;
};

}  // namespace claimwatch
