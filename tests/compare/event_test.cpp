#include "plugins/compare/event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/compare/index.h"
#include "plugins/read/reading.h"
#include "tests/compare/desk.h"

namespace claimwatch {
namespace {

class Event : public ::testing::Test {
 protected:
  const EventIdentity event_ = IdentifyEvent(testing::ShippedBaseline().reading);

  EventNumber Number(std::string_view text) const {
    const Reading reading = ReadArticle(ArticleFromText(text));
    EventNumber number = EventNumber::kNone;
    for (const Clause& clause : reading.sentences.front().clauses) {
      const EventNumber found = NumberIn(clause, reading.figures, event_);
      number = found != EventNumber::kNone ? found : number;
    }
    return number;
  }

  EventDays Days(std::string_view text) const {
    const Reading reading = ReadArticle(ArticleFromText(text));
    EventDays days = EventDays::kNone;
    for (const Figure& figure : reading.figures) {
      const EventDays found = DaysIn(figure, event_);
      days = found != EventDays::kNone ? found : days;
    }
    return days;
  }

  bool Another(std::string_view text) const {
    const Reading reading = ReadArticle(ArticleFromText(text));
    return AsideOf(reading.sentences.front(), reading.figures, event_) != Aside::kNone;
  }

  bool History(std::string_view text) const {
    return TellsHistory(ReadArticle(ArticleFromText(text)).sentences.front(), event_);
  }
};

TEST_F(Event, TheBaselineSaysWhichMeetingItReports) {
  EXPECT_TRUE(event_.formats.contains("group:china-central-asia"));
  EXPECT_TRUE(event_.numbers.contains(2));
  EXPECT_EQ(event_.year, 2025);
  ASSERT_TRUE(event_.days);
}

TEST_F(Event, AMeetingIsToldByItsNumberInAnyLanguage) {
  EXPECT_EQ(Number("Leaders opened the second China-Central Asia Summit today."),
            EventNumber::kOwn);
  EXPECT_EQ(Number("В столице открылся второй саммит «Центральная Азия – Китай»."),
            EventNumber::kOwn);
  EXPECT_EQ(Number("第二届中国—中亚峰会开幕。"), EventNumber::kOwn);
  EXPECT_EQ(Number("The first China-Central Asia Summit was a beginning."), EventNumber::kLower);
  EXPECT_EQ(Number("Ministers held the fifth China-Central Asia meeting."), EventNumber::kHigher);
}

TEST_F(Event, ANumberOfAnotherFormatSaysNothing) {
  EXPECT_EQ(Number("They came to the second SCO summit."), EventNumber::kNone);
  EXPECT_EQ(Number("It was the second harvest of the year."), EventNumber::kNone);
}

TEST_F(Event, ItsDaysAreItsOwnAndFarOnesAreOthers) {
  EXPECT_EQ(Days("The visit lasts from June 16 to 18."), EventDays::kOwn);
  EXPECT_EQ(Days("It opens on 3 September 2025."), EventDays::kOther);
  EXPECT_EQ(Days("It was agreed in 2023."), EventDays::kNone);
}

TEST_F(Event, ADatelineTellsWhenAndWhere) {
  const Reading reading = ReadArticle(
      ArticleFromText("XI'AN, May 19 (Agency) -- Leaders of six states agreed to meet again."));
  const Dateline dateline = DatelineOf(reading, event_);
  EXPECT_EQ(dateline.days, EventDays::kOther);
  ASSERT_EQ(dateline.places.size(), 1U);
  EXPECT_EQ(dateline.places[0].key, "place:xian");
}

TEST_F(Event, ALookBackAtAnEarlierMeetingIsAboutAnother) {
  EXPECT_TRUE(Another("The first China-Central Asia Summit set up a secretariat."));
  EXPECT_TRUE(Another("The SCO summit ended with a declaration."));
  EXPECT_FALSE(Another("The second China-Central Asia Summit went further than the first one."));
}

TEST_F(Event, AParagraphOfAnotherSummitStaysThereUntilThisOneIsNamed) {
  const Reading reading = ReadArticle(ArticleFromText(
      "At the SCO summit grants were pledged. A bank will follow. The second China-Central Asia "
      "Summit had its own pledges.\n\nA bank will follow."));
  EXPECT_THAT(AsidesOf(reading, event_),
              ::testing::ElementsAre(Aside::kRival, Aside::kRival, Aside::kNone, Aside::kNone));
}

TEST_F(Event, AnInauguralMeetingIsTheFirst) {
  EXPECT_EQ(Number("They recalled the inaugural China-Central Asia Summit."), EventNumber::kLower);
  EXPECT_EQ(Number("首届中国—中亚峰会在西安举行。"), EventNumber::kLower);
}

TEST_F(Event, ATimeAloneBelongsToTheClauseBehindIt) {
  EXPECT_TRUE(Another("2023年5月，首届峰会在西安举行。"));
}

TEST_F(Event, HistoryIsToldInYearsAndInWords) {
  EXPECT_TRUE(History("In January 2022 the leaders met by video."));
  EXPECT_TRUE(History("Two years ago they planted trees."));
  EXPECT_TRUE(History("两年前，他们栽下石榴树。"));
  EXPECT_FALSE(History("A railway will open in 2030."));
}

}  // namespace
}  // namespace claimwatch
