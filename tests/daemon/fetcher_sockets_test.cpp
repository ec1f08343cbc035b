// The sockets behind the fetcher: kept ones, those that a server closes, and those of others.
#include "daemon/fetcher_sockets.h"

#include <array>

#include <gmock/gmock.h>
#include <unistd.h>

#include "daemon/fetcher.h"
#include "tests/support/fake_site.h"

namespace claimwatch {
namespace {

using std::chrono::seconds;
using ::testing::Each;
using testing::FakeSite;
using testing::HostileSite;

constexpr std::string_view kRss = "<rss version=\"2.0\"><channel><title>t</title></channel></rss>";
constexpr Duration kFarTooLong = seconds(20);  // what a socket that is never looked at would cost

FetchConfig Open() {
  FetchConfig config;
  config.allow_hosts = {"127.0.0.0/8"};
  config.allow_ports = {};
  config.timeout = kFarTooLong;
  return config;
}

class SocketsTest : public ::testing::Test {
 protected:
  // One request after the other, each to its end.
  Fetched Ask(const std::string& url) {
    fetcher_->Start({"key", Url::Parse(url).Take(), FetchKind::kFeed, {}});
    for (;;) {
      std::vector<Fetched> ended = fetcher_->Poll(kFarTooLong);
      if (!ended.empty()) {
        return std::move(ended.front());
      }
    }
  }

  SystemClock clock_;
  std::unique_ptr<Fetcher> fetcher_ = Fetcher::Make(Open(), clock_).Take();
};

TEST_F(SocketsTest, AKeptConnectionServesOneRequestAfterTheOther) {
  FakeSite site;
  site.SetRss("/feed", std::string(kRss));
  const Duration before = clock_.Steady();
  std::vector<bool> reused;
  for (int i = 0; i < 50; ++i) {
    const Fetched fetched = Ask(site.Url("/feed"));
    ASSERT_TRUE(fetched.Usable()) << fetched.error;
    reused.push_back(fetched.reused);
  }
  reused.erase(reused.begin());
  EXPECT_THAT(reused, Each(true));
  EXPECT_LT(clock_.Steady() - before, kFarTooLong);
}

// Their descriptors get the same numbers again and again, between those of connections that stay.
TEST_F(SocketsTest, ConnectionsThatTheServerClosesAreNotInTheWayOfOthers) {
  FakeSite staying;
  staying.SetRss("/feed", std::string(kRss));
  const std::string answer =
      "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: " +
      std::to_string(kRss.size()) + "\r\n\r\n" + std::string(kRss);
  HostileSite closing([&](const HostileSite::Connection& client) { client.Send(answer); });
  const Duration before = clock_.Steady();
  for (int i = 0; i < 40; ++i) {
    const Fetched closed = Ask(closing.Url("/feed"));
    ASSERT_TRUE(closed.Usable()) << closed.error;
    const Fetched kept = Ask(staying.Url("/feed"));
    ASSERT_TRUE(kept.Usable()) << kept.error;
  }
  EXPECT_EQ(closing.Connections(), 40);
  EXPECT_LT(clock_.Steady() - before, kFarTooLong);
}

// What one request set in the handle that the next one uses must not reach it.
TEST_F(SocketsTest, ARequestKnowsNothingOfTheOneBefore) {
  FakeSite site;
  site.SetRss("/feed", std::string(kRss), "\"v1\"");
  Validators validators;
  validators.etag = "\"v1\"";
  validators.url = site.Url("/feed");
  fetcher_->Start({"key", Url::Parse(site.Url("/feed")).Take(), FetchKind::kFeed, validators});
  std::vector<Fetched> ended;
  while (ended.empty()) {
    ended = fetcher_->Poll(kFarTooLong);
  }
  EXPECT_EQ(ended.front().page.status, 304);
  const Fetched next = Ask(site.Url("/feed"));
  EXPECT_EQ(next.page.status, 200) << "no validator of the request before";
  EXPECT_EQ(next.page.body, kRss);
  EXPECT_FALSE(next.conditional);
}

TEST_F(SocketsTest, AWatchedDescriptorEndsTheWaitUntilItIsRead) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  fetcher_->Watch({ends[0]});
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  const Duration before = clock_.Steady();
  fetcher_->Poll(kFarTooLong);
  fetcher_->Poll(kFarTooLong);
  EXPECT_LT(clock_.Steady() - before, kFarTooLong) << "nobody has read it yet";
  fetcher_->Watch({});
  fetcher_->Wake();
  fetcher_->Poll(kFarTooLong);
  EXPECT_LT(clock_.Steady() - before, kFarTooLong);
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace claimwatch
