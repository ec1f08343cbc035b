#include "plugins/extract/sift.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/extract/hints.h"

namespace claimwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kStory =
    "<p>The ferry to the island sailed again on Tuesday, and 300 people came to see it off.</p>"
    "<p>Repairs cost 1.2 million crowns, twice what the yard had promised, the board said.</p>"
    "<p>The board expects 40,000 passengers until October, a tenth more than last year.</p>";
constexpr std::string_view kThread =
    "<section id=comments><div class='comment first'><p>I was there on Tuesday, and I can say "
    "that nobody had counted the people on the quay.</p></div></section>";

std::vector<float> Apart(std::string_view body) {
  const Dom dom = Dom::Parse(body);
  const std::vector<Block> blocks = ReadBlocks(dom);
  const PageMap map = MapPage(dom, blocks);
  const BodyHints hints = ReadHints(dom);
  return ApartFromThreads({dom, blocks, map, hints});
}

TEST(Threads, CommentsAreToldFromTheRest) {
  EXPECT_THAT(Apart(std::string(kStory) + std::string(kThread)),
              ElementsAre(1.0F, 1.0F, 1.0F, 0.0F));
}

TEST(Threads, APageWithoutCommentsHasNothingToTellApart) {
  EXPECT_THAT(Apart(kStory), IsEmpty());
  EXPECT_THAT(Apart("<body class=comments>" + std::string(kStory)), IsEmpty());
}

TEST(Threads, AForumIsMadeOfComments) {
  EXPECT_THAT(Apart("<p>Welcome.</p>" + std::string(kThread)), IsEmpty());
}

TEST(Threads, ALeaderMayCallItselfAComment) {
  EXPECT_THAT(Apart("<article class=kommentar>" + std::string(kStory) + "</article><aside>" +
                    std::string(kStory) + "</aside>"),
              IsEmpty());
}

TEST(Threads, AnArticleWithAHeadlineIsNoneWhateverItSaysOfComments) {
  const std::string story = "<h1>A leader</h1>" + std::string(kStory) + "</article>";
  EXPECT_THAT(Apart(std::string(kStory) + "<article class=kommentar>" + story), IsEmpty());
  EXPECT_THAT(Apart(std::string(kStory) + "<article class='post comments-open'>" +
                    std::string(kStory) + "</article>"),
              IsEmpty());
}

}  // namespace
}  // namespace claimwatch
