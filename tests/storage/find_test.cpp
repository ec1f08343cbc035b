// Finding what a person means, and saying what is near when it is not there.
#include <gmock/gmock.h>

#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Find : public ::testing::Test {
 protected:
  std::unique_ptr<Store> store_ = MemoryStore();
  std::string id_ = Fetch(*store_, "https://herald.example/astana", "text")->article_id;
};

TEST_F(Find, ByFullIdPrefixAndAddress) {
  for (const std::string& typed :
       {id_, id_.substr(0, 6), " " + id_.substr(0, 9) + " ", std::string("herald.example/astana"),
        std::string("http://www.herald.example/astana?utm_medium=feed")}) {
    EXPECT_EQ(store_->FindArticle(typed)->id, id_) << typed;
  }
}

TEST_F(Find, UpperCaseDigitsAreTheSameDigits) {
  std::string upper = id_;
  std::transform(upper.begin(), upper.end(), upper.begin(), ::toupper);
  EXPECT_EQ(store_->FindArticle(upper)->id, id_);
}

TEST_F(Find, AShortPrefixIsInvalidWithTheReason) {
  const Error error = store_->FindArticle(id_.substr(0, 5)).error();
  EXPECT_EQ(error.code(), Errc::kInvalid);
  EXPECT_THAT(error.message(), HasSubstr("at least 6"));
}

TEST_F(Find, AWrongDigitNamesTheNearestArticle) {
  std::string typed = id_.substr(0, 8);
  typed.back() = typed.back() == '0' ? '1' : '0';
  const Error error = store_->FindArticle(typed).error();
  EXPECT_EQ(error.code(), Errc::kNotFound);
  EXPECT_THAT(error.message(), HasSubstr("did you mean " + id_));
}

TEST_F(Find, AMistypedAddressNamesTheNearestOne) {
  const Error error = store_->FindArticle("https://herald.example/astanna").error();
  EXPECT_EQ(error.code(), Errc::kNotFound);
  EXPECT_THAT(error.message(), HasSubstr("did you mean 'https://herald.example/astana'"));
}

TEST_F(Find, AWordThatIsNeitherIdNorAddressSaysWhatWouldDo) {
  const Error error = store_->FindArticle("summit").error();
  EXPECT_EQ(error.code(), Errc::kInvalid);
  EXPECT_THAT(error.message(), HasSubstr("use its URL"));
}

TEST_F(Find, NothingNearIsSaidToo) {
  const Error error = store_->FindArticle("https://nowhere.example/").error();
  EXPECT_EQ(error.code(), Errc::kNotFound);
  EXPECT_THAT(error.message(), HasSubstr("claimwatch articles"));
}

TEST_F(Find, ControlCharactersOfTheInputAreNotPrinted) {
  const Error error = store_->FindArticle("\x1b[31mred").error();
  EXPECT_EQ(error.message().find('\x1b'), std::string::npos);
}

TEST_F(Find, ArticlesAreListedNewestChangeFirstAndFiltered) {
  Fetch(*store_, "https://herald.example/b", "b", 10).value();
  Fetch(*store_, "https://herald.example/c", "c", 20).value();
  const std::vector<ArticleRecord> all = store_->Articles({}).value();
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_EQ(all.front().url, "https://herald.example/c");
  ArticleQuery query;
  query.since = At(5);
  query.until = At(20);
  ASSERT_THAT(store_->Articles(query).value(), SizeIs(2)) << "at or before";
  query.until = At(19);
  const std::vector<ArticleRecord> some = store_->Articles(query).value();
  ASSERT_THAT(some, SizeIs(1));
  EXPECT_EQ(some.front().url, "https://herald.example/b");
  query = {};
  query.source = "wire";
  EXPECT_THAT(store_->Articles(query).value(), IsEmpty());
  query = {};
  query.limit = 2;
  EXPECT_THAT(store_->Articles(query).value(), SizeIs(2));
}

class FindAlerts : public Find {
 protected:
  void SetUp() override {
    std::vector<Proposal> proposals;
    for (int i = 0; i < 5; ++i) {
      proposals.push_back(ProposalOf("claim " + std::to_string(i), id_));
    }
    alerts_ = store_->Conclude(id_, 1, std::move(proposals), At(0)).value();
  }

  std::vector<Alert> alerts_;
};

TEST_F(FindAlerts, BySequenceIdAndPrefix) {
  EXPECT_EQ(store_->FindAlert("3")->id, alerts_[2].id);
  EXPECT_EQ(store_->FindAlert(alerts_[1].id)->sequence, 2U);
  EXPECT_EQ(store_->FindAlert(alerts_[4].id.substr(0, 12))->sequence, 5U);
  EXPECT_EQ(store_->FindAlert("6").error().code(), Errc::kNotFound);
  EXPECT_EQ(store_->FindAlert("0").error().code(), Errc::kNotFound);
  EXPECT_EQ(store_->FindAlert("zzzzzz").error().code(), Errc::kNotFound);
}

TEST_F(FindAlerts, AreReadInOrderFromACursorOn) {
  AlertQuery query;
  query.after_sequence = 2;
  query.limit = 2;
  const std::vector<Alert> some = store_->Alerts(query).value();
  ASSERT_THAT(some, SizeIs(2));
  EXPECT_EQ(some[0].sequence, 3U);
  EXPECT_EQ(some[1].sequence, 4U);
}

TEST_F(FindAlerts, AreFilteredByTopicTypeSeverityAndTime) {
  AlertQuery query;
  query.topic = "rail";
  EXPECT_THAT(store_->Alerts(query).value(), IsEmpty());
  query = {};
  query.min_severity = Severity::kCritical;
  EXPECT_THAT(store_->Alerts(query).value(), IsEmpty());
  query.min_severity = Severity::kHigh;
  query.type = FindingType::kChangedFigure;
  query.topic = "summit";
  query.since = At(0);
  EXPECT_THAT(store_->Alerts(query).value(), SizeIs(5));
  query.until = At(0);
  EXPECT_THAT(store_->Alerts(query).value(), SizeIs(5)) << "at or before";
  query.until = At(-1);
  EXPECT_THAT(store_->Alerts(query).value(), IsEmpty());
}

TEST_F(FindAlerts, ACursorMovesForwardOnlyAndNotPastTheEnd) {
  EXPECT_EQ(store_->Cursor("file").value(), 0U);
  ASSERT_TRUE(store_->AdvanceCursor("file", 3).ok());
  ASSERT_TRUE(store_->AdvanceCursor("file", 2).ok());
  EXPECT_EQ(store_->Cursor("file").value(), 3U);
  EXPECT_EQ(store_->Cursor("webhook").value(), 0U);
  EXPECT_EQ(store_->AdvanceCursor("file", 6).error().code(), Errc::kInvalid);
}

TEST_F(Find, StateIsKeptByKeyAndListedByPrefix) {
  ASSERT_TRUE(store_->PutState({{"source/a", "1"}, {"source/b", "2"}, {"robots/x", "3"}}).ok());
  ASSERT_TRUE(store_->PutState({{"source/a", "4"}}).ok());
  EXPECT_EQ(store_->GetState("source/a").value(), "4");
  EXPECT_EQ(store_->GetState("source/c").value(), std::nullopt);
  const std::vector<StateRecord> sources = store_->States("source/").value();
  ASSERT_THAT(sources, SizeIs(2));
  EXPECT_EQ(sources[1].key, "source/b");
  EXPECT_THAT(store_->States("").value(), SizeIs(3));
}

}  // namespace
}  // namespace claimwatch::testing
