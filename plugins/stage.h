// The four kinds of stage an article passes, and what each promises.
//
// Source, Extractor and Analyzer are pure: value in, value out, no I/O, no clock, no globals;
// several workers call the same object at once. An AlertSink is called by one thread at a time and
// may block up to its own timeout.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/alert.h"
#include "core/article.h"
#include "core/finding.h"
#include "core/reading.h"
#include "core/result.h"

namespace claimwatch {

struct Feed;  // core/feed.h
struct Page;  // core/page.h

// Reads a page as a feed.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  // Whether `page` is of the kind this source reads, from its first bytes and its content type.
  virtual bool Reads(const Page& page) const = 0;
  virtual Result<Feed> Read(const Page& page) const = 0;
};

// Reads a page as an article. nullopt: not mine, ask the next.
class Extractor {
 public:
  Extractor() = default;
  Extractor(const Extractor&) = delete;
  Extractor& operator=(const Extractor&) = delete;
  virtual ~Extractor() = default;

  virtual Result<std::optional<Article>> Extract(const Page& page) const = 0;
};

class BaselineIndex;  // plugins/compare/index.h

// A document of the user's own choosing that articles are compared with. Made by MakeBaseline
// (plugins/compare/index.h).
struct Baseline {
  std::string id;  // "xinhua-20250619"
  std::string topic;
  Article article;
  Reading reading;  // of article.Text()
  std::shared_ptr<const BaselineIndex>
      index;  // nullptr: made anew for each comparison, which is slow
};

// Three readings of one story. Borrowed for the call.
struct Comparison {
  const Baseline* baseline = nullptr;  // nullptr: only the article's own past counts
  const Article* previous = nullptr;   // nullptr: this is the first version
  const Reading* previous_reading = nullptr;
  const Article* article = nullptr;  // never nullptr
  const Reading* reading = nullptr;  // never nullptr
};

// Same input, same findings, always, on any machine.
class Analyzer {
 public:
  Analyzer() = default;
  Analyzer(const Analyzer&) = delete;
  Analyzer& operator=(const Analyzer&) = delete;
  virtual ~Analyzer() = default;

  virtual std::vector<Finding> Analyze(const Comparison& comparison) const = 0;
};

// Brings alerts to the world.
class AlertSink {
 public:
  AlertSink() = default;
  AlertSink(const AlertSink&) = delete;
  AlertSink& operator=(const AlertSink&) = delete;
  virtual ~AlertSink() = default;

  // Ok means durable over there. May see the same alert again after a crash and must not repeat its
  // effect, or must hand on the id by which the other side can tell. kRefused: the other side will
  // never take this alert, however often it is tried; any other error is worth another try.
  virtual Status Deliver(const Alert& alert) = 0;

  // Several alerts, oldest first, in one message; all or none are delivered. Asked only of a sink
  // that can put them into one (SinkSlot::one_message), for a digest or the rest of a flood.
  virtual Status DeliverDigest(const std::vector<Alert>& alerts) {
    for (const Alert& alert : alerts) {
      if (Status done = Deliver(alert); !done.ok()) {
        return done;
      }
    }
    return {};
  }

  // How long the other side asked to be left alone when the last delivery failed (Retry-After);
  // zero: it said nothing.
  virtual Duration AskedToWait() const { return Duration::zero(); }

  // Asked on SIGHUP: open files anew.
  virtual Status Reopen() { return Ok(); }
};

}  // namespace claimwatch
