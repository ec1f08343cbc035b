// What every line of the event log says of the next request is what Explain says.
#include <gmock/gmock.h>

#include "daemon/scheduler.h"

namespace claimwatch {
namespace {

class NextOf : public ::testing::Test {
 protected:
  NextOf() {
    for (const char* id : {"a", "b", "c"}) {
      SourceConfig source;
      source.id = id;
      source.url = std::string("http://") + id + ".example/feed";
      sources_.push_back(source);
    }
    scheduler_.SetSources(sources_);
  }

  void Answer(const Errand& errand, int status) {
    claimwatch::Answer answer;
    answer.outcome.status = status;
    answer.outcome.words = "status";
    answer.final_url = errand.url;
    answer.when = clock_.Now();
    scheduler_.SourceAnswered(errand.key, answer, {});
  }

  void ExpectAsExplained(const std::string& key) {
    const std::optional<Scheduler::Next> next = scheduler_.NextOf(key);
    const Json plan = scheduler_.Explain(key);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->due ? FormatTime(*next->due) : "", plan["due"].AsString());
    EXPECT_EQ(next->why, plan["why"].AsString());
  }

  ManualClock clock_{*ParseTime("2025-06-19T04:00:00Z")};
  Scheduler scheduler_{{}, {}, clock_};
  std::vector<SourceConfig> sources_;
};

TEST_F(NextOf, IsWhatExplainSaysWaitingOutAndRetired) {
  ExpectAsExplained("source/a");
  const std::vector<Errand> due = scheduler_.TakeDue(3);
  ASSERT_EQ(due.size(), 3U);
  ExpectAsExplained("source/a");
  EXPECT_FALSE(scheduler_.NextOf("source/a")->due) << "it is out";
  Answer(due[0], 200);
  ExpectAsExplained(due[0].key);
  EXPECT_TRUE(scheduler_.NextOf(due[0].key)->due);
  Answer(due[1], 410);
  ExpectAsExplained(due[1].key);
  EXPECT_FALSE(scheduler_.NextOf(due[1].key)->due) << "it is never asked again";
  EXPECT_FALSE(scheduler_.NextOf("source/none"));
}

TEST_F(NextOf, OneKeyThatIsPolledNowLeavesTheOthersAsTheyWere) {
  for (const Errand& errand : scheduler_.TakeDue(3)) {
    Answer(errand, 200);
  }
  EXPECT_EQ(scheduler_.PollNow(Firmness::kOurs, "source/none"), 0U);
  EXPECT_EQ(scheduler_.PollNow(Firmness::kOurs, "source/b"), 1U);
  const std::vector<Errand> due = scheduler_.TakeDue(3);
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].key, "source/b");
  EXPECT_EQ(scheduler_.PollNow(Firmness::kOurs, "source/b"), 0U) << "it is out";
}

}  // namespace
}  // namespace claimwatch
