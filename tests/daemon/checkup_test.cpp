#include "daemon/checkup.h"

#include <fstream>

#include <gmock/gmock.h>

#include "config/config.h"
#include "core/clock.h"
#include "core/json.h"
#include "daemon/dead_letters.h"
#include "tests/daemon/proposal_samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

const Diagnosis* Find(const std::vector<Diagnosis>& found, std::string_view area, Grade grade) {
  for (const Diagnosis& one : found) {
    if (one.area == area && one.grade == grade) {
      return &one;
    }
  }
  return nullptr;
}

class CheckupTest : public ::testing::Test {
 protected:
  CheckupTest() {
    config_.daemon.state_dir = folder_.path() / "state";
    config_.daemon.run_dir = folder_.path();
    config_.alerts.file = folder_.path() / "log" / "alerts.jsonl";
    config_.storage.disk_free_min = {0};
  }

  // A store with one alert, closed again.
  void MakeStore() {
    const auto store = std::move(Store::Open(config_.daemon.state_dir)).value();
    std::vector<Proposal> proposals;
    proposals.push_back(NumberedProposal(1));
    ASSERT_TRUE(store->Raise(std::move(proposals), Noon()).ok());
    ASSERT_TRUE(Bury(*store, {"file", 1, "400 Bad Request", 3, Noon(), false}).ok());
  }

  TempFolder folder_;
  ManualClock clock_{Noon()};
  Config config_;
};

TEST_F(CheckupTest, EachErrorOfAConfigurationIsAFinding) {
  const auto file = folder_.Write("a.toml", "[fetch]\ntimeot = \"1s\"\n[nonsense]\nx = 1\n");
  const std::vector<Diagnosis> found = ExamineConfig(file);
  ASSERT_GE(found.size(), 2U);
  for (const Diagnosis& one : found) {
    EXPECT_EQ(one.grade, Grade::kBad);
    EXPECT_THAT(one.what, HasSubstr("a.toml:"));
    EXPECT_FALSE(one.todo.empty());
  }
}

TEST_F(CheckupTest, AMissingFolderIsSaidWithItsKey) {
  const std::vector<Diagnosis> found = ExaminePermissions(config_);
  const Diagnosis* bad = Find(found, "permissions", Grade::kBad);
  ASSERT_NE(bad, nullptr);
  EXPECT_THAT(bad->todo, HasSubstr("daemon.state_dir"));
}

TEST_F(CheckupTest, ABareNameOfTheAlertLogIsInTheFolderOneStandsIn) {
  std::filesystem::create_directory(config_.daemon.state_dir);
  config_.alerts.file = "alerts.jsonl";
  EXPECT_EQ(Find(ExaminePermissions(config_), "permissions", Grade::kBad), nullptr);
}

TEST_F(CheckupTest, AFolderThatEverybodyReadsIsNoted) {
  std::filesystem::create_directory(config_.daemon.state_dir);
  std::filesystem::permissions(config_.daemon.state_dir, std::filesystem::perms(0755));
  EXPECT_NE(Find(ExaminePermissions(config_), "permissions", Grade::kNote), nullptr);
}

TEST_F(CheckupTest, DeadLettersAreBadAndSayWhatToDo) {
  MakeStore();
  const std::vector<Diagnosis> found = ExamineStore(config_, clock_);
  EXPECT_NE(Find(found, "store", Grade::kGood), nullptr);
  const Diagnosis* bad = Find(found, "sink file", Grade::kBad);
  ASSERT_NE(bad, nullptr);
  EXPECT_THAT(bad->todo, HasSubstr("alerts retry --sink file"));
}

TEST_F(CheckupTest, CareOfTheStoreThatFailsIsBadAndSaysWhy) {
  MakeStore();
  ASSERT_TRUE(Store::Open(config_.daemon.state_dir)
                  .value()
                  ->PutState({{"upkeep/gc", R"({"time":"x","error":"no room"})"},
                              {"upkeep/timestamp", R"({"time":"x","error":"answered 503"})"}})
                  .ok());
  EXPECT_EQ(Find(ExamineStore(config_, clock_), "time stamp", Grade::kBad), nullptr)
      << "no authority is configured any more";
  config_.storage.timestamp_url = "https://tsa.example/";
  const std::vector<Diagnosis> found = ExamineStore(config_, clock_);
  ASSERT_NE(Find(found, "time stamp", Grade::kBad), nullptr);
  EXPECT_EQ(Find(found, "time stamp", Grade::kBad)->why, "answered 503");
  ASSERT_NE(Find(found, "store", Grade::kBad), nullptr);
  EXPECT_EQ(Find(found, "store", Grade::kBad)->why, "no room");
}

TEST_F(CheckupTest, ASourceThatWasNeverAskedIsNoted) {
  MakeStore();
  SourceConfig source;
  source.id = "herald";
  source.url = "https://herald.example/feed";
  config_.sources.push_back(source);
  EXPECT_NE(Find(ExamineStore(config_, clock_), "source herald", Grade::kNote), nullptr);
}

TEST_F(CheckupTest, OneFailedPollIsNotedAndThreeInARowAreBad) {
  SourceConfig source;
  source.id = "herald";
  source.url = "https://herald.example/feed";
  config_.sources.push_back(source);
  for (const int failures : {1, 2, 3, 9}) {
    const auto store = std::move(Store::Open(config_.daemon.state_dir)).value();
    const Json standing = Json::Of({{"failures", failures}, {"last_error", "503"}});
    const Json state = Json::Of({{"url", source.url},
                                 {"configured", source.url},
                                 {"asked", 20},
                                 {"due", FormatTime(Noon())},
                                 {"standing", standing}});
    ASSERT_TRUE(store->PutState({{"source/herald", state.Dump()}}).ok());
    const Grade grade = failures < 3 ? Grade::kNote : Grade::kBad;
    EXPECT_NE(Find(ExamineStore(config_, clock_), "source herald", grade), nullptr) << failures;
  }
}

TEST_F(CheckupTest, NoStoreYetIsNoDamage) {
  EXPECT_NE(Find(ExamineStore(config_, clock_), "store", Grade::kNote), nullptr);
}

TEST_F(CheckupTest, ADamagedStoreIsBad) {
  MakeStore();
  std::ofstream(config_.daemon.state_dir / "db" / "CURRENT") << "nonsense\n";
  EXPECT_NE(Find(ExamineStore(config_, clock_), "store", Grade::kBad), nullptr);
}

TEST_F(CheckupTest, AFullDiskIsBad) {
  MakeStore();
  config_.storage.disk_free_min = {std::uint64_t{1} << 60U};
  const std::vector<Diagnosis> found = ExamineStore(config_, clock_);
  const Diagnosis* bad = Find(found, "disk", Grade::kBad);
  ASSERT_NE(bad, nullptr);
  EXPECT_THAT(bad->why, HasSubstr("storage.disk_free_min"));
}

TEST_F(CheckupTest, ADaemonThatDoesNotRunIsNoted) {
  EXPECT_NE(Find(ExamineDaemon(config_), "daemon", Grade::kNote), nullptr);
}

TEST_F(CheckupTest, AMissingBundleOfCertificatesIsBad) {
  config_.fetch.ca_file = (folder_.path() / "none.pem").string();
  const std::vector<Diagnosis> found = ExamineSurroundings(config_, clock_);
  const Diagnosis* bad = Find(found, "certificates", Grade::kBad);
  ASSERT_NE(bad, nullptr);
  EXPECT_THAT(bad->todo, HasSubstr("fetch.ca_file"));
}

TEST_F(CheckupTest, EveryFindingThatIsNotGoodSaysWhyAndWhatToDo) {
  MakeStore();
  std::vector<Diagnosis> all = ExamineStore(config_, clock_);
  for (const auto& more : {ExaminePermissions(config_), ExamineDaemon(config_),
                           ExamineSurroundings(config_, clock_), ExamineUnit()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  for (const Diagnosis& one : all) {
    EXPECT_EQ(one.grade == Grade::kGood, one.todo.empty()) << one.area << ": " << one.what;
    EXPECT_EQ(one.grade == Grade::kGood, one.why.empty()) << one.area << ": " << one.what;
  }
}

}  // namespace
}  // namespace claimwatch::testing
