#include "plugins/builtin.h"

#include <array>

#include <fmt/core.h>

#include "core/builtin.h"
#include "core/text.h"

namespace claimwatch {
namespace {

struct SinkMaker {
  std::string_view kind;
  Result<std::unique_ptr<AlertSink>> (*make)(const SinkOptions&);
};

constexpr std::array<SinkMaker, 6> kSinks = {{{"file", &MakeFileSink},
                                              {"journald", &MakeJournalSink},
                                              {"webhook", &MakeWebhookSink},
                                              {"mail", &MakeMailSink},
                                              {"exec", &MakeExecSink},
                                              {"atom", &MakeAtomSink}}};

}  // namespace

Result<std::unique_ptr<AlertSink>> MakeSink(const SinkOptions& options) {
  for (const SinkMaker& sink : kSinks) {
    if (sink.kind == options.kind) {
      return sink.make(options);
    }
  }
  const std::string nearest = Nearest(options.kind, BuiltinNames("sink"));
  return Error(Errc::kConfig,
               fmt::format("unknown kind of sink '{}'{}", options.kind,
                           nearest.empty() ? "" : ", did you mean '" + nearest + "'?"));
}

}  // namespace claimwatch
