// The rules of the house that a compiler does not see: who may include whom, which file is the door
// of which library, how large things may be. Each rule is a table here; a breach names the file.
#include <algorithm>
#include <functional>
#include <map>

#include <gmock/gmock.h>

#include "tests/support/source_tree.h"

namespace claimwatch::testing {
namespace {

using ::testing::IsEmpty;

const std::vector<std::string> kRooms = {"core",   "config", "storage", "plugins",
                                         "daemon", "cli",    "demo"};

const std::vector<SourceFile>& Sources() {
  static const std::vector<SourceFile> sources = ReadSources(kRooms);
  return sources;
}

// --- floors
// ---------------------------------------------------------------------------------------

struct Allowed {
  std::string room;
  std::vector<std::string> others;  // rooms or single headers, besides itself
};

// Most special first: a file belongs to the first row that fits it.
const std::vector<Allowed>& Floors() {
  static const std::vector<Allowed> floors = {
      {"core", {}},
      {"config", {"core"}},
      {"storage", {"core"}},
      {"plugins/source", {"core", "plugins/stage.h"}},
      {"plugins/extract", {"core", "plugins/stage.h"}},
      {"plugins/read", {"core", "plugins/stage.h"}},
      {"plugins/alert", {"core", "plugins/stage.h", "plugins/child"}},
      {"plugins/child", {"core"}},
      {"plugins/compare", {"core", "plugins/stage.h", "plugins/read"}},
      {"plugins/stage.h", {"core"}},
      {"plugins", {"core"}},  // builtin, registry, loader: they know all stages
      {"daemon", {"core", "config", "storage", "plugins"}},
      {"cli", {"core", "config", "storage", "plugins", "daemon"}},
      {"demo", {"core"}},
  };
  return floors;
}

bool Below(const std::string& path, const std::string& room) {
  return path == room || path.starts_with(room + "/");
}

const Allowed& RowOf(const std::string& path) {
  const auto row = std::find_if(Floors().begin(), Floors().end(),
                                [&](const Allowed& one) { return Below(path, one.room); });
  EXPECT_NE(row, Floors().end()) << path << " stands in no room";
  return row == Floors().end() ? Floors().front() : *row;
}

bool MayInclude(const Allowed& row, const std::string& header) {
  return Below(header, row.room) ||
         std::any_of(row.others.begin(), row.others.end(),
                     [&](const std::string& other) { return Below(header, other); });
}

TEST(House, IncludesPointDownNeverUpNorSideways) {
  std::vector<std::string> breaches;
  for (const SourceFile& file : Sources()) {
    const Allowed& row = RowOf(file.path);
    for (const std::string& header : file.own_includes) {
      if (!MayInclude(row, header)) {
        breaches.push_back(file.path + " includes " + header);
      }
    }
  }
  EXPECT_THAT(breaches, IsEmpty());
}

// Headers that a file sees through others too.
std::set<std::string> SeenFrom(const std::string& path,
                               const std::map<std::string, const SourceFile*>& by_path) {
  std::set<std::string> seen;
  std::vector<std::string> todo = {path};
  while (!todo.empty()) {
    const auto found = by_path.find(todo.back());
    todo.pop_back();
    if (found == by_path.end()) {
      continue;
    }
    for (const std::string& header : found->second->own_includes) {
      if (seen.insert(header).second) {
        todo.push_back(header);
      }
    }
  }
  return seen;
}

std::map<std::string, const SourceFile*> ByPath() {
  std::map<std::string, const SourceFile*> by_path;
  for (const SourceFile& file : Sources()) {
    by_path[file.path] = &file;
  }
  return by_path;
}

TEST(House, ThePipelineKnowsNeitherNetworkNorThreads) {
  const auto by_path = ByPath();
  for (const std::string path : {"daemon/pipeline.h", "daemon/pipeline.cpp"}) {
    ASSERT_TRUE(by_path.contains(path)) << path;
    const std::set<std::string> seen = SeenFrom(path, by_path);
    for (const std::string banned :
         {"daemon/loop.h", "daemon/workers.h", "daemon/courier.h", "core/channel.h"}) {
      EXPECT_FALSE(seen.contains(banned)) << path << " sees " << banned;
    }
    for (const std::string banned : {"thread", "curl/curl.h", "atomic"}) {
      EXPECT_FALSE(by_path.at(path)->other_includes.contains(banned)) << path << " " << banned;
    }
    EXPECT_FALSE(by_path.at(path)->own_includes.contains("daemon/fetcher.h")) << path;
  }
}

TEST(House, TheFetcherKnowsNoPipeline) {
  const auto by_path = ByPath();
  for (const auto& [path, file] : by_path) {
    if (path.starts_with("daemon/fetcher")) {
      const std::set<std::string> seen = SeenFrom(path, by_path);
      EXPECT_FALSE(seen.contains("daemon/pipeline.h")) << path;
      EXPECT_FALSE(seen.contains("storage/store.h")) << path;
    }
  }
}

TEST(House, NothingIncludesItselfInARing) {
  const auto by_path = ByPath();
  for (const auto& [path, file] : by_path) {
    EXPECT_FALSE(SeenFrom(path, by_path).contains(path)) << path;
  }
}

TEST(House, IncludesNameFilesThatExist) {
  const auto by_path = ByPath();
  for (const SourceFile& file : Sources()) {
    for (const std::string& header : file.own_includes) {
      EXPECT_TRUE(by_path.contains(header)) << file.path << " includes " << header;
    }
  }
}

// --- doors
// ----------------------------------------------------------------------------------------

struct Door {
  std::string header;              // exact, or a prefix that ends in '/'
  std::vector<std::string> files;  // paths without extension, or folders that end in '/'
};

const std::vector<Door>& Doors() {
  static const std::vector<Door> doors = {
      {"curl/",
       {"core/url", "daemon/fetcher", "daemon/fetcher_faults", "daemon/fetcher_sockets",
        "daemon/fetcher_transfer", "daemon/post", "plugins/alert/webhook", "plugins/alert/mail"}},
      {"libpsl.h", {"core/url"}},
      {"gumbo.h", {"plugins/extract/dom"}},
      {"expat.h", {}},  // an oracle in tests only
      {"rocksdb/", {"storage/"}},
      {"zstd.h", {"storage/pack", "core/content_coding"}},
      {"brotli/", {"core/content_coding"}},
      {"zlib.h", {"core/zip"}},
      {"dtl/", {"plugins/compare/words"}},
      {"spdlog/", {"core/log", "plugins/alert/file"}},
      {"toml++/", {"config/load"}},
      {"nlohmann/", {"core/json"}},
      {"unicode/", {"core/text", "core/charset", "core/url", "core/words", "plugins/read/"}},
      {"uchardet.h", {"core/charset"}},
      {"cld2/", {"plugins/read/language"}},
      {"libstemmer.h", {"plugins/read/stem", "plugins/read/token"}},
      {"date/", {"core/time", "core/zone"}},
      {"openssl/",
       {"core/digest", "core/foreign_digest", "core/signature", "core/timestamp",
        "daemon/certificate"}},
      {"CLI/", {"cli/command_line", "cli/main"}},
      {"systemd/", {"daemon/notify", "plugins/alert/journal"}},
      {"seccomp.h", {"plugins/child/cage"}},
      {"microhttpd.h", {"demo/http_server"}},
      {"fmt/", {"core/", "config/", "storage/", "plugins/", "daemon/", "cli/", "demo/"}},
  };
  return doors;
}

bool Names(const std::string& pattern, const std::string& header) {
  return pattern.ends_with('/') ? header.starts_with(pattern) : header == pattern;
}

bool IsDoor(const Door& door, const SourceFile& file) {
  const std::string stem = file.path.substr(0, file.path.rfind('.'));
  return std::any_of(door.files.begin(), door.files.end(), [&](const std::string& one) {
    return one.ends_with('/') ? file.path.starts_with(one) : stem == one;
  });
}

// Of C++, C and POSIX: neither a library nor a door.
bool IsSystemHeader(const std::string& header) {
  static const std::set<std::string> kPosix = {
      "dlfcn.h",  "fcntl.h",  "getopt.h",  "netdb.h",  "poll.h",   "pthread.h", "pwd.h",
      "signal.h", "spawn.h",  "strings.h", "unistd.h", "pwd.h",    "grp.h",     "termios.h",
      "sched.h",  "malloc.h", "ifaddrs.h", "stdint.h", "endian.h", "stddef.h"};
  const bool cxx = header.find('.') == std::string::npos && header.find('/') == std::string::npos;
  return cxx || kPosix.contains(header) || header.starts_with("sys/") ||
         header.starts_with("netinet/") || header.starts_with("arpa/") ||
         header.starts_with("linux/");
}

TEST(House, EachLibraryIsIncludedInItsDoorOnly) {
  std::vector<std::string> breaches;
  for (const SourceFile& file : Sources()) {
    for (const std::string& header : file.other_includes) {
      if (IsSystemHeader(header)) {
        continue;
      }
      const auto door = std::find_if(Doors().begin(), Doors().end(),
                                     [&](const Door& one) { return Names(one.header, header); });
      if (door == Doors().end()) {
        breaches.push_back(file.path + ": <" + header + "> has no door in this table");
      } else if (!IsDoor(*door, file)) {
        breaches.push_back(file.path + " is not the door of <" + header + ">");
      }
    }
  }
  EXPECT_THAT(breaches, IsEmpty());
}

// fmt's compile-time checked formats are part of the log's interface.
TEST(House, NoHeaderOfOursShowsALibrary) {
  std::vector<std::string> breaches;
  for (const SourceFile& file : Sources()) {
    for (const std::string& header : file.other_includes) {
      const bool log = file.path == "core/log.h" && header.starts_with("fmt/");
      if (file.IsHeader() && !IsSystemHeader(header) && !log &&
          !file.path.ends_with("_internal.h")) {
        breaches.push_back(file.path + " shows <" + header + ">");
      }
    }
  }
  EXPECT_THAT(breaches, IsEmpty());
}

// --- sizes
// ----------------------------------------------------------------------------------------

// What is still owed to the limits of STYLE. These figures may only become better: whoever pays
// some of it back lowers (raises) the figure here; at the limit the line goes away.
namespace debt {
constexpr std::size_t kBranchesOfMost = 9;         // 9 of 10 functions; the limit is 6
constexpr std::size_t kCommentPercent = 6;         // of all lines; the limit is 12
constexpr std::size_t kHeaderCommentPercent = 44;  // of the code lines of headers; the limit is 50
constexpr std::size_t kTestPercent = 36;           // test lines of code lines; the limit is 100
}  // namespace debt

// Tables of words and numbers are data and may be long; they hold no function that is.
bool IsTable(const SourceFile& file) {
  return file.text.substr(0, 400).find("@generated") != std::string::npos;
}

std::vector<std::size_t> EachFunction(const std::function<std::size_t(const SourceFunction&)>& of) {
  std::vector<std::size_t> values;
  for (const SourceFile& file : Sources()) {
    for (const SourceFunction& function : file.functions) {
      values.push_back(of(function));
    }
  }
  return values;
}

TEST(House, NoFileIsLongerThan500Lines) {
  std::vector<std::size_t> lengths;
  for (const SourceFile& file : Sources()) {
    if (!IsTable(file)) {
      EXPECT_LE(file.lines, 500U) << file.path;
      lengths.push_back(file.lines);
    }
  }
  EXPECT_LE(Quantile(lengths, 0.9), 350U);
}

TEST(House, FunctionsAreShortAndStraight) {
  std::vector<std::string> branchy;
  for (const SourceFile& file : Sources()) {
    for (const SourceFunction& function : file.functions) {
      EXPECT_LE(function.lines, 60U) << function.where;
      if (function.branches > 15) {
        branchy.push_back(function.where);
      }
    }
  }
  EXPECT_THAT(branchy, IsEmpty()) << "more than 15 branches";
  const auto lines = EachFunction([](const SourceFunction& one) { return one.lines; });
  const auto branches = EachFunction([](const SourceFunction& one) { return one.branches; });
  EXPECT_GT(lines.size(), 500U) << "the functions were not found";
  EXPECT_LE(Quantile(lines, 0.5), 10U);
  EXPECT_LE(Quantile(lines, 0.9), 25U);
  EXPECT_LE(Quantile(branches, 0.9), debt::kBranchesOfMost);
}

TEST(House, CommentsExplainAndHeadersMost) {
  std::size_t code = 0;
  std::size_t comment = 0;
  std::size_t header_code = 0;
  std::size_t header_comment = 0;
  for (const SourceFile& file : Sources()) {
    code += file.code_lines;
    comment += file.comment_lines;
    header_code += file.IsHeader() ? file.code_lines : 0;
    header_comment += file.IsHeader() ? file.commented_lines : 0;
    EXPECT_TRUE(!file.IsHeader() || file.text.starts_with("//"))
        << file.path << " does not say what it is for";
  }
  EXPECT_GE(100 * comment, debt::kCommentPercent * (code + comment))
      << comment << " of " << code + comment;
  EXPECT_GE(100 * header_comment, debt::kHeaderCommentPercent * header_code);
}

TEST(House, FilesSeeFewOthers) {
  const auto by_path = ByPath();
  std::vector<std::size_t> named;
  std::vector<std::size_t> seen;
  for (const auto& [path, file] : by_path) {
    named.push_back(file->own_includes.size());
    if (!file->IsHeader()) {
      seen.push_back(SeenFrom(path, by_path).size());
    }
  }
  EXPECT_LE(Quantile(named, 0.9), 7U);
  EXPECT_LE(Quantile(seen, 0.9), 24U);
}

TEST(House, TestsAreAsLongAsWhatTheyTest) {
  std::size_t code = 0;
  std::size_t tests = 0;
  for (const SourceFile& file : Sources()) {
    code += file.folder.starts_with("demo") ? 0 : file.code_lines;
  }
  for (const SourceFile& file : ReadSources({"tests"})) {
    tests += file.code_lines;
  }
  EXPECT_GE(100 * tests, debt::kTestPercent * code) << tests << " of " << code;
}

// --- words that must not be there
// -------------------------------------------------------------------

struct Banned {
  std::string word;  // as a word of the code, outside of comments and literals
  std::string why;
  std::string allowed_in;  // a path, or empty
};

bool IsWordPart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool Speaks(const std::string& bare, const std::string& word) {
  for (std::size_t at = bare.find(word); at != std::string::npos; at = bare.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || !IsWordPart(bare[at - 1]) || !IsWordPart(word.front());
    if (starts && (end == bare.size() || !IsWordPart(bare[end]) || !IsWordPart(word.back()))) {
      return true;
    }
  }
  return false;
}

TEST(House, SomeWordsAreNotSpoken) {
  const std::vector<Banned> banned = {
      {"throw", "failures are returned", ""},
      {"std::regex", "not linear", ""},
      {"std::views", "g++ 12 and clang 14 disagree", ""},
      {".detach()", "every thread is joined", ""},
      {"std::rand", "not reproducible", ""},
      {"system_clock::now", "time comes from core/clock", "core/clock.cpp"},
      {"steady_clock::now", "time comes from core/clock", "core/clock.cpp"},
  };
  for (const SourceFile& file : Sources()) {
    for (const Banned& one : banned) {
      const bool spoken = Speaks(file.bare, one.word) && file.path != one.allowed_in;
      EXPECT_FALSE(spoken) << file.path << ": " << one.word << ": " << one.why;
    }
  }
}

TEST(House, FewMacrosTakeArguments) {
  std::size_t macros = 0;
  for (const SourceFile& file : Sources()) {
    for (std::size_t at = file.bare.find("#define "); at != std::string::npos;
         at = file.bare.find("#define ", at + 1)) {
      const std::size_t end = file.bare.find_first_of(" (\n", at + 8);
      macros += end != std::string::npos && file.bare[end] == '(' ? 1U : 0U;
    }
  }
  EXPECT_LE(macros, 12U);
}

}  // namespace
}  // namespace claimwatch::testing
