#include "storage/checkpoint.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/text.h"
#include "core/whole_number.h"
#include "storage/files.h"

namespace claimwatch {
namespace {

constexpr mode_t kFileMode = 0644;
constexpr std::size_t kNoteLines = 5;
constexpr std::string_view kAlerts = "claimwatch-alerts ";
constexpr std::string_view kErased = "claimwatch-erased ";
constexpr std::string_view kTime = "claimwatch-time ";
constexpr std::streamoff kTail = 64 << 10;  // more than the longest note

Error Failed(const std::filesystem::path& file, int problem) {
  return {Errc::kIo,
          fmt::format("{}: {}", file.string(), std::generic_category().message(problem))};
}

std::optional<Digest> DigestFromBase64(std::string_view text) {
  const std::optional<std::string> bytes = FromBase64(text);
  Digest digest{};
  if (!bytes || bytes->size() != digest.size()) {
    return std::nullopt;
  }
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

// A count and the hash of what stands there, as in "17 sha256:…".
struct ChainEnd {
  std::uint64_t count = 0;
  std::string_view leaf;
};

std::optional<ChainEnd> ReadChainEnd(std::string_view text) {
  const std::vector<std::string_view> fields = Split(text, ' ');
  const auto count = ParseWhole<std::uint64_t>(fields.front());
  if (fields.size() != 2 || !count || !FromTaggedHex(fields[1])) {
    return std::nullopt;
  }
  return ChainEnd{*count, fields[1]};
}

// "claimwatch-alerts SEQUENCE LEAF", "claimwatch-erased COUNT LEAF", "claimwatch-time RFC3339".
bool ReadOwnLine(std::string_view line, Checkpoint& checkpoint) {
  if (line.starts_with(kTime)) {
    const std::optional<Time> made = ParseTime(line.substr(kTime.size()));
    checkpoint.made = made.value_or(Time{});
    return made.has_value();
  }
  const bool alerts = line.starts_with(kAlerts);
  if (!alerts && !line.starts_with(kErased)) {
    return true;  // somebody else's extension
  }
  const std::optional<ChainEnd> end =
      ReadChainEnd(line.substr(alerts ? kAlerts.size() : kErased.size()));
  if (!end) {
    return false;
  }
  if (alerts) {
    checkpoint.head.alerts = end->count;
    checkpoint.head.alert_leaf = end->leaf;
  } else {
    checkpoint.head.erasures = end->count;
    checkpoint.head.erasure_leaf = *FromTaggedHex(end->leaf);
  }
  return true;
}

// Where the last whole note and the empty line behind it end; 0 when there is none. A note's own
// empty line, above its signatures, is none that ends it.
std::size_t EndOfNotes(std::string_view tail) {
  for (std::size_t gap = tail.rfind("\n\n"); gap != std::string_view::npos && gap != 0;
       gap = tail.rfind("\n\n", gap - 1)) {
    const std::size_t line = tail.rfind('\n', gap - 1) + 1;  // npos + 1: the first line
    if (IsSignatureLine(tail.substr(line, gap - line))) {
      return gap + 2;
    }
  }
  return 0;
}

std::string LastNote(std::string_view tail) {
  const std::size_t end = EndOfNotes(tail);
  if (end == 0) {
    return "";
  }
  const std::size_t begin = EndOfNotes(tail.substr(0, end - 2));
  return std::string(tail.substr(begin, end - 1 - begin));
}

std::string TailOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  if (!in) {
    return "";
  }
  const std::streamoff size = in.tellg();
  in.seekg(std::max<std::streamoff>(size - kTail, 0));
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::filesystem::path CheckpointPath(const std::filesystem::path& store) {
  return store / "checkpoints";
}

std::filesystem::path PublicKeyPath(const std::filesystem::path& store) {
  return store / "checkpoint.pub";
}

std::string FormatCheckpoint(const Checkpoint& checkpoint, std::string_view log_name) {
  const LogHead& head = checkpoint.head;
  const std::string erased = head.erasures == 0 ? ""
                                                : fmt::format("{}{} {}\n", kErased, head.erasures,
                                                              TaggedHex(head.erasure_leaf));
  return fmt::format("{}\n{}\n{}\n{}{} {}\n{}{}{}\n", log_name, head.versions,
                     Base64(BytesOf(head.root)), kAlerts, head.alerts, head.alert_leaf, erased,
                     kTime, FormatTime(checkpoint.made));
}

Result<Checkpoint> ParseCheckpoint(std::string_view text) {
  const std::vector<std::string_view> lines = Split(text, '\n');
  const Error none(Errc::kInvalid, "not a checkpoint: name, size and root are expected");
  if (lines.size() < kNoteLines - 1 || lines.front().empty() || !lines.back().empty()) {
    return none;
  }
  const auto size = ParseWhole<std::uint64_t>(lines[1]);
  const std::optional<Digest> root = DigestFromBase64(lines[2]);
  if (!size || !root) {
    return none;
  }
  Checkpoint checkpoint;
  checkpoint.head.versions = *size;
  checkpoint.head.root = *root;
  for (std::size_t i = 3; i + 1 < lines.size(); ++i) {
    if (!ReadOwnLine(lines[i], checkpoint)) {
      return Error(Errc::kInvalid,
                   fmt::format("not a checkpoint: line '{}'", EscapeControls(lines[i])));
    }
  }
  return checkpoint;
}

Result<VerifierKey> ReadPublicKey(const std::filesystem::path& store) {
  std::ifstream in(PublicKeyPath(store));
  std::string line;
  if (!std::getline(in, line)) {
    return Error(Errc::kNotFound, fmt::format("{}: no key; the daemon signs its first checkpoint "
                                              "when it starts",
                                              PublicKeyPath(store).string()));
  }
  Result<VerifierKey> key = ParseVerifierKey(line);
  return key.ok() ? key : key.error().At(PublicKeyPath(store).string());
}

Result<SignedCheckpoint> LastCheckpoint(const std::filesystem::path& store,
                                        const VerifierKey& key) {
  SignedCheckpoint last;
  last.note = LastNote(TailOf(CheckpointPath(store)));
  if (last.note.empty()) {
    return Error(Errc::kNotFound, fmt::format("{}: no checkpoint", CheckpointPath(store).string()));
  }
  const std::string text = CW_TRY(OpenNote(last.note, key));
  last.checkpoint = CW_TRY(ParseCheckpoint(text));
  return last;
}

std::string LackingSinceCheckpoint(const std::filesystem::path& store, const LogHead& head) {
  const Result<VerifierKey> key = ReadPublicKey(store);
  const Result<SignedCheckpoint> last =
      key.ok() ? LastCheckpoint(store, *key) : Result<SignedCheckpoint>(key.error());
  if (!last.ok()) {
    return "";
  }
  const LogHead& then = last->checkpoint.head;
  std::vector<std::string> lacking;
  const auto count = [&lacking](std::uint64_t now, std::uint64_t before, std::string_view what) {
    if (now < before) {
      lacking.push_back(Counted(before - now, what));
    }
  };
  count(head.versions, then.versions, "version");
  count(head.alerts, then.alerts, "alert");
  count(head.erasures, then.erasures, "erasure");
  if (lacking.empty()) {
    return "";
  }
  return fmt::format("it lacks {} of what the checkpoint of {} says{}", Join(lacking, ", "),
                     FormatTime(last->checkpoint.made),
                     head.erasures < then.erasures
                         ? "; texts that were erased since are in it again: erase them again"
                         : "");
}

CheckpointFile::CheckpointFile(std::filesystem::path file, Descriptor descriptor, off_t size)
    : file_(std::move(file)),
      descriptor_(std::move(descriptor)),
      size_(size) {}

Result<CheckpointFile> CheckpointFile::Open(const std::filesystem::path& store) {
  const std::filesystem::path file = CheckpointPath(store);
  Descriptor descriptor(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, kFileMode));
  if (!descriptor.valid()) {
    return Failed(file, errno);
  }
  CW_TRY(SyncFolder(store));
  const off_t size = ::lseek(descriptor.get(), 0, SEEK_END);
  const std::string tail = TailOf(file);
  const std::size_t whole = EndOfNotes(tail);
  const bool understood = whole != 0 || size <= kTail;
  CheckpointFile opened(file, std::move(descriptor), size);
  if (understood && whole != tail.size()) {
    CW_TRY(opened.CutTo(size - static_cast<off_t>(tail.size() - whole)));
  }
  return opened;
}

Status CheckpointFile::CutTo(off_t size) {
  if (::ftruncate(descriptor_.get(), size) != 0) {
    return Failed(file_, errno);
  }
  size_ = size;
  return Ok();
}

// One write, so that a reader never sees half of a note that was written whole.
Status CheckpointFile::Append(std::string_view note) {
  const std::string bytes = fmt::format("{}\n", note);
  const ssize_t written = ::write(descriptor_.get(), bytes.data(), bytes.size());
  if (written != static_cast<ssize_t>(bytes.size())) {
    const int problem = written < 0 ? errno : ENOSPC;
    static_cast<void>(CutTo(size_));  // the first problem is the one to tell
    return Failed(file_, problem);
  }
  size_ += written;
  return ::fdatasync(descriptor_.get()) == 0 ? Ok() : Status(Failed(file_, errno));
}

}  // namespace claimwatch
