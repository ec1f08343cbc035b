// One request on its way through libcurl. Internal to fetcher*.cpp; libcurl's handles are opaque
// here.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "daemon/fetcher.h"
#include "daemon/guard.h"
#include "daemon/intake.h"

namespace claimwatch {

// What every transfer shares and none changes.
struct FetchRules {
  FetchConfig config;
  Guard guard;
  std::string ca_file;
};

using CurlHandle = std::unique_ptr<void, void (*)(void*)>;

// One request over all its hops. Does not move: libcurl holds its address.
struct Transfer {
  Transfer(FetchRequest asked, const FetchRules& all, const Intake::Limits& most);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() = default;

  const FetchRules& rules;
  Url url;  // of the present hop
  Intake::Limits limits;
  Intake intake;  // of the present hop
  FetchRequest request;
  std::vector<Hop> hops;
  CurlHandle headers;  // outlives the easy handle
  CurlHandle easy;
  std::array<char, 256> error{};
  std::string refusal;  // the guard's, at the connection
  std::string peer;     // "203.0.113.7:443"
  int addresses_tried = 0;
  bool conditional = false;
  std::uint64_t wire_bytes = 0;
  Duration started{};
};

// Points the transfer at its present `url`, with `left` of its time.
void AimAtHop(Transfer& transfer, Duration left);

// Facts of the connection after the hop has ended; the leaf certificate's digest is empty on a kept
// connection.
struct ConnectionFacts {
  bool reused = false;
  std::uint64_t wire_bytes = 0;
  Duration connect{};
  Duration first_byte{};
  std::string certificate_digest;
};

ConnectionFacts FactsOf(const Transfer& transfer);

}  // namespace claimwatch
