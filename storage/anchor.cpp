#include "storage/anchor.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/text.h"
#include "core/whole_number.h"
#include "storage/files.h"

namespace claimwatch {
namespace {

constexpr mode_t kFileMode = 0640;
constexpr std::string_view kMagic = "claimwatch-anchor-1";
constexpr std::size_t kCheckDigits = 16;
constexpr std::size_t kSlot = 256;  // a line and spaces to its end
constexpr std::size_t kSlots = 2;

std::string CheckSum(std::string_view body) {
  return Hex(Sha256(body)).substr(0, kCheckDigits);
}

// What stands behind `name` in a field; empty when that is not its name.
std::string_view ValueOf(std::string_view field, std::string_view name) {
  return field.starts_with(name) ? field.substr(name.size()) : std::string_view();
}

}  // namespace

std::string FormatAnchor(const Anchor& anchor) {
  const std::string body = fmt::format("{} versions={:020} root={} alerts={:020}", kMagic,
                                       anchor.versions, Hex(anchor.root), anchor.alerts);
  return body + " check=" + CheckSum(body) + "\n";
}

std::optional<Anchor> ParseAnchor(std::string_view line) {
  const std::vector<std::string_view> fields = Split(Trim(line), ' ');
  if (fields.size() != 5 || fields[0] != kMagic) {
    return std::nullopt;
  }
  const auto versions = ParseWhole<std::uint64_t>(ValueOf(fields[1], "versions="));
  const std::optional<Digest> root = DigestFromHex(ValueOf(fields[2], "root="));
  const auto alerts = ParseWhole<std::uint64_t>(ValueOf(fields[3], "alerts="));
  if (!versions || !root || !alerts) {
    return std::nullopt;
  }
  const Anchor anchor{*versions, *root, *alerts};
  return Trim(FormatAnchor(anchor)) == Trim(line) ? std::optional(anchor) : std::nullopt;
}

std::optional<Anchor> ReadAnchor(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::array<char, kSlot * kSlots> bytes{};
  in.read(bytes.data(), bytes.size());
  const std::string_view text(bytes.data(), static_cast<std::size_t>(in.gcount()));
  std::optional<Anchor> last;
  for (const std::string_view line : Split(text, '\n')) {
    const std::optional<Anchor> anchor = ParseAnchor(line);
    const bool later =
        anchor && (!last || anchor->versions > last->versions ||
                   (anchor->versions == last->versions && anchor->alerts > last->alerts));
    last = later ? anchor : last;
  }
  return last;
}

Result<std::unique_ptr<AnchorFile>> AnchorFile::Open(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kFileMode);
  if (descriptor < 0) {
    return Error(Errc::kIo,
                 fmt::format("{}: {}", file.string(), std::generic_category().message(errno)));
  }
  std::unique_ptr<AnchorFile> anchor(new AnchorFile(descriptor));
  CW_TRY(SyncFolder(file.parent_path()));
  return anchor;
}

AnchorFile::~AnchorFile() {
  close(descriptor_);
}

Status AnchorFile::Write(const Anchor& anchor, Wait wait) {
  std::string line = FormatAnchor(anchor);
  line.insert(line.size() - 1, kSlot - line.size(), ' ');
  const auto place = static_cast<off_t>(kSlot * (writes_++ % kSlots));
  const bool written =
      pwrite(descriptor_, line.data(), line.size(), place) == static_cast<ssize_t>(line.size());
  if (!written || (wait == Wait::kDurable && fdatasync(descriptor_) != 0)) {
    return Error(Errc::kIo, fmt::format("anchors: {}", std::generic_category().message(errno)));
  }
  return Ok();
}

}  // namespace claimwatch
