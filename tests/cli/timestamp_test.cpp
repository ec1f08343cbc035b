// `claimwatch timestamp`, and what verify and prove make of it.
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/digest.h"
#include "core/json.h"
#include "storage/checkpoint.h"
#include "storage/store.h"
#include "tests/cli/typed.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kUrl = "https://steppe-herald.example/summit";

class TimestampVerb : public ::testing::Test {
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

  std::string File(const std::string& name) const { return (folder_.path() / name).string(); }

  static bool Openssl(const std::string& words) {
    return std::system(("openssl " + words + " >/dev/null 2>&1").c_str()) == 0;  // NOLINT
  }

  // Makes an authority and its answer to request.tsq.
  bool Answer() const {
    folder_.Write("tsa.cnf", fmt::format("[tsa]\ndefault_tsa = one\n[one]\nserial = {}\n"
                                         "signer_digest = sha256\ndefault_policy = 1.2.3.4.1\n"
                                         "digests = sha256\n",
                                         File("serial")));
    return Openssl(fmt::format("req -x509 -newkey rsa:2048 -nodes -keyout {0} -out {1} -subj "
                               "'/CN=An authority' -addext extendedKeyUsage=critical,timeStamping",
                               File("key"), File("roots.pem"))) &&
           Openssl(fmt::format("ts -reply -config {0}/tsa.cnf -queryfile {0}/request.tsq -signer "
                               "{0}/roots.pem -inkey {0}/key -out {0}/answer.tsr",
                               folder_.path().string()));
  }

  TempFolder folder_;
  fs::path dir_ = folder_.path() / "store";
  SigningKey key_ = SigningKey::Make().value();
  VerifierKey half_{"claimwatch/test", key_.public_key()};
  LogHead head_;
  std::string id_;
};

TEST_F(TimestampVerb, ARequestIsMadeTheAnswerKeptListedCheckedAndPartOfTheProof) {
  EXPECT_EQ(Ask({"timestamp"}).out, "");
  ASSERT_EQ(Ask({"timestamp", "--request", File("request.tsq")}).status, 0);
  if (!Answer()) {
    GTEST_SKIP() << "there is no openssl command to play the authority";
  }
  const Typed taken =
      Ask({"timestamp", "--take", File("answer.tsr"), "--authority", File("roots.pem")});
  EXPECT_EQ(taken.status, 0) << taken.err;
  EXPECT_THAT(taken.out, HasSubstr("1 version, signed 2025-06-17T11:00:00Z; /CN=An authority"));
  EXPECT_EQ(Ask({"timestamp"}).out, taken.out);

  EXPECT_THAT(Ask({"verify"}).out, HasSubstr("(signature not checked: --authority)"));
  const Typed checked = Ask({"verify", "--authority", File("roots.pem")});
  EXPECT_EQ(checked.status, 0) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("for the first 1 version: /CN=An authority\n"));

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
