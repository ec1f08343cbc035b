// libcurl's sockets and its timer behind one epoll descriptor: a wait costs what happens in it, not
// what is open. Internal to fetcher*.cpp.
//
// curl_multi_perform looks at every transfer each time, with a system call for each; here libcurl
// is told which socket is ready and which time has come (curl_multi_socket_action). A kept
// connection stays in the epoll set between two requests, which saves two system calls each; so
// this class is told of every socket that is opened and closed.
//
// All functions belong to the fetcher's thread, except Wake.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/clock.h"
#include "core/descriptor.h"
#include "core/result.h"
#include "daemon/signals.h"

namespace claimwatch {

class Sockets {
 public:
  // kIo: the kernel has no descriptor left.
  static Result<std::unique_ptr<Sockets>> Make();
  Sockets(const Sockets&) = delete;
  Sockets& operator=(const Sockets&) = delete;
  // Closes the connections that are kept. All easy handles must have left the multi handle before.
  ~Sockets();

  // libcurl's multi handle (CURLM*); belongs to this object.
  void* multi() const { return multi_; }

  // Other descriptors whose readability ends a Turn; whoever owns them reads them.
  void Watch(const std::vector<int>& descriptors);
  // Moves on what is due by time alone: transfers that were just added, time-outs. Never waits.
  void Start();
  // Waits at most `most` for one of: a socket, libcurl's timer, a watched descriptor, Wake; then
  // moves on what is ready.
  void Turn(Duration most);

  // Any thread: ends the Turn that waits, or the next one.
  void Wake() const { bell_.Ring(); }

  // For CURLOPT_OPENSOCKETFUNCTION and CURLOPT_CLOSESOCKETFUNCTION (its data is this object). -1:
  // there is no socket left.
  int Open(int family, int type, int protocol);
  static int Close(void* self, int fd);

 private:
  struct Socket {
    bool ours = false;         // opened by Open, so that Close will be told
    bool wanted = false;       // libcurl waits for it
    std::uint32_t events = 0;  // that epoll watches; 0: not in the set
  };

  Sockets(Descriptor events, Bell bell);
  static int OnInterest(void* easy, int fd, int what, void* self, void* socket);
  static int OnTimer(void* multi, long milliseconds, void* self);
  Socket& At(int fd);
  void Register(int fd, std::uint32_t events);
  void Add(int fd, std::uint64_t tag) const;
  void Take(std::uint64_t tag, std::uint32_t events);

  Descriptor events_;
  Bell bell_;
  void* multi_;
  std::vector<Socket> sockets_;  // by descriptor
  std::vector<int> watched_;
  std::optional<Duration> timer_;  // of the machine's steady clock, which is libcurl's
};

}  // namespace claimwatch
