// The whole service on a disk that others fill: it pauses, says so, answers, delivers, and goes on
// by itself.
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/text.h"
#include "tests/support/small_disk.h"
#include "tests/system/ever_changing.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr int kStories = 3;
constexpr std::uint64_t kSmall = 96;  // MiB

class FilledDisk : public ::testing::Test {
 protected:
  FilledDisk() {
    fs::create_directories(service_.state_dir());
    disk_.emplace(service_.state_dir(), kSmall);
    PrintEverChanging(service_.site, kStories, edits_);
    service_.Configure({"herald.example"}, kLookEverySecond);
  }

  // A stranger's file that takes all the room there is.
  void FillUp() const {
    std::ofstream file(service_.state_dir() / "stranger");
    const std::string block(1U << 20U, 'x');
    while (file.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
  }

  bool Waits(const std::function<bool()>& until) {
    for (int waited = 0; !until() && waited < 2000; ++waited) {
      service_.Wait(std::chrono::milliseconds(10));
    }
    return until();
  }

  // How often events.jsonl has `words`.
  int Told(const std::string& words) const {
    int count = 0;
    for (const Json& event : WholeEvents(service_)) {
      count += event["event"].AsString() == "disk" && event.Dump().find(words) != std::string::npos;
    }
    return count;
  }

  int Claimwatch(const std::string& words) const {
    return std::system(fmt::format("{}/claimwatch {} --config {} > {}/answer 2>&1", CW_BINARY_DIR,
                                   words, service_.config_file().string(),
                                   service_.folder.string())
                           .c_str());  // NOLINT(cert-env33-c): our own words
  }

  std::string Answer() const { return ReadFile(service_.folder / "answer"); }

  Service service_;
  std::optional<SmallDisk> disk_;
  std::atomic<int> edits_{0};
};

TEST_F(FilledDisk, PausesAndSaysSoAnswersAndGoesOnByItself) {
  if (!disk_->works()) {
    GTEST_SKIP() << "no right to mount a small disk";
  }
  service_.Start();
  ASSERT_TRUE(Waits([&] { return edits_ >= kStories; })) << service_.Log();
  EXPECT_TRUE(fs::exists(service_.state_dir() / "ballast"));
  FillUp();
  ASSERT_TRUE(Waits([&] { return Told("fetching pauses") == 1; })) << service_.Log();
  EXPECT_FALSE(fs::exists(service_.state_dir() / "ballast")) << "it was given up";
  EXPECT_EQ(Claimwatch("status"), 0) << Answer();
  EXPECT_THAT(Answer(), HasSubstr("paused"));
  EXPECT_EQ(Claimwatch("search Astana"), 0) << Answer();
  EXPECT_EQ(Claimwatch("alerts"), 0) << Answer();
  EXPECT_NE(Claimwatch("doctor"), 0);
  EXPECT_THAT(Answer(), HasSubstr("disk"));
  fs::remove(service_.state_dir() / "stranger");
  ASSERT_TRUE(Waits([&] { return Told("fetching goes on") == 1; })) << service_.Log();
  const int before = edits_;
  EXPECT_TRUE(Waits([&] { return edits_ > before; })) << service_.Log();
  EXPECT_TRUE(fs::exists(service_.state_dir() / "ballast")) << "and is taken again";
  std::set<std::string> said;
  const std::string log = service_.Log();
  for (const std::string_view line : Split(log, '\n')) {
    if (const std::size_t at = line.find("warning rocksdb:"); at != std::string_view::npos) {
      EXPECT_TRUE(said.emplace(line.substr(at)).second) << "again: " << line;
    }
  }
}

TEST_F(FilledDisk, TheServiceStartsThereAndDeliversWhatIsOwed) {
  if (!disk_->works()) {
    GTEST_SKIP() << "no right to mount a small disk";
  }
  service_.Start();
  ASSERT_TRUE(Waits([&] { return service_.Alerts().size() >= 2; })) << service_.Log();
  service_.Signal(SIGKILL);
  service_.Wait();
  const std::size_t delivered = service_.Alerts().size();
  FillUp();
  fs::remove(service_.alert_log());
  fs::remove(service_.alert_log().parent_path() / "events.jsonl");
  service_.Start();
  ASSERT_TRUE(Waits([&] { return Told("fetching pauses") == 1; })) << service_.Log();
  EXPECT_EQ(Claimwatch("alerts"), 0) << Answer();
  service_.Signal(SIGTERM);
  EXPECT_EQ(service_.Wait(), 0) << service_.Log();
  EXPECT_GT(delivered, 0U);
}

TEST_F(FilledDisk, ASinglePassDoesNotWaitForRoom) {
  if (!disk_->works()) {
    GTEST_SKIP() << "no right to mount a small disk";
  }
  ASSERT_TRUE(disk_->Resize(kSmall / 2));  // less than the watermark wants
  EXPECT_EQ(service_.Run({"--once"}), 75) << service_.Log();
  EXPECT_THAT(service_.Log(), HasSubstr("storage.disk_free_min"));
  EXPECT_EQ(edits_, 0) << "nothing was asked for";
}

}  // namespace
}  // namespace claimwatch::testing
