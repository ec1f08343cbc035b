// An authority on loopback says when the last checkpoint was there.
#include "daemon/stamping.h"

#include <atomic>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "config/config.h"
#include "core/digest.h"
#include "daemon/caretaker.h"
#include "daemon/checkpoints.h"
#include "storage/store.h"
#include "storage/timestamps.h"
#include "tests/alert/line_server.h"
#include "tests/support/time_authority.h"

namespace claimwatch::testing {
namespace {

using std::chrono::hours;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Stamping : public ::testing::Test, protected TimeAuthority {
 protected:
  void SetUp() override {
    if (!Available()) {
      GTEST_SKIP() << "there is no openssl command to play the authority";
    }
    config_.daemon.state_dir = folder_.path();
    authority_ = {Url(), File("authority.pem"), folder_.path()};
  }

  // One request, answered as up_ says.
  void Answer(LineServer::Connection& connection) {
    SentRequest request = ReadRequest(connection);
    ++asked_;
    EXPECT_EQ(request.headers["content-type"], "application/timestamp-query");
    const std::string answer = up_ ? AnswerTo(request.body) : "";
    connection.Send(fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
                                up_ ? "200 OK" : "503 Service Unavailable", answer.size(), answer));
  }

  std::string Url() const { return fmt::format("http://127.0.0.1:{}/tsr", server_.port()); }

  void Sign(std::uint64_t versions) {
    Checkpoints::Make(config_, clock_)
        ->Sign({versions, Sha256(std::to_string(versions)), 0, TaggedHex(Digest())});
  }

  Result<std::optional<Timestamp>> Stamp(const std::string& roots) {
    return StampLast({Url(), roots, folder_.path()}, std::stop_token());
  }

  std::vector<StampedCheckpoint> Kept() const {
    return ReadTimestamps(folder_.path(), ReadPublicKey(folder_.path()).value())->stamped;
  }

  // The record of the question that the caretaker of this config asks now; waits for its thread.
  Json Ask(Caretaker& caretaker) {
    const auto kept = [&] {
      return store_->GetState(kStampedKey).value().value_or("");
    };
    const std::string before = kept();
    caretaker.StampWhenDue(hours(24), authority_);
    while (kept() == before) {
      std::this_thread::yield();
    }
    return Json::Parse(kept()).value();
  }

  std::atomic<bool> up_ = true;
  std::atomic<int> asked_ = 0;
  Config config_;
  Authority authority_;
  ManualClock clock_{*ParseTime("2025-06-19T10:00:00Z")};
  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  LineServer server_{[this](LineServer::Connection& connection) {
    Answer(connection);
  }};
};

TEST_F(Stamping, TheLastCheckpointIsAskedAboutOnce) {
  EXPECT_FALSE(Stamp(File("authority.pem")).value()) << "nothing was signed";
  Sign(3);
  const Timestamp first = *Stamp(File("authority.pem")).value();
  EXPECT_EQ(first.authority, "/CN=The authority");
  EXPECT_EQ(Stamp(File("authority.pem")).value()->digest, first.digest);
  EXPECT_EQ(asked_, 1);
  Sign(5);
  EXPECT_NE(Stamp("").value()->digest, first.digest);
  EXPECT_THAT(Kept(), SizeIs(2));
}

TEST_F(Stamping, AnAuthorityThatNobodyVouchesForIsNotBelieved) {
  MakeAuthority("stranger");
  Sign(3);
  EXPECT_EQ(Stamp(File("stranger.pem")).error().code(), Errc::kCorrupt);
  EXPECT_THAT(Kept(), IsEmpty());
  EXPECT_EQ(Stamp(File("no such file")).error().code(), Errc::kNotFound) << "and is an error";
  ASSERT_TRUE(Stamp("").ok());
  EXPECT_THAT(Stamp(File("stranger.pem")).error().message(), HasSubstr("which does not hold"))
      << "nor is what was kept from it before";
}

TEST_F(Stamping, TheDaemonAsksOnceADayAndAnHourAfterAFailure) {
  Sign(3);
  up_ = false;
  {
    Caretaker caretaker(*store_, clock_);
    EXPECT_THAT(std::string(Ask(caretaker)["error"].AsString()), HasSubstr("answered 503"));
    caretaker.StampWhenDue(hours(24), authority_);
    EXPECT_EQ(asked_, 1);
  }
  up_ = true;
  clock_.Advance(hours(1));
  Caretaker next_life(*store_, clock_);
  EXPECT_FALSE(Ask(next_life)["stamp"].AsString().empty());
  clock_.Advance(hours(23));
  next_life.StampWhenDue(hours(24), authority_);
  Sign(4);
  clock_.Advance(hours(1));
  EXPECT_FALSE(Ask(next_life)["stamp"].AsString().empty());
  EXPECT_EQ(asked_, 3);
}

}  // namespace
}  // namespace claimwatch::testing
