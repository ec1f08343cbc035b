// What an archive's tools read: WARC 1.1.
#include "storage/warc.h"

#include <gmock/gmock.h>

#include "core/digest.h"
#include "tests/storage/samples.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Capture Sample() {
  Capture capture;
  capture.id = "0011223344556677";
  capture.page = PageOf("https://a.example/1", "<p>3,000</p>");
  capture.page.headers = {{"content-type", "text/html"},
                          {"content-encoding", "gzip"},
                          {"content-length", "999"},
                          {"x-evil", "a\r\nWARC-Type: resource"}};
  capture.raw_hash = TaggedHex(Sha256(capture.page.body));
  return capture;
}

TEST(Warc, AResponseIsARecordWithItsDigestsAndAddress) {
  const std::string records = WarcRecords(Sample(), {{"claimwatch-version", "a@1"}});
  EXPECT_THAT(records, StartsWith("WARC/1.1\r\nWARC-Type: response\r\n"));
  EXPECT_THAT(records, HasSubstr("WARC-Target-URI: https://a.example/1\r\n"));
  EXPECT_THAT(records, HasSubstr("WARC-Date: 2025-06-19T10:00:00Z\r\n"));
  EXPECT_THAT(records, HasSubstr("WARC-IP-Address: 203.0.113.7\r\n"));
  EXPECT_THAT(records, HasSubstr("\r\n\r\n<p>3,000</p>\r\n\r\n"));
  EXPECT_THAT(records, HasSubstr("claimwatch-version: a@1\r\n"));
  EXPECT_THAT(records, HasSubstr("claimwatch-redirect: 302 https://a.example/1?from=feed\r\n"));
}

// base64.b32encode(hashlib.sha256(b"<p>3,000</p>").digest()) in Python.
TEST(Warc, DigestsAreBase32OfTheWholeHash) {
  EXPECT_THAT(WarcRecords(Sample(), {}),
              HasSubstr("WARC-Payload-Digest: "
                        "sha256:JMDFZFJKSIGFVWPDWHY7XEGTGESADTANJDW5ZNRJEX2XQPGFIHRA====\r\n"));
}

TEST(Warc, HeadersOfTheTransferAreRenamedAndTheLengthIsTheBodys) {
  const std::string records = WarcRecords(Sample(), {});
  EXPECT_THAT(records, HasSubstr("x-archive-orig-content-encoding: gzip\r\n"));
  EXPECT_THAT(records, HasSubstr("\r\ncontent-length: 12\r\n"));
}

TEST(Warc, AHeaderCannotForgeARecord) {
  EXPECT_THAT(WarcRecords(Sample(), {}), Not(HasSubstr("\nWARC-Type: resource")));
}

TEST(Warc, AServerCannotSayThatItsPageWasImported) {
  Capture live = Sample();
  live.page.headers.emplace_back("x-claimwatch-imported", "2020-01-01T00:00:00Z");
  const std::string records = WarcRecords(live, {});
  EXPECT_THAT(records, Not(HasSubstr("\r\nclaimwatch-imported:")));
  EXPECT_THAT(records, HasSubstr("x-claimwatch-imported: 2020-01-01T00:00:00Z\r\n"))
      << "what it sent is kept";
}

TEST(Warc, TheSameCaptureIsTheSameBytes) {
  EXPECT_EQ(WarcRecords(Sample(), {}), WarcRecords(Sample(), {}));
  EXPECT_THAT(WarcInfo("x.warc", "claimwatch", At(0)), HasSubstr("WARC-Filename: x.warc\r\n"));
}

}  // namespace
}  // namespace claimwatch::testing
