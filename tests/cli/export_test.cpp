// `claimwatch export`: what leaves the store, and what is no longer there.
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "storage/store.h"
#include "tests/cli/typed.h"
#include "tests/support/temp_folder.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ExportVerb : public ::testing::Test {
 protected:
  ExportVerb() {
    const std::unique_ptr<Store> store = std::move(Store::Open(folder_.path() / "store")).value();
    Put(*store, 1, "The first text of the story.");
    Put(*store, 2, "The second text of the story.");
    Put(*store, 3, "The third text of the story.");
    folder_.Write("claimwatch.toml",
                  "[daemon]\nstate_dir = \"store\"\n[storage]\nkeep_raw = \"1d\"\n");
  }

  static void Put(Store& store, int hour, const std::string& text) {
    Page page;
    page.url = page.requested = Url::Parse("https://herald.example/story").value();
    page.status = 200;
    page.body = "<p>" + text + "</p>";
    page.fetched = ParseTime("2025-06-18T0" + std::to_string(hour) + ":00:00Z").value();
    Article article;
    article.url = page.url.text();
    article.title = "A story";
    article.language = "en";
    article.paragraphs = {text};
    article.extractor = "gumbo-1";
    EXPECT_TRUE(store.Append(page, article, {"herald", article.url, "", std::nullopt}).ok());
  }

  Typed Run(std::vector<std::string> words) const {
    words.insert(words.end(),
                 {"--config", (folder_.path() / "claimwatch.toml").string(), "--color", "never"});
    return Type(std::move(words));
  }

  TempFolder folder_;
};

TEST_F(ExportVerb, AResponseThatRetentionDroppedIsLeftOutOfAWarcAndCounted) {
  ASSERT_EQ(Run({"gc"}).status, 0);
  const Typed made = Run({"export", "--format", "warc"});
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("The third text"));
  EXPECT_THAT(made.out, Not(HasSubstr("The second text")));
  EXPECT_THAT(made.err, HasSubstr("left out: the response is not kept any more"));
}

TEST_F(ExportVerb, AFileThatEndsInGzIsPacked) {
  const std::filesystem::path file = folder_.path() / "x.warc.gz";
  EXPECT_EQ(Run({"export", "--format", "warc", "-o", file.string()}).status, 0);
  EXPECT_EQ(ReadAll(file).substr(0, 3), "\x1F\x8B\x08");
}

}  // namespace
}  // namespace claimwatch::testing
