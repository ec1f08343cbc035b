// What a webhook sends: signature, headers and messages for chats.
#include <map>

#include <gmock/gmock.h>

#include "core/digest.h"
#include "plugins/alert/sinks.h"
#include "tests/alert/line_server.h"
#include "tests/alert/samples.h"
#include "tests/support/fake_site.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class WebhookMessage : public ::testing::Test {
 protected:
  // Delivers one alert to a server at `path` and returns what it was sent.
  SentRequest Sent(const std::string& path = "/hook") {
    SentRequest request;
    {
      const LineServer server([&request](LineServer::Connection& connection) {
        request = ReadRequest(connection);
        connection.Send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      });
      options_.url = "http://127.0.0.1:" + std::to_string(server.port()) + path;
      Result<std::unique_ptr<AlertSink>> sink = MakeWebhookSink(options_);
      EXPECT_TRUE(sink.ok() && (*sink)->Deliver(StampedAlert(1)).ok());
    }
    return request;
  }

  Json Body(const std::string& path = "/hook") {
    return Json::Parse(Sent(path).body).value_or(Json());
  }

  std::string Complaint() {
    options_.url = "http://127.0.0.1:1/hook";
    const Result<std::unique_ptr<AlertSink>> sink = MakeWebhookSink(options_);
    return sink.ok() ? "" : sink.error().message();
  }

  SinkOptions options_;
};

std::string SignatureOf(SentRequest& request, std::string_view key) {
  const Digest digest =
      HmacSha256(key, request.headers["webhook-id"] + "." + request.headers["webhook-timestamp"] +
                          "." + request.body);
  return "v1," +
         Base64(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

TEST_F(WebhookMessage, IsSignedOverIdTimestampAndBody) {
  options_.secret = "a secret of the desk";
  SentRequest request = Sent();
  EXPECT_EQ(request.headers["webhook-id"], StampedAlert(1).id);
  EXPECT_EQ(request.headers["webhook-signature"], SignatureOf(request, "a secret of the desk"));
  EXPECT_GT(std::stoll(request.headers["webhook-timestamp"]), 1'700'000'000) << "since 1970";
}

TEST_F(WebhookMessage, ASecretWithPrefixIsBase64) {
  options_.secret = "whsec_" + Base64("raw bytes");
  SentRequest request = Sent();
  EXPECT_EQ(request.headers["webhook-signature"], SignatureOf(request, "raw bytes"));
  options_.secret = "whsec_not base64";
  EXPECT_THAT(Complaint(), HasSubstr("is not base64"));
}

TEST_F(WebhookMessage, WithoutASecretThereIsNoSignature) {
  EXPECT_FALSE(Sent().headers.contains("webhook-signature"));
}

TEST_F(WebhookMessage, SlackAndMattermostGetAText) {
  options_.format = "slack";
  EXPECT_THAT(std::string(Body()["text"].AsString()), StartsWith("[critical] "));
  options_.format = "mattermost";
  const Json body = Body();
  EXPECT_EQ(body["username"].AsString(), "claimwatch");
  EXPECT_THAT(std::string(body["text"].AsString()), HasSubstr("30,000 training"));
}

TEST_F(WebhookMessage, NtfyTakesItsTopicFromTheAddress) {
  options_.format = "ntfy";
  const SentRequest request = Sent("/newsdesk");
  EXPECT_EQ(request.line, "POST / HTTP/1.1");
  const Json body = Json::Parse(request.body).value_or(Json());
  EXPECT_EQ(body["topic"].AsString(), "newsdesk");
  EXPECT_EQ(body["priority"].AsInt(), 5) << "critical is the loudest";
  EXPECT_EQ(body["click"].AsString(), "https://news.example.org/world/summit");
}

TEST_F(WebhookMessage, NtfyWithoutATopicIsAComplaintAndNoCrash) {
  options_.format = "ntfy";
  for (const char* address : {"https://ntfy.example.org", "https://ntfy.example.org/"}) {
    options_.url = address;
    const Result<std::unique_ptr<AlertSink>> sink = MakeWebhookSink(options_);
    ASSERT_FALSE(sink.ok()) << address;
    EXPECT_THAT(sink.error().message(), HasSubstr("wants the topic at the end"));
  }
}

TEST_F(WebhookMessage, MatrixIsPutToAnAddressWithTheAlertsId) {
  options_.method = "PUT";
  options_.format = "matrix";
  options_.headers = {"Authorization: Bearer token"};
  SentRequest request = Sent("/rooms/r/send/m.room.message/{{id}}");
  EXPECT_EQ(request.line, "PUT /rooms/r/send/m.room.message/" + StampedAlert(1).id + " HTTP/1.1");
  EXPECT_EQ(request.headers["authorization"], "Bearer token");
  EXPECT_THAT(request.body, HasSubstr(R"("msgtype":"m.notice")"));
}

TEST_F(WebhookMessage, ABodyOfOnesOwnMustBeJson) {
  options_.body = R"({"summary":"{{message}}","n":{{sequence}}})";
  EXPECT_EQ(Body()["n"].AsInt(), 1);
  options_.body = "summary={{message}}";
  EXPECT_THAT(Complaint(), HasSubstr("is not JSON"));
}

TEST_F(WebhookMessage, AHeaderCannotSmuggleAnother) {
  options_.headers = {"X-A: 1\r\nX-B: 2"};
  EXPECT_THAT(Complaint(), HasSubstr("'Name: value'"));
}

// A chat's own pace: so many messages, then a pause of a second.
TEST_F(WebhookMessage, TooManyRequestsWithATimeWaitsThatLong) {
  FakeSite site;
  FakeAnswer busy;
  busy.status = 429;
  busy.headers.push_back({"Retry-After", "1"});
  site.Set("/hook", busy);
  options_.url = site.Url("/hook");
  const auto sink = std::move(MakeWebhookSink(options_)).value();
  EXPECT_EQ(sink->Deliver(StampedAlert(1)).error().code(), Errc::kNetwork);
  EXPECT_EQ(sink->AskedToWait(), std::chrono::seconds(1));
}

TEST_F(WebhookMessage, SaysWhetherTryingAgainCanHelp) {
  FakeSite site;
  FakeAnswer busy;
  busy.status = 429;
  busy.headers.push_back({"Retry-After", "900"});
  FakeAnswer wrong;
  wrong.status = 422;
  site.SetSequence("/hook", {busy, wrong});
  options_.url = site.Url("/hook");
  const auto sink = std::move(MakeWebhookSink(options_)).value();
  EXPECT_EQ(sink->Deliver(StampedAlert(1)).error().code(), Errc::kNetwork);
  EXPECT_EQ(sink->AskedToWait(), std::chrono::seconds(900));
  EXPECT_EQ(sink->Deliver(StampedAlert(1)).error().code(), Errc::kRefused);
  EXPECT_EQ(sink->AskedToWait(), Duration::zero());
}

}  // namespace
}  // namespace claimwatch::testing
