#include "core/builtin.h"

#include <array>

#include "core/text.h"

namespace claimwatch {
namespace {

constexpr std::array<Builtin, 19> kBuiltins = {{
    {"source", "rss", "RSS 0.9x and 2.0", "", "assume_timezone"},
    {"source", "rdf", "RSS 1.0", "", "assume_timezone"},
    {"source", "atom", "Atom 0.3 and 1.0", "", "assume_timezone"},
    {"source", "json", "JSON Feed 1.0 and 1.1", "", "assume_timezone"},
    {"source", "sitemap", "sitemap.xml, its index and its news extension", "", "assume_timezone"},
    {"source", "page", "the links of an HTML page that match link_patterns", "link_patterns", ""},
    {"extractor", "article", "title, dates, language and body of an HTML page", "", ""},
    {"analyzer", "figures", "figures against the baseline", "", ""},
    {"analyzer", "claims", "statements against the baseline", "", ""},
    {"analyzer", "quotes", "words between quotation marks against the baseline", "", ""},
    {"analyzer", "revision", "a version against the one before it", "", ""},
    {"analyzer", "headline", "a headline against the one before it", "", ""},
    {"sink", "file", "JSON lines, one synced write per alert, each alert exactly once", "path", ""},
    {"sink", "journald", "the systemd journal, with CLAIMWATCH_* fields", "", ""},
    {"sink", "webhook",
     "HTTP request with the record or a chat message, signed, with an "
     "Idempotency-Key",
     "url", "method headers format body secret ca_file"},
    {"sink", "mail", "SMTP over TLS, one message per alert or a digest", "url from to",
     "user password tls ca_file"},
    {"sink", "exec", "a command that reads the record from its standard input", "command", ""},
    {"sink", "atom", "an Atom feed of the last 100 alerts", "path", ""},
    {"sink", kPluginSink, "a plugin of stage sink, by its name", "plugin", ""},
}};

}  // namespace

std::span<const Builtin> Builtins() {
  return kBuiltins;
}

const Builtin* FindBuiltin(std::string_view stage, std::string_view name) {
  for (const Builtin& one : kBuiltins) {
    if (one.stage == stage && one.name == name) {
      return &one;
    }
  }
  return nullptr;
}

std::vector<std::string> BuiltinNames(std::string_view stage) {
  std::vector<std::string> names;
  for (const Builtin& one : kBuiltins) {
    if (one.stage == stage) {
      names.emplace_back(one.name);
    }
  }
  return names;
}

std::string_view SinkKinds() {
  static const std::string kinds = Join(BuiltinNames("sink"), "|");
  return kinds;
}

}  // namespace claimwatch
