// A changed extractor: history can be read again, differences are listed, nothing alerts.
#include "daemon/reextract.h"

#include <gmock/gmock.h>

#include "plugins/parser.h"
#include "tests/daemon/desk.h"
#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kUrl = "http://herald.example/world/summit";

// What an older extractor made of a page of today: with a line of the page's furniture.
Article OldReading(const Article& today) {
  Article old = today;
  old.paragraphs.emplace_back("Share this story with your friends");
  old.extractor = "old-1";
  return old;
}

class Reextracting : public ::testing::Test {
 protected:
  // Two versions, the first as the old extractor read it.
  Reextracting() {
    Put(SummitStory("3,000"), 0, OldReading);
    Put(SummitStory("30,000"), 60, [](const Article& today) { return today; });
  }

  template <typename Change>
  void Put(const std::vector<std::string>& story, int minute, Change change) {
    const Page page = PageOf(kUrl, ArticlePage(kUrl, "Summit ends in Astana", story), minute);
    const Article today = SiteKnowledge(*store_, *parser_).Read(page)->article;
    id_ = store_->Append(page, change(today), {"herald", "", "", {}})->article_id;
  }

  std::vector<std::string> Differences(Rewrite rewrite) {
    std::vector<std::string> found;
    ReextractTask task;
    task.rewrite = rewrite;
    task.tell = [&](const Difference& difference) {
      found.push_back(difference.version.article.extractor + "@" +
                      std::to_string(difference.version.number));
    };
    report_ = Reextract(*store_, *parser_, task).value();
    return found;
  }

  std::unique_ptr<Store> store_ = MemoryStore();
  std::unique_ptr<Parser> parser_ = MakeParser();
  std::string id_;
  ReextractReport report_;
};

TEST_F(Reextracting, TheSameDifferencesAreListedTwiceAndNothingIsChanged) {
  EXPECT_THAT(Differences(Rewrite::kNo), ElementsAre("old-1@1"));
  EXPECT_THAT(Differences(Rewrite::kNo), ElementsAre("old-1@1"));
  EXPECT_EQ(report_.versions, 2U);
  EXPECT_THAT(store_->GetVersion(id_, 1)->article.paragraphs.back(), HasSubstr("Share this"));
}

TEST_F(Reextracting, AfterWritingThereIsNothingLeftToSayAndNoAlert) {
  EXPECT_THAT(Differences(Rewrite::kYes), ElementsAre("old-1@1"));
  EXPECT_THAT(Differences(Rewrite::kYes), IsEmpty());
  EXPECT_THAT(store_->GetVersion(id_, 1)->article.paragraphs,
              ::testing::Not(::testing::Contains(HasSubstr("Share this"))));
  EXPECT_THAT(store_->Alerts({}).value(), IsEmpty());
  EXPECT_THAT(store_->Verify({})->problems, IsEmpty());
}

TEST_F(Reextracting, WhetherASiteWasShortenedIsNoOtherExtractor) {
  const Version version = store_->GetVersion(id_, 2).value();
  EXPECT_FALSE(ReadByAnother(version, version.article.extractor + "+site"));
  EXPECT_TRUE(ReadByAnother(store_->GetVersion(id_, 1).value(), version.article.extractor));
}

TEST(Upgrade, APageThatDidNotChangeIsNoEditToABetterExtractor) {
  Desk desk;
  desk.AddSource("herald", "herald.example");
  desk.site.SetRss("http://herald.example/feed.xml", RssOf({{kUrl, "Summit ends in Astana"}}));
  desk.site.SetHtml(kUrl, ArticlePage(kUrl, "Summit ends in Astana", SummitStory()));
  desk.Open();
  desk.Settle();
  const ArticleRecord article = desk.store().FindArticle(kUrl).value();
  const Version today = desk.store().GetVersion(article.id, 1).value();
  const std::size_t alerts = desk.alerts.size();
  ASSERT_TRUE(desk.store().Rederive(article.id, 1, OldReading(today.article)).ok());

  // The page comes again with other bytes and the same text.
  desk.site.SetHtml(kUrl, ArticlePage(kUrl, "Summit ends in Astana", SummitStory()) + "<!-- 2 -->");
  desk.Pass(std::chrono::hours(24));
  EXPECT_EQ(desk.Versions(kUrl), 1U);
  EXPECT_EQ(desk.alerts.size(), alerts);
  EXPECT_EQ(desk.store().GetVersion(article.id, 1)->article.extractor, today.article.extractor);
}

// A desk that has read the story once, with a line in it that the operator will want out.
class NewRule : public ::testing::Test {
 protected:
  NewRule() {
    desk_.AddSource("herald", "herald.example");
    desk_.site.SetRss("http://herald.example/feed.xml", RssOf({{kUrl, "Summit ends in Astana"}}));
    Serve("3,000");
    desk_.Open();
    desk_.Settle();
    alerts_ = desk_.alerts.size();
    desk_.Close();
    desk_.config.sites = {{.host = "herald.example", .drop = {".appeal"}}};
    desk_.Open();
  }

  void Serve(const std::string& trainings) {
    std::string page = ArticlePage(kUrl, "Summit ends in Astana", SummitStory(trainings));
    const std::string appeal =
        "<p class=appeal>The paper gave 5,000 readers a tour of its press in May, it said.</p>";
    page.insert(page.find("</p>") + 4, appeal);
    desk_.site.SetHtml(kUrl, page + "<!-- " + std::to_string(++serial_) + " -->");
  }

  Desk desk_;
  std::size_t alerts_ = 0;
  int serial_ = 0;
};

TEST_F(NewRule, AChangedRuleIsNoEditOfThePage) {
  ASSERT_THAT(desk_.store().GetVersion(desk_.store().FindArticle(kUrl)->id, 1)->article.Text(),
              HasSubstr("a tour of its press"))
      << "or this test proves nothing";
  Serve("3,000");
  desk_.Pass(std::chrono::hours(24));
  EXPECT_EQ(desk_.Versions(kUrl), 1U);
  EXPECT_EQ(desk_.alerts.size(), alerts_);
  EXPECT_THAT(desk_.store().GetVersion(desk_.store().FindArticle(kUrl)->id, 1)->article.Text(),
              ::testing::Not(HasSubstr("a tour of its press")));
}

TEST_F(NewRule, AnEditThatComesWithItIsStillSeen) {
  Serve("30,000");
  desk_.Pass(std::chrono::hours(24));
  EXPECT_EQ(desk_.Versions(kUrl), 2U);
  EXPECT_GT(desk_.alerts.size(), alerts_);
}

}  // namespace
}  // namespace claimwatch::testing
