// Replays a newsroom over loopback HTTP, one step of its timeline after the other, as a forward
// proxy for all its outlets.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "demo/http_server.h"
#include "demo/newsroom.h"

namespace claimwatch {

// Owned by one thread; the server answers on its own.
class Replay {
 public:
  static Result<std::unique_ptr<Replay>> Start(Newsroom newsroom, std::uint16_t port);

  void SetStep(int step) { step_ = step; }

  int step() const { return step_; }

  std::uint16_t port() const { return server_->port(); }

  std::string Origin() const { return server_->Origin(); }

  // Requests answered so far.
  std::uint64_t requests() const { return requests_; }

  const Newsroom& newsroom() const { return newsroom_; }

 private:
  explicit Replay(Newsroom newsroom) : newsroom_(std::move(newsroom)) {}

  Newsroom newsroom_;
  std::atomic<int> step_{0};
  std::atomic<std::uint64_t> requests_{0};
  std::unique_ptr<HttpServer> server_;  // last: its thread uses the rest
};

}  // namespace claimwatch
