#include "tests/support/case_file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "core/text.h"

namespace claimwatch::testing {
namespace {

[[noreturn]] void Stop(const std::string& file, int line, std::string_view what) {
  std::cerr << file << ":" << line << ": " << what << "\n";
  std::exit(1);  // NOLINT(concurrency-mt-unsafe): before any thread
}

void ReadFile(const std::filesystem::path& path, std::vector<Case>& cases) {
  std::ifstream in(path);
  std::string line;
  std::string section;
  int number = 0;
  bool fresh = false;  // the section has no line yet
  while (std::getline(in, line)) {
    ++number;
    if (line.starts_with("=== ")) {
      cases.push_back({path.filename().string(), number, line.substr(4), {}, {}});
      section.clear();
    } else if (line.starts_with("--- ") && !cases.empty()) {
      section = line.substr(4);
      cases.back().sections[section] = "";
      fresh = true;
    } else if (!section.empty()) {
      std::string& text = cases.back().sections[section];
      text += fresh ? line : "\n" + line;
      fresh = false;
    } else if (!line.empty() && !line.starts_with('#')) {
      const std::size_t colon = line.find(": ");
      if (cases.empty() || colon == std::string::npos) {
        Stop(path.string(), number, "expected '=== name', '--- section' or 'key: value'");
      }
      cases.back().settings[line.substr(0, colon)] = line.substr(colon + 2);
    }
  }
}

}  // namespace

std::string Case::Setting(const std::string& key, std::string_view fallback) const {
  const auto found = settings.find(key);
  return found != settings.end() ? found->second : std::string(fallback);
}

std::string Case::Section(const std::string& key) const {
  const auto found = sections.find(key);
  return found != sections.end() ? std::string(Trim(found->second)) : std::string();
}

std::vector<Case> LoadCases(std::string_view folder) {
  const std::filesystem::path dir = std::filesystem::path(CW_SOURCE_DIR) / "tests/cases" / folder;
  std::vector<std::filesystem::path> files;
  if (std::filesystem::exists(dir)) {
    for (const auto& entry : std::filesystem::directory_iterator(dir)) {
      if (entry.path().extension() == ".case") {
        files.push_back(entry.path());
      }
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<Case> cases;
  for (const std::filesystem::path& file : files) {
    ReadFile(file, cases);
  }
  if (cases.empty()) {
    Stop(dir.string(), 0, "no cases found");
  }
  return cases;
}

void PrintTo(const Case& one, std::ostream* out) {
  *out << one.file << ":" << one.line << " " << one.name;
}

}  // namespace claimwatch::testing
