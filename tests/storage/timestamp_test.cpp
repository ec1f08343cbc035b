// Time stamps of checkpoints, by an authority that OpenSSL's own command plays.
#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/signature.h"
#include "storage/timestamps.h"
#include "tests/storage/samples.h"
#include "tests/support/time_authority.h"

namespace claimwatch::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Authority : public ::testing::Test, protected TimeAuthority {
 protected:
  void SetUp() override {
    if (!Available()) {
      GTEST_SKIP() << "there is no openssl command to play the authority";
    }
    fs::create_directories(dir_);
  }

  std::string AnswerFor(std::string_view note) const {
    return AnswerTo(TimestampRequest(Sha256(note)).value());
  }

  std::string Sign(std::uint64_t versions) const {
    Checkpoint checkpoint;
    checkpoint.head.versions = versions;
    checkpoint.head.root = Sha256(std::to_string(versions));
    checkpoint.head.alert_leaf = TaggedHex(Digest());
    checkpoint.made = At(static_cast<int>(versions));
    const std::string note = SignNote(FormatCheckpoint(checkpoint, half_.name), half_.name, key_);
    EXPECT_TRUE(CheckpointFile::Open(dir_).value().Append(note).ok());
    return note;
  }

  fs::path dir_ = folder_.path() / "store";
  SigningKey key_ = SigningKey::Make().value();
  VerifierKey half_{"claimwatch/test", key_.public_key()};
};

TEST_F(Authority, ItsAnswerIsKeptWithTheCheckpointThatItIsFor) {
  const std::string first = Sign(3);
  Sign(5);
  const std::string answer = AnswerFor(first);
  ASSERT_NE(answer, "");
  const StampedCheckpoint kept = KeepTimestamp(dir_, half_, answer).value();
  EXPECT_EQ(kept.signed_checkpoint.checkpoint.head.versions, 3U);
  EXPECT_EQ(kept.stamp.authority, "/CN=The authority");
  const Timestamps all = ReadTimestamps(dir_, half_).value();
  ASSERT_THAT(all.stamped, SizeIs(1));
  EXPECT_THAT(all.problems, IsEmpty());
  EXPECT_EQ(all.stamped[0].answer, answer);
  EXPECT_EQ(all.stamped[0].signed_checkpoint.note, first);
  EXPECT_TRUE(CheckTimestamp(answer, Sha256(first), File("authority.pem")).ok());
}

TEST_F(Authority, OnlyStampsOfTheKeysOwnCheckpointsAreListedAndNoneIsAProblem) {
  ASSERT_TRUE(KeepTimestamp(dir_, half_, AnswerFor(Sign(3))).ok());
  const VerifierKey newer{"claimwatch/newer", SigningKey::Make().value().public_key()};
  const Timestamps all = ReadTimestamps(dir_, newer).value();
  EXPECT_THAT(all.stamped, IsEmpty());
  EXPECT_THAT(all.problems, IsEmpty());
}

// Whoever asks later gets a later time: the earlier one says more.
TEST_F(Authority, ASecondAnswerDoesNotTakeTheFirstOnesPlace) {
  const std::string note = Sign(3);
  const std::string first = AnswerFor(note);
  const std::string second = AnswerFor(note);
  ASSERT_NE(first, second);
  KeepTimestamp(dir_, half_, first).value();
  EXPECT_EQ(KeepTimestamp(dir_, half_, second)->answer, first);
}

TEST_F(Authority, OnlyItsOwnCertificateVouchesForIt) {
  const std::string note = Sign(3);
  const std::string answer = AnswerFor(note);
  MakeAuthority("stranger");
  EXPECT_EQ(CheckTimestamp(answer, Sha256(note), File("stranger.pem")).error().code(),
            Errc::kCorrupt);
  EXPECT_EQ(CheckTimestamp(answer, Sha256("else"), File("authority.pem")).error().code(),
            Errc::kCorrupt);
  EXPECT_EQ(CheckTimestamp(answer, Sha256(note), File("none.pem")).error().code(), Errc::kNotFound);
}

// A flipped bit anywhere is refused, or it is where nothing is said: never another time or digest.
TEST_F(Authority, AnAnswerThatWasAlteredDoesNotHold) {
  const std::string note = Sign(3);
  const std::string answer = AnswerFor(note);
  const Time made = ReadTimestamp(answer)->made;
  for (std::size_t i = 0; i < answer.size(); i += 23) {
    std::string other = answer;
    other[i] = static_cast<char>(other[i] ^ 1);
    const bool holds = CheckTimestamp(other, Sha256(note), File("authority.pem")).ok();
    EXPECT_TRUE(!holds || ReadTimestamp(other)->made == made) << "byte " << i;
  }
  EXPECT_EQ(ReadTimestamp(answer + "x").error().code(), Errc::kInvalid);
  EXPECT_EQ(ReadTimestamp(answer.substr(0, answer.size() / 2)).error().code(), Errc::kInvalid);
  EXPECT_EQ(ReadTimestamp("").error().code(), Errc::kInvalid);
}

TEST_F(Authority, WhatIsForNoCheckpointIsSaid) {
  const std::string note = Sign(3);
  EXPECT_EQ(KeepTimestamp(dir_, half_, AnswerFor("another text")).error().code(), Errc::kNotFound);
  KeepTimestamp(dir_, half_, AnswerFor(note)).value();
  std::string all = ReadAll(CheckpointPath(dir_));
  std::ofstream(CheckpointPath(dir_)) << all.replace(all.find("\n3\n"), 3, "\n4\n");
  EXPECT_THAT(ReadTimestamps(dir_, half_)->problems,
              Contains(HasSubstr("the checkpoint that it is a time stamp of is missing")));
}

TEST_F(Authority, ARefusalIsSaid) {
  const Error refused = ReadTimestamp(AnswerTo("not a request")).error();
  EXPECT_EQ(refused.code(), Errc::kInvalid);
  EXPECT_THAT(refused.message(), HasSubstr("refused: "));
}

// As docs/store.md tells somebody without claimwatch to do it.
TEST_F(Authority, OpensslsOwnCommandAcceptsWhatIsKept) {
  const std::string note = Sign(3);
  folder_.Write("note", note);
  folder_.Write("kept.tsr", KeepTimestamp(dir_, half_, AnswerFor(note))->answer);
  const std::string check =
      fmt::format("ts -verify -data {0}/note -in {0}/kept.tsr -CAfile {0}/authority.pem",
                  folder_.path().string());
  EXPECT_TRUE(Openssl(check));
  folder_.Write("note", note + "x");
  EXPECT_FALSE(Openssl(check));
}

}  // namespace
}  // namespace claimwatch::testing
