// `claimwatch timestamp`, and what verify and prove make of it.
#include <fstream>

#include <gmock/gmock.h>

#include "core/digest.h"
#include "core/json.h"
#include "storage/checkpoint.h"
#include "storage/store.h"
#include "tests/cli/typed.h"
#include "tests/support/time_authority.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kUrl = "https://steppe-herald.example/summit";

class TimestampVerb : public ::testing::Test, protected TimeAuthority {
 protected:
  void SetUp() override {
    Add("Six leaders met.");
    std::ofstream(PublicKeyPath(dir_)) << FormatVerifierKey(half_) << '\n';
    Sign();
  }

  void Add(const std::string& sentence) {
    const std::unique_ptr<Store> store = std::move(Store::Open(dir_)).value();
    Page page;
    page.url = page.requested = Url::Parse(kUrl).value();
    page.body = "<p>" + sentence + "</p>";
    page.fetched = ParseTime("2025-06-17T10:00:00Z").value();
    Article article;
    article.url = kUrl;
    article.paragraphs = {sentence};
    article.extractor = "gumbo-1";
    id_ = store->Append(page, article, {}).value().article_id;
    head_ = store->GetLogHead().value();
  }

  void Sign() {
    const Checkpoint now{head_, ParseTime("2025-06-17T11:00:00Z").value()};
    const std::string note = SignNote(FormatCheckpoint(now, half_.name), half_.name, key_);
    ASSERT_TRUE(CheckpointFile::Open(dir_).value().Append(note).ok());
  }

  Typed Ask(std::vector<std::string> words) const {
    words.insert(words.end(), {"--state-dir", dir_.string()});
    return Type(std::move(words));
  }

  fs::path dir_ = folder_.path() / "store";
  SigningKey key_ = SigningKey::Make().value();
  VerifierKey half_{"claimwatch/test", key_.public_key()};
  LogHead head_;
  std::string id_;
};

TEST_F(TimestampVerb, ARequestIsMadeTheAnswerKeptListedCheckedAndPartOfTheProof) {
  EXPECT_THAT(Ask({"timestamp"}).out, HasSubstr("no checkpoint has a time stamp"));
  ASSERT_EQ(Ask({"timestamp", "--request", File("last.tsq")}).status, 0);
  if (!Available()) {
    GTEST_SKIP() << "there is no openssl command to play the authority";
  }
  ASSERT_NE(AnswerTo(ReadAll(File("last.tsq"))), "");
  const Typed taken =
      Ask({"timestamp", "--take", File("answer.tsr"), "--authority", File("authority.pem")});
  EXPECT_EQ(taken.status, 0) << taken.err;
  EXPECT_THAT(taken.out, HasSubstr("1 version, signed 2025-06-17T11:00:00Z; /CN=The authority"));
  EXPECT_EQ(Ask({"timestamp"}).out, taken.out);

  const Typed empty = Ask({"verify", "--against", File("last.tsq")});
  EXPECT_EQ(empty.status, 5) << empty.out;
  EXPECT_THAT(empty.out, HasSubstr("holds neither a checkpoint nor an alert"));

  EXPECT_THAT(Ask({"verify"}).out, HasSubstr("(signature not checked: --authority)"));
  const Typed checked = Ask({"verify", "--authority", File("authority.pem")});
  EXPECT_EQ(checked.status, 0) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("for the first 1 version: /CN=The authority\n"));

  // The version that came later is proven by the checkpoint that knows it, which has none.
  Add("Seven leaders met.");
  Sign();
  const auto proof = [&](const std::string& version) {
    return Json::Parse(Ask({"prove", id_ + version}).out).value();
  };
  EXPECT_EQ(proof("@1")["size"].AsInt(), 1);
  EXPECT_EQ(proof("@1")["timestamp"].AsString(), Base64(ReadAll(File("answer.tsr"))));
  EXPECT_EQ(proof("@2")["size"].AsInt(), 2);
  EXPECT_FALSE(proof("@2").Has("timestamp"));
}

TEST_F(TimestampVerb, WhatIsNoAnswerIsNotKept) {
  folder_.Write("answer.tsr", "no answer");
  const Typed taken = Ask({"timestamp", "--take", File("answer.tsr")});
  EXPECT_NE(taken.status, 0);
  EXPECT_THAT(taken.err, HasSubstr("not the answer of a time-stamp authority"));
  EXPECT_THAT(Ask({"verify"}).out, Not(HasSubstr("time stamp")));
  EXPECT_NE(Ask({"timestamp", "--request", "-", "--take", "x"}).status, 0);
}

}  // namespace
}  // namespace claimwatch::testing
