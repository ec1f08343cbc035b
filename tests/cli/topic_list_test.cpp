// `claimwatch topics`: what belongs to a topic, and why the rest does not.
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "core/json.h"
#include "storage/store.h"
#include "tests/cli/typed.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class TopicsVerb : public ::testing::Test {
 protected:
  TopicsVerb() {
    const std::unique_ptr<Store> store = std::move(Store::Open(folder_.path() / "store")).value();
    Put(*store, "herald", "https://herald.example/summit", "Second China-Central Asia Summit ends",
        {"The second China-Central Asia Summit was held in Astana on Tuesday, June 17, 2025.",
         "Chinese President Xi Jinping and the presidents of the five Central Asian countries "
         "signed a treaty on permanent good-neighborliness, friendship and cooperation.",
         "Chinese Foreign Minister Wang Yi said that China will provide 3,000 training "
         "opportunities to Central Asian countries in the next two years."});
    Put(*store, "herald", "https://herald.example/cup", "City win the cup",
        {"City beat United by two goals to one in the final of the cup on Saturday.",
         "Their coach said that the second half had been the best of the season."});
    Put(*store, "cook", "https://cook.example/soup", "How to make soup",
        {"Cut the leeks and let them rest in butter for ten minutes.",
         "Then add the potatoes and a litre of water and wait for half an hour."});
  }

  static void Put(Store& store, const std::string& source, const std::string& url,
                  const std::string& title, std::vector<std::string> paragraphs) {
    Page page;
    page.url = page.requested = Url::Parse(url).value();
    page.body = "<p>a page</p>";
    page.fetched = ParseTime("2025-06-18T10:00:00Z").value();
    Article article;
    article.url = url;
    article.title = title;
    article.language = "en";
    article.published = page.fetched;
    article.paragraphs = std::move(paragraphs);
    article.extractor = "gumbo-1";
    EXPECT_TRUE(store.Append(page, article, {source, url, "", std::nullopt}).ok());
  }

  Typed Ask(std::vector<std::string> words) const {
    const std::filesystem::path file = folder_.Write(
        "claimwatch.toml",
        "[daemon]\nstate_dir = \"store\"\n[[topic]]\nid = \"summit\"\n[[topic.baseline]]\nid = "
        "\"first\"\nfile = \"" CW_SOURCE_DIR
        "/config/baselines/xinhua-20250619.txt\"\n[[source]]\nid = \"herald\"\nurl = "
        "\"https://herald.example/feed\"\n[[source]]\nid = \"cook\"\nurl = "
        "\"https://cook.example/feed\"\ntopics = []\n");
    words.insert(words.begin(), "topics");
    words.insert(words.end(), {"--config", file.string(), "--color", "never"});
    return Type(std::move(words));
  }

  TempFolder folder_;
};

TEST_F(TopicsVerb, CountsWhatBelongsToEachTopic) {
  const Typed answer = Ask({});
  EXPECT_EQ(answer.status, 0) << answer.err;
  EXPECT_THAT(answer.out, ContainsRegex("summit +1 +3 +1 +1 +0 +0 +2"));
}

TEST_F(TopicsVerb, SaysOfEachArticleWhyNearestFirst) {
  const Typed answer = Ask({"summit"});
  EXPECT_EQ(answer.status, 0) << answer.err;
  EXPECT_THAT(answer.out, ContainsRegex("yes +on "));
  EXPECT_THAT(answer.out, ContainsRegex("no +off "));
  EXPECT_LT(answer.out.find("Summit ends"), answer.out.find("City win"));
  const Result<Json> items = Json::Parse(Ask({"summit", "--source", "herald", "--json"}).out);
  ASSERT_TRUE(items.ok());
  ASSERT_THAT(items->Items(), SizeIs(2));
  EXPECT_TRUE(items->Items()[0]["compared"].AsBool());
  EXPECT_FALSE(items->Items()[0]["relevance_reasons"].Items().empty());
}

TEST_F(TopicsVerb, NamesTheTopicsThereAreWhenThereIsNoneOfThatName) {
  const Typed answer = Ask({"sumit"});
  EXPECT_EQ(answer.status, 4);
  EXPECT_THAT(answer.err, HasSubstr("no topic 'sumit', did you mean 'summit'?"));
}

}  // namespace
}  // namespace claimwatch::testing
