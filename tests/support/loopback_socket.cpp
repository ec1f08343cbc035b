#include "tests/support/loopback_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "core/result.h"

namespace claimwatch::testing {

LoopbackSocket ListenOnLoopback() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CW_CHECK(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  CW_CHECK(listen(listener, 64) == 0);
  socklen_t size = sizeof address;
  CW_CHECK(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  return {listener, ntohs(address.sin_port)};
}

}  // namespace claimwatch::testing
