// What one fetch does to the store: identity, versions, evidence.
#include <gmock/gmock.h>

#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kUrl = "https://herald.example/astana";

TEST(Append, TheFirstTextIsVersionOneAndOwesItsAnalysis) {
  const auto store = MemoryStore();
  const Appended first = Fetch(*store, kUrl, "3,000 places").value();
  EXPECT_EQ(first.state, AppendState::kNewArticle);
  EXPECT_EQ(first.number, 1U);
  const std::vector<Owed> owed = store->OwedAnalyses().value();
  ASSERT_EQ(owed.size(), 1U);
  EXPECT_EQ(owed.front().article_id, first.article_id);
  EXPECT_EQ(owed.front().number, 1U);
}

TEST(Append, TheSameTextOnlyMovesLastSeen) {
  const auto store = MemoryStore();
  const Appended first = Fetch(*store, kUrl, "3,000 places", 0).value();
  const Appended again = Fetch(*store, kUrl, "3,000 places", 30).value();
  EXPECT_EQ(again.state, AppendState::kUnchanged);
  const ArticleRecord record = store->FindArticle(first.article_id).value();
  EXPECT_EQ(record.versions, 1U);
  EXPECT_EQ(record.first_seen, At(0));
  EXPECT_EQ(record.last_seen, At(30));
  EXPECT_EQ(record.last_changed, At(0));
  EXPECT_EQ(store->GetVersion(first.article_id, 1)->last_seen, At(30));
  EXPECT_EQ(store->GetStatus()->captures, 1U);
}

TEST(Append, EachNewTextIsTheNextVersion) {
  const auto store = MemoryStore();
  const std::string id = Fetch(*store, kUrl, "3,000 places", 0)->article_id;
  EXPECT_EQ(Fetch(*store, kUrl, "30,000 places", 5)->state, AppendState::kNewVersion);
  EXPECT_EQ(Fetch(*store, kUrl, "30,001 places", 9)->number, 3U);
  const std::vector<Version> versions = store->Versions(id).value();
  ASSERT_EQ(versions.size(), 3U);
  EXPECT_EQ(versions[1].number, 2U);
  EXPECT_EQ(versions[1].retrieved, At(5));
  EXPECT_THAT(versions[1].article.paragraphs.front(), "30,000 places");
  EXPECT_EQ(versions[2].article.paragraphs.front(), "30,001 places");
}

TEST(Append, AnOlderTextThatComesBackIsAVariantAndNoVersion) {
  const auto store = MemoryStore();
  for (int round = 0; round < 100; ++round) {
    Fetch(*store, kUrl, "text A", 2 * round).value();
    Fetch(*store, kUrl, "text B", 2 * round + 1).value();
  }
  EXPECT_EQ(store->GetStatus()->versions, 2U);
  const Appended back = Fetch(*store, kUrl, "text A", 300).value();
  EXPECT_EQ(back.state, AppendState::kVariant);
  EXPECT_EQ(back.number, 1U);
}

TEST(Append, EverythingAnArticleSaysComesBack) {
  const auto store = MemoryStore();
  Article article = ArticleOf(kUrl, "Сумма — 94,8 млрд; 习近平");
  article.standfirst = "In short";
  article.publisher = "Herald";
  article.published = At(-60);
  article.modified = At(-5);
  article.correction_note = "An earlier version said 95";
  article.encoding = "windows-1251";
  article.free = false;
  article.quality = {0.25, {"text ends in mid-sentence"}};
  const Appended first =
      store->Append(PageOf(kUrl, "x"), article, {"herald", "g1", "t", {}}).value();
  const Version version = store->GetVersion(first.article_id, 1).value();
  EXPECT_EQ(version.source, "herald");
  EXPECT_EQ(version.article.standfirst, article.standfirst);
  EXPECT_EQ(version.article.publisher, article.publisher);
  EXPECT_EQ(version.article.published, article.published);
  EXPECT_EQ(version.article.modified, article.modified);
  EXPECT_EQ(version.article.correction_note, article.correction_note);
  EXPECT_EQ(version.article.encoding, article.encoding);
  EXPECT_EQ(version.article.free, article.free);
  EXPECT_EQ(version.article.quality.score, article.quality.score);
  EXPECT_EQ(version.article.quality.reasons, article.quality.reasons);
  EXPECT_EQ(version.article.authors, article.authors);
  EXPECT_EQ(version.article.Text(), article.Text());
  EXPECT_EQ(version.text_hash, TextHash(article));
}

TEST(Append, TheResponseIsKeptAsItCame) {
  const auto store = MemoryStore();
  Page page = PageOf(kUrl, std::string("\0raw \xFF bytes", 12));
  page.truncated = true;
  const Appended first = store->Append(page, ArticleOf(kUrl, "text"), {}).value();
  const Version version = store->GetVersion(first.article_id, 1).value();
  const Capture capture = store->GetCapture(version.capture_id).value();
  EXPECT_EQ(capture.page.body, page.body);
  EXPECT_EQ(capture.page.headers, page.headers);
  EXPECT_EQ(capture.page.url.text(), page.url.text());
  EXPECT_EQ(capture.page.status, 200);
  EXPECT_TRUE(capture.page.truncated);
  ASSERT_EQ(capture.page.hops.size(), 1U);
  EXPECT_EQ(capture.page.hops.front().status, 302);
  EXPECT_EQ(capture.page.connected_address, "203.0.113.7:443");
  EXPECT_EQ(capture.page.certificate_digest, "ab12");
  EXPECT_EQ(capture.page.fetched, At(0));
  EXPECT_EQ(capture.raw_hash, TaggedHex(Sha256(page.body)));
  EXPECT_EQ(version.raw_hash, capture.raw_hash);
}

TEST(Append, TrackingParametersAndWwwAreTheSameArticle) {
  const auto store = MemoryStore();
  const std::string id = Fetch(*store, kUrl, "text")->article_id;
  const Appended other =
      Fetch(*store, "http://www.herald.example/astana?utm_source=x#top", "text", 5).value();
  EXPECT_EQ(other.article_id, id);
  EXPECT_EQ(other.state, AppendState::kUnchanged);
}

TEST(Append, AnAddressThatRedirectsToAnArticleIsOneOfItsNames) {
  const auto store = MemoryStore();
  Page page = PageOf(kUrl, "x");
  page.requested = Url::Parse("https://herald.example/short/7").value();
  const std::string id = store->Append(page, ArticleOf(kUrl, "text"), {})->article_id;
  const ArticleRecord record = store->FindArticle("https://herald.example/short/7").value();
  EXPECT_EQ(record.id, id);
  EXPECT_THAT(record.other_urls, ElementsAre("https://herald.example/short/7"));
}

TEST(Append, AChangedAddressWithTheSameEntryIdIsTheSameArticle) {
  const auto store = MemoryStore();
  const FeedFacts facts{"herald", "guid-1", "", {}};
  const std::string id =
      store->Append(PageOf(kUrl, "a"), ArticleOf(kUrl, "3,000 places"), facts)->article_id;
  const std::string moved = "https://herald.example/astana-summit-3000-places";
  const Appended second =
      store->Append(PageOf(moved, "b", 9), ArticleOf(moved, "30,000 places"), facts).value();
  EXPECT_EQ(second.article_id, id);
  EXPECT_EQ(second.state, AppendState::kNewVersion);
  EXPECT_EQ(store->FindArticle(moved)->id, id);
}

TEST(Append, AnEntryIdUsedForAnotherStoryJoinsNothing) {
  const auto store = MemoryStore();
  const FeedFacts facts{"herald", "1", "", {}};
  const std::string id =
      store->Append(PageOf(kUrl, "a"), ArticleOf(kUrl, "3,000 places"), facts)->article_id;
  const std::string other = "https://herald.example/football";
  Article football = ArticleOf(other, "", "Cup final ends without goals");
  football.paragraphs = {"Nobody scored before penalties decided everything yesterday evening."};
  const Appended second = store->Append(PageOf(other, "b"), football, facts).value();
  EXPECT_NE(second.article_id, id);
  EXPECT_EQ(second.state, AppendState::kNewArticle);
}

TEST(Append, TheSameEntryIdInAnotherSourceIsAnotherArticle) {
  const auto store = MemoryStore();
  const std::string other = "https://wire.example/astana";
  const std::string a =
      store->Append(PageOf(kUrl, "a"), ArticleOf(kUrl, "text"), {"herald", "1", "", {}})
          ->article_id;
  const std::string b =
      store->Append(PageOf(other, "a"), ArticleOf(other, "text"), {"wire", "1", "", {}})
          ->article_id;
  EXPECT_NE(a, b);
}

TEST(Append, APageWithoutAnyAddressIsRefused) {
  const auto store = MemoryStore();
  const Result<Appended> result = store->Append(Page(), ArticleOf("", "text"), {});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code(), Errc::kInvalid);
  EXPECT_THAT(result.error().message(), HasSubstr("no address"));
}

TEST(Append, AWallIsKeptAsEvidenceWithoutAVersion) {
  const auto store = MemoryStore();
  const std::string id = store->KeepCapture(PageOf(kUrl, "please accept cookies")).value();
  EXPECT_EQ(store->GetCapture(id)->page.body, "please accept cookies");
  EXPECT_EQ(store->GetStatus()->versions, 0U);
  EXPECT_EQ(store->GetStatus()->captures, 1U);
}

TEST(Append, ManyNearlyEqualVersionsReadBackExactly) {
  const auto store = MemoryStore();
  std::string id;
  const std::string filler(20'000, 'x');
  for (int i = 1; i <= 40; ++i) {
    id = Fetch(*store, kUrl, filler + std::to_string(i), i)->article_id;
  }
  for (std::uint32_t i = 1; i <= 40; ++i) {
    const Version version = store->GetVersion(id, i).value();
    EXPECT_EQ(version.article.paragraphs.front(), filler + std::to_string(i));
    EXPECT_THAT(store->GetCapture(version.capture_id)->page.body, HasSubstr(std::to_string(i)));
  }
}

TEST(MarkGone, IsRememberedAndTakenBack) {
  const auto store = MemoryStore();
  const std::string id = Fetch(*store, kUrl, "text")->article_id;
  ASSERT_TRUE(store->MarkGone(id, true, At(60)).ok());
  EXPECT_TRUE(store->FindArticle(id)->gone);
  ASSERT_TRUE(store->MarkGone(id, false, At(90)).ok());
  EXPECT_FALSE(store->FindArticle(id)->gone);
  EXPECT_EQ(store->MarkGone("0000000000000000", true, At(1)).error().code(), Errc::kNotFound);
}

}  // namespace
}  // namespace claimwatch::testing
