#include "plugins/compare/actor.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/read/reading.h"
#include "tests/compare/desk.h"

namespace claimwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "act by key" for each deed of a text.
std::vector<std::string> Deeds(std::string_view text, std::string_view language = "en") {
  Article article = ArticleFromText(text);
  article.language = language;
  const Reading reading = ReadArticle(article);
  std::vector<std::string> deeds;
  for (const Sentence& sentence : reading.sentences) {
    for (const Clause& clause : sentence.clauses) {
      for (const Deed& deed : DeedsIn(clause, reading.text)) {
        deeds.push_back(std::string(deed.act) + " by " + deed.actor->key);
      }
    }
  }
  return deeds;
}

TEST(Deeds, APassiveNamesItsDoerBehindBy) {
  EXPECT_THAT(Deeds("The Spirit was announced by Uzbek President Shavkat Mirziyoyev in Astana."),
              ElementsAre("announce by person:mirziyoyev"));
}

TEST(Deeds, APossessiveNamesItsDoerBeforeTheNoun) {
  EXPECT_THAT(Deeds("The highlight is Xi's announcement of the China-Central Asia Spirit."),
              ElementsAre("announce by person:xi-jinping"));
}

TEST(Deeds, ByReachesBackOverTheThingDone) {
  EXPECT_THAT(Deeds("The signing of a treaty on eternal friendship by the heads of state."),
              ElementsAre("sign by head_of_state"));
}

TEST(Deeds, InRussianTheDoerMayFollowTheVerb) {
  EXPECT_THAT(Deeds("Дух сотрудничества провозгласил президент Узбекистана Шавкат Мирзиёев.", "ru"),
              ElementsAre("announce by person:mirziyoyev"));
}

TEST(Deeds, InChineseTheDoerStandsBeforeTheVerb) {
  EXPECT_THAT(Deeds("这一精神由托卡耶夫总统在峰会上宣布。", "zh"),
              ElementsAre("announce by person:tokayev"));
}

TEST(Deeds, WhoOnlySpeaksOfItDidNotDoIt) {
  EXPECT_THAT(Deeds("The treaty was signed, Tokayev said."), IsEmpty());
  EXPECT_THAT(Deeds("Japarov announced that he would uphold the Spirit."), IsEmpty());
  EXPECT_THAT(Deeds("In a statement Tokayev praised the China-Central Asia Spirit."), IsEmpty());
}

TEST(Deeds, AMinisterMayBeAForeignMinisterButNoHeadOfState) {
  const auto office = [](const char* key) {
    return Term{key, {}, 0.3, Term::Kind::kNoun};
  };
  EXPECT_TRUE(AreOtherOffices(office("foreign_minister"), office("head_of_state")));
  EXPECT_FALSE(AreOtherOffices(office("foreign_minister"), office("foreign_minister")));
  EXPECT_FALSE(AreOtherOffices(office("treaty"), office("head_of_state")));
}

// The type of the accusation that a lone sentence raises against the shipped baseline, or nothing.
std::vector<FindingType> Accusations(std::string_view sentence, std::string_view language = "en") {
  const std::string text =
      "China and Central Asian leaders signed a treaty of eternal friendship "
      "at the second China-Central Asia Summit in Astana.\n\n" +
      std::string(sentence);
  std::vector<FindingType> types;
  for (const Finding& finding :
       testing::Alerts(testing::CompareText(testing::ShippedBaseline(), text, language))) {
    if (finding.sentence.text == sentence && finding.rule == "CW-ENT-001") {
      types.push_back(finding.type);
    }
  }
  return types;
}

TEST(OtherActor, IsAnAccusation) {
  const auto changed = ElementsAre(FindingType::kChangedEntity);
  EXPECT_THAT(Accusations("The China-Central Asia Spirit was proclaimed by President Japarov."),
              changed);
  EXPECT_THAT(Accusations("A treaty on eternal friendship was signed by the foreign ministers."),
              changed);
  EXPECT_THAT(Accusations("A treaty on eternal friendship was signed by the prime ministers."),
              changed);
  EXPECT_THAT(Accusations("Rahmon proposed the China-Central Asia Spirit."), changed);
  EXPECT_THAT(Accusations("The second China-Central Asia Summit was held in Tashkent."), changed);
}

TEST(OtherActor, IsNoneWhereTheyActedTogetherOrDidSomethingElse) {
  EXPECT_THAT(Accusations("Xi Jinping announced the China-Central Asia Spirit."), IsEmpty());
  EXPECT_THAT(Accusations("The Spirit was announced by Tokayev and Xi Jinping."), IsEmpty());
  EXPECT_THAT(Accusations("Tokayev announced a centre for artificial intelligence."), IsEmpty());
  EXPECT_THAT(Accusations("Tokayev announced that pairs of sister cities have exceeded 100."),
              IsEmpty());
  EXPECT_THAT(Accusations("After the second China-Central Asia Summit he flew to Tashkent."),
              IsEmpty());
  EXPECT_THAT(Accusations("Tokayev welcomed the China-Central Asia Spirit."), IsEmpty());
}

}  // namespace
}  // namespace claimwatch
