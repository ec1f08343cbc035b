// A parser that fails says nothing of what it read: a crash, a pause of the machine, memory that is
// short for a moment must not keep a healthy source waiting.
#include <gmock/gmock.h>

#include "plugins/extract/article.h"
#include "plugins/source/source.h"
#include "tests/daemon/desk.h"

namespace claimwatch::testing {
namespace {

using std::chrono::minutes;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Fails for feeds while `broken`, as a child does that was killed.
class FailingParser final : public Parser {
 public:
  explicit FailingParser(const bool& broken) : broken_(broken) {}

  Result<Explanation> ReadArticle(const Page& page, const SiteFacts& site) override {
    return well_->ReadArticle(page, site);
  }

  Result<Feed> ReadFeed(const Page& page, const SourceOptions& options) override {
    if (broken_) {
      return Error(Errc::kIo, "parse failed: killed by signal 9");
    }
    return well_->ReadFeed(page, options);
  }

  std::vector<std::string> FindFeeds(const Page& page) override { return well_->FindFeeds(page); }

 private:
  const bool& broken_;
  std::unique_ptr<Parser> well_ = MakeParser();
};

class ParserFailure : public ::testing::Test {
 protected:
  ParserFailure() {
    desk_.AddSource("herald", "herald.example");
    desk_.site.SetRss("http://herald.example/feed.xml", RssOf({{kStory, "Summit ends in Astana"}}));
    desk_.site.SetHtml(kStory, ArticlePage(kStory, "Summit ends in Astana", SummitStory()));
    desk_.parser = std::make_unique<FailingParser>(broken_);
  }

  static constexpr const char* kStory = "http://herald.example/story";
  bool broken_ = true;
  Desk desk_;
};

TEST_F(ParserFailure, OnceCostsOnePollOfAFeed) {
  desk_.Open();
  desk_.Settle();
  EXPECT_EQ(desk_.Versions(kStory), 0U);
  broken_ = false;
  desk_.Pass(minutes(20), minutes(1));
  EXPECT_EQ(desk_.Versions(kStory), 1U) << "asked at the usual interval";
  EXPECT_THAT(desk_.AlertsOf(FindingType::kSourceDegraded), IsEmpty());
}

TEST_F(ParserFailure, ThatLastsIsTold) {
  desk_.Open();
  desk_.Settle();
  desk_.Pass(minutes(120), minutes(1));
  EXPECT_THAT(desk_.AlertsOf(FindingType::kSourceDegraded), SizeIs(1));
}

}  // namespace
}  // namespace claimwatch::testing
