// Alerts as journal entries: `journalctl MESSAGE_ID=…`, `journalctl CLAIMWATCH_TOPIC=…`.
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <cstring>

#include <sys/uio.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#include "core/digest.h"
#include "plugins/alert/sinks.h"

namespace claimwatch {
namespace {

constexpr const char* kSocket = "/run/systemd/journal/socket";

// sd-daemon(3): 2 critical, 3 error, 4 warning, 5 notice.
int Priority(Severity severity) {
  return static_cast<int>(severity) + 1;
}

// One constant id per type of finding, so that the journal's catalogue and filters can name it.
std::string MessageId(FindingType type) {
  return Hex(Sha256("claimwatch/alert/" + std::string(FindingTypeName(type)))).substr(0, 32);
}

class JournalSink final : public AlertSink {
 public:
  Status Deliver(const Alert& alert) override {
    if (!HasJournal()) {
      return NoJournal();
    }
    const std::vector<std::string> fields = JournalFields(alert);
    std::vector<iovec> parts;
    parts.reserve(fields.size());
    for (const std::string& field : fields) {
      parts.push_back(
          {const_cast<char*>(field.data()), field.size()});  // NOLINT: iovec has no const form
    }
    const int sent = ::sd_journal_sendv(parts.data(), static_cast<int>(parts.size()));
    if (sent < 0) {
      return Error(Errc::kIo, "journal: " + std::generic_category().message(-sent));
    }
    return HasJournal() ? Ok() : NoJournal();  // gone meanwhile: better twice than never
  }

 private:
  // sd_journal_sendv reports success when there is no journal at all; that would lose the alert.
  static bool HasJournal() { return ::access(kSocket, F_OK) == 0; }

  static Status NoJournal() {
    return Error(Errc::kIo,
                 "journal: journald is not running here (no " + std::string(kSocket) + ")");
  }
};

}  // namespace

std::vector<std::string> JournalFields(const Alert& alert) {
  const Json& record = alert.record;
  const auto text = [&record](std::string_view path) {
    return std::string(record.At(path).AsString());
  };
  return {"MESSAGE=" + text("message"),
          "MESSAGE_ID=" + MessageId(alert.type),
          "PRIORITY=" + std::to_string(Priority(alert.severity)),
          "SYSLOG_IDENTIFIER=claimwatchd",
          "CLAIMWATCH_ALERT_ID=" + alert.id,
          "CLAIMWATCH_SEQUENCE=" + std::to_string(alert.sequence),
          "CLAIMWATCH_ACTION=" + std::string(FindingTypeName(alert.type)),
          "CLAIMWATCH_SEVERITY=" + std::string(SeverityName(alert.severity)),
          "CLAIMWATCH_RULE=" + text("rule.id"),
          "CLAIMWATCH_TOPIC=" + alert.topic,
          "CLAIMWATCH_SOURCE=" + alert.source,
          "CLAIMWATCH_ARTICLE=" + alert.article_id,
          "CLAIMWATCH_URL=" + text("url.full"),
          "CLAIMWATCH_REASON=" + text("event.reason"),
          "CLAIMWATCH_FINGERPRINT=" + alert.fingerprint};
}

Result<std::unique_ptr<AlertSink>> MakeJournalSink(const SinkOptions& /*options*/) {
  return std::unique_ptr<AlertSink>(std::make_unique<JournalSink>());
}

}  // namespace claimwatch
