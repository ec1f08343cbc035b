#include <gmock/gmock.h>

#include "cli/alert_view.h"
#include "core/digest.h"
#include "daemon/acks.h"
#include "storage/log_head.h"
#include "storage/store.h"

namespace claimwatch {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A store with one version of three sentences, of which an alert names the second.
class Surroundings : public ::testing::Test {
 protected:
  Surroundings() {
    Article article;
    article.url = "https://a.example/story";
    article.title = "Leaders meet";
    article.language = "en";
    article.paragraphs = {
        "The first sentence is calm. The second one has 30,000 places. "
        "The third one ends it."};
    Page page;
    page.url = *Url::Parse(article.url);
    page.body = "x";
    page.fetched = *ParseTime("2025-06-20T04:00:00Z");
    const Result<Appended> appended = store_->Append(page, article, {});
    EXPECT_TRUE(appended.ok());
    const std::string text = article.Text();
    const std::size_t start = text.find("The second");
    alert_.sequence = 1;
    alert_.article_id = appended->article_id;
    alert_.version = 1;
    alert_.record = Json::Of(
        {{"claimwatch",
          Json::Of({{"evidence",
                     Json::Of({{"sentence", Json::Of({{"text", "The second one has 30,000 places."},
                                                      {"start", std::uint64_t{start}},
                                                      {"end", std::uint64_t{text.find(
                                                                  " The third")}}})}})}})}});
  }

  std::string View() const { return AlertSurroundings(*store_, alert_, Style(Colour::kNever)); }

  std::unique_ptr<Store> store_ = std::move(Store::OpenInMemory()).value();
  Alert alert_;
};

TEST_F(Surroundings, TheSentencesOnBothSidesAreShown) {
  EXPECT_THAT(View(), HasSubstr("The first sentence is calm."));
  EXPECT_THAT(View(), HasSubstr("The third one ends it."));
  EXPECT_THAT(View(), Not(HasSubstr("30,000"))) << "the card has the sentence itself";
}

TEST_F(Surroundings, AVersionThatIsNotThereLeavesItOut) {
  alert_.version = 7;
  EXPECT_EQ(View(), "");
}

TEST_F(Surroundings, WhereItStandsInTheLogIsShownSoThatAReaderCanCheckIt) {
  StampAlert(alert_, 1, "sha256:before");
  EXPECT_THAT(
      View(),
      HasSubstr(std::string(alert_.record.At("claimwatch.integrity.leaf_hash").AsString())));
  EXPECT_THAT(View(), HasSubstr("sha256:before"));
  EXPECT_THAT(View(), HasSubstr("0 of 1, " + TaggedHex(store_->GetLogHead()->root)))
      << "the only leaf of a tree is its root";
  EXPECT_THAT(View(), HasSubstr("claimwatch prove " + alert_.article_id + "@1"));
}

TEST_F(Surroundings, WhoSawItIsNamed) {
  ASSERT_TRUE(store_
                  ->PutState({{"ack/00000000000000000001",
                               AckJson({1, "Anna", "called them", Time{}}).Dump()}})
                  .ok());
  EXPECT_THAT(View(), HasSubstr("by Anna: called them"));
}

}  // namespace
}  // namespace claimwatch
