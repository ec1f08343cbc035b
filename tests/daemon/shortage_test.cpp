// A disk that is full while pages arrive: what was fetched is stored and told once there is room,
// without a restart and without a second fetch.
#include <fstream>
#include <random>

#include <gmock/gmock.h>

#include "daemon/record_names.h"
#include "tests/daemon/desk.h"
#include "tests/support/small_disk.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kFeed = "http://herald.example/feed.xml";
constexpr const char* kStory = "http://herald.example/world/1";
constexpr const char* kOther = "http://herald.example/world/2";
constexpr std::uint64_t kDisk = 64;  // MiB
constexpr std::size_t kNoise = 8'000'000;

class Shortage : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!disk_.works()) {
      GTEST_SKIP() << "no right to mount a small disk";
    }
    desk_.emplace(std::move(Store::Open(folder_.path() / "store")).value());
    desk_->AddSource("herald", "herald.example");
    desk_->site.SetRss(kFeed, RssOf({{kStory, "Summit"}, {kOther, "Road"}}));
    desk_->site.SetHtml(kOther, ArticlePage(kOther, "Road", SummitStory()));
    Print("3,000");
    desk_->Open();
    desk_->Settle();
    ASSERT_EQ(desk_->Versions(kStory), 1U);
  }

  void Print(const std::string& trainings) {
    desk_->site.SetHtml(kStory, ArticlePage(kStory, "Summit", SummitStory(trainings)) + Noise());
  }

  // The store takes up its work some seconds after there is room again: until then the loop tries.
  void MakeRoom() {
    fs::remove(Stranger());
    const auto since = std::chrono::steady_clock::now();
    while ((desk_->loop().LacksRoom() || !desk_->loop().IsWaiting()) &&
           std::chrono::steady_clock::now() - since < std::chrono::minutes(5)) {
      desk_->clock.Advance(std::chrono::seconds(10));
      desk_->loop().Turn(std::chrono::milliseconds(20));
    }
    desk_->Settle();
  }

  // A stranger's file that leaves no byte.
  void Fill() const {
    std::ofstream file(Stranger());
    const std::string block(4096, 'x');
    while (file.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
  }

  fs::path Stranger() const { return folder_.path() / "stranger"; }

  // What no compression makes small: more than the store's log has taken in advance.
  std::string Noise() {
    std::uniform_int_distribution<int> letter('a', 'z');
    std::string noise = "<!--";
    while (noise.size() < kNoise) {
      noise += static_cast<char>(letter(random_));
    }
    return noise + "-->";
  }

  std::mt19937 random_{1};
  TempFolder folder_;
  SmallDisk disk_{folder_.path(), kDisk};
  std::optional<Desk> desk_;
};

TEST_F(Shortage, APageThatCameMeanwhileIsStoredAndToldWithoutAskingAgain) {
  Print("30,000");
  FakeAnswer gone;
  gone.status = 410;
  desk_->site.Set(kOther, gone);
  Fill();
  desk_->Pass(hours(1));
  ASSERT_THAT(desk_->AlertsOf(FindingType::kChangedFigure), IsEmpty());
  const std::size_t asked = desk_->site.Count(kStory);
  EXPECT_TRUE(desk_->loop().PassIsDone()) << "a single pass does not wait for room";
  EXPECT_EQ(asked, 2U) << "nothing more is asked while the disk has no room";
  Print("3,000");  // what was read in between is not there any more
  MakeRoom();
  const Result<ArticleRecord> record = desk_->store().FindArticle(kStory);
  ASSERT_TRUE(record.ok());
  const Result<Version> second = desk_->store().GetVersion(record->id, 2);
  ASSERT_TRUE(second.ok()) << second.error().message();
  EXPECT_THAT(second->article.Text(), HasSubstr("30,000"));
  EXPECT_THAT(desk_->AlertsOf(FindingType::kChangedFigure), Not(IsEmpty()));
  EXPECT_THAT(desk_->AlertsOf(FindingType::kRemovedArticle), SizeIs(1)) << "nor is a removal lost";
  const Json plan = desk_->loop().scheduler().Explain(ArticleKey(ArticleName(*Url::Parse(kStory))));
  EXPECT_EQ(plan["failures"].AsInt(), 0) << "it was no failure of the site";
}

}  // namespace
}  // namespace claimwatch::testing
