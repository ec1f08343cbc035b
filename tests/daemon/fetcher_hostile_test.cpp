// Servers that lie, flood, drip and break off (FETCHING F rows), on loopback.
#include <gmock/gmock.h>

#include "core/clock.h"
#include "daemon/fetcher.h"
#include "daemon/standing.h"
#include "tests/support/fake_site.h"

namespace claimwatch {
namespace {

using ::testing::HasSubstr;
using testing::HostileSite;
using ::testing::Not;
using Connection = HostileSite::Connection;

constexpr std::string_view kHead = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n";
constexpr std::string_view kFeed = "<rss version=\"2.0\"><channel><title>t</title></channel></rss>";

Fetched Ask(const HostileSite& site, FetchKind kind = FetchKind::kFeed) {
  FetchConfig config;
  config.allow_hosts = {"127.0.0.1:" + std::to_string(site.port())};
  config.max_body = 1_MiB;
  const SystemClock clock;
  FetchRequest request{"key", Url::Parse(site.Url("/feed")).Take(), kind, {}};
  return FetchOnce(config, clock, std::move(request)).Take();
}

// One answer, then the connection is closed.
Fetched AskFor(std::string answer) {
  HostileSite site([&](const Connection& client) { client.Send(answer); });
  return Ask(site);
}

std::string WithBody(std::string_view headers, std::string_view body) {
  return std::string(kHead) + std::string(headers) + "\r\n" + std::string(body);
}

TEST(HostileServer, AnEndlessBodyIsCutOffAtTheLimit) {
  HostileSite site([](const Connection& client) {
    client.Send(std::string(kHead) + "Connection: close\r\n\r\n<rss>");
    const std::string chunk(65536, 'x');
    while (client.Send(chunk)) {
    }
  });
  const Fetched fetched = Ask(site);
  EXPECT_EQ(fetched.fault, FetchFault::kTooLarge);
  EXPECT_THAT(fetched.error, HasSubstr("body over"));
  EXPECT_LE(fetched.page.body.size(), (1_MiB).count);
  EXPECT_TRUE(fetched.page.truncated);
}

TEST(HostileServer, AnEndlessChunkedBodyIsCutOffToo) {
  HostileSite site([](const Connection& client) {
    client.Send(std::string(kHead) + "Transfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "8000\r\n" + std::string(0x8000, 'x') + "\r\n";
    while (client.Send(chunk)) {
    }
  });
  EXPECT_EQ(Ask(site).fault, FetchFault::kTooLarge);
}

TEST(HostileServer, RobotsFilesAreCutInsteadOfRefused) {
  HostileSite site([](const Connection& client) {
    client.Send(std::string(kHead) + "Connection: close\r\n\r\nUser-agent: *\nDisallow: /a\n");
    const std::string chunk(65536, '#');
    while (client.Send(chunk)) {
    }
  });
  const Fetched fetched = Ask(site, FetchKind::kRobots);
  EXPECT_EQ(fetched.fault, FetchFault::kNone) << fetched.error;
  EXPECT_EQ(fetched.page.body.size(), (512_KiB).count);
  EXPECT_TRUE(fetched.page.truncated);
}

TEST(HostileServer, EndlessHeadersAreTooLarge) {
  HostileSite site([](const Connection& client) {
    client.Send("HTTP/1.1 200 OK\r\n");
    const std::string line = "X-Flood: " + std::string(4000, 'a') + "\r\n";
    while (client.Send(line)) {
    }
  });
  EXPECT_EQ(Ask(site).fault, FetchFault::kTooLarge);
}

TEST(HostileServer, OneEndlessHeaderLineIsTooLarge) {
  HostileSite site([](const Connection& client) {
    client.Send("HTTP/1.1 200 OK\r\nX-Long: ");
    const std::string chunk(65536, 'a');
    while (client.Send(chunk)) {
    }
  });
  EXPECT_EQ(Ask(site).fault, FetchFault::kTooLarge);
}

TEST(HostileServer, ManyShortHeaderLinesAreTooMany) {
  std::string headers;
  for (int i = 0; i < 300; ++i) {
    headers += "Set-Cookie: c=" + std::to_string(i) + "\r\n";
  }
  EXPECT_EQ(AskFor(WithBody(headers + "Connection: close\r\n", kFeed)).fault,
            FetchFault::kTooLarge);
}

TEST(HostileServer, EndlessInterimAnswersEnd) {
  HostileSite site([](const Connection& client) {
    while (client.Send("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n")) {
    }
  });
  EXPECT_EQ(Ask(site).fault, FetchFault::kTooLarge);
}

TEST(HostileServer, AFewInterimAnswersAreFine) {
  const std::string hint = "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n";
  const Fetched fetched = AskFor(hint + hint + WithBody("Connection: close\r\n", kFeed));
  EXPECT_TRUE(fetched.Usable()) << fetched.error;
  EXPECT_EQ(FindHeader(fetched.page.headers, "link"), "");
}

TEST(HostileServer, APromiseOfMoreThanComesIsTruncated) {
  const Fetched fetched = AskFor(WithBody("Content-Length: 99999\r\nConnection: close\r\n", kFeed));
  EXPECT_EQ(fetched.fault, FetchFault::kReset);
  EXPECT_TRUE(fetched.page.truncated);
  EXPECT_EQ(fetched.page.body, kFeed) << "what came is kept as part";
}

TEST(HostileServer, APromiseOfLessThanComesIsTruncated) {
  const Fetched fetched = AskFor(WithBody("Content-Length: 20\r\nConnection: close\r\n", kFeed));
  EXPECT_TRUE(fetched.page.truncated);
  EXPECT_FALSE(fetched.Usable());
}

TEST(HostileServer, TwoDifferentLengthsAreRefused) {
  const Fetched fetched =
      AskFor(WithBody("Content-Length: 10\r\nContent-Length: 20\r\nConnection: close\r\n", kFeed));
  EXPECT_EQ(fetched.fault, FetchFault::kProtocol);
}

TEST(HostileServer, ANegativeLengthIsNoUsablePage) {
  EXPECT_FALSE(AskFor(WithBody("Content-Length: -1\r\nConnection: close\r\n", kFeed)).fault ==
               FetchFault::kNone);
}

TEST(HostileServer, BytesWithoutHttpAreRefused) {
  EXPECT_EQ(AskFor(std::string(kFeed)).fault, FetchFault::kProtocol);
}

TEST(HostileServer, AResetInMidBodyIsATransferFault) {
  HostileSite site([](const Connection& client) {
    client.Send(std::string(kHead) + "Content-Length: 5000\r\n\r\n<rss");
    client.Reset();
  });
  const Fetched fetched = Ask(site);
  EXPECT_EQ(fetched.fault, FetchFault::kReset);
  EXPECT_FALSE(OutcomeOf(fetched).Good());
}

TEST(HostileServer, AnImmenseChunkSizeIsNoUsablePage) {
  EXPECT_FALSE(AskFor(WithBody("Transfer-Encoding: chunked\r\n",
                               "ffffffffffffffff\r\n" + std::string(kFeed)))
                   .Usable());
}

TEST(HostileServer, ABodyThatIsNotTheGzipItClaimsIsAFault) {
  const Fetched fetched =
      AskFor(WithBody("Content-Encoding: gzip\r\nConnection: close\r\n", kFeed));
  EXPECT_EQ(fetched.fault, FetchFault::kProtocol);
}

TEST(HostileServer, TwentyEncodingsAreRefused) {
  std::string list = "gzip";
  for (int i = 0; i < 19; ++i) {
    list += ", gzip";
  }
  EXPECT_NE(
      AskFor(WithBody("Content-Encoding: " + list + "\r\nConnection: close\r\n", kFeed)).fault,
      FetchFault::kNone);
}

TEST(HostileServer, OddStatusesAreJudgedByTheirHundred) {
  EXPECT_EQ(
      OutcomeOf(AskFor("HTTP/1.1 999 X\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")).Good(),
      false);
  EXPECT_NE(AskFor("HTTP/1.1 000 X\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx").fault,
            FetchFault::kNone);
}

TEST(HostileServer, ValidatorsThatAreHugeOrCarryControlsAreDropped) {
  const Fetched huge =
      AskFor(WithBody("ETag: \"" + std::string(60000, 'e') + "\"\r\nConnection: close\r\n", kFeed));
  EXPECT_TRUE(huge.Usable()) << huge.error;
  EXPECT_TRUE(GivenBy(huge.page).empty());
  const Fetched control =
      AskFor(WithBody("ETag: \"a\x0bX-Injected: 1\"\r\nConnection: close\r\n", kFeed));
  EXPECT_TRUE(GivenBy(control.page).empty());
}

TEST(HostileServer, AnEncodedLineBreakInALocationInjectsNothing) {
  std::string second;
  HostileSite site([&](const Connection& client) {
    if (client.request().starts_with("GET /feed ")) {
      client.Send(
          "HTTP/1.1 302 X\r\nLocation: /x%0d%0aX-Injected:%201\r\nContent-Length: 0\r\nConnection: "
          "close\r\n\r\n");
      return;
    }
    second = client.request();
    client.Send(WithBody("Connection: close\r\n", kFeed));
  });
  EXPECT_TRUE(Ask(site).Usable());
  EXPECT_THAT(second, HasSubstr("GET /x%0d%0aX-Injected:%201 HTTP/1.1\r\n"));
  EXPECT_THAT(second, Not(HasSubstr("\nX-Injected")));
}

TEST(HostileServer, BytesAfterAnAnswerAreNotTheNextOne) {
  const Fetched fetched =
      AskFor(WithBody("Content-Length: " + std::to_string(kFeed.size()) + "\r\n", kFeed) +
             "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nSMUGGLED!");
  EXPECT_EQ(fetched.page.body, kFeed);
}

TEST(HostileServer, ADripOfBytesEndsWithTheTimeGivenToTheRequest) {
  HostileSite site([](const Connection& client) {
    client.Send(std::string(kHead) + "Connection: close\r\n\r\n");
    while (client.ClientStays(std::chrono::milliseconds(5)) && client.Send("x")) {
    }
  });
  FetchConfig config;
  config.allow_hosts = {"127.0.0.1:" + std::to_string(site.port())};
  config.timeout = std::chrono::milliseconds(200);
  const SystemClock clock;
  const Fetched fetched =
      FetchOnce(config, clock, {"key", Url::Parse(site.Url("/")).Take(), FetchKind::kArticle, {}})
          .Take();
  EXPECT_EQ(fetched.fault, FetchFault::kTimeout);
  EXPECT_TRUE(fetched.page.truncated) << "what had come is no page";
}

TEST(HostileServer, SilenceEndsWithTheTimeGivenToTheRequest) {
  HostileSite site([](const Connection& client) { client.WaitForClient(); });
  FetchConfig config;
  config.allow_hosts = {"127.0.0.1:" + std::to_string(site.port())};
  config.timeout = std::chrono::milliseconds(100);
  const SystemClock clock;
  const Fetched fetched =
      FetchOnce(config, clock, {"key", Url::Parse(site.Url("/")).Take(), FetchKind::kArticle, {}})
          .Take();
  EXPECT_EQ(fetched.fault, FetchFault::kTimeout);
  EXPECT_EQ(fetched.page.status, 0);
}

}  // namespace
}  // namespace claimwatch
