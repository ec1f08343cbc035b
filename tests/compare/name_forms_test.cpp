#include "plugins/compare/name_forms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/read/reading.h"

namespace claimwatch {
namespace {

std::vector<std::string> NameKeys(std::string_view text) {
  const Reading reading = ReadArticle(ArticleFromText(text));
  std::vector<std::string> keys;
  for (const Clause& clause : reading.sentences.front().clauses) {
    for (const Term& term : JoinNames(clause.terms, reading.text)) {
      if (term.kind == Term::Kind::kName || term.key.starts_with("person:")) {
        keys.emplace_back(BaseKey(term));
      }
    }
  }
  return keys;
}

TEST(NameForms, ATransliterationHasTheSkeletonOfTheOther) {
  EXPECT_EQ(NameSkeleton("Zhaparov"), NameSkeleton("Japarov"));
  EXPECT_EQ(NameSkeleton("Toqaev"), NameSkeleton("Tokayev"));
  EXPECT_EQ(NameSkeleton("Rakhmon"), NameSkeleton("Rahmon"));
  EXPECT_NE(NameSkeleton("Rahmon"), NameSkeleton("Japarov"));
}

TEST(NameForms, AShorterFormOfAFullNameIsTheSameName) {
  EXPECT_TRUE(AreNameForms("Kassym-Jomart Tokayev", "Qasym Zhomart Toqaev"));
  EXPECT_TRUE(AreNameForms("President Xi Jinping", "Xi Jinping"));
}

TEST(NameForms, GivenNamesThatDifferInAFewLettersAreTwoPeople) {
  EXPECT_FALSE(AreNameForms("Jane Cole", "Joan Cole"));
  EXPECT_TRUE(AreOtherPeople("Jane Cole", "Joan Cole"));
  EXPECT_FALSE(AreOtherPeople("Sara Soto", "Sarah Soto"));
  EXPECT_FALSE(AreOtherPeople("Jane Cole", "Jane Coll"));
  EXPECT_FALSE(AreOtherPeople("Jane Cole", "Mayor Joan Cole"));
}

TEST(NameForms, AnotherFirstNameIsAnotherPerson) {
  EXPECT_FALSE(AreNameForms("Wang Yi", "Wang Wentao"));
  EXPECT_FALSE(AreNameForms("", "Wang Yi"));
}

TEST(NameForms, AnUnknownFirstNameBelongsToTheFamilyNameBesideIt) {
  EXPECT_THAT(NameKeys("Reporters met Kassym-Zhomart Tokayev in the palace."),
              ::testing::ElementsAre("person:tokayev"));
}

TEST(NameForms, ACommaParts) {
  EXPECT_THAT(NameKeys("There were Sadyr Japarov, Emomali Rahmon."),
              ::testing::ElementsAre("person:japarov", "person:rahmon"));
}

}  // namespace
}  // namespace claimwatch
