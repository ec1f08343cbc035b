// The supervisor of children: when one is asked again, replaced, or not started at all. sed -u,
// which gives each line back at once, is a child that answers every question with itself.
#include "plugins/child/pool.h"

#include <gmock/gmock.h>

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Pool : public ::testing::Test {
 protected:
  Pool() {
    options_.name = "echo";
    options_.command = {"/bin/sed", "-u", ""};
    options_.start_timeout = std::chrono::seconds(30);
    options_.timeout = std::chrono::seconds(30);
  }

  ChildPool& pool() {
    if (!pool_) {
      pool_.emplace(options_, clock_);
    }
    return *pool_;
  }

  Result<Json> Ask(std::string_view word = "x") { return pool().Ask(Json::Of({{"word", word}})); }

  Error Failure() {
    const Result<Json> answer = Ask();
    EXPECT_FALSE(answer.ok());
    return answer.ok() ? Error(Errc::kInvalid, "") : answer.error();
  }

  PoolOptions options_;
  ManualClock clock_{*ParseTime("2025-06-18T12:00:00Z")};
  std::optional<ChildPool> pool_;
};

TEST_F(Pool, AsksOneChildAgainAndAgain) {
  options_.greeting = Json::Of({{"do", "hello"}});
  const Result<Json> hello = pool().Greet();
  ASSERT_TRUE(hello.ok()) << hello.error().message();
  EXPECT_EQ((*hello)["do"].AsString(), "hello");
  for (const char* word : {"one", "two", "three"}) {
    const Result<Json> answer = Ask(word);
    ASSERT_TRUE(answer.ok()) << answer.error().message();
    EXPECT_EQ((*answer)["word"].AsString(), word);
  }
  EXPECT_EQ(pool().Report().started, 1U);
  EXPECT_EQ(pool().Report().asked, 3U);
  EXPECT_EQ(pool().Report().failed, 0U);
}

TEST_F(Pool, ReplacesAChildAfterItsMostQuestions) {
  options_.most_questions = 2;
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(Ask().ok());
  }
  EXPECT_EQ(pool().Report().started, 3U);
}

TEST_F(Pool, AsksAgainWhenAChildThatHadAnsweredIsGone) {
  options_.command = {"/bin/sed", "-u", "2q"};  // the greeting and one question
  EXPECT_TRUE(Ask("first").ok());
  const Result<Json> second = Ask("second");
  ASSERT_TRUE(second.ok()) << second.error().message();
  EXPECT_EQ((*second)["word"].AsString(), "second");
  EXPECT_EQ(pool().Report().started, 2U);
  EXPECT_EQ(pool().Report().failed, 0U) << "it was no failure of the question";
}

TEST_F(Pool, DoesNotAskAgainWhatEndedAChildAtOnce) {
  options_.command = {"/bin/sed", "-u", "1q"};  // the greeting only
  EXPECT_EQ(Failure().code(), Errc::kIo);
  EXPECT_EQ(pool().Report().started, 1U);
  EXPECT_EQ(pool().Report().failed, 1U);
}

TEST_F(Pool, SaysWhoFailedHowAndWithWhichWords) {
  options_.command = {"/bin/sh", "-c", "read -r q; echo sorry >&2; exit 3"};
  EXPECT_EQ(Failure().message(), "echo: ended with status 3; it said: sorry");
  EXPECT_EQ(pool().Report().last_failure, "ended with status 3; it said: sorry");
}

TEST_F(Pool, TakesOnlyAnAnswerToItsQuestionAndOfBoundedLength) {
  options_.command = {"/bin/sed", "-u", "s/.*/[]/"};
  EXPECT_THAT(Failure().message(), HasSubstr("answered what is no JSON object"));
  pool_.reset();
  options_.command = {"/bin/sed", "-u", "s/\"id\":/\"id\":7/"};
  EXPECT_THAT(Failure().message(), HasSubstr("answered without the question's id 1"));
  pool_.reset();
  options_.command = {"/bin/sed", "-u", ""};
  options_.longest = Bytes{100};
  EXPECT_EQ(Ask(std::string(std::size_t{1} << 20, 'x')).error().code(), Errc::kLimit);
}

TEST_F(Pool, StartsNoChildWhileItRests) {
  options_.command = {"/bin/false"};
  options_.most_failures = 2;
  EXPECT_EQ(Failure().code(), Errc::kIo);
  clock_.Advance(std::chrono::minutes(4));
  EXPECT_EQ(Failure().code(), Errc::kIo);
  const Error rests = Failure();
  EXPECT_EQ(rests.code(), Errc::kBusy);
  EXPECT_THAT(rests.message(), StartsWith("echo: rests after 2 failures within 10"));
  EXPECT_THAT(rests.message(), HasSubstr("the last one: ended with status 1"));
  EXPECT_EQ(pool().Report().started, 2U);
  clock_.Advance(std::chrono::minutes(6));  // the first failure is ten minutes old
  EXPECT_EQ(Failure().code(), Errc::kIo) << "it is tried again";
  EXPECT_EQ(Failure().code(), Errc::kBusy);
}

}  // namespace
}  // namespace claimwatch::testing
