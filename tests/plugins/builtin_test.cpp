#include "plugins/builtin.h"

#include <gmock/gmock.h>

#include "core/builtin.h"

namespace claimwatch::testing {
namespace {

using ::testing::HasSubstr;

TEST(Builtins, EveryKindOfStageIsListedWithHelp) {
  std::vector<std::string_view> stages;
  for (const Builtin& one : Builtins()) {
    EXPECT_FALSE(one.help.empty()) << one.name;
    stages.push_back(one.stage);
  }
  for (const std::string_view stage : {"source", "extractor", "analyzer", "sink"}) {
    EXPECT_THAT(stages, ::testing::Contains(stage));
  }
}

TEST(Builtins, EveryListedSinkHasAMakerThatMissesNoMoreThanItsNeeds) {
  for (const Builtin& one : Builtins()) {
    if (one.stage != "sink" || one.name == kPluginSink) {
      continue;
    }
    SinkOptions options;
    options.kind = one.name;
    const auto sink = MakeSink(options);
    const bool known =
        sink.ok() || sink.error().message().find("unknown kind") == std::string::npos;
    EXPECT_TRUE(known) << one.name;
  }
}

TEST(Builtins, NamesOfAStageAreEachOnce) {
  for (const std::string_view stage : {"source", "analyzer", "sink"}) {
    std::vector<std::string> names = BuiltinNames(stage);
    EXPECT_FALSE(names.empty());
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  }
  EXPECT_EQ(SinkKinds(), "file|journald|webhook|mail|exec|atom|plugin");
}

TEST(Builtins, AnUnknownSinkNamesTheNearestKind) {
  SinkOptions options;
  options.kind = "webhok";
  const auto sink = MakeSink(options);
  ASSERT_FALSE(sink.ok());
  EXPECT_EQ(sink.error().code(), Errc::kConfig);
  EXPECT_THAT(sink.error().message(), HasSubstr("did you mean 'webhook'?"));
}

TEST(Builtins, AnOptionThatIsMissingIsAConfigurationError) {
  for (const char* kind : {"webhook", "exec", "atom"}) {
    SinkOptions options;
    options.kind = kind;
    const auto sink = MakeSink(options);
    ASSERT_FALSE(sink.ok()) << kind;
    EXPECT_EQ(sink.error().code(), Errc::kConfig) << kind;
  }
}

}  // namespace
}  // namespace claimwatch::testing
