// The ways alerts reach the world. plugins/builtin names them by kind; the courier serves each from
// the outbox with its own cursor.
//
// What each promises about an alert that comes again after a crash: the file skips it (exactly
// once); the journal may show it twice with the same CLAIMWATCH_ALERT_ID; a webhook gets the same
// Idempotency-Key; a command the same id in CLAIMWATCH_ALERT_ID; the Atom file holds each id once.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/alert.h"
#include "core/result.h"
#include "core/time.h"
#include "plugins/stage.h"

namespace claimwatch {

enum class Sync { kEachAlert, kNever };

// One sink as configured; each kind reads what it needs.
struct SinkOptions {
  std::string kind;
  std::filesystem::path path;        // file, atom
  Sync sync = Sync::kEachAlert;      // file
  std::string url;                   // webhook; "cred:NAME" is read from $CREDENTIALS_DIRECTORY
  std::vector<std::string> command;  // exec: program and arguments, no shell
  Duration timeout =
      std::chrono::seconds(4);  // of one delivery; below the 5 s in which the daemon must stop
};

// JSON lines, one write and one fdatasync per alert. The file is its own record of what was
// delivered: opening drops a torn last line and reads the last sequence (also from PATH.1, where
// logrotate moved the file), and what is at or below it is not written again. Reopen after the file
// was renamed.
Result<std::unique_ptr<AlertSink>> MakeFileSink(const SinkOptions& options);

// sd_journal_send with a MESSAGE_ID per type of finding, PRIORITY and CLAIMWATCH_* fields.
Result<std::unique_ptr<AlertSink>> MakeJournalSink(const SinkOptions& options);
// The fields of one journal entry, "NAME=value".
std::vector<std::string> JournalFields(const Alert& alert);

// POST of the record; any 2xx is delivered. No redirect is followed, TLS is verified.
Result<std::unique_ptr<AlertSink>> MakeWebhookSink(const SinkOptions& options);

// The record as one line on the standard input of a command; exit status 0 is delivered. The
// command is killed with its children when the time is over.
Result<std::unique_ptr<AlertSink>> MakeExecSink(const SinkOptions& options);

// An Atom feed of the last 100 alerts, replaced as a whole.
Result<std::unique_ptr<AlertSink>> MakeAtomSink(const SinkOptions& options);

}  // namespace claimwatch
