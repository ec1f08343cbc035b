// Postings: what is added is found, once, in order; gaps and damage are refused.
#include <gmock/gmock.h>

#include "storage/postings.h"
#include "tests/storage/samples.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Index : public ::testing::Test {
 protected:
  Index() {
    Fetch(*store_, "https://a.example/1", "one", 0).value();
    Fetch(*store_, "https://a.example/2", "two", 1).value();
    Fetch(*store_, "https://a.example/1", "three", 2).value();
  }

  // Version record `record` with these terms.
  IndexedVersion With(std::uint64_t record, std::vector<std::string> terms) const {
    return {store_->Log(record - 1, 1).value().front(), std::move(terms)};
  }

  std::unique_ptr<Store> store_ = MemoryStore();
};

TEST_F(Index, ATermNamesArticlesByTheirFirstVersions) {
  ASSERT_TRUE(store_->AddToIndex({With(1, {"a", "b"}), With(2, {"a"})}, 7).ok());
  ASSERT_TRUE(store_->AddToIndex({With(3, {"a", "c"})}, 7).ok());
  EXPECT_THAT(store_->FindTerm("a").value(), ElementsAre(1, 2));
  EXPECT_THAT(store_->FindTerm("b").value(), ElementsAre(1));
  EXPECT_THAT(store_->FindTerm("c").value(), ElementsAre(1));
  EXPECT_THAT(store_->FindTerm("").value(), IsEmpty()) << "a start of a term is no term";
  EXPECT_EQ(store_->GetIndexState()->records, 3U);
}

TEST_F(Index, WhatIsIndexedIsNotAddedTwiceAndAGapIsRefused) {
  ASSERT_TRUE(store_->AddToIndex({With(1, {"a"})}, 7).ok());
  ASSERT_TRUE(store_->AddToIndex({With(1, {"b"}), With(2, {"b"})}, 7).ok());
  EXPECT_THAT(store_->FindTerm("b").value(), ElementsAre(2));
  ASSERT_TRUE(store_->DropIndex().ok());
  EXPECT_EQ(store_->AddToIndex({With(2, {"a"})}, 7).error().code(), Errc::kInvalid);
}

TEST(IndexOnDisk, IsInTablesAtOnceSoThatNoReaderHasToReplayIt) {
  const TempFolder folder;
  const std::filesystem::path dir = folder.path() / "store";
  std::vector<std::string> terms;
  for (int i = 0; i < 5'000; ++i) {
    terms.push_back("term" + std::to_string(i));
  }
  const std::unique_ptr<Store> store = Store::Open(dir).value();
  Fetch(*store, "https://a.example/1", "one", 0).value();
  ASSERT_TRUE(store->AddToIndex({{store->Log(0, 1).value().front(), terms}}, 7).ok());
  std::uintmax_t logged = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir / "db")) {
    logged += entry.path().extension() == ".log" ? entry.file_size() : 0U;
  }
  EXPECT_EQ(logged, 0U);
  const std::unique_ptr<Store> reader = Store::OpenReader(dir).value();
  EXPECT_EQ(reader->GetIndexState()->records, 1U);
  EXPECT_THAT(reader->FindTerm("term4999").value(), ElementsAre(1));
}

TEST_F(Index, OtherRulesNeedANewIndex) {
  ASSERT_TRUE(store_->AddToIndex({With(1, {"a"})}, 7).ok());
  EXPECT_EQ(store_->AddToIndex({With(2, {"a"})}, 8).error().code(), Errc::kInvalid);
  ASSERT_TRUE(store_->DropIndex().ok());
  EXPECT_THAT(store_->FindTerm("a").value(), IsEmpty());
  EXPECT_TRUE(store_->AddToIndex({With(1, {"a"})}, 8).ok());
}

TEST(Postings, BytesReadBackAndDamageIsNoticed) {
  const std::string bytes = EncodePostings({900, 3, 3, 70'000});
  std::vector<std::uint64_t> articles;
  ASSERT_TRUE(DecodePostings(bytes, articles).ok());
  EXPECT_THAT(articles, ElementsAre(3, 900, 70'000));
  EXPECT_LE(bytes.size(), 7U) << "one to three bytes an article";
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    std::vector<std::uint64_t> some;
    const Status read = DecodePostings(bytes.substr(0, size), some);
    EXPECT_TRUE(!read.ok() || some.size() < 3) << size;
  }
  EXPECT_FALSE(DecodePostings(std::string("\x02", 1), articles).ok());
  EXPECT_FALSE(DecodePostings(std::string("\x01\x00", 2), articles).ok()) << "a step of nothing";
}

}  // namespace
}  // namespace claimwatch::testing
