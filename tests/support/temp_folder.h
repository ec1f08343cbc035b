// A folder of its own for one test, gone when the test is.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace claimwatch::testing {

class TempFolder {
 public:
  TempFolder();  // stops the program when it cannot be made
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();

  const std::filesystem::path& path() const { return path_; }

  // Makes the file `name` (which may have folders in it) and answers its path.
  std::filesystem::path Write(const std::filesystem::path& name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

// The bytes of a file; stops the program when it cannot be read.
std::string ReadAll(const std::filesystem::path& file);
// The bytes of all files right in a folder, one after the other.
std::string ReadAllIn(const std::filesystem::path& folder);

}  // namespace claimwatch::testing
