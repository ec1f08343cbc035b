#include "core/log.h"

#include <cstdlib>
#include <memory>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "core/text.h"

namespace claimwatch {
namespace {

spdlog::level::level_enum SpdlogLevel(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

// sd-daemon(3) priorities.
std::string_view Priority(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "<7>";
    case LogLevel::kInfo:
      return "<6>";
    case LogLevel::kWarning:
      return "<4>";
    case LogLevel::kError:
      return "<3>";
  }
  return "<6>";
}

constexpr const char* kJournalPattern = "%v";
constexpr const char* kPeoplePattern = "%Y-%m-%dT%H:%M:%S%z %l %v";

spdlog::logger& Logger() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = std::make_shared<spdlog::logger>("claimwatch",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern(kPeoplePattern);
    return made;
  }();
  return *logger;
}

bool JournalReads() {
  return std::getenv("JOURNAL_STREAM") != nullptr;
}  // NOLINT(concurrency-mt-unsafe): read only

bool& JournalPrefix() {
  static bool prefix = false;
  return prefix;
}

}  // namespace

void SetUpLog(LogLevel level, LogTarget target) {
  JournalPrefix() = target == LogTarget::kJournal || (target == LogTarget::kAuto && JournalReads());
  Logger().set_pattern(JournalPrefix() ? kJournalPattern : kPeoplePattern);
  SetLogLevel(level);
}

void SetLogLevel(LogLevel level) {
  Logger().set_level(SpdlogLevel(level));
}

void LogLine(LogLevel level, std::string_view message) {
  const std::string safe = EscapeControls(message);
  if (JournalPrefix()) {
    Logger().log(SpdlogLevel(level), "{}{}", Priority(level), safe);
  } else {
    Logger().log(SpdlogLevel(level), "{}", safe);
  }
}

}  // namespace claimwatch
