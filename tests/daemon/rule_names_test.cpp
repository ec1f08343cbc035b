#include "daemon/rule_names.h"

#include <gmock/gmock.h>

#include "config/config.h"

namespace claimwatch::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(RulesOfAConfiguration, ThoseThatThereAreNotAreNamed) {
  Config config;
  config.rules.disable = {"CW-FIG-001", "CW-FIG-991", "CW-XHOUSE-001"};
  config.rules.severity = {{"CW-CLM-999", Severity::kLow}};
  config.suppressions.push_back({"CW-FGI-001", "", std::nullopt, "a slip of the pen"});
  config.suppressions.push_back({"", "herald", std::nullopt, "a source, no rule"});
  EXPECT_THAT(
      UnknownRules(config),
      ElementsAre(HasSubstr("'CW-FIG-991'"), HasSubstr("severity: there is no rule 'CW-CLM-999'"),
                  HasSubstr("did you mean 'CW-FIG-001'")));
}

}  // namespace
}  // namespace claimwatch::testing
