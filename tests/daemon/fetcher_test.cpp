#include "daemon/fetcher.h"

#include <thread>

#include <gmock/gmock.h>
#include <zlib.h>

#include "daemon/answer.h"
#include "tests/support/fake_site.h"

namespace claimwatch {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using testing::FakeAnswer;
using testing::FakeSite;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kRss = "<rss version=\"2.0\"><channel><title>t</title></channel></rss>";

// Loopback is private: the tests open it as an operator would.
FetchConfig Open() {
  FetchConfig config;
  config.allow_hosts = {"127.0.0.0/8"};
  config.allow_ports = {};
  config.timeout = seconds(20);
  return config;
}

Url Parsed(const std::string& text) {
  return Url::Parse(text).Take();
}

Fetched FetchWith(const FetchConfig& config, const std::string& url, Validators validators = {},
                  FetchKind kind = FetchKind::kFeed) {
  static const SystemClock kClock;
  FetchRequest request{"key", Parsed(url), kind, std::move(validators)};
  return FetchOnce(config, kClock, std::move(request)).Take();
}

Fetched Fetch(const std::string& url, Validators validators = {},
              FetchKind kind = FetchKind::kFeed) {
  return FetchWith(Open(), url, std::move(validators), kind);
}

std::string Gzip(std::string_view text) {
  std::string out(text.size() + 128, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

TEST(Fetcher, BringsThePageWithTheFactsOfHowItCame) {
  FakeSite site;
  site.SetRss("/feed", std::string(kRss), "\"v1\"");
  const Fetched fetched = Fetch(site.Url("/feed"));
  EXPECT_EQ(fetched.fault, FetchFault::kNone) << fetched.error;
  EXPECT_TRUE(fetched.Usable());
  EXPECT_EQ(fetched.page.status, 200);
  EXPECT_EQ(fetched.page.body, kRss);
  EXPECT_EQ(fetched.page.content_type, "application/rss+xml; charset=utf-8");
  EXPECT_EQ(fetched.page.url.text(), site.Url("/feed"));
  EXPECT_EQ(fetched.page.connected_address, "127.0.0.1:" + std::to_string(site.port()));
  EXPECT_EQ(fetched.request.key, "key");
  EXPECT_EQ(fetched.http, "1.1");
  EXPECT_GT(fetched.wire_bytes, 0U);
  EXPECT_FALSE(fetched.page.truncated);
}

TEST(Fetcher, TheFirstRequestCarriesNoValidatorCookieRefererOrCacheBuster) {
  FakeSite site;
  site.SetRss("/feed", std::string(kRss));
  Fetch(site.Url("/feed"));
  const HttpRequest request = site.Requests("/feed").at(0);
  EXPECT_EQ(request.method, "GET");
  for (const char* name : {"if-none-match", "if-modified-since", "cookie", "referer",
                           "cache-control", "pragma", "range", "authorization"}) {
    EXPECT_EQ(request.Header(name), "") << name;
  }
  EXPECT_THAT(std::string(request.Header("user-agent")),
              AllOf(StartsWith("claimwatch/"), HasSubstr("http")));
  EXPECT_THAT(std::string(request.Header("accept-encoding")),
              AllOf(HasSubstr("gzip"), HasSubstr("br"), HasSubstr("zstd")));
}

TEST(Fetcher, CookiesAreNeverGivenBack) {
  FakeSite site;
  FakeAnswer answer;
  answer.body = kRss;
  answer.headers = {{"Set-Cookie", "id=1; Path=/"}, {"Set-Cookie", "a=b"}};
  site.Set("/feed", answer);
  site.SetRedirect("/from", 302, site.Url("/feed"));
  const SystemClock clock;
  const std::unique_ptr<Fetcher> fetcher = Fetcher::Make(Open(), clock).value();
  for (const char* path : {"/feed", "/from"}) {
    fetcher->Start({"key", Parsed(site.Url(path)), FetchKind::kFeed, {}});
    while (fetcher->Poll(std::chrono::seconds(1)).empty()) {
    }
  }
  for (const HttpRequest& request : site.Requests()) {
    EXPECT_EQ(request.Header("cookie"), "") << request.target;
  }
  EXPECT_EQ(site.Requests().size(), 3U);
}

TEST(Fetcher, ValidatorsAreSentByteForByteAndBringA304) {
  FakeSite site;
  FakeAnswer answer;
  answer.body = kRss;
  answer.etag = "W/\"p02-9f:\xC3\xA9,x\"";
  answer.last_modified = "Wednesday, 18-Jun-25 09:35:12 UTC";
  site.Set("/feed", answer);
  const Fetched first = Fetch(site.Url("/feed"));
  const Fetched second = Fetch(site.Url("/feed"), AfterAnswer({}, 200, GivenBy(first.page)));
  const HttpRequest request = site.Requests("/feed").at(1);
  EXPECT_EQ(request.Header("if-none-match"), answer.etag);
  EXPECT_EQ(request.Header("if-modified-since"), answer.last_modified);
  EXPECT_EQ(second.page.status, 304);
  EXPECT_TRUE(second.Usable());
  EXPECT_TRUE(second.conditional);
}

TEST(Fetcher, TheAddressIsRequestedExactlyAsItIsWritten) {
  FakeSite site;
  const std::string path = "/Fe%65d%20X/%7Euser;p=1/feed.xml?b=2&a=1&&c";
  site.SetRss(path, std::string(kRss));
  Fetch(site.Url(path));
  EXPECT_EQ(site.Requests().at(0).target, path);
}

TEST(Fetcher, BlanksAndLettersBeyondAsciiAreEscapedAndFragmentsDropped) {
  FakeSite site;
  Fetch(site.Url("/a b/\xD0\xB0?q=\xE4\xBA\xBA#top"));
  EXPECT_EQ(site.Requests().at(0).target, "/a%20b/%D0%B0?q=%E4%BA%BA");
}

TEST(Fetcher, GzipIsDecodedAndCutGzipIsMarkedTruncated) {
  FakeSite site;
  std::string feed = "<rss><channel>";
  for (int i = 0; i < 500; ++i) {
    feed += "<item><title>item " + std::to_string(i * 7919) + "</title></item>";
  }
  feed += "</channel></rss>";
  FakeAnswer answer;
  answer.headers = {{"Content-Encoding", "gzip"}};
  answer.body = Gzip(feed);
  site.Set("/whole", answer);
  answer.body.resize(answer.body.size() - 40);
  site.Set("/cut", answer);
  EXPECT_EQ(Fetch(site.Url("/whole")).page.body, feed);
  const Fetched cut = Fetch(site.Url("/cut"));
  EXPECT_FALSE(cut.Usable());
  EXPECT_TRUE(cut.page.truncated);
}

TEST(Fetcher, AGzipBombIsCutOffAtTheDecodedLimit) {
  FakeSite site;
  FakeAnswer answer;
  answer.body = Gzip(std::string(std::size_t{32} << 20U, ' '));
  answer.headers = {{"Content-Encoding", "gzip"}};
  ASSERT_LT(answer.body.size(), 100'000U);
  site.Set("/bomb", answer);
  FetchConfig config = Open();
  config.max_body = 1_MiB;
  const Fetched fetched = FetchWith(config, site.Url("/bomb"));
  EXPECT_EQ(fetched.fault, FetchFault::kTooLarge);
  EXPECT_LE(fetched.page.body.size(), (1_MiB).count);
}

TEST(Fetcher, ARedirectToAnotherSiteIsHandedOutWhenTheCallerDecides) {
  FakeSite site;
  site.SetRedirect("http://herald.example/a", 301, "http://herald.example/b");
  site.SetRedirect("http://herald.example/b", 302, "http://steppe.example/c");
  site.SetRss("http://steppe.example/c", std::string(kRss));
  FetchConfig config = Open();
  config.proxy = site.Origin();
  const SystemClock clock;
  FetchRequest request;
  request.url = Parsed("http://herald.example/a");
  request.redirects = Redirects::kWithinSite;
  const Fetched stopped = FetchOnce(config, clock, request).Take();
  EXPECT_EQ(stopped.fault, FetchFault::kNone);
  EXPECT_FALSE(stopped.Usable());
  ASSERT_TRUE(stopped.onward);
  EXPECT_EQ(stopped.onward->text(), "http://steppe.example/c");
  EXPECT_EQ(site.Count("http://steppe.example/c"), 0U);
  const Fetched went_on = FetchOnce(config, clock, OnwardRequest(stopped)).Take();
  EXPECT_TRUE(went_on.Usable()) << went_on.error;
  EXPECT_EQ(went_on.page.requested.text(), "http://herald.example/a");
  ASSERT_EQ(went_on.page.hops.size(), 2U);
  EXPECT_EQ(went_on.page.hops[1].url, "http://herald.example/b");
}

TEST(Fetcher, EveryHopOfARedirectIsRecorded) {
  FakeSite site;
  site.SetRedirect("/a", 301, "/b");
  site.SetRedirect("/b", 302, site.Url("/c"));
  site.SetRss("/c", std::string(kRss));
  const Fetched fetched = Fetch(site.Url("/a"));
  EXPECT_TRUE(fetched.Usable()) << fetched.error;
  ASSERT_EQ(fetched.page.hops.size(), 2U);
  EXPECT_EQ(fetched.page.hops[0].url, site.Url("/a"));
  EXPECT_EQ(fetched.page.hops[0].status, 301);
  EXPECT_EQ(fetched.page.hops[1].status, 302);
  EXPECT_EQ(fetched.page.url.text(), site.Url("/c"));
  EXPECT_EQ(fetched.page.requested.text(), site.Url("/a"));
  EXPECT_EQ(PermanentTarget(fetched.page), site.Url("/b"));
}

TEST(Fetcher, ValidatorsTravelToTheHopTheyCameFromAndNoOther) {
  FakeSite site;
  site.SetRedirect("/old", 302, "/new");
  site.SetRss("/new", std::string(kRss), "\"n\"");
  const Validators kept = GivenBy(Fetch(site.Url("/old")).page);
  EXPECT_EQ(Fetch(site.Url("/old"), kept).page.status, 304);
  EXPECT_EQ(site.Requests("/old").at(1).Header("if-none-match"), "");
  EXPECT_EQ(site.Requests("/new").at(1).Header("if-none-match"), "\"n\"");
  site.SetRedirect("/old", 302, "/other");
  site.SetRss("/other", std::string(kRss));
  Fetch(site.Url("/old"), kept);
  EXPECT_EQ(site.Requests("/other").at(0).Header("if-none-match"), "");
}

TEST(Fetcher, RedirectLoopsAndLongChainsEndSoon) {
  FakeSite site;
  site.SetRedirect("/self", 302, "/self");
  site.SetAnswer("/more", [](const HttpRequest& request) {
    return HttpResponse{302, {{"Location", request.target + "a"}}, ""};
  });
  site.SetAnswer("/grow", [](const HttpRequest& request) {
    return HttpResponse{302, {{"Location", "/grow?" + request.query + std::string(1000, 'a')}}, ""};
  });
  const Fetched loop = Fetch(site.Url("/self"));
  EXPECT_EQ(loop.fault, FetchFault::kRedirects);
  EXPECT_THAT(loop.error, HasSubstr("loop"));
  EXPECT_EQ(site.Count("/self"), 1U);
  EXPECT_EQ(Fetch(site.Url("/grow?a")).fault, FetchFault::kRedirects);
  EXPECT_LE(site.Count("/grow"), 6U);
}

TEST(Fetcher, ARedirectIntoAPrivateNetworkIsRefusedBeforeItIsAsked) {
  FakeSite inside;
  FakeSite outside;
  FetchConfig config = Open();
  config.allow_hosts = {"127.0.0.1:" + std::to_string(outside.port())};
  for (const std::string host :
       {"127.0.0.1", "127.0.0.2", "[::1]", "localhost", "2130706433", "0x7f.1", "user@127.0.0.1"}) {
    outside.SetRedirect("/feed", 302,
                        "http://" + host + ":" + std::to_string(inside.port()) + "/x");
    const Fetched fetched = FetchWith(config, outside.Url("/feed"));
    EXPECT_EQ(fetched.fault, FetchFault::kRefused) << host;
    EXPECT_THAT(fetched.page.hops, ::testing::SizeIs(std::size_t{1})) << host;
  }
  EXPECT_THAT(inside.Requests(), IsEmpty());
}

TEST(Fetcher, AHostNameThatResolvesToAPrivateAddressIsRefusedAtTheConnection) {
  FakeSite site;
  FetchConfig config;
  config.allow_ports = {};
  config.allow_hosts = {"10.0.0.0/8"};  // so that the name itself passes and the address decides
  const Fetched fetched =
      FetchWith(config, "http://localhost:" + std::to_string(site.port()) + "/x");
  EXPECT_EQ(fetched.fault, FetchFault::kRefused) << fetched.error;
  EXPECT_THAT(fetched.error, HasSubstr("loopback"));
  EXPECT_THAT(site.Requests(), IsEmpty());
}

TEST(Fetcher, AHostOneOfWhoseAddressesIsRefusedIsReadAtTheOther) {
  FakeSite site;
  site.SetRss("/feed", std::string(kRss));
  // Where there is IPv6, ::1 is tried first.
  const Fetched fetched = Fetch("http://localhost:" + std::to_string(site.port()) + "/feed");
  EXPECT_EQ(fetched.fault, FetchFault::kNone) << fetched.error;
  EXPECT_EQ(fetched.page.body, kRss);
}

TEST(Fetcher, OtherSchemesInALocationAreNotFollowed) {
  FakeSite site;
  for (const char* target : {"file:///etc/hostname", "gopher://127.0.0.1/1x", "ftp://127.0.0.1/x",
                             "javascript:1", "data:text/plain,x", "http://"}) {
    site.SetRedirect("/feed", 302, target);
    EXPECT_EQ(Fetch(site.Url("/feed")).fault, FetchFault::kRedirects) << target;
  }
  site.SetRedirect("/feed", 302, "");
  EXPECT_EQ(Fetch(site.Url("/feed")).fault, FetchFault::kRedirects);
}

TEST(Fetcher, ErrorStatusesAreAnswersNotFaults) {
  FakeSite site;
  FakeAnswer answer;
  answer.status = 503;
  answer.headers = {{"Retry-After", "120"}};
  site.Set("/a", answer);
  const Fetched fetched = Fetch(site.Url("/a"));
  EXPECT_EQ(fetched.fault, FetchFault::kNone);
  EXPECT_FALSE(fetched.Usable());
  EXPECT_EQ(fetched.page.status, 503);
  EXPECT_EQ(fetched.retry_after, seconds(120));
}

TEST(Fetcher, UnaskedAnswersAreFaults) {
  FakeSite site;
  FakeAnswer answer;
  answer.status = 206;
  answer.body = "<rss>";
  site.Set("/part", answer);
  answer.status = 304;
  answer.body.clear();
  site.Set("/nothing", answer);
  EXPECT_EQ(Fetch(site.Url("/part")).fault, FetchFault::kProtocol);
  EXPECT_EQ(Fetch(site.Url("/nothing")).fault, FetchFault::kProtocol);
}

TEST(Fetcher, AnEmpty200IsNotUsable) {
  FakeSite site;
  site.SetRss("/feed", "");
  const Fetched fetched = Fetch(site.Url("/feed"));
  EXPECT_EQ(fetched.fault, FetchFault::kNone);
  EXPECT_FALSE(fetched.Usable());
  EXPECT_TRUE(OutcomeOf(fetched).unusable);
}

TEST(Fetcher, WhatNobodyListensToIsAConnectFault) {
  std::uint16_t port = 0;
  {
    FakeSite site;
    port = site.port();
  }
  const Fetched fetched = Fetch("http://127.0.0.1:" + std::to_string(port) + "/x");
  EXPECT_EQ(fetched.fault, FetchFault::kConnect);
  EXPECT_TRUE(OutcomeOf(fetched).Unreachable());
  EXPECT_THAT(fetched.error, StartsWith("fetch http://127.0.0.1:"));
}

TEST(Fetcher, AsksThroughAProxyForAnyHost) {
  FakeSite proxy;
  proxy.SetHtml("http://steppe.example/story", "<html><body>x</body></html>");
  FetchConfig config;
  config.proxy = proxy.Origin();
  const Fetched fetched = FetchWith(config, "http://steppe.example/story");
  EXPECT_TRUE(fetched.Usable()) << fetched.error;
  EXPECT_EQ(fetched.page.url.host(), "steppe.example");
  EXPECT_EQ(FetchWith(config, "http://127.0.0.2/x").fault, FetchFault::kRefused)
      << "not even through a proxy";
}

TEST(Fetcher, ManyRequestsRunTogetherOnFewConnections) {
  FakeSite site;
  const SystemClock clock;
  auto fetcher = Fetcher::Make(Open(), clock).Take();
  for (int i = 0; i < 40; ++i) {
    const std::string path = "/f" + std::to_string(i);
    site.SetRss(path, std::string(kRss));
    fetcher->Start({path, Parsed(site.Url(path)), FetchKind::kFeed, {}});
  }
  std::size_t good = 0;
  std::size_t reused = 0;
  while (fetcher->InFlight() > 0) {
    for (const Fetched& fetched : fetcher->Poll(seconds(1))) {
      good += fetched.Usable() && fetched.request.url.path() == fetched.request.key ? 1U : 0U;
      reused += fetched.reused ? 1U : 0U;
    }
  }
  EXPECT_EQ(good, 40U);
  EXPECT_GE(reused, 38U) << "at most two connections to one host";
}

TEST(Fetcher, WakeEndsTheWaitFromAnotherThread) {
  const SystemClock clock;
  auto fetcher = Fetcher::Make(Open(), clock).Take();
  const std::jthread waker([&] { fetcher->Wake(); });
  const Duration before = clock.Steady();
  EXPECT_THAT(fetcher->Poll(seconds(30)), IsEmpty());
  EXPECT_LT(clock.Steady() - before, seconds(20));
}

TEST(Fetcher, CancelAllHandsEveryRequestOutOnce) {
  testing::HostileSite silent(
      [](const testing::HostileSite::Connection& client) { client.WaitForClient(); });
  const SystemClock clock;
  FetchConfig config = Open();
  config.parallel = 1;
  auto fetcher = Fetcher::Make(config, clock).Take();
  fetcher->Start({"a", Parsed(silent.Url("/a")), FetchKind::kFeed, {}});
  fetcher->Start({"b", Parsed(silent.Url("/b")), FetchKind::kFeed, {}});
  fetcher->Poll(Duration::zero());
  fetcher->CancelAll();
  std::vector<std::string> keys;
  for (const Fetched& fetched : fetcher->Poll(Duration::zero())) {
    EXPECT_EQ(fetched.fault, FetchFault::kCancelled);
    keys.push_back(fetched.request.key);
  }
  EXPECT_THAT(keys, ElementsAre("a", "b"));
  EXPECT_EQ(fetcher->InFlight(), 0U);
}

TEST(Fetcher, ABadConfigurationIsRefusedAtTheStart) {
  const SystemClock clock;
  FetchConfig config;
  config.proxy = "nonsense";
  const auto fetcher = Fetcher::Make(config, clock);
  ASSERT_FALSE(fetcher.ok());
  EXPECT_EQ(fetcher.error().code(), Errc::kConfig);
}

}  // namespace
}  // namespace claimwatch
