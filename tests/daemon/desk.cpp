#include "tests/daemon/desk.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "tests/support/schema.h"

namespace claimwatch::testing {
namespace {

// Of the desk's own clock, which moves only while nothing is under way; and of the machine's, for
// what is: a pass of forty pages under a sanitizer takes seconds, and a turn may be as short as the
// time to the next one that is due.
constexpr int kMostSteps = 5000;
constexpr auto kMostWork = std::chrono::minutes(5);

}  // namespace

Status RecordingSink::Deliver(const Alert& alert) {
  EXPECT_EQ(AlertComplaints(alert.record), "");
  alerts_.push_back(alert);
  return Ok();
}

std::vector<std::string> SummitStory(const std::string& trainings, const std::string& outcomes) {
  return {
      "ASTANA - Chinese President Xi Jinping attended the second China-Central Asia Summit in the "
      "Kazakh capital on "
      "Tuesday, together with the heads of state of Kazakhstan, Kyrgyzstan, Tajikistan, "
      "Turkmenistan and Uzbekistan.",
      "The leaders discussed plans for cooperation and achieved " + outcomes +
          " cooperation outcomes, Foreign Minister Wang Yi told reporters in Beijing on Wednesday.",
      "The six heads of state designated 2025 and 2026 as the Years of High-Quality Development of "
      "China-Central Asia "
      "Cooperation, and witnessed the signing of an action plan for high-quality Belt and Road "
      "cooperation.",
      "China pledged to provide " + trainings +
          " training opportunities to Central Asian countries in the next two years, Wang said "
          "after the meeting.",
      "All parties agreed that there is no winner in tariff wars or trade wars, and that "
      "unilateralism and "
      "protectionism will lead nowhere, the foreign minister noted."};
}

std::string ArticlePage(const std::string& url, const std::string& title,
                        const std::vector<std::string>& paragraphs) {
  std::string body;
  for (const std::string& paragraph : paragraphs) {
    body += "<p>" + paragraph + "</p>\n";
  }
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" + title +
         " | The Herald</title>\n<link rel=\"canonical\" href=\"" + url +
         "\">\n<meta property=\"og:title\" content=\"" + title +
         "\"></head>\n<body>\n<header><a href=\"/\">The Herald</a><nav><ul><li><a "
         "href=\"/world\">World</a></li>"
         "<li><a href=\"/sport\">Sport</a></li></ul></nav></header>\n<main><article>\n<h1>" +
         title +
         "</h1>\n<p class=\"byline\">By <a rel=\"author\" href=\"/authors/1\">Dana "
         "Orazova</a></p>\n"
         "<div class=\"entry-content\">\n" +
         body +
         "</div>\n</article></main>\n<footer><p>&copy; 2025 The Herald. All rights "
         "reserved.</p></footer>\n</body></html>\n";
}

std::string RssOf(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string items;
  for (const auto& [url, title] : entries) {
    items += "<item><title>" + title + "</title><link>" + url + "</link><guid>" + url +
             "</guid><pubDate>Wed, 18 Jun 2025 10:00:00 GMT</pubDate></item>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss "
         "version=\"2.0\"><channel><title>Herald</title>"
         "<link>http://herald.example/</link><description>News</description>\n" +
         items + "</channel></rss>\n";
}

std::string ConsentWall() {
  return "<!DOCTYPE html><html lang=\"en\"><head><title>Before you "
         "continue</title></head><body><div id=\"consent\">"
         "<h1>We value your privacy</h1><p>We and our partners store and access information on a "
         "device, such as "
         "cookies.</p><button>Accept all</button><button>Reject all</button></div></body></html>";
}

Desk::Desk() : Desk(std::move(Store::OpenInMemory()).value()) {}

Desk::Desk(std::unique_ptr<Store> store)
    : clock(*ParseTime("2025-06-18T12:00:00Z")),
      store_(std::move(store)) {
  config.daemon.workers = 2;
  config.fetch.allow_private_net = true;
  config.fetch.allow_ports.clear();
  config.fetch.proxy = site.Origin();
  config.politeness.per_host_rate.count = 1'000'000;
  config.politeness.per_host_parallel = 8;
  config.politeness.respect_robots = false;
  TopicConfig topic;
  topic.id = "summit";
  BaselineConfig baseline;
  baseline.id = "xinhua-20250619";
  baseline.file =
      std::filesystem::path(CW_SOURCE_DIR) / "config" / "baselines" / "xinhua-20250619.txt";
  topic.baselines.push_back(baseline);
  config.topics.push_back(topic);
}

Desk::~Desk() {
  Close();
}

void Desk::AddSource(const std::string& id, const std::string& host) {
  SourceConfig source;
  source.id = id;
  source.url = "http://" + host + "/feed.xml";
  source.interval = std::chrono::minutes(15);
  config.sources.push_back(source);
}

std::unique_ptr<Fetcher> Desk::MakeFetcher() const {
  std::unique_ptr<Fetcher> fetcher = std::move(Fetcher::Make(config.fetch, clock)).value();
  fetcher->Watch({bell_.descriptor()});
  return fetcher;
}

std::shared_ptr<Pipeline> Desk::MakePipeline() {
  return std::make_shared<Pipeline>(config,
                                    std::move(LoadTopics(config, *store_, clock, *parser)).value(),
                                    plugins, Pipeline::House{*store_, clock, *parser});
}

void Desk::Open() {
  std::vector<SinkSlot> sinks(1);
  sinks[0].name = "file";
  sinks[0].sink = std::make_unique<RecordingSink>(alerts);
  events_ = std::make_unique<EventLog>(event_log);
  courier_ = std::make_unique<Courier>(*store_, clock, std::move(sinks));
  Workers::Options options;
  options.count = config.daemon.workers;
  options.ready = [this] {
    bell_.Ring();
  };
  workers_ = std::make_unique<Workers>(MakePipeline(), clock, options);
  loop_ = std::make_unique<Loop>(Loop::House{*store_, clock, *workers_, *courier_, *events_},
                                 config, MakeFetcher(), Loop::Follow::kArticles);
  ASSERT_TRUE(loop_->Restore().ok());
}

void Desk::Reload() {
  workers_->Use(MakePipeline());
  loop_->Configure(config, MakeFetcher());
}

void Desk::Close() {
  if (loop_ != nullptr) {
    loop_->StopAsking();
    workers_->Stop();
    loop_->Finish();
  }
  workers_.reset();
  loop_.reset();
  courier_.reset();
}

void Desk::Settle() {
  loop_->BeginPass();
  const auto since = std::chrono::steady_clock::now();
  for (int steps = 0; steps < kMostSteps && std::chrono::steady_clock::now() - since < kMostWork;) {
    // With nothing under way there is nothing to wait for but the clock, which stands still.
    loop_->Turn(loop_->IsWaiting() ? Duration::zero() : std::chrono::milliseconds(20));
    bell_.Silence();
    if (loop_->PassIsDone()) {
      courier_->RunOnce();
      return;
    }
    if (loop_->IsWaiting()) {
      ++steps;
      clock.Advance(std::chrono::milliseconds(100));  // for politeness
    }
  }
  FAIL() << "the desk does not come to rest";
}

void Desk::Pass(Duration time, Duration step) {
  for (Duration passed{}; passed < time; passed += step) {
    clock.Advance(std::min(step, time - passed));
    Settle();
  }
}

std::vector<Alert> Desk::AlertsOf(FindingType type) const {
  std::vector<Alert> found;
  std::copy_if(alerts.begin(), alerts.end(), std::back_inserter(found),
               [type](const Alert& one) { return one.type == type; });
  return found;
}

std::uint32_t Desk::Versions(const std::string& url) const {
  const Result<ArticleRecord> article = store_->FindArticle(url);
  return article.ok() ? article->versions : 0;
}

}  // namespace claimwatch::testing
