// A webhook that is down for an hour while 10,000 alerts come, and one that accepts an alert and
// says that it did not (RELIABILITY R12, R13). The real sinks, the real courier, a receiver that
// keeps count on loopback, and an hour that passes at once.
#include <map>

#include <gmock/gmock.h>

#include "core/mutex.h"
#include "daemon/courier.h"
#include "daemon/process.h"
#include "plugins/builtin.h"
#include "tests/daemon/proposal_samples.h"
#include "tests/support/fake_site.h"
#include "tests/support/sanitized.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using std::chrono::minutes;
using ::testing::Each;
using ::testing::SizeIs;

// One request as the receiver saw it.
struct Post {
  std::string key;
  Time when{};  // simulated
};

class Receiver {
 public:
  explicit Receiver(const Clock& clock) : clock_(clock) {
    site_.ForgetRequests();
    site_.SetAnswer("/hook", [this](const HttpRequest& request) { return Take(request); });
  }

  std::string Url() const { return site_.Url("/hook"); }

  // What it answers from now on: a status, with what it is to do before that.
  void Answer(int status, bool accepts) {
    const MutexLock lock(mutex_);
    status_ = status;
    accepts_ = accepts;
  }

  std::vector<Post> Posts() const {
    const MutexLock lock(mutex_);
    return posts_;
  }

  // How often each key took effect: a receiver that honours the Idempotency-Key does a thing once.
  std::map<std::string, int> Effects() const {
    const MutexLock lock(mutex_);
    return effects_;
  }

 private:
  HttpResponse Take(const HttpRequest& request) {
    const std::string key(request.Header("idempotency-key"));
    const MutexLock lock(mutex_);
    posts_.push_back({key, clock_.Now()});
    if (accepts_ && !effects_.contains(key)) {
      effects_[key] = 1;
    }
    HttpResponse response;
    response.status = status_;
    return response;
  }

  const Clock& clock_;
  mutable Mutex mutex_;
  int status_ CW_GUARDED_BY(mutex_) = 200;
  bool accepts_ CW_GUARDED_BY(mutex_) = true;
  std::vector<Post> posts_ CW_GUARDED_BY(mutex_);
  std::map<std::string, int> effects_ CW_GUARDED_BY(mutex_);
  FakeSite site_;  // last: its thread uses the rest
};

class WebhookOutage : public ::testing::Test {
 protected:
  WebhookOutage() {
    std::vector<SinkSlot> slots;
    for (const char* kind : {"file", "webhook"}) {
      SinkOptions options;
      options.kind = kind;
      options.path = folder_.path() / "alerts.jsonl";
      options.sync = Sync::kNever;
      options.url = receiver_.Url();
      options.timeout = std::chrono::seconds(2);
      SinkSlot slot;
      slot.name = kind;
      slot.sink = std::move(MakeSink(options)).value();
      slots.push_back(std::move(slot));
    }
    courier_ = std::make_unique<Courier>(*store_, clock_, std::move(slots));
  }

  void Raise(int count) {
    std::vector<Proposal> proposals;
    for (int i = 0; i < count; ++i) {
      proposals.push_back(NumberedProposal(++raised_));
    }
    ASSERT_TRUE(store_->Raise(std::move(proposals), clock_.Now()).ok());
  }

  // The courier as its thread would run it: as long as it has something to do now.
  void Deliver() {
    while (courier_->RunOnce() == Duration::zero()) {
    }
  }

  // `time` in which the courier takes a look every ten seconds.
  void Pass(Duration time) {
    for (Duration passed{}; passed < time; passed += std::chrono::seconds(10)) {
      clock_.Advance(std::chrono::seconds(10));
      Deliver();
    }
  }

  TempFolder folder_;
  ManualClock clock_{Noon()};
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  Receiver receiver_{clock_};
  std::unique_ptr<Courier> courier_;
  int raised_ = 0;
};

// No key twice within five minutes.
void ExpectSpaced(const std::vector<Post>& posts) {
  std::map<std::string, Time> last;
  for (const Post& post : posts) {
    const auto [seen, fresh] = last.try_emplace(post.key, post.when);
    EXPECT_TRUE(fresh || post.when - seen->second >= minutes(5)) << post.key;
    seen->second = post.when;
  }
}

TEST_F(WebhookOutage, OfAnHourLosesNoneOfTenThousandAlertsAndHammersNobody) {
  constexpr int kAlerts = kSanitized ? 1000 : 10'000;
  constexpr int kSlices = 20;
  receiver_.Answer(503, false);
  for (int slice = 0; slice < kSlices; ++slice) {
    Raise(kAlerts / kSlices);
    Deliver();
    EXPECT_EQ(store_->Cursor("file").value(), static_cast<std::uint64_t>(raised_))
        << "the alert log has each at once";
    Pass(minutes(3));
  }
  const std::vector<Post> down = receiver_.Posts();
  ExpectSpaced(down);
  EXPECT_LE(down.size(), 12U);
  receiver_.Answer(200, true);
  Pass(minutes(40));
  const std::vector<Post> posts = receiver_.Posts();
  ASSERT_THAT(posts, SizeIs(down.size() + kAlerts)) << "each once";
  for (std::size_t i = 0; i < kAlerts; ++i) {
    const Alert alert = store_->FindAlert(posts[down.size() + i].key).value();
    ASSERT_EQ(alert.sequence, i + 1) << "in order";
  }
  EXPECT_THAT(receiver_.Effects(), SizeIs(kAlerts));
  EXPECT_EQ(store_->Cursor("webhook").value(), std::uint64_t{kAlerts});
}

// What waits is in the store: the courier reads a few at a time, however many there are.
TEST_F(WebhookOutage, TakesNoMemoryForWhatWaits) {
  receiver_.Answer(503, false);
  Raise(2000);
  Pass(minutes(10));
  const auto held = [] {
    return static_cast<double>(ReadProcess().heap.count);
  };
  const double before = held();
  for (int hour = 0; hour < 6; ++hour) {
    Pass(minutes(60));
  }
  EXPECT_TRUE(kSanitized || held() < before * 1.03) << held() << " after " << before;
}

// R13: the alert was taken and the answer says it was not, or none comes. It is sent again with the
// same key, so that the receiver can tell.
TEST_F(WebhookOutage, ThatTakesAnAlertAndSaysNoGetsItAgainUnderTheSameKey) {
  for (const int status : {500, 429, 502}) {
    receiver_.Answer(status, true);
    Raise(1);
    Deliver();
    receiver_.Answer(200, true);
    Pass(minutes(40));
  }
  const std::vector<Post> posts = receiver_.Posts();
  ASSERT_THAT(posts, SizeIs(6)) << "two for each";
  for (std::size_t i = 0; i < posts.size(); i += 2) {
    EXPECT_EQ(posts[i].key, posts[i + 1].key);
  }
  EXPECT_THAT(receiver_.Effects(), SizeIs(3));
  ExpectSpaced(posts);
}

// The receiver has it and is silent: a time-out says nothing about what became of it.
TEST(WebhookTimeout, AfterTheAlertWasTakenSendsItAgainUnderTheSameKey) {
  Mutex mutex;
  std::vector<std::string> keys;
  bool silent = true;
  HostileSite site([&](const HostileSite::Connection& connection) {
    const std::string& head = connection.request();
    const std::size_t at = head.find("Idempotency-Key: ");
    bool answers = false;
    {
      const MutexLock lock(mutex);
      keys.push_back(head.substr(at, head.find("\r\n", at) - at));
      answers = !std::exchange(silent, false);
    }
    if (answers) {
      connection.Send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    } else {
      connection.WaitForClient();
    }
  });
  SinkOptions options;
  options.kind = "webhook";
  options.url = site.Url("/hook");
  options.timeout = std::chrono::milliseconds(300);
  std::vector<SinkSlot> slots(1);
  slots[0].name = "webhook";
  slots[0].sink = std::move(MakeSink(options)).value();
  ManualClock clock(Noon());
  const auto store = std::move(Store::OpenInMemory()).value();
  Courier courier(*store, clock, std::move(slots));
  std::vector<Proposal> proposals;
  proposals.push_back(NumberedProposal(1));
  ASSERT_TRUE(store->Raise(std::move(proposals), clock.Now()).ok());
  courier.RunOnce();
  clock.Advance(minutes(4));
  courier.RunOnce();
  EXPECT_EQ(site.Connections(), 1) << "it is left alone for five minutes";
  clock.Advance(minutes(4));
  courier.RunOnce();
  EXPECT_EQ(store->Cursor("webhook").value(), 1U);
  const MutexLock lock(mutex);
  ASSERT_THAT(keys, SizeIs(2));
  EXPECT_THAT(keys, Each(keys[0]));
}

}  // namespace
}  // namespace claimwatch::testing
