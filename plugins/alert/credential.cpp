#include "plugins/alert/credential.h"

#include <cstdlib>
#include <filesystem>

#include <fmt/core.h>

#include "core/text.h"
#include "core/whole_file.h"

namespace claimwatch {
namespace {

constexpr std::string_view kCredential = "cred:";
constexpr std::size_t kLongestCredential = 4096;

}  // namespace

Result<std::string> ReadSecret(std::string_view configured, std::string_view sink) {
  if (!configured.starts_with(kCredential)) {
    return std::string(configured);
  }
  const std::string_view name = configured.substr(kCredential.size());
  const char* folder =
      std::getenv("CREDENTIALS_DIRECTORY");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  const Error missing(Errc::kConfig, fmt::format("{}: no credential '{}', see LoadCredential= in "
                                                 "claimwatchd(8)",
                                                 sink, EscapeControls(name)));
  if (folder == nullptr || name.empty() || name.find('/') != std::string_view::npos) {
    return missing;
  }
  const std::filesystem::path file = std::filesystem::path(folder) / name;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) {
    return missing;
  }
  const std::string bytes = ReadFile(file);
  const std::string secret(Trim(bytes));
  if (secret.empty() || secret.size() > kLongestCredential) {
    return Error(Errc::kConfig, fmt::format("{}: credential '{}' {}", sink, EscapeControls(name),
                                            secret.empty() ? "is empty or cannot be read"
                                                           : "is longer than 4 KiB"));
  }
  return secret;
}

}  // namespace claimwatch
