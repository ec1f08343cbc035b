// One request on its way through libcurl. Internal to fetcher*.cpp; libcurl's handles are opaque
// here, so that no type of the library is seen outside its door.
//
// Redirects are followed by hand (daemon/hop), because only then is every hop judged by the guard,
// recorded, and asked with the validators that belong to it; the easy handle stays the same for all
// hops. Everything belongs to the fetcher's thread; the callbacks run inside its Poll.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "daemon/certificate.h"
#include "daemon/fetcher.h"
#include "daemon/guard.h"
#include "daemon/intake.h"

namespace claimwatch {

class Sockets;

// What every transfer shares and none changes.
struct FetchRules {
  FetchConfig config;
  Guard guard;
  std::string ca_file;
};

// An easy handle or a list of headers, freed by what libcurl names for it.
using CurlHandle = std::unique_ptr<void, void (*)(void*)>;

// A new easy handle that knows our rules. Making one costs more than a whole request on a kept
// connection, so it serves one transfer after the other. `sockets` must outlive it.
CurlHandle MakeHandle(const FetchRules& rules, Sockets& sockets);

// One request over all its hops. Does not move: libcurl holds its address.
struct Transfer {
  // `handle` is one of MakeHandle, in no multi handle.
  Transfer(FetchRequest asked, const FetchRules& all, const Intake::Limits& most, Sockets& open,
           CurlHandle handle);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() = default;

  // `rules` and `sockets` are the fetcher's and outlive every transfer.
  const FetchRules& rules;
  Sockets& sockets;
  Url url;  // of the present hop
  Intake::Limits limits;
  Intake intake;  // of the present hop
  FetchRequest request;
  std::vector<Hop> hops;
  CurlHandle headers;  // outlives the easy handle
  CurlHandle easy;
  std::array<char, 256> error{};
  std::string refusal;  // the guard's, at the connection; then libcurl's own words do not count
  std::string peer;     // "203.0.113.7:443"
  CertificateTrouble certificate;  // of the present hop
  int addresses_tried = 0;         // of the present hop's host; a host with hundreds is a trap
  bool conditional = false;        // validators were sent on the present hop
  std::uint64_t wire_bytes = 0;    // of all hops so far
  Duration started{};              // steady; the time of a request is for all its hops together
};

// The handle of a transfer that is over, ready for the next; nothing of this one is left in it.
CurlHandle TakeHandle(Transfer& transfer);

// Points the transfer at its present `url`, with `left` of its time (at least a millisecond:
// libcurl reads 0 as "no limit"). The intake starts anew; what the hop before brought is gone.
void AimAtHop(Transfer& transfer, Duration left);

// Facts of the connection after the hop has ended; the leaf certificate's digest is empty on a kept
// connection.
struct ConnectionFacts {
  bool reused = false;           // the hop ran on a kept connection
  std::uint64_t wire_bytes = 0;  // of its body, before decoding
  Duration connect{};            // DNS, TCP and TLS; zero on a kept connection
  Duration first_byte{};
  std::string certificate_digest;
};

ConnectionFacts FactsOf(const Transfer& transfer);

}  // namespace claimwatch
