#include "plugins/alert/credential.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/core.h>

#include "core/text.h"

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
  std::ifstream file(std::filesystem::path(folder) / name);
  if (!file) {
    return missing;
  }
  std::string secret(std::istreambuf_iterator<char>(file), {});
  secret.resize(std::min(secret.size(), kLongestCredential));
  return std::string(Trim(secret));
}

}  // namespace claimwatch
