// The project's own sources as text, for the tests that hold the house's rules: which file includes
// what, how long things are, how much is explained.
//
// It reads C++ by its tokens (comments, literals, braces), not by its grammar: enough for code that
// is formatted as ours is.
#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace claimwatch::testing {

struct SourceFunction {
  std::string where;  // "core/text.cpp:12"
  std::size_t lines = 0;
  std::size_t branches = 1;  // 1 + if for while case catch && || ?
};

struct SourceFile {
  std::string path;    // "core/text.cpp"
  std::string folder;  // "core", "plugins/read"
  std::string text;
  std::string bare;  // text with comments and the insides of literals blanked, lines kept
  std::set<std::string> own_includes;    // "core/text.h"
  std::set<std::string> other_includes;  // "unicode/unistr.h", "vector"
  std::size_t lines = 0;
  std::size_t code_lines = 0;
  std::size_t comment_lines = 0;    // only comment
  std::size_t commented_lines = 0;  // any comment
  std::vector<SourceFunction> functions;

  bool IsHeader() const { return path.ends_with(".h"); }

  bool IsIn(std::string_view room) const {
    return folder == room || folder.starts_with(std::string(room) + "/");
  }
};

// All .h and .cpp files below the given folders of the project, in name order.
std::vector<SourceFile> ReadSources(const std::vector<std::string>& folders);

// Every text file that belongs to the project, as paths relative to it: no build folders, no hidden
// ones but .ci.
std::vector<std::string> ProjectFiles();

// The project's top.
std::filesystem::path ProjectTop();

// The value that `share` of the values do not exceed; 0 when there are none.
std::size_t Quantile(std::vector<std::size_t> values, double share);

}  // namespace claimwatch::testing
