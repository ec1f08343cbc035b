// A listening socket on loopback, for the tests' own servers.
#pragma once

#include <cstdint>

namespace claimwatch::testing {

// The caller closes `socket`; shutdown() on it wakes a thread that waits in accept().
struct LoopbackSocket {
  int socket = -1;
  std::uint16_t port = 0;  // one that was free, chosen by the system
};

// Listens already: a client may connect before the first accept(). Stops the program when it
// cannot.
LoopbackSocket ListenOnLoopback();

}  // namespace claimwatch::testing
