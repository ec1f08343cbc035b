// What one request says, header by header (FETCHING P03–P07, P19, P40, F58).
#include "daemon/hop.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kAddress = "https://herald.example/feed";

struct ValidatorRow {
  const char* name;
  const char* etag;
  const char* last_modified;
};

class Conditional : public ::testing::TestWithParam<ValidatorRow> {
 protected:
  static std::vector<std::string> Lines(const std::string& asked = kAddress) {
    FetchRequest request;
    request.url = Url::Parse(kAddress).value();
    request.kind = FetchKind::kFeed;
    request.validators = {GetParam().etag, GetParam().last_modified, kAddress, {}};
    return HeaderLines(request, Url::Parse(asked).value());
  }
};

TEST_P(Conditional, SendsWhatTheServerGaveAndNothingElse) {
  const std::string etag = GetParam().etag;
  const std::string date = GetParam().last_modified;
  EXPECT_THAT(Lines(), Contains(StartsWith("If-None-Match")).Times(etag.empty() ? 0 : 1));
  EXPECT_THAT(Lines(), Contains("If-None-Match: " + etag).Times(etag.empty() ? 0 : 1));
  EXPECT_THAT(Lines(), Contains(StartsWith("If-Modified-Since")).Times(date.empty() ? 0 : 1));
  EXPECT_THAT(Lines(), Contains("If-Modified-Since: " + date).Times(date.empty() ? 0 : 1));
  EXPECT_THAT(Lines(), Each(Not(StartsWith("Cache-Control"))));
}

TEST_P(Conditional, SendsItToNoOtherAddress) {
  const std::vector<std::string> elsewhere = Lines("https://herald.example/other");
  EXPECT_THAT(elsewhere, Each(Not(StartsWith("If-"))));
  EXPECT_THAT(elsewhere, Each(Not(StartsWith("A-IM"))));
}

INSTANTIATE_TEST_SUITE_P(
    Table, Conditional,
    ::testing::Values(ValidatorRow{"EtagOnly", "\"v1\"", ""},
                      ValidatorRow{"DateOnly", "", "Wed, 18 Jun 2025 09:35:12 GMT"},
                      ValidatorRow{"Unquoted", "v1", ""}, ValidatorRow{"Weak", "W/\"x-gzip\"", ""},
                      ValidatorRow{"OldDate", "\"v\"", "Wednesday, 18-Jun-25 09:35:12 UTC"}),
    [](const auto& row) { return std::string(row.param.name); });

Page Chain(const std::vector<std::string>& hops, const std::string& last) {
  Page page;
  for (const std::string& hop : hops) {
    page.hops.push_back({hop, 302});
  }
  page.url = Url::Parse(last).value();
  return page;
}

TEST(Downgrade, IsAHopFromHttpsToHttpAnywhereInTheChain) {
  EXPECT_FALSE(Downgrades(Chain({}, "http://a.example/")));
  EXPECT_FALSE(Downgrades(Chain({"http://a.example/"}, "https://a.example/")));
  EXPECT_TRUE(Downgrades(Chain({"https://a.example/"}, "http://a.example/")));
  EXPECT_TRUE(Downgrades(Chain({"https://a.example/", "http://b.example/"}, "https://b.example/")));
}

}  // namespace
}  // namespace claimwatch
