#include "daemon/moves.h"

#include <gmock/gmock.h>

namespace claimwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using ::testing::HasSubstr;

const Time kNow = *ParseTime("2025-06-19T04:00:00Z");

struct ChainRow {
  std::vector<Hop> hops;
  const char* end;
  const char* target;  // "" = stay
};

class Chains : public ::testing::TestWithParam<ChainRow> {};

TEST_P(Chains, LeadToTheLastOfTheLeadingPermanentHops) {
  Page page;
  page.hops = GetParam().hops;
  page.url = Url::Parse(GetParam().end).Take();
  EXPECT_EQ(PermanentTarget(page), GetParam().target);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Chains,
    ::testing::Values(
        ChainRow{{}, "http://a.example/", ""},
        ChainRow{{{"http://a.example/", 301}}, "http://a.example/n", "http://a.example/n"},
        ChainRow{{{"http://a.example/", 308}}, "http://a.example/n", "http://a.example/n"},
        ChainRow{{{"http://a.example/", 302}}, "http://a.example/n", ""},
        ChainRow{{{"http://a.example/", 303}}, "http://a.example/n", ""},
        ChainRow{{{"http://a.example/", 307}}, "http://a.example/n", ""},
        ChainRow{{{"http://a.example/", 301}, {"http://a.example/b", 302}},
                 "http://a.example/n",
                 "http://a.example/b"},
        ChainRow{
            {{"http://a.example/", 302}, {"http://a.example/b", 301}}, "http://a.example/n", ""},
        ChainRow{{{"http://a.example/", 301}, {"https://a.example/", 308}},
                 "https://a.example/n",
                 "https://a.example/n"},
        ChainRow{{{"https://a.example/", 301}}, "http://a.example/n", ""},
        ChainRow{{{"https://a.example/", 301}, {"https://b.example/", 301}},
                 "http://a.example/n",
                 "https://b.example/"},
        ChainRow{{{"http://a.example/", 300}}, "http://a.example/n", ""},
        ChainRow{{{"http://a.example/", 308}, {"http://a.example/b", 307}},
                 "http://a.example/n",
                 "http://a.example/b"},
        ChainRow{{{"http://a.example/", 308}, {"http://a.example/b", 303}},
                 "http://a.example/n",
                 "http://a.example/b"},
        ChainRow{
            {{"http://a.example/", 307}, {"http://a.example/b", 308}}, "http://a.example/n", ""},
        ChainRow{
            {{"http://a.example/", 303}, {"http://a.example/b", 301}}, "http://a.example/n", ""},
        ChainRow{{{"http://a.example/", 301}, {"http://b.example/", 301}},
                 "http://c.example/",
                 "http://c.example/"},
        ChainRow{{{"http://a.example/", 301},
                  {"http://a.example/b", 301},
                  {"http://a.example/c", 302},
                  {"http://a.example/d", 301}},
                 "http://a.example/n",
                 "http://a.example/c"},
        ChainRow{{{"http://a.example/", 301}, {"http://a.example/", 301}},
                 "http://a.example/n",
                 "http://a.example/n"},
        ChainRow{
            {{"https://a.example/", 308}, {"http://a.example/", 308}}, "https://a.example/n", ""},
        ChainRow{
            {{"https://a.example/", 302}, {"http://a.example/", 301}}, "https://a.example/n", ""},
        ChainRow{{{"http://a.example/", 301}}, "https://a.example/", "https://a.example/"},
        ChainRow{
            {{"http://a.example/feed", 301}}, "http://a.example/feed/", "http://a.example/feed/"},
        ChainRow{{{"http://a.example/", 305}}, "http://a.example/n", ""}));

ChainFacts Seen(std::string target, Time when, bool accepted = true) {
  return {"http://feeds.example.org/old", std::move(target), accepted, when};
}

TEST(Moves, AreAdoptedAfterTheyWereSeenOftenEnoughOverLongEnough) {
  const PolitenessConfig config;  // 5 times over 7 days
  Move move;
  for (int i = 0; i < 7; ++i) {
    const MoveDecision decision =
        AfterChain(move, Seen("http://www.example.org/new", kNow + days(i)), config);
    EXPECT_EQ(decision.verdict, MoveVerdict::kStay) << i;
    move = decision.move;
  }
  const MoveDecision decision =
      AfterChain(move, Seen("http://www.example.org/new", kNow + days(7)), config);
  EXPECT_EQ(decision.verdict, MoveVerdict::kAdopt);
  EXPECT_EQ(decision.move.previous, "http://feeds.example.org/old");
}

TEST(Moves, ABurstOfRedirectsInOneHourIsNotEnough) {
  const PolitenessConfig config;
  Move move;
  for (int i = 0; i < 20; ++i) {
    const MoveDecision decision = AfterChain(
        move, Seen("http://www.example.org/new", kNow + std::chrono::minutes(i)), config);
    EXPECT_EQ(decision.verdict, MoveVerdict::kStay);
    move = decision.move;
  }
}

TEST(Moves, AnotherDomainNeedsTheOperator) {
  PolitenessConfig config;
  config.redirect_confirm_count = 1;
  config.redirect_confirm_over = Duration::zero();
  const MoveDecision decision = AfterChain({}, Seen("http://parked.example.net/", kNow), config);
  EXPECT_EQ(decision.verdict, MoveVerdict::kSuspicious);
  EXPECT_THAT(decision.reason, HasSubstr("source move"));
}

TEST(Moves, ATargetThatIsNotTheFeedIsForgotten) {
  const PolitenessConfig config;
  const MoveDecision once = AfterChain({}, Seen("http://www.example.org/new", kNow), config);
  EXPECT_EQ(once.move.seen, 1);
  EXPECT_EQ(
      AfterChain(once.move, Seen("http://www.example.org/new", kNow, false), config).move.seen, 0);
  EXPECT_EQ(AfterChain(once.move, Seen("", kNow), config).move.to, "");
}

TEST(Moves, AnotherTargetStartsTheCountAnew) {
  const PolitenessConfig config;
  Move move = AfterChain({}, Seen("http://www.example.org/a", kNow), config).move;
  move = AfterChain(move, Seen("http://www.example.org/a", kNow + hours(1)), config).move;
  EXPECT_EQ(move.seen, 2);
  move = AfterChain(move, Seen("http://www.example.org/b", kNow + hours(2)), config).move;
  EXPECT_EQ(move.seen, 1);
  EXPECT_EQ(move.since, kNow + hours(2));
}

TEST(Moves, SurviveTheWayThroughJson) {
  const Move move{"http://www.example.org/new", 3, kNow, "http://feeds.example.org/old",
                  kNow + days(1)};
  const Move back = MoveFromJson(MoveJson(move));
  EXPECT_EQ(back.to, move.to);
  EXPECT_EQ(back.seen, 3);
  EXPECT_EQ(back.since, kNow);
  EXPECT_EQ(back.previous, move.previous);
  EXPECT_EQ(back.adopted_at, move.adopted_at);
}

}  // namespace
}  // namespace claimwatch
