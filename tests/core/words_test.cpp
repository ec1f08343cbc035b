// The small words of the house: Result, Channel, digests, findings and alerts.
#include <memory>
#include <thread>

#include <gtest/gtest.h>

#include "core/alert.h"
#include "core/article.h"
#include "core/channel.h"
#include "core/digest.h"
#include "core/finding.h"
#include "core/result.h"

namespace claimwatch {
namespace {

Result<int> Half(int n) {
  if (n % 2 != 0) {
    return Error(Errc::kInvalid, "odd");
  }
  return n / 2;
}

Result<int> Quarter(int n) {
  const int half = CW_TRY(Half(n));
  return Half(half);
}

Status Twice(int n) {
  CW_TRY(Half(n));
  CW_TRY(Half(n / 2));
  return Ok();
}

TEST(Result, TryHandsUpTheFirstError) {
  EXPECT_EQ(Quarter(12).value(), 3);
  EXPECT_EQ(Quarter(6).error().message(), "odd");
  EXPECT_TRUE(Twice(4).ok());
  EXPECT_FALSE(Twice(6).ok());
}

TEST(Result, CarriesWhatCanOnlyBeMoved) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(5));
  EXPECT_EQ(*std::move(result).Take(), 5);
}

TEST(Result, ErrorsSayWhere) {
  const Error error = Error(Errc::kNotFound, "no version 9").At("article a1b2");
  EXPECT_EQ(error.message(), "article a1b2: no version 9");
  EXPECT_EQ(error.code(), Errc::kNotFound);
}

TEST(Channel, RefusesWhenFullAndEmptiesAfterClose) {
  Channel<int> channel(2);
  int value = 1;
  EXPECT_TRUE(channel.TryPush(value));
  value = 2;
  EXPECT_TRUE(channel.TryPush(value));
  value = 3;
  EXPECT_FALSE(channel.TryPush(value));
  EXPECT_EQ(value, 3);
  channel.Close();
  EXPECT_FALSE(channel.TryPush(value));
  EXPECT_EQ(channel.Pop(), 1);
  EXPECT_EQ(channel.Pop(), 2);
  EXPECT_EQ(channel.Pop(), std::nullopt);
}

TEST(Channel, CloseWakesAWaitingReader) {
  Channel<int> channel(1);
  std::jthread reader([&] { EXPECT_EQ(channel.Pop(), std::nullopt); });
  channel.Close();
}

TEST(Digest, KnownAnswers) {
  EXPECT_EQ(Hex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(TaggedHex(Sha256("")).substr(0, 15), "sha256:e3b0c442");
  EXPECT_EQ(StableHash("abc"), 0xba7816bf8f01cfeaULL);
}

TEST(Article, TextIsItsParagraphs) {
  Article article;
  article.paragraphs = {"One.", "Two."};
  EXPECT_EQ(article.Text(), "One.\n\nTwo.");
  Article other = article;
  EXPECT_EQ(TextHash(article), TextHash(other));
  other.title = "New headline";
  EXPECT_NE(TextHash(article), TextHash(other));
}

TEST(Finding, NamesRoundTrip) {
  for (const std::string& name : FindingTypeNames()) {
    EXPECT_EQ(FindingTypeName(FindingTypeFromName(name).value()), name);
  }
  EXPECT_EQ(FindingTypeFromName("changed_everything"), std::nullopt);
  EXPECT_TRUE(IsSilent(FindingType::kReworded));
  EXPECT_FALSE(IsSilent(FindingType::kMorePrecise));
  EXPECT_EQ(SeverityFromName("critical"), Severity::kCritical);
}

Alert SomeAlert() {
  Alert alert;
  alert.record =
      Json::Of({{"@timestamp", "2025-06-20T04:12:09Z"},
                {"event", Json::Of({{"id", "x"}, {"action", "new_claim"}, {"severity", 2}})},
                {"claimwatch", Json::Of({{"topic", "summit"}})}});
  return alert;
}

TEST(Alert, StampGivesSequenceAndChain) {
  Alert first = SomeAlert();
  StampAlert(first, 1, "sha256:" + std::string(64, '0'));
  Alert second = SomeAlert();
  StampAlert(second, 2, first.record.At("claimwatch.integrity.leaf_hash").AsString());
  EXPECT_EQ(second.record.At("event.sequence").AsInt(), 2);
  EXPECT_EQ(second.record.At("claimwatch.integrity.prev_hash").AsString(),
            first.record.At("claimwatch.integrity.leaf_hash").AsString());
  EXPECT_NE(second.record.At("claimwatch.integrity.leaf_hash").AsString(),
            first.record.At("claimwatch.integrity.leaf_hash").AsString());
}

TEST(Alert, ReadsItsOwnRecord) {
  Alert alert = SomeAlert();
  StampAlert(alert, 7, "");
  const Result<Alert> read = AlertFromRecord(alert.record);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->sequence, 7U);
  EXPECT_EQ(read->severity, Severity::kHigh);
  EXPECT_EQ(read->topic, "summit");
  EXPECT_FALSE(AlertFromRecord(Json::MakeObject()).ok());
}

}  // namespace
}  // namespace claimwatch
