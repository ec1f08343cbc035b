#include "daemon/freshness.h"

#include <gmock/gmock.h>

#include "core/http_date.h"

namespace claimwatch {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const Time kNow = *ParseTime("2025-06-19T04:00:00Z");

std::string At(Time time) {
  return FormatHttpDate(time);
}

TEST(RetryAfter, ReadsSecondsAndDates) {
  EXPECT_EQ(RetryAfter({{"retry-after", "120"}}, kNow), seconds(120));
  EXPECT_EQ(RetryAfter({{"retry-after", At(kNow + hours(2))}}, kNow), hours(2));
  EXPECT_EQ(RetryAfter({{"retry-after", "0"}}, kNow), seconds(0));
}

TEST(RetryAfter, JudgesADateByTheServersOwnClock) {
  const Time server = kNow - hours(5);  // five hours behind
  EXPECT_EQ(RetryAfter({{"date", At(server)}, {"retry-after", At(server + hours(1))}}, kNow),
            hours(1));
}

TEST(RetryAfter, IgnoresGarbageAndThePastAndBoundsTheRest) {
  for (const char* value : {"soon", "-5", "", "1h", "12.5", "0x10"}) {
    EXPECT_FALSE(RetryAfter({{"retry-after", value}}, kNow)) << value;
  }
  EXPECT_FALSE(RetryAfter({}, kNow));
  EXPECT_FALSE(RetryAfter({{"retry-after", At(kNow - hours(1))}}, kNow));
  EXPECT_EQ(RetryAfter({{"retry-after", "99999999999999999999999"}}, kNow), hours(24 * 36525));
}

TEST(FreshFor, IsMaxAgeMinusAge) {
  EXPECT_EQ(FreshFor({{"cache-control", "public, max-age=3600"}}, kNow), hours(1));
  EXPECT_EQ(FreshFor({{"cache-control", "Max-Age=3600"}, {"age", "600"}}, kNow), seconds(3000));
  EXPECT_EQ(FreshFor({{"cache-control", "max-age=60"}, {"age", "600"}}, kNow), seconds(0));
  EXPECT_EQ(FreshFor({{"cache-control", "s-maxage=5"}, {"cache-control", "max-age=\"7\""}}, kNow),
            seconds(7));
}

TEST(FreshFor, IsExpiresByTheServersClockWhenThereIsNoMaxAge) {
  const Time server = kNow + hours(3);
  const Headers headers = {{"date", At(server)}, {"expires", At(server + hours(1))}};
  EXPECT_EQ(FreshFor(headers, kNow), hours(1));
  EXPECT_EQ(FreshFor({{"expires", At(kNow + hours(1))}, {"cache-control", "max-age=60"}}, kNow),
            seconds(60));
  EXPECT_FALSE(FreshFor({{"expires", "0"}}, kNow));
  EXPECT_EQ(FreshFor({{"expires", At(kNow - hours(1))}}, kNow), seconds(0));
}

TEST(FreshFor, NoStoreAndNoCacheSayNothingAboutTime) {
  EXPECT_FALSE(FreshFor({{"cache-control", "no-store, max-age=3600"}}, kNow));
  EXPECT_FALSE(FreshFor({{"cache-control", "no-cache"}, {"expires", At(kNow + hours(1))}}, kNow));
  EXPECT_FALSE(FreshFor({}, kNow));
}

struct EndRow {
  const char* body;
  bool early;
};

class Ends : public ::testing::TestWithParam<EndRow> {};

TEST_P(Ends, AreSeenInTheDocumentItself) {
  EXPECT_EQ(EndsEarly(GetParam().body), GetParam().early) << GetParam().body;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Ends,
    ::testing::Values(
        EndRow{"<?xml version=\"1.0\"?><rss><channel></channel></rss>\n", false},
        EndRow{"<?xml version=\"1.0\"?><rss><channel><item><title>x", true},
        EndRow{"\xEF\xBB\xBF<!-- c --><feed xmlns=\"a\"><entry></entry></feed>", false},
        EndRow{"<feed><entry>", true}, EndRow{"<rdf:RDF></rdf:RDF>", false},
        EndRow{"<rdf:RDF><item>", true},
        EndRow{"<urlset><url></url></urlset><!-- made by x -->", false}, EndRow{"<rss/>", false},
        EndRow{"{\"version\": \"x\", \"items\": []}\n", false}, EndRow{"{\"items\": [1", true},
        EndRow{"[]", false}, EndRow{"[1,", true},
        EndRow{"<!DOCTYPE html><html><body><div>x</div></body></html>", false},
        EndRow{"<!DOCTYPE html><html><body><div>text of the arti", true},
        EndRow{"<!doctype html><html lang=en><title>t</title><div><p>minified</div>", false},
        EndRow{"<html><body><div><article><p>cut</article>", true},
        EndRow{"<html><divider></html", false}, EndRow{"plain text", false}, EndRow{"", false},
        EndRow{"<!-- never closed", false}, EndRow{"<", false}, EndRow{">", false},
        EndRow{"/>", false}));

}  // namespace
}  // namespace claimwatch
