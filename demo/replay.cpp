#include "demo/replay.h"

namespace claimwatch {

Result<std::unique_ptr<Replay>> Replay::Start(Newsroom newsroom, std::uint16_t port) {
  std::unique_ptr<Replay> replay(new Replay(std::move(newsroom)));
  Replay* self = replay.get();
  replay->server_ = CW_TRY(HttpServer::Start(
      [self](const HttpRequest& request) {
        ++self->requests_;
        return self->newsroom_.Answer(self->step_, request);
      },
      port));
  return replay;
}

}  // namespace claimwatch
