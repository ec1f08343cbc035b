// What may not stand in the repository, and what must.
#include <cctype>

#include <gmock/gmock.h>

#include "core/text.h"
#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

bool IsText(const std::string& text) {
  return text.find('\0') == std::string::npos;
}

// Put together here, so that this file does not break its own rule.
std::vector<std::string> MachinePaths() {
  const std::string slash = "/";
  return {slash + "work" + slash, slash + "home" + slash, slash + "root" + slash,
          slash + "tmp" + slash + "build"};
}

// A path begins a word: "https://example.org/home/x" names no machine.
bool NamesPath(const std::string& text, const std::string& machine) {
  for (std::size_t at = text.find(machine); at != std::string::npos;
       at = text.find(machine, at + 1)) {
    if (at == 0 || std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0) {
      return true;
    }
  }
  return false;
}

TEST(Files, NamePathsOfNoMachine) {
  for (const std::string& path : ProjectFiles()) {
    const std::string text = ReadAll(ProjectTop() / path);
    for (const std::string& machine : MachinePaths()) {
      EXPECT_FALSE(IsText(text) && NamesPath(text, machine)) << path << " names " << machine;
    }
  }
}

TEST(Files, HaveNoBlanksAtTheEndOfALine) {
  for (const std::string& path : ProjectFiles()) {
    const bool code = path.ends_with(".h") || path.ends_with(".cpp") || path.ends_with(".cmake") ||
                      path.ends_with(".md") || path.ends_with(".toml");
    if (code && !path.starts_with("tests/fuzz/") && !path.starts_with("demo/newsroom/")) {
      const std::string text = ReadAll(ProjectTop() / path);
      EXPECT_EQ(text.find(" \n"), std::string::npos) << path;
      EXPECT_TRUE(text.empty() || text.ends_with('\n')) << path << " ends without a line break";
    }
  }
}

TEST(Files, OfEachRoomThatReadsFromOutsideHaveAFuzzTarget) {
  for (const std::string name : {"toml", "feed", "html", "figures", "store"}) {
    bool found = false;
    for (const std::string& path : ProjectFiles()) {
      found |= path.starts_with("tests/fuzz/" + name) && path.ends_with("_fuzz.cpp");
    }
    EXPECT_TRUE(found) << "tests/fuzz/" << name << "…_fuzz.cpp is missing";
  }
}

TEST(Files, OfTheTopAreThere) {
  for (const std::string name :
       {"README.md", "run", "test", ".ci/run", "CMakeLists.txt", "docs/design.md",
        "docs/claimwatch.1", "docs/claimwatchd.8", "docs/claimwatch.toml.5",
        "docs/alert-1.schema.json", "config/claimwatch.toml", "systemd/claimwatchd.service.in"}) {
    EXPECT_TRUE(std::filesystem::is_regular_file(ProjectTop() / name)) << name;
  }
}

TEST(Files, EveryDocumentIsNamedByTheReadmeAndInstalled) {
  const std::string readme = ReadAll(ProjectTop() / "README.md");
  const std::string install = ReadAll(ProjectTop() / "cmake" / "install.cmake");
  for (const std::string& path : ProjectFiles()) {
    if (path.starts_with("docs/") && path.ends_with(".md")) {
      EXPECT_NE(readme.find(path), std::string::npos) << path << " is not found from README.md";
      EXPECT_NE(install.find(path), std::string::npos) << path << " is not installed";
    }
  }
}

// The packages are named once; the libraries that CMake looks for must be among them.
TEST(Files, PackagesOfTheLibrariesAreInTheOneList) {
  const std::string packages = ReadAll(ProjectTop() / ".ci" / "packages.txt");
  const std::string libraries = ReadAll(ProjectTop() / "cmake" / "libraries.cmake");
  for (const std::string_view line : Split(libraries, '\n')) {
    const std::size_t comment = line.rfind("# ");
    if (comment == std::string_view::npos || line.find("-dev") == std::string_view::npos) {
      continue;
    }
    const std::string_view words = line.substr(comment + 2);
    const std::string package(words.substr(0, words.find_first_of(" ,")));
    EXPECT_NE(packages.find(package + "\n"), std::string::npos) << package;
  }
}

}  // namespace
}  // namespace claimwatch::testing
