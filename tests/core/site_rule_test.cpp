#include "core/site_rule.h"

#include <gtest/gtest.h>

namespace claimwatch {
namespace {

std::string RuledBy(std::string_view host) {
  const std::vector<SiteRule> rules = {{.host = "herald.example"}, {.host = "m.herald.example"}};
  const SiteRule* const rule = RuleFor(rules, host);
  return rule == nullptr ? "" : rule->host;
}

TEST(SiteRules, TheNearestDomainRules) {
  EXPECT_EQ(RuledBy("herald.example"), "herald.example");
  EXPECT_EQ(RuledBy("www.herald.example"), "herald.example");
  EXPECT_EQ(RuledBy("m.herald.example"), "m.herald.example");
  EXPECT_EQ(RuledBy("a.m.herald.example"), "m.herald.example");
}

TEST(SiteRules, AnotherSiteIsNotRuledByTheEndOfItsName) {
  EXPECT_EQ(RuledBy("theherald.example"), "");
  EXPECT_EQ(RuledBy("example"), "");
  EXPECT_EQ(RuledBy(""), "");
}

}  // namespace
}  // namespace claimwatch
