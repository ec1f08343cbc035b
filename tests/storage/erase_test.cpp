// What an erasure takes and what it leaves: no words, all hashes, and a record that tells it from a
// loss.
#include <random>

#include <gmock/gmock.h>

#include "storage/engine.h"
#include "storage/erasure.h"
#include "storage/files.h"
#include "storage/keys.h"
#include "storage/log_head.h"
#include "storage/retention.h"
#include "storage/upkeep.h"
#include "tests/storage/erasing_store.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using Erasing = ErasingStore;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(Erasing, TakesTheWordsAndLeavesAStoreThatVerifies) {
  const auto store = Store::Open(dir_).value();
  const Version before = store->GetVersion(id_, 2).value();
  const ErasureReport report = store->Erase(OrderFor({2})).value();
  EXPECT_THAT(report.erased, ElementsAre(2));
  EXPECT_EQ(report.bodies, 1U);
  EXPECT_EQ(report.findings, 1U);
  EXPECT_EQ(report.claims, 1U);
  EXPECT_THAT(report.alerts, ElementsAre(2));

  const Error gone = store->GetVersion(id_, 2).error();
  EXPECT_EQ(gone.code(), Errc::kNotFound);
  EXPECT_THAT(gone.message(), HasSubstr("erased on"));
  EXPECT_THAT(gone.message(), HasSubstr("because a court said so"));
  EXPECT_THAT(store->GetCapture(before.capture_id).error().message(), HasSubstr("erased"));
  EXPECT_THAT(store->Findings(id_, 2).value(), IsEmpty());
  const std::vector<ClaimRecord> claims = store->Claims("").value();
  for (const ClaimRecord& claim : claims) {
    EXPECT_THAT(claim.sentence, ::testing::Not(HasSubstr("claim 2")));
  }
  EXPECT_EQ(store->Versions(id_)->size(), 2U);
  EXPECT_EQ(store->GetVersion(id_, 1)->article.paragraphs.front(), "text 1");
  EXPECT_EQ(store->GetVersion(id_, 3)->article.paragraphs.front(), "text 3");

  const Erasure erasure = store->GetErasure(id_, 2)->value();
  EXPECT_EQ(erasure.text_hash, before.text_hash);
  EXPECT_EQ(erasure.raw_hash, before.raw_hash);
  EXPECT_EQ(erasure.when, At(600));
  const VerifyReport verified = store->Verify({}).value();
  EXPECT_THAT(verified.problems, IsEmpty());
  EXPECT_EQ(verified.erased, 1U);
  EXPECT_EQ(verified.withheld, 1U);
}

// A removed claim is told by the version that no longer has it, in the words of the one before.
TEST_F(Erasing, WhatALaterVersionSaysOfItLosesItsWords) {
  const auto store = Store::Open(dir_).value();
  ASSERT_TRUE(Fetch(*store, kUrl, "text 4", 4).ok());
  Proposal removed = ProposalOf("key of removed", id_, 4);
  removed.finding.rule = "CW-CLM-005";
  removed.finding.against = Against::kPrevious;
  removed.finding.sentence = {};
  removed.finding.other.text = "removed words";
  removed.alert.reset();
  Proposal own = ProposalOf("own words", id_, 4);
  own.finding.against = Against::kBaseline;
  own.alert.reset();
  std::vector<Proposal> proposals = {removed, own};
  for (Proposal unheard : {removed, own}) {
    unheard.fingerprint += "-unheard";
    unheard.suppressed = "noise";
    proposals.push_back(std::move(unheard));
  }
  store->Conclude(id_, 4, std::move(proposals), At(4)).value();

  EXPECT_EQ(store->Erase(OrderFor({3}))->claims, 2U);
  std::string words;
  const std::vector<ClaimRecord> claims = store->Claims("").value();
  for (const ClaimRecord& claim : claims) {
    words += claim.sentence + claim.key + '\n';
  }
  const std::vector<StateRecord> suppressed = store->States(kSuppressedKey).value();
  for (const StateRecord& state : suppressed) {
    words += state.value + '\n';
  }
  EXPECT_THAT(words, ::testing::Not(HasSubstr("removed")));
  EXPECT_THAT(words, HasSubstr(R"("sentence":"It is said that own words")"));
  EXPECT_THAT(words, HasSubstr("It is said that own wordsown words"));
}

TEST_F(Erasing, ASecondTimeIsSaidToBeDone) {
  const auto store = Store::Open(dir_).value();
  store->Erase(OrderFor({2})).value();
  const ErasureReport again = store->Erase(OrderFor({2, 3})).value();
  EXPECT_THAT(again.erased, ElementsAre(3));
  ASSERT_EQ(again.before.size(), 1U);
  EXPECT_EQ(again.before.front().reason, "a court said so");
  EXPECT_EQ(store->Erase(OrderFor({9})).error().code(), Errc::kNotFound);
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

TEST_F(Erasing, WhatWasPackedAgainstAnErasedTextCanStillBeRead) {
  const auto store = Store::Open(dir_).value();
  store->Erase(OrderFor({1})).value();
  EXPECT_EQ(store->GetVersion(id_, 2)->article.paragraphs.front(), "text 2");
  EXPECT_TRUE(store->GetCapture(store->GetVersion(id_, 3)->capture_id).ok());
  EXPECT_EQ(Fetch(*store, kUrl, "text 4", 9)->number, 4U);
  EXPECT_EQ(store->GetVersion(id_, 4)->article.paragraphs.front(), "text 4");
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

TEST_F(Erasing, AResponseThatAnotherVersionSharesGoesWithTheLast) {
  const auto store = Store::Open(dir_).value();
  const std::string other_url = "https://other.example/x";
  const Capture shared = store->GetCapture(store->GetVersion(id_, 2)->capture_id).value();
  Page page = shared.page;
  page.url = page.requested = Url::Parse(other_url).value();
  const Appended other = store->Append(page, ArticleOf(other_url, "other"), FeedFacts()).value();

  const ErasureReport first = store->Erase(OrderFor({1, 2, 3})).value();
  EXPECT_EQ(first.bodies, 2U);
  EXPECT_THAT(first.shared, ElementsAre(other.article_id + "@1"));
  EXPECT_TRUE(store->GetCapture(store->GetVersion(other.article_id, 1)->capture_id).ok());
  ErasureOrder rest = OrderFor({1});
  rest.article_id = other.article_id;
  EXPECT_EQ(store->Erase(rest)->bodies, 1U);
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

// What the article's record shows need not be the version stored last.
TEST_F(Erasing, TheHeadlineOfATextThatCameBackGoesWithItAndNotWithAnotherOne) {
  const auto store = Store::Open(dir_).value();
  const std::string url = "https://herald.example/returned";
  std::string id;
  for (const std::string name : {"old", "new"}) {
    id = store
             ->Append(PageOf(url, "<p>" + name + "</p>", 1), ArticleOf(url, name, "The " + name),
                      FeedFacts())
             ->article_id;
  }
  ASSERT_TRUE(store->MarkReturned(id, 1, At(2)).ok());
  ErasureOrder order = OrderFor({2});
  order.article_id = id;
  store->Erase(order).value();
  EXPECT_EQ(store->FindArticle(url)->title, "The old");
  order.numbers = {1};
  store->Erase(order).value();
  EXPECT_EQ(store->FindArticle(url)->title, "(erased)");
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

TEST_F(Erasing, TheSameTextAndResponseDoNotComeBack) {
  const auto store = Store::Open(dir_).value();
  store->Erase(OrderFor({2, 3})).value();
  EXPECT_EQ(store->FindArticle(kUrl)->title, "(erased)");
  EXPECT_EQ(Fetch(*store, kUrl, "text 3", 50)->state, AppendState::kUnchanged);
  const std::string wall =
      store->KeepCapture(PageOf(kUrl, "<html><p>text 2</p></html>", 51)).value();
  EXPECT_EQ(store->GetCapture(wall).error().code(), Errc::kNotFound);
  EXPECT_EQ(Fetch(*store, kUrl, "text 4", 52)->number, 4U) << "another text is another version";
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

TEST_F(Erasing, WhatABaselineWasReadFromStays) {
  const auto store = Store::Open(dir_).value();
  const std::string kept =
      store->KeepCapture(PageOf(kUrl, "<html><p>text 2</p></html>", 5)).value();
  const Json record = Json::Of({{"url", kUrl}, {"capture", kept}});
  ASSERT_TRUE(store->PutState({{"baseline/herald", record.Dump()}}).ok());
  const ErasureReport report = store->Erase(OrderFor({1, 2, 3})).value();
  EXPECT_EQ(report.bodies, 2U);
  EXPECT_THAT(report.shared, ElementsAre("baseline/herald"));
  EXPECT_TRUE(store->GetCapture(kept).ok());
  EXPECT_EQ(store->GetVersion(id_, 2).error().code(), Errc::kNotFound);
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

// Whoever is asked then sees what will be, and nobody can change it meanwhile.
TEST_F(Erasing, WhatGoesBesideIsAskedOnceAndWrittenWithIt) {
  const auto store = Store::Open(dir_).value();
  ASSERT_TRUE(store->PutState({{"held/1", "words"}}).ok());
  int asked = 0;
  ErasureOrder order = OrderFor({2});
  order.beside = [&](const ErasureReport& report) {
    ++asked;
    EXPECT_THAT(report.alerts, ElementsAre(2));
    EXPECT_EQ(store->States("held/")->front().value, "words");
    return ErasedBeside{{}, {{"held/1", "blank"}}};
  };
  order.erasing = claimwatch::Erasing::kLook;
  store->Erase(order).value();
  EXPECT_EQ(asked, 0);
  order.erasing = claimwatch::Erasing::kDo;
  store->Erase(order).value();
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(store->GetState("held/1").value(), "blank");
}

TEST_F(Erasing, NothingIsErasedWhenWhatGoesBesideCannotBeTold) {
  const auto store = Store::Open(dir_).value();
  ErasureOrder order = OrderFor({2});
  order.beside = [](const ErasureReport&) -> Result<ErasedBeside> {
    return Error(Errc::kIo, "a record cannot be read");
  };
  EXPECT_EQ(store->Erase(order).error().message(), "a record cannot be read");
  EXPECT_TRUE(store->GetVersion(id_, 2).ok());
}

// What was thought of beside the erasure comes after it.
TEST_F(Erasing, TermsAndAlertsThatWereUnderWayDoNotComeBack) {
  const auto store = Store::Open(dir_).value();
  const std::vector<LogPlace> log = store->Log(0, 3).value();
  store->Erase(OrderFor({2})).value();
  // Version 3 was read as what it adds to version 2, which is not there any more.
  const Status overtaken =
      store->AddToIndex({{log[0], {"one"}}, {log[1], {"two"}}, {log[2], {"three"}}}, 7);
  EXPECT_EQ(overtaken.error().code(), Errc::kBusy);
  EXPECT_EQ(store->GetIndexState()->records, 0U);
  ASSERT_TRUE(
      store->AddToIndex({{log[0], {"one"}}, {log[1], {}}, {log[2], {"two", "three"}}}, 7).ok());
  EXPECT_THAT(store->FindTerm("two").value(), ElementsAre(1));

  Proposal removed = ProposalOf("removed", id_, 3);
  removed.finding.against = Against::kPrevious;
  removed.finding.other.text = "claim 2";
  removed.alert.reset();
  Proposal compared = ProposalOf("was: claim 2", id_, 3);
  compared.alert->record.Edit("claimwatch")
      .Set("baseline", Json::Of({{"id", id_}, {"version", Json::Of({{"number", 2}})}}));
  EXPECT_THAT(store->Raise({compared}, At(5)).value(), IsEmpty());
  EXPECT_THAT(
      store->Conclude(id_, 3, {removed, compared, ProposalOf("own", id_, 3)}, At(5)).value(),
      IsEmpty());
  EXPECT_EQ(store->Findings(id_, 3)->size(), 1U);
  EXPECT_EQ(store->GetClaim(removed.fingerprint).error().code(), Errc::kNotFound);
  EXPECT_EQ(store->GetClaim(compared.fingerprint).error().code(), Errc::kNotFound);
}

TEST_F(Erasing, ItsTermsFindItNoMore) {
  const auto store = Store::Open(dir_).value();
  const std::vector<LogPlace> log = store->Log(0, 3).value();
  ASSERT_TRUE(store->AddToIndex({{log[0], {"both", "one"}}, {log[1], {"two"}}}, 7).ok());
  ErasureOrder order = OrderFor({2});
  order.beside = [](const ErasureReport&) {
    return ErasedBeside{{"two"}, {}};
  };
  store->Erase(order).value();
  EXPECT_THAT(store->FindTerm("two").value(), IsEmpty());
  EXPECT_THAT(store->FindTerm("both").value(), ElementsAre(1));
}

TEST_F(Erasing, AnAlertKeepsItsPlaceAndLosesItsWords) {
  const auto store = Store::Open(dir_).value();
  const Alert before = store->FindAlert("2").value();
  store->Erase(OrderFor({2})).value();
  const Alert after = store->FindAlert("2").value();
  EXPECT_EQ(after.id, before.id);
  EXPECT_EQ(after.record.At("claimwatch.integrity").Dump(),
            before.record.At("claimwatch.integrity").Dump());
  EXPECT_THAT(after.record.Dump(), ::testing::Not(HasSubstr("claim 2")));
  EXPECT_EQ(after.record.At("labels.erased").AsString(), FormatTime(At(600)));
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

TEST_F(Erasing, AnAlertThatComparesWithItLosesItsWordsToo) {
  const auto store = Store::Open(dir_).value();
  store->Raise({Comparing()}, At(5)).value();
  EXPECT_THAT(store->Erase(OrderFor({2}))->alerts, ElementsAre(2, 4));
  const Json after = store->FindAlert("4")->record;
  EXPECT_FALSE(after["claimwatch"].Has("evidence"));
  EXPECT_EQ(after.At("claimwatch.article.headline").AsString(), "the third");
  EXPECT_EQ(after.At("claimwatch.baseline.headline").AsString(), "(erased)");
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

TEST_F(Erasing, ALookChangesNothing) {
  const auto store = Store::OpenReader(dir_).value();
  ErasureOrder order = OrderFor({1, 2});
  order.erasing = claimwatch::Erasing::kLook;
  EXPECT_THAT(store->Erase(order)->erased, ElementsAre(1, 2));
  EXPECT_TRUE(store->GetVersion(id_, 2).ok());
  EXPECT_FALSE(store->OwesErasure().value());
}

TEST_F(Erasing, AnArticleWithoutAnyTextStaysSo) {
  const auto store = Store::Open(dir_).value();
  store->Erase(OrderFor({1, 2, 3})).value();
  const Appended again = Fetch(*store, kUrl, "text 3, one word more", 52).value();
  EXPECT_EQ(again.state, AppendState::kUnchanged);
  EXPECT_EQ(again.number, 3U);
  EXPECT_EQ(store->FindArticle(kUrl)->versions, 3U);
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

TEST_F(Erasing, ErasedBytesDoNotComeBackUnderAnotherReading) {
  const auto store = Store::Open(dir_).value();
  store->Erase(OrderFor({3})).value();
  const Article other = ArticleOf(kUrl, "text 3 as a better extractor reads it");
  const Page same = PageOf(kUrl, "<html><p>text 3</p></html>", 60);
  EXPECT_EQ(store->Append(same, other, FeedFacts())->number, 3U);
  EXPECT_EQ(store->FindArticle(kUrl)->versions, 3U);
}

TEST_F(Erasing, AnswersThatWereNoVersionGoWithTheLastOne) {
  const auto store = Store::Open(dir_).value();
  const std::string wall = store->KeepCapture(PageOf(kUrl, "<p>text 1 in part</p>", 4)).value();
  const std::string other =
      store->KeepCapture(PageOf("https://herald.example/x", "<p>a wall</p>", 4)).value();
  store->Erase(OrderFor({1})).value();
  EXPECT_TRUE(store->GetCapture(wall).ok());
  store->Erase(OrderFor({2, 3})).value();
  EXPECT_EQ(store->GetCapture(wall).error().code(), Errc::kNotFound);
  EXPECT_TRUE(store->GetCapture(other).ok());
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

// What no compression makes smaller, so that it stands in the files as it is.
std::string NoiseOf(std::size_t size) {
  std::mt19937_64 random(20250619);  // NOLINT(cert-msc51-cpp): the same bytes each time
  std::string noise;
  while (noise.size() < size) {
    const std::uint64_t eight = random();
    noise.append(reinterpret_cast<const char*>(&eight), sizeof eight);
  }
  return noise;
}

TEST_F(Erasing, TheBytesAreOffTheDisk) {
  const std::string noise = NoiseOf(40U << 10U);
  const std::string part = noise.substr(20U << 10U, 64);
  const auto store = Store::Open(dir_).value();
  store->Append(PageOf(kUrl, noise, 20), ArticleOf(kUrl, "text 4"), FeedFacts()).value();
  const std::string key = store->GetVersion(id_, 4)->raw_hash;
  EXPECT_THAT(ReadAllIn(dir_ / "db"), HasSubstr(part));
  store->Erase(OrderFor({4})).value();
  EXPECT_TRUE(store->OwesErasure().value());
  ASSERT_TRUE(store->FinishErasures().ok());
  EXPECT_FALSE(store->OwesErasure().value());
  EXPECT_THAT(ReadAllIn(dir_ / "db"), ::testing::Not(HasSubstr(part)));
  EXPECT_THAT(store->Verify({})->problems, IsEmpty());
}

TEST_F(Erasing, ACrashBeforeTheFilesAreRewrittenForgetsNothing) {
  const std::string noise = NoiseOf(40U << 10U);
  const std::string part = noise.substr(20U << 10U, 64);
  {
    const auto store = Store::Open(dir_).value();
    store->Append(PageOf(kUrl, noise, 20), ArticleOf(kUrl, "text 4"), FeedFacts()).value();
    store->Erase(OrderFor({4})).value();
  }
  EXPECT_THAT(ReadAllIn(dir_ / "db"), HasSubstr(part));
  const auto store = Store::Open(dir_).value();
  EXPECT_EQ(store->GetVersion(id_, 4).error().code(), Errc::kNotFound);
  EXPECT_TRUE(store->OwesErasure().value());
  ASSERT_TRUE(store->FinishErasures().ok());
  EXPECT_THAT(ReadAllIn(dir_ / "db"), ::testing::Not(HasSubstr(part)));
}

TEST_F(Erasing, BackupRestoreAndGcKeepItErased) {
  {
    const auto store = Store::Open(dir_).value();
    store->Erase(OrderFor({2})).value();
  }
  CollectGarbage(dir_, {.refused_before = At(9'000)}, Sweep::kDropAndRewrite).value();
  EXPECT_FALSE(Store::OpenReader(dir_).value()->OwesErasure().value()) << "gc rewrites all files";
  const fs::path backup = folder_.path() / "backup";
  const fs::path restored = folder_.path() / "restored";
  BackUpStore(dir_, backup, {}).value();
  RestoreStore(backup, restored, {}).value();
  const auto store = Store::Open(restored).value();
  EXPECT_THAT(store->GetVersion(id_, 2).error().message(), HasSubstr("erased on"));
  const VerifyReport report = store->Verify({}).value();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.erased, 1U);
}

TEST_F(Erasing, AProofOfTheHashStillHolds) {
  const auto store = Store::Open(dir_).value();
  const VersionProof before = store->Prove(id_, 2, 3).value();
  store->Erase(OrderFor({2})).value();
  const VersionProof after = store->Prove(id_, 2, 3).value();
  EXPECT_EQ(after.record, before.record);
  EXPECT_EQ(after.path, before.path);
  EXPECT_EQ(after.capture, before.capture);
  EXPECT_EQ(after.version, "");
  EXPECT_EQ(after.body, "");
}

}  // namespace
}  // namespace claimwatch::testing
