#include "demo/http_server.h"

#include <fmt/core.h>
#include <gmock/gmock.h>

#include "tests/support/fake_site.h"
#include "tests/support/socket_client.h"

namespace claimwatch {
namespace {

using testing::BodyOf;
using testing::FakeSite;
using testing::Get;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(SplitTarget, OriginFormTakesItsHostFromTheHeader) {
  HttpRequest request;
  SplitTarget("/a/b?c=1&d", "Example.org:8080", request);
  EXPECT_EQ(request.host, "example.org");
  EXPECT_EQ(request.path, "/a/b");
  EXPECT_EQ(request.query, "c=1&d");
}

TEST(SplitTarget, AbsoluteFormNamesItsHostItself) {
  HttpRequest request;
  SplitTarget("http://News.example:81?x", "127.0.0.1:9", request);
  EXPECT_EQ(request.host, "news.example");
  EXPECT_EQ(request.path, "/");
  EXPECT_EQ(request.query, "x");
}

TEST(SplitTarget, Ipv6HostKeepsItsBrackets) {
  HttpRequest request;
  SplitTarget("/", "[::1]:80", request);
  EXPECT_EQ(request.host, "[::1]");
}

TEST(HttpServer, GivesTheRequestAsItWasSent) {
  HttpRequest seen;
  auto server = HttpServer::Start([&](const HttpRequest& request) {
    seen = request;
    return HttpResponse{200, {{"X-Odd", "1"}}, "hello"};
  });
  ASSERT_TRUE(server.ok());
  const std::string answer =
      Get((*server)->port(), "/Fe%65d%20X/~u;p=1?b=2&a=1&&c", "X-Test: Yes\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer, HasSubstr("X-Odd: 1\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nDate: "));
  EXPECT_EQ(BodyOf(answer), "hello");
  EXPECT_EQ(seen.method, "GET");
  EXPECT_EQ(seen.target, "/Fe%65d%20X/~u;p=1?b=2&a=1&&c");
  EXPECT_EQ(seen.path, "/Fe%65d%20X/~u;p=1");
  EXPECT_EQ(seen.query, "b=2&a=1&&c");
  EXPECT_EQ(seen.Header("x-test"), "Yes");
}

TEST(HttpServer, KeepsTheConnectionForTheNextRequest) {
  auto server = HttpServer::Start([](const HttpRequest& request) {
    return HttpResponse{200, {}, "<" + request.path + ">"};
  });
  ASSERT_TRUE(server.ok());
  const std::string both = testing::Exchange(
      (*server)->port(),
      "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(both, HasSubstr("</1>"));
  EXPECT_THAT(both, HasSubstr("</2>"));
}

TEST(HttpServer, ATakenPortIsAnErrorThatNamesIt) {
  auto first = HttpServer::Start([](const HttpRequest&) { return HttpResponse{}; });
  ASSERT_TRUE(first.ok());
  auto second =
      HttpServer::Start([](const HttpRequest&) { return HttpResponse{}; }, (*first)->port());
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(second.error().message(), HasSubstr(fmt::format("127.0.0.1:{}", (*first)->port())));
}

TEST(FakeSite, AnswersAWholeAddressAsProxyBeforeAPath) {
  FakeSite site;
  site.SetHtml("http://a.example/x", "from a");
  site.SetHtml("/x", "from anywhere");
  EXPECT_EQ(BodyOf(Get(site.port(), "http://a.example/x")), "from a");
  EXPECT_EQ(BodyOf(Get(site.port(), "http://b.example/x")), "from anywhere");
  EXPECT_EQ(site.Count("/x"), 2U);
  EXPECT_EQ(site.Count("http://b.example/x"), 1U);
}

TEST(FakeSite, AnswersNotModifiedWhenTheValidatorMatches) {
  FakeSite site;
  site.SetRss("/feed", "<rss/>", "\"v1\"");
  EXPECT_THAT(Get(site.port(), "/feed", "If-None-Match: \"v0\"\r\n"), StartsWith("HTTP/1.1 200"));
  const std::string answer = Get(site.port(), "/feed", "If-None-Match: \"v1\"\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 304"));
  EXPECT_THAT(answer, HasSubstr("ETag: \"v1\""));
  EXPECT_EQ(BodyOf(answer), "");
}

TEST(FakeSite, GivesASequenceInOrderAndStaysWithTheLast) {
  FakeSite site;
  testing::FakeAnswer broken;
  broken.status = 503;
  testing::FakeAnswer good;
  good.body = "back";
  site.SetSequence("/a", {broken, good});
  EXPECT_THAT(Get(site.port(), "/a"), StartsWith("HTTP/1.1 503"));
  EXPECT_EQ(BodyOf(Get(site.port(), "/a")), "back");
  EXPECT_EQ(BodyOf(Get(site.port(), "/a")), "back");
  site.Remove("/a");
  EXPECT_THAT(Get(site.port(), "/a"), StartsWith("HTTP/1.1 404"));
}

TEST(HostileSite, SpeaksRawBytes) {
  testing::HostileSite site([](const testing::HostileSite::Connection& client) {
    EXPECT_THAT(client.request(), HasSubstr("GET /odd"));
    client.Send("no http at all");
  });
  EXPECT_EQ(Get(site.port(), "/odd"), "no http at all");
  EXPECT_EQ(site.Connections(), 1);
}

}  // namespace
}  // namespace claimwatch
