#include "core/http_date.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

std::string Read(std::string_view text) {
  const std::optional<Time> time = ParseHttpDate(text);
  return time ? FormatTime(*time) : "-";
}

TEST(HttpDate, ReadsTheThreeFormsOfTheStandard) {
  EXPECT_EQ(Read("Sun, 06 Nov 1994 08:49:37 GMT"), "1994-11-06T08:49:37Z");
  EXPECT_EQ(Read("Sunday, 06-Nov-94 08:49:37 GMT"), "1994-11-06T08:49:37Z");
  EXPECT_EQ(Read("Sun Nov  6 08:49:37 1994"), "1994-11-06T08:49:37Z");
}

TEST(HttpDate, ReadsWhatServersReallySend) {
  EXPECT_EQ(Read("wed, 18 jun 2025 09:35:12 gmt"), "2025-06-18T09:35:12Z");
  EXPECT_EQ(Read("Wed, 18 Jun 2025 14:35:12 +0500"), "2025-06-18T09:35:12Z");
  EXPECT_EQ(Read("Wed, 18-Jun-2025 09:35:12 UTC"), "2025-06-18T09:35:12Z");
  EXPECT_EQ(Read("18 Jun 2025 09:35"), "2025-06-18T09:35:00Z");
}

TEST(HttpDate, RefusesWhatIsNoDate) {
  for (const char* text : {"", "0", "-1", "soon", "3600", "Wed, 32 Jun 2025 09:35:12 GMT",
                           "Wed, 18 Jun 2025 25:00:00 GMT", "Wed, 18 Foo 2025 09:35:12 GMT",
                           "18 Jun 09:35:12", "Wed, 18 Jun 2025 09:35:12 +99999"}) {
    EXPECT_EQ(Read(text), "-") << text;
  }
  EXPECT_EQ(Read(std::string(100, '1')), "-");
}

TEST(HttpDate, WritesTheFixedForm) {
  const std::optional<Time> time = ParseTime("2025-06-09T04:02:09.5Z");
  ASSERT_TRUE(time);
  EXPECT_EQ(FormatHttpDate(*time), "Mon, 09 Jun 2025 04:02:09 GMT");
  EXPECT_EQ(Read(FormatHttpDate(*time)), "2025-06-09T04:02:09Z");
}

}  // namespace
}  // namespace claimwatch
