// The control socket: how `claimwatch reload`, `status` and `alerts ack` reach the daemon that
// runs.
//
// A Unix stream socket that speaks JSON lines. One line of a caller is a request with a member
// "verb", one line back is {"ok":true,"result":…} or {"ok":false,"code":"configuration","error":…}
// with the words of core/result. Who may connect at all is a matter of the socket's group and mode;
// who may give orders is decided by the credentials that the kernel knows of the caller.
//
// Everything is bounded: callers at a time, bytes of a request, time without a word, bytes of an
// answer that nobody fetches. A caller that oversteps is hung up on and harms nobody else.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "core/descriptor.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

namespace claimwatch {

struct DaemonConfig;  // config/config.h

// What a caller may do. kOwner: root, or the user the daemon runs as. kMember: anybody else whom
// the socket's mode let in. Inside a user namespace (the unit's PrivateUsers=) other people have no
// name, so members cannot be told from each other here.
enum class Trust { kMember, kOwner };

// Belongs to the thread that calls Serve, which never waits.
class ControlSocket {
 public:
  // Answers one request; an error becomes the answer's. Called from Serve.
  using Answer = std::function<Result<Json>(const Json& request, Trust trust)>;

  // Makes the socket at `path` (mode 0660), in a folder that exists. One that an earlier life left
  // there is replaced; kBusy when somebody answers at it. kInvalid: a path of more than 107 bytes
  // fits no socket.
  static Result<ControlSocket> Listen(const std::filesystem::path& path);
  // Takes over one that listens already, as systemd hands it over; its file stays when this goes.
  static Result<ControlSocket> Adopt(Descriptor listening);
  ControlSocket(ControlSocket&&) noexcept = default;
  ControlSocket& operator=(ControlSocket&&) = default;
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;
  // Hangs up on everybody and removes the file that Listen made.
  ~ControlSocket();

  // Readable when Serve has something to do.
  int descriptor() const { return events_.get(); }

  // Takes new callers, reads what came, answers what is whole. `now` (steady) ends the patience
  // with callers that say nothing; call it at least every few seconds also when nothing is
  // readable.
  void Serve(Duration now, const Answer& answer);

  // The line that answers the line `request`, with its line break. Whatever the request is, it is
  // an answer: what is no JSON, too deep or no object is refused in words.
  static std::string LineFor(std::string_view request, Trust trust, const Answer& answer);

 private:
  struct Caller {
    Descriptor socket;
    Trust trust = Trust::kMember;
    std::string in;   // the beginning of a request
    std::string out;  // of answers, not yet fetched
    Duration heard{};
    bool leaving = false;  // hang up when `out` is fetched
  };

  ControlSocket(Descriptor listening, Descriptor events);

  void TakeCallers(Duration now);
  void Hear(Caller& caller, Duration now, const Answer& answer);
  static void AnswerLines(Caller& caller, const Answer& answer);
  // False when the caller is gone or should be.
  bool Tell(Caller& caller) const;

  Descriptor listening_;
  Descriptor events_;  // epoll over the socket and its callers
  std::filesystem::path made_;
  std::map<int, Caller> callers_;  // by descriptor
};

// Where the daemon of this configuration listens: run_dir/claimwatch.sock; empty without a run_dir.
std::filesystem::path SocketPath(const DaemonConfig& config);

// Asks the daemon at `path` one thing and waits at most `most` for the answer. kNetwork: no daemon
// answers there; kRefused: this user may not connect; kBusy: no answer in time; else the daemon's
// own error, with its code.
Result<Json> AskDaemon(const std::filesystem::path& path, const Json& request, Duration most);

}  // namespace claimwatch
