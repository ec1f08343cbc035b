// Certificates and the second version of HTTP (FETCHING F54–F57, F59, F61): what is not proved to
// be the site is not read, and what a frame can hold is bounded.
#include <gmock/gmock.h>

#include "core/clock.h"
#include "daemon/fetcher.h"
#include "tests/support/fake_site.h"
#include "tests/support/tls_site.h"

namespace claimwatch::testing {
namespace {

using ::testing::AnyOf;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Connection = TlsSite::Connection;

constexpr std::string_view kAnswer =
    "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n\r\n"
    "<rss version=\"2.0\"><channel><title>t</title></channel></rss>";

void AnswerOnce(const Connection& client) {
  if (!client.ReadRequest()) {
    return;
  }
  client.Send(kAnswer);
}

FetchConfig ConfigFor(std::uint16_t port, const Authority* trusted) {
  FetchConfig config;
  config.allow_hosts = {"127.0.0.1:" + std::to_string(port)};
  config.ca_file = trusted == nullptr ? "" : trusted->CaFile();
  config.timeout = std::chrono::seconds(5);
  return config;
}

Fetched Ask(const TlsSite& site, const Authority* trusted) {
  const SystemClock clock;
  FetchRequest request{"key", Url::Parse(site.Url("/feed")).Take(), FetchKind::kFeed, {}};
  return FetchOnce(ConfigFor(site.port(), trusted), clock, std::move(request)).Take();
}

Fetched AskWith(const TlsSite::Certificate& certificate) {
  const Authority authority;
  const TlsSite site(authority, certificate, "http/1.1", &AnswerOnce);
  return Ask(site, &authority);
}

TEST(Certificate, OfAnAuthorityTheOperatorNamedIsBelievedAndItsDigestKept) {
  const Fetched fetched = AskWith({});
  EXPECT_EQ(fetched.fault, FetchFault::kNone) << fetched.error;
  EXPECT_EQ(fetched.page.status, 200);
  EXPECT_EQ(fetched.page.certificate_digest.size(), 64U);
}

TEST(Certificate, OfAnAuthorityNobodyNamedIsRefused) {
  const Authority authority;
  const Authority another;
  const TlsSite site(authority, {}, "http/1.1", &AnswerOnce);
  EXPECT_EQ(Ask(site, &another).fault, FetchFault::kTls);
}

TEST(Certificate, ThatHasExpiredIsRefusedAndSaysSinceWhen) {
  const Fetched fetched = AskWith({.days = -12});
  EXPECT_EQ(fetched.fault, FetchFault::kTls);
  EXPECT_EQ(fetched.page.status, 0);
  EXPECT_THAT(fetched.error, HasSubstr("expired 12 days ago"));
}

TEST(Certificate, ForAnotherHostIsRefused) {
  const Fetched fetched = AskWith({.address = "127.0.0.2"});
  EXPECT_EQ(fetched.fault, FetchFault::kTls);
  EXPECT_THAT(fetched.page.body, IsEmpty());
}

TEST(Certificate, ThatNobodySignedIsRefused) {
  const Fetched fetched = AskWith({.self_signed = true});
  EXPECT_EQ(fetched.fault, FetchFault::kTls);
  EXPECT_THAT(fetched.error, HasSubstr("self-signed"));
}

// --- HTTP/2 -------------------------------------------------------------------------------------

std::string Frame(char type, char flags, char stream, std::string_view payload) {
  const std::size_t size = payload.size();
  std::string frame = {static_cast<char>(size >> 16U),
                       static_cast<char>(size >> 8U),
                       static_cast<char>(size),
                       type,
                       flags,
                       0,
                       0,
                       0,
                       stream};
  return frame.append(payload);
}

constexpr char kHeaders = 1;
constexpr char kSettings = 4;
constexpr char kContinuation = 9;
constexpr char kNoFlags = 0;

// A server that speaks `frames` again and again, after its settings and `first`.
Fetched AskFlooding(const std::string& first, const std::string& frames) {
  const Authority authority;
  const TlsSite site(authority, {}, "h2", [&](const Connection& client) {
    client.Read();
    client.Send(Frame(kSettings, kNoFlags, 0, "") + first);
    while (client.Send(frames)) {
    }
  });
  return Ask(site, &authority);
}

TEST(Http2, SettingsWithoutEndEndTheTransfer) {
  std::string many;
  for (int i = 0; i < 1000; ++i) {
    many += Frame(kSettings, kNoFlags, 0, "");
  }
  const Fetched fetched = AskFlooding("", many);
  EXPECT_NE(fetched.fault, FetchFault::kNone);
  EXPECT_THAT(fetched.error, Not(IsEmpty()));
}

TEST(Http2, HeadersWithoutEndEndTheTransfer) {
  // Literal fields, never indexed: "x" with a value of 16,000 bytes, in frames that never end the
  // block of headers.
  const std::string field = std::string("\x10\x01x\x7f\x81\x7c", 6) + std::string(16'000, 'v');
  const Fetched fetched =
      AskFlooding(Frame(kHeaders, kNoFlags, 1, "\x88"), Frame(kContinuation, kNoFlags, 1, field));
  EXPECT_NE(fetched.fault, FetchFault::kNone);
  EXPECT_LE(fetched.page.headers.size(), 256U);
}

// --- advice that is not taken
// ---------------------------------------------------------------------

TEST(Fetcher, AdviceToGoElsewhereOrToInsistOnTlsIsIgnored) {
  FakeSite site;
  FakeAnswer answer;
  answer.body = "<rss version=\"2.0\"><channel><title>t</title></channel></rss>";
  answer.headers = {{"Alt-Svc", "h2=\"127.0.0.1:1\"; ma=86400"},
                    {"Strict-Transport-Security", "max-age=31536000"},
                    {"Public-Key-Pins", "pin-sha256=\"AAAA\"; max-age=86400"}};
  site.Set("/feed", answer);
  const SystemClock clock;
  FetchConfig config = ConfigFor(site.port(), nullptr);
  const std::unique_ptr<Fetcher> fetcher = Fetcher::Make(config, clock).value();
  for (int i = 0; i < 2; ++i) {
    fetcher->Start({"key", Url::Parse(site.Url("/feed")).Take(), FetchKind::kFeed, {}});
    std::vector<Fetched> ended;
    while (ended.empty()) {
      ended = fetcher->Poll(std::chrono::seconds(1));
    }
    EXPECT_EQ(ended[0].fault, FetchFault::kNone) << ended[0].error;
    EXPECT_EQ(ended[0].page.url.scheme(), "http");
  }
  EXPECT_EQ(site.Count("/feed"), 2U);
}

}  // namespace
}  // namespace claimwatch::testing
