// The ways alerts reach the world. plugins/builtin names them by kind; the courier serves each from
// the outbox with its own cursor.
//
// What each promises about an alert that comes again after a crash: the file skips it (exactly
// once); the journal may show it twice with the same CLAIMWATCH_ALERT_ID; a webhook gets the same
// Idempotency-Key and webhook-id; a mail has the same Message-ID; a command gets the same id in
// CLAIMWATCH_ALERT_ID; the Atom file holds each id once.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/alert.h"
#include "core/bytes.h"
#include "core/result.h"
#include "core/time.h"
#include "plugins/stage.h"

namespace claimwatch {

enum class Sync { kEachAlert, kNever };

// One sink as configured; each kind reads what it needs. Where "or cred:NAME" stands, the text may
// name a secret instead of being it (plugins/alert/credential).
struct SinkOptions {
  std::string kind;
  std::filesystem::path path;        // file, atom
  Sync sync = Sync::kEachAlert;      // file
  Bytes rotate_size{};               // file: renamed to PATH.1 at this size; 0: by somebody else
  int rotate_keep = 10;              // file: PATH.1 … PATH.N stay
  std::string url;                   // webhook, mail (smtp:// or smtps://); or cred:NAME
  std::vector<std::string> command;  // exec: program and arguments, no shell
  std::string method = "POST";       // webhook: POST or PUT
  std::vector<std::string> headers;  // webhook: "Name: value", where the value may be cred:NAME
  std::string format = "record";     // webhook: a name of MessageFormats()
  std::string body;                  // webhook: a template of JSON instead of a format
  std::string secret;                // webhook: signs what is sent; or cred:NAME
  std::string from;                  // mail
  std::vector<std::string> to;       // mail
  std::string user;                  // mail; or cred:NAME
  std::string password;              // mail; or cred:NAME
  bool require_tls = true;           // mail: refuse to talk in the clear
  std::string ca_file;               // webhook, mail: certificates instead of the system's
  Duration timeout =
      std::chrono::seconds(4);  // of one delivery; below the 5 s in which the daemon must stop
  Duration mailbox_patience = std::chrono::hours(
      1);  // mail: how long a reader's mailbox that takes none holds up the others
};

// JSON lines, one write and one fdatasync per alert. The file is its own record of what was
// delivered: opening drops a torn last line and reads which alerts are in it (also from PATH.1,
// where logrotate moved the file), and one of the same number and id is not written again. Making
// it only looks whether it can be opened, for another sink may be writing; the first delivery or
// Reopen opens it. Reopen after the file was renamed, by somebody else or, with a rotate_size, by
// itself: then PATH.1 is the last one and a shipper that reads PATH* sees every line once.
Result<std::unique_ptr<AlertSink>> MakeFileSink(const SinkOptions& options);

// sd_journal_send with a MESSAGE_ID per type of finding, PRIORITY and CLAIMWATCH_* fields.
Result<std::unique_ptr<AlertSink>> MakeJournalSink(const SinkOptions& options);
// The fields of one journal entry, "NAME=value".
std::vector<std::string> JournalFields(const Alert& alert);

// POST (or PUT) of the record or of a message made from it; any 2xx is delivered. No redirect is
// followed, TLS is verified. 400, 413 and 422 are about this alert and refuse it; everything else
// is worth another try, after Retry-After when the answer has one.
//
// With a secret each request is signed as Standard Webhooks wants it (standardwebhooks.com):
// webhook-id, webhook-timestamp, and webhook-signature = "v1," + base64(HMAC-SHA256(key,
// id.timestamp.body)). The key is the secret's bytes, or what stands in base64 after "whsec_".
Result<std::unique_ptr<AlertSink>> MakeWebhookSink(const SinkOptions& options);

// Mail by SMTP, over TLS unless told otherwise: each reader gets a message per alert or per
// digest, text and UTF-8, with a Message-ID made from the alerts' ids. A 5xx answer to the message
// itself refuses it; a 4xx, a failed login or a dead server is worth another try. A mailbox that is
// closed is passed over with a warning where others have it.
Result<std::unique_ptr<AlertSink>> MakeMailSink(const SinkOptions& options);

// The record as one line on the standard input of a command; exit status 0 is delivered, 65
// refuses the alert for good (kRefused). The command is killed with its children when the time is
// over.
Result<std::unique_ptr<AlertSink>> MakeExecSink(const SinkOptions& options);

// An Atom feed of the last 100 alerts, replaced as a whole.
Result<std::unique_ptr<AlertSink>> MakeAtomSink(const SinkOptions& options);

}  // namespace claimwatch
