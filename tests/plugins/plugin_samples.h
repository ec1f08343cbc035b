// The examples and the hostile plugins of tests/plugin, as configured plugins, and an article for
// them to read.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include "plugins/outside.h"

namespace claimwatch::testing {

// Libraries must be root's alone; a build of another user's cannot be loaded, by design.
inline bool BuiltByRoot() {
  return ::geteuid() == 0;
}

#define CW_SKIP_UNLESS_ROOT_BUILT()                                                          \
  if (!BuiltByRoot()) {                                                                      \
    GTEST_SKIP() << "a library that is not root's is refused, and this build is not root's"; \
  }                                                                                          \
  static_assert(true)

inline PluginOptions LibraryPlugin(const std::string& file, const std::string& stage = "analyzer") {
  PluginOptions options;
  options.name = "a-library";
  options.stage = stage;
  options.file = CW_BINARY_DIR "/tests/plugin/" + file + ".so";
  options.program = CW_BINARY_DIR "/claimwatchd";
  return options;
}

inline PluginOptions ProgramPlugin(const std::string& file, const std::string& stage = "analyzer") {
  PluginOptions options;
  options.name = "a-program";
  options.stage = stage;
  options.command = {CW_SOURCE_DIR "/tests/plugin/" + file};
  options.program = CW_BINARY_DIR "/claimwatchd";
  return options;
}

inline PluginOptions HostileLibrary(const std::string& deed) {
  PluginOptions options = LibraryPlugin("hostile");
  options.options = {"do=" + deed};
  return options;
}

inline PluginOptions HostileProgram(const std::string& deed) {
  PluginOptions options = ProgramPlugin("hostile.py");
  options.command.push_back(deed);
  return options;
}

inline Article SampleArticle() {
  Article article;
  article.url = "https://herald.example/world/1";
  article.title = "Summit ends in Astana";
  article.language = "en";
  article.paragraphs = {
      "The summit in Astana \xe2\x80\x93 the second \xe2\x80\x93 reportedly ended.",
      "It was a GREAT BIG SUCCESS, officials said."};
  return article;
}

}  // namespace claimwatch::testing
