// Signs now and then where the store's log ends, so that a log that is cut or made anew later can
// be told from this one by whoever kept a checkpoint (storage/checkpoint, RELIABILITY B3).
#pragma once

#include <optional>
#include <string>

#include "core/clock.h"
#include "core/result.h"
#include "core/signature.h"
#include "storage/checkpoint.h"
#include "storage/log_head.h"

namespace claimwatch {

struct Config;  // config/config.h

// Belongs to the loop's thread.
class Checkpoints {
 public:
  // Reads the key of the configuration, or that of the state folder, which it makes at the first
  // start (for its owner alone) and says so. The public half goes into checkpoint.pub beside it.
  // kConfig: a credential that is missing or no key; kIo: the folder cannot be written.
  static Result<Checkpoints> Make(const Config& config, const Clock& clock);

  // Whether the key that the configuration names is one; a credential is not looked at, and no file
  // is made.
  static Status TryKey(const Config& config);

  // Signs `head`, where the log ends now, when it is time: after `every`, and sooner when alerts
  // were raised, which name the log's end. One that cannot be written is said once, then tried
  // again without a word; it harms nothing else.
  void SignWhenDue(const LogHead& head);
  // Whatever the time is, unless nothing was added since: before a stop.
  void Sign(const LogHead& head);

 private:
  Checkpoints(SigningKey key, std::string log_name, CheckpointFile file, Duration every,
              const Clock& clock);

  SigningKey key_;
  std::string log_name_;
  CheckpointFile file_;
  Duration every_;
  const Clock* clock_;
  std::optional<Duration> signed_at_;  // steady
  LogHead last_;                       // that was signed
  bool failing_ = false;               // the last one could not be written
};

}  // namespace claimwatch
