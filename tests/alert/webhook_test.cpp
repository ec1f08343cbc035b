#include <cstdlib>

#include <gmock/gmock.h>

#include "plugins/alert/sinks.h"
#include "tests/alert/samples.h"
#include "tests/support/fake_site.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

FakeAnswer Answering(int status) {
  FakeAnswer answer;
  answer.status = status;
  return answer;
}

Result<std::unique_ptr<AlertSink>> Webhook(const std::string& url,
                                           Duration timeout = std::chrono::seconds(4)) {
  SinkOptions options;
  options.url = url;
  options.timeout = timeout;
  return MakeWebhookSink(options);
}

Status DeliverTo(const std::string& url) {
  return (*Webhook(url))->Deliver(StampedAlert(1));
}

TEST(WebhookSink, PostsTheRecordWithTheAlertsIdAsIdempotencyKey) {
  FakeSite site;
  site.Set("/hook", Answering(204));
  EXPECT_TRUE(DeliverTo(site.Url("/hook")).ok());
  ASSERT_EQ(site.Count("/hook"), 1U);
  const HttpRequest request = site.Requests("/hook").front();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.Header("idempotency-key"), StampedAlert(1).id);
  EXPECT_EQ(request.Header("content-type"), "application/json");
}

TEST(WebhookSink, SendsTheSameKeyWhenItTriesAgain) {
  FakeSite site;
  site.SetSequence("/hook", {Answering(500), Answering(200)});
  const auto sink = std::move(Webhook(site.Url("/hook"))).value();
  EXPECT_FALSE(sink->Deliver(StampedAlert(1)).ok());
  EXPECT_TRUE(sink->Deliver(StampedAlert(1)).ok());
  const auto requests = site.Requests("/hook");
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].Header("idempotency-key"), requests[1].Header("idempotency-key"));
}

TEST(WebhookSink, AnythingButSuccessIsAnErrorThatNamesTheHostOnly) {
  FakeSite site;
  site.Set("/secret-token", Answering(429));
  const Status status = DeliverTo(site.Url("/secret-token"));
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message(), ::testing::AllOf(HasSubstr("webhook http://127.0.0.1:"),
                                                         HasSubstr(": answered 429")));
  EXPECT_THAT(status.error().message(), Not(HasSubstr("secret-token")));
}

TEST(WebhookSink, FollowsNoRedirect) {
  FakeSite site;
  site.SetRedirect("/hook", 302, site.Url("/elsewhere"));
  EXPECT_FALSE(DeliverTo(site.Url("/hook")).ok());
  EXPECT_EQ(site.Count("/elsewhere"), 0U);
}

TEST(WebhookSink, ASilentReceiverIsGivenUpOn) {
  const HostileSite silent(
      [](const HostileSite::Connection& connection) { connection.WaitForClient(); });
  const auto sink = std::move(Webhook(silent.Url("/"), std::chrono::milliseconds(200))).value();
  const Status status = sink->Deliver(StampedAlert(1));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code(), Errc::kNetwork);
}

TEST(WebhookSink, ReadsItsAddressFromACredential) {
  const ScratchFolder folder;
  FakeSite site;
  site.Set("/hook", Answering(200));
  std::ofstream(folder.path() / "webhook-url") << site.Url("/hook") << "\n";
  ASSERT_EQ(::setenv("CREDENTIALS_DIRECTORY", folder.path().c_str(), 1), 0);
  EXPECT_TRUE(DeliverTo("cred:webhook-url").ok());
  EXPECT_FALSE(Webhook("cred:../webhook-url").ok());
  EXPECT_FALSE(Webhook("cred:.").ok()) << "a folder";
  std::ofstream(folder.path() / "empty") << "\n";
  EXPECT_THAT(Webhook("cred:empty").error().message(), HasSubstr("is empty"));
  ASSERT_EQ(::unsetenv("CREDENTIALS_DIRECTORY"), 0);
  EXPECT_EQ(Webhook("cred:webhook-url").error().code(), Errc::kConfig);
}

TEST(WebhookSink, RefusesWhatIsNoWebAddress) {
  EXPECT_FALSE(Webhook("file:///etc/passwd").ok());
}

}  // namespace
}  // namespace claimwatch::testing
