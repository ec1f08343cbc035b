// A whole news desk in one process: loop, workers, pipeline, courier and the real store engine,
// with the web on loopback and a clock that stands still until told.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/loop.h"
#include "daemon/pipeline.h"
#include "daemon/signals.h"
#include "plugins/parser.h"
#include "plugins/registry.h"
#include "tests/support/fake_site.h"

namespace claimwatch::testing {

// Keeps what it gets, after holding it against the schema.
class RecordingSink final : public AlertSink {
 public:
  explicit RecordingSink(std::vector<Alert>& alerts) : alerts_(alerts) {}

  Status Deliver(const Alert& alert) override;

 private:
  std::vector<Alert>& alerts_;
};

// Paragraphs of a report on the summit that repeat the baseline in other words; `trainings` and
// `outcomes` are the two figures a test may falsify.
std::vector<std::string> SummitStory(const std::string& trainings = "3,000",
                                     const std::string& outcomes = "more than 100");

// A page as a news site serves it.
std::string ArticlePage(const std::string& url, const std::string& title,
                        const std::vector<std::string>& paragraphs);

// An RSS feed whose entries are (address, title).
std::string RssOf(const std::vector<std::pair<std::string, std::string>>& entries);

// What a consent wall looks like.
std::string ConsentWall();

class Desk {
 public:
  Desk();  // its store is in memory
  explicit Desk(std::unique_ptr<Store> store);
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  ~Desk();

  // Adds a source whose feed is at "http://HOST/feed.xml"; call it before Open.
  void AddSource(const std::string& id, const std::string& host);
  // Starts everything on the store there is; again for another life.
  void Open();
  void Close();
  // `config` as it is now, as the daemon takes it over.
  void Reload();

  // Turns the loop until nothing is due and nothing is under way, then delivers.
  void Settle();
  // Moves the clock and settles, in steps that let every re-check in between happen.
  void Pass(Duration time, Duration step = std::chrono::minutes(15));

  std::vector<Alert> AlertsOf(FindingType type) const;
  std::uint32_t Versions(const std::string& url) const;

  Store& store() { return *store_; }

  Loop& loop() { return *loop_; }

  FakeSite site;
  ManualClock clock;
  Config config;
  std::unique_ptr<Parser> parser = MakeParser();                           // of the next Open
  std::shared_ptr<const Registry> plugins = std::make_shared<Registry>();  // of the next Open
  std::filesystem::path event_log;  // of the next Open; empty: none is written
  std::vector<Alert> alerts;        // delivered so far

 private:
  std::unique_ptr<Fetcher> MakeFetcher() const;
  std::shared_ptr<Pipeline> MakePipeline();

  Bell bell_ = Bell::Make().Take();  // rung by workers; each fetcher's wait ends with it
  std::unique_ptr<Store> store_;
  std::unique_ptr<EventLog> events_;
  std::unique_ptr<Courier> courier_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<Loop> loop_;
};

}  // namespace claimwatch::testing
