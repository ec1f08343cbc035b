// `claimwatch backtest`: a configuration is tried on the stored versions.
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/json.h"
#include "storage/store.h"
#include "tests/cli/typed.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

constexpr const char* kUrl = "https://steppe-herald.example/summit";

// A store that was filled before anybody had the topic: no alert was ever raised.
class BacktestVerb : public ::testing::Test {
 protected:
  BacktestVerb() {
    folder_.Write("baseline.txt",
                  "China will provide 3,000 training opportunities to Central Asian countries in "
                  "the next two years, Wang Yi said in Astana.\n");
    const std::unique_ptr<Store> store = std::move(Store::Open(folder_.path() / "store")).value();
    Page page;
    page.url = page.requested = Url::Parse(kUrl).value();
    page.body = "<p>a page</p>";
    page.fetched = ParseTime("2025-06-17T10:00:00Z").value();
    Article article;
    article.url = kUrl;
    article.title = "Leaders meet in Astana";
    article.language = "en";
    article.paragraphs = {
        "The summit of China and Central Asian countries ended in Astana on Tuesday.",
        "China will provide 30,000 training opportunities to Central Asian countries in the next "
        "two years, Wang Yi said in Astana."};
    article.extractor = "gumbo-1";
    EXPECT_TRUE(store->Append(page, article, {"steppe", kUrl, "", std::nullopt}).ok());
  }

  Typed Try(const std::string& more, std::vector<std::string> words) const {
    const std::filesystem::path file =
        folder_.Write("new.toml", "[daemon]\nstate_dir = \"store\"\n" + more);
    words.insert(words.begin(), "backtest");
    words.insert(words.end(), {"--config", file.string(), "--color", "never"});
    return Type(std::move(words));
  }

  static std::string Topic() {
    return "[[topic]]\nid = \"summit\"\n[topic.match]\nany = [\"Central Asian countries\"]\n"
           "min_score = 0.0\n"
           "[[topic.baseline]]\nid = \"first\"\nfile = \"baseline.txt\"\nlanguage = \"en\"\n";
  }

  TempFolder folder_;
};

TEST_F(BacktestVerb, ShowsWhatANewTopicWouldHaveAlerted) {
  const Typed found = Try(Topic(), {"--since", "2025-06-01", "--exit-code"});
  EXPECT_EQ(found.status, 1) << found.err;
  EXPECT_THAT(found.out, HasSubstr("new     "));
  EXPECT_THAT(found.out, HasSubstr("3,000 -> 30,000"));
  EXPECT_THAT(found.out, HasSubstr("versions looked at: 1; alerts: 0 the same, 0 dropped, "));
}

TEST_F(BacktestVerb, AsJsonHasTheWholeAlerts) {
  const Result<Json> report = Json::Parse(Try(Topic(), {"--since", "2025-06-01", "--json"}).out);
  ASSERT_TRUE(report.ok()) << report.error().message();
  EXPECT_EQ((*report)["versions"].AsInt(), 1);
  ASSERT_FALSE((*report)["new"].Items().empty());
  EXPECT_EQ((*report)["new"].Items().front().At("claimwatch.topic").AsString(), "summit");
}

TEST_F(BacktestVerb, ChangesNothing) {
  const std::string before = ReadAllIn(folder_.path() / "store" / "db");
  EXPECT_EQ(Try(Topic(), {"--since", "2025-06-01"}).status, 0);
  EXPECT_TRUE(ReadAllIn(folder_.path() / "store" / "db") == before);
}

TEST_F(BacktestVerb, WithoutATopicThereIsNothingToSay) {
  const Typed none = Try("", {"--since", "2025-06-01", "--exit-code"});
  EXPECT_EQ(none.status, 0) << none.err;
  EXPECT_THAT(none.out, HasSubstr("no difference"));
}

TEST_F(BacktestVerb, LooksOnlyAtWhatWasFetchedSince) {
  const Typed later = Try(Topic(), {"--since", "2025-06-18"});
  EXPECT_EQ(later.status, 0) << later.err;
  EXPECT_THAT(later.out, HasSubstr("versions looked at: 0;"));
}

}  // namespace
}  // namespace claimwatch::testing
