#include "core/time.h"

#include <string>

#include <gtest/gtest.h>

#include "core/bytes.h"
#include "core/clock.h"
#include "core/zone.h"

namespace claimwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(Time, Rfc3339RoundTrips) {
  for (const std::string text :
       {"2025-06-19T04:12:09Z", "2025-06-19T04:12:09.123456Z", "1999-12-31T23:59:59Z"}) {
    ASSERT_TRUE(ParseTime(text).has_value()) << text;
    EXPECT_EQ(FormatTime(*ParseTime(text)), text);
  }
}

TEST(Time, OffsetsAreTakenOff) {
  EXPECT_EQ(FormatTime(ParseTime("2025-06-19T08:09:00+08:00").value()), "2025-06-19T00:09:00Z");
  EXPECT_EQ(FormatTime(ParseTime("2025-06-18 22:00:00-02:30").value()), "2025-06-19T00:30:00Z");
  EXPECT_EQ(FormatTime(ParseTime("2025-06-19").value()), "2025-06-19T00:00:00Z");
}

TEST(Time, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "2025", "2025-13-01", "2025-02-30T00:00:00Z", "2025-06-19T24:00:00Z",
        "2025-06-19T10:00:00", "2025-06-19T10:00:00Zx", "2025-06-19T10:00:00.Z"}) {
    EXPECT_FALSE(ParseTime(text).has_value()) << text;
  }
}

TEST(Time, DurationsRoundTrip) {
  EXPECT_EQ(ParseDuration("90s"), seconds(90));
  EXPECT_EQ(ParseDuration("15m"), minutes(15));
  EXPECT_EQ(ParseDuration("30d"), days(30));
  EXPECT_EQ(ParseDuration("250ms"), milliseconds(250));
  for (const char* text : {"", "15", "m", "-1m", "15 m", "1y", "99999999d"}) {
    EXPECT_FALSE(ParseDuration(text).has_value()) << text;
  }
  for (const char* text : {"90s", "15m", "36h", "30d", "250ms"}) {
    EXPECT_EQ(FormatDuration(*ParseDuration(text)), text);
  }
}

TEST(Time, AgesReadLikeSpeech) {
  EXPECT_EQ(FormatAge(minutes(4)), "4 min ago");
  EXPECT_EQ(FormatAge(-hours(3)), "in 3 h");
  EXPECT_EQ(FormatAge(days(9)), "9 d ago");
}

TEST(Zone, WallClockOfANamedZoneBecomesUtc) {
  const std::chrono::local_time<Duration> wall =
      std::chrono::local_days(std::chrono::year(2025) / 6 / 19) + hours(8);
  EXPECT_EQ(FormatTime(FromZone("Asia/Shanghai", wall).value()), "2025-06-19T00:00:00Z");
  EXPECT_FALSE(FromZone("Asia/Nowhere", wall).ok());
  EXPECT_TRUE(ZoneExists("Asia/Almaty"));
}

TEST(ManualClock, JumpMovesWallTimeAlone) {
  ManualClock clock(ParseTime("2025-06-19T00:00:00Z").value());
  clock.Advance(minutes(5));
  clock.Jump(hours(1));
  EXPECT_EQ(FormatTime(clock.Now()), "2025-06-19T01:05:00Z");
  EXPECT_EQ(clock.Steady(), minutes(5));
}

TEST(Bytes, SizesAreReadAndShown) {
  EXPECT_EQ(ParseBytes("10MiB"), 10_MiB);
  EXPECT_EQ(ParseBytes("512 KiB"), 512_KiB);
  EXPECT_EQ(ParseBytes("3MB"), Bytes{3'000'000});
  EXPECT_EQ(ParseBytes("10 miles"), std::nullopt);
  EXPECT_EQ(ParseBytes("99999999999999TiB"), std::nullopt);
  EXPECT_EQ(FormatBytes(Bytes{3'250'586}), "3.1 MiB");
  EXPECT_EQ(FormatBytes(Bytes{17}), "17 B");
}

}  // namespace
}  // namespace claimwatch
