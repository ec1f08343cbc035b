// Reads what comes from outside: a page as an article, a page as a feed, the feeds a page names.
//
// The readers are written to take any bytes, and yet a page that takes a gigabyte or a minute is
// conceivable. So the daemon lets a child process with limits of its own read (MakeChildParser): a
// page that brings it down costs that page and nothing else. The answers are the same.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/feed.h"
#include "core/page.h"
#include "core/result.h"
#include "plugins/extract/article.h"

namespace claimwatch {

class Clock;           // core/clock.h
struct SourceOptions;  // plugins/source/source.h

// Any thread may call; several at once.
class Parser {
 public:
  Parser() = default;
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  virtual ~Parser() = default;

  // ExplainArticle (plugins/extract/article.h).
  virtual Result<Explanation> ReadArticle(const Page& page, const SiteFacts& site) = 0;
  // ReadFeed (plugins/source/source.h).
  virtual Result<Feed> ReadFeed(const Page& page, const SourceOptions& options) = 0;
  // DiscoverFeeds; empty also when the page could not be read.
  virtual std::vector<std::string> FindFeeds(const Page& page) = 0;
};

// Reads in this process: for people's own files on the command line, and for tests.
std::unique_ptr<Parser> MakeParser();

struct ChildParserOptions {
  std::string program = "/proc/self/exe";  // answers to "--child=parse": claimwatchd, claimwatch
  Bytes memory = 512_MiB;                  // address space of one child
  Duration timeout = std::chrono::seconds(5);  // for one page, by the wall clock
};

// Reads in children, one per thread that asks. Every failure of theirs is "parse failed: …", with
// kLimit for too much time, kIo for an end (too much memory, a crash). Starts the first child at
// once: kUnsupported when that is not possible here.
Result<std::unique_ptr<Parser>> MakeChildParser(const ChildParserOptions& options,
                                                const Clock& clock);

// The far end. First everything that is read from files or built at the first use; then, when files
// are out of reach (Cage::kPure), questions from standard input until that ends. Returns the
// process's exit status.
void WarmUpParser();
int RunParseChild();

}  // namespace claimwatch
