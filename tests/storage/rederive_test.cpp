// A version that was read again: readers see the new text, the chain still holds the old one.
#include <gmock/gmock.h>

#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::IsEmpty;

constexpr const char* kUrl = "https://herald.example/a";

class Rederived : public ::testing::Test {
 protected:
  Rederived() {
    id_ = Fetch(*store_, kUrl, "text with furniture", 0)->article_id;
    Fetch(*store_, kUrl, "an edit", 60).value();
    better_ = ArticleOf(kUrl, "text", "A better title");
    better_.extractor = "test-2";
    EXPECT_TRUE(store_->Rederive(id_, 1, better_).ok());
  }

  std::unique_ptr<Store> store_ = MemoryStore();
  std::string id_;
  Article better_;
};

TEST_F(Rederived, ReadersGetTheNewReadingAndTheOriginalStays) {
  EXPECT_EQ(store_->GetVersion(id_, 1)->article.paragraphs.front(), "text");
  EXPECT_EQ(store_->GetVersion(id_, 1)->article.extractor, "test-2");
  EXPECT_EQ(store_->GetVersion(id_, 1)->retrieved, At(0));
  EXPECT_EQ(store_->GetOriginal(id_, 1)->article.paragraphs.front(), "text with furniture");
  EXPECT_EQ(store_->GetVersion(id_, 2)->article.paragraphs.front(), "an edit");
}

TEST_F(Rederived, TheChainHolds) {
  EXPECT_THAT(store_->Verify({})->problems, IsEmpty());
}

TEST_F(Rederived, TheTextAsItIsReadNowIsThatVersionWhenItComesAgain) {
  const Appended again =
      store_->Append(PageOf(kUrl, "x", 90), better_, {"herald", "", "", {}}).value();
  EXPECT_EQ(again.state, AppendState::kVariant);
  EXPECT_EQ(again.number, 1U);
  EXPECT_EQ(store_->FindArticle(id_)->versions, 2U);
}

TEST_F(Rederived, NothingIsOwedAndNothingAlerts) {
  EXPECT_EQ(store_->OwedAnalyses()->size(), 2U) << "of the two fetches, not of the reading";
  EXPECT_THAT(store_->Alerts({}).value(), IsEmpty());
}

TEST_F(Rederived, TheLatestVersionGivesTheArticleItsTitle) {
  EXPECT_NE(store_->FindArticle(id_)->title, better_.title);
  ASSERT_TRUE(store_->Rederive(id_, 2, better_).ok());
  EXPECT_EQ(store_->FindArticle(id_)->title, better_.title);
}

TEST_F(Rederived, AVersionThatIsNotThereIsNotFound) {
  EXPECT_EQ(store_->Rederive(id_, 9, better_).error().code(), Errc::kNotFound);
}

}  // namespace
}  // namespace claimwatch::testing
