#include "daemon/checkpoints.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "config/config.h"
#include "config/keys.h"
#include "core/digest.h"
#include "core/log.h"
#include "core/whole_file.h"
#include "plugins/alert/credential.h"

namespace claimwatch {
namespace {

namespace fs = std::filesystem;

constexpr Duration kAfterAlerts = std::chrono::seconds(5);  // bounds the syncs in a burst of them
constexpr std::size_t kNameDigits = 16;

// The key the daemon made itself, made now when there is none yet.
Result<SigningKey> OwnKey(const fs::path& file) {
  std::ifstream in(file);
  if (in) {
    Result<SigningKey> key =
        SigningKey::FromPem(std::string(std::istreambuf_iterator<char>(in), {}));
    return key.ok() ? std::move(key) : Result<SigningKey>(key.error().At(file.string()));
  }
  // Readable by others or by nobody: to overwrite it would make all earlier checkpoints a
  // stranger's.
  std::error_code ignored;
  if (fs::exists(file, ignored)) {
    return Error(Errc::kIo, fmt::format("{}: cannot be read", file.string()));
  }
  SigningKey key = CW_TRY(SigningKey::Make());
  CW_TRY(ReplaceFile(file, key.Pem(), Readers::kOwner));
  LogInfo(
      "{}: made a key for checkpoints; keep a copy of checkpoint.pub beside it elsewhere, it is "
      "what `claimwatch verify --key` wants",
      file.string());
  return key;
}

Result<SigningKey> KeyFor(const Config& config) {
  const std::string& configured = config.storage.checkpoint_key;
  if (configured.empty()) {
    return OwnKey(config.daemon.state_dir / "checkpoint.key");
  }
  const std::string pem = CW_TRY(ReadSecret(configured, "storage.checkpoint_key"));
  Result<SigningKey> key = SigningKey::FromPem(pem);
  return key.ok() ? std::move(key) : Result<SigningKey>(key.error().At("storage.checkpoint_key"));
}

// Other people's tools tell logs apart by their names; this one needs no registry to be unique.
std::string LogName(const PublicKey& key) {
  return "claimwatch/" + Hex(Sha256({reinterpret_cast<const char*>(key.data()), key.size()}))
                             .substr(0, kNameDigits);
}

}  // namespace

Checkpoints::Checkpoints(SigningKey key, std::string log_name, CheckpointFile file, Duration every,
                         const Clock& clock)
    : key_(std::move(key)),
      log_name_(std::move(log_name)),
      file_(std::move(file)),
      every_(every),
      clock_(&clock) {}

Result<Checkpoints> Checkpoints::Make(const Config& config, const Clock& clock) {
  const fs::path& dir = config.daemon.state_dir;
  SigningKey key = CW_TRY(KeyFor(config));
  const VerifierKey half{LogName(key.public_key()), key.public_key()};
  const Result<VerifierKey> published = ReadPublicKey(dir);
  if (!published.ok() || *published != half) {
    CW_TRY(ReplaceFile(PublicKeyPath(dir), FormatVerifierKey(half) + "\n"));
  }
  CheckpointFile file = CW_TRY(CheckpointFile::Open(dir));
  return Checkpoints(std::move(key), half.name, std::move(file), config.storage.checkpoint_every,
                     clock);
}

Status Checkpoints::TryKey(const Config& config) {
  const std::string& named = config.storage.checkpoint_key;
  if (!named.empty() && !IsCredential(named)) {
    CW_TRY(KeyFor(config));
  }
  return Ok();
}

void Checkpoints::SignWhenDue(const LogHead& head) {
  const Duration now = clock_->Steady();
  const bool raised = head.alerts != last_.alerts;
  const Duration wait = raised ? kAfterAlerts : every_;
  if (!signed_at_ || now - *signed_at_ >= std::min(wait, every_)) {
    Sign(head);
  }
}

void Checkpoints::Sign(const LogHead& head) {
  signed_at_ = clock_->Steady();
  if (head == last_ || head.versions == 0) {
    return;
  }
  const std::string text = FormatCheckpoint({head, clock_->Now()}, log_name_);
  if (const Status written = file_.Append(SignNote(text, log_name_, key_)); !written.ok()) {
    if (!std::exchange(failing_, true)) {
      LogWarning("checkpoints: {}; it is tried again, and not said again until one is written",
                 written.error().message());
    }
    return;
  }
  failing_ = false;
  last_ = head;
}

}  // namespace claimwatch
