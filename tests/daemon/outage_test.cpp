// Each kind of sink down for an hour of simulated time, the real sinks over real files and sockets:
// nothing lost, nothing doubled, and the others notice nothing (RELIABILITY R12, R13).
#include <atomic>
#include <csignal>
#include <set>

#include <gmock/gmock.h>
#include <sys/resource.h>

#include "daemon/courier.h"
#include "plugins/builtin.h"
#include "tests/alert/line_server.h"
#include "tests/daemon/proposal_samples.h"
#include "tests/support/fake_site.h"

namespace claimwatch::testing {
namespace {

constexpr int kAlerts = 120;  // one every half minute, over the hour

class OutageTest : public ::testing::Test {
 protected:
  OutageTest() {
    std::signal(SIGPIPE, SIG_IGN);  // as the daemon does
    SetWeb(200);
    for (const char* kind : {"file", "atom", "webhook", "exec"}) {
      AddSink(kind);
    }
    courier_ = std::make_unique<Courier>(*store_, clock_, std::move(slots_));
  }

  void AddSink(const std::string& kind) {
    SinkOptions options;
    options.kind = kind;
    options.path = folder_.path() / kind / "out";
    options.sync = Sync::kNever;
    options.url = site_.Url("/hook");
    const std::string out = (folder_.path() / "exec.out").string();
    options.command = {"/bin/sh", "-c", "[ ! -e \"$1.down\" ] && cat >> \"$1\"", "sh", out};
    SinkSlot slot;
    slot.name = kind;
    slot.sink = std::move(MakeSink(options)).value();
    slots_.push_back(std::move(slot));
  }

  void SetWeb(int status) {
    FakeAnswer answer;
    answer.status = status;
    site_.Set("/hook", answer);
  }

  // An hour with an alert every half minute.
  void Hour() {
    for (int i = 0; i < kAlerts; ++i) {
      std::vector<Proposal> proposals;
      proposals.push_back(NumberedProposal(++raised_));
      ASSERT_TRUE(store_->Raise(std::move(proposals), clock_.Now()).ok());
      courier_->RunOnce();
      clock_.Advance(std::chrono::seconds(30));
    }
  }

  void AfterTheOutage() {
    clock_.Advance(std::chrono::minutes(40));
    courier_->RunOnce();
  }

  std::vector<std::int64_t> Lines(const std::filesystem::path& path) const {
    std::vector<std::int64_t> sequences;
    const std::string text = ReadFile(path);
    for (const std::string_view line : Split(text, '\n')) {
      if (const Result<Json> record = Json::Parse(line); record.ok()) {
        sequences.push_back(record->At("event.sequence").AsInt());
      }
    }
    return sequences;
  }

  static std::vector<std::int64_t> UpTo(std::int64_t last) {
    std::vector<std::int64_t> all;
    for (std::int64_t n = 1; n <= last; ++n) {
      all.push_back(n);
    }
    return all;
  }

  std::uint64_t CursorOf(const std::string& sink) const { return store_->Cursor(sink).value(); }

  ScratchFolder folder_;
  FakeSite site_;
  ManualClock clock_{Noon()};
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  std::vector<SinkSlot> slots_;
  std::unique_ptr<Courier> courier_;
  int raised_ = 0;
};

TEST_F(OutageTest, AWebhookThatIsDownGetsEachAlertOnceAndIsNotHammered) {
  SetWeb(503);
  Hour();
  const std::size_t tries = site_.Count("/hook");
  EXPECT_LE(tries, 12U) << "at most one in five minutes";
  EXPECT_EQ(CursorOf("webhook"), 0U);
  EXPECT_EQ(Lines(folder_.path() / "file" / "out"), UpTo(kAlerts)) << "the others go on";
  EXPECT_EQ(CursorOf("atom"), std::uint64_t{kAlerts});
  EXPECT_EQ(CursorOf("exec"), std::uint64_t{kAlerts});
  SetWeb(200);
  AfterTheOutage();
  std::set<std::string> keys;
  const std::vector<HttpRequest> requests = site_.Requests("/hook");
  for (std::size_t i = tries; i < requests.size(); ++i) {
    keys.emplace(requests[i].Header("idempotency-key"));
  }
  EXPECT_EQ(requests.size() - tries, std::size_t{kAlerts}) << "none twice";
  EXPECT_EQ(keys.size(), std::size_t{kAlerts}) << "none missing";
}

TEST_F(OutageTest, ACommandThatFailsGetsEachAlertOnce) {
  const std::filesystem::path flag = folder_.path() / "exec.out.down";
  std::ofstream(flag) << "x";
  Hour();
  EXPECT_EQ(Lines(folder_.path() / "exec.out"), UpTo(0));
  EXPECT_EQ(CursorOf("webhook"), std::uint64_t{kAlerts});
  std::filesystem::remove(flag);
  AfterTheOutage();
  EXPECT_EQ(Lines(folder_.path() / "exec.out"), UpTo(kAlerts));
}

TEST_F(OutageTest, AnAtomFileThatCannotBeWrittenHasEachAlertOnceAfterwards) {
  const std::filesystem::path blocker = folder_.path() / "atom" / "out.new";
  std::filesystem::create_directories(blocker);
  Hour();
  EXPECT_EQ(CursorOf("atom"), 0U);
  EXPECT_EQ(Lines(folder_.path() / "file" / "out"), UpTo(kAlerts));
  std::filesystem::remove(blocker);
  AfterTheOutage();
  EXPECT_EQ(CursorOf("atom"), std::uint64_t{kAlerts});
  const std::string feed = ReadFile(folder_.path() / "atom" / "out");
  std::set<std::string> ids;
  std::size_t entries = 0;
  for (std::size_t at = feed.find("<entry><id>"); at != std::string::npos;
       at = feed.find("<entry><id>", at + 1)) {
    ids.insert(feed.substr(at, 60));
    ++entries;
  }
  EXPECT_EQ(entries, 100U);
  EXPECT_EQ(ids.size(), entries);
}

TEST_F(OutageTest, AFullDiskCostsTheAlertLogNoLineAndTheWebhookNothing) {
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, SIG_IGN);  // as the daemon does
  const rlimit none = {0, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &none), 0);
  Hour();
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_EQ(CursorOf("file"), 0U);
  EXPECT_EQ(CursorOf("webhook"), std::uint64_t{kAlerts});
  AfterTheOutage();
  EXPECT_EQ(Lines(folder_.path() / "file" / "out"), UpTo(kAlerts));
}

// A mail server that turns everybody away while it is down.
class MailOutage : public OutageTest {
 protected:
  MailOutage() {
    SinkOptions options;
    options.kind = "mail";
    options.url = "smtp://127.0.0.1:" + std::to_string(server_.port());
    options.from = "claimwatch@example.org";
    options.to = {"desk@example.org"};
    options.require_tls = false;
    std::vector<SinkSlot> slots(1);
    slots[0].name = "mail";
    slots[0].sink = std::move(MakeSink(options)).value();
    courier_->Replace(std::move(slots));
  }

  void Serve(LineServer::Connection& connection) {
    if (down_) {
      connection.Send("421 closed for an hour\r\n");
      return;
    }
    connection.Send("220 mail.example.org\r\n");
    for (std::string line = connection.ReadLine(); !line.empty(); line = connection.ReadLine()) {
      const bool data = AsciiLower(line).starts_with("data");
      connection.Send(data ? "354 go on\r\n" : "250 ok\r\n");
      for (std::string text = data ? connection.ReadLine() : "."; text != ".";
           text = connection.ReadLine()) {
        if (AsciiLower(text).starts_with("message-id: ")) {
          ids_.insert(text);
        }
      }
      if (data) {
        connection.Send("250 queued\r\n");
      }
    }
  }

  std::atomic<bool> down_ = false;
  std::multiset<std::string> ids_;
  LineServer server_{[this](LineServer::Connection& connection) {
    Serve(connection);
  }};
};

TEST_F(MailOutage, AMailServerThatIsDownGetsEachAlertOnce) {
  down_ = true;
  Hour();
  EXPECT_EQ(CursorOf("mail"), 0U);
  down_ = false;
  AfterTheOutage();
  EXPECT_EQ(CursorOf("mail"), std::uint64_t{kAlerts});
  EXPECT_EQ(ids_.size(), std::size_t{kAlerts}) << "none twice";
  EXPECT_EQ(std::set<std::string>(ids_.begin(), ids_.end()).size(), std::size_t{kAlerts});
}

}  // namespace
}  // namespace claimwatch::testing
