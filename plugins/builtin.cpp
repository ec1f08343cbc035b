#include "plugins/builtin.h"

#include <array>

#include <fmt/core.h>

#include "core/text.h"

namespace claimwatch {
namespace {

struct SinkRow {
  std::string_view kind;
  std::string_view help;
  Result<std::unique_ptr<AlertSink>> (*make)(const SinkOptions&);
};

constexpr std::array<SinkRow, 6> kSinks = {{
    {"file", "JSON lines, one synced write per alert, each alert exactly once", &MakeFileSink},
    {"journald", "the systemd journal, with CLAIMWATCH_* fields", &MakeJournalSink},
    {"webhook", "HTTP request with the record or a chat message, signed, with an Idempotency-Key",
     &MakeWebhookSink},
    {"mail", "SMTP over TLS, one message per alert or a digest", &MakeMailSink},
    {"exec", "a command that reads the record from its standard input", &MakeExecSink},
    {"atom", "an Atom feed of the last 100 alerts", &MakeAtomSink},
}};

constexpr std::array<Builtin, 12> kStages = {{
    {"source", "rss", "RSS 0.9x and 2.0"},
    {"source", "rdf", "RSS 1.0"},
    {"source", "atom", "Atom 0.3 and 1.0"},
    {"source", "json", "JSON Feed 1.0 and 1.1"},
    {"source", "sitemap", "sitemap.xml, its index and its news extension"},
    {"source", "page", "the links of an HTML page that match link_patterns"},
    {"extractor", "article", "title, dates, language and body of an HTML page"},
    {"analyzer", "figures", "figures against the baseline"},
    {"analyzer", "claims", "statements against the baseline"},
    {"analyzer", "quotes", "words between quotation marks against the baseline"},
    {"analyzer", "revision", "a version against the one before it"},
    {"analyzer", "headline", "a headline against the one before it"},
}};

}  // namespace

std::vector<Builtin> Builtins() {
  std::vector<Builtin> all(kStages.begin(), kStages.end());
  for (const SinkRow& sink : kSinks) {
    all.push_back({"sink", sink.kind, sink.help});
  }
  return all;
}

Result<std::unique_ptr<AlertSink>> MakeSink(const SinkOptions& options) {
  std::vector<std::string> kinds;
  for (const SinkRow& sink : kSinks) {
    if (sink.kind == options.kind) {
      return sink.make(options);
    }
    kinds.emplace_back(sink.kind);
  }
  const std::string nearest = Nearest(options.kind, kinds);
  return Error(Errc::kConfig,
               fmt::format("unknown kind of sink '{}'{}", options.kind,
                           nearest.empty() ? "" : ", did you mean '" + nearest + "'?"));
}

}  // namespace claimwatch
